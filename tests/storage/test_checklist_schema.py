"""The JSON Schema for editors says what the model says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from eldercheck.storage import checklist_schema
from eldercheck.storage.checklist_files import shipped, shipped_path
from eldercheck.storage.checklist_schema import editor_schema, editor_schema_text

SAMPLE_PATH = Path(__file__).with_name("test_checklist_sample.yaml")
SCHEMA_PATH = Path(checklist_schema.__file__).with_name("checklist.schema.json")


def faults_for_editors(text: str) -> list[str]:
    typed = YAML(typ="safe", pure=True).load(text)
    return [fault.json_path for fault in Draft202012Validator(editor_schema()).iter_errors(typed)]


def test_the_schema_file_is_the_model() -> None:
    """Write it anew with what `editor_schema_text()` returns."""
    assert SCHEMA_PATH.read_text(encoding="utf-8") == editor_schema_text()


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.loads(SCHEMA_PATH.read_text(encoding="utf-8")))


def test_the_schema_accepts_the_sample() -> None:
    assert (
        faults_for_editors(SAMPLE_PATH.read_text(encoding="utf-8").replace("{count: }", "{count: {}}")) == []
    )


@pytest.mark.parametrize("checklist_id", shipped())
def test_the_schema_accepts_the_shipped_checklists(checklist_id: str) -> None:
    if not shipped_path(checklist_id).exists():
        pytest.skip(f"{checklist_id} is not there yet")
    assert faults_for_editors(shipped_path(checklist_id).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("caps_at: C", "cap_at: C", "$.sections[0].items[0]"),
        ("caps_at: C", "caps_at: A", "$.sections[0].items[0].caps_at"),
        ("points: 20", "points: 0", "$.sections[0].items[1].points"),
        ("  S0: {", "  S 0: {", "$.clauses"),
        ("answer: yes_no", "answer: {}", "$.sections[0].items[0].answer"),
        ("zh: 样表", "zh: ", "$.title.zh"),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(old: str, new: str, path: str) -> None:
    text = SAMPLE_PATH.read_text(encoding="utf-8").replace("{count: }", "{count: {}}").replace(old, new, 1)
    assert path in faults_for_editors(text)


def test_every_mapping_of_the_schema_forbids_other_fields() -> None:
    def mappings(part: Any) -> list[dict[str, Any]]:
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        here = [part] if isinstance(part, dict) and part.get("type") == "object" else []
        return here + [mapping for below in inner for mapping in mappings(below)]

    assert all(mapping["additionalProperties"] is False for mapping in mappings(editor_schema()))
