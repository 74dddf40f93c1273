"""The shape of a checklist file as a pydantic model; unknown fields are faults.

The reader hands over texts only; whole numbers, decimals and true/false are typed here.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
)
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import PydanticCustomError

from eldercheck.domain.register import is_day
from eldercheck.storage.checklist_tree import DECIMAL, WHOLE

NO_LEAP_YEAR = 2001
"""What is a day of this year is one of every year."""

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$"
"""Ids, clause names and versions."""


def _one_line(value: object) -> object:
    if isinstance(value, str) and "\n" in value.strip():
        raise PydanticCustomError("line_break", "line_break")
    return value


def _whole(value: object) -> int:
    if isinstance(value, str) and WHOLE.fullmatch(value):
        return int(value)
    raise PydanticCustomError("not_whole_number", "not_whole_number")


def _true_or_false(value: object) -> bool:
    if value in ("true", "false"):
        return value == "true"
    raise PydanticCustomError("not_true_or_false", "not_true_or_false")


def _decimal(value: object) -> str:
    if isinstance(value, str) and DECIMAL.fullmatch(value):
        return value
    raise PydanticCustomError("not_decimal", "not_decimal")


def _day_of_year(value: object) -> str:
    if isinstance(value, str) and is_day(f"{NO_LEAP_YEAR}-{value}"):
        return value
    raise PydanticCustomError("not_day_of_year", "not_day_of_year")


def _as_wording(value: object) -> object:
    return {"zh": value} if isinstance(value, str) else value


def _as_fields(value: object) -> object:
    return {} if value is None else value


def _form_of_answer(value: object) -> str:
    return "~text" if isinstance(value, str) else "~mapping"


_DECIMAL_SCHEMA = {
    "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": f"^(?:{DECIMAL.pattern})$"}]
}
_NAMED = Field(min_length=1, json_schema_extra={"additionalProperties": False})

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=300), BeforeValidator(_one_line)]
Long = Annotated[str, StringConstraints(min_length=1, max_length=1500)]
Number = Annotated[int, Field(ge=1), BeforeValidator(_whole)]
Percent = Annotated[int, Field(ge=1, le=100), BeforeValidator(_whole)]
Points = Annotated[int, Field(ge=1, le=100), BeforeValidator(_whole)]
BonusPoints = Annotated[int, Field(ge=1, le=5), BeforeValidator(_whole)]
TrueOrFalse = Annotated[bool, BeforeValidator(_true_or_false)]
DayOfYear = Annotated[
    str, BeforeValidator(_day_of_year), WithJsonSchema({"type": "string", "pattern": r"^[01]\d-[0-3]\d$"})
]
Decimal = Annotated[str, BeforeValidator(_decimal), WithJsonSchema(_DECIMAL_SCHEMA)]


class Strict(BaseModel):
    """A mapping with the fields named here and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ShortWording(Strict):
    """A text on one line: Chinese always, English where given."""

    zh: Short
    en: Short | None = None


class LongWording(Strict):
    """A text of several sentences."""

    zh: Long
    en: Long | None = None


TextOrWording = Annotated[
    ShortWording, BeforeValidator(_as_wording, json_schema_input_type=Short | ShortWording)
]


class ClauseEntry(ShortWording):
    """An obligation of the plan."""

    background: TrueOrFalse = False


class DimensionEntry(Strict):
    """A scoring aspect."""

    points: Points
    title: ShortWording


class CountFields(Strict):
    """What a count must be."""

    of: Number | None = None
    of_at_most: Number | None = None
    of_at_least: Number | None = None
    full_at_percent: Percent | None = None
    none_earns_nothing: TrueOrFalse = False


class MeasureFields(Strict):
    """A measure and its two thresholds."""

    unit: TextOrWording
    better: Literal["lower", "higher"]
    full: Decimal
    half: Decimal


class AnswerFields(Strict):
    """Exactly one of these."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    levels: Annotated[list[ShortWording], Field(min_length=2, max_length=6)] | None = None
    count: Annotated[CountFields | None, BeforeValidator(_as_fields)] = None
    measure: MeasureFields | None = None


Answer = Annotated[
    Annotated[Literal["yes_no"], Tag("~text")] | Annotated[AnswerFields, Tag("~mapping")],
    Discriminator(_form_of_answer),
]


class EvidenceFields(Strict):
    """What is to be kept."""

    when: Literal["always", "when_marks_lost", "never"]
    kind: Literal["photo", "document", "interview", "reading"] | None = None


class ItemEntry(Strict):
    """One question."""

    id: Id
    ask: ShortWording
    guide: LongWording | None = None
    dimension: Id
    points: Points
    answer: Answer
    evidence: EvidenceFields
    clauses: Annotated[list[Id], Field(min_length=1)]
    caps_at: Literal["B", "C"] | None = None
    fails_below_percent: Percent | None = None
    not_applicable: LongWording | None = None
    cites: list[TextOrWording] | None = None
    consequence: LongWording | None = None
    beyond_the_plan: TrueOrFalse = False
    weather: Literal["wet"] | None = None
    due_days: Annotated[list[DayOfYear], Field(min_length=1, max_length=12)] | None = None
    safety: TrueOrFalse = False


class SectionEntry(Strict):
    """A stretch of the walk."""

    id: Id
    title: ShortWording
    items: Annotated[list[ItemEntry], Field(min_length=1)]


class BonusFields(Strict):
    """What may be earned on top."""

    id: Id
    ask: ShortWording
    at_most: BonusPoints
    clauses: Annotated[list[Id], Field(min_length=1)]


class SameTotalCheck(Strict):
    """Counts with the same second number."""

    rule: Literal["same_total"]
    items: Annotated[list[Id], Field(min_length=2)]
    says: LongWording


class StateOfItem(Strict):
    """An item and what its answer amounts to."""

    item: Id
    is_: Annotated[Literal["full", "nothing", "something", "applicable", "not_applicable"], Field(alias="is")]


class ImpliesCheck(Strict):
    """Where the one holds, the other must."""

    rule: Literal["implies"]
    if_: Annotated[StateOfItem, Field(alias="if")]
    then: StateOfItem
    says: LongWording


CheckEntry = Annotated[SameTotalCheck | ImpliesCheck, Field(discriminator="rule")]


class ChecklistFile(Strict):
    """A checklist of eldercheck."""

    id: Id
    version: Id
    unit: Literal["branch", "service_point", "institution"]
    title: ShortWording
    clauses: Annotated[dict[Id, ClauseEntry], _NAMED]
    dimensions: Annotated[dict[Id, DimensionEntry], _NAMED]
    sections: Annotated[list[SectionEntry], Field(min_length=1)]
    bonus: list[BonusFields] | None = None
    checks: list[CheckEntry] | None = None

    def plain(self) -> dict[str, Any]:
        """Return the canonical mapping, as `Checklist.from_plain` takes it."""
        plain = self.model_dump(by_alias=True, exclude_none=True)
        plain["dimensions"] = [{"id": name} | fields for name, fields in plain["dimensions"].items()]
        return plain


class _EditorSchema(GenerateJsonSchema):
    """Without null: a field that is not given is left out."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])


def editor_schema() -> dict[str, Any]:
    """Return the JSON Schema of a checklist file, for editors."""
    schema = ChecklistFile.model_json_schema(by_alias=True, schema_generator=_EditorSchema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema


def editor_schema_text() -> str:
    """Return what `checklist.schema.json` holds."""
    return json.dumps(editor_schema(), ensure_ascii=False, indent=2) + "\n"
