"""Who of the demo city may be stood in for; the twin of `stand_ins.cypher`."""

from dataclasses import dataclass
from datetime import date

from graph.question import Question, beside


@dataclass(frozen=True)
class StandInParameters:
    today: date
    each: int


@dataclass(frozen=True)
class StandIn:
    """One supporter; `place` is their district, area or agency, None when they have none."""

    role: str
    id: str
    name: str
    place: str | None


STAND_INS = Question(beside(__file__, "stand_ins"), StandInParameters, StandIn)
