"""The benchmark runs: every case is one question to every server, and all answer it alike."""

from pathlib import Path
from typing import Any

import pytest

from bench.__main__ import compare
from bench.cases import BARE, DATALOADER, OPERATIONS, OURS, PEERS_OPERATIONS, Case
from bench.compiling import compiled
from bench.databases import Measured
from bench.equality import Different, common, prove_equal, same
from graph.address import DatabaseAddress
from schema.api import Api, api
from seeds.calendar import TODAY

SERVED = [OURS, BARE, DATALOADER]


@pytest.mark.anyio
async def test_every_case_is_answered_alike_by_the_bare_handler_and_the_dataloaders(
    small_city: DatabaseAddress,
) -> None:
    found = await compare(Measured(small_city, None), rounds=1, requests=1, names=SERVED)
    assert set(found) == {path.stem for path in OPERATIONS.glob("*.graphql")}
    for lines in found.values():
        assert [line.server for line in lines] == SERVED
        assert not any(line.unable for line in lines)
        assert all(line.live.latencies for line in lines)
        ours, bare, loaders = lines
        assert (ours.statements, ours.db_hits) == (bare.statements, bare.db_hits)
        assert loaders.statements >= 1


def test_neo4js_library_is_asked_the_same_questions() -> None:
    assert _names(PEERS_OPERATIONS) == _names(OPERATIONS)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.graphql")}


OURS_SAYS = {
    "household": {
        "id": "A",
        "district": {"name": "D"},
        "members": {"edges": [{"since": "2020-01-01", "node": {"id": "B", "spouse": None}}]},
    }
}


def _theirs(**changed: Any) -> Any:
    member = {"id": "B", "spouse": {"edges": []}, **changed}
    edge = {"properties": {"since": "2020-01-01"}, "node": member}
    district = {"edges": [{"node": {"name": "D"}}]}
    return {"household": [{"id": "A", "district": district, "members": {"edges": [edge]}}]}


def test_another_schema_s_answer_is_the_same_when_it_says_the_same() -> None:
    assert same(common(OURS_SAYS), common(_theirs()))


@pytest.mark.parametrize("changed", [{"id": "C"}, {"spouse": {"edges": [{"node": {"id": "S"}}]}}])
def test_an_answer_with_something_else_in_it_is_not_the_same(changed: dict[str, Any]) -> None:
    assert not same(common(OURS_SAYS), common(_theirs(**changed)))


@pytest.mark.anyio
async def test_a_page_that_ends_elsewhere_is_refused(api: Api) -> None:
    case = Case("page", {})
    ours = b'{"data":{"page":{"nodes":[{"id":"A"}],"pageInfo":{"hasNextPage":true}}}}'
    theirs = ours.replace(b"true", b"false")
    with pytest.raises(Different, match="page: dataloader"):
        await prove_equal(api, case, {OURS: ours, DATALOADER: theirs}, TODAY)


@pytest.mark.anyio
async def test_only_want_of_memory_excuses_an_answer(api: Api) -> None:
    ours = b'{"data":{"page":null}}'
    failed = b'{"errors":[{"message":"dbms.memory.transaction.total.max threshold reached"}]}'
    case = Case("page", {})
    answers = {OURS: ours, DATALOADER: failed}
    assert await prove_equal(api, case, answers, TODAY) == {DATALOADER}
    with pytest.raises(Different, match="Nope"):
        await prove_equal(
            api, case, {OURS: ours, DATALOADER: b'{"errors":[{"message":"Nope"}]}'}, TODAY
        )


@pytest.mark.anyio
async def test_a_plan_is_found_again_in_less_time_than_it_is_made() -> None:
    case = Case("one", {OURS: {"query": "{ districts { nodes { name } } }", "variables": {}}})
    took = await compiled(api(), case, TODAY)
    assert 0 < took.cached_ms < took.first_ms
