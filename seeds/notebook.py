"""A notebook for what is drawn one by one: nodes and ties, kept by kind until they are sent."""

from collections.abc import Iterator
from typing import Any, LiteralString, NamedTuple

from graph.kinds.all import MODEL
from graph.load import NodeSheet, Row, TieSheet
from graph.model import End


class Node(NamedTuple):
    """A node as ties name it."""

    kind: LiteralString
    id: str


TieKey = tuple[LiteralString, LiteralString, LiteralString]


class Notebook:
    """What was drawn so far; its sheets come in the order of the model."""

    def __init__(self) -> None:
        self.nodes: dict[LiteralString, list[dict[str, Any]]] = {}
        self.ties: dict[TieKey, list[tuple[str, str, dict[str, Any]]]] = {}

    def node(self, kind: LiteralString, identity: str, /, **properties: Any) -> Node:
        """Write down one node; its properties by the model's names."""
        self.nodes.setdefault(kind, []).append({"id": identity, **properties})
        return Node(kind, identity)

    def tie(self, type_: LiteralString, start: Node, end: Node, /, **properties: Any) -> None:
        """Write down one tie; its properties by the model's names."""
        key = (type_, start.kind, end.kind)
        self.ties.setdefault(key, []).append((start.id, end.id, properties))

    def node_sheets(self) -> Iterator[NodeSheet]:
        for kind in MODEL.kinds:
            written = self.nodes.get(kind.name)
            if written:
                columns: tuple[LiteralString, ...] = tuple(each.name for each in kind.properties)
                yield NodeSheet(kind, columns, _node_rows(written, columns))

    def tie_sheets(self) -> Iterator[TieSheet]:
        for tie in MODEL.ties:
            columns: tuple[LiteralString, ...] = tuple(each.name for each in tie.properties)
            for ends in tie.ends:
                written = self.ties.get((tie.type, ends.start, ends.end))
                if written:
                    yield TieSheet(
                        tie, End(ends.start, ends.end), columns, _tie_rows(written, columns)
                    )


def _node_rows(written: list[dict[str, Any]], columns: tuple[str, ...]) -> Iterator[Row]:
    for each in written:
        yield tuple(each.get(name) for name in columns)


def _tie_rows(
    written: list[tuple[str, str, dict[str, Any]]], columns: tuple[str, ...]
) -> Iterator[Row]:
    for start, end, properties in written:
        yield (start, end, *(properties.get(name) for name in columns))
