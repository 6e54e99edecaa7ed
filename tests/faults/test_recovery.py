"""Whatever happens between the API and its database: nobody is left without an answer meanwhile, and
all are answered rightly within ten seconds of its end, by the same process and gateway.

`make proof` makes every fault and holds to the ten seconds, with nothing beside it. `make test` makes
one of each sort, beside other tests, and asks only that all are answered again.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass, field
from itertools import count
from time import monotonic
from typing import Any
from uuid import uuid4

import pytest

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from graph.local.database import LocalNeo4j
from graph.migrations.apply import migrate
from graph.patience import PLANNING_SECONDS
from graph.viewer import DEMO_VIEWER
from schema.api import api
from server.limits import RequestLimits
from tests.access.applied import Applied, applied
from tests.access.town import Town, viewer_of
from tests.database_sizes import own_database
from tests.faults.line import line_to
from tests.faults.spoiling import FAULTS, Fault, Ground
from tests.worlds import prepared

pytestmark = pytest.mark.anyio

EVERY_SECONDS = 0.5
WHOLE = "TSUNAGU_PROOF_SEED" in os.environ
WITHIN_SECONDS = 10.0
SAMPLE = (
    "the line is closed before the commit",
    "the line was half-open for a moment, and most connections are dead unnoticed",
    "the database is killed",
)
MADE = [each for each in FAULTS if WHOLE or each.name in SAMPLE]
LONGEST_SECONDS = RequestLimits().request_seconds + PLANNING_SECONDS + 1.0
CODES = {"DATABASE_AWAY", "DATABASE_SLOW", "DATABASE_REFUSED", "DEADLINE_PASSED", "PLANNING_BUSY"}
READ = '{ household(id: "home") { id members { totalCount } } }'
CHANGE = """mutation ($input: TakeOnGapInput!) {
  takeOnGap(input: $input) { userErrors { code } supportGap { id state } } }"""
FIELDS = ("severity", "openedOn", "closedOn", "note", "closing", "acknowledged")
PERSON = viewer_of("coordinator")


@pytest.fixture(scope="module")
def running() -> Generator[tuple[LocalNeo4j, DatabaseAddress]]:
    """A database of our own that holds the town."""

    async def founded(gateway: Gateway) -> None:
        await migrate(gateway)
        await Town(gateway, api()).founded()

    with own_database() as own:
        address = own.start()
        prepared(address, founded)
        yield own, address


@dataclass
class Asking:
    """Asks as several do at once; `wrong` is what was neither answered rightly nor by a code of ours."""

    ask: Applied
    wrong: list[Any] = field(default_factory=list[Any])
    codes: set[str] = field(default_factory=set[str])
    _new: "count[int]" = field(default_factory=lambda: count(1))

    async def reads(self) -> bool:
        return await self._right(self.ask(DEMO_VIEWER, READ), _home)

    async def reads_as_a_person(self) -> bool:
        return await self._right(self.ask(PERSON, READ), _home)

    async def asks_anew(self) -> bool:
        """With a text that the database has not seen."""
        number = next(self._new)
        chosen = [name for place, name in enumerate(FIELDS) if number >> place & 1]
        text = f'{{ need(id: "need") {{ id {" ".join(chosen)} }} }}'
        return await self._right(self.ask(PERSON, text), lambda data: data["need"]["id"] == "need")

    async def changes(self) -> bool:
        given = {"idempotencyKey": str(uuid4()), "id": "gap", "supporter": "csw"}
        return await self._right(self.ask(PERSON, CHANGE, {"input": given}), _taken_on)

    async def reads_right(self) -> bool:
        """Whether what was asked before is answered rightly, to both at once."""
        return all(await asyncio.gather(self.reads(), self.reads_as_a_person()))

    async def all_right(self, times: int = 1) -> bool:
        """Whether all of them are answered rightly at once."""
        asked = [self.reads, self.reads_as_a_person, self.changes] * times
        return all(await asyncio.gather(*(each() for each in (*asked, self.asks_anew))))

    async def _right(
        self, asking: Awaitable[dict[str, Any]], is_right: Callable[[Any], bool]
    ) -> bool:
        begun = monotonic()
        answer = await asking
        codes = {each["extensions"]["code"] for each in answer.get("errors", ())}
        self.codes |= codes
        right = not codes and is_right(answer["data"])
        if (not right and not (codes and codes <= CODES)) or monotonic() - begun > LONGEST_SECONDS:
            self.wrong.append((answer, monotonic() - begun))
        return right


def _home(data: Any) -> bool:
    return data == {"household": {"id": "home", "members": {"totalCount": 2}}}


def _taken_on(data: Any) -> bool:
    gap = {"id": "gap", "state": "TAKEN_ON"}
    return data == {"takeOnGap": {"userErrors": [], "supportGap": gap}}


async def _again_and_again(asking: Asking) -> None:
    """Ask until it is cancelled, whether the last was answered or not; then wait for all answers."""
    under_way = list[asyncio.Task[bool]]()
    try:
        while True:
            under_way.append(asyncio.create_task(asking.all_right()))
            await asyncio.sleep(EVERY_SECONDS)
    finally:
        await asyncio.gather(*under_way)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("fault", MADE, ids=lambda fault: fault.name)
async def test_everybody_is_answered_again_within_ten_seconds_of(
    fault: Fault,
    running: tuple[LocalNeo4j, DatabaseAddress],
    record_property: Callable[[str, object], None],
) -> None:
    own, address = running
    async with (
        line_to(address) as line,
        Gateway(line.address, watch=()) as gateway,
        applied(gateway) as ask,
    ):
        asking, ground = Asking(ask), Ground(own, address, line)
        async with asyncio.timeout(2 * LONGEST_SECONDS):
            while not await asking.all_right(times=8):
                pass  # the first answers of a database just started
        await fault.begin(ground)
        meanwhile = asyncio.create_task(_again_and_again(asking))
        await asyncio.sleep(fault.lasts_seconds)
        await fault.end(ground)
        over = monotonic()
        meanwhile.cancel()
        rounds = 0
        async with asyncio.timeout(2 * LONGEST_SECONDS):
            while not await asking.reads_right():
                rounds += 1
                await asyncio.sleep(EVERY_SECONDS)
        recovered = monotonic() - over
        async with asyncio.timeout(2 * LONGEST_SECONDS):
            while not await asking.all_right():
                pass  # changes and new texts, which a database just started plans
        crowd = await asking.all_right(times=8)
        await asyncio.gather(meanwhile, return_exceptions=True)
        assert asking.wrong == []
        if WHOLE:
            assert crowd, "it meets every connection there is"
            assert recovered <= WITHIN_SECONDS, (rounds, asking.codes)
        record_property("told", f"{recovered:.1f} s, {rounds} rounds, {sorted(asking.codes)}")
