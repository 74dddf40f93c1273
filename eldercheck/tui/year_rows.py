"""The rules of a year as rows: what belongs together in one, last year's value beside what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from eldercheck.domain.figures import Figure
from eldercheck.domain.programme import Programme
from eldercheck.domain.programme_settings import BY_NAME, Group, setting_text
from eldercheck.domain.register import UNIT_KINDS
from eldercheck.language import N_, _
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.years import GROUPS, setting_title, setting_value

if TYPE_CHECKING:
    from eldercheck.services.years import YearStanding

INDENT = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: a setting, or some that mean something only together."""

    name: str
    settings: tuple[str, ...]
    title: str = ""
    """Its title (a message id); empty for that of its setting."""


RULES: dict[Group, tuple[Rule, ...]] = {
    "office": (Rule("authority", ("authority",)), Rule("contact", ("contact",))),
    "bands": (
        Rule("bands", ("a_band", "b_band"), N_("Bands")),
        Rule("floors", ("a_floor", "b_floor"), N_("Floor of every dimension")),
        Rule("low_line", ("low_line",), N_("Put right a C below")),
        Rule("caps", ("caps",), N_("Critical items hold the grade")),
        Rule("add_ons", ("add_ons",)),
    ),
    "roll_up": (
        Rule("weights", ("sheet_weight", "branches_weight", "points_weight"), N_("Weights")),
        Rule("bonus_at_most", ("bonus_at_most",)),
        Rule("spread", ("spread", "spread_percent"), N_("Branches at grade C")),
        Rule("quota", ("quota_percent",), N_("Quota of A")),
    ),
    "coverage": (
        Rule("branches", ("branches_least", "branches_percent"), N_("Branches to examine")),
        Rule("points", ("points_least", "points_percent"), N_("Service points to examine")),
        Rule("counts", ("counts",)),
    ),
    "days": tuple(Rule(name, (name,)) for name in ("appeal_days", "rectify_days", "safety_days")),
    "walk": (
        Rule("least_examiners", ("least_examiners",), N_("Names that sign, at least")),
        Rule("examiner_sees_grade", ("examiner_sees_grade",)),
        Rule("visit_record", ("visit_record",), N_("The visit must be recorded")),
        Rule("evidence", ("evidence",), N_("Missing evidence")),
    ),
}
RULE_OF = {rule.name: rule for rules in RULES.values() for rule in rules}
TOGETHER: tuple[tuple[str, ...], ...] = (
    ("a_band", "b_band", "a_floor", "b_floor", "low_line"),
    ("sheet_weight", "branches_weight", "points_weight"),
    ("spread", "spread_percent"),
    ("branches_least", "branches_percent", "points_least", "points_percent"),
    ("rectify_days", "safety_days"),
)
"""Settings that make sense only beside each other: they are changed in one dialog."""


def changed_with(rule: Rule) -> tuple[str, ...]:
    """Return the settings that are changed in one dialog with those of a rule."""
    return next((names for names in TOGETHER if rule.settings[0] in names), rule.settings)


def rule_title(rule: Rule) -> str:
    """Return the title of a row."""
    return _(rule.title) if rule.title else setting_title(rule.settings[0])


def rule_value(rule: Rule, programme: Programme) -> str:
    """Return the value of a row in words: bands as what they tile, a share with what it means."""
    texts = {name: setting_text(programme, name) for name in rule.settings}
    match rule.name:
        case "bands":
            return bands_text(programme)
        case "floors":
            lines = programme.rules
            return f"A {Figure.of(lines.a_floor)} · B {Figure.of(lines.b_floor)}"
        case "low_line":
            return str(Figure.of(programme.rules.low_line))
        case "bonus_at_most":
            return str(Figure.of(programme.roll_up.bonus_at_most))
        case "weights":
            return _("sheet {sheet_weight} · branches {branches_weight} · points {points_weight}").format(
                **texts
            )
        case "spread" if programme.roll_up.spread:
            return _("hold below A; above {percent}% make C").format(percent=texts["spread_percent"])
        case "spread":
            return _("change nothing")
        case "quota":
            percent = texts["quota_percent"]
            return _("at most {percent}% of a group").format(percent=percent) if percent != "0" else _("none")
        case "branches" | "points":
            least, percent = texts.values()
            return _("at least {least}, and {percent}%").format(least=least, percent=percent)
        case _:
            return setting_value(rule.settings[0], texts[rule.settings[0]])


