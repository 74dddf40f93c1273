"""What waits as rows: by when, since when, where, what, on how many items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from textual.content import Content

from eldercheck.domain.waiting import ROLES, Role
from eldercheck.language import _
from eldercheck.services.inbox import Waiting
from eldercheck.tui.plain import plain
from eldercheck.tui.small_bars import left
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.inbox import EMPTY, WAITS, due_text, number_text, since_day
from eldercheck.wording.inbox import ROLES as ROLE_TITLES

GAP = 2
NARROW = 70
"""Below this width what waits gets a third of it, else two fifths."""
DAY = 10
"""The cells of a day with its year; without it five."""


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide the columns want to be, from what stands in them; codes and years where there is room."""

    due: int
    code: int
    name: int
    what: int
    number: int

    @classmethod
    def of(cls, found: Sequence[Waiting]) -> Widths:
        """Measure some rows."""
        units = [one.unit for one in found if one.unit]
        return cls(
            _longest(due_text(one.wait) for one in found),
            1 + _longest(plain(unit.code).plain for unit in units),
            _longest(plain(unit.name).plain for unit in units),
            _longest(_(WAITS[one.wait.kind]) for one in found),
            _longest(number_text(one) for one in found),
        )

    def fitted(self, width: int) -> Fitted:
        """Share a width: the name gives way only once code and year are gone, then what waits a little."""
        lead = 1 + (self.due + GAP if self.due else 0)
        what = min(self.what, width * 2 // 5 if width >= NARROW else width // 3)
        tail = GAP + what + (1 + self.number if self.number else 0) + 1
        room = width - lead - tail - self.name - GAP
        code = self.code if room >= 5 + self.code else 0
        return Fitted(lead, (DAY if room >= DAY + code else 5) + GAP, code, width - lead - tail, what)


@dataclass(frozen=True, slots=True)
class Fitted:
    """The columns in a width, each with the gap after it."""

    lead: int
    since: int
    code: int
    rest: int
    """Day, code and name together."""
    what: int


def _longest(texts: Iterable[str]) -> int:
    return max((Content(text).cell_length for text in texts), default=0)


def role_tabs(numbers: Mapping[Role, int], current: Role) -> list[tuple[Content, str]]:
    """Return the roles in a line, each with how much waits for it; the one in view is marked."""
    parts = []
    for place, role in enumerate(ROLES, 1):
        text = f" {place} {_(ROLE_TITLES[role])} {numbers[role]} "
        style = "bold reverse $accent" if role == current else "$muted"
        parts += [(Content.styled(text, style), role), (Content(" "), "")]
    return parts


def inbox_rows(found: Sequence[Waiting]) -> Iterator[Row]:
    """Return a row for each thing that waits."""
    widths = Widths.of(found)
    for one in found:
        yield Row(row_id(one), partial(_drawn, one, widths))


def row_id(one: Waiting) -> str:
    """Return what a row is known by: what waits, where."""
    unit = one.unit.id if one.unit else ""
    return f"{one.wait.kind} {unit} {one.case.assessment.id if one.case else ''}"


def inbox_heads(found: Sequence[Waiting], width: int) -> Content:
    """Return the line of titles above the rows."""
    widths = Widths.of(found)
    fit = widths.fitted(width)
    middle = Content.assemble(left(Content(_("since")), fit.since), _("unit"))
    what, due = Content(_("what waits")), Content(_("due") if widths.due else "")
    return _line(due, middle, what, Content(""), widths, fit).stylize("$muted")


def empty_paragraphs(role: Role, *, is_open: bool) -> Iterator[Paragraph]:
    """Return what an empty inbox teaches."""
    yield Paragraph()
    yield Paragraph(Content.styled(_("Nothing waits."), "bold"), indent=2)
    yield Paragraph()
    yield Paragraph(Content(_(EMPTY[role])), indent=2)
    if not is_open:
        yield Paragraph()
        yield Paragraph(Content(_("The year is not opened yet: y at home opens it.")), indent=2)


def _drawn(one: Waiting, widths: Widths, width: int) -> Content:
    wait, fit, day = one.wait, widths.fitted(width), since_day(one.wait)
    shown = day if fit.since > DAY else day[5:]
    middle = Content.assemble(
        left(Content.styled(shown, "$muted"), fit.since),
        left(plain(one.unit.code if one.unit else "").stylize("$muted"), fit.code),
        plain(one.unit.name) if one.unit else _("the year"),
    )
    due = Content.styled(due_text(wait), "bold $error" if wait.overdue else "$warning")
    number = Content.styled(number_text(one), "$muted")
    return _line(due, middle, Content(_(WAITS[wait.kind])), number, widths, fit)


def _line(
    due: Content, middle: Content, what: Content, number: Content, widths: Widths, fit: Fitted
) -> Content:
    gap = 1 + widths.number - number.cell_length if widths.number else 0
    return Content.assemble(
        " ",
        left(due, fit.lead - 1),
        left(middle, fit.rest),
        " " * GAP,
        left(what, fit.what),
        " " * gap,
        number,
        " ",
    )
