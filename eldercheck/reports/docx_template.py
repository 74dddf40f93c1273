"""The template of a document: the one that is brought along, or the office's own, opened with suspicion.

A template says with {{ field }} where what stands. Only fields, conditions and loops over them are read:
nothing in it can reach the program. What is wrong with one is named, and the place where it stands.
"""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from eldercheck.domain.errors import EldercheckError
from eldercheck.language import N_, current
from eldercheck.storage.handed_files import write_handed

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

Form = Literal["letter", "plain", "notice"]
"""A letter with its enclosure; title, table and notes alone; the notice of a grade with its list."""
FIELDS = {
    "title": N_("title of the report"),
    "year": N_("year"),
    "authority": N_("who assesses and signs"),
    "contact": N_("whom to ask"),
    "checklists": N_("checklists used"),
    "day": N_("day of the document"),
    "draft_mark": N_("says that it is a draft; empty once published"),
    "mark": N_("draft, or publication with its digest"),
    "table": N_("the table, in the font of its place"),
    "annexes": N_("further tables, each under its title"),
    "head": N_("list: what stands above the table"),
    "distribution": N_("list: how many have which grade"),
    "notes": N_("list: notes to the table"),
    "addressee": N_("the unit that a notice is for"),
    "opening": N_("list: how a notice begins"),
    "results": N_("list: score, grade and what holds it, in a notice"),
    "duties": N_("list: what is to be put right, and by when"),
    "rights": N_("list: how to object"),
    "later": N_("list: what changed since a notice was given"),
    "receipt": N_("list: who signs for a notice"),
}
"""The fields of a template, and what they are."""
LARGEST, LARGEST_UNPACKED = 20_000_000, 200_000_000
"""Bytes; no template of an office comes near."""

_FOLDER = Path(__file__).parent / "templates"
_OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1")
_BODY_TYPE = re.compile(rb'PartName="/word/document\.xml"[^>]*ContentType="([^"]*)"')
_BODY_TYPE_TURNED = re.compile(rb'ContentType="([^"]*)"[^>]*PartName="/word/document\.xml"')
_WIDE_BRACES = re.compile(r"｛\s*[｛{%％]|\{\s*｛|[｝}]\s*｝|[%％]\s*｝|\{\s*％|％\s*\}")
_FILTERS = {"join", "length", "count", "first", "last", "upper", "lower", "trim", "default"}
_LONGEST_PLACE = 60


class TemplateError(EldercheckError):
    """A template that will not do; nothing was written. Values: `path`, and what the sentence needs."""


def write_template(path: Path, form: Form = "letter", *, force: bool = False) -> None:
    """Write the template that is brought along, in the language in use, for the office to change.

    Raises TemplateError (`template_name`) for a name that does not end in .docx, StateError (`file_exists`),
    StorageError.
    """
    if path.suffix.lower() != ".docx":
        raise TemplateError("template_name", path=str(path))
    whole = shipped(form)
    write_handed(path, lambda part: _write(part, whole), replace=force)


def _write(part: Path, whole: bytes) -> None:
    part.write_bytes(whole)


def shipped(form: Form) -> bytes:
    """Return the template that is brought along, in the language in use."""
    return (_FOLDER / f"{form}.{current()}.docx").read_bytes()


def read_template(path: Path) -> bytes:
    """Return the file of an office's template. Raises TemplateError where it is not an ordinary docx."""
    try:
        whole = path.read_bytes() if path.stat().st_size <= LARGEST else b""
        too_large = path.stat().st_size > LARGEST
    except FileNotFoundError as error:
        raise TemplateError("template_missing", path=str(path)) from error
    except IsADirectoryError as error:
        raise TemplateError("template_is_folder", path=str(path)) from error
    except OSError as error:
        raise TemplateError("template_unreadable", path=str(path), reason=error.strerror or "") from error
    if too_large:
        raise TemplateError("template_too_large", path=str(path), most=LARGEST)
    if not whole:
        raise TemplateError("template_empty", path=str(path))
    if whole.startswith(_OLD_WORD):
        raise TemplateError("template_old_word", path=str(path))
    _check_package(path, whole)
    return whole


