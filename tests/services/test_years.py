"""The programme years: opened, changed, locked by the first signature, amended, given a bonus."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from eldercheck.domain.errors import SheetError, StateError
from eldercheck.domain.ledger import heads
from eldercheck.domain.programme import Programme
from eldercheck.domain.programme_settings import with_setting
from eldercheck.services.years import ProgrammeFaults
from tests.builders import Desk, shipped


def opened(desk: Desk, **settings: str) -> Programme:
    programme = Programme(2026)
    for name, text in settings.items():
        programme = with_setting(programme, name, text)
    return desk.years.open(programme)


def signed(desk: Desk) -> None:
    desk.finished().sign(["李芳", "王敏"])


def test_opening_freezes_the_checklists_word_for_word(desk: Desk) -> None:
    programme = opened(desk, authority="金融办")
    assert desk.years.programmes() == (programme,)
    for kind, name in (("branch", "branch"), ("institution", "institution")):
        assert programme.checklists[kind].digest == shipped(name).digest  # type: ignore[index]
        assert desk.years.checklist(programme, kind) == shipped(name)  # type: ignore[arg-type]
    with pytest.raises(StateError, match="year_open_already"):
        opened(desk)


def test_a_year_without_items_beyond_the_plan_asks_fewer(desk: Desk) -> None:
    programme = opened(desk, add_ons="no")
    asked = desk.examination().checklist
    assert asked == shipped("branch").within_the_plan()
    assert asked.digest == programme.checklists["branch"].digest
    desk.years.change(with_setting(programme, "add_ons", "yes"))
    assert desk.examination(code="0202").checklist == shipped("branch")


def test_rules_that_make_no_sense_together_are_refused_all_at_once(desk: Desk) -> None:
    with pytest.raises(ProgrammeFaults) as caught:
        opened(desk, a_band="70", sheet_weight="40")
    assert [fault.code for fault in caught.value.found] == [
        "bands_do_not_tile",
        "floor_above_band",
        "weights_not_100",
    ]
    assert desk.years.programmes() == ()


def test_every_rule_changes_until_something_is_signed_and_then_only_with_a_reason(desk: Desk) -> None:
    programme = opened(desk)
    stricter = desk.years.change(with_setting(programme, "a_band", "95"))
    assert not desk.years.standing(2026).locked
    signed(desk)
    assert desk.years.standing(2026).locked
    with pytest.raises(StateError, match="amendment_needs_reason"):
        desk.years.change(with_setting(stricter, "a_band", "92"))
    with pytest.raises(StateError, match="checklists_frozen"):
        desk.years.change(with_setting(stricter, "add_ons", "no"), "不再考评")
    amended = desk.years.change(with_setting(stricter, "a_band", "92"), " 经会议研究 ")
    assert desk.years.programme(2026) == amended
    kinds = [event.kind for event in desk.years.history(2026)]
    assert kinds == ["year_opened", "rules_changed", "rules_amended"]
    assert desk.years.history(2026)[-1].payload["reason"] == "经会议研究"
    assert desk.years.history(2026)[-1].payload["changed"] == [["a_band", "95", "92"]]
    assert heads(desk.years.history(2026)) == desk.database.years.heads(2026)


def test_a_change_of_nothing_writes_nothing(desk: Desk) -> None:
    programme = opened(desk)
    desk.years.change(programme)
    assert len(desk.years.history(2026)) == 1


def test_a_signature_taken_back_leaves_the_rules_locked(desk: Desk) -> None:
    opened(desk)
    examination = desk.finished()
    examination.sign(["李芳", "王敏"])
    examination.reopen("误签")
    assert desk.years.standing(2026).locked


def test_last_year_can_be_the_start_of_this_year(desk: Desk) -> None:
    opened(desk, authority="金融办", a_band="92", quota_percent="30")
    draft = desk.years.draft(2027, like=2026)
    assert (draft.year, draft.authority, dict(draft.checklists)) == (2027, "金融办", {})
    assert draft.rules.a_band == 92
    assert desk.years.draft(2027) == Programme(2027)
    assert desk.years.open(draft).checklists["branch"].digest == shipped("branch").digest
    assert desk.years.current() == 2027
    with pytest.raises(StateError, match="year_not_open"):
        desk.years.draft(2028, like=1999)


def test_a_year_that_was_never_opened_cannot_be_changed(desk: Desk) -> None:
    with pytest.raises(StateError, match="year_not_open"):
        desk.years.change(Programme(2030))
    assert desk.years.current() == 2026


def test_a_bonus_is_given_within_its_maximum_and_with_a_reason(desk: Desk) -> None:
    opened(desk)
    bank = desk.casebook.add_unit("institution", "01", "甲行")
    entry, other = shipped("institution").bonus[:2]
    desk.years.give_bonus(2026, bank, {entry.id: (Fraction(1), "省级表彰"), other.id: (Fraction(0), "")})
    assert desk.years.bonus(2026) == {bank.id: {entry.id: Fraction(1)}}
    (line,) = desk.years.bonus_lines(2026, bank)
    assert (line.points, line.reason) == (Fraction(1), "省级表彰")
    event = desk.years.history(2026)[-1]
    assert (event.kind, event.payload["entries"]) == ("bonus_given", {entry.id: "1"})
    for given, code in (
        ({"I-BN-99": (Fraction(1), "x")}, "unknown_bonus"),
        ({entry.id: (Fraction(entry.at_most + 1), "x")}, "bonus_out_of_range"),
    ):
        with pytest.raises(SheetError, match=code):
            desk.years.give_bonus(2026, bank, given)
    with pytest.raises(StateError, match="bonus_needs_reason"):
        desk.years.give_bonus(2026, bank, {entry.id: (Fraction(1), " ")})
    branch = desk.casebook.add_unit("branch", "0101", "网点", bank.id)
    with pytest.raises(StateError, match="bonus_for_institution"):
        desk.years.give_bonus(2026, branch, {})
    desk.years.give_bonus(2026, bank, {})
    assert desk.years.bonus(2026) == {}


def test_another_author_writes_from_now_on(desk: Desk) -> None:
    programme = opened(desk)
    desk.casebook.named(" 王敏 ")
    desk.years.change(replace(programme, least_examiners=3))
    assert [event.author for event in desk.years.history(2026)] == ["李芳", "王敏"]
