"""A server has its database plan what is likely to be asked, for each role, and reads nobody's data for it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from anyio import create_task_group, sleep

from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.gateway import Gateway, Run
from graph.policy import POLICY
from graph.viewer import Role
from resolvers.plans import Plans
from schema.api import Api
from server.app import application
from server.explorer.pages import read_examples
from server.manners import Manners
from server.register import Register
from server.settings import Settings
from server.warming import NOBODY, NOON, Warming
from tests.answering.asking import CITY_DAY
from tests.faults.waiting import soon
from tests.worlds import PATIENT_SECONDS

pytestmark = pytest.mark.anyio

ASKED = "{ households(first: 3) { nodes { id address members { nodes { id name } } } } }"
NAMED = '{ residents(where: {kana: {startsWith: "ア"}}, first: 3) { nodes { name } } }'
OTHERWISE_ASKED = {"glass_to_record"}
"""What a server asks at its start whether it warms up or not."""


@pytest.mark.parametrize("warm_up", [True, False])
async def test_the_examples_are_asked_at_the_start_if_they_are_to_be(
    small_city: DatabaseAddress, caplog: pytest.LogCaptureFixture, *, warm_up: bool
) -> None:
    runs: list[Run] = []
    async with Gateway(small_city, read_seconds=PATIENT_SECONDS, watch=(runs.append,)) as gateway:
        app = application(
            gateway,
            demo=True,
            day=lambda: CITY_DAY,
            manners=Manners(),
            settings=Settings(port=None, warm_up=warm_up),
        )
        async with app.router.lifespan_context(app):
            if warm_up:
                await soon(lambda: names(runs), "the first example is asked")
            await sleep(0.2)
    assert bool(names(runs)) is warm_up
    assert [record.message for record in caplog.records] == []


async def test_what_is_planned_finds_nobody(
    small_city: DatabaseAddress, api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[Statement] = []

    class Told(Gateway):
        async def read(self, statement: Statement) -> list[list[Any]]:
            asked.append(statement)
            return await super().read(statement)

    async with Told(small_city, read_seconds=PATIENT_SECONDS, watch=()) as gateway:
        warming = Warming(api, gateway, Plans(POLICY), CITY_DAY)
        await warming.carry_out([ASKED, NAMED], [Role.DEMO, Role.COORDINATOR])
    assert caplog.records == []
    assert len(asked) > 20
    for statement in asked:
        given = [*statement.parameters.get("given", {}).values()]
        given += [value for name, value in statement.parameters.items() if name != "given"]
        assert all(_finds_nothing(value) for value in given), statement.name


async def test_a_start_that_goes_well_is_told_in_one_line(
    small_city: DatabaseAddress, api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "tsunagu")
    documents = [example.query for example in read_examples()]
    async with Gateway(small_city, read_seconds=PATIENT_SECONDS) as gateway:
        await Warming(api, gateway, Plans(POLICY), CITY_DAY).carry_out(documents, [Role.DEMO])
    assert [record.message for record in caplog.records] == [
        "Planning what is likely to be asked; requests come first."
    ]


def _finds_nothing(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_finds_nothing, value.values()))
    return value in (None, 0, [], [NOBODY], NOBODY, NOON, True, False) or isinstance(value, date)


def names(runs: list[Run]) -> set[str]:
    return {run.name for run in runs} - OTHERWISE_ASKED


class Told(Warming):
    """Tells what would be planned instead."""

    def __init__(self) -> None:
        self.planned: list[str] = []

    async def grants(self, role: Role) -> None:
        self.planned.append(f"grants of {role}")

    async def document(self, document: str, role: Role) -> None:
        self.planned.append(f"{document} of {role}")

    async def facts(self, role: Role, asked: Iterable[str] = ()) -> None:
        _ = asked
        self.planned.append(f"facts of {role}")

    async def register(self) -> None:
        self.planned.append("register")


async def test_after_the_first_role_the_register_is_waited_for() -> None:
    register, told = Register(), Told()
    async with create_task_group() as tasks:
        tasks.start_soon(told.carry_out, ["asked"], [Role.DEMO, Role.CSW], register.over)
        await soon(lambda: "facts of demo" in told.planned, "the first role is planned")
        await sleep(0.1)
        assert told.planned == ["grants of demo", "asked of demo", "facts of demo"]
        register.complete = True
    assert told.planned[3:] == ["grants of csw", "asked of csw", "facts of csw", "register"]


async def test_the_others_do_not_wait_for_a_register_that_will_not_be_filled() -> None:
    told = Told()
    await told.carry_out([], [Role.DEMO, Role.CSW], Register(failed=True).over)
    assert "facts of csw" in told.planned
