"""What can go wrong when a report leaves as a file; `wording.report_sentences` has the sentences."""

from __future__ import annotations

from pathlib import Path

from eldercheck.domain.errors import EldercheckError
from eldercheck.storage.errors import FileError


class ReportFileError(FileError):
    """A fault of the file, its folder or the disk; there is no half file. Values: `path`, and `detail`.

    Codes: `report_exists`, `report_in_use`, `report_is_folder`, `report_not_regular`, `report_no_folder`,
    `report_unwritable`, `report_disk_full`, `report_disk_error`.
    """

    def __init__(self, code: str, path: Path, **values: object) -> None:
        super().__init__(path, code, **values)


class ReportError(EldercheckError):
    """A report that cannot be made as asked; the values are those of its sentence."""


class ReportCancelledError(EldercheckError):
    """A report that whoever waited for it stopped; nothing was written."""

    code = "report_cancelled"
