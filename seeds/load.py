"""Loads the demo city into a database: in batches, with progress, and so that it may be stopped.

Each batch and the record of it are one transaction. Whoever begins again goes on after the last
batch that was committed, since the same seed and factor give the same rows in the same order. An
empty database of our own has got its rows from files before it was started (`seeds/drawing.py`);
what follows from them is done here.
"""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from graph import load as printed
from graph.changes.hand_over_counts import COUNT_HAND_OVERS
from graph.changes.protect_the_marked import protect_the_marked
from graph.errors import BadInput, DatabaseFault
from graph.gaps.sweep import forget as forget_sweep
from graph.gateway import Gateway, Transaction
from graph.kinds.all import MODEL
from graph.load import NodeSheet, Row, Sheet
from graph.question import NoParameters
from seeds.calendar import TODAY
from seeds.city import CONTENT_VERSION, sheets, towns_of

BATCH = 2_000
REMOVED_AT_ONCE = 20_000
EMPTIED_AT_ONCE = 20_000
BATCH_SECONDS = 120.0
"""How long the database may take for one batch; open the gateway with at least this."""


@dataclass(frozen=True)
class CityLoad:
    """Which city: the same three give the same rows."""

    seed: int
    factor: float
    content: str = CONTENT_VERSION

    def __str__(self) -> str:
        return f"seed {self.seed}, factor {self.factor:g}, content {self.content}"


@dataclass(frozen=True)
class Recorded:
    """What the database says of the load in it; `whole` when all rows came at once, as files."""

    load: CityLoad
    batch_rows: int
    batches: int
    nodes: int
    ties: int
    complete: bool
    whole: bool


@dataclass(frozen=True)
class Loaded:
    """How it went: what is there now, and how many rows this run wrote or found imported."""

    nodes: int
    ties: int
    written: int
    already_there: bool


class Progress(Protocol):
    """Is told what happens, row by row; see `seeds/progress.py` for the one people watch."""

    def sheet(self, name: str) -> None:
        """A sheet begins."""
        ...

    def rows(self, count: int, *, skipped: bool) -> None:
        """So many rows are in the database; `skipped` when an earlier run wrote them."""
        ...

    def removed(self, count: int, total: int) -> None:
        """So many of the `total` ties and nodes to remove are gone."""
        ...


class Quiet:
    """Shows nothing."""

    def sheet(self, name: str) -> None:
        _ = name

    def rows(self, count: int, *, skipped: bool) -> None:
        _ = count, skipped

    def removed(self, count: int, total: int) -> None:
        _ = count, total


async def recorded(gateway: Gateway) -> Recorded | None:
    """The load the database has or has begun; None when there is none."""
    rows = await gateway.read(printed.RECORDED_LOADS)
    if not rows:
        return None
    seed, factor, content, *reached = rows[0]
    return Recorded(CityLoad(seed, factor, content), *reached)


async def load(
    gateway: Gateway, wanted: CityLoad, progress: Progress | None = None, *, batch: int = BATCH
) -> Loaded:
    """Load the city, or what is missing of it; does nothing when it is there already.

    The schema must stand (`graph.migrations.apply.migrate`). Raises `BadInput` when the database
    holds anything else: another city, or data that no load wrote.
    """
    watch = progress or Quiet()
    towns_of(wanted.factor)
    state = await recorded(gateway)
    await _refuse_other(gateway, wanted, state)
    if state is not None and state.complete:
        return Loaded(state.nodes, state.ties, 0, already_there=True)
    await gateway.write(printed.KEY_IS_UNIQUE)
    await gateway.write(printed.begin(wanted.seed, wanted.factor, wanted.content, batch))
    begun = await _standing(gateway)
    written = await (_imported if begun.whole else _write)(gateway, begun, watch)
    await gateway.transact("complete_load", _complete)
    state = await _standing(gateway)
    return Loaded(state.nodes, state.ties, written, already_there=False)


