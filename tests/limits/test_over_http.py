"""The application refuses over HTTP what its limits forbid, before it asks the database."""

from collections.abc import AsyncGenerator
from typing import Any, cast

import httpx
import pytest

from graph.gateway import Gateway
from resolvers.limits import Limits
from server.app import application
from server.limits import RequestLimits, ServerLimits
from server.manners import Manners
from tests.limits.test_admission import NoDatabase

TIGHT = ServerLimits(Limits(depth=1), RequestLimits(body_bytes=1_000))


@pytest.fixture
async def client() -> AsyncGenerator[httpx.AsyncClient]:
    gateway = cast("Gateway", NoDatabase())
    app = application(gateway, demo=True, manners=Manners(), limits=TIGHT)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client


async def ask(client: httpx.AsyncClient, **body: Any) -> httpx.Response:
    accept = {"accept": "application/graphql-response+json"}
    return await client.post("/graphql", json=body, headers=accept)


@pytest.mark.anyio
async def test_an_operation_beyond_a_limit_is_a_bad_request(client: httpx.AsyncClient) -> None:
    answer = await ask(client, query='{ household(id: "x") { district { name } } }')
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["extensions"]["limit"] == "depth"
    assert "data" not in answer.json()


@pytest.mark.anyio
async def test_the_estimate_comes_with_the_answer(client: httpx.AsyncClient) -> None:
    query = (
        "{ __typename ...D @skip(if: true) } fragment D on Query { households { nodes { id } } }"
    )
    answer = await ask(client, query=query, extensions={"cost": True})
    assert answer.json()["extensions"] == {"cost": {"estimated": 20, "maximum": 20_000}}


@pytest.mark.anyio
async def test_a_body_beyond_the_limit_is_too_large(client: httpx.AsyncClient) -> None:
    answer = await ask(client, query="{ __typename }" + " " * 1_000)
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["extensions"]["limit"] == "body_bytes"


@pytest.mark.anyio
@pytest.mark.parametrize(
    "body", [b'{"query": "{ __typename }", "variables": {"a": NaN}}', b'{"query": "\\ud800"}']
)
async def test_what_is_no_json_is_refused(client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post(
        "/graphql", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 400
