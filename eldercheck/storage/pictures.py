"""Pictures: whether one is sound, when it was taken, what of it may leave, and how it looks when small.

Pillow is loaded by the first picture, never at start. Whatever a picture holds, nothing but PictureError is
raised here.
"""

from __future__ import annotations

import io
import logging
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from eldercheck.domain.errors import EldercheckError

if TYPE_CHECKING:
    from PIL import Image as PillowImage

    Picture = PillowImage.Image

MOST_PIXELS = 110_000_000
"""A phone's largest picture has 108 million; more is refused before it is unpacked."""
LONGEST_SIDE = 2048
"""Pixels of what leaves the machine."""
_FORMATS = ("JPEG", "PNG", "WEBP")
_KINDS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_EXIF_PART, _TAKEN, _DIGITIZED = 0x8769, 0x9003, 0x9004
_RUBBISH = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
)
"""What Pillow raises over a picture that is none."""


class PictureError(EldercheckError):
    """A picture that cannot be read (`picture_damaged`) or has too many pixels (`picture_too_large`).

    Values of the latter: `pixels`, `most`, in millions.
    """


@dataclass(frozen=True, slots=True)
class Small:
    """A picture made small: its pixels row by row."""

    width: int
    height: int
    pixels: bytes
    """Three bytes a pixel: red, green, blue."""

    def colour(self, x: int, y: int) -> tuple[int, int, int]:
        """Return the colour of a pixel."""
        place = 3 * (y * self.width + x)
        red, green, blue = self.pixels[place : place + 3]
        return red, green, blue


def check_picture(data: bytes) -> str:
    """Read a picture through and return when it was taken (YYYY-MM-DDTHH:MM:SS, its camera's clock), or "".

    Raises PictureError where it is damaged or has too many pixels.
    """
    with _opened(data, LONGEST_SIDE) as picture:
        return _taken_at(picture)


def clean_picture(data: bytes, media: str) -> bytes:
    """Return a picture as it may leave: upright, at most LONGEST_SIDE, with no word but when it was taken.

    Place, device, author, comments and profiles are gone because only the pixels are written anew.
    """
    from PIL import Image

    with _opened(data, LONGEST_SIDE) as picture:
        taken_at = _taken_at(picture)
        clean = _plain_colours(_upright(picture), see_through=media != "image/jpeg")
        clean.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        clean.info = {}
        more: dict[str, Any] = {"quality": 88} if media != "image/png" else {}
        if taken_at:
            exif = Image.Exif()
            exif[_EXIF_PART] = {_TAKEN: taken_at.replace("-", ":").replace("T", " ")}
            more["exif"] = exif.tobytes()
        written = io.BytesIO()
        clean.save(written, _KINDS[media], **more)
        return written.getvalue()


def small_picture(data: bytes, width: int, height: int) -> Small:
    """Return a picture upright and at most so many pixels wide and high."""
    with _opened(data, 2 * max(width, height)) as picture:
        small = _plain_colours(_upright(picture), see_through=True)
        small.thumbnail((max(1, width), max(1, height)))
        small = _on_white(small) if small.mode == "RGBA" else small.convert("RGB")
        return Small(small.width, small.height, small.tobytes())


@contextmanager
def _opened(data: bytes, wanted: int) -> Iterator[Picture]:
    """Open a picture and unpack it, a JPEG no larger than it is `wanted` (pixels of its longest side)."""
    from PIL import Image

    _quieten()
    Image.MAX_IMAGE_PIXELS = None  # What is too large is refused here, with its own sentence.
    _refuse_large(*_webp_size(data))
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            _refuse_large(*picture.size)
            picture.draft("RGB", (wanted, wanted))
            picture.load()
            yield picture
    except _RUBBISH as error:
        raise PictureError("picture_damaged") from error


def _quieten() -> None:
    """Let no remark of Pillow's reach the terminal: a screen stands there."""
    warnings.filterwarnings("ignore", module=r"PIL\.")
    logging.getLogger("PIL").setLevel(logging.CRITICAL)


def _refuse_large(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PictureError(
            "picture_too_large", pixels=width * height // 1_000_000, most=MOST_PIXELS // 1_000_000
        )


def _webp_size(data: bytes) -> tuple[int, int]:
    """Return the size that an extended WebP states: Pillow makes room for it before it tells."""
    if data[:4] != b"RIFF" or data[12:16] != b"VP8X" or len(data) < 30:
        return 0, 0
    return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")


def _taken_at(picture: Picture) -> str:
    """Return when a picture was taken; empty where it does not say so in a form that is a moment."""
    try:
        said = picture.getexif().get_ifd(_EXIF_PART)
    except _RUBBISH:
        return ""
    for tag in (_TAKEN, _DIGITIZED):
        if moment := _moment(said.get(tag)):
            return moment
    return ""


def _moment(said: object) -> str:
    text = said.decode("ascii", "replace") if isinstance(said, bytes) else said
    if not isinstance(text, str):
        return ""
    try:
        moment = datetime.strptime(text.strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 (a camera's clock)
    except ValueError:
        return ""
    return moment.isoformat() if moment.year >= 1900 else ""


def _upright(picture: Picture) -> Picture:
    """Return a picture turned as its camera was held; one that says rubbish of that stays as it is."""
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(picture)
    except _RUBBISH:
        return picture.copy()


def _plain_colours(picture: Picture, *, see_through: bool) -> Picture:
    """Return a picture in grey or colours of eight bits; transparent where it is, and may stay so."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in ("1", "L"):
        return picture.convert("L")
    clear = picture.mode in ("LA", "La", "RGBA", "RGBa", "PA") or "transparency" in picture.info
    return picture.convert("RGBA" if clear and see_through else "RGB")


def _on_white(picture: Picture) -> Picture:
    from PIL import Image

    white = Image.new("RGBA", picture.size, "white")
    white.alpha_composite(picture)
    return white.convert("RGB")
