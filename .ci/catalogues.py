"""The gettext catalogues: compiled when the package is built; brought up to date by running this file."""

from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
ROOT = Path(__file__).parents[1]


def catalogue_files(root: Path) -> list[Path]:
    """Return every .po file below `root`."""
    return sorted((root / "eldercheck" / "locale").glob("*/LC_MESSAGES/*.po"))


def messages(root: Path) -> Catalog:
    """Collect every message of the source."""
    catalogue = Catalog(project="eldercheck", charset="utf-8", fuzzy=False)
    for file in sorted((root / "eldercheck").rglob("*.py")):
        for _line, message, _comments, _context in extract_from_file("python", file, keywords=KEYWORDS):
            catalogue.add(message, auto_comments=[])
    return catalogue


def update(root: Path) -> None:
    """Bring every .po file up to date; what is new stays untranslated, what is gone goes."""
    collected = messages(root)
    for file in catalogue_files(root):
        with file.open("rb") as lines:
            catalogue = read_po(lines, locale=file.parts[-3])
        made = catalogue.creation_date
        catalogue.update(collected, no_fuzzy_matching=True)
        catalogue.creation_date = made
        catalogue.obsolete.clear()
        with file.open("wb") as out:
            write_po(out, catalogue, width=0, sort_output=True, omit_header=False, include_previous=False)


def compile_catalogues(root: Path) -> None:
    """Write a .mo file beside every .po file."""
    for file in catalogue_files(root):
        with file.open("rb") as lines:
            catalogue = read_po(lines)
        with file.with_suffix(".mo").open("wb") as out:
            write_mo(out, catalogue)


class CompileCatalogues(BuildHookInterface[Any]):
    """Runs before a wheel or an editable install is made; `artifacts` takes the .mo files along."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into the source tree."""
        compile_catalogues(Path(self.root))


if __name__ == "__main__":
    update(ROOT)
    compile_catalogues(ROOT)
