"""Every fault of evidence has its sentence, and a piece is told in words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from eldercheck.domain.evidence import Evidence, KeptFile
from eldercheck.wording import errors
from eldercheck.wording.evidence import attached_text, detail_lines, line_text, rule_text, sheet_text

PACKAGE = Path(errors.__file__).parents[1]
RAISERS = {"EvidenceError", "EvidenceFileError", "PictureError"}
FILE = KeptFile("ab" * 32, "门\x1b[31m.jpg", 1234567, "image/jpeg", "2026-03-02T09:08:07")
PHOTO = Evidence("e1", "B-GC-01", "answer", "photo", "", "李芳", FILE, "2026-03-02T01:02:03.000000Z")
NUMBER = Evidence("e2", "B-GC-01", "appeal", "document", "青银发〔2026〕3号")


def raised_codes() -> set[str]:
    """Return every code that the package gives to an error of evidence."""
    codes = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISERS and node.args:
                codes |= {one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)}
    return {code for code in codes if isinstance(code, str) and code.isidentifier()}


def test_every_code_has_its_sentence() -> None:
    codes = raised_codes()
    assert len(codes) > 15
    assert codes - {"evidence_", "_number"} <= set(errors._SENTENCES)


@pytest.mark.parametrize("number", ["identity", "mobile", "account"])
def test_every_kind_of_number_has_its_sentence(number: str) -> None:
    assert f"evidence_{number}_number" in errors._SENTENCES


def test_what_is_attached_is_said_in_short() -> None:
    assert attached_text([PHOTO, PHOTO, NUMBER]) == "photo 2 · document number 青银发〔2026〕3号"
    assert attached_text([]) == ""
    assert "\x1b" not in line_text(PHOTO)


def test_everything_known_of_a_piece_is_told() -> None:
    told = dict(detail_lines(PHOTO))
    assert (told["Taken"], told["Form"], told["SHA-256"]) == ("2026-03-02 09:08", "JPEG · 1.2 MB", "abababab")
    assert "李芳" in told["Attached"]
    assert "\x1b" not in told["File"]
    assert dict(detail_lines(NUMBER))["For"] == "for an objection"


def test_a_sheet_has_kind_name_digest_and_moment() -> None:
    assert sheet_text(PHOTO) == f"photo {FILE.name} abababab taken 2026-03-02 09:08"


def test_a_year_says_what_missing_evidence_does() -> None:
    assert rule_text("block", 1) == "Evidence missing on 1 item: not signed without it"
    assert rule_text("warn", 2) == "Evidence missing on 2 items: may be signed, and is recorded"
