"""What a request reads in one transaction: in turn, given back whatever happens, and planned to the end."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph import gateway as module
from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.errors import DatabaseSlow, StatementFault
from graph.gateway import Gateway, ReadTransaction, Run
from graph.identity import fresh_id
from tests.worlds import PATIENT_SECONDS

pytestmark = pytest.mark.anyio

ONE = Statement("one", "RETURN 1 AS one")
OPEN = Statement(
    "open",
    "SHOW TRANSACTIONS YIELD metaData WHERE metaData.statement = 'reading' RETURN count(*) AS open",
)


def _asking(statement: Statement) -> Any:
    async def ask(transaction: ReadTransaction) -> list[list[Any]]:
        return await transaction.ask(statement)

    return ask


def _slow(rows: int) -> Statement:
    """A statement of a text that is new to the database, and takes its time."""
    text = f"UNWIND range(1, {rows}) AS n WITH n WHERE n % 7 = 8 RETURN count(n) AS none /* {fresh_id()} */"
    return Statement("slow", text)  # type: ignore[arg-type]


async def _until(is_so: Callable[[], Awaitable[bool]]) -> None:
    """Look again until it is so."""
    async with asyncio.timeout(PATIENT_SECONDS):
        while not await is_so():  # noqa: ASYNC110 -- what is waited for is on the server
            await asyncio.sleep(0.05)


async def _none_is_open(gateway: Gateway) -> None:
    """Return when no transaction of a request is open on the server."""

    async def none() -> bool:
        return await gateway.read(OPEN) == [[0]]

    await _until(none)


async def test_statements_of_a_request_share_a_transaction_that_ends_with_it(
    small_city: DatabaseAddress,
) -> None:
    async with Gateway(small_city, read_seconds=PATIENT_SECONDS, watch=()) as gateway:
        reading = gateway.reading()
        kept: list[dict[str, Any]] = []

        async def note(transaction: ReadTransaction) -> None:
            kept.append(transaction.kept)
            transaction.kept["turns"] = transaction.kept.get("turns", 0) + 1
            await transaction.ask(ONE)

        await asyncio.gather(*(reading.carry_out(note) for _ in range(5)))
        assert kept[-1]["turns"] == 5, "one transaction, one after the other"
        await reading.end()
        await _none_is_open(gateway)
        await reading.carry_out(note)
        assert kept[-1]["turns"] == 1, "another begins with nothing known"
        await reading.end()


async def test_a_statement_that_takes_too_long_ends_on_the_server_too(
    small_city: DatabaseAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST_PLANNING_SECONDS", 0.0)
    async with Gateway(small_city, read_seconds=1.0, watch=()) as gateway:
        reading = gateway.reading()
        with pytest.raises(DatabaseSlow):
            await reading.carry_out(_asking(_slow(2_000_000_000)))
        assert await reading.carry_out(_asking(ONE)) == [[1]], "the next is answered"
        await reading.end()
    async with Gateway(small_city, read_seconds=PATIENT_SECONDS, watch=()) as gateway:
        await _none_is_open(gateway)


async def test_what_the_database_rejects_ends_the_transaction_and_not_the_request(
    small_city: DatabaseAddress,
) -> None:
    async with Gateway(small_city, read_seconds=PATIENT_SECONDS, watch=()) as gateway:
        reading = gateway.reading()
        with pytest.raises(StatementFault):
            await reading.carry_out(_asking(Statement("nonsense", "RETURN nothing AS nothing")))
        assert await reading.carry_out(_asking(ONE)) == [[1]]
        await reading.end()
        await _none_is_open(gateway)


@pytest.mark.parametrize("together", [True, False])
async def test_a_text_is_planned_to_the_end_though_whoever_asked_has_gone(
    small_city: DatabaseAddress, *, together: bool
) -> None:
    runs: list[Run] = []
    async with Gateway(small_city, read_seconds=PATIENT_SECONDS, watch=(runs.append,)) as gateway:
        slow, reading = _slow(5_000_000), gateway.reading()
        asked = asyncio.create_task(
            reading.carry_out(_asking(slow)) if together else gateway.read(slow)
        )
        await asyncio.sleep(0.1)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        await reading.end()
        assert not gateway.knows(slow)

        async def planned() -> bool:
            return gateway.knows(slow)

        await _until(planned)
        assert [(run.name, run.failed) for run in runs] == [("slow", None)]
        await _none_is_open(gateway)


async def test_a_text_that_is_known_ends_with_whoever_asked(small_city: DatabaseAddress) -> None:
    async with Gateway(small_city, read_seconds=PATIENT_SECONDS, watch=()) as gateway:
        text = "UNWIND range(1, $many) AS n WITH n WHERE n % 7 = 8 RETURN count(n) AS none"
        await gateway.read(Statement("known", text, {"many": 1}))
        reading = gateway.reading()
        endless = Statement("known", text, {"many": 2_000_000_000})
        asked = asyncio.create_task(reading.carry_out(_asking(endless)))
        await asyncio.sleep(0.2)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        await _none_is_open(gateway)


async def test_work_is_done_again_where_its_connection_failed(small_city: DatabaseAddress) -> None:
    async with Gateway(small_city, read_seconds=PATIENT_SECONDS, watch=()) as gateway:
        reading = gateway.reading()
        turns: list[dict[str, Any]] = []

        async def work(transaction: ReadTransaction) -> list[list[Any]]:
            turns.append(transaction.kept)
            transaction.kept["grants"] = True
            if len(turns) == 1:
                transaction._own._connection.kill()  # as when the network fails
            return await transaction.ask(ONE)

        assert await reading.carry_out(work) == [[1]]
        assert len(turns) == 2
        assert turns[0] is not turns[1], "nothing is known of what was read before"
        await reading.end()
