"""What each district is covered by; the twin of `district_layers.cypher`."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from graph.question import Found, Question, beside
from graph.records import Node


@dataclass(frozen=True)
class OnADay:
    as_of: date


@dataclass(frozen=True)
class DistrictLayers:
    """Counts on the day and a year before; see the statement's head."""

    district: Annotated[Node, Found("District")]
    code: str
    name: str
    municipality: str | None
    area: str | None
    first_day: date | None
    population: int | None
    households: int | None
    share_65_plus: float | None
    commissioner_seats: int | None
    volunteers: int
    volunteers_before: int
    commissioners: int
    commissioners_before: int
    councils: int
    councils_before: int
    cafes: int
    cafes_before: int
    csws: int
    csws_before: int


DISTRICT_LAYERS = Question(beside(__file__, "district_layers"), OnADay, DistrictLayers)
