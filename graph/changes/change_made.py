"""Whether a change was made with this key before; the twin of `change_made.cypher`."""

from dataclasses import dataclass

from graph.question import Question, beside


@dataclass(frozen=True)
class MadeBefore:
    key: str
    digest: str


@dataclass(frozen=True)
class Made:
    sequence: int


CHANGE_MADE = Question(beside(__file__, "change_made"), MadeBefore, Made)
