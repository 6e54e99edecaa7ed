"""An event is read anew for each who listens, so that nobody hears more of it than they see."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import uuid4

import pytest

from graph.outbox.tail import Tail
from graph.plan import Plan
from graph.want import Variables
from resolvers.context import Context, Following
from tests.access.town import CANARIES, CITY_DAY, Town, viewer_of
from tests.sealed import SEALS

pytestmark = pytest.mark.anyio

SHOWN = "{ id need { id resident { name household { address } } } }"
LISTENING = f"subscription {{ referralChanged {{ after referral {SHOWN} }} }}"
MOVE = """mutation ($input: MoveReferralInput!) {
  moveReferral(input: $input) { userErrors { code } referral { version } } }"""
PATIENCE = 60.0
"""Seconds in which everybody who may hear of a move has heard of it, on a busy machine."""


@dataclass(frozen=True)
class Counted(Context):
    """Counts what was read for a listener, also where nothing came of it."""

    read: list[str] = field(default_factory=list[str])

    async def row(self, plan: Plan[Any], variables: Variables) -> Any:
        try:
            return await super().row(plan, variables)
        finally:
            self.read.append(plan.name)


class Listeners:
    """People of the town who follow hand-overs over one tail; what each hears is kept."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.tail = Tail(town.gateway)
        self.heard: dict[str, list[Any]] = {}
        self._read: dict[str, list[str]] = {}
        self._version = 1
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def listen(self, *names: str) -> None:
        """Back when all of them have their place: a stream begins when it is first read."""
        for name in names:
            viewer = viewer_of(name)
            following = Following(self.tail, lambda: CITY_DAY)
            context = Counted(
                self.town.gateway, self.town.plans, viewer, CITY_DAY, SEALS, following
            )
            stream = await self.town.api.for_role(viewer.role).subscribe(LISTENING, None, context)
            assert isinstance(stream, AsyncGenerator), stream
            self.heard[name], self._read[name] = [], context.read
            self._tasks[name] = asyncio.create_task(self._keep(name, stream))
        async with asyncio.timeout(PATIENCE):
            while self.tail.listeners < len(self._tasks):  # noqa: ASYNC110 -- a count tells nobody
                await asyncio.sleep(0.05)

    async def _keep(self, name: str, stream: AsyncGenerator[Any]) -> None:
        async with aclosing(stream) as results:
            async for each in results:
                self.heard[name].append(each)

    def is_listening(self, name: str) -> bool:
        return not self._tasks[name].done()

    async def move(self, to: str, *hearers: str) -> None:
        """The hand-over is moved; back when it was read for everybody, and who hears of it has."""
        given = {"idempotencyKey": str(uuid4()), "id": "referral", "version": self._version}
        looked = [self._read[name] for name, task in self._tasks.items() if not task.done()]
        counts = [(each, len(each)) for each in (*looked, *(self.heard[name] for name in hearers))]
        made = await self.town("coordinator", MOVE, {"input": {**given, "to": to}})
        assert made["data"]["moveReferral"]["userErrors"] == [], made
        self._version += 1
        async with asyncio.timeout(PATIENCE):
            while any(len(each) == count for each, count in counts):  # noqa: ASYNC110 -- lists tell nobody
                await asyncio.sleep(0.1)

    def told(self, name: str) -> list[str]:
        """The states somebody heard of, in their order."""
        assert all(each.errors is None for each in self.heard[name]), self.heard[name]
        return [each.data["referralChanged"]["after"] for each in self.heard[name]]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)


async def test_threat_40_an_event_is_read_anew_for_each_who_listens(town: Town) -> None:
    hidden = ("newcomer", "rival", "csw")
    await town.write("CREATE (:Supporter:Node {id: 'newcomer', name: '地域二', roles: ['CSW']})")
    async with Listeners(town) as people:
        await people.listen("coordinator", "staff", *hidden)
        await town.protect("rival")
        await people.move("ACCEPTED", "coordinator", "staff")
        for name in ("coordinator", "staff"):
            [told] = people.heard[name]
            assert CANARIES["Household", "address"] not in str(told)
            assert told.data["referralChanged"]["referral"] == await _asked(town, name)
        for name in hidden:
            assert people.heard[name] == [], name
        for name in ("coordinator", "colleague"):
            await town.does(name, "endProtection", resident="hanako")
        await people.move("IN_PROGRESS", "coordinator", "staff", "rival", "csw")
        assert people.told("coordinator") == people.told("staff") == ["ACCEPTED", "IN_PROGRESS"]
        assert people.told("rival") == people.told("csw") == ["IN_PROGRESS"]
        assert people.heard["newcomer"] == [], "no district of theirs"


async def test_threat_39_who_loses_a_grant_hears_no_more(town: Town) -> None:
    gone = "MATCH (:Supporter {id: 'csw'})-[t:ACTIVE_IN]->() DELETE t"
    back = "MATCH (s:Supporter {id: 'csw'}), (d:District {id: 'east'}) CREATE (s)-[:ACTIVE_IN]->(d)"
    retired = "MATCH (s:Supporter {id: 'staff'}) SET s.retiredOn = date($day)"
    async with Listeners(town) as people:
        await people.listen("coordinator", "csw", "staff")
        await people.move("ACCEPTED", "coordinator", "csw", "staff")
        await town.write(gone)
        await town.write(retired, day=str(CITY_DAY))
        await people.move("IN_PROGRESS", "coordinator", "staff")
        await town.write(back)
        await people.move("ON_HOLD", "coordinator", "csw")
        assert people.told("coordinator") == ["ACCEPTED", "IN_PROGRESS", "ON_HOLD"]
        assert people.told("csw") == ["ACCEPTED", "ON_HOLD"]
        _, refused = people.heard["staff"]
        assert refused.data is None
        assert refused.errors[0].extensions["code"] == "NOT_IN_OFFICE"
        assert not people.is_listening("staff"), "who is not in office is sent away"


async def _asked(town: Town, name: str) -> Any:
    return (await town(name, f'{{ referral(id: "referral") {SHOWN} }}'))["data"]["referral"]
