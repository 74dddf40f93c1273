"""Judge a checklist file as a whole: what its parts say of each other.

Works on the nodes, so that whatever can still be judged is judged beside faults of shape.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from eldercheck.storage.checklist_faults import FaultBook, Place, nearest
from eldercheck.storage.checklist_item_rules import judge_item
from eldercheck.storage.checklist_tree import Node


def judge(root: Node, book: FaultBook) -> None:
    """Note every fault between the parts of the file."""
    items = _items(root)
    rules: tuple[Callable[[Node, list[Node], FaultBook], None], ...] = (
        _ids,
        _dimensions_of_items,
        _dimension_points,
        _item_points,
        _clauses,
        _bonus,
        _checks,
    )
    for item in items:
        judge_item(item, book)
    for rule in rules:
        rule(root, items, book)


def _items(root: Node) -> list[Node]:
    return [item for section in root["sections"] for item in section["items"]]


def _ids(root: Node, items: list[Node], book: FaultBook) -> None:
    _unique((section["id"] for section in root["sections"]), "duplicate_section", book)
    _unique((entry["id"] for entry in [*items, *root["bonus"]]), "duplicate_id", book)
    for entry in [*items, *root["bonus"]]:
        _unique(entry["clauses"], "repeated_entry", book)
        _unique(entry["due_days"], "repeated_entry", book)


def _unique(nodes: Iterator[Node] | Node, code: str, book: FaultBook) -> None:
    first: dict[str, Place] = {}
    for node in nodes:
        if node.text is not None and node.text in first:
            book.add(node.place, code, found=node.text, first_line=first[node.text].line)
        elif node.text is not None:
            first[node.text] = node.place


def _known(node: Node, known: Collection[str], code: str, book: FaultBook) -> None:
    if node.text is not None and node.text not in known:
        book.add_unknown(node.place, code, node.text, known)


def _meant(node: Node, known: Mapping[str, Node], book: FaultBook) -> str | None:
    """Return the known word that is written or most likely meant, so that one slip is one fault."""
    if node.text is None or node.text in known:
        return node.text
    return None if book.full else nearest(node.text, known) or None


def _dimensions_of_items(root: Node, items: list[Node], book: FaultBook) -> None:
    if root["dimensions"].entries:
        for item in items:
            _known(item["dimension"], root["dimensions"].entries, "unknown_dimension", book)


def _dimension_points(root: Node, items: list[Node], book: FaultBook) -> None:
    points = [dimension["points"].whole for dimension in root["dimensions"].entries.values()]
    total = sum(number or 0 for number in points)
    if points and None not in points and total != 100:
        book.add(root.keys["dimensions"], "dimensions_sum", total=total)


def _item_points(root: Node, items: list[Node], book: FaultBook) -> None:
    dimensions = root["dimensions"].entries
    sums: dict[str, int | None] = dict.fromkeys(dimensions, 0)
    for item in items:
        name, points = _meant(item["dimension"], dimensions, book), item["points"].whole or None
        if name is None:
            return
        before = sums[name]
        sums[name] = None if points is None or before is None else before + points
    for name, total in sums.items() if items else ():
        _dimension_sum(root["dimensions"], name, total, book)


def _dimension_sum(dimensions: Node, name: str, total: int | None, book: FaultBook) -> None:
    points = dimensions[name]["points"].whole or None
    if total == 0:
        book.add(dimensions.keys[name], "dimension_without_item", dimension=name)
    elif total is not None and points is not None and total != points:
        book.add(dimensions.keys[name], "dimension_sum", dimension=name, points=points, total=total)


def _clauses(root: Node, items: list[Node], book: FaultBook) -> None:
    clauses = root["clauses"].entries
    cited = [clause for entry in [*items, *root["bonus"]] for clause in entry["clauses"]]
    if not clauses or not items:
        return
    for clause in cited:
        _known(clause, clauses, "unknown_clause", book)
    asked = {_meant(clause, clauses, book) for clause in cited}
    for name, clause in clauses.items() if None not in asked else ():
        if name not in asked and clause["background"].text in (None, "false"):
            book.add(root["clauses"].keys[name], "clause_not_asked", clause=name)


def _bonus(root: Node, items: list[Node], book: FaultBook) -> None:
    if "bonus" in root.keys and root["unit"].text in ("branch", "service_point"):
        book.add(root.keys["bonus"], "bonus_not_here", unit=root["unit"].text)


def _checks(root: Node, items: list[Node], book: FaultBook) -> None:
    by_id = {item["id"].text: item for item in items if item["id"].text is not None}
    for check in root["checks"] if by_id else ():
        _unique(check["items"], "repeated_entry", book)
        for named in [*check["items"], check["if"]["item"], check["then"]["item"]]:
            _known(named, by_id, "unknown_item", book)
        for named in check["items"]:
            _is_count(named, by_id, book)


def _is_count(named: Node, by_id: Mapping[str, Node], book: FaultBook) -> None:
    item = by_id.get(named.text or "")
    if item is not None and item["answer"].there and "count" not in item["answer"].keys:
        book.add(named.place, "not_a_count", item=named.text)
