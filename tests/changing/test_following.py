"""Who follows hand-overs hears of every move, in order, once, and goes on where they were."""

import asyncio
from contextlib import aclosing

import pytest

from graph.address import DatabaseAddress
from graph.errors import BadInput
from graph.gateway import Gateway, Run
from graph.outbox import tail as module
from graph.outbox.tail import Tail
from resolvers.changes import EVENTS, event_cursor
from tests.changing.moving import Mover
from tests.changing.socket_client import socket_to
from tests.sealed import SEAL
from tests.worlds import PATIENT_SECONDS

pytestmark = pytest.mark.anyio


async def test_moves_are_told_with_what_was_asked_of_the_hand_over(
    changing: str, mover: Mover
) -> None:
    id_, other = await mover.made("REQUESTED"), await mover.made("REQUESTED")
    async with socket_to(changing) as socket:
        await socket.init()
        await socket.subscribe("one", id=id_)
        await asyncio.sleep(0.5)
        await mover.move(other, 1, "ACCEPTED")
        moved = await mover.move(id_, 1, "ACCEPTED")
        told = await socket.told("one")
        assert (told["before"], told["after"]) == ("REQUESTED", "ACCEPTED")
        assert told["referral"] == {"id": id_, "state": "ACCEPTED", "version": 2}
        assert told["cursor"] == moved["cursor"]
        assert told["at"].startswith("2021-07-31T")


async def test_a_listener_that_was_away_goes_on_after_its_cursor(
    changing: str, mover: Mover
) -> None:
    id_ = await mover.made("IN_PROGRESS")
    moves = [await mover.move(id_, version, "IN_PROGRESS") for version in range(1, 6)]
    async with socket_to(changing) as socket:
        await socket.init()
        await socket.subscribe("1", id=id_, after=moves[0]["cursor"])
        told = [(await socket.told("1"))["cursor"] for _ in range(4)]
    assert told == [each["cursor"] for each in moves[1:]]


async def test_nobody_hears_of_a_hand_over_that_is_gone(changing: str, mover: Mover) -> None:
    """The event is there; what the viewer does not see does not exist for them."""
    gone, id_ = await mover.made("REQUESTED"), await mover.made("REQUESTED")
    async with socket_to(changing) as socket:
        await socket.init()
        first = await mover.move(gone, 1, "ACCEPTED")
        await mover.gone(gone)
        second = await mover.move(id_, 1, "ACCEPTED")
        bare = "subscription($after: String) { referralChanged(after: $after) { cursor } }"
        await socket.subscribe("1", bare, after=_before(first["cursor"]))
        assert (await socket.told("1"))["cursor"] == second["cursor"]


async def test_an_event_takes_one_statement_for_each_listener(
    changing_city: DatabaseAddress,
) -> None:
    runs: list[Run] = []
    async with Gateway(
        changing_city, read_seconds=PATIENT_SECONDS, watch=(runs.append,)
    ) as gateway:
        mover = Mover(gateway)
        id_ = await mover.made("REQUESTED")
        query = (
            "subscription { referralChanged { before referral { id events { nodes { at } } } } }"
        )
        stream = await mover.api.subscribe(query, None, mover.context)
        async with aclosing(stream) as results:  # type: ignore[type-var]
            told = asyncio.ensure_future(anext(results))
            await asyncio.sleep(0.5)
            runs.clear()
            await mover.move(id_, 1, "ACCEPTED")
            result = await told
        assert result.errors is None
        names = [run.name for run in runs if run.name not in {"events_after", "last_event"}]
        assert sorted(names) == [
            "Referral_by_id",  # is it there for whoever moves it?
            "Referral_by_id",  # what the payload shows
            "Referral_by_id",  # what the listener sees
            "move_referral",
        ]


async def test_many_listeners_share_one_poll_which_ends_with_the_last(
    changing_city: DatabaseAddress,
) -> None:
    runs: list[Run] = []
    async with Gateway(
        changing_city, read_seconds=PATIENT_SECONDS, watch=(runs.append,)
    ) as gateway:
        mover, tail = Mover(gateway), Tail(gateway)
        place = await tail.place(None)
        heard = [asyncio.create_task(_heard(tail, place, 3)) for _ in range(50)]
        await asyncio.sleep(0.3)
        assert tail.listeners == 50
        id_ = await mover.made("IN_PROGRESS")
        for version in range(1, 4):
            await mover.move(id_, version, "IN_PROGRESS")
        found = await asyncio.gather(*heard)
        assert found == [[place + 1, place + 2, place + 3]] * 50
        assert tail.listeners == 0
        polls = [run for run in runs if run.name == "events_after"]
        assert len(polls) < 50
        runs.clear()
        await asyncio.sleep(1.2)
        assert runs == []


async def test_a_slow_listener_misses_nothing(
    mover: Mover, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window is smaller than what comes meanwhile: the rest is read from the database."""
    monkeypatch.setattr(module, "WINDOW", 2)
    tail = Tail(gateway)
    place = await tail.place(None)
    id_ = await mover.made("IN_PROGRESS")
    async with aclosing(tail.follow(place)) as events, aclosing(tail.follow(place)) as others:
        first = asyncio.ensure_future(anext(events))
        for version in range(1, 11):
            await mover.move(id_, version, "IN_PROGRESS")
            if version == 1:
                assert (await first).sequence == place + 1
                assert (await anext(others)).sequence == place + 1
            else:
                assert (await anext(others)).sequence == place + version
        found = [(await anext(events)).sequence for _ in range(9)]
    assert found == list(range(place + 2, place + 11))


async def test_a_cursor_of_a_later_event_is_refused(gateway: Gateway) -> None:
    tail = Tail(gateway)
    with pytest.raises(BadInput, match="another database"):
        await tail.place(10**9)


async def _heard(tail: Tail, place: int, many: int) -> list[int]:
    found: list[int] = []
    async with aclosing(tail.follow(place)) as events:
        async for event in events:
            found.append(event.sequence)
            if len(found) == many:
                return found
    return found


def _before(held: str) -> str:
    """The cursor of the event before."""
    [sequence] = SEAL.values(held, EVENTS, 1)
    return event_cursor(SEAL, int(sequence) - 1)
