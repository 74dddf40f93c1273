"""Both languages are whole: every message has its Chinese, with the same values in it."""

from __future__ import annotations

import gettext
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from eldercheck.storage.checklist_files import find_checklist, shipped

ROOT = Path(__file__).parents[2]
CHINESE = ROOT / "eldercheck" / "locale" / "zh_Hans" / "LC_MESSAGES" / "eldercheck.po"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """Load the script that collects the messages."""
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / ".ci" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def chinese() -> Catalog:
    """Read the Chinese catalogue."""
    with CHINESE.open("rb") as lines:
        return read_po(lines)


def texts(message: Message) -> tuple[list[str], list[str]]:
    """Return the source texts and the translated texts of a message."""
    source = list(message.id) if isinstance(message.id, tuple) else [str(message.id)]
    target = list(message.string) if isinstance(message.string, (tuple, list)) else [str(message.string)]
    return source, target


def test_every_message_of_the_source_is_in_the_catalogue(tool: ModuleType, chinese: Catalog) -> None:
    wanted = {message.id for message in tool.messages(ROOT) if message.id}
    known = {message.id for message in chinese if message.id}
    assert len(wanted) > 200
    assert {str(m) for m in wanted ^ known} == set()


def test_every_message_is_translated_with_the_same_values(chinese: Catalog) -> None:
    for message in chinese:
        if message.id:
            source, target = texts(message)
            assert all(target), message.id
            assert not message.fuzzy, message.id
            for text in target:
                assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", source[-1])), (
                    message.id
                )


def test_chinese_stands_in_chinese_punctuation(chinese: Catalog) -> None:
    for message in chinese:
        if message.id:
            for text in texts(message)[1]:
                assert not re.search(r"[\u4e00-\u9fff][,;:?!()][\u4e00-\u9fff]", text), text


def test_the_compiled_catalogue_is_the_written_one(chinese: Catalog) -> None:
    compiled = gettext.translation("eldercheck", ROOT / "eldercheck" / "locale", ["zh_Hans"])
    for message in chinese:
        if isinstance(message.id, str) and message.id:
            assert compiled.gettext(message.id) == message.string


@pytest.mark.parametrize("name", shipped())
def test_every_text_of_a_checklist_has_both_languages_and_every_item_a_guide(name: str) -> None:
    checklist = find_checklist(name)
    for item in checklist:
        assert item.guide is not None
        texts = [item.ask, item.guide, *item.cites]
        texts += [text for text in (item.not_applicable, item.consequence) if text]
        assert all(text.zh and text.en for text in texts), item.id
