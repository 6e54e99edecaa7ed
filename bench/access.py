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
from dataclasses import replace
from typing import Any

from graph.compile import compile_ask
from graph.cursor import Seals
from graph.gateway import Gateway
from graph.identity import fresh_id
from graph.local.opening import chosen, open_database
from graph.migrations.apply import migrate
from graph.policy import POLICY
from graph.shaper import shaper
from graph.viewer import DEMO_VIEWER, Role, Viewer
from graph.want import Ask, ById, Fixed, Many, Nodes, Page, PageOf, PropertyAsk, Slot, Step, Want
from resolvers.context import Context
from resolvers.plans import Plans
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


class Request:
    """Asks one thing as one viewer, as a request does: the grants first, all in one transaction."""

    def __init__(self, gateway: Gateway, viewer: Viewer, ask: Any) -> None:
        plans = Plans(POLICY)
        self._context = Context(gateway, plans, viewer, CITY_DAY, SEALS)
        self._plan = compile_ask(ask, POLICY, viewer)
        self._shape = shaper(self._plan.shape)

    async def row(self, household: str | None = None) -> Any:
        """The row that comes back, shaped once as an answer is."""
        given: dict[str, Any] = {"id": household}
        async with replace(self._context) as context:
            row = (await context.row(self._plan, given)).row
        self._shape(row, self._plan.sizes(given, context.seal))
        return row


async def _compare(gateway: Gateway, viewer: Viewer, name: str, ask: Any) -> None:
    first = await Request(gateway, viewer, CASES["page of 20"]).row()
    rows: list[Any] = first[0] if first else []
    if not rows:
        print(f"| {viewer.role} | {name} | 0 | | | | |")
        return
    home: str = rows[0][0]
    sides = {side: Request(gateway, side, ask) for side in (DEMO_VIEWER, viewer)}
    times: dict[Viewer, list[float]] = {side: [] for side in sides}
    cpu: dict[Viewer, list[float]] = {side: [] for side in sides}
    for turn in range(ROUNDS + WARM):
        for side, request in sides.items():
            started, used = time.perf_counter(), time.process_time()
            await request.row(home)
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
    request = Request(gateway, viewer, CASES["by id"])
    hidden = await _hidden_from(gateway, request)
    if hidden is None:
        print(f"| {viewer.role} | none is hidden | | |")
        return
    sides = {"hidden": hidden, "not there": fresh_id()}
    times: dict[str, list[float]] = {side: [] for side in sides}
    for turn in range(ROUNDS + WARM):
        for side, household in sides.items():
            started = time.perf_counter()
            await request.row(household)
            if turn >= WARM:
                times[side].append(time.perf_counter() - started)
    found, nothing = (statistics.median(times[side]) * 1000 for side in sides)
    print(f"| {viewer.role} | {found:.2f} | {nothing:.2f} | {found / nothing:.2f} |")


async def _hidden_from(gateway: Gateway, request: Request) -> str | None:
    """The first of the city's first households that a viewer is not shown, if there is one."""
    [rows] = await Request(gateway, DEMO_VIEWER, CASES["page of 20"]).row()
    for household, *_ in rows:
        if await request.row(household) is None:
            return household
    return None


if __name__ == "__main__":
    asyncio.run(main())
