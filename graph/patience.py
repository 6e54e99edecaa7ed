"""How long a request waits: so long for its answer, and longer while the database plans for it.

A text that the database has not seen is planned before it runs, and a planning is broken off by
nothing. So it goes on when the one who asked has gone, and the next who asks finds the plan.
"""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from types import TracebackType
from typing import Self

PLANNING_SECONDS = 16.0
"""How much longer a request may take for all of its texts that are planned."""
_waiting: ContextVar["Patience | None"] = ContextVar("waiting", default=None)


class Patience:
    """The time of one request: `async with` it; raises `TimeoutError` when it is over.

    `was_planning` says in the end whether a text was being planned for it when the time was over.
    """

    def __init__(self, seconds: float, planning_seconds: float = PLANNING_SECONDS) -> None:
        self.seconds = seconds
        self.was_planning = False
        self._timeout = asyncio.timeout(seconds)
        self._left = planning_seconds
        self._under_way = 0
        self._began = 0.0

    def expired(self) -> bool:
        """Whether the time was over before the end."""
        return self._timeout.expired()

    def answered(self) -> None:
        """The answer has begun: it may take as long as it takes."""
        self._timeout.reschedule(None)

    def begin_planning(self) -> None:
        """A text is planned from now on."""
        self._under_way += 1
        if self._under_way == 1:
            self._began = monotonic()
            self._put_off(self._left)

    def end_planning(self) -> None:
        """It is planned, or given up: what it has not taken is not given."""
        self._under_way -= 1
        if self._timeout.expired():
            self.was_planning = True
        elif self._under_way == 0:
            taken = min(self._left, monotonic() - self._began)
            self._put_off(taken - self._left)
            self._left -= taken

    def _put_off(self, seconds: float) -> None:
        when = self._timeout.when()
        if when is not None:
            self._timeout.reschedule(when + seconds)

    async def __aenter__(self) -> Self:
        await self._timeout.__aenter__()
        self._token = _waiting.set(self)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool | None:
        _waiting.reset(self._token)
        return await self._timeout.__aexit__(kind, error, trace)


@contextmanager
def planned() -> Generator[None]:
    """While the block runs, the database plans a text for the request that is being answered."""
    patience = _waiting.get()
    if patience is None:
        yield
        return
    patience.begin_planning()
    try:
        yield
    finally:
        patience.end_planning()
