"""An ask, free of GraphQL: which nodes, what of each, in which order and how many.

Every ask carries the `key` under which the answer wants it. Values that differ from one request to
the next are `Slot`s, so that one want, one statement and one shaper serve every request of a shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Variables = Mapping[str, Any]


@dataclass(frozen=True)
class Fixed:
    """A value written in the operation itself."""

    value: Any

    def read(self, variables: Variables) -> Any:
        """The value."""
        del variables
        return self.value


@dataclass(frozen=True)
class Slot:
    """A value that comes with each request: a variable, or what lies in it along `path`."""

    name: str
    path: tuple[str | int, ...] = ()

    def read(self, variables: Variables) -> Any:
        """The value, or nothing when it was left out."""
        value: Any = variables.get(self.name)
        for key in self.path:
            value = value[key]
        return value


@dataclass(frozen=True)
class Several:
    """A list written in the operation, some of whose items may come with the request."""

    items: tuple["Given", ...]

    def read(self, variables: Variables) -> list[Any]:
        """The items' values."""
        return [item.read(variables) for item in self.items]


Given = Fixed | Slot | Several


@dataclass(frozen=True)
class Step:
    """One tie to follow: its type, with or against its direction, and the kind it leads to."""

    tie: str
    forward: bool
    kind: str


class Operator(StrEnum):
    """How a property is compared with a value, by the name of the field that asks for it."""

    EQUALS = "eq"
    IN = "in"
    AFTER = "gt"
    FROM = "gte"
    BEFORE = "lt"
    UP_TO = "lte"
    STARTS_WITH = "startsWith"
    CONTAINS = "contains"
    HAS = "has"
    HAS_ANY = "hasAny"


class Quantifier(StrEnum):
    """How many of the related nodes must match, by the name of the field that asks for it."""

    SOME = "some"
    EVERY = "every"
    NONE = "none"
    SINGLE = "single"


@dataclass(frozen=True)
class Compared:
    """The property stands so to the value; unknown when the property is null."""

    property: str
    operator: Operator
    value: Given


@dataclass(frozen=True)
class Absent:
    """The property is null, or is not."""

    property: str
    absent: bool


@dataclass(frozen=True)
class AllOf:
    """Every one of these holds; true of none."""

    of: tuple["Where", ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one of these holds; false of none."""

    of: tuple["Where", ...]


@dataclass(frozen=True)
class Negated:
    """This does not hold; unknown stays unknown."""

    of: "Where"


@dataclass(frozen=True)
class Related:
    """So many of the nodes a tie in force leads to match; `tie` narrows the ties looked at."""

    step: Step
    quantifier: Quantifier
    where: "Where"
    tie: "Where"


@dataclass(frozen=True)
class Counted:
    """The number of nodes a tie in force leads to stands so to the value."""

    step: Step
    tie: "Where"
    operator: Operator
    value: Given


Where = Compared | Absent | AllOf | AnyOf | Negated | Related | Counted
ANYTHING = AllOf(())


@dataclass(frozen=True)
class OrderKey:
    """Sort by a property of the node, or of the one node `through` leads to; null comes last.

    Without a property, by the number of nodes `through` leads to.
    """

    property: str | None
    descending: bool
    through: Step | None = None


@dataclass(frozen=True)
class Page:
    """How many from the start or after a cursor; with `last`, from the end or before one."""

    first: Given
    after: Given | None = None
    last: Given | None = None
    before: Given | None = None


@dataclass(frozen=True)
class Ask:
    """Which nodes a list holds, in which order; by the kind's own order unless told otherwise."""

    page: Page
    where: Where = ANYTHING
    tie: Where = ANYTHING
    order: tuple[OrderKey, ...] = ()


@dataclass(frozen=True)
class TypeName:
    """The name of the type of what is asked about."""

    key: str
    name: str


@dataclass(frozen=True)
class PropertyAsk:
    """The value of a property of a node or, on an edge, of a tie."""

    key: str
    property: str


@dataclass(frozen=True)
class PositionAsk:
    """A point; each part is a type name, or a key with `latitude` or `longitude`."""

    key: str
    property: str
    parts: tuple["TypeName | PropertyAsk", ...]


@dataclass(frozen=True)
class One:
    """The one node a tie leads to on a day, or nothing; the first by order if there are more."""

    key: str
    step: Step
    as_of: Given | None
    want: "Want"


@dataclass(frozen=True)
class Cursor:
    """The cursor of an edge."""

    key: str


@dataclass(frozen=True)
class EdgeNode:
    """The node of an edge."""

    key: str
    want: "Want"


EdgeAsk = TypeName | Cursor | PropertyAsk | EdgeNode


@dataclass(frozen=True)
class Edges:
    """The edges of a page."""

    key: str
    asks: tuple[EdgeAsk, ...]


@dataclass(frozen=True)
class Nodes:
    """The nodes of a page, without their edges."""

    key: str
    want: "Want"


@dataclass(frozen=True)
class PageInfo:
    """Where a page begins and ends, by the Relay specification; each ask is key and name."""

    key: str
    asks: tuple[TypeName | PropertyAsk, ...]


@dataclass(frozen=True)
class TotalCount:
    """How many there are on all pages."""

    key: str


PagePart = TypeName | Edges | Nodes | PageInfo | TotalCount


@dataclass(frozen=True)
class Many:
    """A page of the nodes a tie leads to on a day."""

    key: str
    step: Step
    as_of: Given | None
    ask: Ask
    parts: tuple[PagePart, ...]


NodeAsk = TypeName | PropertyAsk | PositionAsk | One | Many


@dataclass(frozen=True)
class Want:
    """What is asked of each node of one kind."""

    kind: str
    asks: tuple[NodeAsk, ...]


@dataclass(frozen=True)
class ById:
    """One node of a kind by its id."""

    id: Given
    want: Want


@dataclass(frozen=True)
class PageOf:
    """A page of all nodes of a kind."""

    kind: str
    ask: Ask
    parts: tuple[PagePart, ...]


@dataclass(frozen=True)
class AnyById:
    """One node of whichever kind by its id; one want for each kind it may be."""

    id: Given
    wants: tuple[Want, ...]


@dataclass(frozen=True)
class AnyByIds:
    """Nodes of whichever kind by their ids, in the order of the ids; null where there is none."""

    ids: Given
    wants: tuple[Want, ...]


RootAsk = ById | PageOf | AnyById | AnyByIds
