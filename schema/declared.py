"""What a kind's type declares: the properties it shows, and the ties its fields follow."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

from graph.inquiry import Inquiry
from graph.kinds.all import SUBJECTS
from graph.model import Property
from schema.abstract import Abstract

SHOWN = "__shown__"
"""The attribute under which a type keeps what it shows."""


@dataclass(frozen=True)
class Relation:
    """A field that follows a tie: declared by `one` and `many`, made a field by `exposes`."""

    tie: str
    kind: str
    forward: bool
    many: bool
    doc: str
    ja: str


@dataclass(frozen=True)
class Forked:
    """A field that follows a tie to several kinds: declared by `one_of` and `many_of`."""

    tie: str
    abstract: Abstract
    forward: bool
    many: bool
    doc: str
    ja: str


@dataclass(frozen=True)
class Age:
    """A field that shows the years between two properties' days: declared by `years`."""

    born: str
    died: str
    doc: str
    ja: str


@dataclass(frozen=True)
class Asks:
    """A field that shows what an inquiry answers about the node: declared by `asks`."""

    inquiry: Inquiry[Any, Any]
    doc: str
    ja: str


@dataclass(frozen=True)
class Shown:
    """What a kind's type shows: properties, and relations by the name of their field."""

    properties: tuple[Property, ...]
    relations: dict[str, Relation]
    forked: dict[str, Forked]


def one(tie: str, kind: str, doc: str, ja: str, *, forward: bool = True) -> Any:
    """The one node a tie in force leads to, or null."""
    return Relation(tie, kind, forward, many=False, doc=doc, ja=ja)


def many(tie: str, kind: str, doc: str, ja: str, *, forward: bool = True) -> Any:
    """A connection to the nodes a tie in force leads to."""
    return Relation(tie, kind, forward, many=True, doc=doc, ja=ja)


def one_of(tie: str, abstract: Abstract, doc: str, ja: str, *, forward: bool = True) -> Any:
    """The one node a tie in force leads to, of whichever of several kinds, or null."""
    return Forked(tie, abstract, forward, many=False, doc=doc, ja=ja)


def many_of(tie: str, abstract: Abstract, doc: str, ja: str, *, forward: bool = True) -> Any:
    """A connection to the nodes of several kinds that a tie in force leads to."""
    return Forked(tie, abstract, forward, many=True, doc=doc, ja=ja)


def years(born: str, died: str, doc: str, ja: str) -> Any:
    """The years completed on a day since one property's day, up to that of another."""
    return Age(born, died, doc, ja)


def asks(inquiry: Inquiry[Any, Any], doc: str, ja: str) -> Any:
    """What an inquiry answers about the node on a day."""
    return Asks(inquiry, doc, ja)


def shown_of(kind: str) -> Shown:
    """What the type of a kind shows."""
    module = import_module(f"schema.types.{SUBJECTS[kind]}")
    return cast("Shown", getattr(getattr(module, kind), SHOWN))
