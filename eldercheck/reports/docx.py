"""A report as an official document (GB/T 9704) that Word and WPS open: made from a template, row by row."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from eldercheck.domain.clean_text import visible
from eldercheck.domain.grading import LETTERS, Letter
from eldercheck.language import N_, _
from eldercheck.reports.docx_place import ANNEXES, TABLE, Place, mark_of, marked, turned_if_wide
from eldercheck.reports.docx_table import table_xml
from eldercheck.reports.docx_template import Form, TemplateError, check_template, read_template, shipped
from eldercheck.reports.report import Report
from eldercheck.wording.results import listed

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

BODY = "word/document.xml"
PASSAGES = ("opening", "results", "duties", "rights", "later", "receipt")
"""The fields that hold what a letter says."""
_MOST_CELLS = 3_000_000
"""Above that the body may pass two gigabytes, which takes the larger form of a zip file."""
_TITLE_AT_MOST = 255
_MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July")),
    *(N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)


def write_docx(report: Report, path: Path, template: Path | None = None) -> None:
    """Write a report as a Word document to `path`, whatever is there; rows are read one by one.

    Without the office's own `template`: a letter with its enclosure for the grade table of the civilisation
    office (a distribution, and every row alike), a notice where the report has the words of a letter, else
    title, table and notes. Raises TemplateError for a
    template that will not do, before `path` is touched, and OSError.
    """
    form: Form = "letter" if report.distribution and report.stands_out is None else "plain"
    form = "notice" if report.letter else form
    whole = shipped(form) if template is None else read_template(template)
    filled, places = _filled(report, whole, template)
    pieces = {TABLE: _table(report, places[TABLE]), ANNEXES: _annexes(report, places)}
    with zipfile.ZipFile(io.BytesIO(filled)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            large = name == BODY and report.count * len(report.columns) > _MOST_CELLS
            with old.open(name) as source, new.open(member, "w", force_zip64=large) as target:
                if name == BODY:
                    _write_body(source.read().decode("utf-8"), pieces, target)
                else:
                    shutil.copyfileobj(source, target)


def _write_body(body: str, pieces: Mapping[str, Iterator[str]], target: IO[bytes]) -> None:
    """Write the body, each mark in it replaced by its piece."""
    for place, part in enumerate(re.split(r"<\?eldercheck (\w+)\?>", body)):
        for text in pieces[part] if place % 2 else (part,):
            target.write(text.encode())


def _filled(report: Report, whole: bytes, path: Path | None) -> tuple[bytes, dict[str, Place]]:
    """Fill in every field but the tables; return the document with marks for those, and how they look."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError as TagError
    from lxml.etree import LxmlError

    named = path or Path(f"{report.title}.docx")
    try:
        template = DocxTemplate(io.BytesIO(whole))
        template.render_properties = _leave_properties
        environment = _environment()
        check_template(template, environment, named)
        template.render(_fields(report), environment, autoescape=True)
        places = marked(template.docx)
        if TABLE not in places:
            raise TemplateError("template_field_missing", path=str(named), field="{{ table }}")
        if path is None:
            places = turned_if_wide(places, report.columns)
        return _saved(template, report), places
    except TagError as error:
        raise TemplateError("template_tag", path=str(named), place="", detail=str(error)) from error
    except (LxmlError, KeyError, ValueError, AttributeError, IndexError, TypeError) as error:
        raise TemplateError("template_damaged", path=str(named)) from error


def _leave_properties(context: object, jinja_env: object) -> None:
    """What stands in the properties of a document is no template."""


def _environment() -> SandboxedEnvironment:
    """Return what fills in fields: every text is escaped, with nothing in it that a template or XML obeys."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_literal)


def _literal(value: object) -> object:
    """Return a value as it stands in the document; braces as numbers, for they are read once more."""
    from markupsafe import Markup

    if isinstance(value, list):
        value = "\n".join(value)
    if type(value) is not str:
        return value
    text = escape(visible(value, multiline=True), {'"': "&quot;"})
    for sign in "{}%":
        text = text.replace(sign, f"&#{ord(sign)};")
    return Markup(text)


def _fields(report: Report) -> dict[str, Any]:
    """Return what each field of a template stands for: texts and lists of texts, nothing else."""
    from markupsafe import Markup

    named = ("year", "authority", "contact", "checklists", "addressee")
    facts = {name: report.facts.get(name, "") for name in named}
    return (
        facts
        | _passages(report)
        | {
            "title": report.title,
            "day": _day(report.facts.get("day", "")),
            "draft_mark": report.mark if report.warns else "",
            "mark": report.mark,
            "head": [_("{label}: {text}").format(label=label, text=text) for label, text in report.head],
            "distribution": [_distribution(title, counts) for title, counts in report.distribution],
            "notes": list(report.foot),
            TABLE: Markup(mark_of(TABLE)),
            ANNEXES: Markup(mark_of(ANNEXES)) if report.sheets else "",
        }
    )


def _passages(report: Report) -> dict[str, Any]:
    said = {passage.id: list(passage.lines) for passage in report.letter}
    return {name: said.get(name, []) for name in PASSAGES}


def _day(text: str) -> str:
    """Return a day (YYYY-MM-DD) as a letter writes it; any other text as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    month = _(_MONTHS[day.month - 1])
    return _("{day} {month} {year}").format(day=day.day, month=month, year=day.year)


def _distribution(title: str, counts: Mapping[Letter, int]) -> str:
    """Say how many have which grade."""
    parts = listed(
        _("{letter} {number}").format(letter=letter, number=counts.get(letter, 0)) for letter in LETTERS
    )
    return _("{title}: {total} graded, of which {counts}").format(
        title=title, total=sum(counts.values()), counts=parts
    )


def _saved(template: DocxTemplate, report: Report) -> bytes:
    """Return the filled-in document, named after the report."""
    about = template.docx.core_properties
    about.title = visible(report.title)[:_TITLE_AT_MOST]
    about.author = visible(report.author)[:_TITLE_AT_MOST]
    if report.day is not None:
        about.created = about.modified = datetime.combine(report.day, time(), UTC)
    whole = io.BytesIO()
    template.docx.save(whole)
    return whole.getvalue()


def _table(report: Report, place: Place) -> Iterator[str]:
    return table_xml(place.look, report.title, report.columns, report.rows, report.stands_out)


def _annexes(report: Report, places: Mapping[str, Place]) -> Iterator[str]:
    """Yield each further table under its title, in the look of the first."""
    if ANNEXES not in places:
        return
    table, place = places[TABLE].look, places[ANNEXES].look
    style = f"<w:pStyle w:val={quoteattr(place.style)}/>" if place.style else ""
    for sheet in report.sheets:
        title = escape(visible(sheet.title))
        yield f"<w:p><w:pPr>{style}<w:keepNext/></w:pPr><w:r><w:rPr>{place.run}</w:rPr>"
        yield f"<w:t>{title}</w:t></w:r></w:p>"
        yield from table_xml(replace(table, width=place.width), sheet.title, sheet.columns, sheet.rows)
