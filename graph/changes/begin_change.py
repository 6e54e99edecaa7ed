"""Claims a change's idempotency key and holds what it changes; the twin of `begin_change.cypher`."""

from dataclasses import dataclass

from graph.question import Question, beside


@dataclass(frozen=True)
class BeginChange:
    key: str
    digest: str
    at: str
    subject: str


@dataclass(frozen=True)
class Begun:
    digest: str
    sequence: int | None


BEGIN_CHANGE = Question(beside(__file__, "begin_change"), BeginChange, Begun)
