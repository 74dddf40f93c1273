"""The web page: whole, harmless, and made of what a screen reader and a printer understand."""

from __future__ import annotations

import re
import tracemalloc
from itertools import pairwise
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from eldercheck import language
from eldercheck.reports.html import html_pieces, html_text, write_html
from eldercheck.reports.report import Report
from tests.reports.county_report import COLUMNS, HOSTILE, SEEN, county_report, hostile_report, many_rows


def page(report: Report) -> Any:
    return lxml.html.document_fromstring(html_text(report))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_the_table_is_a_table() -> None:
    table = page(county_report()).xpath("//main//table")[0]
    assert words(table.xpath("caption")[0]) == "Grade table 2026: 3 rows"
    heads = table.xpath("thead/tr/th[@scope='col']")
    assert [words(head) for head in heads] == [column.title for column in COLUMNS]
    rows = [[words(cell) for cell in row] for row in table.xpath("tbody/tr")]
    assert rows[0] == ["1", "青山农商银行", "0101", "94.7", "95.5", "A", ""]
    assert rows[2] == ["3", "云岫银行", "0110", "—", "—", "—", "exempt: new"]
    assert [words(head) for head in table.xpath("tbody/tr/th[@scope='row']")] == [row[1] for row in rows]


def test_a_letter_is_told_in_words_and_a_line_end_stays() -> None:
    table = page(county_report()).xpath("//main//table")[0]
    assert [(a.text, a.get("title")) for a in table.xpath("tbody//abbr")] == [
        ("A", "Grade A"),
        ("B", "Grade B"),
    ]
    assert "first line\nsecond line" in [cell.text for cell in table.xpath("tbody/tr/td")]


def test_it_has_landmarks_headings_in_order_and_a_language() -> None:
    found = page(county_report())
    assert found.get("lang") == "en"
    assert [element.tag for element in found.xpath("//body/*")] == ["header", "main", "footer"]
    levels = [int(heading.tag[1]) for heading in found.xpath("//h1|//h2|//h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    named = {element.get("id") for element in found.xpath("//*[@id]")}
    pointed = {
        name
        for element in found.xpath("//*[@aria-labelledby]")
        for name in element.get("aria-labelledby").split()
    }
    assert pointed <= named
    assert len(named) == len(found.xpath("//*[@id]"))


def test_the_chart_says_in_words_what_it_draws() -> None:
    charts = page(county_report()).xpath("//svg")
    assert [chart.get("role") for chart in charts] == ["img", "img"]
    assert [words(chart.find("title")) for chart in charts] == ["Institutions", "Branches"]
    assert words(charts[1].find("desc")) == "grade A: 3 (50%); grade B: 2 (33%); grade C: 1 (17%)"
    assert [words(text) for text in charts[1].findall("text")] == [
        "A",
        "3 (50%)",
        "B",
        "2 (33%)",
        "C",
        "1 (17%)",
    ]
    widths = [int(bar.get("width")) for bar in charts[1].findall("rect")]
    assert widths == [240, 160, 80]


def test_a_chart_of_nothing_draws_nothing() -> None:
    (chart,) = page(county_report(distribution=(("None", {}),))).xpath("//svg")
    assert {bar.get("width") for bar in chart.findall("rect")} == {"0"}


def test_nothing_is_fetched_and_nothing_runs() -> None:
    for report in (county_report(), hostile_report()):
        text = html_text(report)
        found = lxml.html.document_fromstring(text)
        assert not found.xpath("//script|//link|//iframe|//object|//img|//base|//form|//a[@href]")
        assert not found.xpath("//@src|//@href|//@srcset|//@*[starts-with(name(), 'on')]")
        assert not re.search(r"https?:|url\(|@import", text)
        assert (
            "default-src 'none'" in found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        )


def test_hostile_texts_are_read_as_they_are() -> None:
    found = page(hostile_report())
    for place in (
        "//title",
        "//h1",
        "//header/p",
        "//dt",
        "//dd",
        "//footer/p",
        "//tbody/tr[1]/th",
        "//thead//th",
    ):
        assert words(found.xpath(place)[0]) == " ".join(SEEN.split()), place
    assert words(found.xpath("//figcaption")[0]) == " ".join(SEEN.split())
    text = html_text(hostile_report())
    assert "<script" not in text
    assert text.replace("\n", "").isprintable()


def test_the_file_is_utf_8_with_the_rare_character_whole(tmp_path: Path) -> None:
    write_html(hostile_report(), tmp_path / "a.html")
    whole = (tmp_path / "a.html").read_bytes()
    assert "𠮷䶮" in whole.decode("utf-8")
    assert b"\r" not in whole
    assert whole.startswith(b'<!DOCTYPE html>\n<html lang="en">')


@pytest.mark.parametrize(
    ("changes", "drafts"),
    [({}, 1), ({"is_published": True, "mark": "Published, no. 1"}, 0), ({"is_draft": False}, 0)],
)
def test_only_a_draft_warns(changes: dict[str, object], drafts: int) -> None:
    found = page(county_report(**changes))
    assert len(found.xpath("//p[contains(@class, 'draft')]")) == drafts
    assert words(found.xpath("//p[@role='note']")[0]) == changes.get("mark", "Draft, not published")


def test_rows_that_stand_out_and_further_tables() -> None:
    found = page(county_report(stands_out=lambda row: row[0] == 2))
    assert [words(row[0]) for row in found.xpath("//tr[@class='out']")] == ["2"]
    assert words(found.xpath("//h2")[-2]) == "Left out"
    assert words(found.xpath("//table")[1].xpath("tbody/tr/th")[0]) == "010104"


def test_it_speaks_chinese() -> None:
    language.use("zh")
    found = page(county_report())
    assert found.get("lang") == "zh-Hans"
    assert words(found.xpath("//caption")[0]) == "Grade table 2026，共3行"
    assert found.xpath("//abbr/@title")[0] == "A级"


def test_it_prints_on_a_page_lying_down_with_the_head_on_each() -> None:
    text = html_text(county_report())
    assert "size: A4 landscape" in text
    assert "thead { display: table-header-group; }" in text
    assert "tr { break-inside: avoid; }" in text
    assert "prefers-color-scheme: dark" in text


def test_many_rows_are_never_held_together() -> None:
    report = county_report(rows=many_rows(20_000), count=20_000)
    tracemalloc.start()
    letters = sum(len(piece) for piece in html_pieces(report))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert letters > 4_000_000
    assert peak < letters / 2


def test_the_name_of_a_thing_is_not_taken_for_markup_in_a_head() -> None:
    (label,) = {words(element) for element in page(county_report(head=(("<b>", "x"),))).xpath("//dt")}
    assert label == "<b>"
    assert HOSTILE not in html_text(hostile_report())
