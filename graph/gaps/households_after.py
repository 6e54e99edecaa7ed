"""The next households of a sweep; the twin of `households_after.cypher`."""

from dataclasses import dataclass

from graph.question import Question, beside


@dataclass(frozen=True)
class After:
    after: str
    count: int


@dataclass(frozen=True)
class Swept:
    id: str


HOUSEHOLDS_AFTER = Question(beside(__file__, "households_after"), After, Swept)
