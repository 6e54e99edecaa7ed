"""The events after one; the twin of `events_after.cypher`."""

from dataclasses import dataclass

from graph.question import Question, beside


@dataclass(frozen=True)
class Since:
    after: int
    most: int


@dataclass(frozen=True)
class Event:
    sequence: int
    change: str
    subject: str
    at: str
    before: str
    after: str


EVENTS_AFTER = Question(beside(__file__, "events_after"), Since, Event)
