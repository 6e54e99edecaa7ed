"""Each who asks has a share of the database's planning, and strangers have one together."""

import asyncio
from collections import Counter
from itertools import count
from typing import Any, LiteralString, cast

import pytest
from graphql import GraphQLError
from strawberry.types import ExecutionResult

from graph import gateway as module
from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.gateway import Gateway, Row
from graph.planning import AGAIN_SECONDS, WAITING, Planner, PlanningBusy, planning_for
from resolvers.failures import shown_to_client
from server.outcome import outcome_of

pytestmark = pytest.mark.anyio

CSW, COORDINATOR = Planner("csw", is_stranger=False), Planner("coordinator", is_stranger=False)


class Database:
    """A gateway whose database plans until it is told to end; nothing it is asked has been seen."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.gateway = Gateway(DatabaseAddress("bolt://127.0.0.1:9", "", ""), watch=())
        self.under_way: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.planned = 0
        self.over = asyncio.Event()
        self.numbers = count()
        monkeypatch.setattr(self.gateway, "_read", self._read)

    async def _read(self, statement: Statement) -> list[Row]:
        self.under_way[statement.name] += 1
        self.most[statement.name] = max(self.most[statement.name], self.under_way[statement.name])
        await self.over.wait()
        self.planned += 1
        self.gateway.remember(statement)
        self.under_way[statement.name] -= 1
        return []

    def asked(self, planner: Planner | None, name: str, many: int) -> list[asyncio.Task[Any]]:
        """So many new texts at once, each in a task as a server has them."""
        texts = [f"RETURN 1 AS {name}{next(self.numbers)}" for _ in range(many)]
        return [self.asked_for(planner, name, each) for each in texts]

    def asked_for(self, planner: Planner | None, name: str, text: str) -> asyncio.Task[Any]:
        statement = Statement(name, cast("LiteralString", text))
        with planning_for(planner):
            return asyncio.create_task(self.gateway.read(statement))


async def rest() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def refused(tasks: list[asyncio.Task[Any]]) -> int:
    return sum(each.done() and isinstance(each.exception(), PlanningBusy) for each in tasks)


@pytest.fixture
async def database(monkeypatch: pytest.MonkeyPatch) -> Database:
    return Database(monkeypatch)


async def test_one_account_has_one_text_planned_at_a_time_and_so_many_wait(
    database: Database,
) -> None:
    tasks = database.asked(CSW, "csw", WAITING + 1 + 5)
    await rest()
    assert database.under_way == {"csw": 1}
    assert refused(tasks) == 5
    others = database.asked(COORDINATOR, "coordinator", 1)
    await rest()
    assert database.under_way == {"csw": 1, "coordinator": 1}, "others do not wait for them"
    database.over.set()
    await asyncio.gather(*tasks, *others, return_exceptions=True)
    assert (database.most["csw"], database.planned) == (1, WAITING + 2)
    assert database.gateway._turns._queues == {}


async def test_strangers_have_one_text_planned_between_them(database: Database) -> None:
    tasks = [
        task
        for last in range(WAITING + 4)
        for task in database.asked(Planner(f"192.0.2.{last}", is_stranger=True), "stranger", 1)
    ]
    await rest()
    assert database.under_way == {"stranger": 1}
    assert refused(tasks) == 3
    known = database.asked(CSW, "csw", 1)
    await rest()
    assert database.under_way["csw"] == 1
    database.over.set()
    await asyncio.gather(*tasks, *known, return_exceptions=True)
    assert database.most["stranger"] == 1
    assert database.gateway._turns._queues == {}


async def test_a_planning_counts_until_it_is_over_though_nobody_waits_for_it(
    database: Database,
) -> None:
    first, second, third = database.asked(CSW, "csw", 3)
    await rest()
    first.cancel()
    second.cancel()
    await rest()
    assert database.under_way == {"csw": 1}, (
        "what was begun goes on, and what waited does not begin"
    )
    assert not third.done()
    database.over.set()
    await asyncio.gather(first, second, third, return_exceptions=True)
    assert (database.planned, database.most["csw"]) == (2, 1)
    assert database.gateway._turns._queues == {}


async def test_what_counts_to_nobody_is_never_held_back(database: Database) -> None:
    tasks = database.asked(None, "demo", 3 * WAITING)
    await rest()
    assert database.under_way == {"demo": 3 * WAITING}
    database.over.set()
    await asyncio.gather(*tasks)


async def test_one_of_those_who_ask_the_same_has_it_planned_for_all(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others wait for it without a turn, and not for ever: whoever has it planned may be cut off."""
    asked = [database.asked_for(CSW, "csw", "RETURN 1") for _ in range(3 * WAITING)]
    await rest()
    assert (database.under_way, refused(asked)) == ({"csw": 1}, 0)
    database.over.set()
    await asyncio.gather(*asked)
    assert database.gateway._being_planned == {}
    database.over.clear()
    monkeypatch.setattr(module, "BY_ANOTHER_SECONDS", 0.01)
    asked = [database.asked_for(None, "demo", "RETURN 2") for _ in range(3)]
    await asyncio.sleep(0.1)
    assert database.under_way["demo"] == 3
    database.over.set()
    await asyncio.gather(*asked)


def _failed(**data: Any) -> ExecutionResult:
    error = shown_to_client(PlanningBusy("12 of your queries wait."))
    located = GraphQLError(error.message, path=["a"], extensions=error.extensions)
    return ExecutionResult(data, [located])


async def test_who_is_held_back_is_told_when_to_come_again() -> None:
    nothing = outcome_of(_failed(a=None))
    assert (nothing.status, nothing.retry_after) == (429, b"%d" % AGAIN_SECONDS)
    assert nothing.payload["errors"][0]["extensions"]["code"] == "PLANNING_BUSY"
    some = outcome_of(_failed(a=None, b={"id": "x"}))
    assert (some.status, some.retry_after) == (200, None)
