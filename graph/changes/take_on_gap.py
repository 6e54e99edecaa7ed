"""Takes a gap on for somebody; the twin of `take_on_gap.cypher`."""

from dataclasses import dataclass
from datetime import date

from graph.question import Question, beside


@dataclass(frozen=True)
class TakeOnGap:
    gap: str
    supporter: str
    today: date


@dataclass(frozen=True)
class GapStands:
    """The states before and after a change; the same when the change could not be."""

    before: str
    after: str


TAKE_ON_GAP = Question(beside(__file__, "take_on_gap"), TakeOnGap, GapStands)
