"""Who asks: from the headers of a request, or the greeting of a socket, to a viewer and its end."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from graph.viewer import ANONYMOUS, Viewer
from server.identity.claims import Choice, Claims
from server.identity.refusals import Unauthenticated
from server.identity.tokens import Tokens

AUTHORIZATION = b"authorization"
ROLE, PURPOSE = b"x-tsunagu-role", b"x-tsunagu-purpose"
_LONGEST_SLEEP = 60.0


@dataclass(frozen=True, slots=True)
class Asker:
    """A viewer, and until when they are who they say: seconds since 1970, None for ever."""

    viewer: Viewer
    until: float | None = None

    @property
    def expired(self) -> bool:
        """Whether their token has run out."""
        return self.until is not None and time.time() >= self.until

    @property
    def seconds_left(self) -> float | None:
        """How long their token still runs; None for ever."""
        return None if self.until is None else max(0.0, self.until - time.time())

    async def expiry(self) -> None:
        """Return once the token has run out, by the clock on the wall; without one, never."""
        while not self.expired:
            left = self.seconds_left
            await asyncio.sleep(_LONGEST_SLEEP if left is None else min(left, _LONGEST_SLEEP))


class Identity:
    """Tells who asks: `without` a token one viewer, with one whoever it says."""

    def __init__(self, tokens: Tokens, claims: Claims, without: Viewer = ANONYMOUS) -> None:
        self._tokens = tokens
        self._claims = claims
        self._nobody = Asker(without)

    async def of_request(self, headers: Iterable[tuple[bytes, bytes]]) -> Asker:
        """Who sends these headers. Raises a `Refused`."""
        for name, _ in headers:
            if name == AUTHORIZATION:
                break
        else:
            return self._nobody
        authorizations = [value for name, value in headers if name == AUTHORIZATION]
        if len(authorizations) > 1:
            raise Unauthenticated("There are several Authorization headers.")
        given = {name: value for name, value in headers if name in {ROLE, PURPOSE}}
        choice = Choice(_text(given.get(ROLE)), _text(given.get(PURPOSE)))
        return await self._asker(authorizations[0], choice)

    async def of_greeting(self, payload: object) -> Asker:
        """Who opens a socket with this payload of `connection_init`. Raises a `Refused`.

        The names are those of the headers, in whatever case.
        """
        if not isinstance(payload, dict):
            return self._nobody
        given = {name.lower(): value for name, value in cast("Mapping[str, Any]", payload).items()}
        authorization = given.get(AUTHORIZATION.decode())
        if authorization is None:
            return self._nobody
        if not isinstance(authorization, str):
            raise Unauthenticated("The authorization is no text.")
        role, purpose = (given.get(each.decode()) for each in (ROLE, PURPOSE))
        choice = Choice(
            role if isinstance(role, str) else None, purpose if isinstance(purpose, str) else None
        )
        return await self._asker(authorization.encode(errors="replace"), choice)

    async def _asker(self, authorization: bytes, choice: Choice) -> Asker:
        scheme, _, token = authorization.partition(b" ")
        if scheme.lower() != b"bearer" or not token.strip():
            raise Unauthenticated("The authorization is no bearer token.")
        claims = await self._tokens.claims(token.strip())
        return Asker(self._claims.viewer(claims, choice), float(claims["exp"]))


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("latin-1").strip()
