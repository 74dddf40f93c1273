"""From the template that a command writes to the document that an office hands over."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from eldercheck.cli.commands import build
from eldercheck.cli.spoken import run
from tests.county import make_county

pytestmark = pytest.mark.usefixtures("own_home")


def call(*arguments: str | Path) -> int:
    return run(build(lambda _db, _wish: 0), [*map(str, arguments)])


@pytest.fixture
def county(tmp_path: Path) -> Path:
    (tmp_path / "db").mkdir()
    return make_county(tmp_path / "db" / "a.db")


def test_a_template_is_written_changed_and_used(tmp_path: Path, county: Path) -> None:
    own, out = tmp_path / "own.docx", tmp_path / "out.docx"
    assert call("document-template", own) == 0
    document = docx.Document(str(own))
    document.paragraphs[2].runs[0].text = "To the office of {{ authority }}"
    document.save(str(own))
    assert call("--db", county, "grades", "-o", out, "--template", own) == 0
    made = docx.Document(str(out))
    assert made.paragraphs[2].text.startswith("To the office of ")
    assert "{" not in "".join(paragraph.text for paragraph in made.paragraphs)
    assert "青山银行" in [row.cells[1].text for row in made.tables[0].rows]


@pytest.mark.parametrize("arguments", [["grades"], ["findings"], ["sheet", "0101"]])
def test_each_report_leaves_as_a_document(tmp_path: Path, county: Path, arguments: list[str]) -> None:
    out = tmp_path / "out.docx"
    assert call("--db", county, *arguments, "-o", out) == 0
    assert len(docx.Document(str(out)).tables[0].rows) > 1


def test_a_template_for_a_workbook_is_refused(
    tmp_path: Path, county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.xlsx"
    assert call("--db", county, "grades", "-o", out, "--template", tmp_path / "own.docx") == 2
    assert "a template is for a Word document" in capsys.readouterr().err
    assert call("--db", county, "grades", "--template", tmp_path / "own.docx") == 2
    assert not out.exists()


def test_a_misspelt_field_is_named_and_what_was_there_stays(
    tmp_path: Path, county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own, out = tmp_path / "own.docx", tmp_path / "out.docx"
    document = docx.Document()
    for text in ("{{ mark }} {{ authorty }}", "{{ table }}"):
        document.add_paragraph(text)
    document.save(str(own))
    out.write_text("mine")
    assert call("--db", county, "grades", "-o", out, "--template", own, "--force") == 2
    assert "authorty → authority" in capsys.readouterr().err
    assert out.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.glob("out*")) == ["out.docx"]
