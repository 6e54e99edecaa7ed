"""The clients people use follow hand-overs, unchanged, over sockets and over events."""

import asyncio
import json
from pathlib import Path

import httpx
import pytest

from tests.changing.moving import Mover
from tests.changing.socket_client import CHANGED
from tests.clients.node import HERE, told_by
from tests.clients.test_python_clients import ran

pytestmark = pytest.mark.anyio
EVENTS = {"accept": "text/event-stream"}


@pytest.fixture
async def after(mover: Mover) -> str:
    """A cursor after which one hand-over was moved twice."""
    id_ = await mover.made("REQUESTED")
    moves = [
        await mover.move(id_, version, state)
        for version, state in enumerate(("ACCEPTED", "IN_PROGRESS", "ON_HOLD"), start=1)
    ]
    return moves[0]["cursor"]


async def test_javascript_clients_follow(changing: str, after: str) -> None:
    told = await asyncio.to_thread(told_by, "subscribing.js", f"{changing}/graphql", after, "2")
    ways = ("socket", "stream", "apollo", "urqlOverSockets", "urqlOverEvents")
    assert {way: told[way] for way in ways} == {way: ["ON_HOLD", "ON_HOLD"] for way in ways}
    assert (told["queried"], told["queriedOverSocket"]) == ("Query", "Query")


async def test_gql_follows(changing: str, after: str, tmp_path: Path) -> None:
    script = str(HERE / "python" / "with_gql_sockets.py")
    url = changing.replace("http", "ws") + "/graphql"
    told = await asyncio.to_thread(ran, "gql", script, url, after, "2", folder=tmp_path)
    assert json.loads(told) == ["ON_HOLD", "ON_HOLD"]


async def test_events_are_framed_by_line_feeds(changing: str, after: str) -> None:
    body = {"query": CHANGED, "variables": {"after": after}}
    async with (
        httpx.AsyncClient(timeout=30) as client,
        client.stream("POST", f"{changing}/graphql", json=body, headers=EVENTS) as answer,
    ):
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        text = b""
        async for chunk in answer.aiter_raw():
            text += chunk
            if text.count(b"event: next") == 2 and text.endswith(b"\n\n"):
                break
    assert b"\r" not in text
    greeting, *events = text.decode().removesuffix("\n\n").split("\n\n")
    assert greeting == ":"
    assert [each.split("\n")[0] for each in events] == ["event: next"] * 2
    assert json.loads(events[0].split("data: ")[1])["data"]["referralChanged"]["after"]


@pytest.mark.parametrize(
    ("query", "said"),
    [("{ __typename }", '{"data":{"__typename":"Query"}}'), ("{ nothing }", '"errors"')],
)
async def test_a_stream_of_one_answer_completes(changing: str, query: str, said: str) -> None:
    async with httpx.AsyncClient(timeout=30) as client:
        answer = await client.post(f"{changing}/graphql", json={"query": query}, headers=EVENTS)
    assert answer.status_code == 200
    assert said in answer.text
    assert answer.text.endswith("event: complete\ndata:\n\n")


URQL = (
    "application/graphql-response+json, application/graphql+json, application/json, "
    "text/event-stream, multipart/mixed"
)


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (URQL, "application/graphql-response+json"),
        ("text/event-stream, multipart/mixed", "text/event-stream"),
        ("application/json;q=0.5, text/event-stream", "text/event-stream"),
        ("text/event-stream;q=0.5, application/json", "application/json"),
        ("*/*", "application/json"),
    ],
)
async def test_the_transport_is_what_the_client_prefers(
    changing: str, accept: str, content_type: str
) -> None:
    async with httpx.AsyncClient(timeout=30) as client:
        answer = await client.post(
            f"{changing}/graphql", json={"query": "{ __typename }"}, headers={"accept": accept}
        )
    assert answer.headers["content-type"].startswith(content_type)


async def test_a_subscription_over_plain_http_is_told_where_to_go(changing: str) -> None:
    async with httpx.AsyncClient(timeout=30) as client:
        answer = await client.post(f"{changing}/graphql", json={"query": CHANGED})
    [error] = answer.json()["errors"]
    assert error["extensions"]["code"] == "OPERATION_RESOLUTION_FAILURE"
    assert "text/event-stream" in error["message"]


async def test_a_stream_whose_body_is_no_request_is_refused(changing: str) -> None:
    async with httpx.AsyncClient(timeout=30) as client:
        answer = await client.post(f"{changing}/graphql", json=[1], headers=EVENTS)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "BATCHING_NOT_SUPPORTED"
