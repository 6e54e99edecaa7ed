"""Whatever is asked, the one statement and the naive walk over the rows agree."""

import os

import pytest
from hypothesis import HealthCheck, given, settings

from schema.api import Api
from schema.api import api as built
from seeds.city import SEED, sheets
from tests.answering.asking import Asking
from tests.answering.operations import operations
from tests.answering.oracle import Oracle, World, rounded
from tests.cities import SMALL_FACTOR

EXAMPLES = int(os.environ.get("TSUNAGU_EXAMPLES", "30"))
SCHEMA = built()._schema


WORLD = World.of(sheets(SEED, SMALL_FACTOR))
IDS = [(kind, id_) for kind, nodes in WORLD.nodes.items() for id_ in [*nodes][:5]]


@pytest.mark.anyio
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(operation=operations(SCHEMA, IDS))
async def test_generated_operations_agree_in_one_statement_per_root_field(
    operation: str, asking: Asking, oracle: Oracle
) -> None:
    answer = await asking(operation)
    expected = oracle.answer(operation)
    assert expected.errors is None
    assert rounded(answer) == rounded({"data": expected.data})
    assert len(asking.runs) == len(expected.data or {})


@pytest.mark.anyio
async def test_pages_put_together_are_the_whole_list(asking: Asking, oracle: Oracle) -> None:
    operation = """query($after: String) {
      residents(first: 97, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
    }"""
    found: list[str] = []
    after = None
    for _ in range(100):
        page = (await asking(operation, {"after": after}))["data"]["residents"]
        found += [node["id"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == sorted(oracle.world.nodes["Resident"])


@pytest.mark.anyio
async def test_a_list_in_an_order_of_its_own_pages_without_gap_or_repeat(
    asking: Asking, oracle: Oracle
) -> None:
    operation = """query($after: String) {
      needCategories(first: 4, after: $after) {
        edges { cursor node { code } }
        pageInfo { hasNextPage endCursor }
      }
    }"""
    found: list[str] = []
    after = None
    for _ in range(20):
        page = (await asking(operation, {"after": after}))["data"]["needCategories"]
        found += [edge["node"]["code"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == sorted(node["code"] for node in oracle.world.nodes["NeedCategory"].values())


def test_the_oracle_speaks_the_schema_it_judges(api: Api, oracle: Oracle) -> None:
    assert oracle.api is api
    assert set(oracle.world.nodes) == {
        kind.name for kind in api._schema.get_possible_types(api._schema.type_map["Node"])
    }
