"""The sweep: the register of the whole city brought in line with the rules, once a day.

Ages and clocks move by themselves, so every household is evaluated, batch by batch in the order of
ids. Each batch and how far it brings the sweep are one transaction: a sweep that was stopped goes
on where it was when it is begun again for the same day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from graph.changes.protection import SEAL, Sealing
from graph.cypher import Statement
from graph.gaps.all import RULES
from graph.gaps.evaluation import Kept, declaration, evaluation, kept
from graph.gaps.household_count import HOUSEHOLD_COUNT
from graph.gaps.households_after import HOUSEHOLDS_AFTER, After
from graph.gaps.record_sweep import RECORD_SWEEP, Reaching
from graph.gaps.sweep_reached import SWEEP_REACHED, Reached
from graph.gaps.sweep_records import FORGET_SWEEP, SWEEP_KEY_IS_UNIQUE
from graph.gateway import Gateway
from graph.question import NoParameters

BATCH = 2_000
"""Households to a transaction: it holds their gaps alone, a few megabytes."""


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
    gateway: Gateway, today: date, watch: Watch | None = None, *, batch: int = BATCH
) -> Sweep:
    """Bring the register of every household in line with the rules, as of `today`.

    The schema must stand (`graph.migrations.apply.migrate`). Running it again changes nothing.
    """
    shown = watch or Quiet()
    await gateway.write(SWEEP_KEY_IS_UNIQUE.statement(NoParameters()))
    await gateway.write(declaration())
    reached = await _reached(gateway)
    resumed = reached is not None and reached.day == today and not reached.complete
    after = reached.after if reached is not None and resumed else ""
    done: list[Kept] = []
    households = 0
    while page := await _page(gateway, after, batch):
        after = page[-1]
        recorded = _record(today, after, complete=False)
        sealing = SEAL.statement(Sealing(page, today))
        rows, *_ = await gateway.write(evaluation(page, today), sealing, recorded)
        done += kept(rows)
        households += len(page)
        shown.households(len(page))
    await gateway.write(_record(today, after, complete=True))
    return Sweep(households, _summed(done), resumed)


async def swept_for(gateway: Gateway, today: date) -> bool:
    """Whether a whole sweep for that day has been made, and nothing emptied since."""
    reached = await _reached(gateway)
    return reached is not None and reached.complete and reached.day == today


async def households_in(gateway: Gateway) -> int:
    """How many households a sweep has before it."""
    rows = await gateway.read(HOUSEHOLD_COUNT.statement(NoParameters()))
    [counted] = HOUSEHOLD_COUNT.rows(rows)
    return counted.households


async def forget(gateway: Gateway) -> None:
    """Forget how far any sweep has come; the next one begins at the beginning."""
    await gateway.write(FORGET_SWEEP.statement(NoParameters()))


async def _reached(gateway: Gateway) -> Reached | None:
    rows = await gateway.read(SWEEP_REACHED.statement(NoParameters()))
    return next(iter(SWEEP_REACHED.rows(rows)), None)


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
