"""Questions that need not look at the whole city do not: held beside a statement by hand."""

import pytest

from bench.hand_written.natural import BY_HAND
from bench.natural import QUESTIONS
from bench.recorder import statements_of
from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.gateway import Gateway
from schema.api import Api
from tests.answering.asking import CITY_DAY
from tests.worlds import PATIENT_SECONDS

MOST_TIMES, MORE = 2.0, 120
"""In a small city: what is counted beside a page weighs as much as the page, and what is looked into and
found empty does not grow with the city. `bench/natural.py` holds the whole city to 1.5 times.
"""
DISTRICT = "神野"


@pytest.mark.anyio
@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_natural_question_costs_about_what_it_costs_by_hand(
    question: str, swept_city: DatabaseAddress, api: Api
) -> None:
    (ours,) = await statements_of(api, QUESTIONS[question], {}, CITY_DAY)
    given = {"today": CITY_DAY, "name": DISTRICT}
    async with Gateway(swept_city, write_seconds=PATIENT_SECONDS, watch=()) as gateway:
        hits = (await gateway.profile(ours)).db_hits
        by_hand = (await gateway.profile(Statement("by_hand", BY_HAND[question], given))).db_hits
    assert hits <= MOST_TIMES * by_hand + MORE
