"""What the graph may hold: kinds of nodes, their properties, and the ties between them.

Frozen declarations that check themselves when they are built, so that a mistake fails at import
with a sentence that says what to write. Constraints, load statements, the GraphQL schema, access
checks and the documentation are all derived from them; the declarations are in `graph/kinds`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import LiteralString

from graph.errors import ModelFault

KIND_NAME = re.compile(r"[A-Z][A-Za-z]*")
PROPERTY_NAME = re.compile(r"[a-z][A-Za-z0-9]*")
TIE_TYPE = re.compile(r"[A-Z]+(_[A-Z]+)*")
CHOICE_VALUE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


class Type(StrEnum):
    """What a property holds. Dates are ISO dates, times are in UTC, points are WGS 84."""

    STRING = "STRING"
    INTEGER = "INTEGER"
    FLOAT = "FLOAT"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    DATETIME = "DATETIME"
    POINT = "POINT"
    STRINGS = "STRINGS"


class Privacy(StrEnum):
    """The class that decides, with the viewer's role, whether a property's value is shown."""

    OPEN = "open"
    BASIC = "basic"
    CONTACT = "contact"
    LOCATION = "location"
    NEED = "need"
    HEALTH = "health"
    FREE_TEXT = "free text"
    INTERNAL = "internal"


class Kana(StrEnum):
    """The script a reading is stored in, full-width."""

    KATAKANA = "katakana"
    HIRAGANA = "hiragana"


class Index(StrEnum):
    """How a property is looked up, beside by its node.

    A `SORTED` one has the id behind each value: for lists sorted by what many nodes share.
    """

    UNIQUE = "UNIQUE"
    RANGE = "RANGE"
    SORTED = "SORTED"
    TEXT = "TEXT"
    POINT = "POINT"


class Sought(StrEnum):
    """How search compares a text that is no name, see `graph/folding.py`."""

    NUMBER = "NUMBER"
    ADDRESS = "ADDRESS"


def _demand(condition: object, sentence: str) -> None:
    if not condition:
        raise ModelFault(sentence)


@dataclass(frozen=True)
class Value:
    """One value of a choice, stored by its name."""

    name: LiteralString
    ja: str
    doc: str

    def __post_init__(self) -> None:
        _demand(CHOICE_VALUE.fullmatch(self.name), f"Write {self.name!r} in UPPER_SNAKE_CASE.")
        _demand(self.ja and self.doc, f"Give {self.name} its Japanese term and a description.")


@dataclass(frozen=True)
class Choice:
    """A closed set of values for a property; an enum in the API."""

    name: LiteralString
    doc: str
    ja: str
    values: tuple[Value, ...]

    def __post_init__(self) -> None:
        _demand(KIND_NAME.fullmatch(self.name), f"Write the choice {self.name!r} in PascalCase.")
        _demand(self.doc and self.ja, f"Describe the choice {self.name} in English and Japanese.")
        names = [value.name for value in self.values]
        _demand(names, f"Give the choice {self.name} at least one value.")
        _demand(len(names) == len(set(names)), f"{self.name} names a value twice.")

    def __contains__(self, name: object) -> bool:
        return any(value.name == name for value in self.values)


@dataclass(frozen=True)
class Property:
    """One fact about a node or a tie. `doc`, `ja` and `privacy` are never left out.

    A text with `kana` is stored in that script alone; what it is compared with is folded to it.
    One that is `sought` is found by search, by a folded text of its own that stands beside it.
    """

    name: LiteralString
    type: Type
    doc: str
    ja: str
    privacy: Privacy
    unit: str | None = None
    required: bool = False
    index: Index | None = None
    choice: Choice | None = None
    kana: Kana | None = None
    sought: Sought | None = None

    def __post_init__(self) -> None:
        name = self.name
        _demand(PROPERTY_NAME.fullmatch(name), f"Write the property {name!r} in camelCase.")
        _demand(self.doc and self.ja, f"Describe the property {name} in English and Japanese.")
        _demand(
            self.choice is None or self.type in (Type.STRING, Type.STRINGS),
            f"{name} has a choice, so its type is STRING or STRINGS.",
        )
        _demand(
            self.kana is None or self.type is Type.STRING,
            f"{name} is in kana, so its type is STRING.",
        )
        _demand(
            self.sought is None or self.type is Type.STRING,
            f"{name} is sought, so its type is STRING.",
        )
        _demand(
            (self.index is Index.POINT) <= (self.type is Type.POINT),
            f"{name} has a POINT index, so its type is POINT.",
        )
        _demand(
            (self.index is Index.TEXT) <= (self.type is Type.STRING),
            f"{name} has a TEXT index, so its type is STRING.",
        )

    @property
    def folded(self) -> LiteralString:
        """The name of the folded text that the loader keeps beside one that is sought."""
        return f"{self.name}Text"


ID = Property(
    "id",
    Type.STRING,
    "Opaque, stable identifier: 26 characters that carry no meaning and name no kind.",
    "識別子",
    Privacy.OPEN,
    required=True,
    index=Index.UNIQUE,
)
SINCE = Property(
    "since",
    Type.DATE,
    "First day on which the tie holds; null when it has held for as long as records reach.",
    "開始日",
    Privacy.OPEN,
)
UNTIL = Property(
    "until",
    Type.DATE,
    "First day on which the tie no longer holds; null while it holds.",
    "終了日",
    Privacy.OPEN,
)
SEARCH_TEXT: LiteralString = "searchText"
"""The property the loader keeps for full-text search, see `graph/folding.py`."""
SEALED: LiteralString = "sealed"
"""The property kept on what a protection seals, nodes and ties, see `graph/changes`."""
EVERY: LiteralString = "Node"
"""The second label of every node, so that an id is sought once, of whichever kind it is."""


@dataclass(frozen=True)
class Kind:
    """A kind of node: its label, and what is known of each.

    `order` names the required properties that lists are sorted by before the id; kinds without it
    are listed by id. `search` names the properties that full-text search looks through for names,
    folded; those that are `sought` are looked through each by itself.
    A kind of `few` has hundreds of nodes in a city, whatever its people and their needs: to find
    some of them, all may be read. `below` names the property, perhaps not recorded of all, that lists
    below another node are sorted by first: what happened in time by its day.
    """

    name: LiteralString
    plural: LiteralString
    doc: str
    ja: str
    own: tuple[Property, ...]
    order: tuple[LiteralString, ...] = ()
    search: tuple[LiteralString, ...] = ()
    few: bool = False
    below: LiteralString | None = None

    def __post_init__(self) -> None:
        _demand(KIND_NAME.fullmatch(self.name), f"Write the kind {self.name!r} in PascalCase.")
        _demand(KIND_NAME.fullmatch(self.plural), f"Write {self.plural!r} in PascalCase.")
        _demand(self.name != EVERY, f"{EVERY} is the label of every kind.")
        _demand(self.plural != self.name, f"{self.name} needs a plural that differs from it.")
        _demand(self.doc and self.ja, f"Describe the kind {self.name} in English and Japanese.")
        names = [each.name for each in self.properties]
        _demand(len(names) == len(set(names)), f"{self.name} declares a property twice.")
        _demand(SEARCH_TEXT not in names, f"{self.name}.{SEARCH_TEXT} is kept by the loader.")
        _demand(SEALED not in names, f"{self.name}.{SEALED} is kept by the protections.")
        for name in self.order:
            _demand(name in names, f"{self.name} is ordered by {name}, which it does not have.")
            _demand(self[name].required, f"{self.name}.{name} orders lists, so it is required.")
        _demand(
            self.below is None or self.below in names,
            f"Lists of {self.plural} are sorted by {self.below}, which they do not have.",
        )
        for name in self.search:
            _demand(name in names, f"{self.name} searches {name}, which it does not have.")
        for each, _ in self.sought:
            _demand(each.folded not in names, f"{self.name}.{each.folded} is kept by the loader.")

    @property
    def properties(self) -> tuple[Property, ...]:
        """The id and the kind's own properties, in the order declared."""
        return (ID, *self.own)

    @cached_property
    def sought(self) -> tuple[tuple[Property, Sought], ...]:
        """The properties that search finds a node by besides its names, and how they are compared."""
        return tuple((each, each.sought) for each in self.own if each.sought is not None)

    @property
    def texts(self) -> tuple[LiteralString, ...]:
        """The properties that the loader keeps for search; none where the kind is not searched."""
        return (*((SEARCH_TEXT,) if self.search else ()), *(each.folded for each, _ in self.sought))

    @cached_property
    def _by_name(self) -> dict[str, Property]:
        return {each.name: each for each in self.properties}

    def __getitem__(self, name: str) -> Property:
        try:
            return self._by_name[name]
        except KeyError:
            raise ModelFault(f"{self.name} has no property {name!r}.") from None

    def __contains__(self, name: object) -> bool:
        return name in self._by_name


