"""The house rules that no tool knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "eldercheck"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE, LONGEST_SCREEN, LONGEST_FUNCTION = 300, 220, 40
SHOWN_BY = {
    "notify",
    "Static",
    "Label",
    "Button",
    "Input",
    "Content",
    "Paragraph",
    "styled",
    "show_fault",
    "say",
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short(path: Path) -> None:
    limit = LONGEST_SCREEN if path.parent.name == "screens" else LONGEST_MODULE
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_is_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_called_by_a_name_that_says_nothing(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "manager", "common", "base", "misc"}


@pytest.mark.parametrize("path", sorted((PACKAGE / "tui").rglob("*.py")), ids=name_of)
def test_no_sentence_reaches_a_widget_untranslated(path: Path) -> None:
    assert list(bare_sentences(path)) == []


def bare_sentences(path: Path) -> Iterator[str]:
    """Find literal words given straight to what shows them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for argument in node.args[:1] if called in SHOWN_BY else ():
            if (
                isinstance(argument, ast.Constant)
                and argument.value != "eldercheck"
                and re.search(r"[A-Za-z]{2,}", str(argument.value))
            ):
                yield f"{path.name}:{node.lineno} {argument.value!r}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_broad_handler_and_no_float_in_the_domain(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
            assert "Exception" not in {getattr(part, "id", "") for part in ast.walk(node.type)}
        if "domain" in path.parts and isinstance(node, ast.Constant):
            assert not isinstance(node.value, float), f"{path.name}:{node.lineno}"


def loaded_by(code: str) -> set[str]:
    """Return the top-level packages that a fresh interpreter has loaded after running some code."""
    code += "\nimport sys; print('\\n'.join({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_the_package_loads_nothing() -> None:
    assert not {"textual", "rich", "typer", "sqlmodel", "pydantic"} & loaded_by("import eldercheck")


def test_the_screen_paints_without_the_tables() -> None:
    heavy = {"sqlmodel", "sqlalchemy", "pydantic", "ruamel", "typer", "PIL"}
    assert not heavy & loaded_by("import eldercheck.tui.app, eldercheck.assemble")


def test_the_evidence_loads_no_pictures_until_there_is_one() -> None:
    code = "import eldercheck.tui.screens.evidence, eldercheck.cli, eldercheck.services.evidence"
    assert "PIL" not in loaded_by(code)


def test_the_headless_rooms_load_no_screen() -> None:
    code = "import eldercheck.services.casebook, eldercheck.storage.opening, eldercheck.cli"
    assert not {"textual"} & loaded_by(code)


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "pyproject.toml", *MODULES], ids=name_of)
def test_no_file_names_a_machine_or_a_registry(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?://(?!www\.w3\.org|json-schema\.org)|/home/\w|/root/|/work/", text)
