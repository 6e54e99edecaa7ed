"""The issuer's keys: fetched when they are needed, kept while they are fresh, never relied on for ever."""

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from graph.errors import BadInput
from server.identity import keys as module
from server.identity.keys import FetchedKeys, fetched, keys_from, keys_in
from server.identity.refusals import KeysAway
from tests.access.signing import Signer, key_set

pytestmark = pytest.mark.anyio

OLD, NEW = Signer("EdDSA", "old"), Signer("EdDSA", "new")


class Issuer:
    """A place whose key set may be changed, or go away; `seconds` is the clock."""

    def __init__(self) -> None:
        self.signers: tuple[Signer, ...] = (OLD,)
        self.asked = 0
        self.seconds = 1_000.0

    def fetch(self) -> bytes:
        self.asked += 1
        if not self.signers:
            raise ConnectionRefusedError
        return key_set(*self.signers)

    def keys(self) -> FetchedKeys:
        return FetchedKeys(self.fetch, clock=lambda: self.seconds)


async def test_many_who_ask_at_once_make_one_fetch() -> None:
    issuer = Issuer()
    keys = issuer.keys()
    found = await asyncio.gather(*(keys.key("old") for _ in range(20)))
    assert all(found)
    assert issuer.asked == 1


async def test_a_new_key_is_fetched_when_a_token_names_it() -> None:
    issuer = Issuer()
    keys = issuer.keys()
    assert await keys.key("old")
    issuer.signers = (OLD, NEW)
    issuer.seconds += 31
    assert await keys.key("new")
    assert issuer.asked == 2


async def test_made_up_names_make_no_flood_of_fetches() -> None:
    issuer = Issuer()
    keys = issuer.keys()
    for number in range(100):
        assert await keys.key(f"made up {number}") is None
    assert issuer.asked == 1


async def test_a_withdrawn_key_is_forgotten_with_the_next_fetch() -> None:
    issuer = Issuer()
    keys = issuer.keys()
    assert await keys.key("old")
    issuer.signers = (NEW,)
    issuer.seconds += module.FRESH_SECONDS + 1
    assert await keys.key("old")  # while the set is fetched
    assert await keys.key("new")
    assert await keys.key("old") is None


async def test_while_the_issuer_is_away_its_keys_serve_for_an_hour() -> None:
    issuer = Issuer()
    keys = issuer.keys()
    assert await keys.key("old")
    issuer.signers = ()
    issuer.seconds += module.STALE_SECONDS
    assert await keys.key("old")
    issuer.seconds += 31
    with pytest.raises(KeysAway):
        await keys.key("old")
    issuer.signers = (OLD,)
    issuer.seconds += 31
    assert await keys.key("old")


def test_only_public_keys_for_signatures_are_taken() -> None:
    good, weak = Signer("RS256", "good"), Signer("RS256", "weak", 1024)
    given: list[Any] = [
        good.public(),
        weak.public(),
        Signer(kid="encryption").public(use="enc"),
        Signer("EdDSA", "private").public(d="AAAA"),
        {"kty": "oct", "kid": "secret", "k": "c2VzYW1l"},
        "nonsense",
        {"kty": "RSA", "kid": "broken"},
    ]
    assert set(keys_in(json.dumps({"keys": given}).encode())) == {"good"}
    for text in (b"", b"[]", b"{}", b'{"keys": []}', json.dumps({"keys": given[1:]}).encode()):
        with pytest.raises(ValueError):  # noqa: PT011 -- whatever the text says
            keys_in(text)


def test_a_place_that_cannot_be_is_refused_at_the_start(tmp_path: Path) -> None:
    for place in ("http://id.example.jp/certs", str(tmp_path / "none.json"), str(tmp_path)):
        with pytest.raises(BadInput):
            keys_from(place)


@pytest.fixture
def place() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            match self.path:
                case "/moved":
                    self.send_response(302)
                    self.send_header("Location", "/certs")
                    body = b""
                case "/large":
                    self.send_response(200)
                    body = b"x" * (module.LARGEST_BYTES + 1)
                case _:
                    self.send_response(200)
                    body = key_set(OLD)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_key_set_is_fetched_within_bounds_and_from_that_address_alone(place: str) -> None:
    assert set(keys_in(fetched(f"{place}/certs"))) == {"old"}
    for path in ("moved", "large"):
        with pytest.raises(ValueError):  # noqa: PT011 -- whatever the text says
            fetched(f"{place}/{path}")
