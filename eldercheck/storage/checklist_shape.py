"""Judge the shape of a checklist file and say in codes what does not fit, each fault at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from eldercheck.storage.checklist_faults import FaultBook, Place, nearest
from eldercheck.storage.checklist_schema import ChecklistFile, editor_schema
from eldercheck.storage.checklist_tree import Node

_SAME_CODE = frozenset(
    ("line_break", "not_whole_number", "not_true_or_false", "not_decimal", "not_day_of_year")
)
_UNKNOWN = frozenset(("unknown_field", "unknown_field_listed"))
_WANTS = {
    "model_type": "wants_mapping",
    "model_attributes_type": "wants_mapping",
    "dict_type": "wants_mapping",
    "list_type": "wants_list",
    "string_type": "wants_text",
    "string_pattern_mismatch": "bad_id",
    "string_too_short": "empty_value",
}
_BOUNDS = {
    "greater_than_equal": ("number_too_small", "ge"),
    "less_than_equal": ("number_too_large", "le"),
    "string_too_long": ("text_too_long", "max_length"),
    "too_short": ("too_few", "min_length"),
    "too_long": ("too_many", "max_length"),
}


def read_shape(root: Node, book: FaultBook) -> ChecklistFile | None:
    """Return the file as the model has it; None where its shape is not right."""
    model = None
    try:
        model = ChecklistFile.model_validate(root.plain())
    except ValidationError as fault:
        _Shape(root, book).note(fault.errors(include_url=False, include_input=False))
    _note_empty_values(root, book)
    return model


def _note_empty_values(root: Node, book: FaultBook) -> None:
    for name, node in root.walk():
        if not node.there and not node.refused and name != "count" and not book.has(node.place, _UNKNOWN):
            book.add(node.place, "empty_value", field=name)


class _Shape:
    def __init__(self, root: Node, book: FaultBook) -> None:
        self._root = root
        self._book = book

    def note(self, errors: Sequence[ErrorDetails]) -> None:
        for error in errors:
            node, steps = self._root.along(_without_tag(error["loc"]))
            if error["type"] == "string_pattern_mismatch" and error["loc"][-1] == "[key]":
                self._note_key(steps)
            elif error["type"] == "extra_forbidden":
                self._note_unknown(steps)
            elif error["type"] == "missing":
                self._book.add(node.place, "missing_field", field=error["loc"][-1])
            elif node.there:
                self._note_value(error, node, next((s for s in reversed(steps) if isinstance(s, str)), ""))

    def _note_key(self, steps: list[str | int]) -> None:
        self._book.add(self._key_place(steps), "bad_id", field=steps[0], found=steps[-1])

    def _note_unknown(self, steps: list[str | int]) -> None:
        known = () if self._book.full else fields_at(steps[:-1])
        self._book.add_unknown(self._key_place(steps), "unknown_field", str(steps[-1]), known)

    def _key_place(self, steps: list[str | int]) -> Place:
        parent, _ = self._root.along(steps[:-1])
        return parent.keys[str(steps[-1])]

    def _note_value(self, error: ErrorDetails, node: Node, name: str) -> None:
        kind, context = error["type"], error.get("ctx", {})
        if kind in _SAME_CODE:
            self._book.add(node.place, kind, field=name, found=_found(node))
        elif name == "answer":
            self._book.add(node.place, "answer_kind", found=_found(node))
        elif kind in _WANTS:
            self._book.add(node.place, _WANTS[kind], field=name, found=_found(node))
        elif kind in _BOUNDS:
            self._note_bound(node, name, kind, context)
        elif kind == "union_tag_not_found":
            self._book.add(node.place, "missing_field", field="rule")
        elif kind == "union_tag_invalid":
            self._note_choice(node["rule"], "rule", ("same_total", "implies"))
        else:
            self._note_choice(node, name, _choices(context))

    def _note_bound(self, node: Node, name: str, kind: str, context: Mapping[str, Any]) -> None:
        code, limit = _BOUNDS[kind]
        found = node.text if code.startswith("number") else _length(node)
        self._book.add(node.place, code, field=name, found=found, limit=context[limit])

    def _note_choice(self, node: Node, name: str, choices: tuple[str, ...]) -> None:
        found = _found(node)
        near = nearest(found, choices)
        code = "not_one_of_near" if near and len(near) > 1 else "not_one_of"
        extra = {"nearest": near} if code == "not_one_of_near" else {}
        self._book.add(node.place, code, field=name, found=found, known=", ".join(choices), **extra)


def _without_tag(loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Leave out the step by which pydantic names the member of a union."""
    at = 2 if loc[:1] == ("checks",) else 5 if loc[4:5] == ("answer",) else len(loc)
    return loc[:at] + loc[at + 1 :]


def _found(node: Node) -> str:
    if isinstance(node.value, dict):
        return "{" + ", ".join(node.value) + "}"
    return f"[{len(node.value)}]" if isinstance(node.value, list) else node.text or ""


def _length(node: Node) -> int:
    return len(node.value.strip() if isinstance(node.value, str) else node.value or ())


def _choices(context: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(word for word in str(context.get("expected", "")).split("'")[1::2])


def fields_at(steps: Sequence[str | int]) -> tuple[str, ...]:
    """Return the fields that may stand in the mapping at `steps`."""
    places = [_schema()]
    for step in steps:
        places = [below for place in places for below in _below(_resolved(place), step)]
    return tuple(
        dict.fromkeys(
            name for place in places for part in _resolved(place) for name in part.get("properties", ())
        )
    )


def _below(parts: list[dict[str, Any]], step: str | int) -> Iterator[dict[str, Any]]:
    for part in parts:
        below = part.get("items") if isinstance(step, int) else part.get("properties", {}).get(step)
        more = part.get("patternProperties", {})
        yield from [below] if below else () if isinstance(step, int) else more.values()


def _resolved(place: dict[str, Any]) -> list[dict[str, Any]]:
    if "$ref" in place:
        return _resolved(_schema()["$defs"][place["$ref"].rpartition("/")[2]])
    either = place.get("anyOf", []) + place.get("oneOf", [])
    return [part for one in either for part in _resolved(one)] or [place]


@cache
def _schema() -> dict[str, Any]:
    return editor_schema()
