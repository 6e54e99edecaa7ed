"""What the three questions cost, beside one household read by its id, over the whole city.

    python -m bench.questions             on the database `tsunagu` would use
    python -m bench.questions --factor 10 on a kept city of that size

Everything is asked in this process, in interleaved rounds; a ratio is one of medians of the same
run. District coverage stands beside a statement that counts the same by hand, proved equal first.
"""

import argparse
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from bench.__main__ import READ_SECONDS, asker
from bench.asking import Seen, cpu_seconds
from bench.cases import Ask
from bench.databases import Measured, carry_out, factor_given
from bench.hand_written.coverage import COVERAGE_BY_HAND, OnTwoDays
from bench.recorder import statements_of
from graph.cypher import Statement
from graph.gateway import Gateway
from graph.kinds.all import MODEL
from graph.load import held
from schema.api import api
from seeds.calendar import TODAY
from seeds.city import SEED

M_FAMILY = "WN63G44ZIA63MDVY5PKSUXS74M"
COORDINATOR = "F5WFVSY7MWQF4XX2GE3K5FZOYY"
MANY_NEEDS = date(2019, 10, 1)
"""The day on which the M family has seven open needs; today it has one."""
LATER = 40
"""How many pages of a hundred gaps come before a later page."""
BY_ID, PAGE, BY_HAND = "household by id", "households, a page", "the same counts by hand"
COUNTED_BY_HAND = COVERAGE_BY_HAND.statement(OnTwoDays(TODAY, TODAY.replace(year=TODAY.year - 1)))
WIDTH = 150

OPERATIONS: Mapping[str, str] = {
    BY_ID: "query ($id: ID!) { household(id: $id) { id address composition } }",
    "window": """query ($id: ID!) { household(id: $id) { id composition district { name }
      members { nodes { id name needs { nodes { id severity category { name } } } } }
      supportGaps { nodes { rule severity sentence } } } }""",
    "gaps": """query ($id: ID!) { household(id: $id) {
      supportGaps { nodes { rule severity since sentence definition { nextStep } } } } }""",
    "fragility": """query ($id: ID!) { household(id: $id) {
      fragility { mostLost sentence dropouts { name removalCount } } } }""",
    "partners": """query ($id: ID!, $asker: ID, $day: Date) {
      referralPartners(for: {householdId: $id}, asker: $asker, asOf: $day) {
        partners { rank score name factors { factor value reason } } } }""",
    "services": """query ($id: ID!, $day: Date) {
      referralPartners(for: {householdId: $id}, asOf: $day) {
        partners { score agency { services { nodes { name } } } } } }""",
    "teams": """query ($id: ID!, $day: Date) {
      referralTeams(for: {householdId: $id}, asOf: $day) {
        smallest { members { name } } led { distance } } }""",
    PAGE: "query ($page: String) { households(first: 100, after: $page) { nodes { id address } } }",
    "gaps of the city": """query ($after: String, $by: [SupportGapOrder!]) {
      supportGaps(first: 100, after: $after, orderBy: $by) {
        nodes { id rule severity since } pageInfo { endCursor hasNextPage } } }""",
    "coverage": """{ districtCoverage { districts { code openNeeds
      layers { layer fieldCode count trend openNeeds } } } }""",
    "uncovered": "{ uncoveredDistricts(layer: VOLUNTEERS) { districts { name } } }",
    "placement": "{ placementPlan(layer: VOLUNTEERS, available: 200) { placed } }",
}


@dataclass
class Line:
    """What is asked, against which other line it is measured, and how it went.

    Without an operation its statement is asked as it stands.
    """

    name: str
    operation: str = ""
    variables: dict[str, Any] = field(default_factory=dict[str, Any])
    against: str = BY_ID
    bound: float | None = 5.0
    statements: list[Statement] = field(default_factory=list[Statement])
    hits: int = 0
    seen: Seen = field(default_factory=Seen)


class Measuring:
    """Everything that is asked of one city."""

    def __init__(self, gateway: Gateway, database: psutil.Process | None) -> None:
        self.gateway, self.database = gateway, database
        self.schema = api()
        self.ask: Ask = asker(self.schema, gateway, TODAY)
        self.lines: list[Line] = []

    async def prepare(self) -> None:
        """Settle the lines, and what each costs the database."""
        self.lines = await _lines(self.ask)
        for line in self.lines:
            if line.operation:
                line.statements = await statements_of(
                    self.schema, line.operation, line.variables, TODAY
                )
            for statement in line.statements:
                line.hits += (await self.gateway.profile(statement)).db_hits

    async def once(self, line: Line) -> None:
        if line.operation:
            await self.ask(line.operation, line.variables)
        else:
            await self.gateway.read(line.statements[0])

    async def round(self, line: Line, requests: int) -> None:
        seen = line.seen
        used, in_database = time.process_time(), cpu_seconds(self.database)
        for _ in range(requests):
            start = time.perf_counter()
            await self.once(line)
            seen.latencies.append(time.perf_counter() - start)
        seen.cpu += time.process_time() - used
        seen.database_cpu += cpu_seconds(self.database) - in_database


