"""A hand-over moves as its life allows, once for each key, and never over somebody else's move."""

import asyncio
from itertools import pairwise
from typing import Any

import pytest

from graph.changes.life_cycle import LEADS_TO
from graph.gateway import Gateway
from graph.kinds.work import REFERRAL_STATE
from resolvers.changes import event_cursor
from seeds.city import SEED, sheets
from tests.answering.oracle import World
from tests.changing.conftest import events_of
from tests.changing.moving import Mover, asked
from tests.cities import SMALL_FACTOR
from tests.sealed import SEAL

pytestmark = pytest.mark.anyio
NOBODY = "A" * 26


def codes(payload: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["code"], each["field"][-1]) for each in payload["userErrors"]]


def test_the_life_cycle_knows_every_state_and_no_other() -> None:
    names = {each.name for each in REFERRAL_STATE.values}
    assert set(LEADS_TO) == names
    assert {each for reached in LEADS_TO.values() for each in reached} == names - {"DRAFT"}


def test_every_history_of_the_demo_city_is_allowed() -> None:
    world = World.of(sheets(SEED, SMALL_FACTOR))
    histories = _histories(world)
    assert len(histories) > 20
    for steps in histories:
        assert all(after in LEADS_TO[before] for before, after in pairwise(steps))


async def test_a_move_writes_its_step_and_its_event(mover: Mover, gateway: Gateway) -> None:
    id_, version = await mover.made("REQUESTED"), 1
    before = await events_of(gateway)
    payload = await mover.move(id_, version, "ACCEPTED", reason="電話で確認")
    assert payload["userErrors"] == []
    referral = payload["referral"]
    assert (referral["state"], referral["version"]) == ("ACCEPTED", version + 1)
    assert referral["events"]["totalCount"] == version + 1
    assert {"state": "ACCEPTED", "reason": "電話で確認"} in referral["events"]["nodes"]
    after = await events_of(gateway)
    assert after == [*before, len(before) + 1]
    assert payload["cursor"] == event_cursor(SEAL, after[-1])


async def test_an_end_closes_it_and_clears_what_was_to_be_done(mover: Mover) -> None:
    id_, version = await mover.made("IN_PROGRESS"), 1
    payload = await mover.move(id_, version, "COMPLETED", outcome="HELP_RECEIVED")
    referral = payload["referral"]
    assert referral["outcome"] == "HELP_RECEIVED"
    assert referral["closedOn"] == referral["lastEventOn"] == "2021-07-31"
    assert referral["nextAction"] is None


@pytest.mark.parametrize(
    ("to", "more", "expected"),
    [
        ("DECLINED", {}, [("REQUIRED", "declineReason")]),
        ("COMPLETED", {}, [("REQUIRED", "outcome")]),
        ("ACCEPTED", {"outcome": "NO_HELP"}, [("NOT_EXPECTED", "outcome")]),
        ("ACCEPTED", {"declineReason": "CONFLICT"}, [("NOT_EXPECTED", "declineReason")]),
        ("CANCELLED", {"nextAction": "電話"}, [("NOT_EXPECTED", "nextAction")]),
        ("ACCEPTED", {"reason": "あ" * 2_001}, [("INVALID", "reason")]),
        ("ON_HOLD", {}, [("NOT_ALLOWED", "to")]),
        ("ACCEPTED", {"version": 99}, [("STALE", "version")]),
        ("ACCEPTED", {"id": NOBODY}, [("NOT_FOUND", "id")]),
        ("ACCEPTED", {"idempotencyKey": ""}, [("INVALID", "idempotencyKey")]),
        ("ACCEPTED", {"idempotencyKey": "k" * 101}, [("INVALID", "idempotencyKey")]),
    ],
)
async def test_a_move_that_cannot_be_is_refused_and_leaves_nothing(
    mover: Mover, gateway: Gateway, to: str, more: dict[str, Any], expected: list[Any]
) -> None:
    id_, version = await mover.made("REQUESTED"), 1
    before = await events_of(gateway)
    given = {"id_": id_, "version": version, "to": to} | {
        ("id_" if name == "id" else name): value for name, value in more.items()
    }
    payload = await mover.move(**given)
    assert codes(payload) == expected
    assert payload["referral"] is None
    assert payload["cursor"] is None
    assert all(each["messageJa"] != each["message"] for each in payload["userErrors"])
    assert await events_of(gateway) == before
    assert await mover.stands(id_) == ["REQUESTED", 1]


async def test_a_refused_key_can_be_used_again(mover: Mover) -> None:
    id_, version = await mover.made("REQUESTED"), 1
    refused = await mover.move(id_, version + 1, "ACCEPTED", idempotencyKey="again")
    assert codes(refused) == [("STALE", "version")]
    made = await mover.move(id_, version, "ACCEPTED", idempotencyKey="again")
    assert codes(made) == []


async def test_the_same_key_makes_the_change_once(mover: Mover, gateway: Gateway) -> None:
    id_, version = await mover.made("REQUESTED"), 1
    given = asked(id_, version, "DECLINED", declineReason="NO_CAPACITY")
    before = await events_of(gateway)
    first, *others = await asyncio.gather(*(_sent(mover, given) for _ in range(8)))
    assert codes(first) == []
    assert all(each == first for each in others)
    assert len(await events_of(gateway)) == len(before) + 1
    other = await _sent(mover, {**given, "to": "ACCEPTED", "declineReason": None})
    assert codes(other) == [("KEY_REUSED", "idempotencyKey")]


async def test_of_many_who_move_at_once_one_succeeds(mover: Mover, gateway: Gateway) -> None:
    id_, version = await mover.made("REQUESTED"), 1
    before = await events_of(gateway)
    payloads = await asyncio.gather(*(mover.move(id_, version, "ACCEPTED") for _ in range(20)))
    assert sorted(map(str, map(codes, payloads))) == sorted(
        ["[]", *["[('STALE', 'version')]"] * 19]
    )
    assert len(await events_of(gateway)) == len(before) + 1


async def test_events_of_many_writers_have_no_gap(mover: Mover, gateway: Gateway) -> None:
    ids = [await mover.made("IN_PROGRESS") for _ in range(8)]

    async def worked_on(id_: str) -> None:
        for version in range(1, 6):
            payload = await mover.move(id_, version, "IN_PROGRESS")
            assert codes(payload) == []

    await asyncio.gather(*(worked_on(each) for each in ids))
    events = await events_of(gateway)
    assert events == list(range(1, len(events) + 1))


async def _sent(mover: Mover, given: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in given.items() if name not in {"id", "version", "to"}}
    return await mover.move(given["id"], given["version"], given["to"], **rest)


def _histories(world: World) -> list[list[str]]:
    """The states each hand-over went through, in the order of its steps."""
    return [
        [
            step["state"]
            for step in sorted(
                (
                    world.nodes["ReferralEvent"][ref.id]
                    for ref, _ in world.out[("PASSED", referral)]
                ),
                key=lambda step: step["at"],
            )
        ]
        for referral in world.nodes["Referral"]
    ]
