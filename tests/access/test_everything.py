"""Whatever each of them asks, row by row and step by step: the answer is the view's.

Generated operations look where chance leads them; these leave nothing out. `make proof-access`
sorts and groups by everything and steps from every node; a run of the tests steps from those that a
protection closes and a few more.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pytest

from tests.access.everything import (
    LARGEST_PAGE,
    by_ids,
    grouped,
    kinds,
    listed,
    parts,
    searched,
    sorted_by,
    stepped,
    summed,
)
from tests.access.people import GuardedAsking
from tests.access.sample import WHOLE, one_of_each, spread
from tests.access.test_against_the_view import APIS, CITY, FILED, ORACLES
from tests.answering.operations import SEARCHED
from tests.answering.oracle import rounded

SOME = 8
TELLING = {"Household", "Resident", "Meeting"}
PEOPLE = one_of_each(sorted(CITY.people), lambda name: CITY.people[name].role)
ROLES = spread(sorted({who.role for who in CITY.people.values()}), 2)
EVERY_ID = [id_ for nodes in CITY.seer.world.nodes.values() for id_ in nodes]


@pytest.mark.anyio
@pytest.mark.parametrize("name", PEOPLE)
async def test_threat_9_every_list_is_the_views_page_after_full_page(
    name: str, asking_as: GuardedAsking
) -> None:
    schema = APIS[name]._schema
    for kind, list_name in kinds(schema).items():
        if not (WHOLE or kind in TELLING):
            continue
        rows, after = list[Any](), ""
        while after is not None:
            page = f"first: {LARGEST_PAGE} {after}"
            answer = await asking_as(CITY.people[name], listed(schema, kind, page))
            found = answer["data"][list_name]
            rows += found["nodes"]
            told = found["pageInfo"]
            assert not told["hasNextPage"] or len(found["nodes"]) == LARGEST_PAGE
            after = f'after: "{told["endCursor"]}"' if told["hasNextPage"] else None
        whole = ORACLES[name].answer(listed(schema, kind, f"first: {len(EVERY_ID)}"))
        assert whole.data is not None
        assert rows == whole.data[list_name]["nodes"], kind


@pytest.mark.anyio
@pytest.mark.parametrize("role", ROLES)
async def test_everything_asked_of_a_row_or_a_list_agrees_with_the_view(
    role: str, asking_as: GuardedAsking
) -> None:
    """Those of a role are asked the same one after the other: it is planned once for all of them."""
    names = [name for name, who in CITY.people.items() if who.role == role]
    for operation in _operations(names[0]):
        for name in names:
            answer = await asking_as(CITY.people[name], operation)
            expected = ORACLES[name].answer(operation)
            assert expected.errors is None, (name, operation, expected.errors)
            told, known = rounded(answer), rounded({"data": expected.data})
            assert _settled(told) == _settled(known), (name, operation)


def _settled(value: Any) -> Any:
    """The same, where a node is reached by several ties at once in one order of these; none is set."""
    if isinstance(value, list):
        return [_settled(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {name: _settled(each) for name, each in value.items()}
    edges = kept.get("edges")
    if edges and all("node" in edge for edge in edges):
        runs = [[*run] for _, run in groupby(edges, key=lambda edge: edge["node"])]
        kept["edges"] = [edge for run in runs for edge in sorted(run, key=repr)]
    return kept


def _operations(name: str) -> Iterator[str]:
    schema = APIS[name]._schema
    for kind in kinds(schema):
        if not (WHOLE or kind in TELLING):
            continue
        yield summed(schema, kind)
        if WHOLE:
            yield from grouped(schema, kind)
            yield from sorted_by(schema, kind)
        ids = [*CITY.seer.world.nodes[kind]]
        chosen = ids if WHOLE else ids[:SOME] + [each for each in FILED if each in set(ids)]
        for some in parts(chosen):
            yield from stepped(schema, kind, some)
    for text in SEARCHED if WHOLE else SEARCHED[:1]:
        yield searched(text)
    for some in parts(EVERY_ID if WHOLE else FILED):
        yield by_ids(some)
