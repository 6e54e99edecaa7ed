"""Where in a row each asked value lies.

A statement answers with one row of nested positional lists. Its shape is made with it, from the
same plan; `graph/shaper.py` makes a function of it, and `graph/careful.py` goes through a row by it
when the data break a promise of the schema.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from graph.cursor import Seal
from graph.model import Choice, Type
from graph.wareki import Style


class Sizes(tuple[int, ...]):  # noqa: SLOT001 -- a tuple has no room for slots
    """The sizes of a request's pages, and the viewer's seal, which makes the cursors.

    `whose` are the ids of those whose data its answer tells. They are noted while the answer is
    built, from the rows that are shown and no others.
    """

    seal: Seal
    whose: set[str]

    def __new__(cls, sizes: Iterable[int], seal: Seal) -> Self:
        made = super().__new__(cls, sizes)
        made.seal = seal
        made.whose = set()
        return made


Tell = Callable[[Any, Sizes], Any]
"""Makes a finished answer of a row, or of a record, and the sizes of the statement's pages."""
INT_LIMIT = 2**31


class Broken(Exception):
    """The data break a promise of the schema; never leaves the two modules that go by a shape."""


@dataclass(frozen=True)
class Constant:
    """A text known beforehand."""

    key: str
    text: str


@dataclass(frozen=True)
class Leaf:
    """A value at an index of the row; `promised` when the schema says it is never null.

    With a style, a date or time is written as its day in the Japanese calendar.
    """

    key: str
    index: int
    type: Type
    choice: Choice | None
    promised: bool
    style: Style | None = None


@dataclass(frozen=True)
class Pair:
    """A `[latitude, longitude]` at an index; the leaves among its parts index the pair."""

    key: str
    index: int
    parts: tuple["Constant | Leaf", ...]


@dataclass(frozen=True)
class CursorShape:
    """A cursor made of the values at these indexes, for the list so named."""

    key: str
    order: str
    indexes: tuple[int, ...]


@dataclass(frozen=True)
class Within:
    """An object whose values lie in the same row as those of the one around it."""

    key: str
    shape: "ObjectShape | Branched"


@dataclass(frozen=True)
class Inner:
    """An object, or null, with a row of its own at an index."""

    key: str
    index: int
    shape: "ObjectShape | Branched"


@dataclass(frozen=True)
class PageShape:
    """A page: its rows at an index, one more than asked for when there are more.

    `size` is the position of the page's size among the sizes of a request, `resumed` whether it
    begins at a cursor, `backward` whether it was cut from the end. Without an index there are no
    rows to show. `total` is the index of the number of rows on all pages, when it is asked for. What
    else is told of all pages lies in the same row as they do: a `Within`. Where no node of a row is
    shown, `seen` is the index of the ids to be noted in it; `few` that of those noted for the total.
    """

    key: str
    index: int | None
    size: int
    parts: tuple["PagePartShape", ...]
    cursor: CursorShape
    total: int | None
    resumed: bool
    backward: bool
    seen: int | None = None
    few: int | None = None


@dataclass(frozen=True)
class Rows:
    """One object for each row of a page."""

    key: str
    shape: "ObjectShape | Branched"


@dataclass(frozen=True)
class Facts:
    """The page's own facts: each is a constant, or a key and `hasNextPage`, `startCursor`, …."""

    key: str
    asks: tuple[Constant | tuple[str, str], ...]


@dataclass(frozen=True)
class Total:
    """The number of rows on all pages."""

    key: str


@dataclass(frozen=True)
class Every:
    """A list of objects, each with a row of its own in the list at an index."""

    key: str
    index: int
    shape: "ObjectShape"


@dataclass(frozen=True)
class Answered:
    """What an inquiry answers, told from its rows at an index."""

    key: str
    index: int
    tell: Tell


Field = Constant | Leaf | Pair | CursorShape | Within | Inner | Every | PageShape | Answered
PagePartShape = Constant | Rows | Facts | Total | Within


@dataclass(frozen=True)
class ObjectShape:
    """An object, its fields in the order asked.

    `whose` is the index of the id to be noted. Of a record those are noted whom it is about, by their
    ids at `owners`, and itself only where it is about nobody. What is told of few people has the ids
    of these at `few`.
    """

    fields: tuple[Field, ...]
    whose: int | None = None
    owners: int | None = None
    few: int | None = None


@dataclass(frozen=True)
class Branched:
    """`[which, row]` at an index of the row: an object of one of several shapes."""

    index: int
    shapes: tuple[ObjectShape, ...]


@dataclass(frozen=True)
class OneOf:
    """`[which, row]`, or null: an object of one of several shapes."""

    shapes: tuple[ObjectShape, ...]


@dataclass(frozen=True)
class ManyOf:
    """`[[position, which, row], …]`: objects of several shapes, put in the places they belong."""

    shapes: tuple[ObjectShape, ...]


Shape = ObjectShape | PageShape | OneOf | ManyOf


def integer(value: Any) -> int:
    """A GraphQL `Int`, strictly; JavaScript clients write whole numbers as floats."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not -INT_LIMIT <= value < INT_LIMIT:
        raise Broken(f"{type(value).__name__} is not a 32-bit integer")
    return value


def moment(value: str) -> str:
    """An ISO time with its seconds, which Cypher leaves out when they are zero."""
    return f"{value[:16]}:00{value[16:]}" if value[16:17] not in (":", "") else value


@dataclass(frozen=True)
class FoundShape:
    """Where the rows of an inquiry's questions lie, in their order, and what their nodes show.

    `nodes` holds, by `"question.column"`, the shape of each way the column's nodes are asked for.
    """

    nodes: Mapping[str, tuple[ObjectShape, ...]]
