"""Records: what an inquiry answers with, declared once and shown as declared.

A record is a frozen dataclass whose every field says in English and Japanese what it tells. The
schema derives a GraphQL type from it. A field made by `shows` holds nodes that a written question
found; what is shown of them is what the request selects.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from types import NoneType, UnionType
from typing import (
    Any,
    NewType,
    TypeVar,
    Union,
    cast,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from graph.errors import ModelFault
from graph.model import Choice

Node = Sequence[Any] | None
"""A node as the compiler sends it: a row for each way it is asked for; null where it is hidden."""

Id = NewType("Id", str)
"""The id of a node, as the API gives it."""

MARK = "told"
RECORDED = "__recorded__"
R = TypeVar("R")


@dataclass(frozen=True)
class Told:
    """A value, a record or a list of either; `choice` when the value is one of a vocabulary.

    A list has `at_most` so many entries; `in_all` of them in the list its record stands in, where each
    is in one alone; as many as the question's `first` asks for where it is `paged`.
    """

    doc: str
    ja: str
    choice: Choice | None = None
    at_most: int | None = None
    in_all: bool = False
    paged: bool = False


@dataclass(frozen=True)
class Shows:
    """A node of a kind, or a list of them, from the column of a question: `"question.column"`."""

    doc: str
    ja: str
    kind: str
    column: str
    at_most: int | None = None


@dataclass(frozen=True)
class Recorded:
    """What a record is: a sentence and a Japanese term."""

    doc: str
    ja: str


def told(
    doc: str,
    ja: str,
    *,
    choice: Choice | None = None,
    at_most: int | None = None,
    in_all: bool = False,
    paged: bool = False,
) -> Any:
    """A field of a record; a list says how long it can be with `at_most`."""
    return field(metadata={MARK: Told(doc, ja, choice, at_most, in_all, paged)})


def shows(kind: str, column: str, doc: str, ja: str, *, at_most: int | None = None) -> Any:
    """A node that a question found, or with `at_most` a list of so many."""
    return field(metadata={MARK: Shows(doc, ja, kind, column, at_most)})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(told, shows))
def record(doc: str, ja: str) -> Callable[[type[R]], type[R]]:
    """Make the class below a record; `ModelFault` when a field says nothing of itself."""

    def bind(declared: type[R]) -> type[R]:
        made = dataclass(frozen=True, slots=True, kw_only=True)(declared)
        for each in fields(cast("Any", made)):
            if MARK not in each.metadata:
                raise ModelFault(
                    f"{declared.__name__}.{each.name} tells nothing of itself.",
                    hint="Write `= told(…)` or `= shows(…)` with a sentence and a Japanese term.",
                )
        setattr(made, RECORDED, Recorded(doc, ja))
        return made

    return bind


def recorded(type_: type) -> Recorded:
    """What the record is, as declared."""
    return cast("Recorded", getattr(type_, RECORDED))


def is_record(type_: object) -> bool:
    """Whether this is a record's class."""
    return isinstance(type_, type) and hasattr(type_, RECORDED)


def told_of(type_: type) -> dict[str, Told | Shows]:
    """What each field of a record tells, by the field's name."""
    if not is_dataclass(type_):
        raise ModelFault(f"{type_} is no record.")
    return {each.name: cast("Told | Shows", each.metadata[MARK]) for each in fields(type_)}


def type_of(type_: type, name: str) -> tuple[Any, bool, bool]:
    """What a field of a record holds: the type, whether in a list, whether it may be nothing."""
    hint = get_type_hints(type_)[name]
    nothing = False
    if get_origin(hint) in {Union, UnionType}:
        inner = [each for each in get_args(hint) if each is not NoneType]
        nothing = len(inner) < len(get_args(hint))
        hint = inner[0]
    if get_origin(hint) in {tuple, list, Sequence}:
        return get_args(hint)[0], True, nothing
    return hint, False, nothing


def within(type_: type) -> list[type]:
    """A record's class and those of all records within it, each once."""
    found = [type_]
    for each in found:
        for name in told_of(each):
            inner, _, _ = type_of(each, name)
            if is_record(inner) and inner not in found:
                found.append(inner)
    return found
