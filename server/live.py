"""The connections that stay open: counted, bounded, and ended in good order when the server stops.

Besides the bound on all there is one on each client, and one on all those who have shown no token: a
stranger who opens as many as there may be leaves room for whoever has work to do.
"""

import asyncio
from collections import Counter
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

from graph.planning import Planner
from graph.viewer import Role, Viewer
from server.limits import SocketLimits

LEAVE_SECONDS = 2.0
"""How long the open connections have to say goodbye."""


class Full(Exception):
    """As many connections are open as may be: of all, of this client or of strangers."""


@dataclass(frozen=True)
class Client:
    """Whose share a connection counts to: a token's account, or an address where there is none.

    Without a `name` it counts to nobody's: the demo's own viewer.
    """

    name: str | None
    is_stranger: bool

    @classmethod
    def at(cls, scope: Mapping[str, Any]) -> Self:
        """Whoever asks from an address, before it is known who that is."""
        peer = scope.get("client")
        return cls(f"address {peer[0] if peer else ''}", is_stranger=True)

    def known_as(self, viewer: Viewer) -> "Client":
        """The same when it is known."""
        if viewer.role is Role.DEMO:
            return Client(None, is_stranger=False)
        if viewer.account is None:
            return self
        return Client(f"account {viewer.account}", is_stranger=False)

    @property
    def planner(self) -> Planner | None:
        """Whose share of planning it is."""
        return None if self.name is None else Planner(self.name, self.is_stranger)


class Place:
    """The place of one open connection."""

    def __init__(self, live: "Live", client: Client) -> None:
        self._live = live
        self.client = client

    def becomes(self, viewer: Viewer) -> None:
        """Count it to whom it is of, now that this is known; raises `Full`."""
        client = self.client.known_as(viewer)
        if client != self.client:
            self._live.demand_room(client)
            self._live.count(self.client, -1)
            self._live.count(client, 1)
            self.client = client


class Live:
    """The open sockets and streams of one process."""

    def __init__(self, limits: SocketLimits) -> None:
        self._limits = limits
        self._open: set[asyncio.Task[Any]] = set()
        self._of_each: Counter[str] = Counter()
        self._of_strangers = 0
        self._leaving = asyncio.Event()

    def __len__(self) -> int:
        return len(self._open)

    @property
    def leaving(self) -> asyncio.Event:
        """Set once the server stops: whoever is open says goodbye then."""
        return self._leaving

    @contextmanager
    def entered(self, client: Client) -> Generator[Place]:
        """Count the running task in while it is open; raises `Full`."""
        task = asyncio.current_task()
        if task is None or self._leaving.is_set():
            raise Full
        if len(self._open) >= self._limits.live_connections:
            raise Full
        self.demand_room(client)
        self._open.add(task)
        self.count(client, 1)
        place = Place(self, client)
        try:
            yield place
        finally:
            self._open.discard(task)
            self.count(place.client, -1)

    def demand_room(self, client: Client) -> None:
        """Raise `Full` when the client, or strangers together, have all that they may have."""
        if client.is_stranger and self._of_strangers >= self._limits.stranger_connections:
            raise Full
        if client.name and self._of_each[client.name] >= self._limits.client_connections:
            raise Full

    def count(self, client: Client, more: int) -> None:
        """Count one more of a client's, or one less."""
        self._of_strangers += more * client.is_stranger
        if client.name is not None:
            self._of_each[client.name] += more
            if not self._of_each[client.name]:
                del self._of_each[client.name]

    async def leave(self) -> None:
        """Let all that is open say goodbye, and wait for it a moment."""
        self._leaving.set()
        if self._open:
            await asyncio.wait(set(self._open), timeout=LEAVE_SECONDS)
