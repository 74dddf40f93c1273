"""Reading what the `score` command is given (scoring.md §7). Nothing is coerced, nothing is passed over."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from eldercheck.domain.answers import Answer, NumberText, read_answer
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.errors import AnswerError, EldercheckError, SheetError
from eldercheck.domain.figures import Figure, read_decimal
from eldercheck.domain.grading import LETTERS
from eldercheck.domain.rollup import HIGHEST, Registered, UnitScore


class LineError(EldercheckError):
    """A fault in one of several lines; values: `line` and the `fault` itself."""

    code = "bad_line"


FIELDS = ("checklist", "answers", "vetoes", "bonus")
ROLL_UP_FIELDS = ("branches", "service_points", "registered")
UNIT_FIELDS = ("score", "grade", "dimensions", "code", "name")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')

DEEPEST = 100
"""Brackets within brackets; a sheet needs four."""


@dataclass(frozen=True)
class ScoreInput:
    """One sheet as the command was given it, read and checked against its checklist."""

    checklist: Checklist
    answers: Mapping[str, Answer]
    vetoes: tuple[str, ...] = ()
    bonus: Mapping[str, Fraction] = field(default_factory=dict)
    branches: tuple[UnitScore, ...] | None = None
    service_points: tuple[UnitScore, ...] | None = None
    registered: Registered = field(default_factory=Registered)

    @property
    def rolls_up(self) -> bool:
        """Whether the input asks for the roll-up of an institution."""
        return self.branches is not None or self.service_points is not None


def parse_sheets(text: str) -> Iterator[tuple[int, Any]]:
    """Split the text of one JSON object, or of JSON Lines, into (line number, object).

    The line number is 0 where the text holds one object only. Raises SheetError naming line and column.
    """
    text = text.removeprefix("\ufeff")
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) > 1 and _stands_alone(lines[0][1]):
        yield from _parse_lines(lines)
        return
    try:
        yield 0, _parse(text)
    except json.JSONDecodeError as fault:
        raise _not_json(fault) from fault


def _stands_alone(line: str) -> bool:
    """Tell whether a first line is JSON by itself, as in JSON Lines."""
    try:
        _parse(line)
    except json.JSONDecodeError:
        return False
    except SheetError:
        return True
    return True


def _parse_lines(lines: list[tuple[int, str]]) -> Iterator[tuple[int, Any]]:
    for number, line in lines:
        try:
            given = _parse(line)
        except json.JSONDecodeError as fault:
            raise LineError(line=number, fault=_not_json(fault)) from fault
        except SheetError as fault:
            raise LineError(line=number, fault=fault) from fault
        yield number, given


def _not_json(fault: json.JSONDecodeError) -> SheetError:
    return SheetError("not_json", line=fault.lineno, column=fault.colno, detail=fault.msg)


def _parse(text: str) -> Any:
    if not text.strip():
        raise SheetError("empty_input")
    if _depth(text) > DEEPEST:
        raise SheetError("too_deep")
    return json.loads(
        text,
        parse_int=NumberText,
        parse_float=NumberText,
        parse_constant=_refuse_constant,
        object_pairs_hook=_unique,
    )


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in _STRING.sub("", text):
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _refuse_constant(name: str) -> Any:
    raise SheetError("not_a_number", given=name)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise SheetError("field_twice", field=name)
        found[name] = value
    return found


def read_sheet(given: Any, checklist: Checklist) -> ScoreInput:
    """Check a parsed object against its checklist; raises AnswerError or SheetError at the first fault."""
    allowed = FIELDS + (ROLL_UP_FIELDS if checklist.unit == "institution" else ())
    _known_fields(given, allowed)
    if "answers" not in given:
        raise SheetError("field_missing", field="answers")
    answers = _mapping(given, "answers")
    return ScoreInput(
        checklist,
        {item_id: _answer(checklist, item_id, value) for item_id, value in answers.items()},
        tuple(_text("vetoes", veto) for veto in _list(given, "vetoes") or ()),
        {name: _bonus(name, value) for name, value in _mapping(given, "bonus").items()},
        _units(given, "branches", checklist),
        _units(given, "service_points", checklist),
        _registered(_mapping(given, "registered")),
    )


def checklist_name(given: Any) -> str:
    """Return the `checklist` field of a parsed object."""
    if not isinstance(given, dict):
        raise SheetError("wants_object")
    if "checklist" not in given:
        raise SheetError("field_missing", field="checklist")
    return _text("checklist", given["checklist"])


def _known_fields(given: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    for name in given:
        if name not in allowed:
            nearest = difflib.get_close_matches(name, allowed, 1)
            raise SheetError(
                "unknown_field", field=name, nearest="".join(nearest), allowed=", ".join(allowed)
            )


def _answer(checklist: Checklist, item_id: str, given: Any) -> Answer:
    if item_id not in checklist:
        nearest = difflib.get_close_matches(item_id, [item.id for item in checklist], 1)
        raise AnswerError("unknown_item", item_id, given, nearest="".join(nearest))
    return read_answer(checklist.item(item_id), given)


def _mapping(given: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = given.get(name, {})
    if not isinstance(value, dict):
        raise SheetError("wants_mapping", field=name)
    return value


def _list(given: Mapping[str, Any], name: str) -> list[Any] | None:
    value = given.get(name, [] if name == "vetoes" else None)
    if value is None and name not in given:
        return None
    if not isinstance(value, list):
        raise SheetError("wants_list", field=name)
    return value


def _text(name: str, value: Any) -> str:
    if type(value) is not str or not value.strip():
        raise SheetError("wants_text", field=name)
    return value


def _decimal(value: Any) -> Fraction | None:
    return read_decimal(value) if isinstance(value, str) else None


def _bonus(name: str, value: Any) -> Fraction:
    number = _decimal(value)
    if number is None:
        raise SheetError("bonus_not_decimal", item=name, given=value)
    return number


def _registered(given: Mapping[str, Any]) -> Registered:
    _known_fields(given, ("branches", "service_points"))
    for name, value in given.items():
        if not (isinstance(value, NumberText) and value.isdigit() and len(value) <= 9):
            raise SheetError("registered_not_whole", field=name, given=value)
    return Registered(**{name: int(value) for name, value in given.items()})


def _units(given: Mapping[str, Any], name: str, checklist: Checklist) -> tuple[UnitScore, ...] | None:
    units = _list(given, name)
    if units is None:
        return None
    return tuple(_unit(f"{name}[{place}]", unit, checklist) for place, unit in enumerate(units))


def _unit(place: str, given: Any, checklist: Checklist) -> UnitScore:
    if not isinstance(given, dict):
        raise SheetError("wants_mapping", field=place)
    _known_fields(given, UNIT_FIELDS)
    if given.get("grade") not in LETTERS:
        raise SheetError("wants_grade", field=f"{place}.grade", given=given.get("grade"))
    figures = _mapping({"dimensions": given.get("dimensions", {})}, "dimensions")
    _known_fields(figures, tuple(dimension.id for dimension in checklist.dimensions))
    return UnitScore(
        _figure(f"{place}.score", given.get("score")),
        given["grade"],
        {
            name: None if value is None else _figure(f"{place}.{name}", value)
            for name, value in figures.items()
        },
    )


def _figure(place: str, value: Any) -> Figure:
    number = _decimal(value)
    if number is None or (number * 10).denominator != 1 or number > HIGHEST.value:
        raise SheetError("wants_figure", field=place, given=value)
    return Figure.of(number)
