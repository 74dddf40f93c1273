"""The office's own template: what may stand in it, and each thing that is wrong with one by its name."""

from __future__ import annotations

import importlib.util
import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import pytest
from docx.shared import Pt
from typer.testing import CliRunner

from eldercheck import language
from eldercheck.cli import build
from eldercheck.domain.errors import EldercheckError, StateError
from eldercheck.reports import docx_template
from eldercheck.reports.docx import write_docx
from eldercheck.reports.docx_template import FIELDS, LARGEST, TemplateError, shipped, write_template
from eldercheck.storage.errors import IsFolderError, NoSuchFolderError
from eldercheck.wording.errors import explain
from tests.builders import ROOT
from tests.reports.county_report import county_report

ENOUGH = ("{{ draft_mark }}", "{{ table }}")
TONGUES: tuple[language.Language, ...] = ("zh", "en")
FORMS: tuple[docx_template.Form, ...] = ("letter", "plain", "notice")


def template(folder: Path, *paragraphs: str, header: str = "") -> Path:
    """Make a template as an office would: a document with paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    path = folder / "own.docx"
    document.save(str(path))
    return path


def made_with(folder: Path, path: Path) -> Any:
    write_docx(county_report(), folder / "out.docx", path)
    return docx.Document(str(folder / "out.docx"))


def refused(folder: Path, path: Path) -> TemplateError:
    """Return the error that a template gives, having made sure that nothing was written."""
    with pytest.raises(TemplateError) as caught:
        write_docx(county_report(), folder / "out.docx", path)
    assert not (folder / "out.docx").exists()
    assert str(path) in explain(caught.value) or len(str(path)) > 70
    return caught.value


# --- what an office may do ----------------------------------------------------------------------------------


def test_an_office_writes_its_own_words_around_the_fields(tmp_path: Path) -> None:
    path = template(
        tmp_path,
        *ENOUGH,
        "Red head of {{ authority }}, {{year}}",
        "{%p for note in notes %}",
        "{{ loop.index }}) {{ note }}",
        "{%p endfor %}",
        "{% if contact %}ask {{ contact }}{% else %}nobody{% endif %}",
        "{{ notes | join('; ') }} {{ notes | length }}",
    )
    said = [paragraph.text for paragraph in made_with(tmp_path, path).paragraphs]
    assert "Red head of 青山县金融服务监督办公室, 2026" in said
    assert "1) Figures have one decimal." in said
    assert "ask 李芳" in said
    assert "Figures have one decimal. 1" in said


def test_a_field_that_word_has_cut_into_pieces_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ENOUGH:
        document.add_paragraph(text)
    paragraph = document.add_paragraph()
    for piece in ("{", "{ auth", "or", "ity }", "}"):
        paragraph.add_run(piece).bold = piece == "or"
    document.save(str(tmp_path / "own.docx"))
    said = [p.text for p in made_with(tmp_path, tmp_path / "own.docx").paragraphs]
    assert "青山县金融服务监督办公室" in said


def test_the_table_takes_font_and_size_of_its_place(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ mark }}")
    run = document.add_paragraph().add_run("{{ table }}")
    run.font.name, run.font.size = "隶书", Pt(9)
    document.save(str(tmp_path / "own.docx"))
    made = made_with(tmp_path, tmp_path / "own.docx")
    cell = made.tables[0].rows[1].cells[1].paragraphs[0].runs[0]
    assert (cell.font.name, cell.font.size.pt) == ("隶书", 9)


def test_words_beside_the_table_stay_and_an_end_needs_a_paragraph(tmp_path: Path) -> None:
    made = made_with(tmp_path, template(tmp_path, "{{ mark }}", "Table 1: {{ table }}"))
    body = [element.tag.rpartition("}")[2] for element in made.element.body]
    assert body == ["p", "p", "tbl", "p", "sectPr"]
    assert made.paragraphs[1].text == "Table 1: "


def test_a_second_place_for_the_table_is_left_empty(tmp_path: Path) -> None:
    made = made_with(tmp_path, template(tmp_path, *ENOUGH, "again {{ table }}"))
    assert len(made.tables) == 1
    assert [p.text for p in made.paragraphs][-1] == "again "


def test_an_edited_copy_of_the_shipped_one_will_do(tmp_path: Path) -> None:
    write_template(tmp_path / "own.docx")
    document = docx.Document(str(tmp_path / "own.docx"))
    document.paragraphs[2].runs[0].text = "To whom it may concern"
    document.save(str(tmp_path / "own.docx"))
    assert made_with(tmp_path, tmp_path / "own.docx").paragraphs[2].text == "To whom it may concern"


# --- fields and tags ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code", "fields"),
    [
        ("by {{ authorty }}", "template_fields_misspelt", "authorty → authority"),
        ("{{ yaer }} {{ contakt }}", "template_fields_misspelt", "contakt → contact, yaer → year"),
        ("{{ xyzzy }} {{ authorty }}", "template_fields_unknown", "authorty → authority, xyzzy"),
        ("{% for n in noten %}{{ n }}{% endfor %}", "template_fields_misspelt", "noten → notes"),
        ("{% if drafts_mark %}x{% endif %}", "template_fields_misspelt", "drafts_mark → draft_mark"),
    ],
)
def test_a_misspelt_field_is_named(tmp_path: Path, line: str, code: str, fields: str) -> None:
    error = refused(tmp_path, template(tmp_path, *ENOUGH, line))
    assert (error.code, error.values["fields"]) == (code, fields)
    assert fields in explain(error)


def test_a_misspelt_field_of_a_header_is_named(tmp_path: Path) -> None:
    error = refused(tmp_path, template(tmp_path, *ENOUGH, header="{{ titel }}"))
    assert error.values["fields"] == "titel → title"


@pytest.mark.parametrize(
    ("paragraphs", "header", "field"),
    [
        (("{{ mark }}",), "", "{{ table }}"),
        (("{{ mark }}",), "{{ table }}", "{{ table }}"),
        (("{{ table }}",), "", "{{ draft_mark }}"),
        (("{{ mark }}", "{% if not title %}{{ table }}{% endif %}"), "", "{{ table }}"),
    ],
)
def test_a_field_that_no_document_goes_without(
    tmp_path: Path, paragraphs: tuple[str, ...], header: str, field: str
) -> None:
    error = refused(tmp_path, template(tmp_path, *paragraphs, header=header))
    assert (error.code, error.values["field"]) == ("template_field_missing", field)


@pytest.mark.parametrize(
    "line",
    ["one {{ title } two", "{% if contact %} never ended", "{{ title two }}", "{% nothing %}", "{{ 'x }}"],
)
def test_a_broken_tag_is_told_with_its_place(tmp_path: Path, line: str) -> None:
    error = refused(tmp_path, template(tmp_path, *ENOUGH, "before", line))
    assert error.code == "template_tag"
    assert error.values["detail"]
    if "never" not in line:
        assert line[:8] in str(error.values["place"])


@pytest.mark.parametrize(
    "line",
    [
        "{{ title.__class__ }}",
        "{{ title.format }}",
        "{{ title['upper'] }}",
        "{{ ''.join(notes) }}",
        "{{ range(9) }}",
        "{{ title * 9 }}",
        "{{ 9 ** 9 }}",
        "{% set x = 1 %}{{ x }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% macro m() %}{% endmacro %}",
        "{{ title | safe }}",
        "{{ title | attr('x') }}",
        "{{ [title] }}",
    ],
)
def test_nothing_but_fields_conditions_and_loops_is_read(tmp_path: Path, line: str) -> None:
    error = refused(tmp_path, template(tmp_path, *ENOUGH, line))
    assert error.code == "template_not_read"
    assert error.values["what"]


@pytest.mark.parametrize(
    "line", ["｛｛ title ｝｝", "{｛ title }}", "{{ title ｝｝", "｛% if x %｝", "{％ if x ％}"]
)
def test_full_width_braces_are_named(tmp_path: Path, line: str) -> None:
    error = refused(tmp_path, template(tmp_path, *ENOUGH, "here " + line))
    assert error.code == "template_wide_braces"
    assert "here" in str(error.values["place"])


# --- files --------------------------------------------------------------------------------------------------


def swapped(whole: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return a zip file with one member changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as package, zipfile.ZipFile(changed, "w") as out:
        for member in package.namelist():
            data = package.read(member)
            out.writestr(member, data.replace(old, new) if member == name else data)
    return changed.getvalue()


def without(whole: bytes, name: str) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as package, zipfile.ZipFile(changed, "w") as out:
        for member in package.namelist():
            if member != name:
                out.writestr(member, package.read(member))
    return changed.getvalue()


WORD = b"wordprocessingml.document.main+xml"
BAD_FILES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "empty": ("template_empty", lambda whole: b""),
    "text": ("template_not_word", lambda whole: b"hello"),
    "old word": ("template_old_word", lambda whole: bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600),
    "a zip of something": ("template_not_word", lambda whole: without(whole, "word/document.xml")),
    "a workbook": (
        "template_not_word",
        lambda whole: swapped(whole, "[Content_Types].xml", WORD, b"spreadsheetml.sheet.main+xml"),
    ),
    "macros": (
        "template_with_macros",
        lambda whole: swapped(
            whole,
            "[Content_Types].xml",
            b"application/vnd.openxmlformats-officedocument." + WORD,
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
    ),
    "cut short": ("template_damaged", lambda whole: whole[: len(whole) // 2]),
    "no types": ("template_damaged", lambda whole: without(whole, "[Content_Types].xml")),
    "no relations": ("template_damaged", lambda whole: without(whole, "_rels/.rels")),
    "broken body": (
        "template_damaged",
        lambda whole: swapped(whole, "word/document.xml", b"<w:body>", b"<w"),
    ),
    "broken footer": ("template_damaged", lambda whole: swapped(whole, "word/footer1.xml", b"<w:p>", b"<w")),
    "too large": ("template_too_large", lambda whole: whole + b"x" * LARGEST),
}


@pytest.mark.parametrize("name", sorted(BAD_FILES))
def test_a_file_that_is_no_template_is_named(tmp_path: Path, name: str) -> None:
    code, spoil = BAD_FILES[name]
    path = tmp_path / "own.docx"
    path.write_bytes(spoil(shipped("letter")))
    assert refused(tmp_path, path).code == code


def test_a_template_that_is_not_there_or_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path, tmp_path / "gone.docx").code == "template_missing"
    assert refused(tmp_path, tmp_path).code == "template_is_folder"


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_template, "LARGEST_UNPACKED", 1000)
    path = tmp_path / "own.docx"
    path.write_bytes(shipped("letter"))
    assert refused(tmp_path, path).code == "template_too_large"


# --- the shipped ones and the command -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """Load the script that makes the templates."""
    spec = importlib.util.spec_from_file_location(
        "document_templates", ROOT / ".ci" / "document_templates.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def members(whole: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("form", FORMS)
def test_the_shipped_template_is_the_one_that_its_script_makes(
    maker: ModuleType, form: docx_template.Form, tongue: language.Language
) -> None:
    language.use(tongue)
    assert members(maker.made(form, tongue)) == members(shipped(form))


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_shipped_templates_hold_exactly_the_known_fields(tongue: language.Language) -> None:
    from docxtpl import DocxTemplate

    language.use(tongue)
    letter, plain, notice = (
        DocxTemplate(io.BytesIO(shipped(form))).get_undeclared_template_variables() for form in FORMS
    )
    assert letter | notice | {"checklists"} == FIELDS.keys()
    assert {"addressee", "results", "rights", "receipt", "table", "draft_mark"} <= notice
    assert plain == {"title", "head", "draft_mark", "mark", "table", "annexes", "notes", "authority", "day"}


def command(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(build(lambda _db, _lang: 0), ["document-template", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_the_command_writes_it_and_names_the_fields(tmp_path: Path) -> None:
    code, out, _err = command(str(tmp_path / "own.docx"))
    assert code == 0
    assert (tmp_path / "own.docx").read_bytes() == shipped("letter")
    assert all(f"{{{{ {name} }}}}" in out for name in FIELDS)
    assert command("--plain", "--force", str(tmp_path / "own.docx"))[0] == 0
    assert (tmp_path / "own.docx").read_bytes() == shipped("plain")
    assert command("--notice", "--force", str(tmp_path / "own.docx"))[0] == 0
    assert (tmp_path / "own.docx").read_bytes() == shipped("notice")


def test_the_command_writes_over_nothing_unasked(tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_text("mine")
    code, out, err = command(str(tmp_path / "own.docx"))
    assert (code, out) == (2, "")
    assert "exists already" in err
    assert (tmp_path / "own.docx").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("own.doc", TemplateError), ("no/own.docx", NoSuchFolderError), ("folder.docx", IsFolderError)],
)
def test_a_name_that_will_not_do(tmp_path: Path, name: str, kind: type[EldercheckError]) -> None:
    (tmp_path / "folder.docx").mkdir()
    with pytest.raises(kind):
        write_template(tmp_path / name)
    with pytest.raises((kind, StateError)):
        write_template(tmp_path / name, force=True)
