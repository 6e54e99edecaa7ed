"""The sweep: the register of the whole city brought in line with the rules, once a day.

Ages and clocks move by themselves, so every household is evaluated, batch by batch in the order of
ids, by as many sessions as there are processors. Each batch is one transaction. How far the sweep
has come is written down when a batch and all before it are done: a sweep that was stopped goes on
there when it is begun again for the same day. What was under way then is evaluated once more, which
changes nothing.
"""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import LiteralString, Protocol

from graph.changes.protection import SEAL, Sealing
from graph.cypher import Statement
from graph.gaps.all import RULES
from graph.gaps.evaluation import Kept, declaration, evaluation, kept
from graph.gaps.household_count import HOUSEHOLD_COUNT
from graph.gaps.households_after import HOUSEHOLDS_AFTER, After
from graph.gaps.households_up_to import HOUSEHOLDS_UP_TO, UpTo
from graph.gaps.record_sweep import RECORD_SWEEP, Reaching
from graph.gaps.sweep_reached import SWEEP_REACHED, Reached
from graph.gaps.sweep_records import FORGET_SWEEP, SWEEP_KEY_IS_UNIQUE
from graph.gateway import Gateway
from graph.question import NoParameters

BATCH = 1_000
"""Households to a transaction: it holds their gaps alone, a few megabytes."""
MOST_SESSIONS = 8
AS_PLANNED: LiteralString = "CYPHER replan=skip\n"
"""The plan of a run's first batch serves the others: the register grows under it, and the database
would else plan anew every ten seconds, for some seconds each.
"""


class Watch(Protocol):
    """Is told how a sweep gets on."""

    def households(self, count: int) -> None:
        """So many more households have been evaluated."""
        ...


class Quiet:
    """Shows nothing."""

    def households(self, count: int) -> None:
        _ = count


@dataclass(frozen=True)
class Sweep:
    """What a sweep did: households evaluated in this run, and by rule, in the order of the rules.

    `resumed` when it went on where an earlier run for the same day had stopped.
    """

    households: int
    rules: tuple[Kept, ...]
    resumed: bool


async def sweep(
    gateway: Gateway,
    today: date,
    watch: Watch | None = None,
    *,
    batch: int = BATCH,
    sessions: int | None = None,
) -> Sweep:
    """Bring the register of every household in line with the rules, as of `today`.

    The schema must stand (`graph.migrations.apply.migrate`). Running it again changes nothing.
    Without `sessions` there is one for each processor of this machine. Raises as
    `Gateway.write` does; what was done till then stays done.
    """
    await gateway.write(SWEEP_KEY_IS_UNIQUE.statement(NoParameters()))
    await gateway.write(declaration())
    reached = await _reached(gateway, today)
    resumed = reached is not None and not reached.complete
    after = reached.after if reached is not None and resumed else ""
    run = _Run(gateway, today, watch or Quiet(), batch, after)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(run.work())
            for _ in range((sessions or usual_sessions()) - 1):
                group.create_task(run.join())
    except ExceptionGroup as faults:
        raise faults.exceptions[0] from None  # the others were stopped for it, or met the same
    await gateway.write(_record(today, run.frontier, complete=True))
    return Sweep(run.households, _summed(run.kept), resumed=resumed)


def usual_sessions() -> int:
    """As many sessions as this machine has processors for us, within bounds."""
    return min(MOST_SESSIONS, os.cpu_count() or 1)