@dataclass(frozen=True)
class End:
    """Which kind a tie may start from and which it may lead to."""

    start: LiteralString
    end: LiteralString


@dataclass(frozen=True)
class Tie:
    """A dated tie between two nodes: a relationship type, its ends and what it says.

    The type is a verb from the start node's side. A tie is never deleted: it ends by `until`. Two of
    one type between the same two nodes have different dates: by these a list tells them apart.
    `indexed` names the tie's own properties that are looked up city-wide. A `symmetric` tie is
    stored once for a pair and followed from either side. `first` names the property of the nodes it
    starts from that lists of them are sorted by: of who lives together the head first. A tie that
    `places` may give away where somebody lives: by a district, a branch, a watcher's round. Those
    between what is public do not, nor those within a household and its records.
    """

    type: LiteralString
    doc: str
    ja: str
    ends: tuple[End, ...]
    own: tuple[Property, ...] = ()
    indexed: tuple[LiteralString, ...] = ()
    symmetric: bool = False
    first: LiteralString | None = None
    places: bool = field(kw_only=True)

    def __post_init__(self) -> None:
        _demand(TIE_TYPE.fullmatch(self.type), f"Write the tie {self.type!r} in UPPER_SNAKE_CASE.")
        _demand(self.doc and self.ja, f"Describe the tie {self.type} in English and Japanese.")
        _demand(self.ends, f"Say which kinds {self.type} joins.")
        _demand(len(self.ends) == len(set(self.ends)), f"{self.type} names the same ends twice.")
        names = [each.name for each in self.properties]
        _demand(len(names) == len(set(names)), f"{self.type} declares a property twice.")
        for name in self.indexed:
            _demand(name in names, f"{self.type} indexes {name}, which it does not have.")
        _demand(
            not self.symmetric or all(each.start == each.end for each in self.ends),
            f"{self.type} is symmetric, so it joins nodes of one kind.",
        )

    @property
    def properties(self) -> tuple[Property, ...]:
        """The dates every tie has, then its own properties."""
        return (SINCE, UNTIL, *self.own)

    def __getitem__(self, name: str) -> Property:
        for each in self.properties:
            if each.name == name:
                return each
        raise ModelFault(f"{self.type} has no property {name!r}.")

    def sorts(self, kind: Kind) -> LiteralString | None:
        """The property that nodes of a kind are sorted by first, in lists along this tie."""
        return self.first if self.first and self.ends_from(kind.name) else kind.below

    def ends_from(self, kind: str) -> tuple[LiteralString, ...]:
        """The kinds this tie leads to from `kind`."""
        return tuple(each.end for each in self.ends if each.start == kind)

    def starts_to(self, kind: str) -> tuple[LiteralString, ...]:
        """The kinds this tie comes from, for `kind` at its end."""
        return tuple(each.start for each in self.ends if each.end == kind)


