"""What a field of the API shows of the graph; carried by the field, read by `selection`."""

from dataclasses import dataclass
from typing import Any

from graph.inquiry import Inquiry
from graph.want import Fork, Step

MARK = "tsunagu"
"""The key under which a field's metadata hold what it shows."""
LONGEST = "longest"
"""The key under which a list's metadata hold a function that says how long it is at most."""
IN_ALL, PAGED = "in all", "paged"
"""The keys under which they hold whether that is of all entries together, and whether `first` says it."""
STYLE = "style"
"""The argument of a date in the Japanese calendar."""
STYLE_TYPE = "WarekiStyle"


@dataclass(frozen=True)
class ShowsProperty:
    """The value of a property."""

    name: str


@dataclass(frozen=True)
class ShowsWareki:
    """The value of a date or time property, as its day in the Japanese calendar."""

    name: str


@dataclass(frozen=True)
class ShowsAge:
    """The years completed since a property's day, up to that of another."""

    born: str
    died: str


@dataclass(frozen=True)
class ShowsPosition:
    """A point, by its latitude and longitude."""

    name: str


@dataclass(frozen=True)
class ShowsOne:
    """The one node a tie leads to."""

    step: Step | Fork


@dataclass(frozen=True)
class ShowsMany:
    """A page of the nodes a tie leads to."""

    step: Step | Fork


@dataclass(frozen=True)
class ShowsInquiry:
    """What an inquiry answers about the node."""

    inquiry: Inquiry[Any, Any]


Shows = ShowsProperty | ShowsWareki | ShowsAge | ShowsPosition | ShowsOne | ShowsMany | ShowsInquiry


@dataclass(frozen=True)
class NarrowsProperty:
    """A condition on a property, by operators."""

    name: str


@dataclass(frozen=True)
class NarrowsOne:
    """A condition on the one node a tie leads to, which must then be there."""

    step: Step


@dataclass(frozen=True)
class NarrowsMany:
    """A condition on how many of the nodes a tie leads to match."""

    step: Step


@dataclass(frozen=True)
class NarrowsAll:
    """All of several conditions."""


@dataclass(frozen=True)
class NarrowsAny:
    """Any of several conditions."""


@dataclass(frozen=True)
class NarrowsNot:
    """The opposite of a condition."""


Narrows = NarrowsProperty | NarrowsOne | NarrowsMany | NarrowsAll | NarrowsAny | NarrowsNot


@dataclass(frozen=True)
class SortsProperty:
    """Sorts by a property."""

    name: str


@dataclass(frozen=True)
class SortsOne:
    """Sorts by a property of the one node a tie leads to."""

    step: Step


@dataclass(frozen=True)
class SortsCount:
    """Sorts by how many nodes a tie leads to."""

    step: Step


Sorts = SortsProperty | SortsOne | SortsCount


@dataclass(frozen=True)
class TellsValue:
    """A value of a record; `days` when it is a day, told as ISO text."""

    name: str
    many: bool
    days: bool


@dataclass(frozen=True)
class TellsRecord:
    """A record within a record; with `at_most`, a list of so many."""

    name: str
    at_most: int | None


@dataclass(frozen=True)
class TellsNode:
    """A node that a question found in a column; with `at_most`, a list of so many."""

    name: str
    at_most: int | None
    column: str


Tells = TellsValue | TellsRecord | TellsNode


@dataclass(frozen=True)
class GroupsProperty:
    """Groups by the value of a property; by each of them where it holds a list."""

    name: str


@dataclass(frozen=True)
class GroupsPeriod:
    """Groups by the period that a day or time lies in."""

    name: str


@dataclass(frozen=True)
class GroupsOne:
    """Groups by the one node a tie leads to."""

    step: Step


GroupsBy = GroupsProperty | GroupsPeriod | GroupsOne
