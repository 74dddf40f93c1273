"""Makes the Word templates that the program brings, in the form of GB/T 9704; run it after a change here.

Each is an ordinary document that an office can edit in Word or WPS: styles, margins and words are theirs to
change, and what stands in {{ double braces }} is filled in. The same source gives the same files.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "eldercheck" / "reports" / "templates"
KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer"}
UNUSED_PARTS = {"thumbnail", "stylesWithEffects", "numbering", "customXml"}
"""What python-docx's own document brings along, and nothing here refers to."""
FANG_SONG, HEI, KAI, SONG, BIAO_SONG = "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"
LINE = 579
"""28.95 pt in twips: 22 lines on 225 mm."""
BODY, CLOSER = 32, -5
"""The size of the body in half-points; each character a quarter point closer, so that 28 fit on 156 mm."""
DATE_CENTRE = 6447
"""Twips from the left margin to the middle of the date, whose right end is four characters from the edge."""


Part = tuple[str, dict[str, str]]
Line = tuple[str, str]
"""The style of a paragraph and its text."""


@dataclass(frozen=True)
class Look:
    """One style: fonts, size in half-points, and what its paragraphs carry, as (element, attributes)."""

    font: str
    size: int
    paragraph: tuple[Part, ...] = ()
    latin: str = LATIN


def _exact(twips: int, after: int = 0) -> Part:
    return "w:spacing", {"w:before": "0", "w:after": str(after), "w:line": str(twips), "w:lineRule": "exact"}


def _free() -> Part:
    return "w:spacing", {"w:before": "0", "w:after": "0", "w:line": "240", "w:lineRule": "auto"}


def _aligned(side: str) -> Part:
    return "w:jc", {"w:val": side}


OFF_GRID = ("w:snapToGrid", {"w:val": "0"})
INDENT = ("w:ind", {"w:firstLineChars": "200", "w:firstLine": "640"})
FIRST, SECOND = ("w:outlineLvl", {"w:val": "0"}), ("w:outlineLvl", {"w:val": "1"})
HANGING = (
    "w:ind",
    {"w:leftChars": "500", "w:left": "1600", "w:hangingChars": "300", "w:hanging": "960"},
)
CENTRE_TAB: Part = ("w:tabs", {})
STAY: Part = ("w:keepNext", {})

LOOKS: dict[str, Look] = {
    "Normal": Look(FANG_SONG, 32, (_exact(LINE), _aligned("both"))),
    "Body Text": Look(FANG_SONG, 32, (INDENT,)),
    "Title": Look(BIAO_SONG, 44, (OFF_GRID, _exact(640), _aligned("center"))),
    "Heading 1": Look(HEI, 32, (STAY, INDENT, FIRST)),
    "Heading 2": Look(KAI, 32, (STAY, INDENT, SECOND)),
    "last words": Look(FANG_SONG, 32, (STAY, INDENT, _aligned("left"))),
    "Salutation": Look(FANG_SONG, 32),
    "Signature": Look(FANG_SONG, 32, (STAY, CENTRE_TAB, _aligned("left"))),
    "Date": Look(FANG_SONG, 32, (STAY, CENTRE_TAB, _aligned("left"))),
    "enclosure": Look(FANG_SONG, 32, (STAY, HANGING)),
    "enclosure head": Look(HEI, 32, (STAY, OFF_GRID, FIRST)),
    "facts": Look(FANG_SONG, 24, (OFF_GRID, _exact(360, after=40), _aligned("left"))),
    "table head": Look(HEI, 21, (OFF_GRID, _free(), _aligned("center"))),
    "table text": Look(FANG_SONG, 21, (OFF_GRID, _free(), _aligned("left"))),
    "table note": Look(FANG_SONG, 21, (OFF_GRID, _exact(320), _aligned("left"))),
    "table title": Look(HEI, 24, (STAY, OFF_GRID, _exact(640), _aligned("left"), SECOND)),
    "Header": Look(HEI, 28, (OFF_GRID, _free(), _aligned("left"))),
    "Footer": Look(SONG, 28, (OFF_GRID, _free()), latin=SONG),
}
OWN_NAMES = {
    "zh": {
        "last words": "正文末段",
        "enclosure": "附件说明",
        "enclosure head": "附件标识",
        "facts": "表头信息",
        "table head": "表格栏目",
        "table text": "表格文字",
        "table note": "表注",
        "table title": "表格标题",
    },
    "en": {
        "last words": "Last Words",
        "enclosure": "Enclosure",
        "enclosure head": "Enclosure Head",
        "facts": "Table Facts",
        "table head": "Table Head",
        "table text": "Table Text",
        "table note": "Table Note",
        "table title": "Table Title",
    },
}

