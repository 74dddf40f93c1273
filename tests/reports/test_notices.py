"""The grade notice and the findings list of one unit: what they say; a notice given stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from eldercheck import language
from eldercheck.domain.programme_settings import with_setting
from eldercheck.reports.errors import ReportError
from eldercheck.reports.finding_lists import finding_list_report
from eldercheck.reports.findings import findings_report
from eldercheck.reports.html import html_text
from eldercheck.reports.notices import notice_report
from eldercheck.reports.report import Cell, Report
from eldercheck.reports.sheets import sheet_report
from eldercheck.reports.writing import write_report
from eldercheck.services.appeals import Appeals
from eldercheck.services.examination import Examination
from eldercheck.services.notices import Notices
from eldercheck.services.rectification import Rectification
from eldercheck.services.second_look import SecondLook
from tests.builders import Desk, a_desk, full_answer, nothing_answer

CRITICAL, SAFETY, PLAIN = "B-GC-01", "B-GC-06", "B-FA-02"
HOSTILE = "=1+1 {{ title }} <b>\x1b[31m"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    language.use("en")
    with a_desk(tmp_path / "a.db") as desk:
        programme = with_setting(desk.years.draft(2026), "authority", "青山县金融办")
        desk.years.open(with_setting(programme, "contact", "李芳"))
        yield desk


@pytest.fixture
def examination(desk: Desk) -> Examination:
    """Signed, with three items that earn nothing: a critical one, one about safety, another."""
    one = desk.finished(GC_01="no", GC_06="no", FA_02="0")
    one.note(CRITICAL, HOSTILE)
    one.sign(["李芳", "王敏"])
    return one


def told(desk: Desk, examination: Examination) -> None:
    SecondLook(examination).approve("赵刚")
    Notices(examination).give("孙局", "2026-03-02")
    assert desk is not None


def notice(desk: Desk, examination: Examination) -> Report:
    return notice_report(examination, desk.casebook.history(examination.assessment.id), "农商银行")


def listed(desk: Desk, examination: Examination, day: str = "2026-03-03") -> Report:
    history = desk.casebook.history(examination.assessment.id)
    return finding_list_report(examination, history, date.fromisoformat(day), "农商银行")


def recheck(examination: Examination, item: str, *, passed: bool) -> None:
    asked = examination.checklist.item(item)
    answer = full_answer(asked) if passed else nothing_answer(asked)
    Rectification(examination).recheck(item, answer, ["李芳", "王敏"], day="2026-04-01")


# --- the notice ---------------------------------------------------------------------------------------------


def test_before_it_is_given_it_is_a_draft_and_says_so(desk: Desk, examination: Examination) -> None:
    report = notice(desk, examination)
    assert report.warns
    assert report.mark == "Draft: this notice is not given yet"
    told(desk, examination)
    given = notice(desk, examination)
    assert not given.warns
    assert given.mark == "Given on 2026-03-02 by 孙局"
    assert tuple(given.rows) == tuple(report.rows)


def test_it_says_score_every_limit_the_days_and_how_to_object(desk: Desk, examination: Examination) -> None:
    told(desk, examination)
    report = notice(desk, examination)
    head = dict(report.head)
    assert head["Unit"] == "0101 城关网点"
    assert head["Institution"] == "农商银行"
    assert (head["Score"], head["Grade"]) == (str(examination.result.score.figure), "C")
    assert head["Objections until"] == "2026-03-09"
    limits = [text for label, text in report.head if label.startswith("Held at")]
    assert len(limits) == len(examination.result.limits)
    letter = {passage.id: " ".join(passage.lines) for passage in report.letter}
    assert list(letter) == ["opening", "results", "duties", "rights", "receipt"]
    assert all(text in letter["results"] for text in limits)
    assert ("2026-03-09" in letter["rights"], "李芳" in letter["rights"]) == (True, True)
    assert ("2026-03-09" in letter["duties"], "2026-04-01" in letter["duties"]) == (True, True)


def test_its_rows_are_the_findings_with_their_last_days(desk: Desk, examination: Examination) -> None:
    told(desk, examination)
    rows = {row[0]: row for row in notice(desk, examination).rows}
    assert set(rows) == {CRITICAL, SAFETY, PLAIN}
    assert (str(rows[CRITICAL][4]), rows[CRITICAL][5], rows[CRITICAL][6]) == (
        "4.0",
        "fails: at most C",
        "2026-04-01",
    )
    assert (rows[SAFETY][5], rows[SAFETY][6]) == ("fails: at most C · safety", "2026-03-09")


def test_printed_again_later_it_says_the_same_and_apart_what_changed(
    desk: Desk, examination: Examination
) -> None:
    told(desk, examination)
    before = notice(desk, examination)
    Rectification(examination).extend(PLAIN, "2026-06-01", "缺货", "孙局")
    recheck(examination, CRITICAL, passed=True)
    after = notice(desk, examination)
    assert tuple(after.rows) == tuple(before.rows)
    kept = [fact for fact in after.head if fact[0] != "Since the notice"]
    assert kept == list(before.head)
    (later,) = [passage for passage in after.letter if passage.id == "later"]
    assert str(examination.result.score.figure) in later.lines[0]


def test_without_a_signature_and_for_a_bank_there_is_none(desk: Desk, examination: Examination) -> None:
    own = desk.casebook.start(examination.unit, "bank")
    unsigned = desk.examination(code="0202")
    for one in (own, unsigned):
        with pytest.raises(ReportError) as caught:
            notice(desk, one)
        assert caught.value.code == "notice_not_ready"


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_as_a_document_it_is_a_letter_with_its_list(
    desk: Desk, examination: Examination, tmp_path: Path, tongue: language.Language
) -> None:
    told(desk, examination)
    language.use(tongue)
    write_report(notice(desk, examination), tmp_path / "n.docx")
    document = docx.Document(str(tmp_path / "n.docx"))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "城关网点" in said.split("\n")[2]
    assert "{" not in said
    assert ("青山县金融办" in said, "孙局" in said) == (True, True)
    (table,) = document.tables
    assert len(table.rows) == 1 + 3
    assert "=1+1 {{ title }} <b>" in table.rows[1].cells[3].text


def test_as_a_page_it_is_a_letter_and_nothing_in_it_is_obeyed(desk: Desk, examination: Examination) -> None:
    page = html_text(notice(desk, examination))
    assert 'class="letter"' in page
    assert "To 城关网点:" in page
    assert ("=1+1 {{ title }} &lt;b&gt;" in page, "\x1b" in page) == (True, False)
    assert "<dl" not in page
    assert "<dl" in html_text(listed(desk, examination))


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "json", "txt"])
def test_every_other_form_holds_the_rows(
    desk: Desk, examination: Examination, tmp_path: Path, suffix: str
) -> None:
    told(desk, examination)
    path = tmp_path / f"n.{suffix}"
    write_report(notice(desk, examination), path)
    if suffix == "xlsx":
        sheet = openpyxl.load_workbook(path).worksheets[0]
        text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    else:
        text = path.read_text(encoding="utf-8-sig")
    assert all(item in text for item in (CRITICAL, SAFETY, PLAIN))
    if suffix == "json":
        assert json.loads(text)["rows"][0]["due"] == "2026-04-01"


# --- the list and what follows ------------------------------------------------------------------------------


def test_the_list_follows_each_finding_and_marks_the_overdue(desk: Desk, examination: Examination) -> None:
    told(desk, examination)
    work = Rectification(examination)
    work.respond(CRITICAL, "设专窗", "周主任", "钱行长")
    work.report_fixed(SAFETY, "已恢复", "周主任", "钱行长")
    recheck(examination, PLAIN, passed=True)
    report = listed(desk, examination, "2026-04-02")
    ids = [column.id for column in report.columns]
    rows = {str(row[0]): dict(zip(ids, row, strict=True)) for row in report.rows}
    assert report.mark == "1 finding is overdue"
    assert (rows[CRITICAL]["status"], rows[CRITICAL]["person"]) == ("OVERDUE", "周主任")
    assert (rows[SAFETY]["status"], rows[SAFETY]["fix"]) == (
        "to be re-checked",
        "已恢复 (2026-03-02, 钱行长)",
    )
    assert rows[PLAIN]["status"] == "re-check passed"
    assert "2026-04-01" in str(rows[PLAIN]["recheck"])
    assert str(rows[PLAIN]["answer"]).startswith("0")
    assert report.stands_out is not None
    assert [row[0] for row in report.rows if report.stands_out(row)] == [CRITICAL]


def test_objections_and_decisions_are_a_table_of_their_own(desk: Desk, examination: Examination) -> None:
    told(desk, examination)
    assert listed(desk, examination).sheets == ()
    appeals = Appeals(examination)
    for item in (CRITICAL, PLAIN):
        appeals.claim(item, "有维修单", "钱行长")
    appeals.uphold(PLAIN, full_answer(examination.checklist.item(PLAIN)), "属实", "赵刚")
    (table,) = listed(desk, examination).sheets
    ids = [column.id for column in table.columns]
    undecided, upheld = (dict(zip(ids, row, strict=True)) for row in table.rows)
    assert (undecided["decision"], undecided["was"], undecided["answer"]) == ("undecided", "no", None)
    assert (upheld["decision"], upheld["reason"]) == ("upheld", "属实")
    assert str(upheld["was"]).startswith("0 ·")
    assert str(upheld["answer"]).startswith("3 ·")


def test_the_sheet_marks_what_a_decision_or_a_re_check_replaced(desk: Desk, examination: Examination) -> None:
    told(desk, examination)
    Appeals(examination).claim(PLAIN, "有维修单", "钱行长")
    Appeals(examination).uphold(PLAIN, full_answer(examination.checklist.item(PLAIN)), "属实", "赵刚")
    recheck(examination, CRITICAL, passed=True)
    report = sheet_report(examination, date(2026, 4, 2))
    place = [column.id for column in report.columns].index("answer")
    answers = {str(row[1]): str(row[place]) for row in report.rows}
    assert answers[CRITICAL] == "yes (re-checked 2026-04-01, before: no)"
    assert "objection upheld 2026-03-02, before: 0 ·" in answers[PLAIN]
    assert answers[SAFETY] == "no"
    assert report.mark.startswith("Approved; ")
    assert dict(report.head)["First grade"].endswith("grade C")


def test_the_findings_of_the_year_keep_what_was_put_right(desk: Desk, examination: Examination) -> None:
    def rows() -> dict[str, tuple[Cell, ...]]:
        report = findings_report(desk.county.year(2026), desk.casebook, date(2026, 4, 2))
        found = {str(row[3]): row for row in report.rows}
        assert report.count == len(found)
        return found

    SecondLook(examination).approve("赵刚")
    assert rows()[CRITICAL][-3:] == (None, None, None)
    Notices(examination).give("孙局", "2026-03-02")
    Rectification(examination).respond(CRITICAL, "设专窗", "周主任", "钱行长")
    recheck(examination, PLAIN, passed=True)
    found = rows()
    assert found[CRITICAL][-3:] == ("2026-04-01", "周主任", "OVERDUE")
    assert found[PLAIN][-1] == "re-check passed"
    assert "before: 0" in str(found[PLAIN][6])


def test_a_sheet_that_was_given_back_says_by_whom(desk: Desk, examination: Examination) -> None:
    SecondLook(examination).give_back("赵刚", {CRITICAL: "照片不清"})
    report = sheet_report(examination, date(2026, 4, 2))
    assert report.mark == "Given back by 赵刚, to be signed anew"
    assert desk is not None
