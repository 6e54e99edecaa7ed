"""Whatever is sent, the answer is the sender's own fault or a right one: never a 5xx, never our insides."""

import asyncio
import json
import logging
import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.address import DatabaseAddress
from graph.errors import TsunaguError
from graph.gateway import Gateway
from server.app import application
from server.manners import Manners
from tests.answering.asking import CITY_DAY
from tests.answering.operations import operations
from tests.answering.test_against_the_oracle import IDS, SCHEMA
from tests.worlds import PATIENT_SECONDS

DOCUMENTS = int(os.environ.get("TSUNAGU_INVALID_DOCUMENTS", "60"))
BODIES = int(os.environ.get("TSUNAGU_RAW_BODIES", "100"))
INSIDES = ("Traceback", ".py", "neo4j.", "MATCH (", "site-packages", "object at 0x", "KeyError")
SCRAPS = ("{", "}", "(", ")", "[", "]", ":", "$x", "...", "@skip", '"', "null", "1e999", "on", "#")
JSON = {"content-type": "application/json", "accept": "application/graphql-response+json"}
suppressed = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """An operation with one to three words left out, repeated, moved or replaced by a scrap."""
    words = draw(operations(SCHEMA, IDS)).split(" ")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(words) - 1))
        match draw(st.integers(0, 4)):
            case 0 if len(words) > 1:
                del words[at]
            case 1:
                words.insert(at, words[at])
            case 2:
                words.insert(draw(st.integers(0, len(words))), words[at])
            case 3:
                words[at] = draw(st.sampled_from(SCRAPS))
            case _:
                words[at] = draw(st.text(max_size=8))
    return " ".join(words)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(["query", "variables", "operationName", "extensions", "documentId", "x"])
ENVELOPES = st.dictionaries(KEYS, VALUES | st.just("{ __typename }"))


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """Bytes of any sort, JSON of any sort, and JSON that is almost a request, cut or bent."""
    match draw(st.integers(0, 3)):
        case 0:
            return draw(st.binary(max_size=300))
        case 1:
            return json.dumps(draw(VALUES)).encode()
        case 2:
            return json.dumps(draw(ENVELOPES)).encode()
        case _:
            body = json.dumps(draw(ENVELOPES)).encode()
            at = draw(st.integers(0, len(body)))
            return body[:at] + draw(st.binary(max_size=4)) + body[at + draw(st.integers(0, 4)) :]


class Sender:
    """Posts to the application over the small city; `logged` are the errors it has logged."""

    def __init__(self, client: httpx.AsyncClient, loop: asyncio.AbstractEventLoop) -> None:
        self.logged: list[str] = []
        self._client = client
        self._loop = loop

    def post(self, body: bytes) -> httpx.Response:
        self.logged.clear()
        posted = self._client.post("/graphql", content=body, headers=JSON)
        return self._loop.run_until_complete(posted)


class _Listening(logging.Handler):
    def __init__(self, sender: Sender) -> None:
        super().__init__(logging.ERROR)
        self._sender = sender

    def emit(self, record: logging.LogRecord) -> None:
        self._sender.logged.append(record.getMessage())


@pytest.fixture(scope="module")
def sender(small_city: DatabaseAddress) -> Generator[Sender]:
    loop = asyncio.new_event_loop()
    gateway = Gateway(small_city, read_seconds=PATIENT_SECONDS)
    loop.run_until_complete(gateway.__aenter__())
    app = application(gateway, demo=True, day=lambda: CITY_DAY, manners=Manners())
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost")
    sender = Sender(client, loop)
    with _heard(sender):
        yield sender
    loop.run_until_complete(client.aclose())
    loop.run_until_complete(gateway.__aexit__(None, None, None))
    loop.close()


@contextmanager
def _heard(sender: Sender) -> Generator[None]:
    handler, root = _Listening(sender), logging.getLogger()
    root.addHandler(handler)
    yield
    root.removeHandler(handler)


def faults(answer: httpx.Response, logged: list[str]) -> list[str]:
    """What an answer must not be, whatever was asked."""
    found = [f"logged {each}" for each in logged]
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        found.append(f"status {answer.status_code}")
    payload: dict[str, Any] = answer.json()
    for error in payload.get("errors", ()):
        told = error["message"] + error["extensions"].get("hint", "")
        if error["extensions"]["code"] == TsunaguError.code:
            found.append(f"masked: {told}")
        found += [f"{each} in {told}" for each in INSIDES if each in told]
    if ("data" in payload) != (answer.status_code == httpx.codes.OK):
        found.append(f"{answer.status_code} with {[*payload]}")
    return found


@settings(max_examples=DOCUMENTS, deadline=None, suppress_health_check=suppressed)
@given(document=spoilt())
def test_a_spoilt_document_is_the_senders_fault(document: str, sender: Sender) -> None:
    answer = sender.post(json.dumps({"query": document}).encode())
    assert faults(answer, sender.logged) == []


@settings(max_examples=BODIES, deadline=None, suppress_health_check=suppressed)
@given(body=bodies())
def test_a_body_of_any_sort_is_answered(body: bytes, sender: Sender) -> None:
    assert faults(sender.post(body), sender.logged) == []