def of_a_household() -> list[Line]:
    """What is asked about one household: its read by id first."""
    today, then = {"id": M_FAMILY}, {"id": M_FAMILY, "day": MANY_NEEDS.isoformat()}
    return [
        Line(BY_ID, OPERATIONS[BY_ID], today, bound=None),
        Line("household window", OPERATIONS["window"], today),
        Line("gaps of a household", OPERATIONS["gaps"], today),
        Line("fragility of a household", OPERATIONS["fragility"], today),
        Line("partners, one need", OPERATIONS["partners"], today),
        Line(
            "partners, one need, a coordinator asks",
            OPERATIONS["partners"],
            {**today, "asker": COORDINATOR},
        ),
        Line("partners, seven needs", OPERATIONS["partners"], then),
        Line(
            "partners, seven needs, a coordinator asks",
            OPERATIONS["partners"],
            {**then, "asker": COORDINATOR},
        ),
        Line("partners, seven needs, their services", OPERATIONS["services"], then),
        Line("teams, seven needs", OPERATIONS["teams"], then),
    ]


async def _lines(ask: Ask) -> list[Line]:
    lines = [
        *of_a_household(),
        Line(PAGE, OPERATIONS[PAGE], bound=None),
    ]
    orders: dict[str, list[dict[str, str]] | None] = {
        "in their own order": None,
        "gravest first": [{"severity": "DESC"}],
        "oldest first": [{"since": "ASC"}],
    }
    for what, by in orders.items():
        operation = OPERATIONS["gaps of the city"]
        after: str | None = None
        for _ in range(LATER):
            page = (await ask(operation, {"by": by, "after": after}))["supportGaps"]["pageInfo"]
            if not page["hasNextPage"]:
                break
            after = page["endCursor"]
        first, later = f"gaps of the city, {what}", f"gaps of the city, {what}, later"
        lines += [
            Line(first, operation, {"by": by}, PAGE, None),
            Line(later, operation, {"by": by, "after": after}, PAGE, 2.0),
        ]
    lines += [
        Line(BY_HAND, bound=None, statements=[COUNTED_BY_HAND]),
        Line("coverage, all layers", OPERATIONS["coverage"], {}, BY_HAND, 1.2),
        Line("uncovered districts, one layer", OPERATIONS["uncovered"], {}, BY_HAND, None),
        Line("placement of 200", OPERATIONS["placement"], {}, BY_HAND, None),
    ]
    return lines


async def prove_coverage(measuring: Measuring) -> None:
    """Raises when the statement by hand counts otherwise than the answer does."""
    (counted,) = COVERAGE_BY_HAND.rows(await measuring.gateway.read(COUNTED_BY_HAND))
    by_layer = counted.by_layer()
    told = (await measuring.ask(OPERATIONS["coverage"], {}))["districtCoverage"]["districts"]
    for each in told:
        for layer in each["layers"]:
            key = (each["code"], layer["layer"], layer["fieldCode"])
            other = layer["openNeeds"] if layer["fieldCode"] else layer["trend"]
            if (layer["count"], other) != by_layer.get(key, (0, 0)):
                raise AssertionError(f"{key}: {layer} by the API, {by_layer.get(key)} by hand")


async def _main(measured: Measured, given: argparse.Namespace) -> None:
    async with Gateway(measured.address, read_seconds=READ_SECONDS) as gateway:
        measuring = Measuring(gateway, measured.process)
        await prove_coverage(measuring)
        await measuring.prepare()
        for number in range(given.rounds + 1):
            for line in measuring.lines:
                await measuring.round(line, given.requests)
                if number == 0:  # the first round warms
                    line.seen = Seen()
        nodes, ties = (await gateway.read(held(MODEL)))[0][:2]
        console = Console(width=WIDTH)
        console.print(table(measuring.lines))
        console.print(
            f"Neo4j {gateway.version}; {nodes:,} nodes, {ties:,} ties, seed {SEED}, day {TODAY}; "
            f"python -m bench.questions --rounds {given.rounds} --requests {given.requests}"
            f"{factor_given(given)}"
        )


def table(lines: list[Line]) -> Table:
    """A line for each question, with how often the other one's time it takes."""
    shown = Table(title="The three questions")
    for place, column in enumerate(
        ("question", "stmts", "dbHits", "p50", "CPU", "DB CPU", "×", "of", "to reach", "reached")
    ):
        shown.add_column(column, justify="left" if place in {0, 7} else "right", no_wrap=True)
    medians = {line.name: line.seen.median_ms for line in lines}
    for line in lines:
        ratio = medians[line.name] / medians[line.against]
        shown.add_row(
            line.name,
            f"{len(line.statements)}",
            f"{line.hits:,}",
            f"{medians[line.name]:.2f} ms",
            f"{line.seen.cpu_ms:.2f} ms",
            f"{line.seen.database_cpu_ms:.2f} ms",
            f"{ratio:.2f}",
            line.against if line.name != line.against else "",
            f"≤ {line.bound:g} ×" if line.bound else "",
            "" if line.bound is None else "yes" if ratio <= line.bound else "NO",
        )
    return shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--requests", type=int, default=20, help="of each question in each round")
    carry_out(parser, _main)


if __name__ == "__main__":
    main()