FORM_FEED = ("", "landscape")
SIGNED: tuple[Line, ...] = (
    ("Signature", ""),
    ("Signature", ""),
    ("Signature", "\t{{ authority }}"),
    ("Date", "\t{{ day }}"),
    ("Body Text", "{%p if contact %}"),
    ("Body Text", "（联系人：{{ contact }}）"),
    ("Body Text", "{%p endif %}"),
)
"""How a letter ends: who signs, when, whom to ask."""


def _each(style: str, field: str) -> tuple[Line, ...]:
    """Return the paragraphs that write each line of a list."""
    return (style, f"{{%p for line in {field} %}}"), (style, "{{ line }}"), (style, "{%p endfor %}")


LETTER: dict[str, tuple[Line, ...]] = {
    "zh": (
        ("Title", "关于报送{{ year }}年度适老服务考评结果的函"),
        ("Normal", ""),
        ("Salutation", "县文明办："),
        (
            "Body Text",
            "根据{{ year }}年度工作安排，{{ authority }}对辖内银行机构的助老适老服务进行了考评。"
            "现将考评结果报送你办，供文明单位创建工作参考。各机构的得分、等级和说明见附件。",
        ),
        ("Heading 1", "一、评定结果"),
        ("Body Text", "{%p for line in distribution %}"),
        ("Body Text", "{{ line }}。"),
        ("Body Text", "{%p endfor %}"),
        ("Heading 1", "二、公布情况"),
        ("last words", "{{ mark }}"),
        ("Signature", ""),
        ("enclosure", "附件：{{ title }}"),
        *SIGNED,
        FORM_FEED,
        ("enclosure head", "附件"),
        ("Title", "{{ title }}"),
        ("facts", "{% for line in head %}{{ line }}{% if not loop.last %}　　{% endif %}{% endfor %}"),
        ("table text", "{{ table }}"),
        ("table note", "{%p for note in notes %}"),
        ("table note", "{% if loop.first %}注：{% else %}　　{% endif %}{{ loop.index }}. {{ note }}"),
        ("table note", "{%p endfor %}"),
        ("table title", "{{ annexes }}"),
    ),
    "en": (
        ("Title", "Results of the {{ year }} assessment"),
        ("Normal", ""),
        ("Salutation", "To the County Civilisation Office:"),
        (
            "Body Text",
            "Under the programme of {{ year }}, {{ authority }} has assessed how well the banks of the "
            "county serve old people. The results follow, for the appraisal of civilised units; scores, "
            "grades and notes are in the enclosure.",
        ),
        ("Heading 1", "1. Results"),
        ("Body Text", "{%p for line in distribution %}"),
        ("Body Text", "{{ line }}."),
        ("Body Text", "{%p endfor %}"),
        ("Heading 1", "2. Publication"),
        ("last words", "{{ mark }}"),
        ("Signature", ""),
        ("enclosure", "Enclosure: {{ title }}"),
        ("Signature", ""),
        ("Signature", ""),
        ("Signature", "\t{{ authority }}"),
        ("Date", "\t{{ day }}"),
        ("Body Text", "{%p if contact %}"),
        ("Body Text", "(Contact: {{ contact }})"),
        ("Body Text", "{%p endif %}"),
        FORM_FEED,
        ("enclosure head", "Enclosure"),
        ("Title", "{{ title }}"),
        ("facts", "{% for line in head %}{{ line }}{% if not loop.last %}    {% endif %}{% endfor %}"),
        ("table text", "{{ table }}"),
        ("table note", "{%p for note in notes %}"),
        ("table note", "{{ loop.index }}. {{ note }}"),
        ("table note", "{%p endfor %}"),
        ("table title", "{{ annexes }}"),
    ),
}
PLAIN_ROWS: tuple[Line, ...] = (
    ("Title", "{{ title }}"),
    ("facts", "{% for line in head %}{{ line }}{% if not loop.last %}\u3000\u3000{% endif %}{% endfor %}"),
    ("facts", "{%p if not draft_mark %}"),
    ("facts", "{{ mark }}"),
    ("facts", "{%p endif %}"),
    ("table text", "{{ table }}"),
    ("table note", "{%p for note in notes %}"),
    ("table note", "{{ note }}"),
    ("table note", "{%p endfor %}"),
    ("table title", "{{ annexes }}"),
    ("Signature", ""),
    ("Signature", "{{ authority }}"),
    ("Date", "{{ day }}"),
)
NOTICE: dict[str, tuple[Line, ...]] = {
    "zh": (
        ("Title", "{{ title }}"),
        ("Normal", ""),
        ("Salutation", "{{ addressee }}："),
        *_each("Body Text", "opening"),
        ("Heading 1", "一、评定结果"),
        *_each("Body Text", "results"),
        ("Heading 1", "二、问题整改"),
        *_each("Body Text", "duties"),
        ("Heading 1", "三、异议"),
        *_each("Body Text", "rights"),
        ("Heading 1", "{%p if later %}"),
        ("Heading 1", "四、告知后的变化"),
        ("Heading 1", "{%p endif %}"),
        *_each("Body Text", "later"),
        ("Signature", ""),
        ("enclosure", "附件：问题清单"),
        *SIGNED,
        ("Signature", ""),
        *_each("facts", "receipt"),
        FORM_FEED,
        ("enclosure head", "附件"),
        ("Title", "问题清单"),
        ("facts", "{{ addressee }}　　{{ year }}年度"),
        ("table text", "{{ table }}"),
        *_each("table note", "notes"),
        ("table title", "{{ annexes }}"),
    ),
    "en": (
        ("Title", "{{ title }}"),
        ("Normal", ""),
        ("Salutation", "To {{ addressee }}:"),
        *_each("Body Text", "opening"),
        ("Heading 1", "1. Result"),
        *_each("Body Text", "results"),
        ("Heading 1", "2. What is to be put right"),
        *_each("Body Text", "duties"),
        ("Heading 1", "3. The right to object"),
        *_each("Body Text", "rights"),
        ("Heading 1", "{%p if later %}"),
        ("Heading 1", "4. Since the notice"),
        ("Heading 1", "{%p endif %}"),
        *_each("Body Text", "later"),
        ("Signature", ""),
        ("enclosure", "Enclosure: findings list"),
        ("Signature", ""),
        ("Signature", ""),
        ("Signature", "\t{{ authority }}"),
        ("Date", "\t{{ day }}"),
        ("Body Text", "{%p if contact %}"),
        ("Body Text", "(Contact: {{ contact }})"),
        ("Body Text", "{%p endif %}"),
        ("Signature", ""),
        *_each("facts", "receipt"),
        FORM_FEED,
        ("enclosure head", "Enclosure"),
        ("Title", "Findings list"),
        ("facts", "{{ addressee }}    {{ year }}"),
        ("table text", "{{ table }}"),
        *_each("table note", "notes"),
        ("table title", "{{ annexes }}"),
    ),
}
FORMS = {
    "letter": LETTER,
    "notice": NOTICE,
    "plain": {"zh": PLAIN_ROWS, "en": PLAIN_ROWS},
}


