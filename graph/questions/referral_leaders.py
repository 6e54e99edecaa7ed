"""Who could lead a team, and which cases they have led; twin of `referral_leaders.cypher`."""

from dataclasses import dataclass
from typing import Annotated

from graph.question import Found, Question, beside
from graph.questions.referral_subject import ReferralFor
from graph.records import Node


@dataclass(frozen=True)
class ReferralLeader:
    """`led` are ids of cases."""

    leader: Annotated[Node, Found("Supporter")]
    id: str
    role: str
    led: list[str]


REFERRAL_LEADERS = Question(beside(__file__, "referral_leaders"), ReferralFor, ReferralLeader)