def bands_text(programme: Programme) -> str:
    """Return what the bands tile, "A 90.0–100.0 · B 75.0–89.9 · C 0.0–74.9"."""
    a, b = Figure.of(programme.rules.a_band), Figure.of(programme.rules.b_band)
    below_a, below_b = Figure(max(0, a.tenths - 1)), Figure(max(0, b.tenths - 1))
    return f"A {a}–100.0 · B {b}–{below_a} · C 0.0–{below_b}"


def year_rows(standing: YearStanding, before: Programme | None, width: int, *, only: bool) -> Iterator[Row]:
    """Return the rules in their groups, then the checklists; `only` leaves what is as in `before` out."""
    programme = standing.programme
    column = min(
        width // 2, max(plain(rule_title(rule)).cell_length for rule in RULE_OF.values()) + INDENT + 3
    )
    for group, rules in RULES.items():
        lines = [(r.name, rule_title(r), rule_value(r, programme), _old(r, programme, before)) for r in rules]
        yield from _group(_(GROUPS[group]), lines, before, (column, width), only)
    lines = []
    for kind in UNIT_KINDS:
        now, last = checklist_text(programme, kind), checklist_text(before, kind) if before else None
        name = f"checklist_{kind}"
        lines.append((name, setting_title(name), now or "—", None if last == now else last))
    yield from _group(_("Checklists"), lines, before, (column, width), only)


def differing(programme: Programme, before: Programme | None) -> int:
    """Count the rows that differ from last year's."""
    if before is None:
        return 0
    rules = sum(_old(rule, programme, before) is not None for rule in RULE_OF.values())
    return rules + sum(checklist_text(programme, k) != checklist_text(before, k) for k in UNIT_KINDS)


def checklist_text(programme: Programme, kind: str) -> str:
    """Return a frozen checklist by its id, version and the beginning of its digest."""
    found = next((frozen for known, frozen in programme.checklists.items() if known == kind), None)
    return f"{found.reference} · {found.digest[:8]}" if found else ""


def is_switch(rule: Rule) -> bool:
    """Whether a rule has just two values and stands alone, so that one key turns it over."""
    setting = BY_NAME[rule.settings[0]]
    return len(changed_with(rule)) == 1 and (setting.kind == "yes_no" or len(setting.choices) == 2)


def _old(rule: Rule, programme: Programme, before: Programme | None) -> str | None:
    if before is None or rule_value(rule, before) == rule_value(rule, programme):
        return None
    return rule_value(rule, before)


def _group(
    title: str,
    lines: list[tuple[str, str, str, str | None]],
    before: Programme | None,
    cells: tuple[int, int],
    only: bool,
) -> Iterator[Row]:
    shown = [line for line in lines if line[3] is not None or not only]
    if not shown:
        return
    yield _still(f"§{title}", Content.styled(f" {title}", "bold $primary"))
    for name, label, value, old in shown:
        yield from _rule(name, label, value, old, before, cells)
    yield _still(f"§§{title}", Content(""))


def _rule(
    name: str, label: str, value: str, old: str | None, before: Programme | None, cells: tuple[int, int]
) -> Iterator[Row]:
    """Return a rule in one line where it fits: its value at a column, or else at the right edge."""
    column, width = cells
    left, right, last, prefix = Content("   ") + plain(label), plain(value), Content(""), 0
    if old is not None and before is not None:
        left, right = Content.styled(" ≠ ", "bold $warning") + plain(label), right.stylize("bold")
        last = plain(_("{year}: {value}").format(year=before.year, value=old)).stylize("$muted")
        prefix = last.cell_length - plain(old).cell_length
    start = min(column, width - right.cell_length - 1)
    if start < left.cell_length + 2:
        start = max(left.cell_length + 2, column)
    if start + right.cell_length > width:
        yield _still(name, left, selectable=True)
        start = INDENT + 2
        yield _still(f"§{name}", Content(" " * start) + right)
    else:
        line = Content.assemble(left, " " * (start - left.cell_length), right)
        if last and line.cell_length + last.cell_length + 3 <= width:
            line, last = Content.assemble(line, "   ", last), Content("")
        yield _still(name, line, selectable=True)
    if last:
        yield _still(f"§§{name}", Content(" " * max(INDENT, start - prefix)) + last)


def _still(name: str, content: Content, *, selectable: bool = False) -> Row:
    return Row(name, lambda width: content.truncate(width, ellipsis=True), selectable)
