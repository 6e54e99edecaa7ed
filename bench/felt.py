"""What a person feels: how long the first answer to a new query takes, in each role.

    python -m bench.felt

Asks a hundred operations of three levels that nobody asked before, role by role in turn, in this
process: from the operation to its finished answer. On a machine with other work, read the processor time of
the database beside it, which is nearly all planning.
"""

import argparse
import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.asking import cpu_seconds
from bench.databases import Measured, carry_out
from graph.cursor import Seals
from graph.gateway import Gateway
from graph.policy import POLICY
from graph.viewer import DEMO_VIEWER, Role, Viewer
from resolvers.context import Context
from resolvers.plans import Plans
from schema.api import Api, api
from seeds.calendar import TODAY
from seeds.stand_ins.stand_ins import STAND_INS, StandInParameters
from server.warming import Warming

SEED = 2021
READ_SECONDS = 60.0
TO_REACH_MS = {Role.DEMO: 60.0}
IN_EVERY_ROLE_MS = 100.0
HOUSEHOLD = ("id", "address", "postalCode", "composition", "taxClass", "phone")
RESIDENT = ("id", "name", "kana", "sex", "birthDate", "employment", "careLevel")
BELOW = (
    "needs(first: {}) {{ nodes {{ id severity openedOn }} }}",
    "carers(first: {}) {{ nodes {{ id name }} }}",
    "children(first: {}) {{ nodes {{ name birthDate }} }}",
    "supportedBy(first: {}) {{ nodes {{ __typename id }} }}",
)


@dataclass
class Felt:
    """Milliseconds of each first answer, and the database's processor seconds for all of them."""

    latencies: list[float] = field(default_factory=list[float])
    database_cpu: float = 0.0


def new_operations(count: int, seed: int) -> Iterator[str]:
    """Operations of three levels, each unlike the others in what it selects."""
    chance = random.Random(seed)  # noqa: S311 -- seeded to be repeatable, not secret
    for number in range(count):
        above = " ".join(chance.sample(HOUSEHOLD, chance.randint(1, len(HOUSEHOLD))))
        of_members = " ".join(chance.sample(RESIDENT, chance.randint(1, len(RESIDENT))))
        below = " ".join(
            f"a{number}x{place}: {each.format(chance.randint(1, 9))}"
            for place, each in enumerate(chance.sample(BELOW, chance.randint(1, 2)))
        )
        yield (
            f"{{ households(first: {chance.randint(1, 20)}) {{ nodes {{ {above} "
            f"members(first: 5) {{ nodes {{ {of_members} {below} }} }} }} }} }}"
        )


async def measure(gateway: Gateway, measured: Measured, count: int, seed: int) -> dict[Role, Felt]:
    """How it was for each role that sees households, in turns."""
    schema, plans = api(), Plans(POLICY)
    people = await _people(gateway)
    for role in people:
        await Warming(schema, gateway, plans, TODAY).grants(role)
    felt = {role: Felt() for role in people}
    rounds = [new_operations(count, 100 * seed + place) for place in range(len(people))]
    for operations in zip(*rounds, strict=True):
        for (role, viewer), operation in zip(people.items(), operations, strict=True):
            if _valid(schema, role, operation):
                await _ask(schema, gateway, plans, viewer, operation, felt[role], measured)
    return felt


def _valid(schema: Api, role: Role, operation: str) -> bool:
    return not schema.for_role(role).documents.read(operation).errors


async def _ask(  # noqa: PLR0917 -- who asks what, of whom
    schema: Api,
    gateway: Gateway,
    plans: Plans,
    viewer: Viewer,
    operation: str,
    felt: Felt,
    measured: Measured,
) -> None:
    context = Context(gateway, plans, viewer, TODAY, Seals.passing())
    used, start = cpu_seconds(measured.process), time.perf_counter()
    result = await schema.for_role(viewer.role).execute(operation, None, context)
    felt.latencies.append(1000 * (time.perf_counter() - start))
    felt.database_cpu += cpu_seconds(measured.process) - used
    assert not result.errors, (viewer.role, operation, result.errors)


async def _people(gateway: Gateway) -> dict[Role, Viewer]:
    rows: list[Any] = await gateway.read(STAND_INS.statement(StandInParameters(TODAY, 1)))
    found = {Role.DEMO: DEMO_VIEWER}
    for each in STAND_INS.rows(rows):
        role = Role(each.role)
        found.setdefault(role, Viewer(role, each.id, "bench"))
    return found


def table(felt: dict[Role, Felt]) -> Table:
    """The figures, by role."""
    made = Table(
        "role", "queries", "median", "p95", "to reach", "database CPU each", title="A new query"
    )
    for role, each in felt.items():
        if not each.latencies:
            continue
        ordered = sorted(each.latencies)
        late = ordered[int(0.95 * (len(ordered) - 1))]
        bound = TO_REACH_MS.get(role, IN_EVERY_ROLE_MS)
        made.add_row(
            role.value,
            str(len(ordered)),
            f"{statistics.median(ordered):.0f} ms",
            f"{late:.0f} ms",
            f"≤ {bound:.0f} ms",
            f"{1000 * each.database_cpu / len(ordered):.0f} ms",
        )
    return made


async def _main(measured: Measured, given: argparse.Namespace) -> None:
    count: int = given.queries
    async with Gateway(measured.address, read_seconds=READ_SECONDS, watch=()) as gateway:
        await measure(gateway, measured, count // 4, SEED - 1)  # warms Java up
        Console().print(table(await measure(gateway, measured, count, SEED)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=100, help="of each role")
    carry_out(parser, _main)


if __name__ == "__main__":
    main()
