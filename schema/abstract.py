"""The interfaces and unions: what several types have in common, and what can stand in one place.

A kind's type implements every interface that names it here. Below a field of such a type a client
selects what is common directly, and the rest in fragments on the types.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, cast

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.union import StrawberryUnion

from graph.kinds.all import MODEL
from resolvers.shown import MARK, ShowsProperty
from schema.objects import object_of
from schema.words import described


@strawberry.interface(
    description="Anything with an id of its own, to be fetched again by `node` (ノード)."
)
class Node:
    """What every kind's type implements, by the Relay specification."""

    id: strawberry.ID = strawberry.field(
        description="Opaque, stable identifier (識別子).",
        metadata={MARK: ShowsProperty("id")},
    )


@strawberry.interface(description="Whatever has a name and a reading (名称のあるもの).")
class Named(Node):
    """What every kind with a name and a reading implements."""

    name: str | None = strawberry.field(
        description="Name (名称).", metadata={MARK: ShowsProperty("name")}
    )
    kana: str | None = strawberry.field(
        description="Name in kana (名称カナ).", metadata={MARK: ShowsProperty("kana")}
    )


@strawberry.interface(
    description="Whoever can give support: residents, supporters, agencies, places and councils "
    "(支える主体)."
)
class Party(Named):
    """What every kind implements that can stand at the helping end of a tie."""


@dataclass(frozen=True)
class Abstract:
    """An interface or a union as the type of a field: its name, and the kinds it stands for."""

    name: str
    kinds: tuple[str, ...]
    doc: str
    ja: str
    interface: type | None = None

    @property
    def type(self) -> Any:
        """The GraphQL type."""
        return self.interface or _union(self)


PARTY = Abstract(
    "Party",
    ("Resident", "Supporter", "Agency", "Place", "Council"),
    "Whoever can give support.",
    "支える主体",
    Party,
)
SUBJECT = Abstract(
    "Subject", ("Resident", "Household"), "Whom it concerns: one person or a household.", "対象"
)
EMPLOYER = Abstract("Employer", ("Agency", "Council"), "Whom a supporter belongs to.", "所属先")
REMEDY = Abstract(
    "Remedy",
    ("Service", "Place", "Supporter", "Council"),
    "What can meet a need, at least in part.",
    "応えられる資源",
)
SEARCH_RESULT = Abstract(
    "SearchResult",
    tuple(kind.name for kind in MODEL.kinds if kind.texts),
    "What a text can find.",
    "検索結果",
)


def interface_of(kind: str) -> type:
    """The narrowest interface that the type of a kind implements; it brings the wider ones."""
    if kind in PARTY.kinds:
        return Party
    return Named if {"name", "kana"} <= {each.name for each in MODEL.kind(kind).own} else Node


@cache
def kinds_enum(name: str, kinds: Sequence[str]) -> Any:
    """The enum that names these kinds."""
    values = {
        _upper(kind): strawberry.enum_value(
            _upper(kind), description=described(MODEL.kind(kind).doc, MODEL.kind(kind).ja)
        )
        for kind in kinds
    }
    made = Enum(f"{name}Type", values)
    doc = f"The types that `{name}` stands for (種別)."
    return strawberry.enum(cast("Any", made), name=f"{name}Type", description=doc)


@cache
def _union(abstract: Abstract) -> StrawberryUnion:
    members = tuple(StrawberryAnnotation(object_of(kind)) for kind in abstract.kinds)
    return StrawberryUnion(abstract.name, members, described(abstract.doc, abstract.ja))


def _upper(kind: str) -> str:
    """`NeedCategory` as `NEED_CATEGORY`."""
    split = "".join(f"_{each}" if each.isupper() else each for each in kind)
    return split.removeprefix("_").upper()
