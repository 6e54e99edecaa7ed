"""Others are told who broke the glass, when, why and until when; and nobody else is told why."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from graph.outbox.tail import Tail
from graph.viewer import DEMO_VIEWER, Role
from resolvers.context import Context, Following
from tests.access.breaking import (
    ADMINISTRATOR,
    COLLEAGUE,
    COORDINATOR,
    NOON,
    REASON,
    THROUGH,
    Office,
)
from tests.access.glass_checks import code_of
from tests.answering.asking import CITY_DAY
from tests.sealed import SEALS
from tests.worlds import PATIENT_SECONDS

pytestmark = pytest.mark.anyio

FOLLOWS = "subscription ($after: String) { glassChanged(after: $after) { cursor at after glassBreaking { id state account reason } } }"


OF_VIEWERS = re.compile(r"^enum Viewer(?:Role|Purpose) \{.*?^\}", re.MULTILINE | re.DOTALL)
"""The capacities in which one asks have names that everybody may know."""


async def test_the_reason_is_told_to_readers_of_the_notice_alone(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG", "tsunagu"):
        await office.ends(await office.opened())
    assert "statement=break_glass" in caplog.text
    told = [each.getMessage() for each in caplog.records if each.name.startswith("tsunagu")]
    assert REASON not in repr(told)
    assert REASON not in repr(office.trail.entries)
    rows = await office.town.write("MATCH (n) WHERE NOT n:GlassBreaking RETURN properties(n)")
    assert REASON not in repr(rows)
    for role in set(Role) - {Role.ADMINISTRATOR, Role.COORDINATOR, Role.DEMO}:
        sdl = OF_VIEWERS.sub("", office.api.for_role(role).sdl())
        for name in ("lassBreaking", "BreakGlass", "breakGlass", "GlassState", "BREAK_GLASS"):
            assert name not in sdl, (role, name)
    sdl = office.api.for_role(Role.COORDINATOR).sdl()
    assert "breakGlass(" not in sdl
    assert "BreakGlassInput" in sdl.replace("EndBreakGlassInput", "BreakGlassInput")


async def test_others_are_told_who_when_why_and_until_when(office: Office) -> None:
    made = (await office.breaks())["glassBreaking"]
    for who in (COORDINATOR, COLLEAGUE, ADMINISTRATOR, DEMO_VIEWER):
        assert (await office.notices(who))["entries"] == [made]
    office.later(minutes=60)
    [over] = (await office.notices())["entries"]
    assert (over["state"], over["stoppedAt"], over["stoppedBy"]) == (
        "RAN_OUT", "2021-07-31T13:00:00+00:00", None,
    )  # fmt: skip
    await office.records_ends()
    assert (await office.notices())["entries"] == [over]


@pytest.mark.parametrize("first", [1, 2, 5])
async def test_the_notice_is_paged_the_newest_first(office: Office, first: int) -> None:
    made = list[str]()
    for number in range(5):
        office.now = NOON + timedelta(hours=number // 2)  # some begin at the same time
        made.append(await office.opened(replace(ADMINISTRATOR, account=f"account {number}")))
    found, after, more = list[Any](), None, True
    while more:
        page = await office.notices(first=first, after=after)
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        found += page["entries"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert [each["id"] for each in found] == [
        each["id"] for each in sorted(found, key=lambda each: (each["openedAt"], each["id"]))
    ][::-1]
    assert sorted(each["id"] for each in found) == sorted(made)


async def test_the_notice_tells_those_that_are_open_or_those_that_are_over(office: Office) -> None:
    stopped = await office.opened()
    await office.ends(stopped)
    ran_out = await office.opened(COLLEAGUE)
    office.later(minutes=60)
    still = await office.opened()
    for open_, expected in ((True, {still}), (False, {stopped, ran_out}), (None, None)):
        told = (await office.notices(open=open_))["entries"]
        assert {each["id"] for each in told} == (expected or {stopped, ran_out, still})


@pytest.mark.parametrize(("first", "after"), [(0, None), (101, None), (None, "x")])
async def test_a_page_that_cannot_be_is_bad_input(
    office: Office, first: int | None, after: str | None
) -> None:
    answer = await office.ask(
        COORDINATOR,
        "query ($f: Int, $a: String) { glassBreakings(first: $f, after: $a) { entries { id } } }",
        {"f": first, "a": after},
    )
    assert code_of(answer) == "BAD_INPUT"


# As it happens


class Listening:
    """Somebody who follows the notice; what they hear is kept."""

    def __init__(self, office: Office, tail: Tail) -> None:
        self._office, self._tail = office, tail
        self.heard: list[Any] = []

    async def listen(self, viewer: Any, after: str | None = None) -> asyncio.Task[None]:
        """Back when they have their place."""
        office = self._office
        context = Context(
            office.gateway, office.plans, viewer, CITY_DAY, SEALS,
            Following(self._tail, lambda: CITY_DAY), office.trail, clock=lambda: office.now,
        )  # fmt: skip
        api = office.api.for_role(viewer.role)
        stream = await api.subscribe(FOLLOWS, {"after": after}, context)
        assert isinstance(stream, AsyncGenerator), stream
        task = asyncio.create_task(self._keep(stream))
        async with asyncio.timeout(PATIENT_SECONDS):
            while not (self._tail.listeners or task.done()):  # noqa: ASYNC110 -- a count tells nobody
                await asyncio.sleep(0.02)
        return task

    async def _keep(self, stream: AsyncGenerator[Any]) -> None:
        async with aclosing(stream) as results:
            async for each in results:
                self.heard.append(each)

    async def hears(self, many: int) -> list[dict[str, Any]]:
        """What was heard, once it is so much."""
        async with asyncio.timeout(PATIENT_SECONDS):
            while len(self.heard) < many:  # noqa: ASYNC110 -- a count tells nobody
                await asyncio.sleep(0.02)
        assert not [each.errors for each in self.heard if each.errors]
        return [each.data["glassChanged"] for each in self.heard]


@pytest.mark.parametrize("viewer", [COORDINATOR, COLLEAGUE], ids=lambda viewer: viewer.role)
async def test_the_notice_is_told_as_it_happens_and_nothing_else(
    office: Office, viewer: Any
) -> None:
    listening = Listening(office, Tail(office.gateway))
    task = await listening.listen(viewer)
    first = await office.opened()
    [told] = await listening.hears(1)
    assert (told["after"], told["glassBreaking"]["id"]) == ("BROKEN", first)
    assert told["glassBreaking"]["reason"] == REASON
    await office.town.protect()  # an event, and none of this
    await office.ends(first)
    second = await office.opened()
    office.later(minutes=60)
    await office.records_ends()
    told = await listening.hears(4)
    assert [(each["after"], each["glassBreaking"]["id"]) for each in told] == [
        ("BROKEN", first), ("STOPPED", first), ("BROKEN", second), ("RAN_OUT", second),
    ]  # fmt: skip
    task.cancel()
    again = Listening(office, Tail(office.gateway))
    task = await again.listen(viewer, told[1]["cursor"])
    assert await again.hears(2) == [
        {**told[2], "glassBreaking": told[3]["glassBreaking"]}, told[3],
    ]  # fmt: skip
    task.cancel()


async def test_who_is_no_longer_in_office_is_told_no_more(office: Office) -> None:
    listening = Listening(office, Tail(office.gateway))
    task = await listening.listen(COORDINATOR)
    await office.town.write(
        "MATCH (s:Supporter {id: 'coordinator'}) SET s.retiredOn = date('2021-07-01')"
    )
    await office.opened()
    async with asyncio.timeout(PATIENT_SECONDS):
        await task
    [end] = listening.heard
    assert [each.extensions["code"] for each in end.errors] == ["NOT_IN_OFFICE"]


async def test_nothing_is_followed_through_the_glass(office: Office) -> None:
    await office.opened()
    for viewer in (THROUGH, replace(COORDINATOR, role=Role.CSW)):
        answer = await office.ask(viewer, FOLLOWS)
        assert answer["data"] is None