def _element(name: str, attributes: dict[str, str]) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element


def _fonts(font: str, latin: str) -> Any:
    names = {"w:ascii": latin, "w:hAnsi": latin, "w:eastAsia": font, "w:cs": latin}
    return _element("w:rFonts", names)


PARAGRAPH_ORDER = ("keepNext", "widowControl", "tabs", "snapToGrid", "spacing", "ind", "jc", "outlineLvl")


def _write_look(style: Any, look: Look) -> None:
    """Give a style its fonts, size and paragraph form, and nothing of what it had."""
    for old in (*style.element.findall(qn("w:rPr")), *style.element.findall(qn("w:pPr"))):
        style.element.remove(old)
    paragraph = style.element.get_or_add_pPr()
    parts = [_element(name, attributes) for name, attributes in look.paragraph]
    parts.append(_element("w:widowControl", {"w:val": "0"}))
    for part in sorted(parts, key=lambda part: PARAGRAPH_ORDER.index(part.tag.partition("}")[2])):
        if part.tag == qn("w:tabs"):
            part.append(_element("w:tab", {"w:val": "center", "w:pos": str(DATE_CENTRE)}))
        paragraph.append(part)
    run = style.element.get_or_add_rPr()
    run.append(_fonts(look.font, look.latin))
    run.append(_element("w:spacing", {"w:val": str(CLOSER if look.size == BODY else 0)}))
    run.append(_element("w:sz", {"w:val": str(look.size)}))
    run.append(_element("w:szCs", {"w:val": str(look.size)}))


