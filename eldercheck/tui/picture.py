"""A picture of the screen as SVG, with Chinese in its place and nothing fetched from the network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from rich.cells import cell_len
from textual.app import App

_SVG = "http://www.w3.org/2000/svg"
_ID = "eldercheck"
_CELL = 12.2
"""Width of a cell in Rich's picture: a type size of 20 at an aspect of 0.61."""

_TYPE_SIZE = 20.3
"""At this size the usual fonts are as wide as a cell, so that the lines of a border meet."""

_WIDE_TYPE_SIZE = 22.5
"""Larger, as in a terminal: an ideograph fills two cells and is not to stand alone in them."""

_STYLE = f"""
.{_ID}-matrix {{
  font-family: "Fira Code", "Cascadia Mono", Menlo, "DejaVu Sans Mono", "Sarasa Mono SC",
    "Noto Sans Mono CJK SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", monospace;
  font-size: {_TYPE_SIZE}px;
}}
.{_ID}-wide {{ font-size: {_WIDE_TYPE_SIZE}px; }}
.{_ID}-title {{
  font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  font-size: 18px;
  font-weight: bold;
}}
"""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RUN = re.compile(f"[{_RIGHT_TO_LEFT}\u200c\u200d]+|.", re.DOTALL)


def svg_picture(app: App[Any]) -> str:
    """Return the screen of `app` as it stands, the same each time for the same screen."""
    root = ElementTree.fromstring(_NOT_XML.sub("", app.export_screenshot(simplify=True)))
    style = root.find(f"{{{_SVG}}}style")
    found = re.search(r"\.(terminal-\d+)-matrix", style.text or "") if style is not None else None
    if style is None or found is None:
        raise ValueError("Rich draws its pictures in another way than this module knows")
    rich_id = found[1]
    rules = re.findall(rf"\.{rich_id}-(r\d+) (\{{[^}}]*\}})", style.text or "")
    style.text = _STYLE + "\n".join(f".{_ID}-{name} {rule}" for name, rule in rules)
    for element in root.iter():
        for name, value in element.attrib.items():
            element.set(name, value.replace(rich_id, _ID))
    for element in root.iter(f"{{{_SVG}}}text"):
        if "textLength" in element.attrib:
            _place(element)
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _place(element: ElementTree.Element) -> None:
    """Give each character of a text its own place, wide ones in the middle of their two cells.

    One `tspan` for each, as librsvg knows neither `textLength` nor a list of places.
    """
    text, left = element.text or "", float(element.attrib.pop("x"))
    del element.attrib["textLength"]
    element.text = None
    for run, cell in _runs(text):
        if not run.isspace():
            wide = cell_len(run[0]) == 2
            slack = (2 * _CELL - _WIDE_TYPE_SIZE) / 2 if wide else 0
            part = ElementTree.SubElement(element, f"{{{_SVG}}}tspan", x=f"{left + cell * _CELL + slack:g}")
            part.text = run
            if wide:
                part.set("class", f"{_ID}-wide")


def _runs(text: str) -> Iterator[tuple[str, int]]:
    """Yield what is drawn as one, with the cell it starts at: a character with its marks, a run of Arabic."""
    run, start = "", 0
    for match in _RUN.finditer(text):
        if run and cell_len(run + match[0]) > cell_len(run):
            yield run, start
            start += cell_len(run)
            run = ""
        run += match[0]
    if run:
        yield run, start
