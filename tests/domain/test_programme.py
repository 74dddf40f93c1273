"""The rules of a year, written and read back exactly."""

from __future__ import annotations

import json
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.canonical import canonical_json
from eldercheck.domain.grading import GradeRules
from eldercheck.domain.programme import Programme

lines = st.decimals(0, 100, places=2).map(Fraction)
programmes = st.builds(
    Programme,
    st.integers(2000, 2100),
    st.builds(GradeRules, lines, lines, lines, lines, lines),
    st.integers(1, 9),
    st.booleans(),
)


@given(programmes)
def test_it_is_read_back_as_it_was_written(programme: Programme) -> None:
    assert Programme.from_plain(json.loads(canonical_json(programme.plain()))) == programme


def test_the_defaults_are_those_of_the_design() -> None:
    assert Programme(2026).plain() == {
        "year": 2026,
        "rules": {"a_band": "90", "b_band": "75", "a_floor": "75", "b_floor": "50", "low_line": "60"},
        "least_examiners": 2,
        "examiner_sees_grade": False,
    }
