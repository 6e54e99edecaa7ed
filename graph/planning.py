"""Whose turn it is to have a text planned: each who asks has a share of it, and strangers one together.

A text that is new to the database takes a processor for as long as it is planned, and nothing breaks
that off. So one account, or one address without a token, has one text planned at a time; those
without a token have one at a time between them all. Others wait for their turn, and what cannot wait
is refused. A turn lasts until the planning is over, whether anybody still waits for it or not.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from graph.errors import TsunaguError

AT_ONCE = 1
"""How many texts are planned at a time for one who asks, and for all strangers."""
WAITING = 12
"""How many may wait for one who asks, and for all strangers."""
AGAIN_SECONDS = 5
_STRANGERS = "strangers"


class PlanningBusy(TsunaguError):
    """So many new queries of whoever asks are being prepared that this one was not begun."""

    code = "PLANNING_BUSY"


@dataclass(frozen=True)
class Planner:
    """Whose share a planning counts to; of strangers besides to that of all of them."""

    name: str
    is_stranger: bool


_asking: ContextVar[Planner | None] = ContextVar("planner", default=None)


@contextmanager
def planning_for(planner: Planner | None) -> Generator[None]:
    """What is planned while the block runs counts to them; to nobody without one."""
    token = _asking.set(planner)
    try:
        yield
    finally:
        _asking.reset(token)


@dataclass
class _Queue:
    under_way: int = 0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque[asyncio.Future[None]])


class Turns:
    """The turns of one process."""

    def __init__(self) -> None:
        self._queues: dict[str, _Queue] = {}

    async def taken(self) -> Callable[[], None]:
        """Wait until it is the turn of whoever asks; what is given back ends the turn.

        Raises `PlanningBusy` when too many wait for theirs.
        """
        planner = _asking.get()
        if planner is None:
            return _nothing
        await self._take(planner.name)
        if not planner.is_stranger:
            return lambda: self._end(planner.name)
        try:
            await self._take(_STRANGERS)
        except BaseException:
            self._end(planner.name)
            raise

        def end() -> None:
            self._end(_STRANGERS)
            self._end(planner.name)

        return end

    async def _take(self, name: str) -> None:
        queue = self._queues.setdefault(name, _Queue())
        if queue.under_way < AT_ONCE:
            queue.under_way += 1
            return
        if len(queue.waiting) >= WAITING:
            raise PlanningBusy(
                f"{WAITING} of your queries wait to be prepared: they are new to the database.",
                hint="Send it again in a few seconds, and fewer new queries at a time.",
            )
        turn = asyncio.get_running_loop().create_future()
        queue.waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # it was given in the same moment
                self._end(name)
            elif turn in queue.waiting:
                queue.waiting.remove(turn)
            raise

    def _end(self, name: str) -> None:
        """Hand the turn on, or leave the place free."""
        queue = self._queues[name]
        while queue.waiting:
            turn = queue.waiting.popleft()
            if not turn.done():  # whoever it was has not gone
                turn.set_result(None)
                return
        queue.under_way -= 1
        if not queue.under_way:
            del self._queues[name]


def _nothing() -> None:
    """Nobody's share ends."""
