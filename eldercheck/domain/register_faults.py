"""What is wrong between the lines of a register file, and between them and the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from eldercheck.domain.clean_text import name_key
from eldercheck.domain.register import Unit
from eldercheck.domain.register_lines import RegisterFault, UnitLine

LONGEST = {"code": 40, "name": 200, "place": 200, "ranking_group": 60, "exempt": 200}
"""Characters that a field holds, at most."""
_MOST_COMPARED = 500
_MOST_NEAREST = 200
"""So many times a near name is looked for: nobody reads more of them."""


class Institutions:
    """The institutions of the register and of a file, found by code or by name."""

    def __init__(self, now: Sequence[Unit], lines: Sequence[UnitLine]) -> None:
        names = {unit.code: unit.name for unit in now if unit.kind == "institution"}
        names |= {
            line.code: line.name or names.get(line.code, "")
            for line in lines
            if line.kind == "institution" and line.code
        }
        self._names = names
        self._codes: dict[str, list[str]] = {}
        self._nearest: dict[str, str] = {}
        for code, name in names.items():
            self._codes.setdefault(name_key(name), []).append(code)

    def code(self, said: str) -> str | None:
        """Return the code of the one institution that is meant, None where there is none or several."""
        if said in self._names:
            return said
        codes = self.several(said)
        return codes[0] if len(codes) == 1 else None

    def several(self, said: str) -> list[str]:
        """Return the codes of the institutions of a name."""
        return self._codes.get(name_key(said), [])

    def nearest(self, said: str) -> str:
        """Return the code or name that is nearest to what was said; empty where none is near."""
        if said not in self._nearest and len(self._nearest) < _MOST_NEAREST:
            known = [*self._names, *self._names.values()][:_MOST_COMPARED]
            self._nearest[said] = next(iter(get_close_matches(said, known, 1)), "")
        return self._nearest.get(said, "")


def faults_between(
    now: Sequence[Unit], lines: Sequence[UnitLine], *, unsure: bool = False
) -> list[RegisterFault]:
    """Return every fault of the lines, in their order.

    Where some lines could not be read (`unsure`), an institution that is missing may be one of them: it is
    then not named as a fault. A name or institution that is None although its column is there was named
    already by whoever read it.
    """
    between = _Between(now, lines, unsure)
    return [found for line in lines for found in between.faults(line)]


class _Between:
    def __init__(self, now: Sequence[Unit], lines: Sequence[UnitLine], unsure: bool) -> None:
        self._by_code = {unit.code: unit for unit in now}
        self._kinds = {unit.code: unit.kind for unit in now} | {line.code: line.kind for line in lines}
        self._institutions = Institutions(now, lines)
        self._unsure = unsure
        self._first: dict[str, UnitLine] = {}
        self._told: set[str] = set()

    def faults(self, line: UnitLine) -> Iterator[RegisterFault]:
        before = self._by_code.get(line.code)
        yield from self._code_faults(line, before)
        if not line.name and (line.name is not None or (before is None and "name" not in line.at.columns)):
            yield fault(line, "line_without_name", "name")
        for name, most in LONGEST.items():
            if len(getattr(line, name) or "") > most:
                yield fault(line, "line_too_long", name, most=most)
        if line.kind == "institution":
            yield from self._institution_faults(line)
        else:
            yield from self._member_faults(line, before)
        opened, closed = (
            said if said is not None else getattr(before, name, "")
            for name, said in (("opened", line.opened), ("closed", line.closed))
        )
        if opened and closed and closed < opened:
            yield fault(line, "line_closed_before_opened", "closed", value=closed, opened=opened)

    def _code_faults(self, line: UnitLine, before: Unit | None) -> Iterator[RegisterFault]:
        if not line.code:
            yield fault(line, "line_without_code", "code")
            return
        first = self._first.setdefault(line.code, line)
        if first is not line:
            yield fault(line, "line_code_twice", "code", first_sheet=first.at.sheet, first_row=first.at.row)
        if before is not None and before.kind != line.kind:
            yield fault(line, "line_kind_changed", "kind", value=line.kind, before=before.kind)

    def _institution_faults(self, line: UnitLine) -> Iterator[RegisterFault]:
        if line.parent and name_key(line.parent) not in (name_key(line.code), name_key(line.name or "")):
            yield fault(line, "line_institution_belongs", "parent")

    def _member_faults(self, line: UnitLine, before: Unit | None) -> Iterator[RegisterFault]:
        if line.exempt:
            yield fault(line, "line_exempt_no_institution", "exempt")
        if line.ranking_group:
            yield fault(line, "line_group_no_institution", "ranking_group")
        if line.parent is None:
            if before is None and "parent" not in line.at.columns and line.at.sheet not in self._told:
                self._told.add(line.at.sheet)
                yield fault(line, "line_parent_column_missing", "parent")
        elif not line.parent:
            yield fault(line, "line_without_parent", "parent")
        elif self._institutions.code(line.parent) is None:
            yield from self._parent_faults(line, line.parent)

    def _parent_faults(self, line: UnitLine, said: str) -> Iterator[RegisterFault]:
        if several := self._institutions.several(said):
            yield fault(line, "line_parent_ambiguous", "parent", codes=", ".join(several))
        elif said in self._kinds:
            yield fault(line, "line_parent_no_institution", "parent", kind=self._kinds[said])
        elif not self._unsure:
            nearest = self._institutions.nearest(said)
            if nearest:
                yield fault(line, "line_parent_unknown_near", "parent", nearest=nearest)
            else:
                yield fault(line, "line_parent_unknown", "parent")


def fault(line: UnitLine, code: str, name: str, value: str | None = None, **values: object) -> RegisterFault:
    """Make a fault of one field of a line."""
    column, heading = line.at.columns.get(name, ("", ""))
    held = str(getattr(line, name) or "") if value is None else value
    return RegisterFault(code, line.at.sheet, line.at.row, column, heading, name, held, values)
