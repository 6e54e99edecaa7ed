"""Entities as a federation gateway asks for them: one statement, in order, null where there is none."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from graph.address import DatabaseAddress
from graph.gateway import Gateway, Run
from resolvers.limits import Limits
from schema.api import Api, api
from schema.federation import federated, subgraph
from tests.answering.asking import Asking
from tests.worlds import PATIENT_SECONDS

OPERATION = """query($r: [_Any!]!) {
  _entities(representations: $r) {
    __typename
    ... on District { name area { name } }
    ... on Agency { name kind }
  }
}"""


@pytest.fixture(scope="module", name="subgraph_api")
def one_federated() -> Api:
    return federated(Limits())


@pytest.fixture
async def gatewayed(small_city: DatabaseAddress, subgraph_api: Api) -> AsyncGenerator[Asking]:
    runs: list[Run] = []
    async with Gateway(small_city, read_seconds=PATIENT_SECONDS, watch=(runs.append,)) as gateway:
        yield Asking(subgraph_api, gateway, runs)


def named(kind: str, node: dict[str, Any]) -> dict[str, Any]:
    return {"__typename": kind, "id": node["id"]}


@pytest.fixture
async def city(asking: Asking) -> dict[str, Any]:
    answer = await asking(
        "{ districts(first: 2) { nodes { __typename id name area { name } } }"
        " agencies(first: 1) { nodes { __typename id name kind } } }"
    )
    return {key: found["nodes"] for key, found in answer["data"].items()}


@pytest.mark.anyio
async def test_entities_of_several_types_come_in_their_order_by_one_statement(
    gatewayed: Asking, city: dict[str, Any]
) -> None:
    first, second = city["districts"]
    (agency,) = city["agencies"]
    wanted = [named("Agency", agency), named("District", second), named("District", first)]
    answer = await gatewayed(OPERATION, {"r": [*wanted, wanted[0]]})
    (run,) = gatewayed.runs
    assert run.name == "entities_by_ids"
    expected = [
        {key: value for key, value in each.items() if key != "id"}
        for each in (agency, second, first, agency)
    ]
    assert answer == {"data": {"_entities": expected}}


@pytest.mark.anyio
async def test_another_type_or_an_unknown_id_is_null(
    gatewayed: Asking, city: dict[str, Any]
) -> None:
    (first, _), (agency,) = city["districts"], city["agencies"]
    asked = [named("District", agency), named("District", {"id": "x"}), named("District", first)]
    answer = await gatewayed(OPERATION, {"r": asked})
    assert [each and each["__typename"] for each in answer["data"]["_entities"]] == [
        None,
        None,
        "District",
    ]


@pytest.mark.anyio
async def test_lists_of_any_length_share_a_plan(gatewayed: Asking, city: dict[str, Any]) -> None:
    plans = gatewayed._context.plans
    for times in range(4):
        await gatewayed(OPERATION, {"r": [named("District", city["districts"][0])] * times})
    assert len(plans._ready) == 1


@pytest.mark.anyio
async def test_representations_may_be_written_out(gatewayed: Asking, city: dict[str, Any]) -> None:
    id_ = city["districts"][0]["id"]
    written = f'{{__typename: "District", id: "{id_}"}}'
    for form in (written, f"[{written}]"):
        answer = await gatewayed(
            f"{{ _entities(representations: {form}) {{ ... on Node {{ id }} }} }}"
        )
        assert answer == {"data": {"_entities": [{"id": id_}]}}


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("operation", "variables", "sentence"),
    [
        (OPERATION, {"r": [{"__typename": "Moon", "id": "x"}]}, "names no entity"),
        (OPERATION, {"r": [{"__typename": "District"}]}, "names no entity"),
        (OPERATION, {"r": ["District"]}, "names no entity"),
        (
            """query($i: ID!) {
              _entities(representations: [{__typename: "District", id: $i}]) { __typename }
            }""",
            {"i": "x"},
            "A variable stands within a representation.",
        ),
        (
            "query($r: _Any!) { _entities(representations: [$r]) { __typename } }",
            {"r": {"__typename": "District", "id": "x"}},
            "A variable stands among the representations.",
        ),
        (OPERATION, {"r": [{"__typename": "District", "id": "x"}] * 101}, "A list has 101 items"),
    ],
)
async def test_what_names_no_entity_is_refused_before_anything_is_run(
    gatewayed: Asking, operation: str, variables: dict[str, Any], sentence: str
) -> None:
    answer = await gatewayed(operation, variables)
    (error,) = answer["errors"]
    assert sentence in error["message"]
    assert gatewayed.runs == []


@pytest.mark.anyio
async def test_the_gateway_is_told_the_plain_schema_with_its_keys(gatewayed: Asking) -> None:
    answer = await gatewayed("{ _service { sdl } }")
    assert answer == {"data": {"_service": {"sdl": subgraph()}}}
    assert gatewayed.runs == []


def test_the_plain_schema_knows_nothing_of_federation() -> None:
    assert "_entities" not in api().as_str()
    assert "_Any" not in api()._schema.type_map
