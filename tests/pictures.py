"""Pictures and documents for tests: small, and with what real ones carry."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image, PngImagePlugin

PLACE = "GPS-PLANTED-39.9042"
"""Stands in every remark, so that a test finds it in whatever leaves."""
LATITUDE = (39.0, 54.0, 15.12)
TAKEN = "2026:03:02 09:08:07"


def exif_of(taken: str | bytes = TAKEN, orientation: int = 1, tag: int = 0x9003) -> Image.Exif:
    """What a phone writes: when, which way up, by what, and where."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x010E] = orientation, "PLANTED-PHONE", PLACE
    exif[0x8769] = {tag: taken, 0x9286: PLACE.encode()}
    exif[0x8825] = {1: "N", 2: LATITUDE, 3: "E", 4: (116.0, 24.0, 27.0), 27: PLACE.encode()}
    return exif


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **more: Any) -> bytes:
    """A picture whose left half is light and whose right half is dark."""
    picture = Image.new("RGB", size, "white")
    picture.paste("black", (size[0] // 2, 0, *size))
    if mode == "I;16":
        picture = picture.convert("I").point(lambda value: value * 257).convert("I;16")
    elif mode != "RGB":
        picture = picture.convert(mode)
    written = io.BytesIO()
    picture.save(written, kind, **more)
    return written.getvalue()


@cache
def phone_picture(kind: str = "JPEG", orientation: int = 1) -> bytes:
    """A picture as a phone makes it, with its place in EXIF, XMP and a remark."""
    more: dict[str, Any] = {"exif": exif_of(orientation=orientation), "xmp": f"<x>{PLACE}</x>".encode()}
    if kind == "JPEG":
        more["comment"] = PLACE
        more["icc_profile"] = PLACE.encode() * 4
    if kind == "PNG":
        del more["xmp"]
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", PLACE)
        text.add_itxt("XML:com.adobe.xmp", f"<x>{PLACE}</x>")
        more["pnginfo"] = text
    return a_picture(kind, **more)


def an_office_file(part: str = "word/document.xml", **others: str) -> bytes:
    """A document or a workbook that holds as little as it may."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr(part, "<x/>" * 200)
        for name, text in others.items():
            parts.writestr(name, text)
    return written.getvalue()


A_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def a_file(folder: Path, name: str, data: bytes) -> Path:
    """Put a file into a folder."""
    path = folder / name
    path.write_bytes(data)
    return path
