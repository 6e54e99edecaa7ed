"""The issuer's public keys: a key set (JWKS) from a file, or from an address that is asked again.

A key set is fetched when a token names a key it has not, and when it grows old; one fetch at a
time, bounded in time and size. Keys that could not be renewed for an hour are not relied on.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

import orjson
import requests
from anyio import to_thread
from jwt import PyJWK, PyJWKSet, PyJWTError

from graph.errors import BadInput
from server.identity.refusals import KeysAway

LOG = logging.getLogger("tsunagu.identity")

FETCH_SECONDS = 5.0
LARGEST_BYTES = 256 * 1024
MOST_KEYS = 100
FRESH_SECONDS = 600.0
"""After so long the key set is asked for again, while the one there is goes on serving."""
STALE_SECONDS = 3_600.0
"""After so long without an answer nobody is let in: a key may have been withdrawn."""
PAUSE_SECONDS = 30.0
"""The least time between two fetches, whatever the tokens name."""

_ASYMMETRIC = {"RSA", "EC", "OKP"}
_LEAST_RSA_BITS = 2_048
_AT_HOME = {"localhost", "127.0.0.1", "::1"}


class Keys(Protocol):
    """Where a token's key is looked up."""

    async def key(self, name: str | None) -> PyJWK | None:
        """The key of that `kid`, the only one there is for None; None when there is none."""
        ...


class KeptKeys:
    """A key set that does not change while the process runs."""

    def __init__(self, keys: dict[str | None, PyJWK]) -> None:
        self._keys = keys

    async def key(self, name: str | None) -> PyJWK | None:
        return _named(self._keys, name)


class FetchedKeys:
    """A key set at an address; `fetch` gives its bytes and may block, `clock` counts seconds."""

    def __init__(
        self, fetch: Callable[[], bytes], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._fetch = fetch
        self._clock = clock
        self._keys: dict[str | None, PyJWK] = {}
        self._renewed = self._tried = float("-inf")
        self._one_at_a_time = asyncio.Lock()
        self._renewal: asyncio.Task[None] | None = None

    async def key(self, name: str | None) -> PyJWK | None:
        """Raises `KeysAway` when no key set is to be had that is fresh enough."""
        age = self._clock() - self._renewed
        if age > STALE_SECONDS:
            await self._renew()
            if self._clock() - self._renewed > STALE_SECONDS:
                raise KeysAway(
                    "The issuer's keys cannot be had at the moment.", hint="Try again in a moment."
                )
        elif age > FRESH_SECONDS and (self._renewal is None or self._renewal.done()):
            self._renewal = asyncio.create_task(self._renew())
        found = _named(self._keys, name)
        if found is None:
            await self._renew()
            found = _named(self._keys, name)
        return found

    async def _renew(self) -> None:
        """Ask for the key set, unless that was done a moment ago; what fails is logged."""
        async with self._one_at_a_time:
            if self._clock() - self._tried < PAUSE_SECONDS:
                return
            self._tried = self._clock()
            try:
                text = await to_thread.run_sync(self._fetch)
                self._keys = keys_in(text)
            except (OSError, ValueError) as error:
                LOG.warning("the issuer's keys could not be read: %s", type(error).__name__)
                return
            self._renewed = self._clock()


def keys_from(place: str) -> KeptKeys | FetchedKeys:
    """The key set at an https address (or http on this machine), or in a file. Raises `BadInput`."""
    where = urlsplit(place)
    if where.scheme in {"http", "https"}:
        if where.scheme == "http" and where.hostname not in _AT_HOME:
            raise BadInput(
                "TSUNAGU_OIDC_KEYS is an http address: whoever is on the way could give the keys.",
                hint="Name its https address.",
            )
        return FetchedKeys(lambda: fetched(place))
    try:
        return KeptKeys(keys_in(Path(place).read_bytes()))
    except (OSError, ValueError) as error:
        raise BadInput(
            f"No key set can be read from {place}: {error}.",
            hint="TSUNAGU_OIDC_KEYS is an https address or a file with a JWKS.",
        ) from None


def fetched(address: str) -> bytes:
    """The bytes there, within bounds of size and time. Raises `OSError` or `ValueError`."""
    until = time.monotonic() + FETCH_SECONDS
    with requests.get(
        address, timeout=FETCH_SECONDS / 2, stream=True, allow_redirects=False
    ) as answer:
        if answer.status_code != requests.codes.ok:
            raise ValueError(f"the status is {answer.status_code}")
        body = bytearray()
        for part in answer.iter_content(16_384):
            body += part
            if len(body) > LARGEST_BYTES or time.monotonic() > until:
                raise ValueError("it is too large, or comes too slowly")
        return bytes(body)


def keys_in(text: bytes) -> dict[str | None, PyJWK]:
    """The usable keys of a JWKS by their `kid`. Raises `ValueError` when it has none.

    Shared secrets, private keys, keys for encryption and RSA keys below 2,048 bits are left out.
    """
    document = orjson.loads(text)
    given: Any = (
        cast("dict[str, Any]", document).get("keys") if isinstance(document, dict) else None
    )
    if not isinstance(given, list) or not given:
        raise ValueError("it is no JWKS")
    listed = cast("list[Any]", given)[:MOST_KEYS]
    try:
        keys = PyJWKSet([each for each in listed if _for_signatures(each)])
    except PyJWTError:
        raise ValueError("it has no usable key") from None
    found = {each.key_id: each for each in keys if _long_enough(each)}
    if not found:
        raise ValueError("it has no usable key")
    return found


def _for_signatures(key: Any) -> bool:
    match key:
        case {"kty": str(type_)}:
            return type_ in _ASYMMETRIC and key.get("use", "sig") == "sig" and "d" not in key
        case _:
            return False


def _long_enough(key: PyJWK) -> bool:
    return key.key_type != "RSA" or key.key.key_size >= _LEAST_RSA_BITS


def _named(keys: dict[str | None, PyJWK], name: str | None) -> PyJWK | None:
    if name is None and len(keys) == 1:
        return next(iter(keys.values()))
    return keys.get(name)
