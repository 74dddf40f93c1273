"""A case brought as far as a test needs it, through the services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from eldercheck.domain.errors import StateError
from eldercheck.services.examination import Examination
from eldercheck.services.notices import Notices
from eldercheck.services.second_look import SecondLook
from tests.builders import Desk

SIGNERS = ("李芳", "王强")
"""Who examined; 张三 was at the visit too (`builders.VISIT`)."""
APPROVER, OFFICE, DECIDER, BANK = "沈文博", "沈文博", "韩雪", "黄秀英"


def signed(desk: Desk, **changes: Any) -> Examination:
    """An examination that is signed, full credit but for the changes."""
    examination = desk.finished(**changes)
    examination.sign(SIGNERS)
    return examination


def approved(desk: Desk, **changes: Any) -> Examination:
    """One that somebody else approved."""
    examination = signed(desk, **changes)
    SecondLook(examination).approve(APPROVER)
    return examination


def told(desk: Desk, **changes: Any) -> Examination:
    """One of whose grade the unit was told today."""
    examination = approved(desk, **changes)
    Notices(examination).give(OFFICE)
    return examination


def refused(code: str, act: Callable[[], object], examination: Examination) -> StateError:
    """See an act refused with a code, and nothing written by it."""
    before = (examination.assessment, examination.sheet, len(events(examination)))
    with pytest.raises(StateError) as caught:
        act()
    assert caught.value.code == code
    examination.reload()
    assert (examination.assessment, examination.sheet, len(events(examination))) == before
    return caught.value


def events(examination: Examination) -> tuple[str, ...]:
    """The kinds of what was said of an examination."""
    return tuple(event.kind for event in examination._store.events(examination.assessment.id))


def state(examination: Examination) -> str:
    """The state of an examination."""
    return examination.assessment.state
