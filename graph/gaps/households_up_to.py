"""How many households a sweep has done; the twin of `households_up_to.cypher`."""

from dataclasses import dataclass

from graph.question import Question, beside


@dataclass(frozen=True)
class UpTo:
    last: str


@dataclass(frozen=True)
class DoneUpTo:
    households: int


HOUSEHOLDS_UP_TO = Question(beside(__file__, "households_up_to"), UpTo, DoneUpTo)
