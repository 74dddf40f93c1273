"""Start eldercheck on a terminal; at its first picture write down which modules are loaded, and leave.

Usage: what_is_loaded.py OUTPUT eldercheck-argument…
"""

import os
import sys
from pathlib import Path

from textual.drivers.linux_driver import LinuxDriver

from eldercheck.__main__ import main

HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "ruamel.yaml",
    "typer",
    "platformdirs",
    "openpyxl",
    "xlsxwriter",
)


def watch(output: Path) -> None:
    write = LinuxDriver.write

    def written(self: LinuxDriver, data: str) -> None:
        write(self, data)
        if "eldercheck" in data:
            loaded = [name for name in HEAVY if name in sys.modules]
            output.write_text(" ".join(loaded), encoding="utf-8")
            self.close()
            os._exit(0)

    LinuxDriver.write = written  # type: ignore[method-assign]


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
    sys.argv = ["eldercheck", *sys.argv[2:]]
    main()
