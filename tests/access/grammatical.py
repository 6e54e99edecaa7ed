"""What the grammar writes, as somebody asks it of the hamlet: also by values and ids they do not see.

Conditions compare with what the whole hamlet holds, and lists hang on whatever nodes it has. A run of
the tests draws some cells by the seed, `make proof-access` asks all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from random import Random
from typing import Any

from graph.policy import POLICY
from tests.access.hamlet import Hamlet
from tests.access.people import viewer_of
from tests.access.sample import SEED, SHARE
from tests.access.seeing import Somebody
from tests.answering.asking import CITY_DAY
from tests.answering.oracle import Oracle
from tests.grammar.operations import CELLS, NEVER, Cell, Grammar
from tests.grammar.writing import Written
from tests.sealed import SEALS


@dataclass(frozen=True)
class Sent:
    """One request: a document with its variables, and which of its operations is meant."""

    cell: Cell
    document: str
    variables: Mapping[str, Any] = field(hash=False)
    named: str | None = None


def cells(name: str, count: int) -> list[tuple[int, Cell]]:
    """So many cells with their turns, drawn for somebody; in the proof all, or its share of them."""
    every = [(turn, cell) for turn, cell in enumerate(CELLS) if cell not in NEVER]
    if SHARE:
        count = max(count, ceil(SHARE * len(every)))
    chance = Random(f"{SEED} grammar {name}")  # noqa: S311 -- the seed decides
    return every if count >= len(every) else chance.sample(every, count)


def sent(hamlet: Hamlet, who: Somebody, name: str, count: int) -> Iterator[Sent]:
    """Their requests, of the kind whose turn it is; cells that their schema has nothing for are left out."""
    api = hamlet.schema_of(who)
    grammar = Grammar(api._schema, hamlet.seer.world)
    oracle = Oracle(api, hamlet.seer.view(who), CITY_DAY, SEALS.of(viewer_of(who), POLICY.version))
    for turn, cell in cells(name, count):
        written = next(grammar.written(cell, turn), None)
        for run in written.runs if written else ():
            assert written
            variables = {**run.variables, **_cursor(oracle, written)}
            yield Sent(cell, written.document, variables, run.named)


def _cursor(oracle: Oracle, written: Written) -> dict[str, Any]:
    """Of a page that goes on, the cursor of a row in the middle of what they see."""
    if not written.probe:
        return {}
    found = oracle.answer(written.probe)
    assert found.data is not None, (written.probe, found.errors)
    edges = next(iter(found.data.values()))["edges"]
    return {"at": edges[len(edges) // 2]["cursor"] if edges else None}
