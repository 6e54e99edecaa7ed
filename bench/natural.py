"""Natural questions that need not look at the whole city, beside a statement by hand that does not.

    python -m bench.natural             on the database `tsunagu` would use
    python -m bench.natural --factor 1  on a kept city of that size

What a question costs is counted first (dbHits of one run under PROFILE); times are medians of
interleaved rounds of the statement alone. Where there is no other statement, the first page stands.
"""

import argparse
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, LiteralString

from rich.console import Console
from rich.table import Table

from bench.__main__ import READ_SECONDS, asker
from bench.databases import Measured, carry_out, factor_given
from bench.hand_written.natural import BY_HAND
from bench.recorder import statements_of
from graph.cypher import Statement
from graph.gateway import Gateway
from schema.api import Api, api
from seeds.calendar import TODAY
from seeds.city import SEED

MOST_TIMES = 1.5
"""How many times the dbHits of the statement by hand a question may cost."""
LATER = 8
"""How many pages of a hundred come before a later page."""
WIDTH = 100
PAGED = "nodes { id } pageInfo { endCursor }"
QUESTIONS: dict[LiteralString, str] = {
    "residents of a district": """{ residents(first: 10,
      where: {household: {district: {name: {eq: "神野"}}}}) { totalCount nodes { id } } }""",
    "residents, the eldest": "{ residents(first: 10, orderBy: [{birthDate: ASC}]) { nodes { id } } }",
    "residents, most care": "{ residents(first: 10, orderBy: [{careLevel: DESC}]) { nodes { id } } }",
    "residents, most carers": """{ residents(first: 10, orderBy: [{carersCount: DESC}]) {
      nodes { id } } }""",
    "residents, most needs": """{ residents(first: 10, orderBy: [{needsCount: DESC}]) {
      nodes { id } } }""",
    "residents, by address": """{ residents(first: 10, orderBy: [{household: {address: ASC}}]) {
      nodes { id } } }""",
    "households, most members": """{ households(first: 10, orderBy: [{membersCount: DESC}]) {
      nodes { id } } }""",
    "residents by fiscal year": """{ residents { groups(by: [{birthDate: FISCAL_YEAR}]) {
      entries { count key { birthDate } } } } }""",
    "districts, their counts": """{ districts(first: 100) { nodes {
      id households { totalCount } supporters { totalCount } } } }""",
}
PAGES = {"gravest": "{severity: DESC}", "oldest": "{since: ASC}", "eldest": "{birthDate: ASC}"}


@dataclass
class Line:
    """A question, ours or by hand, and how it went."""

    name: str
    statement: Statement
    against: str | None = None
    hits: int = 0
    seconds: list[float] = field(default_factory=list[float])


async def _lines(schema: Api, gateway: Gateway) -> list[Line]:
    lines: list[Line] = []
    for name, operation in QUESTIONS.items():
        (ours,) = await statements_of(schema, operation, {}, TODAY)
        by_hand = Statement("by_hand", BY_HAND[name], {"today": TODAY, "name": "神野"})
        lines += [Line(name, ours, f"{name}, by hand"), Line(f"{name}, by hand", by_hand)]
    ask = asker(schema, gateway, TODAY)
    for what, order in PAGES.items():
        root = "residents" if what == "eldest" else "supportGaps"
        operation = (
            f"query ($after: String) {{ {root}(first: 100, after: $after, orderBy: [{order}]) "
            f"{{ {PAGED} }} }}"
        )
        first = f"{root}, {what}, a page"
        given: dict[str, Any] = {}
        lines.append(Line(first, (await statements_of(schema, operation, given, TODAY))[0]))
        for _ in range(LATER):
            given = {"after": (await ask(operation, given))[root]["pageInfo"]["endCursor"]}
        later = (await statements_of(schema, operation, given, TODAY))[0]
        lines.append(Line(f"{root}, {what}, later", later, first))
    return lines


async def _main(measured: Measured, given: argparse.Namespace) -> None:
    async with Gateway(measured.address, read_seconds=READ_SECONDS) as gateway:
        lines = await _lines(api(), gateway)
        for line in lines:
            line.hits = (await gateway.profile(line.statement)).db_hits
        for number in range(given.rounds + 1):
            for line in lines:
                start = time.perf_counter()
                await gateway.read(line.statement)
                if number:  # the first round warms
                    line.seconds.append(time.perf_counter() - start)
        console = Console(width=WIDTH)
        console.print(table(lines))
        console.print(
            f"Neo4j {gateway.version}, seed {SEED}, day {TODAY}; "
            f"python -m bench.natural --rounds {given.rounds}{factor_given(given)}"
        )


def table(lines: Sequence[Line]) -> Table:
    """A line for each question, with how often the other one's dbHits it takes."""
    shown = Table(title="Natural questions")
    for place, column in enumerate(("question", "dbHits", "p50", "×", "to reach", "reached")):
        shown.add_column(column, justify="right" if place else "left", no_wrap=True)
    hits = {line.name: line.hits for line in lines}
    for line in lines:
        times = line.hits / hits[line.against] if line.against else None
        shown.add_row(
            line.name,
            f"{line.hits:,}",
            f"{statistics.median(line.seconds) * 1000:.1f} ms",
            "" if times is None else f"{times:.2f}",
            "" if times is None else f"≤ {MOST_TIMES:g} ×",
            "" if times is None else "yes" if times <= MOST_TIMES else "NO",
        )
    return shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    carry_out(parser, _main)


if __name__ == "__main__":
    main()
