"""Whether the database holds a city that is not made up; the twin of `real_city.cypher`."""

from dataclasses import dataclass

from graph.question import NoParameters, Question, beside


@dataclass(frozen=True)
class RealCity:
    unmarked: int
    orphaned: bool


REAL_CITY = Question(beside(__file__, "real_city"), NoParameters, RealCity)
