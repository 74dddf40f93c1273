"""The document: read back with another library, its form, its fields, and what means harm in it."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from eldercheck import language
from eldercheck.language import Language
from eldercheck.reports.docx import write_docx
from eldercheck.reports.docx_table import AT_WORST, SMALLEST, fitted
from eldercheck.reports.report import Column, Report
from tests.reports.county_report import COLUMNS, ROWS, SEEN, county_report, hostile_report, many_rows


def written(folder: Path, report: Report, template: Path | None = None) -> Any:
    write_docx(report, folder / "a.docx", template)
    return docx.Document(str(folder / "a.docx"))


def lines(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def style(document: Any, name: str) -> Any:
    """Follow a style to what it is based on; return size (points), eastAsia font and line height."""
    found = document.styles[name]
    size = east = height = None
    while found is not None:
        size = size or (found.font.size and found.font.size.pt)
        fonts = found.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        east = east or (fonts is not None and fonts.get(qn("w:eastAsia"))) or None
        spacing = found.paragraph_format.line_spacing
        height = height or (spacing.pt if hasattr(spacing, "pt") else spacing)
        found = found.base_style
    return size, east, height


@pytest.fixture(params=["zh", "en"])
def spoken(request: pytest.FixtureRequest) -> Language:
    tongue: Language = request.param
    language.use(tongue)
    return tongue


@pytest.mark.usefixtures("spoken")
def test_the_page_is_that_of_an_official_document(tmp_path: Path) -> None:
    document = written(tmp_path, county_report())
    for section, (width, height) in zip(document.sections, ((210, 297), (297, 210)), strict=True):
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (width, height)
        edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(edge.mm) for edge in edges] == [37, 35, 28, 26]


@pytest.mark.usefixtures("spoken")
def test_the_fonts_are_the_named_ones(tmp_path: Path) -> None:
    document = written(tmp_path, county_report())
    assert style(document, "Title")[:2] == (22, "方正小标宋简体")
    size, font, height = style(document, "Body Text")
    assert (size, font) == (16, "仿宋_GB2312")
    assert 28 <= height <= 29
    assert style(document, "Heading 1")[:2] == (16, "黑体")
    assert style(document, "Heading 2")[:2] == (16, "楷体_GB2312")
    assert style(document, "Footer")[:2] == (14, "宋体")
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Body Text", "Heading 1", "Salutation", "Signature", "Date"} <= used


def test_the_letter_says_what_an_office_expects(tmp_path: Path) -> None:
    language.use("zh")
    said = lines(written(tmp_path, county_report()))
    assert said[0] == "关于报送2026年度适老服务考评结果的函"
    assert said[2] == "县文明办："
    assert "2026年度" in said[3]
    assert "青山县金融服务监督办公室" in said[3]
    assert "Institutions：评级2个，A级1个、B级1个、C级0个。" in said
    assert "附件：Grade table 2026" in said
    assert said.index("\t青山县金融服务监督办公室") == said.index("\t2026年12月1日") - 1
    assert "（联系人：李芳）" in said
    assert "注：1. Figures have one decimal." in said
    assert "Left out" in said


def test_the_letter_in_english(tmp_path: Path) -> None:
    said = lines(written(tmp_path, county_report()))
    assert said[0] == "Results of the 2026 assessment"
    assert "Branches: 6 graded, of which A 3, B 2, C 1." in said
    assert "\t1 December 2026" in said


def test_the_table_is_read_back_cell_by_cell(tmp_path: Path) -> None:
    table, left_out = written(tmp_path, county_report()).tables
    read = [[cell.text for cell in row.cells] for row in table.rows]
    assert read[0] == [column.title for column in COLUMNS]
    assert read[1] == ["1", "青山农商银行", "0101", "94.7", "95.5", "A", ""]
    assert read[2][6] == "first line\nsecond line"
    assert read[3] == ["3", "云岫银行", "0110", "—", "—", "—", "exempt: new"]
    assert [cell.text for cell in left_out.rows[1].cells] == ["010104", "not examined this year"]


def test_the_head_repeats_and_no_row_is_split(tmp_path: Path) -> None:
    table = written(tmp_path, county_report()).tables[0]
    repeated = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True, False, False, False]
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows)
    caption = table._tbl.tblPr.find(qn("w:tblCaption"))
    assert caption.get(qn("w:val")) == "Grade table 2026"


def test_the_table_is_as_wide_as_the_text(tmp_path: Path) -> None:
    document = written(tmp_path, county_report())
    section = document.sections[1]
    room = (section.page_width - section.left_margin - section.right_margin) // 635
    for table in document.tables:
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert abs(sum(grid) - room) <= 1
    run = document.tables[0].rows[1].cells[1].paragraphs[0]
    assert run.style.name == "Table Text"
    assert 7.5 <= run.runs[0].font.size.pt <= 10.5


def test_the_pages_are_numbered_at_the_outer_edge(tmp_path: Path) -> None:
    document = written(tmp_path, county_report())
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"
        assert [run.text for run in paragraph.runs] == ["— ", " —"]
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
    assert document.sections[1].footer.is_linked_to_previous


@pytest.mark.parametrize(
    ("changes", "header"),
    [
        ({}, "Draft, not published"),
        ({"is_published": True, "mark": "Published, no. 1"}, ""),
        ({"is_draft": False, "mark": "Signed"}, ""),
    ],
)
@pytest.mark.parametrize("distribution", [county_report().distribution, ()])
def test_each_page_of_a_draft_says_so_and_no_other(
    tmp_path: Path, changes: dict[str, object], header: str, distribution: object
) -> None:
    document = written(tmp_path, county_report(distribution=distribution, **changes))
    section = document.sections[0]
    assert section.header.paragraphs[0].text == header
    assert section.even_page_header.paragraphs[0].text == header
    if "mark" in changes:
        assert changes["mark"] in lines(document)


@pytest.mark.usefixtures("spoken")
def test_a_plain_form_for_what_is_no_letter(tmp_path: Path) -> None:
    document = written(tmp_path, county_report(distribution=()))
    said = lines(document)
    assert said[0] == "Grade table 2026"
    assert "2026" in said[1]
    assert "县文明办：" not in said
    assert said[-2] == "青山县金融服务监督办公室"
    assert len(document.sections) == 1
    assert document.sections[0].page_width < document.sections[0].page_height


def test_the_page_is_turned_for_a_table_of_many_columns(tmp_path: Path) -> None:
    columns = tuple(Column(f"c{place}", f"Column {place}", "text", 14) for place in range(12))
    row = tuple("text" for _ in columns)
    document = written(
        tmp_path, county_report(distribution=(), columns=columns, rows=[row], count=1, sheets=())
    )
    (section,) = document.sections
    assert round(section.page_width.mm) == 297
    assert section.orientation == 1
    grid = [int(column.get(qn("w:w"))) for column in document.tables[0]._tbl.tblGrid]
    assert abs(sum(grid) - round(243 / 25.4 * 1440)) <= 1


def test_rows_that_stand_out_are_bold(tmp_path: Path) -> None:
    table = written(tmp_path, county_report(stands_out=lambda row: row[0] == 2)).tables[0]
    assert [row.cells[1].paragraphs[0].runs[0].bold for row in table.rows[1:]] == [None, True, None]


def test_a_table_without_rows_says_so(tmp_path: Path) -> None:
    table = written(tmp_path, county_report(rows=iter(()), count=0)).tables[0]
    assert [row.cells[0].text for row in table.rows] == ["No.", "None."]


def test_hostile_texts_are_read_as_they_are(tmp_path: Path) -> None:
    document = written(tmp_path, hostile_report())
    table, further = document.tables
    assert table.rows[0].cells[0].text == SEEN
    assert table.rows[1].cells[0].text == table.rows[1].cells[1].text == SEEN
    assert further.rows[1].cells[0].text == SEEN
    said = "\n".join(lines(document))
    assert said.count(SEEN) >= 6
    assert f"\t{SEEN}" in lines(document)
    assert document.sections[0].header.paragraphs[0].text == SEEN
    assert document.core_properties.title == SEEN[:255]


def test_every_part_of_a_hostile_document_is_sound_xml(tmp_path: Path) -> None:
    write_docx(hostile_report(), tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        assert package.testzip() is None
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
        assert b"<?eldercheck" not in package.read("word/document.xml")


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    write_docx(county_report(), tmp_path / "a.docx")
    write_docx(county_report(), tmp_path / "b.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_what_is_missing_is_left_blank(tmp_path: Path) -> None:
    said = lines(written(tmp_path, county_report(facts={"day": "some day"})))
    assert "\tsome day" in said
    assert "\t" in said
    assert not any("Contact" in line for line in said)


def test_many_rows_are_never_held_together(tmp_path: Path) -> None:
    report = county_report(rows=many_rows(10_000), count=10_000)
    write_docx(county_report(), tmp_path / "warm.docx")
    tracemalloc.start()
    write_docx(report, tmp_path / "a.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        size = package.getinfo("word/document.xml").file_size
    assert size > 20_000_000
    assert peak < size / 4


# --- widths -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [3000, 8845, 13776])
@pytest.mark.parametrize("number", [1, 7, 18, 40])
def test_columns_always_add_up_to_the_room(width: int, number: int) -> None:
    columns = [COLUMNS[place % len(COLUMNS)] for place in range(number)]
    size, widths = fitted(columns, width, 21)
    assert sum(widths) == width
    assert all(each > 0 for each in widths)
    assert AT_WORST <= size <= 21


def test_a_table_with_room_keeps_its_size_and_a_crowded_one_shrinks() -> None:
    assert fitted(COLUMNS[:2], 13776, 21)[0] == 21
    assert fitted(COLUMNS * 2, 13776, 21)[0] == SMALLEST
    assert fitted(COLUMNS * 4, 13776, 21)[0] == AT_WORST
    assert fitted(COLUMNS, 13776, 32)[0] > 21


def test_no_word_of_a_title_is_cut_and_a_slash_may_end_a_line(tmp_path: Path) -> None:
    columns = (Column("a", "Extraordinarily", "figure", 4), Column("name", "Name", "text", 90))
    _size, (first, _second) = fitted(columns, 8845, 21)
    assert first >= len("Extraordinarily") * 21 * 5
    columns = (Column("a", "Points/examined", "text", 12), Column("b", "网点数/已评数", "text", 12))
    table = written(tmp_path, county_report(columns=columns, rows=iter(()), count=0)).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["Points/\u200bexamined", "网点数/已评数"]


def test_rows_are_read_once_in_their_order(tmp_path: Path) -> None:
    seen = []

    def rows() -> Any:
        for row in ROWS:
            seen.append(row[0])
            yield row

    written(tmp_path, county_report(rows=rows()))
    assert seen == [1, 2, 3]
