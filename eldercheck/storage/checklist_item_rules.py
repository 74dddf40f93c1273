"""Judge one item of a checklist file: what its fields say of each other."""

from __future__ import annotations

from eldercheck.storage.checklist_faults import FaultBook
from eldercheck.storage.checklist_tree import Node

KINDS = frozenset(("levels", "count", "measure"))
"""The answer kinds that have fields of their own."""


def judge_item(item: Node, book: FaultBook) -> None:
    """Note every fault between the fields of an item."""
    _one_kind(item["answer"], book)
    _count(item["answer"]["count"], book)
    _measure(item["answer"]["measure"], book)
    _evidence(item["evidence"], book)
    _visit(item, book)
    if "fails_below_percent" in item.keys and "caps_at" not in item.keys:
        book.add(item.keys["fails_below_percent"], "fails_below_without_cap")


def _one_kind(answer: Node, book: FaultBook) -> None:
    kinds = KINDS & answer.entries.keys()
    if isinstance(answer.value, dict) and answer.keys.keys() <= KINDS and len(kinds) != 1:
        book.add(answer.place, "answer_kind", found="{" + ", ".join(answer.entries) + "}")


def _count(count: Node, book: FaultBook) -> None:
    for name in ("of_at_most", "of_at_least"):
        if "of" in count.keys and name in count.keys:
            book.add(count.keys[name], "of_excludes", field=name)
    least, most = count["of_at_least"].whole, count["of_at_most"].whole
    if least is not None and most is not None and least > most:
        book.add(count.keys["of_at_least"], "least_above_most", least=least, most=most)


def _measure(measure: Node, book: FaultBook) -> None:
    better, full, half = measure["better"].text, measure["full"].decimal, measure["half"].decimal
    if full is None or half is None or better not in ("lower", "higher"):
        return
    if full == half or (full < half) != (better == "lower"):
        values = {"full": measure["full"].text, "half": measure["half"].text}
        book.add(measure.keys["full"], "thresholds_wrong_way", better=better, **values)


def _evidence(evidence: Node, book: FaultBook) -> None:
    when = evidence["when"].text
    if when == "never" and "kind" in evidence.keys:
        book.add(evidence.keys["kind"], "evidence_kind_forbidden")
    elif when in ("always", "when_marks_lost") and "kind" not in evidence.keys:
        book.add(evidence.place, "evidence_kind_missing", when=when)


def _visit(item: Node, book: FaultBook) -> None:
    """What the day of a visit decides must be able to leave the item out, and to say the second number."""
    for name in ("weather", "due_days"):
        if name in item.keys and "not_applicable" not in item.keys:
            book.add(item.keys[name], "needs_not_applicable", field=name)
    if "due_days" in item.keys and item["answer"].there:
        _due_days(item, book)


def _due_days(item: Node, book: FaultBook) -> None:
    count, here = item["answer"]["count"], item.keys["due_days"]
    if "count" not in item["answer"].keys:
        book.add(here, "due_days_need_count")
    for name in ("of", "of_at_least", "none_earns_nothing"):
        if name in count.keys:
            book.add(count.keys[name], "due_days_exclude", field=name)
    number, most = len(list(item["due_days"])), count["of_at_most"].whole
    if most is not None and number > most:
        book.add(here, "due_days_above_most", number=number, most=most)
