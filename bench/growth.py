"""The same questions on a city and on one many times as large: how time grows with size.

    python -m bench.growth --factor 10

Both cities are kept in `build/bench`; the large one is loaded once, which takes a while. Local
questions, those of a household among them, and pages, however late, are to take at most 1.3 times
as long.
"""

import argparse
import asyncio
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median, quantiles
from time import perf_counter

from rich.console import Console
from rich.table import Table

from bench.__main__ import READ_SECONDS, asker
from bench.cases import OURS, Ask, Case, Subject, cases, subject
from bench.databases import Measured, kept_city
from bench.questions import of_a_household
from bench.recorder import statements_of
from graph.cypher import Statement
from graph.gateway import Gateway
from graph.kinds.all import MODEL
from graph.load import held
from schema.api import Api, api
from seeds.calendar import TODAY
from seeds.city import SEED

TARGET = 1.3
WARMING = 30


@dataclass
class Side:
    """One city: how to ask it, what each case costs there, and how long each took, in seconds."""

    gateway: Gateway
    schema: Api
    ask: Ask
    cases: dict[str, Case] = field(default_factory=dict[str, Case])
    statements: dict[str, list[Statement]] = field(default_factory=dict[str, list[Statement]])
    hits: dict[str, int] = field(default_factory=dict[str, int])
    asked: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    read: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    nodes: int = 0

    async def prepare(self, about: Subject) -> None:
        questions = [
            Case(line.name, {OURS: {"query": line.operation, "variables": line.variables}})
            for line in of_a_household()
        ]
        for case in [*await cases(self.ask, TODAY, about), *questions]:
            sent = case.sent[OURS]
            made = await statements_of(self.schema, sent["query"], sent["variables"], TODAY)
            self.cases[case.name] = case
            self.statements[case.name] = made
            self.hits[case.name] = sum(
                [(await self.gateway.profile(each)).db_hits for each in made]
            )
            self.asked[case.name], self.read[case.name] = [], []
        self.nodes = (await self.gateway.read(held(MODEL)))[0][0]

    async def once(self, name: str, *, kept: bool) -> None:
        """Ask one case, whole, and then run its statements alone."""
        sent = self.cases[name].sent[OURS]
        start = perf_counter()
        await self.ask(sent["query"], sent["variables"])
        between = perf_counter()
        for statement in self.statements[name]:
            await self.gateway.read(statement)
        if kept:
            self.asked[name].append(between - start)
            self.read[name].append(perf_counter() - between)


async def _main(small: Measured, large: Measured, given: argparse.Namespace) -> None:
    schema = api()
    async with (
        Gateway(small.address, read_seconds=READ_SECONDS, watch=()) as one,
        Gateway(large.address, read_seconds=READ_SECONDS, watch=()) as ten,
    ):
        sides = [Side(each, schema, asker(schema, each, TODAY)) for each in (one, ten)]
        about = await subject(sides[0].ask)  # the large city holds the small one, ids and all
        for side in sides:
            await side.prepare(about)
        for name in sides[0].cases:
            for number in range(WARMING + given.requests):
                for side in sides if number % 2 else sides[::-1]:
                    await side.once(name, kept=number >= WARMING)
        console = Console(width=120)
        console.print(_table(sides[0], sides[1], given))
        console.print(
            f"Neo4j {one.version}; {sides[0].nodes:,} and {sides[1].nodes:,} nodes, seed {SEED}, "
            f"day {TODAY}; python -m bench.growth --factor {given.factor:g} "
            f"--requests {given.requests}"
        )


def _table(small: Side, large: Side, given: argparse.Namespace) -> Table:
    size = f"{given.factor:g} ×"
    table = Table(
        "case",
        "dbHits, 1 ×",
        f"dbHits, {size}",
        "p50, 1 ×",
        f"p50, {size}",
        "growth",
        "of the quickest tenth",
        "of the statements",
        "reached",
        title=f"In this process, {given.requests} requests each, by turns",
    )
    for name in small.cases:
        middle = [median(side.asked[name]) * 1000 for side in (small, large)]
        quick = [quantiles(side.asked[name], n=10)[0] for side in (small, large)]
        alone = [median(side.read[name]) for side in (small, large)]
        growth = middle[1] / middle[0]
        table.add_row(
            name,
            f"{small.hits[name]:,}",
            f"{large.hits[name]:,}",
            f"{middle[0]:.2f} ms",
            f"{middle[1]:.2f} ms",
            f"{growth:.2f}",
            f"{quick[1] / quick[0]:.2f}",
            f"{alone[1] / alone[0]:.2f}",
            "yes" if growth <= TARGET else "NO",
        )
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--factor", type=float, default=10)
    parser.add_argument("--requests", type=int, default=300, help="of each case in each city")
    given = parser.parse_args()
    with ExitStack() as stack:
        small = stack.enter_context(kept_city(1))
        large = stack.enter_context(kept_city(given.factor))
        asyncio.run(_main(small, large, given))


if __name__ == "__main__":
    main()
