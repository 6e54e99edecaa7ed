"""However the hamlet moves, each sees after every step what the naive view says, and no more.

Residents move house, protections begin and end, leave is given, watches, areas, agencies and offices
are taken away and given back: a walk drawn at random, over the database and over the rows of the
reference alike. What a protection has once closed stays closed until it ends.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from time import monotonic
from typing import Any

import pytest

from graph.changes.protection import SEAL, Protecting, Sealing, end_protection, protect
from graph.changes.protection import Somebody as Account
from tests.access.hamlet import Hamlet
from tests.access.hamlet_rows import copied
from tests.access.sample import SEED
from tests.access.seeing import NEIGHBOURS, Seer, Shelter, Somebody
from tests.access.sheltering import asked_for
from tests.answering.asking import CITY_DAY
from tests.answering.oracle import Oracle, Ref

pytestmark = pytest.mark.anyio

SECONDS = float(os.environ.get("TSUNAGU_ACCESS_MOVING_SECONDS", "0"))
LEAST = 6
"""How many steps are taken however slow the machine is."""
NAMES = (
    "agency staff", "commissioner", "coordinator", "csw", "staff a resident is protected from",
    "volunteer", "volunteer a resident is protected from",
)  # fmt: skip
SEEN = """{
  households(first: 100) { totalCount nodes { id address phone district { id } watchers { totalCount }
    members { totalCount nodes { id name phone } } } }
  residents(first: 100, where: {household: {address: {isNull: false}}}) { totalCount nodes { id } }
  districts(first: 100, where: {households: {count: {gt: 0}}}) { nodes { id households { totalCount } } }
}"""
NOBODY_IS_HERE = "NOT_IN_OFFICE"
RETIRED = "MATCH (s:Supporter {id: $id}) SET s.retiredOn = $day"
CLOSED = """
MATCH (:Node {id: $start})-[t]->(:Node {id: $end})
WHERE type(t) = $tie AND t.until IS NULL SET t.until = $day
"""
OPENED = """
MATCH (start:Node {id: $start}) MATCH (end:Node {id: $end})
CREATE (start)-[t:$($tie)]->(end) SET t.since = $day
"""


class Remembering(Seer):
    """Knows besides what each protection has closed so far: it stays closed."""

    def file_of(self, safe: str) -> set[str]:
        return self.closed.setdefault(safe, set()) | super().file_of(safe)

    closed: dict[str, set[str]]


@dataclass
class Moving:
    """The hamlet on its way, and what is known of it without asking it."""

    hamlet: Hamlet
    random: Random
    seer: Remembering
    steps: list[str] = field(default_factory=list[str])

    async def step(self) -> None:
        """One change, of both."""
        chosen: Callable[[], Any] = self.random.choice(
            (self._move_house, self._move_house, self._protect, self._end, self._lose, self._lose,
             self._gain, self._retire)
        )  # fmt: skip
        await chosen()

    async def _seal(self, *around: str) -> None:
        """What every change near a household does in its transaction, here and there."""
        await self.hamlet.gateway.write(SEAL.statement(Sealing([*around], CITY_DAY)))
        for shelter in self.seer.shelters:
            near = {each for home in self.seer.homes(shelter.safe)
                    for each in self.seer.back("MEMBER_OF", home)} | {shelter.safe}  # fmt: skip
            if (near | self.seer.closed[shelter.safe]) & {*around}:
                self.seer.closed[shelter.safe] |= self.seer.file_of(shelter.safe)

    async def _close(self, tie: str, start: str, end: str) -> None:
        await self.hamlet.write(CLOSED, tie=tie, start=start, end=end, day=CITY_DAY)
        world = self.seer.world
        for links, here, there in ((world.out, start, end), (world.back, end, start)):
            links[tie, here] = [
                (
                    ref,
                    {**facts, "until": CITY_DAY}
                    if ref.id == there and facts.get("until") is None
                    else facts,
                )
                for ref, facts in links[tie, here]
            ]

    async def _open(self, tie: str, start: str, end: str) -> None:
        await self.hamlet.write(OPENED, tie=tie, start=start, end=end, day=CITY_DAY)
        world, facts = self.seer.world, {"since": CITY_DAY, "until": None}
        world.out.setdefault((tie, start), []).append((Ref(self.seer.kind_of[end], end), facts))
        world.back.setdefault((tie, end), []).append((Ref(self.seer.kind_of[start], start), facts))

    async def _move_house(self) -> None:
        """Somebody, a protected resident or another, moves to another household."""
        safe = [shelter.safe for shelter in self.seer.shelters]
        anybody = sorted(self.seer.world.nodes["Resident"])
        who = self.random.choice(safe if safe and self.random.random() < 0.5 else anybody)
        homes = sorted(self.seer.homes(who))
        new = self.random.choice([each for each in sorted(self.seer.world.nodes["Household"])
                                  if each not in homes])  # fmt: skip
        for home in homes:
            await self._close("MEMBER_OF", who, home)
        await self._open("MEMBER_OF", who, new)
        await self._seal(who, new, *homes)
        self.steps.append(f"{who} moves from {homes} to {new}")

    async def _protect(self) -> None:
        known = {shelter.safe for shelter in self.seer.shelters}
        safe = self.random.choice(sorted(set(self.seer.world.nodes["Resident"]) - known))
        rivals = sorted({who.person for who in self.hamlet.city.people.values() if who.person})
        against = self.random.sample(rivals, self.random.randint(0, 2))
        what = Protecting(safe, against, "DV", "somebody")
        await protect(self.hamlet.gateway, what, asked_for(f"step {len(self.steps)}", safe))
        shelter = Shelter(safe, frozenset(against))
        self.seer.shelters = (*self.seer.shelters, shelter)
        self.seer.closed[safe] = set()
        self.seer.closed[safe] = self.seer.file_of(safe)
        self.steps.append(f"{safe} is protected from {against}")

    async def _end(self) -> None:
        if not self.seer.shelters:
            return
        shelter = self.random.choice(self.seer.shelters)
        for account in ("one", "other"):
            key = f"end {len(self.steps)} {account}"
            asked = replace(asked_for(key, shelter.safe), change="end_protection")
            await end_protection(self.hamlet.gateway, shelter.safe, Account(account), asked)
        self.seer.shelters = tuple(each for each in self.seer.shelters if each != shelter)
        del self.seer.closed[shelter.safe]
        self.steps.append(f"{shelter.safe} is no longer protected")

    def _grants(self) -> list[tuple[str, str, str]]:
        people = sorted({who.person for who in self.hamlet.city.people.values() if who.person})
        return [
            (tie, person, end)
            for person in people
            for tie in ("WATCHES", "ACTIVE_IN", "WORKS_FOR", "ASSIGNED_TO")
            for end in self.seer.out(tie, person)
        ]

    async def _lose(self) -> None:
        """A watch, an area or an agency is taken from somebody who asks."""
        if grants := self._grants():
            tie, person, end = self.random.choice(grants)
            await self._close(tie, person, end)
            self.steps.append(f"{person} no longer {tie} {end}")

    async def _gain(self) -> None:
        """Somebody who asks is given a household to watch."""
        person = self.hamlet.city.people[self.random.choice(("commissioner", "volunteer"))].person
        home = self.random.choice(sorted(self.seer.world.nodes["Household"]))
        assert person is not None
        if home not in self.seer.out("WATCHES", person):
            await self._open("WATCHES", person, home)
            await self._seal(home)
            self.steps.append(f"{person} watches {home}")

    async def _retire(self) -> None:
        """Somebody who asks retires, or comes back."""
        person = self.hamlet.city.people[self.random.choice(NAMES)].person
        assert person is not None
        node = self.seer.node(person)
        day = None if node.get("retiredOn") else CITY_DAY
        await self.hamlet.write(RETIRED, id=person, day=day)
        node["retiredOn"] = day
        self.steps.append(f"{person} retires on {day}")

    async def judge(self, oracles: dict[str, Oracle]) -> None:
        """Everybody is answered what their view says; who is not in office, nothing."""
        for name in NAMES:
            who = self.hamlet.city.people[name]
            asked = SEEN.replace(" phone", "") if who.role in NEIGHBOURS else SEEN
            answer = await self.hamlet(who, asked)
            if not self._in_office(who):
                codes = {each["extensions"]["code"] for each in answer["errors"]}
                assert codes == {NOBODY_IS_HERE}, (self.steps, answer)
                assert not any((answer["data"] or {}).values())
                continue
            oracles[name].world = self.seer.view(who)
            expected = oracles[name].answer(asked)
            assert not answer["errors"], (self.steps, answer["errors"])
            assert answer["data"] == expected.data, (name, self.steps)

    def _in_office(self, who: Somebody) -> bool:
        assert who.person is not None
        retired = self.seer.node(who.person).get("retiredOn")
        if retired is not None and retired <= CITY_DAY:
            return False
        agencies = [each for each in self.seer.out("WORKS_FOR", who.person)
                    if self.seer.kind_of[each] == "Agency"]  # fmt: skip
        return who.role != "agency staff" or bool(agencies)


def remembering(hamlet: Hamlet) -> Remembering:
    world = copied(hamlet.seer.world)
    seer = Remembering(world, CITY_DAY)
    seer.same_as = hamlet.seer.same_as
    seer.closed = {}
    seer.shelters = hamlet.seer.shelters
    for shelter in seer.shelters:
        seer.closed[shelter.safe] = set()
        seer.closed[shelter.safe] = seer.file_of(shelter.safe)
    return seer


async def test_threats_39_55_and_56_after_every_step_each_sees_their_view(
    hamlet: Hamlet, record_property: Any
) -> None:
    moving = Moving(hamlet, Random(SEED), remembering(hamlet))  # noqa: S311 -- the seed decides
    oracles = {
        name: Oracle(hamlet.schema_of(hamlet.city.people[name]), moving.seer.world, CITY_DAY)
        for name in NAMES
    }
    await moving.judge(oracles)
    until = monotonic() + SECONDS
    while len(moving.steps) < LEAST or monotonic() < until:
        await moving.step()
        await moving.judge(oracles)
    record_property("told", f"{len(moving.steps):,} steps, {len(NAMES)} who ask after each")
