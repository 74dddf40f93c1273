"""Handing a report over: into a file with its progress on a terminal, or onto standard output."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from eldercheck.cli.office import say, shown
from eldercheck.language import _
from eldercheck.reports.errors import ReportError
from eldercheck.reports.grade_rows import Audience
from eldercheck.reports.text_file import text_lines
from eldercheck.reports.writing import SUFFIXES, Kind, kind_of, write_report

if TYPE_CHECKING:
    from eldercheck.reports.report import Report
    from eldercheck.reports.writing import Progress

PRINTED: tuple[Kind, ...] = ("text", "csv", "json", "html")
"""The forms that fit standard output."""
LONG = 2000
"""From so many rows on, progress is shown."""


def chosen_audience(wish: str) -> Audience:
    """Return for whom a table is. Raises ReportError (`no_such_audience`)."""
    audiences: tuple[Audience, ...] = get_args(Audience)
    for audience in audiences:
        if wish == audience:
            return audience
    raise ReportError("no_such_audience", given=wish)


def hand_over(
    report: Report, output: Path | None, form: str, *, force: bool = False, template: Path | None = None
) -> None:
    """Write a report to a file, or print it. Raises ReportError, ReportFileError, TemplateError."""
    kind = _kind(output, form)
    if template is not None and kind != "docx":
        raise ReportError("template_for_docx_only", path=str(output or "-"))
    if output is not None:
        with _progress(report.count) as progress:
            write_report(report, output, kind, force=force, template=template, progress=progress)
        say(_("{path}: written").format(path=shown(str(output))))
    elif kind == "text":
        room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        for line in text_lines(report, room):
            print(line)
    else:
        _print_file(report, kind)


def _kind(output: Path | None, form: str) -> Kind:
    """Return the form: by --format, by the end of the name, or text; the first two must agree."""
    kinds: tuple[Kind, ...] = get_args(Kind)
    given = next((kind for kind in kinds if kind == form), None)
    if form and given is None:
        raise ReportError("no_such_format", given=form, known=", ".join(kinds))
    if output is None:
        if given and given not in PRINTED:
            raise ReportError("report_kind_not_shown", given=given, known=", ".join(PRINTED))
        return given or "text"
    if given is None:
        return kind_of(output)
    if SUFFIXES.get(output.suffix.lower(), given) != given:
        raise ReportError("report_kinds_differ", path=str(output), given=given)
    return given


def _print_file(report: Report, kind: Kind) -> None:
    """Print the very bytes that a file would hold, once they are whole."""
    with tempfile.TemporaryDirectory(prefix="eldercheck-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"report.{kind}"
        write_report(report, path, kind)
        sys.stdout.flush()
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()


@contextmanager
def _progress(count: int) -> Iterator[Progress | None]:
    """Show on a terminal how far a long report is; the line is wiped at the end."""
    if count < LONG or not sys.stderr.isatty():
        yield None
        return

    def told(done: int, total: int) -> None:
        text = _("{done} of {total} rows").format(done=f"{done:,}", total=f"{total:,}")
        print(f"\r{text}", end="", file=sys.stderr, flush=True)

    try:
        yield told
    finally:
        print(f"\r{' ' * 60}\r", end="", file=sys.stderr, flush=True)
