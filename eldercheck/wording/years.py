"""The words of a year: settings, what stands in the way, why a unit is left out, what raises a row."""

from __future__ import annotations

from eldercheck.domain.checklist import Checklist
from eldercheck.domain.clean_text import visible
from eldercheck.domain.grade_table import GradedInstitution, GradedUnit, Why
from eldercheck.domain.grading import Letter
from eldercheck.domain.programme_settings import BY_NAME, Group
from eldercheck.domain.raising import Raise
from eldercheck.domain.register import UnitKind
from eldercheck.language import N_, _, current, ngettext
from eldercheck.services.county import ObstacleKind, State
from eldercheck.wording.results import listed, printed, veto_event

GROUPS: dict[Group, str] = {
    "office": N_("Who assesses"),
    "bands": N_("Bands, floors and critical items"),
    "roll_up": N_("Roll-up of an institution"),
    "coverage": N_("What must be examined, and what counts"),
    "days": N_("Days"),
    "walk": N_("The visit"),
}
SETTINGS: dict[str, str] = {
    "authority": N_("Authority"),
    "contact": N_("Contact"),
    "a_band": N_("A from a score of"),
    "b_band": N_("B from a score of"),
    "a_floor": N_("A needs in every dimension"),
    "b_floor": N_("B needs in every dimension"),
    "low_line": N_("A grade C below this must be put right"),
    "caps": N_("Critical items hold the grade down"),
    "add_ons": N_("Items beyond the plan are asked"),
    "sheet_weight": N_("Weight of the institution's own sheet, percent"),
    "branches_weight": N_("Weight of the branches, percent"),
    "points_weight": N_("Weight of the service points, percent"),
    "bonus_at_most": N_("Bonus, at most"),
    "spread": N_("A branch at C holds the institution below A"),
    "spread_percent": N_("More than this percentage of branches at C makes C"),
    "quota_percent": N_("At most this percentage of A in a group (0: no quota)"),
    "branches_least": N_("Branches to examine, at least"),
    "branches_percent": N_("Branches to examine, percent"),
    "points_least": N_("Service points to examine, at least"),
    "points_percent": N_("Service points to examine, percent"),
    "counts": N_("An examination counts once it is"),
    "appeal_days": N_("Working days to object"),
    "rectify_days": N_("Days to put a finding right"),
    "safety_days": N_("Days for a finding about safety"),
    "least_examiners": N_("Names that sign an examination, at least"),
    "examiner_sees_grade": N_("Examiners see the running grade"),
    "visit_record": N_("The visit must be recorded before signing"),
    "evidence": N_("Missing evidence at the signature"),
    "year": N_("Year"),
    "checklist_institution": N_("Checklist of institutions"),
    "checklist_branch": N_("Checklist of branches"),
    "checklist_service_point": N_("Checklist of service points"),
}
KINDS: dict[UnitKind, str] = {
    "institution": N_("Institution"),
    "branch": N_("Branch"),
    "service_point": N_("Service point"),
}
STATES: dict[State, str] = {
    "planned": N_("planned"),
    "in_progress": N_("in progress"),
    "signed": N_("signed"),
    "approved": N_("approved"),
}
WHYS: dict[Why, str] = {
    "not_examined": N_("not examined this year"),
    "in_progress": N_("examination not signed yet"),
    "not_approved": N_("signed, waiting for the second look"),
    "not_gradable": N_("no item applies: nothing to grade"),
    "damaged": N_("a stored answer does not fit its item"),
    "closed": N_("closed during the year"),
}
OBSTACLES: dict[ObstacleKind, str] = {
    "no_authority": N_("The name of the authority is missing."),
    "damaged": N_("Sheets that cannot be scored"),
    "in_progress": N_("Examinations begun and not signed; they do not count"),
    "not_approved": N_("Signed, but nobody has taken a second look"),
    "not_noticed": N_("Approved, but the unit was not told of its grade"),
    "open_cases": N_("Told of the grade, but the case is not closed: it may still change"),
    "missing_sheets": N_("Institutions without a signed sheet of their own; they get no grade"),
    "provisional": N_("Provisional grades: too few units were examined"),
}
VALUES = {
    "yes": N_("yes"),
    "no": N_("no"),
    "signed": N_("signed"),
    "approved": N_("approved"),
    "block": N_("blocks"),
    "warn": N_("warns"),
    "pass": N_("is let pass"),
}


def kind_title(kind: str) -> str:
    """Return the name of a kind of unit; a word that is none as it is."""
    title = next((title for known, title in KINDS.items() if known == kind), "")
    return _(title) if title else visible(kind)


