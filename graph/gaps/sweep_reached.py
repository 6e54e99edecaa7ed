"""How far a sweep has come; the twin of `sweep_reached.cypher`."""

from dataclasses import dataclass
from datetime import date

from graph.question import NoParameters, Question, beside


@dataclass(frozen=True)
class Reached:
    day: date
    after: str
    complete: bool


SWEEP_REACHED = Question(beside(__file__, "sweep_reached"), NoParameters, Reached)
