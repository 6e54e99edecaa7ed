"""Who could lead a team, and with whom they have worked; twin of `referral_leaders.cypher`."""

from dataclasses import dataclass
from typing import Annotated

from graph.question import Found, Question, beside
from graph.questions.referral_subject import ReferralFor
from graph.records import Node


@dataclass(frozen=True)
class ReferralLeader:
    """`joint` are pairs of an agency's id and a number of cases."""

    leader: Annotated[Node, Found("Supporter")]
    id: str
    role: str
    joint: list[tuple[str, int]]


REFERRAL_LEADERS = Question(beside(__file__, "referral_leaders"), ReferralFor, ReferralLeader)
