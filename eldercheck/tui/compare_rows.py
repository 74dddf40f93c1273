"""A comparison as lines: the figures of both, the agreement by section, the items side by side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import zip_longest

from textual.content import Content

from eldercheck.domain.agreement import Agreement, coefficient_text
from eldercheck.domain.comparison import ItemPair, NotCompared, Verdict
from eldercheck.domain.quick_scores import QuickScore
from eldercheck.language import _, current, ngettext
from eldercheck.services.comparison import Comparison
from eldercheck.tui.plain import plain
from eldercheck.tui.small_bars import left, letter, right
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.comparison import WHYS_NOT, over_text, percent_text
from eldercheck.wording.results import answer_mark, answer_text, points_text, printed

NARROW, WIDE = 74, 108
"""From how many cells on the sections stand beside the figures, and answers are given in words."""
FIGURE_CELLS, SECTION_CELLS, NUMBER_CELLS = 35, 56, 24
"""How wide the figures stand beside the sections, how wide the sections at most, and their numbers."""
CODE_CELLS, OVER_CELLS = 9, 6
STYLES: dict[Verdict, str] = {
    "over": "$error bold",
    "under": "$accent",
    "differs": "$warning",
    "equal": "$muted",
}


def figure_lines(found: Comparison, width: int) -> tuple[Paragraph, ...]:
    """Return the figures of both sheets; where there is room the agreement by section beside them."""
    if width < NARROW:
        return tuple(Paragraph(line) for line in _short_figures(found))
    room = min(SECTION_CELLS, width - FIGURE_CELLS - 2)
    sides = zip_longest(_figures(found), section_lines(found, room), fillvalue=Content(""))
    return tuple(
        Paragraph(Content.assemble(left(one, width - room - 2), "  ", other)) for one, other in sides
    )


def section_lines(found: Comparison, width: int) -> Iterator[Content]:
    """Yield a table of the agreement: one line a section, the whole last."""
    heads = zip((_("agree"), _("kappa"), "AC1", "n"), (7, 7, 6, 4), strict=True)
    name = left(Content(_("Section")), width - NUMBER_CELLS)
    yield Content.assemble(name, *(right(head, cells) for head, cells in heads)).stylize("$muted")
    for section, figures in found.items.by_section:
        yield _agreement_line(plain(section.title.in_language(current())), figures, width)
    yield _agreement_line(Content(_("Whole sheet")), found.items.agreement, width).stylize("bold")


def _agreement_line(name: Content, figures: Agreement, width: int) -> Content:
    return Content.assemble(
        left(name, width - NUMBER_CELLS),
        right(percent_text(figures), 7),
        right(coefficient_text(figures.kappa), 7),
        right(coefficient_text(figures.ac1), 6),
        right(str(figures.n), 4, "$muted"),
    )


def _figures(found: Comparison) -> Iterator[Content]:
    """Yield the figures with days in lines of their own; the agreement stands beside them."""
    yield _score(_("Self-assessment"), found.bank.score)
    yield Content.assemble("  ", _handed_in(found))
    yield _score(_("Examination"), found.examined.score)
    yield Content.assemble("  ", _begun(found))
    if first := found.examined.assessment.dossier.first:
        yield Content.assemble("  ", (f"{_('First grade')} {first.score} {first.grade}", "$muted"))
    yield from _claims(found)


def _short_figures(found: Comparison) -> Iterator[Content]:
    yield Content.assemble(_score(_("Self-assessment"), found.bank.score), "  ", _handed_in(found))
    yield Content.assemble(_score(_("Examination"), found.examined.score), "  ", _begun(found))
    yield from _claims(found)
    whole = found.items.agreement
    yield Content.assemble(
        _label(_("Agreement")),
        (percent_text(whole), "bold"),
        f"  {_('kappa')} {coefficient_text(whole.kappa)}  AC1 {coefficient_text(whole.ac1)}  n {whole.n}",
    )


def _handed_in(found: Comparison) -> Content:
    text = _("handed in {day}").format(day=found.handed_in.isoformat())
    if not found.is_late:
        return Content.styled(text, "$muted")
    return Content.assemble((text, "$muted"), " ", (_("late"), "$error bold"))


def _begun(found: Comparison) -> Content:
    return Content.styled(_("begun {day}").format(day=found.began.isoformat()), "$muted")


def _claims(found: Comparison) -> Iterator[Content]:
    items = found.items
    yield Content.assemble(_label(_("Over-claimed")), (over_text(found), "bold"))
    under = ngettext("{number} item", "{number} items", len(items.under_claimed))
    yield Content.assemble(_label(_("Under-claimed")), under.format(number=len(items.under_claimed)))


def _score(label: str, score: QuickScore | None) -> Content:
    figure, grade = (printed(score.figure), score.grade) if score else ("—", None)
    return Content.assemble(_label(label), (figure, "bold"), "  ", letter(grade))


def _label(label: str) -> Content:
    return left(Content.styled(label, "$muted"), 16)


def item_heads(width: int) -> Content:
    """Return the titles above the items."""
    cells = answer_cells(width)
    room = width - OVER_CELLS - CODE_CELLS - 2 * cells - 2
    return Content.assemble(
        right(_("over"), OVER_CELLS),
        "  ",
        left(Content(_("Item")), CODE_CELLS + room),
        left(Content(_("bank")), cells),
        left(Content(_("examiners")), cells),
    )


def answer_cells(width: int) -> int:
    """Return how wide an answer stands: in words where there is room for them, else as its mark."""
    return 26 if width >= WIDE else 10


def item_rows(found: Comparison, *, only_differences: bool) -> Iterator[Row]:
    """Yield the items: over-claimed first, the most points first; what cannot be compared last."""
    for pair in found.items.by_weight:
        if not (only_differences and pair.verdict == "equal"):
            yield Row(pair.item.id, partial(_pair, pair))
    if not only_differences:
        for one in found.items.not_compared:
            yield Row(one.item.id, partial(_not_compared, one))


def _pair(pair: ItemPair, width: int) -> Content:
    cells, style = answer_cells(width), STYLES[pair.verdict]
    room = width - OVER_CELLS - CODE_CELLS - 2 * cells - 2
    words = answer_text if width >= WIDE else answer_mark
    ask = left(plain(pair.item.ask.in_language(current())), room - 1)
    return Content.assemble(
        right(_over(pair), OVER_CELLS, style),
        "  ",
        left(plain(pair.item.id).stylize("bold $accent"), CODE_CELLS),
        ask.stylize("$muted") if pair.verdict == "equal" else ask,
        " ",
        left(plain(words(pair.item, pair.bank)).stylize(style), cells - 1),
        " ",
        left(plain(words(pair.item, pair.examiner)), cells),
    )


def _over(pair: ItemPair) -> str:
    """Return the sign of a pair: points claimed too many or too few, another answer, or nothing to say."""
    match pair.verdict:
        case "over":
            return f"+{points_text(pair.over)}"
        case "under":
            return f"-{points_text(-pair.over)}"
        case "differs":
            return "≠"
        case _equal:
            return "="


def _not_compared(one: NotCompared, width: int) -> Content:
    return Content.assemble(
        right("·", OVER_CELLS),
        "  ",
        left(plain(one.item.id), CODE_CELLS),
        left(Content(_("not compared: {why}").format(why=_(WHYS_NOT[one.why]))), width - 17),
    ).stylize("$muted")
