"""The connections that stay open: counted, bounded, and ended in good order when the server stops."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

LEAVE_SECONDS = 2.0
"""How long the open connections have to say goodbye."""


class Full(Exception):
    """As many connections are open as may be."""


class Live:
    """The open sockets and streams of one process, at most `most` of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: set[asyncio.Task[Any]] = set()
        self._leaving = asyncio.Event()

    def __len__(self) -> int:
        return len(self._open)

    @property
    def leaving(self) -> asyncio.Event:
        """Set once the server stops: whoever is open says goodbye then."""
        return self._leaving

    @contextmanager
    def entered(self) -> Generator[None]:
        """Count the running task in while it is open; raises `Full`."""
        task = asyncio.current_task()
        if task is None or len(self._open) >= self._most or self._leaving.is_set():
            raise Full
        self._open.add(task)
        try:
            yield
        finally:
            self._open.discard(task)

    async def leave(self) -> None:
        """Let all that is open say goodbye, and wait for it a moment."""
        self._leaving.set()
        if self._open:
            await asyncio.wait(set(self._open), timeout=LEAVE_SECONDS)
