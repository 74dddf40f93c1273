"""Two texts beside each other: nothing is lost, and what differs is whole words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.text_changes import Piece, text_changes

texts = st.text("绿色通道窗口 ab.,12\n", max_size=30)


def differing(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces if piece.differs]


def test_chinese_differs_by_characters() -> None:
    old, new = text_changes("设有绿色通道", "设有老年人绿色窗口")
    assert (differing(old), differing(new)) == (["通道"], ["老年人", "窗口"])


def test_english_and_numbers_differ_by_words() -> None:
    old, new = text_changes("Within 1.5 minutes, someone's there", "Within 1.0 minutes, someone comes there")
    assert differing(old) == ["1.5", "someone's"]
    assert differing(new) == ["1.0", "someone comes"]


def test_a_text_that_is_new_or_gone_differs_whole() -> None:
    assert text_changes("", "现") == ((), (Piece("现", True),))
    assert text_changes("原", "") == ((Piece("原", True),), ())


@given(texts, texts)
def test_the_pieces_are_the_texts_and_the_rest_is_common(was: str, now: str) -> None:
    old, new = text_changes(was, now)
    assert "".join(piece.text for piece in old) == was
    assert "".join(piece.text for piece in new) == now
    common = ["".join(piece.text for piece in side if not piece.differs) for side in (old, new)]
    assert common[0] == common[1]


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert differing(text_changes(text, text)[0]) == []
