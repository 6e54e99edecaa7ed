"""A request's deadline is put off while the database plans for it, and by what that takes alone."""

import asyncio

import pytest

from graph.patience import Patience, planned
from server.intake import deadline_passed

pytestmark = pytest.mark.anyio

SECONDS, PLANNING = 0.2, 0.4


async def _within(patience: Patience, *planning_seconds: float, then: float = 0) -> None:
    """Plan for so long, one text after another, and go on for a while."""
    async with patience:
        for seconds in planning_seconds:
            with planned():
                await asyncio.sleep(seconds)
        await asyncio.sleep(then)


async def test_planning_does_not_count() -> None:
    patience = Patience(SECONDS, PLANNING)
    await _within(patience, SECONDS + 0.1)
    assert not patience.expired()


async def test_planning_has_its_own_end_and_it_is_told() -> None:
    patience = Patience(SECONDS, PLANNING)
    with pytest.raises(TimeoutError):
        await _within(patience, 60)
    assert patience.was_planning
    assert "still planning" in deadline_passed(patience).message


async def test_what_planning_did_not_take_is_not_given() -> None:
    patience = Patience(SECONDS, planning_seconds=60)
    with pytest.raises(TimeoutError):
        await _within(patience, 0, then=60)
    assert not patience.was_planning
    assert "same idempotency key" in str(deadline_passed(patience))


async def test_several_texts_have_the_planning_time_of_one() -> None:
    patience = Patience(SECONDS, PLANNING)
    with pytest.raises(TimeoutError):
        await _within(patience, *[0.1] * 100)
    assert patience.was_planning


async def test_an_answer_that_has_begun_is_not_broken_off() -> None:
    async with Patience(SECONDS, PLANNING) as patience:
        patience.answered()
        with planned():
            await asyncio.sleep(0)
        await asyncio.sleep(SECONDS + 0.1)
    assert not patience.expired()


async def test_outside_of_a_request_nothing_is_counted() -> None:
    with planned():
        await asyncio.sleep(0)
