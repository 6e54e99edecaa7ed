"""The trail of one process: what is given to it is on the disk before the answer leaves.

A thread writes whatever waits in one go (group commit), so that a burst shares its disk writes. If
it cannot be written, whoever gave it is told so, and shows nothing.
"""

import asyncio
import logging
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Self

from audit.chain import SEGMENT_BYTES, Chain, Clock, Head, now
from audit.entry import Entry
from audit.folder import Folder
from audit.heads import Outside
from graph.errors import AuditUnwritable

LOG = logging.getLogger("tsunagu.audit")

HEAD_SECONDS = 1.0
"""Between two heads told outside, at least; one is told after the last line too."""
LINES_AT_ONCE = 5_000
LINES_WAITING = 50_000
"""More than this is refused: a disk that has come to a halt must not fill the memory."""
READY_SECONDS = 2.0

Done = asyncio.Future[None]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Lines to write, and who waits for them; no lines asks whether writing is possible."""

    bodies: tuple[bytes, ...]
    done: Done
    loop: asyncio.AbstractEventLoop


class Trail:
    """Records; open it with `async with`. Each process has one, and with it a chain of its own."""

    def __init__(
        self,
        folder: Folder,
        key: bytes,
        outside: Outside,
        *,
        clock: Clock = now,
        segment_bytes: int = SEGMENT_BYTES,
        head_seconds: float = HEAD_SECONDS,
    ) -> None:
        self.folder, self.key = folder, key
        self._outside = outside
        self._chain = Chain(folder, key, clock=clock, segment_bytes=segment_bytes)
        self._head_seconds = head_seconds
        self._asked: SimpleQueue[_Asked | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._waiting = 0
        self._told: Head | None = None
        self._told_at = 0.0
        self._fault: AuditUnwritable | None = None

    async def __aenter__(self) -> Self:
        """Take up a chain and begin to write; raises `AuditUnwritable`."""
        await asyncio.to_thread(self._open)
        self._thread = Thread(target=self._write, name="audit", daemon=True)
        self._thread.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write what waits, and leave the chain."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._asked.put(None)
            await asyncio.to_thread(thread.join)

    async def record(self, entries: Iterable[Entry]) -> None:
        """Return when every entry is on the disk; nothing of an answer may leave before.

        Raises `AuditUnwritable` when that cannot be, and `BadInput` for an entry with a text that
        cannot be written. Whoever stops waiting cannot tell: the entries may be there.
        """
        bodies = tuple(body for entry in entries for body in entry.bodies())
        if bodies:
            await self._ask(bodies)

    async def ready(self) -> None:
        """Whether something could be recorded now; after a fault, writing is tried again.

        Raises `AuditUnwritable`.
        """
        try:
            async with asyncio.timeout(READY_SECONDS):
                await self._ask(())
        except TimeoutError:
            raise AuditUnwritable(
                f"The trail of who saw what has not been written for {READY_SECONDS:g} s."
            ) from None

    async def _ask(self, bodies: tuple[bytes, ...]) -> None:
        if self._thread is None:
            raise AuditUnwritable("The trail of who saw what is not open.")
        if self._waiting + len(bodies) > LINES_WAITING:
            raise AuditUnwritable("Too much waits to be written to the trail of who saw what.")
        loop = asyncio.get_running_loop()
        done: Done = loop.create_future()
        self._waiting += len(bodies)
        self._asked.put(_Asked(bodies, done, loop))
        await done

    def _open(self) -> None:
        self._chain.open()
        try:
            self._tell_head()
        except AuditUnwritable:
            self._chain.close()
            raise

    def _write(self) -> None:
        """The thread: takes what waits, writes it, tells who waited; ends when told so."""
        while True:
            batch, ended = self._next()
            if batch:
                self._commit(batch)
            if ended or not batch:
                self._tell_when_due(at_once=ended)
            if ended:
                self._chain.close()
                return

    def _next(self) -> tuple[list[_Asked], bool]:
        """What waits, at least one; none when a head is due. And whether this is the last."""
        batch, lines = list[_Asked](), 0
        try:
            asked = self._asked.get(timeout=self._patience())
            while asked is not None:
                batch.append(asked)
                lines += len(asked.bodies)
                if lines >= LINES_AT_ONCE:
                    return batch, False
                asked = self._asked.get_nowait()
        except Empty:
            return batch, False
        return batch, True

    def _commit(self, batch: list[_Asked]) -> None:
        bodies = [body for asked in batch for body in asked.bodies]
        fault: AuditUnwritable | None = None
        try:
            if bodies or self._fault:
                self._chain.append(bodies)  # after a fault even nothing: that tries the disk
            if not self._is_told() and self._head_is_due():
                self._tell_head()
        except AuditUnwritable as error:
            fault = error
        except Exception as error:  # whoever waits must hear of it, whatever it is
            LOG.exception("writing the trail")
            fault = AuditUnwritable(f"The trail of who saw what failed: {type(error).__name__}.")
        if fault and not self._fault:
            LOG.error("%s", fault)
        self._fault = fault
        for loop in {asked.loop for asked in batch}:
            with suppress(RuntimeError):  # a loop that has ended waits for nothing
                ours = [asked for asked in batch if asked.loop is loop]
                loop.call_soon_threadsafe(self._tell, ours, fault)

    def _tell(self, batch: list[_Asked], fault: AuditUnwritable | None) -> None:
        """In the loop: wake who waited."""
        for asked in batch:
            self._waiting -= len(asked.bodies)
            if asked.done.done():
                continue
            if fault is None:
                asked.done.set_result(None)
            else:
                asked.done.set_exception(AuditUnwritable(fault.message, hint=fault.hint))

    def _tell_when_due(self, *, at_once: bool) -> None:
        if self._fault is None and not self._is_told() and (at_once or self._head_is_due()):
            try:
                self._tell_head()
            except AuditUnwritable as error:
                self._fault = error

    def _tell_head(self) -> None:
        head = self._chain.head
        self._outside.tell(head)
        self._told, self._told_at = head, time.monotonic()

    def _is_told(self) -> bool:
        return self._chain.head == self._told

    def _patience(self) -> float | None:
        """Seconds until a head is due; none is after a fault, which the next who asks finds out."""
        if self._fault or self._is_told():
            return None
        return max(0.0, self._told_at + self._head_seconds - time.monotonic())

    def _head_is_due(self) -> bool:
        return time.monotonic() >= self._told_at + self._head_seconds
