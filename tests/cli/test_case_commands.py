"""`eldercheck case …` and `notice`: a whole case from the command line, each wrong turn a sentence."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from typer.testing import CliRunner

from eldercheck.cli.commands import build
from eldercheck.cli.spoken import run
from eldercheck.domain.programme_settings import with_setting
from tests.builders import a_desk

pytestmark = pytest.mark.usefixtures("own_home")
CRITICAL, SAFETY, PLAIN = "B-GC-01", "B-GC-06", "B-FA-02"
TODAY, LATER = datetime.now(UTC), "2149-01-01"


class Shell:
    """Runs commands on one database and keeps what they print."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self._capsys = path, capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        code = run(build(lambda *_given: 0), ["--db", str(self.path), *words])
        out, err = self._capsys.readouterr()
        return code, out, err

    def does(self, *words: str) -> str:
        """Run a command of the case that must work; return what it says."""
        code, out, err = self("case", *words)
        assert (code, err) == (0, ""), err
        return out

    def shown(self) -> dict[str, Any]:
        code, out, _err = self("case", "show", "0101", "--json")
        assert code == 0
        shown: dict[str, Any] = json.loads(out)
        return shown


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A branch whose sheet is signed: a critical item, one about safety and another earn nothing."""
    with a_desk(tmp_path / "a.db", start=TODAY) as desk:
        programme = with_setting(desk.years.draft(2026), "authority", "青山县金融办")
        desk.years.open(with_setting(programme, "contact", "李芳"))
        examination = desk.finished(GC_01="no", GC_06="no", FA_02="0")
        examination.sign(["李芳", "王敏"])
    return Shell(tmp_path / "a.db", capsys)


def noticed(shell: Shell) -> Shell:
    shell.does("approve", "0101", "--name", "赵刚")
    shell.does("notify", "0101", "--name", "孙局")
    return shell


def test_a_whole_case_is_driven_from_the_command_line(shell: Shell, tmp_path: Path) -> None:
    out = shell.does(
        "return", "0101", "--name", "赵刚", "--item", f"{CRITICAL}=照片不清", "--item", "b-fa-02=核对"
    )
    assert out.startswith("0101 城关网点: Returned by 赵刚: 2 items")
    shell.does("reply", "0101", CRITICAL, "--text", "已补拍", "--name", "李芳")
    assert [one["reply"] for one in shell.shown()["returned"]] == ["已补拍", ""]
    with a_desk(shell.path, "again", start=TODAY) as desk:
        again = desk.casebook.resume(shell.shown()["id"])
        again.note(PLAIN, "已核对")
        again.sign(["李芳", "王敏"])
    shell.does("approve", "0101", "--name", "赵刚")
    letter = tmp_path / "notice.docx"
    assert (
        "the bank may object until" in shell("case", "notify", "0101", "--name", "孙局", "-o", str(letter))[1]
    )
    assert "青山县金融办" in "\n".join(line.text for line in docx.Document(str(letter)).paragraphs)
    first = shell.shown()["score"]
    shell.does("appeal", "0101", PLAIN, "--claim", "有维修单", "--name", "钱行长")
    shell.does("appeal", "0101", SAFETY, "--claim", "能办", "--name", "钱行长")
    assert shell.shown()["state"] == "appealed"
    shell.does("decide", "0101", PLAIN, "--uphold", "３", "--reason", "维修单属实", "--name", "赵刚")
    shell.does("decide", "0101", SAFETY, "--refuse", "--reason", "录音为证", "--name", "赵刚")
    shell.does("respond", "0101", CRITICAL, "--text", "设专窗", "--person", "周主任", "--name", "钱行长")
    shell.does("extend", "0101", CRITICAL, "--due", "2149年1月1日", "--reason", "缺货", "--name", "孙局")
    shell.does("fix", "0101", SAFETY, "--text", "已恢复", "--person", "周主任", "--name", "钱行长")
    out = shell.does(
        "recheck", "0101", SAFETY, "yes", "--name", "李芳", "--name", "王敏", "--note", "当场办理"
    )
    assert out.splitlines()[0] == f"{SAFETY}: re-check passed"
    found = shell.does("recheck", "0101", CRITICAL, "no", "--name", "李芳", "--name", "王敏")
    assert "not passed" in found
    code, _out, err = shell("case", "close", "0101", "--name", "孙局")
    assert (code, "not put right: 1" in err) == (2, True)
    shell.does("close", "0101", "--name", "孙局", "--reason", "转入下年")
    shown = shell.shown()
    assert (shown["state"], shown["closed"]["reason"]) == ("closed", "转入下年")
    assert (shown["first"]["score"], shown["first"]["grade"]) == (first, "C")
    assert float(shown["score"]) > float(first)
    claims = {claim["item"]: claim for claim in shown["claims"]}
    assert (claims[PLAIN]["upheld"], claims[PLAIN]["was"], claims[PLAIN]["answer"]) == (True, "0", "3")
    assert (claims[SAFETY]["upheld"], claims[SAFETY]["reason"]) == (False, "录音为证")
    findings = {one["item"]: (one["status"], one["due"], one["answer"]) for one in shown["findings"]}
    assert findings[PLAIN][::2] == ("withdrawn", "3")
    assert findings[SAFETY][::2] == ("passed", "yes")
    assert findings[CRITICAL] == ("failed", LATER, "no")


def test_files_that_show_it_go_along_with_an_objection_a_repair_and_a_re_check(
    shell: Shell, tmp_path: Path
) -> None:
    noticed(shell)
    papers = [tmp_path / name for name in ("单据.pdf", "fixed.pdf", "seen.pdf")]
    for number, path in enumerate(papers):
        path.write_bytes(b"%PDF-1.4\n1 0 obj<</A " + str(number).encode() + b">>endobj\ntrailer<<>>\n%%EOF\n")
    claim, fixed, seen = map(str, papers)
    code, _out, err = shell("case", "appeal", "0101", PLAIN, "--name", "钱行长", "--evidence", claim)
    assert (code, "needs its grounds" in err, evidence(shell)) == (2, True, {})
    shell.does("appeal", "0101", PLAIN, "--claim", "有单据", "--name", "钱行长", "--evidence", claim)
    bank = ("--person", "周主任", "--name", "钱行长")
    for blank in (
        ("--text", " \u202e", *bank),
        ("--text", "已恢复", "--person", "\u3000", "--name", "钱行长"),
    ):
        code, _out, err = shell("case", "fix", "0101", SAFETY, *blank, "--evidence", fixed)
        assert (code, "Nothing was saved" in err, len(evidence(shell))) == (2, True, 1)
    gone = str(tmp_path / "gone.pdf")
    assert shell("case", "fix", "0101", SAFETY, "--text", "已恢复", *bank, "--evidence", gone)[0] in (2, 3)
    shell.does("fix", "0101", SAFETY, "--text", "已恢复", *bank, "--evidence", fixed)
    both = ("--name", "李芳", "--name", "王敏")
    shell.does("recheck", "0101", SAFETY, "yes", *both, "--evidence", seen)
    found = evidence(shell)
    assert {name: piece[:2] for name, piece in found.items()} == {
        "单据.pdf": (PLAIN, "appeal"),
        "fixed.pdf": (SAFETY, "fix"),
        "seen.pdf": (SAFETY, "recheck"),
    }
    with a_desk(shell.path, "look", start=TODAY) as desk:
        dossier = desk.casebook.resume(shell.shown()["id"]).dossier
    assert dossier.claims[PLAIN].evidence == (found["单据.pdf"][2],)
    assert dossier.findings[SAFETY].evidence == (found["fixed.pdf"][2],)


def evidence(shell: Shell) -> dict[str, tuple[str, str, str]]:
    """What is attached, by the name of its file: item, purpose, id."""
    with a_desk(shell.path, "look", start=TODAY) as desk:
        pieces = desk.casebook.resume(shell.shown()["id"]).evidence
    return {piece.file.name: (piece.item, piece.purpose, piece.id) for piece in pieces if piece.file}


def test_a_case_is_shown_in_words(shell: Shell) -> None:
    noticed(shell).does("appeal", "0101", PLAIN, "--claim", "有维修单", "--name", "钱行长")
    lines = shell.does("show", "0101").splitlines()
    assert lines[0] == "0101 城关网点  2026  objection undecided"
    assert "somebody who did not examine decides" in lines[1]
    assert "Approved by 赵刚" in lines
    assert any(line.startswith(f"  {PLAIN}  钱行长") and line.endswith("undecided") for line in lines)
    assert any(line.startswith(f"  {CRITICAL}  4 points · due ") for line in lines)


def test_the_keys_of_the_json_are_those_of_its_contract(shell: Shell) -> None:
    shown = noticed(shell).shown()
    keys = (
        "format unit year id state next score grade first signed_by signed_at approved_by notice vetoes "
        "returned claims findings closed"
    )
    assert list(shown) == keys.split()
    assert shown["format"] == 1
    assert list(shown["notice"]) == ["name", "day", "appeal_until", "score", "grade"]
    of_a_finding = (
        "item lost due safety fails response person fixed fixed_on outcome rechecked_on was status overdue "
        "settled rechecked_by answer"
    )
    assert all(list(one) == of_a_finding.split() for one in shown["findings"])
    assert [one["item"] for one in shown["findings"]] == [CRITICAL, SAFETY, PLAIN]


def test_a_sheet_is_reopened_with_a_reason_and_the_case_goes_back(shell: Shell) -> None:
    noticed(shell)
    assert shell("case", "reopen", "0101")[0] == 2
    shell.does("reopen", "0101", "--reason", "录错一项")
    shown = shell.shown()
    assert (shown["state"], shown["notice"], shown["findings"], shown["first"]["grade"]) == (
        "open",
        None,
        [],
        "C",
    )
    assert shown["score"] is not None


def test_a_notice_is_printed_before_and_after_and_as_a_list(shell: Shell, tmp_path: Path) -> None:
    code, out, _err = shell("notice", "0101")
    assert (code, "Draft: this notice is not given yet" in out) == (0, True)
    noticed(shell)
    assert "Given on" in shell("notice", "0101", "--format", "html")[1]
    code, out, _err = shell("notice", "0101", "--list", "--format", "json")
    assert [row["item"] for row in json.loads(out)["rows"]] == [CRITICAL, SAFETY, PLAIN]
    code, _out, err = shell("notice", "0101", "-o", str(tmp_path / "n.docx"))
    assert (code, "written" in err, (tmp_path / "n.docx").exists()) == (0, True, True)


def test_a_notice_is_not_given_where_its_letter_cannot_be_written(shell: Shell, tmp_path: Path) -> None:
    shell.does("approve", "0101", "--name", "赵刚")
    (tmp_path / "n.docx").write_bytes(b"x")
    for path, wanted in (("n.docx", 3), ("n.what", 2)):
        code, _out, err = shell("case", "notify", "0101", "--name", "孙局", "-o", str(tmp_path / path))
        assert (code, path in err) == (wanted, True)
    assert shell.shown()["state"] == "approved"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", "0109"), "0101 城关网点"),
        (("return", "0101", "--name", "赵刚"), "at least one item"),
        (("return", "0101", "--name", "赵刚", "--item", CRITICAL), "ITEM=REASON"),
        (("return", "0101", "--name", "赵刚", "--item", "B-GC-99=x"), "B-GC-99"),
        (("return", "0101", "--name", "李芳", "--item", f"{CRITICAL}=x"), "took part in the examination"),
        (("reply", "0101", CRITICAL, "--text", "x", "--name", "李芳"), "not given back"),
        (("approve", "0101"), "second look is needed"),
        (("approve", "0101", "--name", "张三"), "took part in the examination"),
        (("notify", "0101", "--name", "孙局"), "approved sheet"),
        (("notify", "0101", "--name", "孙局", "--day", "3/4"), "3/4"),
        (("appeal", "0101", CRITICAL, "--claim", "x", "--name", "钱"), "not told of its grade"),
        (("decide", "0101", CRITICAL), "--uphold ANSWER or --refuse"),
        (("decide", "0101", CRITICAL, "--refuse", "--uphold", "yes"), "--uphold ANSWER or --refuse"),
        (("recheck", "0101", CRITICAL), "--leave-out REASON"),
        (("recheck", "0101", CRITICAL, "maybe"), "wanted yes or no"),
        (("recheck", "0101", CRITICAL, "--leave-out", "x"), "cannot be left out"),
        (("close", "0101", "--name", "孙局"), "not told of its grade"),
        (("approve",), "CODE"),
    ],
)
def test_before_the_notice_bad_input_is_a_sentence_and_two(
    shell: Shell, words: tuple[str, ...], says: str
) -> None:
    refuses(shell, words, says)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("approve", "0101", "--name", "赵刚"), "approved already"),
        (("notify", "0101", "--name", "孙局"), "given already"),
        (("appeal", "0101", CRITICAL, "--name", "钱"), "needs its grounds"),
        (("appeal", "0101", PLAIN, "--claim", "x", "--name", "钱"), "objected to B-FA-02 already"),
        (("decide", "0101", CRITICAL, "--refuse", "--reason", "x", "--name", "赵刚"), "waits for a decision"),
        (("decide", "0101", PLAIN, "--refuse", "--reason", "x", "--name", "王敏"), "took part"),
        (("decide", "0101", PLAIN, "--refuse", "--name", "赵刚"), "reason"),
        (
            ("decide", "0101", PLAIN, "--uphold", "0", "--reason", "x", "--name", "赵刚"),
            "stands there already",
        ),
        (
            ("respond", "0101", "B-GC-02", "--text", "x", "--person", "周", "--name", "钱"),
            "no finding B-GC-02",
        ),
        (("respond", "0101", CRITICAL, "--text", "x", "--name", "钱"), "responsible at the bank"),
        (("fix", "0101", CRITICAL, "--person", "周", "--name", "钱"), "Some words"),
        (("extend", "0101", CRITICAL, "--due", "2020-01-01", "--reason", "x", "--name", "孙"), "later day"),
        (("extend", "0101", CRITICAL, "--reason", "x", "--name", "孙"), "no day"),
        (("recheck", "0101", CRITICAL, "yes", "--name", "李芳"), "1 of at least 2"),
        (("recheck", "0101", PLAIN, "3", "--name", "李芳", "--name", "王敏"), "not decided yet"),
        (("close", "0101", "--name", "孙局"), "not decided yet"),
    ],
)
def test_after_the_notice_a_wrong_turn_is_a_sentence_and_two(
    shell: Shell, words: tuple[str, ...], says: str
) -> None:
    noticed(shell).does("appeal", "0101", PLAIN, "--claim", "有维修单", "--name", "钱行长")
    refuses(shell, words, says)


def refuses(shell: Shell, words: tuple[str, ...], says: str) -> None:
    before = shell.path.read_bytes()
    code, out, err = shell("case", *words)
    assert (code, out) == (2, "")
    assert says in err
    assert "Traceback" not in err
    assert shell.path.read_bytes() == before


def test_help_is_there_for_each() -> None:
    names = "show return reply approve notify appeal decide respond fix extend recheck close reopen"
    for words in (*(["case", name] for name in names.split()), ["notice"]):
        result = CliRunner().invoke(build(lambda *_given: 0), [*words, "--help"])
        assert result.exit_code == 0
        assert "Usage" in result.output


@pytest.mark.parametrize("year", [1970, 2001, 2150])
def test_what_is_signed_by_a_clock_that_is_far_off_is_read_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], year: int
) -> None:
    with a_desk(tmp_path / "a.db", start=TODAY) as desk:
        one = desk.finished().assessment.id
    with a_desk(tmp_path / "a.db", "later", start=datetime(year, 1, 1, 12, tzinfo=UTC)) as desk:
        desk.casebook.resume(one).sign(["李芳", "王敏"])
    shell = Shell(tmp_path / "a.db", capsys)
    shell.does("approve", "0101", "--name", "赵刚")
    assert shell.shown()["state"] == "approved"
