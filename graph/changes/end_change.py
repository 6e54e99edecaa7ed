"""Writes the event of a change; the twin of `end_change.cypher`."""

from dataclasses import dataclass

from graph.question import Question, beside


@dataclass(frozen=True)
class EndChange:
    key: str
    change: str
    subject: str
    at: str
    before: str
    after: str


@dataclass(frozen=True)
class Ended:
    sequence: int


END_CHANGE = Question(beside(__file__, "end_change"), EndChange, Ended)
