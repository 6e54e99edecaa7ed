"""Follows the outbox for everybody in this process who listens: one poll, however many they are.

The newest events are kept in a window of bounded size. A listener holds nothing but its place: it
reads on in the window, or from the database when it has fallen behind it, so that a slow one costs
no memory and misses nothing. Nobody listening, nothing is asked. A database that is away for a
while is asked again until it answers, and the listeners go on where they were.
"""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator

from graph.errors import BadInput, DatabaseFault
from graph.gateway import Gateway
from graph.outbox.events_after import EVENTS_AFTER, Event, Since
from graph.outbox.last_event import LAST_EVENT
from graph.question import NoParameters
from graph.unbroken import unbroken

LOG = logging.getLogger("tsunagu.tail")

WINDOW = 1_000
"""Events kept for those who listen."""
BATCH = 200
"""Events read at a time."""
QUICK_SECONDS, IDLE_SECONDS = 0.05, 0.5
"""Between two polls: right after events, and when none have come for a while."""
AWAY_SECONDS = 1.0
"""Before a database that did not answer is asked again."""


class Tail:
    """The outbox's end, as far as this process has read it."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._window: deque[Event] = deque(maxlen=WINDOW)
        self._end = 0
        self._listeners = 0
        self._polling: asyncio.Task[None] | None = None
        self._news = asyncio.Event()
        self._nudged = asyncio.Event()

    @property
    def listeners(self) -> int:
        """How many listen now."""
        return self._listeners

    async def place(self, after: int | None) -> int:
        """Where to start: after an event, or at the end. Raises `BadInput` for one to come."""
        statement = LAST_EVENT.statement(NoParameters())
        [last] = LAST_EVENT.rows(await unbroken(self._gateway.read(statement)))
        if after is None:
            return last.sequence
        if not 0 <= after <= last.sequence:
            raise BadInput(
                "`after` is a cursor of another database.",
                hint="Subscribe without `after`, and read what you show anew.",
            )
        return after

    async def follow(self, after: int) -> AsyncGenerator[Event]:
        """Every event after that place, in order, each once; never ends by itself."""
        self._enter(after)
        try:
            while True:
                events = await self._next(after)
                for event in events:
                    after = event.sequence
                    yield event
        finally:
            self._leave()

    def nudge(self) -> None:
        """Look at once: this process has just written an event."""
        self._nudged.set()

    def _enter(self, after: int) -> None:
        self._listeners += 1
        if self._polling is None:
            self._window.clear()
            self._end = after
            self._polling = asyncio.create_task(self._poll())

    def _leave(self) -> None:
        self._listeners -= 1
        if self._listeners == 0:
            self._nudged.set()  # the poll ends by itself: a statement broken off costs a connection

    async def _next(self, after: int) -> list[Event]:
        """What comes after that place, at least one event; waits when there is none yet."""
        while after >= self._end:
            await self._news.wait()
        oldest = self._end - len(self._window) + 1
        if after + 1 >= oldest:
            return [self._window[each] for each in range(after + 1 - oldest, len(self._window))]
        while True:
            try:
                return await unbroken(self._read(after))
            except DatabaseFault as fault:
                LOG.warning("catching up: %s", fault.code)
                await asyncio.sleep(AWAY_SECONDS)

    async def _poll(self) -> None:
        pause = QUICK_SECONDS
        while self._listeners:
            try:
                events = await self._read(self._end)
            except DatabaseFault as fault:
                LOG.warning("tail: %s", fault.code)
                events, pause = [], AWAY_SECONDS
            else:
                pause = QUICK_SECONDS if events else min(pause * 2, IDLE_SECONDS)
            if events:
                self._window.extend(events)
                self._end = events[-1].sequence
                news, self._news = self._news, asyncio.Event()
                news.set()
            if len(events) < BATCH and self._listeners:
                await self._rest(pause)
        self._polling = None

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._nudged.wait()
        except TimeoutError:
            return
        finally:
            self._nudged.clear()

    async def _read(self, after: int) -> list[Event]:
        """The next events without a gap: what stands beyond one is left for the next look."""
        rows = await self._gateway.read(EVENTS_AFTER.statement(Since(after, BATCH)))
        events = EVENTS_AFTER.rows(rows)
        whole = [event for place, event in enumerate(events, after + 1) if event.sequence == place]
        if len(whole) < len(events):
            LOG.error("the outbox has a gap after event %d", after + len(whole))
        return whole
