"""What goes wrong with a statement comes out as one of our errors, is told to whoever watches, and
leaves the way open."""

import asyncio

import pytest
from neo4j.exceptions import Neo4jError

from graph import gateway as module
from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.errors import DatabaseAway, DatabaseFault, DatabaseFull, DatabaseSlow, StatementFault
from graph.gateway import Gateway, Run, _ours_by_code
from tests.worlds import PATIENT_SECONDS

LONG = "UNWIND range(1, 5000000) AS n WITH n WHERE n % 7 = 8 RETURN count(n) AS none"
ENDLESS = "UNWIND range(1, 2000000000) AS n WITH n WHERE n % 7 = 8 RETURN count(n) AS none"


@pytest.mark.anyio
async def test_a_statement_that_takes_too_long_is_ended_and_the_next_is_answered(
    small_city: DatabaseAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST_PLANNING_SECONDS", 0.0)
    runs: list[Run] = []
    async with Gateway(small_city, read_seconds=1.0, watch=(runs.append,)) as gateway:
        with pytest.raises(DatabaseSlow, match="endless"):
            await gateway.read(Statement("endless", ENDLESS))
        assert runs[-1].failed == "DATABASE_SLOW"
        assert await gateway.read(Statement("one", "RETURN 1 AS one")) == [[1]]
        assert (runs[-1].name, runs[-1].rows, runs[-1].failed) == ("one", 1, None)


@pytest.mark.anyio
async def test_a_statement_the_database_rejects_is_ours_to_mend(
    small_city: DatabaseAddress,
) -> None:
    async with Gateway(small_city, watch=()) as gateway:
        with pytest.raises(StatementFault, match="nonsense"):
            await gateway.read(Statement("nonsense", "RETURN nothing AS nothing"))


@pytest.mark.anyio
async def test_a_read_cannot_write(small_city: DatabaseAddress) -> None:
    async with Gateway(small_city, watch=()) as gateway:
        with pytest.raises(StatementFault):
            await gateway.read(Statement("sneaky", "CREATE (:_Sneaky) RETURN 1 AS one"))
        found = await gateway.read(Statement("look", "MATCH (n:_Sneaky) RETURN count(n) AS n"))
    assert found == [[0]]


@pytest.mark.anyio
async def test_statements_written_together_happen_together_or_not_at_all(
    database: DatabaseAddress,
) -> None:
    make = Statement("make", "CREATE (:_Both) RETURN 1 AS one")
    fail = Statement("fail", "RETURN 1 / 0 AS fault")
    async with Gateway(database, read_seconds=30, watch=()) as gateway:
        with pytest.raises(DatabaseFault):
            await gateway.write(make, fail)
        found = await gateway.read(Statement("look", "MATCH (n:_Both) RETURN count(n) AS n"))
    assert found == [[0]]


@pytest.mark.anyio
async def test_the_statements_name_is_on_its_transaction(small_city: DatabaseAddress) -> None:
    seen = Statement(
        "who_am_i",
        "SHOW TRANSACTIONS YIELD metaData, currentQuery "
        "WHERE metaData.statement = 'who_am_i' RETURN count(*) AS mine",
    )
    async with Gateway(small_city, read_seconds=30, watch=()) as gateway:
        assert await gateway.read(seen) == [[1]]


@pytest.mark.anyio
async def test_a_way_that_is_not_open_says_so() -> None:
    gateway = Gateway(DatabaseAddress("bolt://127.0.0.1:1", "neo4j", "x"))
    with pytest.raises(DatabaseAway):
        await gateway.read(Statement("one", "RETURN 1 AS one"))


@pytest.mark.anyio
async def test_closing_waits_for_what_is_under_way_and_lets_nothing_begin(
    small_city: DatabaseAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CLOSING_SECONDS", PATIENT_SECONDS)
    runs: list[Run] = []
    async with Gateway(small_city, read_seconds=30, watch=(runs.append,)) as gateway:
        under_way = asyncio.create_task(gateway.read(Statement("long", LONG)))
        await asyncio.sleep(0.1)
        assert not under_way.done()
    assert under_way.done(), "the way was closed while a statement was under way"
    assert await under_way == [[0]]
    assert [run.failed for run in runs] == [None]
    with pytest.raises(DatabaseAway):
        await gateway.read(Statement("one", "RETURN 1 AS one"))


@pytest.mark.anyio
async def test_closing_waits_no_longer_than_it_says(
    small_city: DatabaseAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CLOSING_SECONDS", 0.1)
    async with Gateway(small_city, read_seconds=5.0, watch=()) as gateway:
        under_way = asyncio.create_task(gateway.read(Statement("endless", ENDLESS)))
        await asyncio.sleep(0.1)
    with pytest.raises(DatabaseAway):
        await under_way


@pytest.mark.parametrize(
    ("code", "message", "error"),
    [
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "", DatabaseFull),
        ("Neo.DatabaseError.General.UnknownError", "No space left on device", DatabaseFull),
        ("Neo.ClientError.Transaction.TransactionTimedOut", "", DatabaseSlow),
        ("Neo.TransientError.Transaction.Terminated", "", DatabaseSlow),
        ("Neo.ClientError.Database.DatabaseNotFound", "", DatabaseAway),
        ("Neo.TransientError.Transaction.DeadlockDetected", "", DatabaseAway),
        ("Neo.DatabaseError.Schema.ConstraintCreationFailed", "", StatementFault),
        ("Neo.ClientError.Statement.SyntaxError", "", StatementFault),
        ("Neo.DatabaseError.General.UnknownError", "", DatabaseFault),
    ],
)
def test_each_code_of_the_database_is_one_of_our_errors(
    code: str, message: str, error: type[DatabaseFault]
) -> None:
    theirs = Neo4jError._hydrate_neo4j(code=code, message=message)
    address = DatabaseAddress("bolt://127.0.0.1:1", "neo4j", "secret")
    ours = _ours_by_code("a_question", theirs, address)
    assert type(ours) is error
    assert "secret" not in str(ours)
