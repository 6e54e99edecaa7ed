"""Which agencies households have to do with; the twin of `support_ties.cypher`."""

from dataclasses import dataclass
from datetime import date

from graph.question import Question, beside


@dataclass(frozen=True)
class TiesOnADay:
    cut: date


@dataclass(frozen=True)
class SameTies:
    """Some agencies, and how many households have to do with just these; see the statement's head."""

    agency_ids: list[str]
    agency_kinds: list[str]
    households: int


SUPPORT_TIES = Question(beside(__file__, "support_ties"), TiesOnADay, SameTies)
