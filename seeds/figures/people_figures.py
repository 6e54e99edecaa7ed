"""Figures of those who look after others; the twin of `people_figures.cypher`."""

from dataclasses import dataclass
from datetime import date

from graph.question import Question, beside


@dataclass(frozen=True)
class PeopleParameters:
    code: str
    year_end: date
    today: date


@dataclass(frozen=True)
class PeopleFigures:
    commissioners: int
    commissioner_quota: int
    quota_of_city: int
    volunteers: int
    volunteer_districts: int
    first_volunteer: str
    csws: int
    fewest_csws: int
    most_csws: int
    csw_leads: int


PEOPLE_FIGURES = Question(beside(__file__, "people_figures"), PeopleParameters, PeopleFigures)
