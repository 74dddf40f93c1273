"""What is kept of a mistake of the program itself, so that it can be mended; no answer or name is in it."""

from __future__ import annotations

import traceback
from pathlib import Path

from eldercheck import __version__
from eldercheck.storage.places import data_folder

NAME = "crash-report.txt"


def write_crash_report(error: BaseException) -> Path | None:
    """Write where the program stumbled, in place of the report before; None where nothing can be written."""
    frames = traceback.format_list(traceback.extract_tb(error.__traceback__))
    text = "".join([f"eldercheck {__version__}\n", *frames, f"{type(error).__name__}\n"])
    try:
        path = data_folder() / NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except (OSError, RuntimeError):
        return None
    return path
