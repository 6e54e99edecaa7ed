"""An ask, free of GraphQL: which nodes, what of each, in which order and how many.

Every ask carries the `key` under which the answer wants it. Values that differ from one request to
the next are `Slot`s, so that one want, one statement and one shaper serve every request of a shape.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from graph.inquiry import Inquiry
from graph.shape import FoundShape, Tell
from graph.wareki import Style

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


@dataclass(frozen=True)
class Picked:
    """One attribute of each item of a list."""

    of: "Given"
    attribute: str

    def read(self, variables: Variables) -> list[Any]:
        """The attribute's values."""
        return [getattr(item, self.attribute) for item in self.of.read(variables)]


Given = Fixed | Slot | Several | Picked


@dataclass(frozen=True)
class Step:
    """One tie to follow: its type, with or against its direction, and the kind it leads to."""

    tie: str
    forward: bool
    kind: str


@dataclass(frozen=True)
class Fork:
    """One tie to follow to nodes of several kinds."""

    tie: str
    forward: bool
    kinds: tuple[str, ...]


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
    """Which nodes a list holds, in which order; by the kind's own order unless told otherwise.

    `kinds` narrows a list of several kinds, which takes neither `where` nor `order`.
    """

    page: Page
    where: Where = ANYTHING
    tie: Where = ANYTHING
    order: tuple[OrderKey, ...] = ()
    kinds: Given | None = None


@dataclass(frozen=True)
class TypeName:
    """The name of the type of what is asked about."""

    key: str
    name: str


@dataclass(frozen=True)
class PropertyAsk:
    """The value of a property of a node or, on an edge, of a tie.

    With a style, a date or time is asked for as its day in the Japanese calendar.
    """

    key: str
    property: str
    style: Style | None = None


@dataclass(frozen=True)
class AgeAsk:
    """The years someone has completed on a day, or had on the day of death if that was before."""

    key: str
    born: str
    died: str
    as_of: Given | None


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
    step: Step | Fork
    as_of: Given | None
    want: "Want | Whichever"


@dataclass(frozen=True)
class Cursor:
    """The cursor of an edge."""

    key: str


@dataclass(frozen=True)
class EdgeNode:
    """The node of an edge."""

    key: str
    want: "Want | Whichever"


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
    want: "Want | Whichever"


@dataclass(frozen=True)
class PageInfo:
    """Where a page begins and ends, by the Relay specification; each ask is key and name."""

    key: str
    asks: tuple[TypeName | PropertyAsk, ...]


@dataclass(frozen=True)
class TotalCount:
    """How many there are on all pages."""

    key: str


class Measure(StrEnum):
    """What is told of a property over many nodes, by the name of the field that asks for it."""

    COUNT = "count"
    DIFFERENT = "countDistinct"
    LEAST = "min"
    GREATEST = "max"
    SUM = "sum"
    AVERAGE = "average"


@dataclass(frozen=True)
class Measured:
    """One measure of a property."""

    key: str
    measure: Measure


@dataclass(frozen=True)
class MeasuresAsk:
    """Measures of one property."""

    key: str
    property: str
    asks: tuple[TypeName | Measured, ...]


@dataclass(frozen=True)
class Aggregate:
    """What a whole list, or all of a group, comes to; a total count is how many there are."""

    key: str
    asks: tuple[TypeName | TotalCount | MeasuresAsk, ...]


class Period(StrEnum):
    """How long the days of one group reach; a fiscal year begins in April."""

    FISCAL_YEAR = "FISCAL_YEAR"
    YEAR = "YEAR"
    MONTH = "MONTH"
    DAY = "DAY"


@dataclass(frozen=True)
class GroupedBy:
    """What the nodes of a group share: a property's value, its period, or the one node of a tie.

    A property that holds a list puts its node into a group for each value.
    """

    property: str | None = None
    period: Period | None = None
    through: Step | None = None


@dataclass(frozen=True)
class SharedValue:
    """The value that a group shares by the key at a place of `Groups.by`."""

    key: str
    place: int


@dataclass(frozen=True)
class SharedNode:
    """The node that a group shares by the key at a place of `Groups.by`, or nothing."""

    key: str
    place: int
    want: "Want"


@dataclass(frozen=True)
class GroupKey:
    """What the nodes of a group share."""

    key: str
    asks: tuple[TypeName | SharedValue | SharedNode, ...]


@dataclass(frozen=True)
class Entries:
    """The groups shown."""

    key: str
    asks: tuple[TypeName | TotalCount | Aggregate | GroupKey, ...]


@dataclass(frozen=True)
class GroupOrder:
    """Sort groups by how many nodes they hold, or by all they share; what is absent comes last."""

    by_count: bool
    descending: bool


@dataclass(frozen=True)
class Groups:
    """A whole list in groups, `first` of them; a total count is how many groups there are."""

    key: str
    by: tuple[GroupedBy, ...]
    first: Given
    order: tuple[GroupOrder, ...]
    parts: tuple[TypeName | TotalCount | Entries, ...]


RowsPart = TypeName | Edges | Nodes | PageInfo | TotalCount
PagePart = RowsPart | Aggregate | Groups


@dataclass(frozen=True)
class Many:
    """A page of the nodes a tie leads to on a day."""

    key: str
    step: Step | Fork
    as_of: Given | None
    ask: Ask
    parts: tuple[PagePart, ...]


@dataclass(frozen=True)
class Inquired:
    """What an inquiry answers about the node on a day; `tell` makes the answer of its rows.

    `wants` is what is asked of the nodes its questions find, by `"question.column"`.
    """

    key: str
    inquiry: Inquiry[Any, Any]
    as_of: Given | None
    wants: Mapping[str, tuple["Want", ...]]
    tell: Callable[[FoundShape], Tell]


NodeAsk = TypeName | PropertyAsk | AgeAsk | PositionAsk | One | Many | Inquired


@dataclass(frozen=True)
class Want:
    """What is asked of each node of one kind."""

    kind: str
    asks: tuple[NodeAsk, ...]


@dataclass(frozen=True)
class Whichever:
    """What is asked of a node of one of several kinds: a want for each kind it may be."""

    wants: tuple[Want, ...]


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
    """Nodes of whichever kind by their ids, in the order of the ids; null where there is none.

    With `kinds`, of as many, null also where the node is not of the kind in its place.
    """

    ids: Given
    wants: tuple[Want, ...]
    kinds: Given | None = None


@dataclass(frozen=True)
class Search:
    """A page of the nodes a text finds, the closest first; of these kinds when given."""

    text: Given
    kinds: Given | None
    page: Page
    parts: tuple[PagePart, ...]


RootAsk = ById | PageOf | AnyById | AnyByIds | Search
