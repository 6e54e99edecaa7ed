"""Proves that all servers answered the same, before anything is timed.

The common form: a connection is the list of its nodes, each with the properties of the tie that
leads to it, and whether more come; cursors are each server's own and left out. Where Neo4j's library
has a list of at most one and we have one or null, that list is taken for the one; it cannot sort by the
place of a choice, so the same entries in another order are the same.
"""

from datetime import date
from typing import Any, cast

import orjson

from bench.cases import BARE, OURS, Case
from bench.context import demo_context
from graph.policy import POLICY
from resolvers.plans import Plans
from schema.api import Api

OF_EDGES = frozenset({"edges", "nodes", "pageInfo"})


OUT_OF_MEMORY = "memory.transaction"
"""What the database says when a statement would take more memory than all may have together."""


class Different(AssertionError):
    """Two servers answered differently, or one did not answer."""


async def prove_equal(api: Api, case: Case, answers: dict[str, bytes], today: date) -> set[str]:
    """Raises `Different` unless every answer says what ours says.

    Gives the names of the peers whose statement took more memory than the database has.
    """
    read = {name: orjson.loads(answer) for name, answer in answers.items()}
    ours = read[OURS].get("data")
    unable: set[str] = set()
    for name, answer in read.items():
        if errors := answer.get("errors"):
            if name in {OURS, BARE} or OUT_OF_MEMORY not in errors[0]["message"]:
                raise Different(f"{case.name}: {name} answered with {errors}")
            unable.add(name)
        elif name == BARE:
            theirs = await _shaped(api, case, answer["data"], today)
            if theirs != ours:
                raise Different(f"{case.name}: the bare row and our answer differ")
        elif not same(common(ours), common(answer["data"])):
            raise Different(f"{case.name}: {name} and we answer differently")
    return unable


def common(value: Any) -> Any:
    """A part of an answer in the common form."""
    if isinstance(value, list):
        return [common(each) for each in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    fields = cast("dict[str, Any]", value)
    if not fields or not OF_EDGES.issuperset(fields):
        return {name: common(each) for name, each in fields.items()}
    if "edges" in fields:
        entries = [common(_with_tie(edge)) for edge in fields["edges"]]
    else:
        entries = common(fields["nodes"])
    page = fields.get("pageInfo")
    return {"entries": entries, "more": page["hasNextPage"]} if page else entries


def _with_tie(edge: dict[str, Any]) -> dict[str, Any]:
    tie = {name: value for name, value in edge.items() if name not in {"node", "properties"}}
    return {**edge["node"], **tie, **(edge.get("properties") or {})}


def same(ours: Any, theirs: Any) -> bool:
    """Whether two parts in the common form say the same."""
    if isinstance(theirs, list) and not isinstance(ours, list):
        entries = cast("list[Any]", theirs)
        if not entries:
            return ours is None
        return len(entries) == 1 and same(ours, entries[0])
    if isinstance(ours, dict) and isinstance(theirs, dict):
        mine, other = cast("dict[str, Any]", ours), cast("dict[str, Any]", theirs)
        return mine.keys() == other.keys() and all(same(mine[name], other[name]) for name in mine)
    if isinstance(ours, list) and isinstance(theirs, list):
        many, others = cast("list[Any]", ours), cast("list[Any]", theirs)
        if len(many) != len(others):
            return False
        return all(map(same, many, others)) or all(map(same, _by_id(many), _by_id(others)))
    return ours == theirs


def _by_id(entries: list[Any]) -> list[Any]:
    """The entries by their ids, where they have them."""
    if not all(isinstance(each, dict) and "id" in each for each in entries):
        return entries
    return sorted(entries, key=lambda each: each["id"])


async def _shaped(api: Api, case: Case, row: Any, today: date) -> Any:
    """The bare handler's row, shaped as we shape it."""

    class Tap:
        """Takes the gateway's place and hands over the row."""

        async def read(self, statement: Any) -> list[Any]:
            _ = statement
            return [[row]]

    context = demo_context(Tap(), Plans(POLICY), today)
    asked = case.sent[OURS]
    return (await api.execute(asked["query"], asked["variables"], context)).data
