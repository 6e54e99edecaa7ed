"""A server asks the examples when it starts, so that the database has planned them."""

import pytest
from anyio import sleep

from graph.address import DatabaseAddress
from graph.gateway import Gateway, Run
from server.app import application
from server.manners import Manners
from server.settings import Settings
from tests.answering.asking import CITY_DAY
from tests.cities import PATIENT_SECONDS
from tests.faults.waiting import soon

pytestmark = pytest.mark.anyio

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


def names(runs: list[Run]) -> set[str]:
    return {run.name for run in runs} - OTHERWISE_ASKED
