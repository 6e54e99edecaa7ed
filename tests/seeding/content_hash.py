"""One number for all that a store holds, in whatever order it comes: two stores are equal, or not."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from graph.cypher import Statement
from graph.gateway import Gateway

AT_ONCE = 5_000
DRAWN_BY_LOT = frozenset({"reference"})
"""Properties that are another in every load."""

NODES = """
MATCH (n)
WHERE NOT n:_Load AND NOT n:_Migration AND NOT n:_Sweep
WITH n SKIP $skip LIMIT $count
RETURN labels(n), properties(n)
"""
TIES = """
MATCH (a)-[t]->(b)
WITH a, t, b SKIP $skip LIMIT $count
RETURN labels(a), properties(a), labels(b), properties(b), type(t), properties(t)
"""


async def content_hash(gateway: Gateway) -> tuple[int, int, int]:
    """How many nodes and ties there are, and the sum of the hashes of them all.

    A node counts by its labels, its properties and their types, a tie by those of its ends too.
    The records of loads, migrations and sweeps are left out.
    """
    nodes, of_nodes = await _summed(gateway, NODES)
    ties, of_ties = await _summed(gateway, TIES)
    return nodes, ties, (of_nodes + of_ties) % 2**256


async def _summed(gateway: Gateway, text: str) -> tuple[int, int]:
    count = total = 0
    while True:
        asked = Statement("test", text, {"skip": count, "count": AT_ONCE})  # type: ignore[arg-type]
        rows = await gateway.read(asked)
        count += len(rows)
        total += sum(_hash(_plain(each) for each in row) for row in rows)
        if len(rows) < AT_ONCE:
            return count, total


def _hash(parts: Iterable[str]) -> int:
    return int.from_bytes(sha256("\n".join(parts).encode()).digest())


def _plain(value: Any) -> str:
    """Labels sorted; properties by name, each with its type as the driver has it."""
    if isinstance(value, Mapping):
        return repr(
            sorted(
                (name, type(each).__name__, _typed(each))
                for name, each in value.items()
                if name not in DRAWN_BY_LOT
            )
        )
    return repr(sorted(value) if isinstance(value, list) else value)


def _typed(value: Any) -> str:
    """A point's numbers with the system they are in, a time with its zone."""
    if hasattr(value, "srid"):
        return f"{value.srid} {tuple(value)!r}"
    if hasattr(value, "iso_format"):
        return f"{value.iso_format()} {getattr(value, 'tzinfo', None)!r}"
    return repr(value)
