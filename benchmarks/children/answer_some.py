"""Answer a number of items, for a system-call trace. Usage: answer_some.py DB ASSESSMENT NUMBER"""

import sys
from pathlib import Path

from benchmarks.sheets import good_answer, open_own, other_answer, take_up
from eldercheck.domain.answers import Given


def answer_some(path: Path, assessment: str, number: int) -> None:
    with open_own(path) as database:
        examination = take_up(database, assessment)
        for item in examination.checklist.items[:number]:
            same = examination.sheet.answers.get(item.id) == Given(good_answer(item))
            examination.answer(item.id, Given(other_answer(item) if same else good_answer(item)))


if __name__ == "__main__":
    answer_some(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
