"""What a file is, by its first bytes: the ending of a name is no witness."""

from __future__ import annotations

import io
import zipfile
import zlib

from eldercheck.domain.errors import EldercheckError

SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
"""The media types that are kept as evidence, each with the ending that its files get."""
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})

_OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")
_MOST_UNPACKED = 300_000_000
"""Bytes of an office file once it is unpacked; more is no report but a bomb."""


class EvidenceFileError(EldercheckError):
    """A file that cannot be taken as evidence; nothing was kept. Values: `path`, and what the code needs."""

    def __init__(self, code: str, path: str, **values: object) -> None:
        super().__init__(code, path=path, **values)


def media_of(data: bytes, name: str) -> str:
    """Return the media type of a file that may be kept.

    Raises EvidenceFileError: `evidence_heic`, `evidence_old_office`, `evidence_macros`, `evidence_damaged`,
    `evidence_wrong_type`.
    """
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"%PDF-"):
        return _pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        return _office(data, name)
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise EvidenceFileError("evidence_heic", name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise EvidenceFileError("evidence_old_office", name)
    raise EvidenceFileError("evidence_wrong_type", name)


def _pdf(data: bytes, name: str) -> str:
    if b"%%EOF" not in data:
        raise EvidenceFileError("evidence_damaged", name)
    return "application/pdf"


def _is_usual(parts: list[zipfile.ZipInfo]) -> bool:
    """Tell whether an office file is packed as office programs pack it, and not to fill a disk."""
    usual = all(part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts)
    return usual and sum(part.file_size for part in parts) <= _MOST_UNPACKED


def _office(data: bytes, name: str) -> str:
    """Look into a zip: its parts are listed, measured and read through once."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = set(parts.namelist())
            media = next((media for part, media in _OFFICE.items() if part in names), None)
            if media is None or "[Content_Types].xml" not in names:
                raise EvidenceFileError("evidence_wrong_type", name)
            if any(part.lower().endswith("vbaproject.bin") for part in names):
                raise EvidenceFileError("evidence_macros", name)
            if not _is_usual(parts.infolist()) or parts.testzip() is not None:
                raise EvidenceFileError("evidence_damaged", name)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
        raise EvidenceFileError("evidence_damaged", name) from error
    except (RuntimeError, ValueError, UnicodeError) as error:
        raise EvidenceFileError("evidence_damaged", name) from error
    return media
