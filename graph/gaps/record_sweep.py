"""Writes down how far a sweep has come; the twin of `record_sweep.cypher`."""

from dataclasses import dataclass
from datetime import date

from graph.question import NoParameters, Question, beside


@dataclass(frozen=True)
class Reaching:
    day: date
    after: str
    complete: bool


RECORD_SWEEP = Question(beside(__file__, "record_sweep"), Reaching, NoParameters)
