"""The fields that show a day in the Japanese calendar beside the ISO one, and ages."""

from datetime import date
from enum import Enum
from typing import Annotated, Any

import strawberry

from graph.model import Property, Type
from graph.wareki import Style
from resolvers.shown import MARK, STYLE_TYPE, ShowsAge, ShowsWareki
from schema.words import described

DAYS = (Type.DATE, Type.DATETIME)
STYLE = strawberry.argument(description="With the era's name or its letter (書き方).")
ON = strawberry.argument(description="On this day; today when left out (基準日).")


@strawberry.enum(
    name=STYLE_TYPE, description="How a day is written in the Japanese calendar (和暦の書き方)."
)
class WarekiStyle(Enum):
    """The styles of `graph.wareki`."""

    FULL = strawberry.enum_value(Style.FULL, description="With the era's name (昭和10年3月3日).")
    SHORT = strawberry.enum_value(Style.SHORT, description="With its letter (S10.3.3; 略記).")


def wareki_name(each: Property) -> str:
    """The name of the field beside a date: `birthDateWareki`."""
    return f"{each.name}Wareki"


def wareki_field(each: Property) -> Any:
    """The field that shows a date, or the day in Japan of a time, in the Japanese calendar."""
    said = "The same in the Japanese calendar"
    if each.type is Type.DATETIME:
        said = "Its day in Japan, in the Japanese calendar"
    return strawberry.field(
        resolver=_in_style,
        graphql_type=str | None,
        name=wareki_name(each),
        description=described(f"{said}; null for days before 1873", f"{each.ja}・和暦"),
        metadata={MARK: ShowsWareki(each.name)},
    )


def age_field(shows: ShowsAge, doc: str, ja: str) -> Any:
    """The field that shows an age on a day."""
    return strawberry.field(
        resolver=_on,
        graphql_type=int | None,
        description=described(doc, ja),
        metadata={MARK: shows},
    )


def _in_style(
    style: Annotated[WarekiStyle | None, STYLE] = WarekiStyle.FULL,  # noqa: ARG001 -- read from the selection
) -> None:
    raise AssertionError("a finished answer needs no resolver below it")


def _on(
    as_of: Annotated[date | None, ON] = strawberry.UNSET,  # noqa: ARG001 -- read from the selection
) -> None:
    raise AssertionError("a finished answer needs no resolver below it")
