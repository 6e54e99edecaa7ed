"""What every part of one municipality's drawing shares: its number, its size, its ids and chance."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import LiteralString

from seeds.chance import Chance, Identities
from seeds.families import Household, Person
from seeds.notebook import Node, Notebook
from seeds.tables import DistrictEntry


@dataclass
class District:
    """One district while the city is being drawn."""

    place: int
    entry: DistrictEntry
    node: Node
    households: list[Household] = field(default_factory=list[Household])


@dataclass
class Agency:
    """One agency while the city is being drawn: what it does, for whom, and who works there."""

    node: Node
    kind: str
    name: str
    needs: tuple[str, ...]
    districts: frozenset[int]
    minimum_age: int
    maximum_age: int
    home: int
    inside: bool
    staff: list[Node] = field(default_factory=list[Node])


@dataclass
class Town:
    """One municipality: the first is the demo city, the others stand beside it in scale tests."""

    seed: int
    number: int
    factor: float
    notebook: Notebook = field(default_factory=Notebook)
    districts: list[District] = field(default_factory=list[District])
    agencies: list[Agency] = field(default_factory=list[Agency])
    csws: dict[int, list[Node]] = field(default_factory=dict[int, list[Node]])
    commissioners: dict[int, list[Node]] = field(default_factory=dict[int, list[Node]])
    volunteers: dict[int, list[Node]] = field(default_factory=dict[int, list[Node]])
    appointed: dict[str, date] = field(default_factory=dict[str, date])
    """First day of each volunteer, by id."""
    coordinators: list[Node] = field(default_factory=list[Node])
    lecturers: list[Node] = field(default_factory=list[Node])
    """One for each training the source names, in its order."""
    watches: list[tuple[str, str, int]] = field(default_factory=list[tuple[str, str, int]])
    """Supporter, household, first day."""

    @cached_property
    def _identities(self) -> Identities:
        return Identities(f"{self.seed}")

    def chance(self, subject: str) -> Chance:
        """The stream of that subject in this municipality."""
        return Chance(f"{self.seed}/{self.number}", subject)

    def id(self, kind: str, number: int | str) -> str:
        """The id of something in this municipality."""
        return self._identities.of(f"{self.number}/{kind}", number)

    def shared(self, kind: LiteralString, code: str) -> Node:
        """Something that all municipalities share: a field, a category, a service."""
        return Node(kind, self._identities.of(f"shared/{kind}", code))

    def node(self, kind: LiteralString, number: int | str) -> Node:
        """Something of this municipality, as ties name it."""
        return Node(kind, self.id(kind, number))

    def scaled(self, count: int) -> int:
        """`count` at this size, halves rounded up."""
        return int(count * self.factor + 0.5)

    def agency(self, name: str) -> Agency:
        """The agency of that name."""
        return next(each for each in self.agencies if each.name == name)

    def of_kind(self, *kinds: str) -> list[Agency]:
        return [each for each in self.agencies if each.kind in kinds]

    def nearest_commissioner(self, place: int) -> Node:
        """One of the district, or of any when a small city has none there."""
        return (self.commissioners.get(place) or next(iter(self.commissioners.values())))[0]

    @property
    def window(self) -> Agency:
        return self.of_kind("ONE_STOP_WINDOW")[0]

    @property
    def residents(self) -> list[Person]:
        return [one for at in self.districts for each in at.households for one in each.members]


def resident(person: Person) -> Node:
    return Node("Resident", person.id)


def home(household: Household) -> Node:
    return Node("Household", household.id)
