"""Pictures: sound or not, when taken, and what of them leaves."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from eldercheck.storage.pictures import (
    LONGEST_SIDE,
    PictureError,
    check_picture,
    clean_picture,
    small_picture,
)
from tests.pictures import PLACE, a_picture, exif_of, phone_picture

MEDIA = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
KINDS = sorted(MEDIA)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_says_when_it_was_taken(kind: str) -> None:
    assert check_picture(phone_picture(kind)) == "2026-03-02T09:08:07"
    assert check_picture(a_picture(kind)) == ""


def test_the_digitizing_counts_where_the_taking_is_not_said() -> None:
    assert check_picture(a_picture(exif=exif_of(tag=0x9004))) == "2026-03-02T09:08:07"


@pytest.mark.parametrize(
    "said",
    [
        "0000:00:00 00:00:00",
        "2026:02:30 10:00:00",
        "",
        "yesterday",
        b"\xff\xfe\0",
        "2026-03-02T09:08:07",
        "9",
    ],
)
def test_a_moment_that_is_none_is_unknown(said: str | bytes) -> None:
    assert check_picture(a_picture(exif=exif_of(said))) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_what_leaves_says_nothing_but_when(kind: str) -> None:
    original = phone_picture(kind)
    assert original.count(PLACE.encode()) >= 3
    clean = clean_picture(original, MEDIA[kind])
    assert PLACE.encode() not in clean
    assert b"PLANTED" not in clean
    with Image.open(io.BytesIO(clean)) as picture:
        assert picture.format == kind
        exif = picture.getexif()
        assert dict(exif.get_ifd(0x8825)) == {}
        assert set(exif) == {0x8769}
        assert dict(exif.get_ifd(0x8769)) == {0x9003: "2026:03:02 09:08:07"}
        assert not {"comment", "xmp", "icc_profile", "Comment", "XML:com.adobe.xmp"} & set(picture.info)
    assert check_picture(clean) == "2026-03-02T09:08:07"


def test_a_picture_without_a_moment_leaves_without_any_word() -> None:
    with Image.open(io.BytesIO(clean_picture(a_picture(), "image/jpeg"))) as picture:
        assert not picture.getexif()


@pytest.mark.parametrize(("orientation", "light"), [(1, (2, 10)), (3, (60, 10)), (6, (20, 2)), (8, (20, 60))])
def test_a_picture_leaves_upright(orientation: int, light: tuple[int, int]) -> None:
    clean = clean_picture(phone_picture(orientation=orientation), "image/jpeg")
    with Image.open(io.BytesIO(clean)) as picture:
        assert picture.size == ((64, 48) if orientation in (1, 3) else (48, 64))
        assert min(picture.convert("L").getpixel(light), 200) == 200  # type: ignore[type-var]


@pytest.mark.parametrize("kind", KINDS)
def test_a_large_picture_leaves_smaller(kind: str) -> None:
    with Image.open(io.BytesIO(clean_picture(a_picture(kind, (4100, 50)), MEDIA[kind]))) as picture:
        assert picture.size == (LONGEST_SIDE, 25)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("PNG", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")),
        *(("JPEG", mode) for mode in ("L", "CMYK")),
        ("WEBP", "RGBA"),
    ],
)
def test_every_kind_of_colours_leaves_and_is_shown(kind: str, mode: str) -> None:
    data = a_picture(kind, mode=mode)
    with Image.open(io.BytesIO(clean_picture(data, MEDIA[kind]))) as picture:
        assert picture.format == kind
        assert picture.convert("L").getpixel((2, 2)) > 200  # type: ignore[operator]
    small = small_picture(data, 8, 8)
    assert small.colour(0, 0)[0] > 200 > 60 > small.colour(small.width - 1, 0)[0]


def test_a_see_through_picture_stays_so() -> None:
    clean = clean_picture(a_picture("PNG", mode="RGBA"), "image/png")
    with Image.open(io.BytesIO(clean)) as picture:
        assert picture.mode == "RGBA"


def test_a_small_picture_keeps_its_shape_and_stands_upright() -> None:
    small = small_picture(phone_picture(orientation=6), 20, 40)
    assert (small.width, small.height) == (20, 27)
    assert small.colour(10, 2) > (200, 200, 200)
    assert small.colour(10, 25) < (60, 60, 60)


@pytest.mark.parametrize("kind", KINDS)
def test_half_a_picture_is_damaged(kind: str) -> None:
    data = a_picture(kind, (300, 200))
    with pytest.raises(PictureError) as caught:
        check_picture(data[: len(data) // 2])
    assert caught.value.code == "picture_damaged"


def _png_of(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def _webp_of(side: int) -> bytes:
    size = (side - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + b"\0" * 4 + size * 2


@pytest.mark.parametrize("data", [_png_of(60_000, 60_000), _webp_of(16_000)], ids=["png", "webp"])
def test_a_picture_that_would_fill_the_memory_is_not_unpacked(data: bytes) -> None:
    with pytest.raises(PictureError) as caught:
        check_picture(data)
    assert caught.value.code == "picture_too_large"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(KINDS),
    st.integers(0, 2**32),
    st.integers(1, 40),
    st.one_of(st.none(), st.floats(0.05, 1)),
)
def test_no_rubbish_raises_a_foreign_error(kind: str, seed: int, spoilt: int, kept: float | None) -> None:
    chance, data = random.Random(seed), bytearray(phone_picture(kind))
    for _turn in range(spoilt):
        data[chance.randrange(3, min(len(data), 900))] = chance.randrange(256)
    spoiled = bytes(data[: int(len(data) * kept)] if kept else data)
    with warnings.catch_warnings():
        for look in (
            lambda: check_picture(spoiled),
            lambda: clean_picture(spoiled, MEDIA[kind]),
            lambda: small_picture(spoiled, 20, 20),
        ):
            try:
                look()
            except PictureError as error:
                assert error.code in ("picture_damaged", "picture_too_large")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.booleans())
def test_rubbish_in_the_exif_is_passed_over(rubbish: bytes, tiff: bool) -> None:
    exif = b"Exif\0\0" + (b"MM\0*\0\0\0\x08" if tiff else b"") + rubbish
    data = a_picture(exif=exif)
    assert isinstance(check_picture(data), str)
    assert small_picture(data, 8, 8).pixels
    assert rubbish[:40] not in clean_picture(data, "image/jpeg") or len(rubbish) < 8


def test_what_was_asked_of_pillow_stays_asked() -> None:
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
