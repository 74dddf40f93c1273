"""A year as the command line prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from eldercheck.domain.clean_text import visible
from eldercheck.domain.programme_settings import SETTINGS, differences, setting_text
from eldercheck.language import _
from eldercheck.wording.moments import local_day
from eldercheck.wording.results import listed, printed
from eldercheck.wording.year_history import SHORT_DIGEST
from eldercheck.wording.years import GROUPS, OBSTACLES, setting_title, setting_value

if TYPE_CHECKING:
    from eldercheck.assemble import Office
    from eldercheck.services.county import CountyYear, Obstacle
    from eldercheck.services.years import YearStanding

MOST_CODES = 20
"""How many units a line names before it only counts the rest."""


def plain_year(office: Office, year: int) -> dict[str, Any]:
    """Return a year as `year show --json` prints it."""
    standing, programme = office.years.standing(year), office.years.programme(year)
    published = standing.published
    return {
        "year": year,
        "authority": programme.authority,
        "contact": programme.contact,
        "locked": standing.locked,
        "published": published
        and {
            "number": published.number,
            "digest": published.digest,
            "at": published.at,
            "by": published.author,
            "reason": published.reason,
        },
        "corrections": dict(standing.corrections),
        "settings": {setting.name: setting_text(programme, setting.name) for setting in SETTINGS},
        "checklists": programme.plain()["checklists"],
        "differences": [
            {"name": name, "before": before, "after": after}
            for name, before, after in _since_the_year_before(office, year)
        ],
    }


def state_text(standing: YearStanding) -> str:
    """Say how far a year is settled."""
    published = standing.published
    if published is not None:
        text = _("published {day}, number {number}").format(
            day=local_day(published.at), number=published.number
        )
        return f"{text}; {_('a correction is under way')}" if standing.corrections else text
    if standing.locked:
        return _("rules locked since the first signature")
    return _("rules can still be changed")


def year_lines(office: Office, year: int) -> Iterator[str]:
    """Return a year in lines: its state, its rules by group, what differs from the year before."""
    programme, standing = office.years.programme(year), office.years.standing(year)
    yield f"{year}  {state_text(standing)}"
    if standing.published is not None:
        yield _("digest {digest}").format(digest=standing.published.digest)
    for kind, frozen in programme.checklists.items():
        digest = frozen.digest[:SHORT_DIGEST]
        yield f"{setting_title(f'checklist_{kind}')}: {visible(frozen.reference)}  {digest}"
    for group, title in GROUPS.items():
        yield f"\n{_(title)}"
        for setting in SETTINGS:
            if setting.group == group:
                value = setting_value(setting.name, setting_text(programme, setting.name))
                yield f"  {setting_title(setting.name)}: {value}  [{setting.name}]"
    changed = list(_since_the_year_before(office, year))
    if changed:
        yield f"\n{_('Different from the year before')}"
    for name, before, after in changed:
        yield f"  {setting_title(name)}: {setting_value(name, before)} → {setting_value(name, after)}"


def obstacle_lines(obstacles: Iterable[Obstacle]) -> Iterator[str]:
    """Say what stands in the way of publishing, with the word that lets it pass."""
    for obstacle in obstacles:
        codes, more = obstacle.codes[:MOST_CODES], len(obstacle.codes) - MOST_CODES
        rest = [_("{number} more").format(number=more)] if more > 0 else []
        about = f" ({len(obstacle.codes)}): {listed([*map(visible, codes), *rest])}" if codes else ""
        yield f"[{obstacle.kind}] {_(OBSTACLES[obstacle.kind])}{about}"


def correction_lines(office: Office, now: CountyYear) -> Iterator[str]:
    """Return the old figure beside the new of everything that differs from what was published."""
    for line in office.publishing.corrections(now):
        old = f"{printed(line.old_score)} {line.old_grade or '—'}"
        new = f"{printed(line.new_score)} {line.new_grade or '—'}"
        yield f"{visible(line.code)} {visible(line.name)}: {old} → {new}"


def _since_the_year_before(office: Office, year: int) -> tuple[tuple[str, str, str], ...]:
    earlier = [programme for programme in office.years.programmes() if programme.year < year]
    return differences(earlier[-1], office.years.programme(year)) if earlier else ()