def setting_title(name: str) -> str:
    """Return a setting's title in the language in use."""
    return _(SETTINGS[name]) if name in SETTINGS else name


def obstacle_titles(kinds: str) -> str:
    """Return the titles of obstacles that are named by their kinds, with blanks between."""
    titles = {str(kind): _(title) for kind, title in OBSTACLES.items()}
    return _("; ").join(visible(titles.get(kind, kind)).removesuffix(".") for kind in kinds.split())


def setting_value(name: str, text: str) -> str:
    """Return the text of a setting as a person reads it."""
    setting = BY_NAME.get(name)
    if setting is not None and setting.kind in ("yes_no", "choice"):
        return _(VALUES[text])
    return visible(text) or "—"


def note_text(row: GradedInstitution) -> str:
    """Say in short what a reader must know of a row: exempt, no sheet, provisional, held by the quota."""
    notes = []
    if row.exempt:
        notes.append(_("exempt: {reason}").format(reason=visible(row.exempt)))
    elif row.sheet is None:
        notes.append(_("no signed sheet of the institution: no score"))
    if row.provisional:
        notes.append(_("provisional: too few units examined"))
    if row.raw_grade != row.grade and row.raw_grade is not None:
        notes.append(_("{letter} before the quota").format(letter=row.raw_grade))
    return _("; ").join(notes)


def sheet_note(unit: GradedUnit) -> str:
    """Say in short what a reader must know of a sheet: its first grade, its must, which items hold it."""
    notes = [first_text(unit)] if unit.is_changed else []
    notes += [_("must be put right")] if unit.must_fix else []
    held = [visible(limit.subject) for limit in unit.limits if limit.rule == "critical"]
    if held:
        notes.append(_("held by {items}").format(items=" ".join(held)))
    return _("; ").join(notes)


def first_text(unit: GradedUnit) -> str:
    """Return the grade that a unit was told first beside the one that stands; empty where nothing changed."""
    if unit.first_score is None:
        return ""
    text = (
        _("at first {grade} {score} → {final_grade} {final_score} after the re-check")
        if unit.rechecked
        else _("at first {grade} {score} → {final_grade} {final_score} after the objection")
    )
    return text.format(
        grade=unit.first_grade, score=unit.first_score, final_grade=unit.grade, final_score=unit.score
    )


def raise_text(step: Raise, letter: Letter, checklist: Checklist) -> str:
    """Say what one thing must become for an institution to reach a letter."""
    match step.what:
        case "score":
            return _score_text(step)
        case "floor":
            return _("{dimension}: {now}, wanted {wanted}").format(
                dimension=checklist.dimension(step.subject).title.in_language(current()),
                now=printed(step.now),
                wanted=printed(step.wanted),
            )
        case "critical":
            ask = checklist.item(step.subject).ask.in_language(current()) if step.subject in checklist else ""
            return _("critical item {item} must hold: {ask}").format(item=step.subject, ask=ask)
        case "veto":
            return _("veto, which nothing lifts this year: {event}").format(event=veto_event(step.subject))
        case "spread" | "branches" | "service_points":
            return _units_text(step)
        case "quota":
            return _("score {now}; the quota of its group begins at {wanted}").format(
                now=printed(step.now), wanted=printed(step.wanted)
            )


def _score_text(step: Raise) -> str:
    ways = [_part_text(part, str(now), str(wanted)) for part, now, wanted in step.parts]
    text = _("score {now}, wanted {wanted}").format(now=printed(step.now), wanted=printed(step.wanted))
    more = _("one of these alone would do: {ways}").format(ways=_(" or ").join(ways)) if ways else ""
    return _("; ").join(filter(None, (text, more)))


def _units_text(step: Raise) -> str:
    if step.what == "spread":
        text = ngettext(
            "{number} branch must come up from C: {codes}",
            "{number} of the branches at C must come up: {codes}",
            step.number,
        )
    elif step.what == "branches":
        text = ngettext(
            "{number} more branch must be examined", "{number} more branches must be examined", step.number
        )
    else:
        text = ngettext(
            "{number} more service point must be examined",
            "{number} more service points must be examined",
            step.number,
        )
    return text.format(number=step.number, codes=listed(map(visible, step.subject.split())))


def _part_text(part: str, now: str, wanted: str) -> str:
    texts = {
        "sheet": N_("its own sheet {now} → {wanted}"),
        "branches": N_("mean of the branches {now} → {wanted}"),
        "service_points": N_("mean of the service points {now} → {wanted}"),
    }
    return _(texts[part]).format(now=now, wanted=wanted)