def _check_package(path: Path, whole: bytes) -> None:
    """Look into the zip file before anything else reads it."""
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as package:
            if "word/document.xml" not in package.namelist():
                raise TemplateError("template_not_word", path=str(path))
            if sum(member.file_size for member in package.infolist()) > LARGEST_UNPACKED:
                raise TemplateError("template_too_large", path=str(path), most=LARGEST)
            types = package.read("[Content_Types].xml")
            has_macros = any(name.endswith("vbaProject.bin") for name in package.namelist())
    except zipfile.BadZipFile as error:
        code = "template_damaged" if whole.startswith(b"PK") else "template_not_word"
        raise TemplateError(code, path=str(path)) from error
    except (KeyError, zipfile.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise TemplateError("template_damaged", path=str(path)) from error
    found = _BODY_TYPE.search(types) or _BODY_TYPE_TURNED.search(types)
    kind = found[1] if found else b""
    if has_macros or b"macroEnabled" in kind:
        raise TemplateError("template_with_macros", path=str(path))
    if not kind.endswith(b"wordprocessingml.document.main+xml"):
        raise TemplateError("template_not_word", path=str(path))


def check_template(template: DocxTemplate, environment: SandboxedEnvironment, path: Path) -> None:
    """Raise TemplateError for a tag that is broken or not allowed, and for fields not known or missing."""
    from jinja2 import TemplateSyntaxError, meta

    used: set[str] = set()
    in_body: set[str] = set()
    for place, part in enumerate(_parts(template)):
        if wide := _WIDE_BRACES.search(_words(part)):
            raise TemplateError("template_wide_braces", path=str(path), place=_around(part, wide[0]))
        try:
            tree = environment.parse(part)
        except TemplateSyntaxError as error:
            where = _line(part, error.lineno)
            raise TemplateError("template_tag", path=str(path), place=where, detail=error.message) from error
        _check_nodes(tree, part, path)
        fields = meta.find_undeclared_variables(tree)
        used |= fields
        in_body |= fields if place == 0 else set()
    _check_fields(used, in_body, path)


def _check_fields(used: set[str], in_body: set[str], path: Path) -> None:
    if unknown := sorted(used - FIELDS.keys()):
        near = {name: difflib.get_close_matches(name, FIELDS, 1, 0.6) for name in unknown}
        names = ", ".join(f"{name} → {match[0]}" if match else name for name, match in near.items())
        code = "template_fields_misspelt" if all(near.values()) else "template_fields_unknown"
        raise TemplateError(code, path=str(path), fields=names)
    if "table" not in in_body:
        raise TemplateError("template_field_missing", path=str(path), field="{{ table }}")
    if not used & {"draft_mark", "mark"}:
        raise TemplateError("template_field_missing", path=str(path), field="{{ draft_mark }}")


def _check_nodes(tree: Any, part: str, path: Path) -> None:
    """Let fields, conditions and loops pass, and nothing that calls, reckons, includes or reaches into."""
    from jinja2 import nodes

    allowed = (
        *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.For, nodes.If),
        *(nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Test),
    )
    for node in tree.find_all(nodes.Node):
        match node:
            case nodes.Getattr(node=nodes.Name(name="loop")):
                continue
            case nodes.Filter(name=name) if name in _FILTERS:
                continue
            case nodes.Keyword() | nodes.Pair():
                continue
        if not isinstance(node, allowed):
            what = type(node).__name__.lower()
            raise TemplateError(
                "template_not_read", path=str(path), place=_line(part, node.lineno), what=what
            )


def _parts(template: DocxTemplate) -> Iterator[str]:
    """Yield body, headers and footers, each as the text that is filled in, one paragraph a line."""
    document = template.get_docx()
    yield _by_paragraphs(template.patch_xml(template.xml_to_string(document._element.body)))
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield _by_paragraphs(template.patch_xml(template.get_part_xml(part)))


def _by_paragraphs(xml: str) -> str:
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", xml)


def _words(xml: str) -> str:
    return re.sub(r"<[^>]+>", "", xml)


def _line(part: str, number: int) -> str:
    """Return the words around a line: of itself, else of the nearest before it that has any."""
    lines = part.splitlines()[: max(number, 1)]
    said = next((words for line in reversed(lines) if (words := _words(line).strip())), "")
    return said if len(said) <= _LONGEST_PLACE else f"{said[:_LONGEST_PLACE]}…"


def _around(part: str, found: str) -> str:
    number = next((place for place, line in enumerate(part.splitlines(), 1) if found in _words(line)), 1)
    return _line(part, number)
