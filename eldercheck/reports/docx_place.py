"""Where the tables of a document go: found in the filled-in template, with their font, size and room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eldercheck.reports.docx_table import TableLook, fitted
from eldercheck.reports.report import Column

TABLE, ANNEXES = "table", "annexes"
HEAD_STYLES = ("表格栏目", "Table Head")
"""The style of a table's head goes by its name, where the template still has it."""
_OPEN, _CLOSE = "\ue000", "\ue001"
"""No text of a report keeps these: `visible` turns them into their numbers."""
_USUAL_SIZE, _USUAL_WIDTH = 21, 8844
_COMFORTABLE = 18
"""Half-points: where a table would be smaller than this, the page is turned."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place for tables; the style is that of its own paragraph."""

    look: TableLook
    section: Any
    """The properties of its section, None where the document has none."""


def mark_of(name: str) -> str:
    """Return the text that holds a place while the rest of a template is filled in."""
    return f"{_OPEN}{name}{_CLOSE}"


def marked(document: Any) -> dict[str, Place]:
    """Put a processing instruction in each place, and return the places by name."""
    places: dict[str, Place] = {}
    instructions = []
    for name in (TABLE, ANNEXES):
        for paragraph in list(_paragraphs_with(document.element.body, mark_of(name))):
            if name not in places:
                places[name] = _place(document, paragraph, mark_of(name))
                instructions.append(_replaced(paragraph, name))
            else:
                _cleared(paragraph, mark_of(name))
    for instruction in instructions:
        following = instruction.getnext()
        if following is None or following.tag != _w("p"):
            instruction.addnext(_closing_paragraph())
    return places


def turned_if_wide(places: dict[str, Place], columns: Sequence[Column]) -> dict[str, Place]:
    """Turn the page of the table on its side where its columns would else be hard to read."""
    place = places[TABLE]
    size = place.section.find(_w("pgSz")) if place.section is not None else None
    if size is None or size.get(_w("orient")) == "landscape":
        return places
    if fitted(columns, place.look.width, place.look.size)[0] >= _COMFORTABLE:
        return places
    short, long = size.get(_w("w")), size.get(_w("h"))
    for name, value in (("w", long), ("h", short), ("orient", "landscape")):
        size.set(_w(name), value)
    return {
        name: replace(each, look=replace(each.look, width=_room(each.section)))
        for name, each in places.items()
    }


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _paragraphs_with(body: Any, mark: str) -> Iterator[Any]:
    """Yield the innermost paragraphs that hold a mark."""
    for text in body.iter(_w("t")):
        if mark in (text.text or ""):
            yield next(text.iterancestors(_w("p")))


def _cleared(paragraph: Any, mark: str) -> str:
    """Take a mark out of a paragraph and return the words that stay."""
    texts = list(paragraph.iter(_w("t")))
    for text in texts:
        text.text = (text.text or "").replace(mark, "")
    return "".join(text.text or "" for text in texts).strip()


def _replaced(paragraph: Any, name: str) -> Any:
    """Put the instruction where the mark was: in place of its paragraph, or beside what else that says."""
    from lxml.etree import ProcessingInstruction

    instruction = ProcessingInstruction("eldercheck", name)
    words = _cleared(paragraph, mark_of(name))
    if next(paragraph.iter(_w("sectPr")), None) is not None:
        paragraph.addprevious(instruction)
    elif words:
        paragraph.addnext(instruction)
    else:
        paragraph.getparent().replace(paragraph, instruction)
    return instruction


def _closing_paragraph() -> Any:
    """Return an empty paragraph of no height: Word wants one between a table and what is no paragraph."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    line = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{line}</w:pPr></w:p>")


def _place(document: Any, paragraph: Any, mark: str) -> Place:
    run = next(
        run
        for run in paragraph.iter(_w("r"))
        if any(mark in (text.text or "") for text in run.findall(_w("t")))
    )
    style = paragraph.find(f"{_w('pPr')}/{_w('pStyle')}")
    named = style.get(_w("val")) if style is not None else ""
    section = _section(paragraph)
    look = TableLook(
        style=named,
        head_style=_style_called(document, HEAD_STYLES),
        run=_fonts(run),
        size=_half_points(document, run, named),
        width=_room(section),
    )
    return Place(look, section)


def _fonts(run: Any) -> str:
    """Return the fonts that a run names itself, as XML."""
    from xml.sax.saxutils import quoteattr

    fonts = run.find(f"{_w('rPr')}/{_w('rFonts')}")
    if fonts is None:
        return ""
    names = ("ascii", "hAnsi", "eastAsia", "cs", "hint")
    given = [(name, fonts.get(_w(name))) for name in names]
    return f"<w:rFonts {' '.join(f'w:{name}={quoteattr(value)}' for name, value in given if value)}/>"


def _half_points(document: Any, run: Any, style: str) -> int:
    """Return the size of a run: its own, else that of its style or of what the style is based on."""
    own = run.find(f"{_w('rPr')}/{_w('sz')}")
    styles = {found.get(_w("styleId")): found for found in document.styles.element.iter(_w("style"))}
    seen: set[str] = set()
    while own is None and style in styles and style not in seen:
        seen.add(style)
        own = styles[style].find(f"{_w('rPr')}/{_w('sz')}")
        base = styles[style].find(_w("basedOn"))
        style = base.get(_w("val")) if base is not None else ""
    value = own.get(_w("val"), "") if own is not None else ""
    return int(value) if value.isdecimal() else _USUAL_SIZE


def _style_called(document: Any, names: Sequence[str]) -> str:
    for found in document.styles.element.iter(_w("style")):
        name = found.find(_w("name"))
        if name is not None and name.get(_w("val")) in names:
            return str(found.get(_w("styleId")))
    return ""


def _section(paragraph: Any) -> Any:
    """Return the properties of the section that a paragraph of the body stands in."""
    top = paragraph
    while top.getparent() is not None and top.getparent().tag != _w("body"):
        top = top.getparent()
    for element in (top, *top.itersiblings()):
        if element.tag == _w("sectPr"):
            return element
        if element.tag == _w("p") and (ends := element.find(f"{_w('pPr')}/{_w('sectPr')}")) is not None:
            return ends
    return None


def _room(section: Any) -> int:
    """Return the width between the margins of a section, in twips."""
    if section is None:
        return _USUAL_WIDTH
    size, margins = section.find(_w("pgSz")), section.find(_w("pgMar"))
    if size is None or margins is None:
        return _USUAL_WIDTH
    taken = sum(int(float(margins.get(_w(side), "0"))) for side in ("left", "right", "gutter"))
    return max(int(float(size.get(_w("w"), "0"))) - taken, _USUAL_WIDTH // 2)
