"""Every error has its sentence, each sentence its values, and no value can do harm in it."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from eldercheck.cli.spoken import FAULTS as USAGE_FAULTS
from eldercheck.cli.spoken import spoken_fault
from eldercheck.domain.errors import AnswerError, EldercheckError, LedgerError, SheetError, StateError
from eldercheck.reports.docx_template import TemplateError
from eldercheck.reports.errors import ReportCancelledError, ReportFileError
from eldercheck.services.score_input import LineError
from eldercheck.storage import checklist_faults, errors
from eldercheck.storage.checklist_faults import ChecklistFaults, Fault, UnreadableFile
from eldercheck.storage.evidence_files import AlteredFileError, LostFileError
from eldercheck.storage.evidence_kinds import EvidenceFileError
from eldercheck.storage.pictures import PictureError
from eldercheck.wording.case_sentences import CASES
from eldercheck.wording.comparison_sentences import COMPARISONS
from eldercheck.wording.database_sentences import DATABASE
from eldercheck.wording.document_sentences import DOCUMENTS
from eldercheck.wording.errors import LONGEST_VALUE, explain, shown
from eldercheck.wording.evidence_sentences import EVIDENCE_FAULTS
from eldercheck.wording.fault_sentences import FAULTS, FILES
from eldercheck.wording.faults import fault_text
from eldercheck.wording.history_sentences import HISTORY
from eldercheck.wording.programme_sentences import RULES, YEARS
from eldercheck.wording.register_sentences import REGISTER
from eldercheck.wording.report_sentences import REPORTS
from eldercheck.wording.sentences import ANSWERS, SHEETS, STATES
from eldercheck.wording.visit_sentences import VISITS
from tests.builders import ROOT

TABLES = (
    *(ANSWERS, SHEETS, STATES, DATABASE, FILES, RULES, YEARS, REGISTER, REPORTS, DOCUMENTS),
    *(HISTORY, VISITS, COMPARISONS, CASES, EVIDENCE_FAULTS),
)
SENTENCES = {code: sentence for table in TABLES for code, sentence in table.items()}
SOURCES = sorted((ROOT / "eldercheck").rglob("*.py"))
A_CODE = re.compile(r"[a-z]+(_[a-z0-9]+)+")
HOSTILE = "\x1b[31m\u202e{0}{x!r}[/b]\x00\n%s"

BASES: dict[str, set[str]] = {
    "AnswerError": {"item", "given"},
    "MissingError": {"id"},
    "NotNowError": {"id"},
    "FileError": {"path"},
    "ReportFileError": {"path"},
    "EvidenceFileError": {"path"},
    "ProgrammeError": {"setting"},
}
"""What a class adds to the values by itself."""
READ_ONLY_WAYS = {
    *("read_only_asked", "read_only_held", "read_only_held_by_somebody"),
    *("read_only_folder", "read_only_file"),
}

BUILT = {
    *("stale", "not_open", "not_signed", "text_needed", "person_needed", "claim_needed"),
    *("visit_start_missing", "visit_end_missing"),
    *("evidence_identity_number", "evidence_mobile_number", "evidence_account_number"),
}
"""Codes that the source puts together from parts, or picks."""


def all_errors(base: type[EldercheckError] = EldercheckError) -> Iterator[type[EldercheckError]]:
    for found in base.__subclasses__():
        yield found
        yield from all_errors(found)


NAMES = {"EldercheckError", *(error.__name__ for error in all_errors())}


def name_called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def ways(node: ast.expr) -> tuple[ast.expr, ...]:
    """The two ends of a conditional expression."""
    return (node.body, node.orelse) if isinstance(node, ast.IfExp) else ()


def raised() -> Iterator[tuple[str, str, set[str]]]:
    """Yield (code, class, names of the values) wherever the source makes an error with a code."""
    for path in SOURCES:
        for call in calls(path):
            if name_called(call) not in NAMES:
                continue
            given = {keyword.arg or "**" for keyword in call.keywords}
            places = 1 if name_called(call) == "ProgrammeError" else 2
            for said in (node for argument in call.args[:places] for node in (argument, *ways(argument))):
                if isinstance(said, ast.Constant) and A_CODE.fullmatch(str(said.value)):
                    yield str(said.value), name_called(call), given


def noted() -> Iterator[tuple[str, set[str]]]:
    """Yield (code, names of the values) wherever the source notes a fault of a checklist file."""
    for path in SOURCES:
        for call in calls(path):
            kind = name_called(call)
            if kind not in ("add", "add_unknown") or len(call.args) < 2:
                continue
            code = call.args[1]
            if not (isinstance(code, ast.Constant) and isinstance(code.value, str)):
                continue
            given = {keyword.arg or "**" for keyword in call.keywords}
            if kind == "add":
                yield code.value, given
            else:
                yield code.value, {"found", "nearest"}
                yield f"{code.value}_listed", {"found", "known"}


def holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def class_codes() -> set[str]:
    """The codes that a class gives where none is said; those only given with one are not asked for."""
    always_said = {"unknown", "read_only", "file_unreadable"}
    return {error.code for error in all_errors()} - always_said


# --- each code, each hole -----------------------------------------------------------------------------------


def test_the_search_finds_what_is_there() -> None:
    codes = {code for code, _, _ in raised()}
    assert {"wants_count", "unknown_item", "too_deep", "signed_already", "file_missing"} <= codes
    assert {code for code, _ in noted()} >= {"tab_indent", "not_a_count", "unknown_field_listed"}
    assert len(codes) > 40


@pytest.mark.parametrize(
    "code", sorted({code for code, _, _ in raised()} | class_codes() | READ_ONLY_WAYS | BUILT)
)
def test_every_code_that_is_raised_has_a_sentence(code: str) -> None:
    assert code in SENTENCES


@pytest.mark.parametrize("code", sorted({code for code, _ in noted()}))
def test_every_fault_that_is_noted_has_a_sentence(code: str) -> None:
    assert code in FAULTS


@pytest.mark.parametrize(
    ("code", "kind", "given"),
    sorted({(code, kind, frozenset(given)) for code, kind, given in raised()}, key=str),
)
def test_every_hole_of_a_sentence_is_filled(code: str, kind: str, given: frozenset[str]) -> None:
    if "**" not in given:
        assert holes(SENTENCES[code]) <= given | BASES.get(kind, set())


@pytest.mark.parametrize(
    ("code", "given"), sorted({(code, frozenset(given)) for code, given in noted()}, key=str)
)
def test_every_hole_of_a_fault_is_filled(code: str, given: frozenset[str]) -> None:
    if "**" not in given:
        assert holes(FAULTS[code]) <= given


def test_no_code_means_two_things() -> None:
    everywhere = Counter(code for part in TABLES for code in part)
    assert [code for code, number in everywhere.items() if number > 1] == []


def test_not_signed_means_one_thing() -> None:
    assert not {"not_signed"} & set(STATES) & set(DATABASE)


def test_no_sentence_is_left_that_nothing_raises() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES if path.parent.name != "wording")
    unused = [code for code in (*SENTENCES, *FAULTS) if f'"{code.removesuffix("_listed")}"' not in source]
    assert set(unused) <= READ_ONLY_WAYS | BUILT


@pytest.mark.parametrize("code", sorted({*SENTENCES, *FAULTS}))
def test_a_sentence_is_a_sentence(code: str) -> None:
    sentence = SENTENCES.get(code) or FAULTS[code]
    assert sentence[-1] in ".?)" or sentence.endswith(("{fault}", "{kinds}", "{found}"))
    assert sentence == sentence.strip()
    assert all(re.fullmatch(r"[a-z_0-9]+", hole) for hole in holes(sentence))


# --- real errors --------------------------------------------------------------------------------------------

HERE = Path("/data/a.db")
SINCE = "2026-03-02T01:02:03.000000Z"
REAL: list[Callable[[], EldercheckError]] = [
    lambda: errors.NotOursError(HERE),
    lambda: errors.NewerFileError(HERE, 9, 1),
    lambda: errors.DamagedError(HERE, "page 5"),
    lambda: errors.DamagedError(HERE, "page 5", Path("/data/a.db.backups/1.db")),
    lambda: errors.UnreadableError(HERE, "no right"),
    lambda: errors.IsFolderError(HERE),
    lambda: errors.NoSuchFolderError(HERE),
    lambda: errors.NoSuchDatabaseError(HERE),
    lambda: errors.UnwritableFolderError(HERE),
    lambda: errors.UnwritableFileError(HERE),
    lambda: errors.FileGoneError(HERE),
    lambda: errors.DiskFullError(HERE),
    lambda: errors.DiskError(HERE, "I/O"),
    lambda: errors.BusyError(HERE),
    lambda: errors.BackupRoomError(HERE, 5_000_000, 12_345_678),
    lambda: errors.UnsoundBackupError(HERE, "page 5"),
    lambda: errors.MigrationError(HERE, 2, "no such table"),
    lambda: errors.CodeTakenError("0101", "城关网点"),
    lambda: errors.MissingError("no_such_assessment", "a1"),
    lambda: errors.MissingError("no_such_checklist", "abc"),
    lambda: errors.NotNowError("stale", "a1"),
    lambda: errors.NotNowError("not_open", "a1"),
    lambda: errors.RuleError("FOREIGN KEY"),
    lambda: errors.ReadOnlyError("read_only_held", path="a", who="李芳", host="laptop", since=SINCE),
    lambda: errors.ReadOnlyError("read_only_asked", path="a"),
    lambda: ReportFileError("report_in_use", HERE),
    lambda: ReportCancelledError(),
    lambda: TemplateError("template_tag", path="a.docx", place="by", detail="no end"),
    lambda: LedgerError("event_altered", id="e1"),
    lambda: ChecklistFaults("a.yaml", ()),
    lambda: UnreadableFile("file_missing", file="a.yaml"),
    lambda: LostFileError(HERE, name="a.jpg", sha256="0a1b2c"),
    lambda: AlteredFileError(HERE, name="a.jpg", sha256="0a1b2c"),
    lambda: EvidenceFileError("evidence_wrong_type", "a.exe"),
    lambda: PictureError("picture_damaged"),
]


@pytest.mark.parametrize("number", range(len(REAL)))
def test_a_real_error_is_explained(number: int) -> None:
    error = REAL[number]()
    text = explain(error)
    assert text != error.code
    assert "{" not in text
    assert text.isprintable()


def test_every_class_of_the_storage_is_among_them() -> None:
    made = {type(make()) for make in REAL}
    abstract = {"StorageError", "FileError", "RefusedFileError"}
    ours = {error for error in all_errors() if error.__module__.startswith("eldercheck.storage")}
    assert {error.__name__ for error in ours - made} == abstract


def test_bytes_are_told_in_megabytes_and_moments_in_local_time(monkeypatch: pytest.MonkeyPatch) -> None:
    text = explain(errors.BackupRoomError(HERE, 5_000_000, 12_345_678))
    assert "5.0 MB" in text
    assert "12.3 MB" in text
    held = explain(errors.ReadOnlyError("read_only_held", path="a", who="w", host="h", since=SINCE))
    assert re.search(r"since \d{4}-\d{2}-\d{2} \d{2}:\d{2}", held)


def test_what_happened_and_whether_the_work_is_safe() -> None:
    for code, sentence in DATABASE.items():
        assert len(re.findall(r"[.)](?: |$)", sentence)) >= 2, code
        safe = (
            "not changed",
            "Nothing was",
            "not saved",
            "safe",
            "as it is",
            "as it was",
            "were as",
            "are as",
        )
        assert any(words in sentence for words in safe), code


# --- values -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_hostile_values_are_shown_harmless(code: str) -> None:
    values: dict[str, Any] = {hole: HOSTILE for hole in holes(SENTENCES[code]) if hole != "since"}
    if "since" in holes(SENTENCES[code]):
        values["since"] = SINCE
    text = explain(EldercheckError(code, **values))
    assert text.isprintable()
    if set(values) - {"since"}:
        assert "␛[31m" in text
        assert "{0}{x!r}" in text


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_hostile_values_of_a_fault_are_shown_harmless(code: str) -> None:
    fault = Fault("a.yaml", 1, 1, code, dict.fromkeys(holes(FAULTS[code]), HOSTILE))
    assert fault_text(fault).isprintable()


def test_a_code_without_a_sentence_shows_itself() -> None:
    assert explain(EldercheckError("brand_new", x=1)) == "brand_new"
    assert fault_text(Fault("a.yaml", 1, 1, "brand_new", {})) == "brand_new"


def test_an_error_within_an_error_is_told_in_words() -> None:
    inner = AnswerError("wants_count", "B-TM-01", HOSTILE)
    text = explain(LineError(line=7, fault=inner))
    assert text.startswith("Line 7: B-TM-01: answered ␛[31m")
    assert text.isprintable()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("网点", "网点"),
        (None, ""),
        (5, "5"),
        (True, "True"),
        ("a\x1b[31m", "a␛[31m"),
        ("a\nb", "a␊b"),
        ("x" * LONGEST_VALUE, "x" * LONGEST_VALUE),
        ("x" * (LONGEST_VALUE + 1), "x" * (LONGEST_VALUE - 1) + "…"),
        ({"a": "\x1b"}, "{'a': '\\x1b'}"),
    ],
)
def test_a_value_as_a_sentence_quotes_it(value: object, text: str) -> None:
    assert shown(value) == text


def test_the_codes_of_errors_are_kept_with_their_values() -> None:
    error = StateError("too_few_signers", least=2, given=1)
    assert (error.code, error.values) == ("too_few_signers", {"least": 2, "given": 1})
    assert str(error) == "too_few_signers {'least': 2, 'given': 1}"
    assert str(SheetError("empty_input")) == "empty_input"
    assert SheetError().code == "unknown"
    assert AnswerError("x", "I", 5, of=3).values == {"item": "I", "given": 5, "of": 3}


def test_what_typer_says_of_wrong_usage_has_our_words() -> None:
    said = {
        "Missing argument 'FILE|-'.": "The argument FILE|- is missing.",
        "Missing command.": "A command is missing.",
        "No such option: --x Did you mean --lang?": "There is no option --x.",
        "No such command 'x\x1b'.": "There is no command x␛.",
        "Got unexpected extra argument (a\x1b b)": "There is one argument too many: a␛ b.",
        "Got unexpected extra arguments (a b)": "There is one argument too many: a b.",
        "Option '--db' requires an argument.": "The option --db needs a value.",
    }
    assert {message: spoken_fault(message) for message in said} == said
    assert len(USAGE_FAULTS) == len({sentence for _, sentence in USAGE_FAULTS})


def test_the_faults_of_a_book_are_shown_harmless_already() -> None:
    book = checklist_faults.FaultBook()
    book.add(checklist_faults.Place(1, 1), "bad_id", found=HOSTILE, field="id")
    (fault,) = book.faults("a.yaml")
    assert fault_text(fault).isprintable()
