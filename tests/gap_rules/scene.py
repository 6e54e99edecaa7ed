"""Draws small worlds: a home, who lives in it, who cares, what is missing. Told in `worlds.py`."""

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from itertools import chain
from typing import Any

from graph.load import Sheet, check
from seeds.city import SEED, sheets
from seeds.notebook import Node, Notebook
from tests.answering.oracle import World
from tests.cities import SMALL_FACTOR

DAY = date(2021, 7, 31)


class Directory:
    """What the small city has, by code or name, for the worlds to point at."""

    def __init__(self, city: World) -> None:
        self._city = city

    def category(self, code: str) -> Node:
        return self._by("NeedCategory", "code", code)

    def service(self, code: str) -> Node:
        """The version of the service that is in force on the day."""
        [found] = [
            Node("Service", one)
            for one, each in self._city.nodes["Service"].items()
            if each["code"] == code
            and (each["validFrom"] or DAY) <= DAY <= (each["validTo"] or DAY)
        ]
        return found

    def agency(self, name: str) -> Node:
        return self._by("Agency", "name", name)

    def district(self, *, volunteers: bool) -> Node:
        """The first district, by code, with volunteers or without."""
        for one, each in sorted(
            self._city.nodes["District"].items(), key=lambda entry: entry[1]["code"]
        ):
            active = {
                ref.id
                for ref, facts in self._city.back.get(("ACTIVE_IN", one), [])
                if facts["until"] is None
                and "VOLUNTEER" in self._city.nodes["Supporter"][ref.id]["roles"]
            }
            if bool(active) is volunteers:
                return Node("District", each["id"])
        raise AssertionError("the city has districts of both sorts")

    def _by(self, kind: Any, name: str, value: str) -> Node:
        [found] = [one for one, each in self._city.nodes[kind].items() if each[name] == value]
        return Node(kind, found)


class Scene:
    """One home and what happens around it; ids are made from its name."""

    def __init__(self, name: str, book: Notebook, directory: Directory) -> None:
        self.name = name
        self.directory = directory
        self._book = book
        self._count = 0
        self.home = self._node("Household", taxClass="TAXED")
        self.tie("IN_DISTRICT", self.home, directory.district(volunteers=True))

    def person(self, born: str, **facts: Any) -> Node:
        """Somebody who lives in the home."""
        one = self._node("Resident", birthDate=date.fromisoformat(born), **facts)
        self.tie("MEMBER_OF", one, self.home)
        return one

    def tax(self, class_: str) -> None:
        """Put the home into a tax class."""
        [home] = [each for each in self._book.nodes["Household"] if each["id"] == self.home.id]
        home["taxClass"] = class_

    def need(self, about: Node, category: str, opened: str = "2021-05-01", **facts: Any) -> Node:
        known = {"severity": 2, "acknowledged": True, **facts}
        need = self._node("Need", openedOn=date.fromisoformat(opened), **known)
        self.tie("CONCERNS", need, about)
        self.tie("IN_CATEGORY", need, self.directory.category(category))
        return need

    def asked(self, need: Node, agency: str, state: str, last: str, **facts: Any) -> Node:
        """A hand-over of the need, whose latest event was on `last`."""
        day = date.fromisoformat(last)
        known = {"requestedOn": day, "lastEventOn": day, **facts}
        referral = self._node("Referral", state=state, **known)
        self.tie("REFERRED_FOR", referral, need)
        self.tie("REFERRED_TO", referral, self.directory.agency(agency))
        return referral

    def cares(self, carer: Node, one: Node, hours: int, *roles: str, since: str) -> None:
        day = date.fromisoformat(since)
        self.tie("CARES_FOR", carer, one, roles=list(roles), hoursPerWeek=hours, since=day)

    def supports(self, by: Node, about: Node, *functions: str, **facts: Any) -> None:
        known = {"direction": "GIVES", "formal": False, "stressful": False, **facts}
        self.tie("SUPPORTS", by, about, functions=list(functions), **known)

    def receives(self, who: Node, code: str, state: str = "RECEIVED") -> None:
        self.tie("RECEIVES", who, self.directory.service(code), state=state)

    def talk(self, about: Node, channel: str, held: str) -> Node:
        talk = self._node("Consultation", channel=channel, heldOn=date.fromisoformat(held))
        self.tie("CONCERNS", talk, about)
        return talk

    def case(self, need: Node, state: str = "OPEN") -> Node:
        case = self._node("Case", state=state)
        self.tie("CONCERNS", case, self.home)
        self.tie("COVERS", case, need)
        return case

    def supporter(self, role: str, **facts: Any) -> Node:
        return self._node("Supporter", roles=[role], mainRole=role, **facts)

    def tie(self, type_: Any, start: Node, end: Node, **facts: Any) -> None:
        self._book.tie(type_, start, end, **facts)

    def _node(self, kind: Any, **facts: Any) -> Node:
        self._count += 1
        key = f"{self.name} {self._count}".encode()
        return self._book.node(kind, blake2b(key, digest_size=13).hexdigest().upper(), **facts)


def small_city() -> World:
    """The small city's rows, without the worlds."""
    return World.of(sheets(SEED, SMALL_FACTOR))


def with_worlds(book: Notebook) -> World:
    """The small city's rows and the worlds' together."""
    return World.of(chain(sheets(SEED, SMALL_FACTOR), sheets_of(book)))


def sheets_of(book: Notebook) -> Iterator[Sheet]:
    """The worlds' rows, each checked against the model."""
    for make in (book.node_sheets, book.tie_sheets):
        for sheet in make():
            check(sheet, list(sheet.rows))
        yield from make()
