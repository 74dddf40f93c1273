"""What stands in a checklist file: mappings, lists and texts, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from eldercheck.storage.checklist_faults import Place

Plain = None | str | list["Plain"] | dict[str, "Plain"]

WHOLE = re.compile(r"0|[1-9][0-9]{0,6}")
"""A whole number, plain digits."""
DECIMAL = re.compile(r"(0|[1-9][0-9]{0,6})(\.[0-9]{1,6})?")
"""A decimal, plain: 12 or 12.5."""


@dataclass(slots=True, eq=False)
class Node:
    """A value of the file. Asking it for what it is not gives the empty answer, so that rules can ask on."""

    place: Place
    value: str | list[Node] | dict[str, Node] | None
    keys: dict[str, Place] = field(default_factory=dict)
    """Where the keys of a mapping stand."""
    refused: bool = False
    """What stands here was refused (an alias); what follows from its absence is no further fault."""

    def __getitem__(self, name: str) -> Node:
        return self.entries.get(name, NOTHING)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.value if isinstance(self.value, list) else ())

    @property
    def there(self) -> bool:
        """Whether anything stands here."""
        return self.value is not None

    @property
    def entries(self) -> dict[str, Node]:
        """The fields of a mapping."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def text(self) -> str | None:
        """The text, None where it is not one."""
        return self.value if isinstance(self.value, str) else None

    @property
    def whole(self) -> int | None:
        """The whole number, None where it is not one."""
        return int(self.value) if isinstance(self.value, str) and WHOLE.fullmatch(self.value) else None

    @property
    def decimal(self) -> Fraction | None:
        """The decimal number, None where it is not one."""
        return Fraction(self.value) if isinstance(self.value, str) and DECIMAL.fullmatch(self.value) else None

    def plain(self) -> Plain:
        """Return the values without their places."""
        if isinstance(self.value, dict):
            return {name: node.plain() for name, node in self.value.items()}
        return [node.plain() for node in self.value] if isinstance(self.value, list) else self.value

    def walk(self, name: str = "") -> Iterator[tuple[str, Node]]:
        """Give every value below this one with the field it stands in."""
        for below, node in [*self.entries.items(), *((name, node) for node in self)]:
            yield below, node
            yield from node.walk(below)

    def along(self, path: Sequence[str | int]) -> tuple[Node, list[str | int]]:
        """Follow `path` as far as it goes; what is no step from where one stands is passed over."""
        node, steps = self, list[str | int]()
        for step in path:
            below = node._below(step)
            if below is not None:
                node, steps = below, [*steps, step]
        return node, steps

    def _below(self, step: str | int) -> Node | None:
        if isinstance(step, int):
            return self.value[step] if isinstance(self.value, list) and step < len(self.value) else None
        return self.entries.get(step)


NOTHING = Node(Place(1, 1), None)
"""What stands where nothing stands."""
