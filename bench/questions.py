"""What the three questions cost, beside one household read by its id, over the whole city.

    python -m bench.questions             on the database `tsunagu` would use
    python -m bench.questions --factor 10 on a kept city of that size

Everything is asked in this process, in interleaved rounds; a ratio is one of medians of the same
run. District coverage stands beside a statement that counts the same by hand, proved equal first.
"""

import argparse
import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, LiteralString, cast

import psutil
from rich.console import Console
from rich.table import Table

from bench.__main__ import READ_SECONDS, asker
from bench.asking import cpu_seconds
from bench.cases import Ask
from bench.databases import Measured, measured_database
from bench.recorder import statements_of
from graph.cypher import Statement
from graph.gateway import Gateway, Row
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
class Question:
    """One line: what is asked, against which other line it is measured, and what was taken."""

    name: str
    operation: str
    variables: dict[str, Any] = field(default_factory=dict[str, Any])
    against: str = BY_ID
    bound: float | None = 5.0
    statements: list[Statement] = field(default_factory=list[Statement])
    hits: int = 0
    taken: list[float] = field(default_factory=list[float])
    cpu: float = 0.0
    database_cpu: float = 0.0

    @property
    def median(self) -> float:
        """Milliseconds a request."""
        return sorted(self.taken)[len(self.taken) // 2] * 1000


class Sides:
    """Everything that is asked of one city."""

    def __init__(self, gateway: Gateway, database: psutil.Process | None) -> None:
        self.gateway, self.database = gateway, database
        self.schema = api()
        self.ask: Ask = asker(self.schema, gateway, TODAY)
        self.lines: list[Question] = []

    async def prepare(self) -> None:
        """Settle the lines, and what each costs the database."""
        self.lines = await _lines(self.ask)
        for line in self.lines:
            if line.name != BY_HAND:
                line.statements = await statements_of(
                    self.schema, line.operation, line.variables, TODAY
                )
            for statement in line.statements:
                line.hits += (await self.gateway.profile(statement)).db_hits

    async def once(self, line: Question) -> None:
        if line.name == BY_HAND:
            await self.gateway.read(line.statements[0])
        else:
            await self.ask(line.operation, line.variables)

    async def round(self, line: Question, requests: int, *, kept: bool) -> None:
        used, in_database = time.process_time(), cpu_seconds(self.database)
        taken: list[float] = []
        for _ in range(requests):
            start = time.perf_counter()
            await self.once(line)
            taken.append(time.perf_counter() - start)
        if kept:
            line.taken += taken
            line.cpu += time.process_time() - used
            line.database_cpu += cpu_seconds(self.database) - in_database


async def _lines(ask: Ask) -> list[Question]:
    today, then = {"id": M_FAMILY}, {"id": M_FAMILY, "day": MANY_NEEDS.isoformat()}
    lines = [
        Question(BY_ID, OPERATIONS[BY_ID], today, bound=None),
        Question("household window", OPERATIONS["window"], today),
        Question("gaps of a household", OPERATIONS["gaps"], today),
        Question("fragility of a household", OPERATIONS["fragility"], today),
        Question("partners, one need", OPERATIONS["partners"], today),
        Question(
            "partners, one need, a coordinator asks",
            OPERATIONS["partners"],
            {**today, "asker": COORDINATOR},
        ),
        Question("partners, seven needs", OPERATIONS["partners"], then),
        Question(
            "partners, seven needs, a coordinator asks",
            OPERATIONS["partners"],
            {**then, "asker": COORDINATOR},
        ),
        Question("partners, seven needs, their services", OPERATIONS["services"], then),
        Question("teams, seven needs", OPERATIONS["teams"], then),
        Question(PAGE, OPERATIONS[PAGE], bound=None),
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
            Question(first, operation, {"by": by}, PAGE, None),
            Question(
                later, operation, {"by": by, "after": after}, PAGE, 2.0 if by is None else None
            ),
        ]
    by_hand = _by_hand()
    lines += [
        Question(BY_HAND, "", bound=None, statements=[by_hand]),
        Question("coverage, all layers", OPERATIONS["coverage"], {}, BY_HAND, 1.2),
        Question("uncovered districts, one layer", OPERATIONS["uncovered"], {}, BY_HAND, None),
        Question("placement of 200", OPERATIONS["placement"], {}, BY_HAND, None),
    ]
    return lines


def _by_hand() -> Statement:
    path = Path(__file__).parent / "hand_written" / "coverage.cypher"
    text = cast("LiteralString", path.read_text(encoding="utf-8"))
    return Statement(
        "coverage by hand", text, {"as_of": TODAY, "before": TODAY.replace(year=TODAY.year - 1)}
    )


async def prove_coverage(sides: Sides) -> None:
    """Raises when the statement by hand counts otherwise than the answer does."""
    ((districts, needs, agencies),) = await sides.gateway.read(_by_hand())
    counted = _counted(districts, needs, agencies)
    told = (await sides.ask(OPERATIONS["coverage"], {}))["districtCoverage"]["districts"]
    for each in told:
        for layer in each["layers"]:
            key = (each["code"], layer["layer"], layer["fieldCode"])
            other = layer["openNeeds"] if layer["fieldCode"] else layer["trend"]
            if (layer["count"], other) != counted.get(key, (0, 0)):
                raise AssertionError(f"{key}: {layer} by the API, {counted.get(key)} by hand")


def _counted(districts: Row, needs: Row, agencies: Row) -> dict[tuple[Any, ...], tuple[int, int]]:
    names = ("VOLUNTEERS", "COMMISSIONERS", "COUNCIL", "CAFE", "CSW")
    found: dict[tuple[Any, ...], tuple[int, int]] = {}
    for code, counts in districts:
        for place, name in enumerate(names):
            now, before = counts[2 * place : 2 * place + 2]
            found[code, name, None] = now, now - before
    for code, of_field, count in needs:
        found[code, "AGENCY_REACH", of_field] = 0, count
    for code, of_field, count in agencies:
        open_needs = found.get((code, "AGENCY_REACH", of_field), (0, 0))[1]
        found[code, "AGENCY_REACH", of_field] = count, open_needs
    return found


async def _main(measured: Measured, given: argparse.Namespace) -> None:
    async with Gateway(measured.address, read_seconds=READ_SECONDS) as gateway:
        sides = Sides(gateway, measured.process)
        await prove_coverage(sides)
        await sides.prepare()
        for number in range(given.rounds + 1):
            for line in sides.lines:
                await sides.round(line, given.requests, kept=number > 0)
        nodes, ties = (await gateway.read(held(MODEL)))[0][:2]
        console = Console(width=WIDTH)
        console.print(table(sides.lines))
        console.print(
            f"Neo4j {gateway.version}; {nodes:,} nodes, {ties:,} ties, seed {SEED}, day {TODAY}; "
            f"python -m bench.questions --rounds {given.rounds} --requests {given.requests}"
            + (f" --factor {given.factor:g}" if given.factor else "")
        )


def table(lines: list[Question]) -> Table:
    """A line for each question, with how often the other one's time it takes."""
    shown = Table(title="The three questions")
    for place, column in enumerate(
        ("question", "stmts", "dbHits", "p50", "CPU", "DB CPU", "×", "of", "to reach", "reached")
    ):
        shown.add_column(column, justify="left" if place in {0, 7} else "right", no_wrap=True)
    medians = {line.name: line.median for line in lines}
    for line in lines:
        ratio = line.median / medians[line.against]
        asked = len(line.taken)
        shown.add_row(
            line.name,
            f"{len(line.statements)}",
            f"{line.hits:,}",
            f"{line.median:.2f} ms",
            f"{line.cpu / asked * 1000:.2f} ms",
            f"{line.database_cpu / asked * 1000:.2f} ms",
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
    parser.add_argument(
        "--factor", type=float, help="a kept city of that size, instead of the chosen database"
    )
    given = parser.parse_args()
    with measured_database(given.factor) as measured:
        asyncio.run(_main(measured, given))


if __name__ == "__main__":
    main()
