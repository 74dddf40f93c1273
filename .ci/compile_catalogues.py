"""Build hook: compile the gettext catalogues (.po) into the .mo files that the program reads."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """Compile every `eldercheck/locale/*/LC_MESSAGES/*.po` below `root`; return the files written."""
    written = []
    for source in sorted((root / "eldercheck" / "locale").glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as lines:
            catalogue = read_po(lines)
        target = source.with_suffix(".mo")
        with target.open("wb") as out:
            write_mo(out, catalogue)
        written.append(target)
    return written


class CompileCatalogues(BuildHookInterface[Any]):
    """Runs before a wheel or an editable install is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into the source tree; `artifacts` in pyproject.toml takes the files into the wheel."""
        compile_catalogues(Path(self.root))