PLAIN_LOOKS = {
    name: Look(FANG_SONG, 32, (_aligned("right"), ("w:ind", {"w:rightChars": "400", "w:right": "1280"})))
    for name in ("Signature", "Date")
}
"""Here the page may be turned, so the date stands from the right edge."""


def _styles(document: Any, form: str, language: str) -> dict[str, str]:
    """Leave only our styles in a new document; return the name of each by what it is for."""
    styles = document.styles
    for style in list(styles):
        if style.name not in KEPT_STYLES:
            styles.element.remove(style.element)
    defaults = styles.element.find(qn("w:docDefaults"))
    fonts = defaults.find(".//" + qn("w:rFonts"))
    fonts.getparent().replace(fonts, _fonts(FANG_SONG, LATIN))
    spacing = defaults.find(".//" + qn("w:pPrDefault"))
    defaults.remove(spacing)
    tongue = defaults.find(".//" + qn("w:lang"))
    tongue.set(qn("w:val"), "en-GB")
    tongue.set(qn("w:eastAsia"), "zh-CN")
    names = {}
    for name, look in (LOOKS | (PLAIN_LOOKS if form == "plain" else {})).items():
        own = OWN_NAMES[language].get(name, name)
        if own in [style.name for style in styles]:
            style = styles[own]
        else:
            style = styles.add_style(own, WD_STYLE_TYPE.PARAGRAPH, builtin=name not in OWN_NAMES[language])
            style.base_style = styles["Normal"]
            style.quick_style = True
            style.hidden = False
        _write_look(style, look)
        if language == "en" and own == "Normal":
            style.element.pPr.find(qn("w:jc")).set(qn("w:val"), "left")
        names[name] = style.name
    return names


def _page(section: Any, *, landscape: bool) -> None:
    long, short = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(22), Mm(23)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(_element("w:docGrid", {"w:type": "lines", "w:linePitch": str(LINE)}))


def _page_number(paragraph: Any, side: str) -> None:
    """Write — 1 — at the outer side, one character in."""
    place = paragraph._p.get_or_add_pPr()
    place.append(_element("w:ind", {f"w:{side}Chars": "100", f"w:{side}": "280"}))
    place.append(_element("w:jc", {"w:val": side}))
    paragraph.add_run("— ")
    field = _element("w:fldSimple", {"w:instr": " PAGE "})
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
    paragraph.add_run(" —")


def _edges(document: Any) -> None:
    """Write the mark of a draft above and the number below each page."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        header.paragraphs[0].style = document.styles["Header"]
        header.paragraphs[0].text = "{{ draft_mark }}"
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        footer.paragraphs[0].style = document.styles["Footer"]
        _page_number(footer.paragraphs[0], side)


def made(form: str, language: str) -> bytes:
    """Return one template as a file."""
    document = docx.Document()
    names = _styles(document, form, language)
    _page(document.sections[0], landscape=False)
    _edges(document)
    for style, text in FORMS[form][language]:
        if not style:
            section = document.add_section(WD_SECTION.NEW_PAGE)
            _page(section, landscape=True)
            continue
        document.add_paragraph(text, style=names[style])
    about = document.core_properties
    about.author = about.last_modified_by = "eldercheck"
    about.title = about.comments = about.keywords = ""
    about.created = about.modified = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    for rels in (document.part.package.rels, document.part.rels):
        for key, relation in list(rels.items()):
            if relation.reltype.rpartition("/")[2] in UNUSED_PARTS:
                rels.pop(key)
    whole = io.BytesIO()
    document.save(whole)
    return _steady(whole.getvalue())


def _steady(archive: bytes) -> bytes:
    """Return a zip file with its members in order and without the time of its making."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(whole, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return whole.getvalue()


if __name__ == "__main__":
    for form in FORMS:
        for language in ("zh", "en"):
            (FOLDER / f"{form}.{language}.docx").write_bytes(made(form, language))
