"""Loading against the bare driver sending the same rows with hand-written UNWIND.

    python -m bench.loading --factor 0.1 --rounds 3

Both write to fresh databases with the same schema, in turn. The rows are drawn beforehand; ours
keeps its books, the bare driver does not.
"""

import asyncio
import tempfile
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Annotated, Any, LiteralString

import typer
from neo4j import AsyncDriver, AsyncGraphDatabase, AsyncManagedTransaction
from rich.console import Console
from rich.table import Table

from graph import load as printed
from graph.address import DatabaseAddress
from graph.gateway import Gateway
from graph.load import NodeSheet, Sheet, TieSheet, texts_of
from graph.local.database import LocalNeo4j, Wishes
from graph.migrations.apply import migrate
from graph.model import Type
from seeds.city import CONTENT_VERSION, SEED, sheets
from seeds.load import BATCH

TARGET = 1.3
SECONDS = 600.0

Drawn = list[tuple[Sheet, list[Any]]]


def main(
    factor: Annotated[float, typer.Option(help="1 is the whole city.")] = 0.1,
    rounds: Annotated[int, typer.Option(help="How often each of the two loads.")] = 3,
) -> None:
    drawn: Drawn = [(sheet, list(sheet.rows)) for sheet in sheets(SEED, factor)]
    rows = sum(len(each) for _, each in drawn)
    ours: list[float] = []
    bare: list[float] = []
    for number in range(rounds):
        turns = [(ours, _ours), (bare, _bare)]
        for times, way in turns if number % 2 == 0 else turns[::-1]:
            times.append(_timed(way, drawn, factor))
    ratio = median(ours) / median(bare)
    table = Table("who", "seconds, median", "rows a second", "fastest", "slowest")
    for who, times in (("tsunagu", ours), ("bare driver", bare)):
        seconds = median(times)
        table.add_row(
            who,
            f"{seconds:.1f}",
            f"{rows / seconds:,.0f}",
            f"{min(times):.1f}",
            f"{max(times):.1f}",
        )
    console = Console()
    console.print(f"{rows:,} rows, factor {factor:g}, seed {SEED}, batches of {BATCH:,}")
    console.print(table)
    console.print(f"ratio {ratio:.2f}, to reach {TARGET}: {'yes' if ratio <= TARGET else 'NO'}")


def _timed(
    way: Callable[[DatabaseAddress, Drawn, float], Any], drawn: Drawn, factor: float
) -> float:
    with tempfile.TemporaryDirectory(prefix="tsunagu-bench-") as folder:
        neo4j = LocalNeo4j(Path(folder) / "home", wishes=Wishes(heap_mib=1024, page_cache_mib=256))
        try:
            address = neo4j.start()
            asyncio.run(_schema(address))
            start = perf_counter()
            asyncio.run(way(address, drawn, factor))
            return perf_counter() - start
        finally:
            neo4j.stop()


async def _schema(address: DatabaseAddress) -> None:
    async with Gateway(address, write_seconds=SECONDS) as gateway:
        await migrate(gateway)


async def _ours(address: DatabaseAddress, drawn: Drawn, factor: float) -> None:
    """As `seeds/load.py` does, from rows already drawn."""
    async with Gateway(address, write_seconds=SECONDS) as gateway:
        await gateway.write(printed.KEY_IS_UNIQUE)
        await gateway.write(printed.begin(SEED, factor, CONTENT_VERSION, BATCH))
        number = 0
        for sheet, rows in drawn:
            for taken in _batches(rows):
                await gateway.write(printed.batch_statement(sheet, number, taken))
                number += 1
        await gateway.write(printed.COMPLETE)


async def _bare(address: DatabaseAddress, drawn: Drawn, _factor: float) -> None:
    """As one would by hand: maps of properties, `SET n = row`, one transaction a batch."""
    async with AsyncGraphDatabase.driver(  # pyright: ignore[reportUnknownMemberType] -- **config is untyped
        address.uri, auth=(address.user, address.password)
    ) as driver:
        for sheet, rows in drawn:
            text, shaped = _by_hand(sheet)
            for taken in _batches(rows):
                await _send(driver, text, [shaped(row) for row in taken])


async def _send(driver: AsyncDriver, text: LiteralString, rows: list[Any]) -> None:
    async def work(transaction: AsyncManagedTransaction) -> None:
        result = await transaction.run(text, rows=rows)
        await result.consume()

    async with driver.session(database="neo4j") as session:  # pyright: ignore[reportUnknownMemberType] -- **config
        await session.execute_write(work)


def _by_hand(sheet: Sheet) -> tuple[LiteralString, Callable[[Any], dict[str, Any]]]:
    columns = sheet.columns
    if isinstance(sheet, TieSheet):
        text = (
            f"UNWIND $rows AS row MATCH (a:{sheet.ends.start} {{id: row.start}}) "
            f"MATCH (b:{sheet.ends.end} {{id: row.end}}) "
            f"CREATE (a)-[t:{sheet.tie.type}]->(b) SET t = row.properties"
        )
        return text, lambda row: {
            "start": row[0],
            "end": row[1],
            "properties": dict(zip(columns, row[2:], strict=True)),
        }
    points = [each.name for each in sheet.properties if each.type is Type.POINT]
    text = f"UNWIND $rows AS row CREATE (n:{sheet.kind.name}) SET n = row.properties"
    if points:
        text += ", n.position = point({longitude: row.position[0], latitude: row.position[1]})"
    return text, _node_by_hand(sheet, points)


def _node_by_hand(sheet: NodeSheet, points: list[str]) -> Callable[[Any], dict[str, Any]]:
    def shaped(row: Any) -> dict[str, Any]:
        own: dict[str, Any] = dict(zip(sheet.columns, row, strict=True))
        own |= zip(sheet.kind.texts, texts_of(sheet.kind, own.get), strict=True)
        position = own.pop("position", None) if points else None
        return {"properties": own, "position": position}

    return shaped


def _batches(rows: Iterable[Any]) -> Iterable[list[Any]]:
    coming = iter(rows)
    while taken := list(islice(coming, BATCH)):
        yield taken


if __name__ == "__main__":
    typer.run(main)
