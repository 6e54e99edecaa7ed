"""What access costs: the same question with no rules and as each role, over the whole city.

Asks the local database of the demo, which must hold the whole city and is only read. Each figure
is the ratio of medians of interleaved rounds, and of dbHits, to the same statement without rules;
CPU is this process's own, whose driver and shaping are the server's. Roles that see fewer rows are
asked for what they see: their household by id, their first page. A second table has two samples for
each role, of a household that is hidden from it and of an id that is not there.
"""

import asyncio
import statistics
import time
from collections.abc import Callable
from typing import Any

from graph.compile import compile_ask
from graph.cursor import Seals
from graph.cypher import Statement
from graph.gateway import Gateway
from graph.grants.reading import VIEWER
from graph.identity import fresh_id
from graph.local.opening import chosen, open_database
from graph.migrations.apply import migrate
from graph.policy import POLICY
from graph.shaper import shaper
from graph.viewer import DEMO_VIEWER, Role, Viewer
from graph.want import Ask, ById, Fixed, Many, Nodes, Page, PageOf, PropertyAsk, Slot, Step, Want
from seeds.stand_ins.stand_ins import STAND_INS, StandInParameters
from tests.answering.asking import CITY_DAY

ROUNDS = 60
WARM = 8
PAGE = Page(Fixed(20))
SEALS = Seals.passing()


def _want() -> Want:
    """A household with its members and their needs, as a coordinator's window asks."""
    needs = Want("Need", (PropertyAsk("id", "id"), PropertyAsk("openedOn", "openedOn")))
    down = Step("CONCERNS", forward=False, kind="Need")
    members = Step("MEMBER_OF", forward=False, kind="Resident")
    member = Want(
        "Resident",
        (
            PropertyAsk("id", "id"),
            PropertyAsk("name", "name"),
            PropertyAsk("birthDate", "birthDate"),
            Many("needs", down, None, Ask(PAGE), (Nodes("nodes", needs),)),
        ),
    )
    return Want(
        "Household",
        (
            PropertyAsk("id", "id"),
            PropertyAsk("address", "address"),
            Many("members", members, None, Ask(PAGE), (Nodes("nodes", member),)),
        ),
    )


CASES = {
    "by id": ById(Slot("id"), _want()),
    "page of 20": PageOf("Household", Ask(PAGE), (Nodes("nodes", _want()),)),
}


async def main() -> None:
    """Print the table."""
    with open_database(chosen()) as address:
        async with Gateway(address, read_seconds=60) as gateway:
            await migrate(gateway)
            rows = await gateway.read(STAND_INS.statement(StandInParameters(CITY_DAY, 1)))
            people = dict(_people(rows))
            print("| role | case | rows | ms, no rules | ms | × | CPU × |")
            print("|---|---|---|---|---|---|---|")
            for role, person in people.items():
                for name, ask in CASES.items():
                    await _compare(gateway, Viewer(role, person), name, ask)
            print("\n| role | ms, hidden | ms, not there | × |")
            print("|---|---|---|---|")
            for role, person in people.items():
                await _compare_hidden(gateway, Viewer(role, person))


def _people(rows: list[Any]) -> list[tuple[Role, str]]:
    found: dict[Role, str] = {}
    for stand_in in STAND_INS.rows(rows):
        found.setdefault(Role(stand_in.role), stand_in.id)
    return [*found.items()]


async def _compare(gateway: Gateway, viewer: Viewer, name: str, ask: Any) -> None:
    own = compile_ask(CASES["page of 20"], POLICY, viewer)
    seen = await gateway.read(own.statement({VIEWER: viewer.person}, CITY_DAY))
    rows: list[Any] = seen[0][0][0] if seen and seen[0][0] else []
    if not rows:
        print(f"| {viewer.role} | {name} | 0 | | | | |")
        return
    home: str = rows[0][0]
    sides: dict[Viewer, tuple[Any, Any, Any]] = {}
    for side in (DEMO_VIEWER, viewer):
        plan = compile_ask(ask, POLICY, side)
        given: dict[str, Any] = {"id": home, VIEWER: side.person}
        sides[side] = (
            plan.statement(given, CITY_DAY),
            shaper(plan.shape),
            plan.sizes(given, SEALS.of(side, POLICY.version)),
        )
    times: dict[Viewer, list[float]] = {side: [] for side in sides}
    cpu: dict[Viewer, list[float]] = {side: [] for side in sides}
    for turn in range(ROUNDS + WARM):
        for side, (statement, shape, sizes) in sides.items():
            started, used = time.perf_counter(), time.process_time()
            answer = await gateway.read(statement)
            shape(answer[0][0], sizes)
            if turn >= WARM:
                times[side].append(time.perf_counter() - started)
                cpu[side].append(time.process_time() - used)
    bare, ruled = (statistics.median(times[side]) * 1000 for side in sides)
    ratio = statistics.median(cpu[viewer]) / statistics.median(cpu[DEMO_VIEWER])
    size = len(rows) if name != "by id" else 1
    print(
        f"| {viewer.role} | {name} | {size} | {bare:.2f} | {ruled:.2f} | {ruled / bare:.2f} | {ratio:.2f} |"
    )


async def _compare_hidden(gateway: Gateway, viewer: Viewer) -> None:
    """What a look-up takes that finds a hidden household, and one that finds nothing."""
    plan = compile_ask(CASES["by id"], POLICY, viewer)

    def by_id(household: str) -> Statement:
        return plan.statement({"id": household, VIEWER: viewer.person}, CITY_DAY)

    hidden = await _hidden_from(gateway, by_id)
    if hidden is None:
        print(f"| {viewer.role} | none is hidden | | |")
        return
    sides = {"hidden": by_id(hidden), "not there": by_id(fresh_id())}
    times: dict[str, list[float]] = {side: [] for side in sides}
    for turn in range(ROUNDS + WARM):
        for side, statement in sides.items():
            started = time.perf_counter()
            await gateway.read(statement)
            if turn >= WARM:
                times[side].append(time.perf_counter() - started)
    found, nothing = (statistics.median(times[side]) * 1000 for side in sides)
    print(f"| {viewer.role} | {found:.2f} | {nothing:.2f} | {found / nothing:.2f} |")


async def _hidden_from(gateway: Gateway, by_id: Callable[[str], Statement]) -> str | None:
    """The first of the city's first households that a viewer is not shown, if there is one."""
    every = compile_ask(CASES["page of 20"], POLICY, DEMO_VIEWER)
    rows = await gateway.read(every.statement({VIEWER: None}, CITY_DAY))
    for household, *_ in rows[0][0][0]:
        found = await gateway.read(by_id(household))
        if not found or found[0][0] is None:
            return household
    return None


if __name__ == "__main__":
    asyncio.run(main())
