"""Figures of the city and its neighbourhoods; the twin of `place_figures.cypher`."""

from dataclasses import dataclass
from datetime import date

from graph.question import Question, beside


@dataclass(frozen=True)
class PlaceParameters:
    code: str
    census: date
    year_end: date
    today: date


@dataclass(frozen=True)
class PlaceFigures:
    residents: int
    households: int
    aged_65_plus: int
    share_65_plus: int
    districts: int
    district_residents: int
    district_households: int
    councils: int
    last_council: str
    cafes: int
    cafe_districts: int
    areas: int
    counter_length: int
    counter_rebuilt: str
    window_system_since: str


PLACE_FIGURES = Question(beside(__file__, "place_figures"), PlaceParameters, PlaceFigures)
