from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.clean_text import clean_line, clean_note, visible

HOSTILE = st.text(
    st.one_of(
        st.characters(categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")),
        st.characters(),
        st.sampled_from("网点\r\n\t \u200c\u200dسلا\u0301e\ufeff\u00ad\u200b\u202e\u3164\x1b\x9b\x07"),
    )
)


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("  中关村支行  ", "中关村支行"),
        ("\u3000\u3000中关村支行\u3000", "中关村支行"),
        ("甲\t乙", "甲 乙"),
        ("John\r\nSmith", "John Smith"),
        ("a\x00b\x1b]0;PWNED\x07\x7f\x9bc", "ab]0;PWNEDc"),
        ("\ufeff网\u200b点\u00ad\u2060", "网点"),
        ("\u202eabc\u202c \u2066x\u2069\u200e\u200f\u061c", "abc x"),
        ("甲\u2028乙\u2029丙", "甲乙丙"),
        ("甲\ud800乙\ue000丙\U000f0000丁\u0378戊\uffff", "甲乙丙丁戊"),
        ("e\u0301", "é"),
        ("e\u200b\u0301", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200c\u200d", ""),
        ("\u3164\uffa0", ""),
        ("ئۇيغۇر שלום", "ئۇيغۇر שלום"),
        ("𠮷田 䶮 㛃 𬭚 𱁬", "𠮷田 䶮 㛃 𬭚 𱁬"),
        ("\U00031350\U0002ebf0\U000323b0", "\U00031350\U0002ebf0\U000323b0"),
        ("\U0002fffe\U0003ffff甲", "甲"),
        ("是\ufe00葛\U000e0100", "是\ufe00葛\U000e0100"),
    ],
)
def test_a_line_keeps_what_is_read_and_drops_what_is_not(given_text: str, kept: str) -> None:
    assert clean_line(given_text) == kept


def test_a_note_keeps_its_lines() -> None:
    assert clean_note("\n一\r\n二\r三\n\n四\t五\x0b\n") == "一\n二\n三\n\n四 五"


@pytest.mark.parametrize(("clean", "most"), [(clean_line, 200), (clean_note, 2000)])
def test_text_is_cut_at_its_limit(clean: object, most: int) -> None:
    assert callable(clean)
    assert clean("甲" * 3000) == "甲" * most
    assert clean("甲乙 丙", 3) == "甲乙"


@given(HOSTILE)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_note(clean_note(text)) == clean_note(text)


@given(HOSTILE, st.integers(1, 12))
def test_cleaning_twice_is_cleaning_once_at_a_short_limit(text: str, limit: int) -> None:
    once = clean_line(text, limit)
    assert len(once) <= limit
    assert clean_line(once, limit) == once


@given(HOSTILE)
def test_nothing_hidden_is_kept(text: str) -> None:
    for kept, allowed in ((clean_line(text), "\u200c\u200d"), (clean_note(text), "\u200c\u200d\n")):
        kept.encode()
        assert unicodedata.is_normalized("NFC", kept)
        assert kept == kept.strip()
        for character in kept:
            category = unicodedata.category(character)
            assert character in allowed or category == "Cn" or category not in _HIDING
            assert category != "Cn" or 0x20000 <= ord(character) < 0x3FFFE


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("中关村支行 B-TM-06", "中关村支行 B-TM-06"),
        ("\x1b]0;PWNED\x07", "␛]0;PWNED␇"),
        ("\x00\t\r\n\x7f", "␀␉␍␊␡"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("甲\u200b乙\u200d丙\ufeff", "甲⟨U+200B⟩乙⟨U+200D⟩丙⟨U+FEFF⟩"),
        ("\ud800\ue000\U000f0000\uffff\u2028", "⟨U+D800⟩⟨U+E000⟩⟨U+F0000⟩⟨U+FFFF⟩⟨U+2028⟩"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200cمی", "⟨U+200C⟩می"),
        ("\u3164", "⟨U+3164⟩"),
        ("甲\u3000乙\u00a0丙", "甲\u3000乙\u00a0丙"),
        ("\U00031350", "\U00031350"),
        ("[A] [/x]", "[A] [/x]"),
    ],
)
def test_what_hides_is_shown(given_text: str, shown: str) -> None:
    assert visible(given_text) == shown


def test_a_line_feed_is_kept_only_where_lines_are_wanted() -> None:
    assert visible("一\n二\r\n", multiline=True) == "一\n二␍\n"
    assert visible("一\n二") == "一␊二"


@given(HOSTILE, st.booleans())
def test_a_terminal_is_given_nothing_to_obey(text: str, multiline: bool) -> None:
    shown = visible(text, multiline=multiline)
    shown.encode()
    for character in shown.replace("\n", "") if multiline else shown:
        category = unicodedata.category(character)
        assert character in "\u200c\u200d" or category == "Cn" or category not in _HIDING
        assert category != "Cn" or 0x20000 <= ord(character) < 0x3FFFE
    assert visible(shown, multiline=multiline) == shown


_HIDING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
