"""A compiled ask: the statement without its values, the values it needs, the shape of its row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Generic, LiteralString, TypeVar, cast

from graph.cursor import SEAL, Seal, not_a_cursor
from graph.cypher import Statement
from graph.errors import BadInput
from graph.ordering import SortKey
from graph.shape import Sizes
from graph.want import Given, Variables

DEFAULT_PAGE = 20
LARGEST_PAGE = 100
LARGEST_ID_LIST = 100
DAYS_AHEAD = timedelta(days=366)
PAGE_ON = "then page on"
NO_GRANTS: Mapping[str, Sequence[str]] = MappingProxyType({})

ReadValue = Callable[[Variables, date], Any]
ReadSize = Callable[[Variables], int]
S = TypeVar("S")


@dataclass(frozen=True)
class Plan(Generic[S]):
    """What serves every request of one shape; `shape` says where in the row each value lies.

    `values` come to the statement as the map `$given`, and `granted`, the lists of the viewer's grants
    that it takes, as the map `$grants`; `dated` when it takes the day, as `$today`.
    """

    name: str
    text: LiteralString
    shape: S
    values: tuple[tuple[str, ReadValue], ...]
    page_sizes: tuple[ReadSize, ...]
    granted: frozenset[str] = frozenset()
    dated: bool = False

    def statement(
        self, variables: Variables, today: date, grants: Mapping[str, Sequence[str]] = NO_GRANTS
    ) -> Statement:
        """The statement for one request; `BadInput` when an argument cannot be."""
        parameters: dict[str, Any] = {}
        if self.values:
            parameters["given"] = {name: read(variables, today) for name, read in self.values}
        if self.granted:
            parameters["grants"] = {name: grants[name] for name in self.granted}
        if self.dated:
            parameters["today"] = today
        return Statement(self.name, self.text, parameters)

    def sizes(self, variables: Variables, seal: Seal) -> Sizes:
        """The sizes of the pages asked for, in the order the shape counts them."""
        return Sizes((read(variables) for read in self.page_sizes), seal)


def page_size(first: Given, name: str = "first", *, further: str = PAGE_ON) -> ReadSize:
    """How many to show, `DEFAULT_PAGE` for null; `BadInput` outside 1 to `LARGEST_PAGE`.

    `further` says how to come to what is not shown.
    """

    def read(variables: Variables) -> int:
        size = first.read(variables)
        if size is None:
            return DEFAULT_PAGE
        if not isinstance(size, int) or not 1 <= size <= LARGEST_PAGE:
            raise BadInput(
                f"`{name}` is {size}.", hint=f"Ask for 1 to {LARGEST_PAGE} at a time, {further}."
            )
        return size

    return read


def page_limit(first: Given, name: str = "first") -> ReadValue:
    """How many to fetch: one more than is shown, to know whether there are more."""
    size = page_size(first, name)
    return lambda variables, _: size(variables) + 1


def group_size(first: Given) -> ReadSize:
    """How many groups to show, as `page_size` has it; there are no pages of groups."""
    return page_size(first, further="and narrow the list by `where` to see others")


def group_limit(first: Given) -> ReadValue:
    """How many groups to fetch: as many as are shown."""
    size = group_size(first)
    return lambda variables, _: size(variables)


def identifier(given: Given) -> ReadValue:
    """An id as it came; one that cannot be is found nowhere."""
    return lambda variables, _: given.read(variables)


def identifiers(given: Given) -> ReadValue:
    """A list of ids; `BadInput` when it is longer than `LARGEST_ID_LIST`."""

    def read(variables: Variables, _: date) -> list[str]:
        ids = given.read(variables)
        if len(ids) > LARGEST_ID_LIST:
            raise BadInput(
                f"`ids` names {len(ids)} nodes.", hint=f"Ask for {LARGEST_ID_LIST} at most."
            )
        return ids

    return read


def day(given: Given) -> ReadValue:
    """The day given, or today."""
    return lambda variables, today: given.read(variables) or today


def known_day(given: Given) -> ReadValue:
    """The day given as of which ties are followed, or today; `BadInput` where it is too far ahead."""
    return lambda variables, today: day_asked(cast("date | None", given.read(variables)), today)


def day_asked(given: date | None, today: date) -> date:
    """The day as of which something is asked, or today.

    What will end or begin is on record for the near future only: `BadInput` beyond `DAYS_AHEAD`.
    """
    if given is None:
        return today
    if given - today > DAYS_AHEAD:
        raise BadInput(
            f"{given.isoformat()} is more than a year ahead: what will be then is not recorded.",
            hint=f"Ask as of a day up to {(today + DAYS_AHEAD).isoformat()}.",
        )
    return given


def cursor_value(
    start: Given, order: str, keys: Sequence[SortKey], place: int, name: str
) -> ReadValue:
    """One of the sort values of a cursor; `BadInput` when it is not of this viewer's list."""

    def read(variables: Variables, _: date) -> Any:
        seal: Seal = variables[SEAL]
        held = seal.values(str(start.read(variables)), order, len(keys), name)
        try:
            return keys[place].read(held[place])
        except ValueError:
            raise not_a_cursor(name) from None

    return read