async def empty(gateway: Gateway, progress: Progress | None = None) -> None:
    """Remove everything but the records of migrations, in bounded batches.

    The record of the load goes first: a database that was emptied half-way is never taken for a
    loaded one.
    """
    watch = progress or Quiet()
    nodes, ties = (await gateway.read(printed.held(MODEL)))[0]
    await gateway.write(printed.FORGET)
    await forget_sweep(gateway)
    total = nodes + ties
    for statement in (printed.remove_ties, printed.remove_nodes):
        while True:
            answer = await gateway.write(statement(REMOVED_AT_ONCE))
            removed: int = answer[0][0][0]
            if not removed:
                break
            watch.removed(removed, total)


async def _complete(transaction: Transaction) -> None:
    """What follows from all rows together, and the record that they are there, at once."""
    await transaction.ask(COUNT_HAND_OVERS.statement(NoParameters()))
    await protect_the_marked(transaction, TODAY)
    await transaction.ask(printed.COMPLETE)


async def _refuse_other(gateway: Gateway, wanted: CityLoad, state: Recorded | None) -> None:
    replace = "Load with --replace to empty the database first, or name another database."
    if state is None:
        if await gateway.read(printed.ANY_OTHER_NODE):
            raise BadInput("The database holds data that no load of ours wrote.", hint=replace)
        return
    if state.load != wanted:
        raise BadInput(
            f"The database holds another city ({state.load}), not the one asked for ({wanted}).",
            hint=replace,
        )
    if not state.complete:
        nodes, ties = (await gateway.read(printed.held(MODEL)))[0]
        if (nodes, ties) != (state.nodes, state.ties):
            raise BadInput(
                f"The database holds {nodes} nodes and {ties} ties; the load that was broken off "
                f"wrote {state.nodes} and {state.ties}.",
                hint=replace,
            )


async def _standing(gateway: Gateway) -> Recorded:
    state = await recorded(gateway)
    if state is None:
        raise DatabaseFault("The record of the load has gone while it ran.")
    return state


async def _imported(gateway: Gateway, begun: Recorded, watch: Progress) -> int:
    """Make of the imported rows what statements would have made of them; how many there are."""
    for of, name in await gateway.read(printed.EMPTY_LISTS):
        kind = MODEL.kind(of)
        watch.sheet(f"{of}.{name}")
        after = ""
        while after is not None:
            answer = await gateway.write(
                printed.make_empty(kind, kind[name], after, EMPTIED_AT_ONCE)
            )
            after = answer[0][0][0]
    count = begun.nodes + begun.ties
    watch.rows(count, skipped=False)
    return count


async def _write(gateway: Gateway, begun: Recorded, watch: Progress) -> int:
    """Write every batch that is not there yet; the next is drawn while one is on its way."""
    done = begun.batches
    parcels = _parcels(sheets(begun.load.seed, begun.load.factor), begun.batch_rows)
    written = 0
    coming = asyncio.create_task(asyncio.to_thread(next, parcels, None))
    sheet: Sheet | None = None
    number = 0
    try:
        while (parcel := await coming) is not None:
            coming = asyncio.create_task(asyncio.to_thread(next, parcels, None))
            if parcel.sheet is not sheet:
                sheet = parcel.sheet
                watch.sheet(parcel.sheet.name)
            if number >= done:
                await _write_batch(gateway, parcel.sheet, number, parcel.rows)
                written += len(parcel.rows)
            watch.rows(len(parcel.rows), skipped=number < done)
            number += 1
    finally:
        await asyncio.wait([coming])
    return written


async def _write_batch(gateway: Gateway, sheet: Sheet, number: int, rows: list[Row]) -> None:
    answer = await gateway.write(printed.batch_statement(sheet, number, rows))
    created: int = answer[0][0][0]
    if created != len(rows):
        what = "nodes" if isinstance(sheet, NodeSheet) else "ties"
        raise DatabaseFault(
            f"Batch {number} of {sheet.name} made {created} {what} of {len(rows)}.",
            hint="Is another load running? Otherwise load with --replace.",
        )


@dataclass(frozen=True)
class _Parcel:
    sheet: Sheet
    rows: list[Row]


def _parcels(every: Iterable[Sheet], size: int) -> Iterator[_Parcel]:
    for sheet in every:
        rows = iter(sheet.rows)
        while taken := list(islice(rows, size)):
            yield _Parcel(sheet, taken)
