"""A comparison as lines: the figures of both, the agreement by section, the items side by side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.content import Content

from eldercheck.domain.agreement import Agreement, coefficient_text
from eldercheck.domain.comparison import ItemPair, NotCompared, Verdict
from eldercheck.domain.quick_scores import QuickScore
from eldercheck.language import _, current
from eldercheck.services.comparison import Comparison
from eldercheck.tui.plain import plain
from eldercheck.tui.small_bars import left, letter, right
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.comparison import WHYS_NOT, handed_in_text, over_text, percent_text
from eldercheck.wording.results import answer_mark, answer_text, points_text, printed

NARROW, WIDE = 74, 108
"""From how many cells on the sections stand beside the figures, and answers are given in words."""
SECTION_CELLS = 40
CODE_CELLS, OVER_CELLS = 9, 6
STYLES: dict[Verdict, str] = {
    "over": "$error bold",
    "under": "$accent",
    "differs": "$warning",
    "equal": "$muted",
}


def figure_lines(found: Comparison, width: int) -> tuple[Paragraph, ...]:
    """Return the figures of both sheets; in a wide window the agreement by section beside them."""
    figures = list(_figures(found))
    if width < NARROW:
        return tuple(Paragraph(line, indent=1) for line in figures)
    sections = list(section_lines(found, SECTION_CELLS))
    longest = max(len(figures), len(sections))
    blank = Content("")
    figures += [blank] * (longest - len(figures))
    sections += [blank] * (longest - len(sections))
    room = width - SECTION_CELLS - 3
    return tuple(
        Paragraph(Content.assemble(left(one, room), "  ", other), indent=1)
        for one, other in zip(figures, sections, strict=True)
    )


def section_lines(found: Comparison, width: int) -> Iterator[Content]:
    """Yield a table of the agreement: one line a section, the whole last."""
    heads = (_("agreement"), _("kappa"), "AC1", "n")
    name = left(Content(_("Section")), width - 27)
    yield Content.assemble(name, *map(right, heads, (10, 7, 6, 4))).stylize("$muted")
    for section, figures in found.items.by_section:
        yield _agreement_line(plain(section.title.in_language(current())), figures, width)
    yield _agreement_line(Content(_("All")), found.items.agreement, width).stylize("bold")


def _agreement_line(name: Content, figures: Agreement, width: int) -> Content:
    return Content.assemble(
        left(name, width - 27),
        right(percent_text(figures), 10),
        right(coefficient_text(figures.kappa), 7),
        right(coefficient_text(figures.ac1), 6),
        right(str(figures.n), 4, "$muted"),
    )


def _figures(found: Comparison) -> Iterator[Content]:
    late = "$error" if found.is_late else "$muted"
    yield Content.assemble(
        _score(_("Self-assessment"), found.bank.score),
        (_("handed in {day}").format(day=handed_in_text(found)), late),
    )
    yield Content.assemble(
        _score(_("Examination"), found.examined.score),
        (_("begun {day}").format(day=found.began.isoformat()), "$muted"),
    )
    yield Content.assemble(_label(_("Over-claimed")), (over_text(found), "$error bold"))
    yield Content.assemble(
        _label(_("Under-claimed")), _("items: {number}").format(number=len(found.items.under_claimed))
    )
    whole = found.items.agreement
    yield Content.assemble(
        _label(_("Agreement")),
        (percent_text(whole), "bold"),
        f"  kappa {coefficient_text(whole.kappa)}  AC1 {coefficient_text(whole.ac1)}  n {whole.n}",
    )


def _score(label: str, score: QuickScore | None) -> Content:
    figure, grade = (printed(score.figure), score.grade) if score else ("—", None)
    return Content.assemble(_label(label), right(figure, 5, "bold"), " ", letter(grade), "  ")


def _label(label: str) -> Content:
    return left(Content.styled(label, "$muted"), 17)


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