@dataclass(frozen=True)
class Model:
    """All kinds and ties, checked against each other.

    `internal` kinds are bookkeeping of ours: they have constraints and indexes like the others, and
    nothing else is derived from them.
    """

    kinds: tuple[Kind, ...]
    ties: tuple[Tie, ...]
    internal: tuple[Kind, ...] = ()
    _kind_by_name: dict[str, Kind] = field(init=False, repr=False, compare=False)
    _tie_by_type: dict[str, Tie] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_kind_by_name", {each.name: each for each in self.kinds})
        object.__setattr__(self, "_tie_by_type", {each.type: each for each in self.ties})
        names = {each.name for each in (*self.kinds, *self.internal)}
        _demand(len(names) == len(self.kinds) + len(self.internal), "Two kinds share a name.")
        _demand(len(self._tie_by_type) == len(self.ties), "Two ties share a type.")
        for tie in self.ties:
            for ends in tie.ends:
                for name in (ends.start, ends.end):
                    _demand(
                        name in self._kind_by_name, f"{tie.type} joins {name}, no kind of ours."
                    )
                _demand(
                    tie.first is None or tie.first in self._kind_by_name[ends.start],
                    f"Lists along {tie.type} are sorted by {tie.first}, which {ends.start} has not.",
                )
        self._check_choices()

    def _check_choices(self) -> None:
        seen: dict[str, Choice] = {}
        for choice in self._every_choice():
            known = seen.setdefault(choice.name, choice)
            _demand(known is choice, f"Two choices are called {choice.name}: declare it once.")
            _demand(choice.name not in self._kind_by_name, f"{choice.name} is a kind's name too.")

    def _every_choice(self) -> Iterator[Choice]:
        for holder in (*self.kinds, *self.ties):
            for each in holder.properties:
                if each.choice is not None:
                    yield each.choice

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every choice some property has, once, in the order of first use."""
        return tuple({each.name: each for each in self._every_choice()}.values())

    def kind(self, name: str) -> Kind:
        """The kind of that name; `ModelFault` when there is none."""
        try:
            return self._kind_by_name[name]
        except KeyError:
            raise ModelFault(f"There is no kind {name!r}.") from None

    def tie(self, type_: str) -> Tie:
        """The tie of that type; `ModelFault` when there is none."""
        try:
            return self._tie_by_type[type_]
        except KeyError:
            raise ModelFault(f"There is no tie {type_!r}.") from None
