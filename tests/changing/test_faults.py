"""What goes wrong on the way loses no change and no event, and makes none twice."""

import asyncio
import gc
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.errors import DatabaseFault
from graph.gateway import Gateway
from graph.outbox import tail as module
from graph.outbox.tail import Tail
from tests.changing.conftest import events_of
from tests.changing.moving import Mover
from tests.changing.socket_client import socket_to
from tests.faults.line import COMMIT, Way, line_to
from tests.worlds import PATIENT_SECONDS

pytestmark = pytest.mark.anyio


class Cutting:
    """Passes bytes on to a database; cuts the line right before or right after a commit."""

    def __init__(self, port: int, *, after: bool) -> None:
        self.cuts = 0
        self._port = port
        self._after = after
        self._tasks: set[asyncio.Task[None]] = set()

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, on = await asyncio.open_connection("127.0.0.1", self._port)
        back = asyncio.create_task(self._pass(there, writer))
        self._tasks.add(back)
        with suppress(OSError):
            while data := await reader.read(65_536):
                if COMMIT in data and self.cuts == 0:
                    self.cuts += 1
                    if self._after:
                        back.cancel()
                        await asyncio.gather(back, return_exceptions=True)
                        on.write(data)
                        await on.drain()
                        await there.read(65_536)  # the database says it has committed
                    break
                on.write(data)
                await on.drain()
        back.cancel()
        for each in (on, writer):
            each.close()
            with suppress(OSError):
                await each.wait_closed()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                writer.write(data)
                await writer.drain()


@asynccontextmanager
async def cutting(
    address: DatabaseAddress, *, after: bool
) -> AsyncGenerator[tuple[Cutting, Gateway]]:
    cut = Cutting(urlsplit(address.uri).port or 0, after=after)
    server = await asyncio.start_server(cut, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    through = replace(address, uri=f"bolt://127.0.0.1:{port}")
    async with Gateway(through, read_seconds=PATIENT_SECONDS, watch=()) as gateway:
        yield cut, gateway
    server.close()


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_threat_58_a_connection_lost_at_the_commit_makes_the_change_once(
    changing_city: DatabaseAddress, mover: Mover, gateway: Gateway, *, after: bool
) -> None:
    id_ = await mover.made("REQUESTED")
    before = await events_of(gateway)
    async with cutting(changing_city, after=after) as (cut, through):
        payload = await Mover(through, mover.api).move(id_, 1, "ACCEPTED")
    assert cut.cuts == 1
    assert payload["userErrors"] == []
    assert payload["referral"]["version"] == 2
    assert payload["referral"]["events"]["totalCount"] == 2
    assert await events_of(gateway) == [*before, len(before) + 1]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_statement_ends_with_the_request_that_asked_for_it(gateway: Gateway) -> None:
    """One whose text the database knows: another is planned to its end first."""
    endless = "UNWIND range(1, $many) AS n WITH n WHERE n % 7 = 8 RETURN count(n) AS none"
    await gateway.read(Statement("short", endless, {"many": 1}))
    under_way = Statement(
        "under_way",
        "SHOW TRANSACTIONS YIELD metaData WHERE metaData.statement = 'abandoned' "
        "RETURN count(*) AS under_way",
    )
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(3):
            await gateway.read(Statement("abandoned", endless, {"many": 2_000_000_000}))
    for _ in range(100):
        if await gateway.read(under_way) == [[0]]:
            gc.collect()  # the driver leaves the socket of a broken-off statement to it, unclosed
            return
        await asyncio.sleep(0.1)
    pytest.fail("the statement goes on without anybody waiting for it")


async def test_a_client_that_vanishes_leaves_nothing_behind(changing: str, mover: Mover) -> None:
    for _ in range(20):
        async with socket_to(changing) as socket:
            await socket.init()
            await socket.subscribe("1")
            socket.connection.transport.abort()
    id_ = await mover.made("REQUESTED")
    await mover.move(id_, 1, "ACCEPTED")
    async with socket_to(changing) as socket:
        await socket.init()
        await socket.say(type="ping")
        assert await socket.hear() == {"type": "pong"}


async def test_following_goes_on_after_the_database_was_away(
    changing_city: DatabaseAddress, mover: Mover, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is told, in order, once: what came before, meanwhile and after."""
    monkeypatch.setattr(module, "AWAY_SECONDS", 0.2)
    async with (
        line_to(changing_city) as line,
        Gateway(line.address, read_seconds=PATIENT_SECONDS, watch=()) as gateway,
    ):
        tail = Tail(gateway)
        place = await tail.place(None)
        events = tail.follow(place)
        first = asyncio.create_task(anext(events))
        id_ = await mover.made("IN_PROGRESS")
        await mover.move(id_, 1, "IN_PROGRESS")
        heard = [(await first).sequence]
        coming = asyncio.create_task(anext(events))
        await asyncio.sleep(0.2)
        await line.spoil(Way.REFUSED)
        with pytest.raises(DatabaseFault):
            await gateway.read(Statement("one", "RETURN 1 AS one"))
        await mover.move(id_, 2, "IN_PROGRESS")
        await mover.move(id_, 3, "IN_PROGRESS")
        await asyncio.sleep(0.5)
        assert not coming.done()
        await line.mend()
        await mover.move(id_, 4, "IN_PROGRESS")
        heard += [(await coming).sequence, (await anext(events)).sequence]
        heard += [(await anext(events)).sequence]
        await events.aclose()
    assert heard == list(range(place + 1, place + 5))
