"""How many households there are; the twin of `household_count.cypher`."""

from dataclasses import dataclass

from graph.question import NoParameters, Question, beside


@dataclass(frozen=True)
class HouseholdCount:
    households: int


HOUSEHOLD_COUNT = Question(beside(__file__, "household_count"), NoParameters, HouseholdCount)
