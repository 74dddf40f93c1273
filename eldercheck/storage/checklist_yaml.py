"""Read YAML 1.2 strictly into nodes: no anchors, aliases, tags, merge keys or repeated keys, and bounded.

Works on the parser's events, so that a bomb is refused before anything is built from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StreamMark, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from eldercheck.storage.checklist_faults import UNSEEN, FaultBook, Place, codepoint
from eldercheck.storage.checklist_text import place_of
from eldercheck.storage.checklist_tree import Node

DEEPEST = 12
"""So deep may lists and mappings stand in one another."""
MOST_NODES = 20_000
"""So many values may a file have."""

_UNWANTED = re.compile(f"{UNSEEN.pattern}|\t")
_LONG_TAG = re.compile(r"![!-~]{300}")
"""The parser takes seconds over a tag as long as the file."""
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


def read_yaml(text: str, book: FaultBook) -> Node | None:
    """Return the root of the one document of `text`; None where it cannot be read to its end."""
    long_tag = _LONG_TAG.search(text)
    if long_tag:
        book.add(place_of(text, long_tag.start()), "tag", found=long_tag[0])
        return None
    reader = _Reader(text, book)
    try:
        return reader.document()
    except _RefusedError:
        return None
    except MarkedYAMLError as fault:
        _note_syntax(fault, book)
    except (YAMLError, ValueError) as fault:
        book.add(reader.place, "yaml_syntax", problem=str(fault).partition("\n")[0])
    return None


class _RefusedError(Exception):
    """The file is not read on; the fault is in the book."""


class _Reader:
    def __init__(self, text: str, book: FaultBook) -> None:
        self._events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)
        self._book = book
        self._nodes = 0
        self.place = Place(1, 1)

    def document(self) -> Node | None:
        root, event = None, self._next()
        while not isinstance(event, StreamEndEvent):
            if isinstance(event, DocumentStartEvent):
                self._refuse_documents(event, first=root is None)
                root = self._node(self._next(), 1)
            event = self._next()
        if root is None or not root.there:
            self._book.add(Place(1, 1), "empty_file")
            return None
        if not root.entries:
            self._book.add(root.place, "not_a_checklist")
            return None
        return root

    def _next(self) -> Event:
        event = next(self._events)
        self.place = _place(event.start_mark)
        return event

    def _refuse_documents(self, event: DocumentStartEvent, *, first: bool) -> None:
        if not first:
            self._refuse("second_document")
        if event.version or event.tags:
            self._book.add(Place(1, 1), "directive")

    def _refuse(self, code: str, **values: object) -> None:
        self._book.add(self.place, code, **values)
        raise _RefusedError

    def _node(self, event: Event, depth: int) -> Node:
        place = self.place
        self._count(event, depth)
        self._refuse_extras(event)
        if isinstance(event, ScalarEvent):
            return Node(place, self._scalar(event))
        if isinstance(event, SequenceStartEvent):
            return Node(place, self._list(depth))
        if isinstance(event, MappingStartEvent):
            return self._mapping(Node(place, {}), depth)
        return Node(place, None, refused=True)

    def _count(self, event: Event, depth: int) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._refuse("too_many_values", most=MOST_NODES)
        if depth > DEEPEST and isinstance(event, CollectionStartEvent):
            self._refuse("too_deep", most=DEEPEST)

    def _refuse_extras(self, event: Event) -> None:
        if isinstance(event, AliasEvent):
            self._book.add(self.place, "alias", found=f"*{event.anchor}")
        elif isinstance(event, NodeEvent) and event.anchor:
            self._book.add(self.place, "anchor", found=f"&{event.anchor}")
        tag = getattr(event, "ctag", None)
        if tag is not None:
            self._book.add(self.place, "tag", found=f"{tag.handle or ''}{tag.suffix or ''}")

    def _scalar(self, event: ScalarEvent) -> str | None:
        if not event.style and event.value in _NULLS:
            return None
        value: str = event.value
        for match in _UNWANTED.finditer(value):
            self._book.add(self.place, "control_character", codepoint=codepoint(match[0]))
        return _UNWANTED.sub("\ufffd", value)

    def _list(self, depth: int) -> list[Node]:
        nodes = []
        while not isinstance(event := self._next(), CollectionEndEvent):
            nodes.append(self._node(event, depth + 1))
        return nodes

    def _mapping(self, mapping: Node, depth: int) -> Node:
        while not isinstance(event := self._next(), CollectionEndEvent):
            place, key = self.place, self._key(event, depth)
            node = self._node(self._next(), depth + 1)
            if not node.there:
                node.place = place
            if key is not None and self._is_new(mapping, key, place):
                mapping.entries[key], mapping.keys[key] = node, place
        return mapping

    def _key(self, event: Event, depth: int) -> str | None:
        place, key = self.place, self._node(event, depth + 1)
        if key.text is None and not key.refused:
            self._book.add(place, "key_not_text")
        if key.text == "<<" and isinstance(event, ScalarEvent) and not event.style:
            self._book.add(place, "merge_key")
            return None
        return key.text

    def _is_new(self, mapping: Node, key: str, place: Place) -> bool:
        if key in mapping.keys:
            self._book.add(place, "duplicate_key", field=key, first_line=mapping.keys[key].line)
        return key not in mapping.keys


def _note_syntax(fault: MarkedYAMLError, book: FaultBook) -> None:
    began, ended = fault.context_mark, fault.problem_mark or fault.context_mark
    problem = str(fault.problem or fault.context)
    if began is None or began.line == ended.line:
        book.add(_place(ended), "yaml_syntax", problem=problem)
    elif problem == "could not find expected ':'":
        book.add(_place(began), "yaml_syntax", problem=problem)
    else:
        book.add(_place(ended), "yaml_syntax_since", problem=problem, since=began.line + 1)


def _place(mark: StreamMark | None) -> Place:
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