class _Run:
    """One run of a sweep: what its sessions share."""

    def __init__(self, gateway: Gateway, today: date, watch: Watch, batch: int, after: str) -> None:
        self._gateway = gateway
        self._today = today
        self._watch = watch
        self._batch = batch
        self._read_up_to = after
        self._begun = 0
        self._reading = asyncio.Lock()
        self._recording = asyncio.Lock()
        self._done: dict[int, str] = {}
        self._all_done = 0
        self.frontier = after
        """The last household of those that are done with all before them."""
        self.households = 0
        self.kept: list[Kept] = []
        self._planned = asyncio.Event()

    async def join(self) -> None:
        """Work too, from when the long statement is planned: so it is planned once."""
        await self._planned.wait()
        await self.work()

    async def work(self) -> None:
        """Evaluate the next batch until there are no more."""
        while (page := await self._next()) is not None:
            number, households = page
            sealing = SEAL.statement(Sealing(households, self._today))
            evaluating = evaluation(households, self._today)
            if self._planned.is_set():
                evaluating = replace(evaluating, text=f"{AS_PLANNED}{evaluating.text}")
            rows, _ = await self._gateway.write(evaluating, sealing)
            self._planned.set()
            self.kept += kept(rows)
            self.households += len(households)
            await self._note(number, households[-1])
            self._watch.households(len(households))
        self._planned.set()

    async def _next(self) -> tuple[int, list[str]] | None:
        """The next households and the number of their batch."""
        async with self._reading:
            households = await _page(self._gateway, self._read_up_to, self._batch)
            if not households:
                return None
            number = self._begun
            self._begun += 1
            self._read_up_to = households[-1]
            return number, households

    async def _note(self, number: int, last: str) -> None:
        """Write down how far all is done, when this batch moves it."""
        async with self._recording:
            self._done[number] = last
            if self._all_done not in self._done:
                return
            while self._all_done in self._done:
                self.frontier = self._done.pop(self._all_done)
                self._all_done += 1
            await self._gateway.write(_record(self._today, self.frontier, complete=False))


@dataclass(frozen=True)
class HowFar:
    """How many households are done of how many, and whether the sweep is over."""

    households: int
    of: int
    complete: bool


async def how_far(gateway: Gateway, today: date) -> HowFar:
    """How far the sweep for that day has come; nothing is done when there is none."""
    counted = await households_in(gateway)
    reached = await _reached(gateway, today)
    if reached is None:
        return HowFar(0, counted, complete=False)
    if reached.complete:
        return HowFar(counted, counted, complete=True)
    rows = await gateway.read(HOUSEHOLDS_UP_TO.statement(UpTo(reached.after)))
    [done] = HOUSEHOLDS_UP_TO.rows(rows)
    return HowFar(done.households, counted, complete=False)


async def swept_for(gateway: Gateway, today: date) -> bool:
    """Whether a whole sweep for that day has been made, and nothing emptied since."""
    reached = await _reached(gateway, today)
    return reached is not None and reached.complete


async def households_in(gateway: Gateway) -> int:
    """How many households a sweep has before it."""
    rows = await gateway.read(HOUSEHOLD_COUNT.statement(NoParameters()))
    [counted] = HOUSEHOLD_COUNT.rows(rows)
    return counted.households


async def forget(gateway: Gateway) -> None:
    """Forget how far any sweep has come; the next one begins at the beginning."""
    await gateway.write(FORGET_SWEEP.statement(NoParameters()))


async def _reached(gateway: Gateway, today: date) -> Reached | None:
    """How far a sweep for that day has come; None when there is none, or one for another day."""
    rows = await gateway.read(SWEEP_REACHED.statement(NoParameters()))
    reached = next(iter(SWEEP_REACHED.rows(rows)), None)
    return reached if reached is not None and reached.day == today else None


async def _page(gateway: Gateway, after: str, count: int) -> list[str]:
    rows = await gateway.read(HOUSEHOLDS_AFTER.statement(After(after, count)))
    return [each.id for each in HOUSEHOLDS_AFTER.rows(rows)]


def _record(day: date, after: str, *, complete: bool) -> Statement:
    return RECORD_SWEEP.statement(Reaching(day, after, complete))


def _summed(done: Sequence[Kept]) -> tuple[Kept, ...]:
    return tuple(
        Kept(
            rule.code,
            sum(each.found for each in done if each.rule == rule.code),
            sum(each.new for each in done if each.rule == rule.code),
            sum(each.ended for each in done if each.rule == rule.code),
        )
        for rule in RULES
    )
