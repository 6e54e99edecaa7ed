"""What in the neighbourhood can meet the needs; twin of `referral_community.cypher`."""

from dataclasses import dataclass
from typing import Annotated

from graph.question import Found, Question, beside
from graph.questions.referral_candidates import CandidatesAsked
from graph.records import Node


@dataclass(frozen=True)
class ReferralResource:
    """A place, a council or a supporter; the two others are null."""

    place: Annotated[Node, Found("Place")]
    council: Annotated[Node, Found("Council")]
    supporter: Annotated[Node, Found("Supporter")]
    id: str
    kind: str
    what: str | None
    name: str | None
    hours: str | None
    meets: list[str]


REFERRAL_COMMUNITY = Question(
    beside(__file__, "referral_community"), CandidatesAsked, ReferralResource
)
