"""The last event; the twin of `last_event.cypher`."""

from dataclasses import dataclass

from graph.question import NoParameters, Question, beside


@dataclass(frozen=True)
class Last:
    sequence: int


LAST_EVENT = Question(beside(__file__, "last_event"), NoParameters, Last)
