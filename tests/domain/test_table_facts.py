"""The sums of a grade table."""

from __future__ import annotations

from pathlib import Path

import pytest

from eldercheck.domain.figures import Figure
from eldercheck.domain.table_facts import TableFacts, change, change_text
from tests.builders import a_desk
from tests.county import make_county


def test_letters_and_means_are_those_of_the_printed_figures(tmp_path: Path) -> None:
    make_county(tmp_path / "a.db")
    with a_desk(tmp_path / "a.db", "x") as desk:
        table = desk.county.year().table
    facts, row = TableFacts.of(table), table.institutions[0]
    assert facts.letters["branch"] == {"A": 1, "B": 1, "C": 1}
    assert facts.letters["institution"] == {"A": 0, "B": 0, "C": 1}
    tenths = [unit.dimensions["facilities"].tenths for unit in row.branches]  # type: ignore[union-attr]
    mean = facts.means["branch"]["facilities"]
    assert mean is not None
    assert abs(mean.tenths * len(tenths) - sum(tenths)) * 2 <= len(tenths)
    assert facts.means["institution"]["facilities"] == row.dimensions["facilities"]
    assert facts.by_code["01"].grade == row.grade
    assert "02" not in facts.by_code


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [(915, 900, "+1.5"), (900, 904, "−0.4"), (900, 900, "0.0"), (None, 900, ""), (900, None, "")],
)
def test_a_change_is_written_with_its_sign(now: int | None, before: int | None, text: str) -> None:
    def figure(tenths: int | None) -> Figure | None:
        return None if tenths is None else Figure(tenths)

    assert change_text(change(figure(now), figure(before))) == text
