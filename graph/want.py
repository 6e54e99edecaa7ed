"""An ask, free of GraphQL: which nodes, what of each, in which order and how many.

Every ask carries the `key` under which the answer wants it. Values that differ from one request to
the next are `Slot`s, so that one want, one statement and one shaper serve every request of a shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass
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
    """A value that comes with each request, by the name of its variable."""

    name: str
    default: Any = None

    def read(self, variables: Variables) -> Any:
        """The variable's value, or the default when it was left out."""
        return variables.get(self.name, self.default)


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


@dataclass(frozen=True)
class Page:
    """How many, and after which cursor; no cursor means from the start."""

    first: Given
    after: Given | None = None


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


PagePart = TypeName | Edges | Nodes | PageInfo


@dataclass(frozen=True)
class Many:
    """A page of the nodes a tie leads to on a day."""

    key: str
    step: Step
    as_of: Given | None
    page: Page
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
class Listed:
    """A page of all nodes of a kind."""

    kind: str
    page: Page
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


RootAsk = ById | Listed | AnyById | AnyByIds
