"""What is kept of hand-overs is what counting them gives, after loading and after any moves."""

import asyncio
import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import AsyncGenerator, Generator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from statistics import median
from typing import Any
from uuid import uuid4

import pytest

from graph.address import DatabaseAddress
from graph.changes.hand_over_counts import COUNT_HAND_OVERS
from graph.changes.keyed import Asked
from graph.changes.life_cycle import LEADS_TO
from graph.changes.move_referral import MoveReferral, move_referral
from graph.cypher import Statement
from graph.gateway import Gateway
from graph.migrations.files import known_migrations
from graph.question import NoParameters
from tests.answering.asking import CITY_DAY
from tests.cities import fill, holding
from tests.worlds import PATIENT_SECONDS

pytestmark = pytest.mark.anyio

HAND_OVERS = """
MATCH (f:Referral)-[:REFERRED_TO]->(a:Agency)
RETURN f.id, a.id, f.state, f.version, f.requestedOn, f.answeredOn, f.closedOn, f.outcome
ORDER BY f.id
"""
KEPT = """
MATCH (s:HandOverStanding)
WHERE s.day IS NOT NULL
RETURN s.key, s.day, [s.answered, s.accepted, s.ended, s.helped], s.medianDays
ORDER BY s.key
"""
ANSWERED = {"ACCEPTED", "IN_PROGRESS", "ON_HOLD", "COMPLETED", "FAILED", "DECLINED"}
FACTOR = 0.05
ROUNDS = 25
AT_ONCE = 4
ENOUGH = 100
"""Standings to compare, at least."""

Standing = tuple[list[int], float | None]


@pytest.fixture(scope="module")
def counted_city(database: DatabaseAddress) -> Generator[DatabaseAddress]:
    """A city of some hundred hand-overs, free to be changed."""
    with holding(database, partial(fill, factor=FACTOR)) as address:
        yield address


@pytest.fixture
async def gateway(counted_city: DatabaseAddress) -> AsyncGenerator[Gateway]:
    async with Gateway(counted_city, read_seconds=PATIENT_SECONDS, watch=()) as opened:
        yield opened


async def test_kept_is_counted_after_loading_moving_and_counting_anew(gateway: Gateway) -> None:
    assert await _agree(gateway) >= ENOUGH
    chance = random.Random(5)  # noqa: S311 -- the same moves each time
    moves: dict[str, int] = defaultdict(int)
    for round_ in range(ROUNDS):
        rows = await gateway.read(Statement("hand_overs", HAND_OVERS))
        chosen = _some(chance, rows, {"DRAFT", "REQUESTED"}, AT_ONCE // 2)
        chosen += _some(chance, rows, ANSWERED, AT_ONCE - len(chosen))
        day = CITY_DAY + timedelta(days=chance.randint(0, 2 + round_))
        made = [_move(row[0], row[3], chance.choice(LEADS_TO[row[2]])) for row in chosen]
        await asyncio.gather(*(_made(gateway, move, day) for move in made))
        for row, move in zip(chosen, made, strict=True):
            moves[f"{'answered' if row[2] in ANSWERED else 'open'} to {move.state}"] += 1
        await _agree(gateway)
    assert moves["answered to ENTERED_IN_ERROR"] >= 3, moves
    assert moves["open to ACCEPTED"] + moves["open to DECLINED"] >= 3, moves
    assert moves["answered to COMPLETED"] + moves["answered to FAILED"] >= 3, moves
    await gateway.write(COUNT_HAND_OVERS.statement(NoParameters()))
    await _agree(gateway)


async def test_a_database_that_has_no_counts_yet_is_counted_by_the_migration(
    gateway: Gateway,
) -> None:
    await gateway.write(Statement("uncounted", "MATCH (s:HandOverStanding) DELETE s"))
    [migration] = [each for each in known_migrations() if each.name == "hand_over_counts"]
    for _ in range(2):
        for text in migration.statements:
            await gateway.write(Statement("migration", text))
        assert await _agree(gateway) >= ENOUGH


def _some(chance: random.Random, rows: list[Any], states: set[str], count: int) -> list[Any]:
    movable = [row for row in rows if row[2] in states]
    return chance.sample(movable, min(count, len(movable)))


async def _made(gateway: Gateway, move: MoveReferral, day: date) -> None:
    at = datetime.combine(day, time(3), UTC)
    asked = Asked("move_referral", "COORDINATOR", str(uuid4()), move.referral, {}, at)
    await move_referral(gateway, move, asked)


def _move(referral: str, version: int | None, state: str) -> MoveReferral:
    return MoveReferral(
        referral,
        version or 0,
        state,
        decline_reason="NO_CAPACITY" if state == "DECLINED" else None,
        outcome="HELP_RECEIVED" if state == "COMPLETED" else None,
    )


async def _agree(gateway: Gateway) -> int:
    """Compares every agency, and all together, on every day on which anything happened."""
    rows = await gateway.read(Statement("hand_overs", HAND_OVERS))
    kept: dict[str, list[tuple[date, Standing]]] = defaultdict(list)
    for key, day, counts, days in await gateway.read(Statement("kept", KEPT)):
        whose, _, written = key.partition("/")
        assert written == day.iso_format()
        kept[whose].append((day.to_native(), (counts, days)))
    by_whose: dict[str, list[Any]] = {"ALL": rows}
    for row in rows:
        by_whose.setdefault(row[1], []).append(row)
    compared = 0
    for whose, own in by_whose.items():
        happened = {day.to_native() for row in own for day in row[4:7] if day is not None}
        for day in sorted({*happened, *(each for each, _ in kept[whose]), date(2001, 1, 1)}):
            place = bisect_right(kept[whose], day, key=lambda each: each[0])
            found = kept[whose][place - 1][1] if place else ([0, 0, 0, 0], None)
            assert found == _counted(own, day, median_too=whose != "ALL"), (whose, day)
            compared += 1
    assert kept.keys() <= by_whose.keys()
    return compared


def _counted(rows: list[Any], day: date, *, median_too: bool) -> Standing:
    counts, days = [0, 0, 0, 0], []
    for _, _, state, _, asked, answered, closed, outcome in rows:
        if state not in ANSWERED or answered is None or answered.to_native() > day:
            continue
        counts[0] += 1
        counts[1] += state != "DECLINED"
        days.append((answered.to_native() - asked.to_native()).days)
        if state in {"COMPLETED", "FAILED"} and closed.to_native() <= day:
            counts[2] += 1
            counts[3] += outcome == "HELP_RECEIVED"
    return counts, median(days) if days and median_too else None
