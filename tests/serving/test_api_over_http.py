"""The API as a client meets it: over HTTP, on loopback, with the small city behind it."""

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from graph.gateway import Run
from server.explorer.pages import read_examples
from server.metrics import Metrics

GRAPHQL = "/graphql"


def ask(served: str, operation: str, variables: dict[str, Any] | None = None) -> httpx.Response:
    return httpx.post(
        served + GRAPHQL, json={"query": operation, "variables": variables or {}}, timeout=60
    )


QUERIES = [each for each in read_examples() if "\nsubscription " not in each.query]


@pytest.mark.parametrize("example", QUERIES, ids=lambda example: example.title)
def test_every_example_is_answered_in_full(served: str, example: Any) -> None:
    answer = ask(served, example.query).json()
    assert "errors" not in answer
    assert all(answer["data"].values())


def test_answers_are_never_stored(served: str) -> None:
    answer = ask(served, "{ __typename }")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.json() == {"data": {"__typename": "Query"}}


def test_health_and_readiness(served: str) -> None:
    assert httpx.get(f"{served}/healthz").json() == {"status": "ok"}
    ready = httpx.get(f"{served}/readyz")
    assert ready.status_code == 200
    assert ready.json()["status"] == "ready"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[1]", b'{"query": 1}', b'"{}"', b"\xff\xfe", b"[" * 100_000]
)
def test_a_body_that_is_no_request_is_refused_without_a_traceback(served: str, body: bytes) -> None:
    answer = httpx.post(
        served + GRAPHQL, content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 400
    assert b"Traceback" not in answer.content


@pytest.mark.parametrize(
    ("operation", "sentence"),
    [("{ districts(", "Syntax Error"), ("{ nothing }", "Cannot query field 'nothing'")],
)
def test_what_is_not_in_the_schema_is_told(served: str, operation: str, sentence: str) -> None:
    (error,) = ask(served, operation).json()["errors"]
    assert sentence in error["message"]


@pytest.mark.anyio
async def test_metrics_count_statements_by_name_and_hold_no_value() -> None:
    metrics = Metrics()
    metrics.watch(Run("Household_by_id", 0.003, 1, 1))
    metrics.watch(Run("Household_by_id", 0.004, 0, 3, failed="DATABASE_AWAY"))
    transport = httpx.ASGITransport(Starlette(routes=[metrics.route()]))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        text = (await client.get("/metrics")).text
    assert 'tsunagu_statement_seconds_count{statement="Household_by_id"} 2.0' in text
    assert (
        'tsunagu_statement_failures_total{code="DATABASE_AWAY",statement="Household_by_id"}' in text
    )
