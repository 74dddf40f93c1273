"""Writing a report to a file: whole or not at all, nothing overwritten unasked, every fault with its name."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

from eldercheck.reports.errors import ReportCancelledError, ReportError, ReportFileError
from eldercheck.reports.report import Cell, Report
from eldercheck.storage.whole_files import write_whole

Kind = Literal["xlsx", "csv", "json", "html", "docx", "text"]
SUFFIXES: dict[str, Kind] = {
    ".xlsx": "xlsx",
    ".csv": "csv",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".txt": "text",
}
Progress = Callable[[int, int], None]
"""Told how many rows are written, and of how many."""
STEP = 500
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def kind_of(path: Path) -> Kind:
    """Return the form that the end of a file's name asks for. Raises ReportError (`report_kind_unknown`)."""
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise ReportError("report_kind_unknown", path=str(path), known=", ".join(SUFFIXES))
    return kind


def write_report(
    report: Report,
    path: Path,
    kind: Kind | None = None,
    *,
    force: bool = False,
    template: Path | None = None,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write a report to `path` in a form (None: by the end of the name), in place of what is there if forced.

    `template` is the office's own, for docx alone.
    `progress` is told every few hundred rows and at the end; `is_cancelled` is asked as often. Whatever goes
    wrong, there is no half file and what was there stays. Raises ReportFileError, ReportError,
    TemplateError, ReportCancelledError, and what reading the rows raises.
    """
    with suppress(RuntimeError):
        path = path.expanduser()
    kind = kind or kind_of(path)
    if template is not None and kind != "docx":
        raise ReportError("template_for_docx_only", path=str(path))
    with _named(path):
        _check_place(path, force=force)
        write = _writer(kind, template)
        watched = _watched(report, progress, is_cancelled)
        write_whole(path, lambda part: write(watched, part), private=False)


def check_place(path: Path, *, force: bool) -> None:
    """Raise ReportFileError or ReportError where a report could not be written, before it is made."""
    kind_of(path)
    with _named(path):
        _check_place(path.expanduser(), force=force)


def _check_place(path: Path, *, force: bool) -> None:
    """Raise ReportFileError where no file may stand."""
    if "\0" in str(path):
        raise ReportFileError("report_no_folder", path)
    if path.is_dir():
        raise ReportFileError("report_is_folder", path)
    if path.exists() and not path.is_file():
        raise ReportFileError("report_not_regular", path)
    if path.exists() and not force:
        raise ReportFileError("report_exists", path)
    if not path.parent.is_dir():
        raise ReportFileError("report_no_folder", path.parent)


def _writer(kind: Kind, template: Path | None = None) -> Callable[[Report, Path], None]:
    match kind:
        case "xlsx":
            from eldercheck.reports.xlsx import write_xlsx as write
        case "csv":
            from eldercheck.reports.csv_file import write_csv as write
        case "json":
            from eldercheck.reports.json_file import write_json as write
        case "html":
            from eldercheck.reports.html import write_html as write
        case "docx":
            from eldercheck.reports.docx import write_docx

            return partial(write_docx, template=template)
        case "text":
            from eldercheck.reports.text_file import write_text as write
    return write


def _watched(report: Report, progress: Progress | None, is_cancelled: Callable[[], bool] | None) -> Report:
    """Return the report with rows that tell how far they are and stop where that is wished."""

    def ask() -> None:
        if is_cancelled is not None and is_cancelled():
            raise ReportCancelledError

    def rows() -> Iterator[tuple[Cell, ...]]:
        for number, row in enumerate(report.rows):
            if number % STEP == 0:
                ask()
                if progress is not None:
                    progress(number, report.count)
            yield row
        ask()
        if progress is not None:
            progress(report.count, report.count)

    return replace(report, rows=rows())


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let what the system says of a file leave as a named error."""
    try:
        yield
    except PermissionError as error:
        if path.exists():
            raise ReportFileError("report_in_use", path) from error
        raise ReportFileError("report_unwritable", path.parent) from error
    except OSError as error:
        if error.errno in _FULL:
            raise ReportFileError("report_disk_full", path) from error
        if error.errno == errno.EROFS:
            raise ReportFileError("report_unwritable", path.parent) from error
        raise ReportFileError("report_disk_error", path, detail=error.strerror or str(error)) from error
