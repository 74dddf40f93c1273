"""Named errors: codes and values, no prose. `eldercheck.wording` turns them into sentences."""

from __future__ import annotations

from collections.abc import Sequence


class EldercheckError(Exception):
    """Any fault that a person can be told about; `values` fill the sentence of its `code`."""

    code = "unknown"
    """What went wrong, as a key into the wording."""

    def __init__(self, code: str | None = None, **values: object) -> None:
        self.code = code or type(self).code
        self.values = values
        super().__init__(f"{self.code} {values}" if values else self.code)


class ManyFaults(EldercheckError):  # noqa: N818 - it is many
    """All that is wrong with what was given at once. Values: `found`, each an error of its own."""

    def __init__(self, found: Sequence[EldercheckError]) -> None:
        self.found = tuple(found)
        super().__init__(found=self.found)


class AnswerError(EldercheckError):
    """An answer that does not fit its item. Values: `item`, `given`, and what the code needs."""

    def __init__(self, code: str, item: str, given: object, **values: object) -> None:
        super().__init__(code, item=item, given=given, **values)


class SheetError(EldercheckError):
    """A `score` input that cannot be read; values name the field and the fault."""


class LedgerError(EldercheckError):
    """An event that does not agree with its own hash or with the ledger it is in."""


class StateError(EldercheckError):
    """An act that the state of the assessment does not allow."""
