"""The register of the example county: fifteen institutions, eighty branches, seven hundred service points."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from eldercheck.domain.register import Unit
from eldercheck.services.example.county import BANKS, CLOSED, OPENED, DemoBank
from eldercheck.services.example.places import town, village

_LONG = 57
"""The point with the longest name, which a table has to wrap."""


def units(new_id: Callable[[], str]) -> list[Unit]:
    """Return all units, institutions before what belongs to them."""
    found: list[Unit] = []
    first = 0
    for bank in BANKS:
        head = Unit(
            new_id(),
            "institution",
            bank.code,
            bank.name,
            None,
            bank.place,
            bank.group,
            bank.exempt,
            bank.opened,
        )
        found += [head, *_branches(bank, head, new_id), *_points(bank, head, first, new_id)]
        first += bank.points
    return found


def _branches(bank: DemoBank, head: Unit, new_id: Callable[[], str]) -> Iterator[Unit]:
    for number, line in enumerate(bank.branches, 1):
        name, _at, place = line.partition("@")
        code = f"{bank.code}{number:02}"
        days = {"opened": OPENED.get(code, ""), "closed": CLOSED.get(code, "")}
        yield Unit(new_id(), "branch", code, bank.short + name, head.id, place, **days)


def _points(bank: DemoBank, head: Unit, first: int, new_id: Callable[[], str]) -> Iterator[Unit]:
    for number in range(first, first + bank.points):
        where, name = town(number), village(number)
        title = f"{name}普惠金融服务点"
        if number == _LONG:
            title = f"青山农商银行驻{where}{name}易地搬迁安置小区党群服务中心普惠金融服务点"
        code = f"{bank.code}{5001 + number - first}"
        yield Unit(new_id(), "service_point", code, title, head.id, where + name, **_days(number))


def _days(number: int) -> dict[str, str]:
    """Return when a point opened or closed, for the few that did within the two years."""
    month = number // 60 * 7 % 10 + 1
    if number % 60 == 17:
        return {"closed": f"{2025 + number // 60 % 2}-{month:02}-20"}
    if number % 60 == 38:
        return {"opened": f"{2026 - number // 60 % 2}-{month:02}-08"}
    return {}
