"""Where a hand-over stands; the twin of `referral_standing.cypher`."""

from dataclasses import dataclass

from graph.question import Question, beside


@dataclass(frozen=True)
class WhichReferral:
    referral: str


@dataclass(frozen=True)
class Standing:
    state: str
    version: int


REFERRAL_STANDING = Question(beside(__file__, "referral_standing"), WhichReferral, Standing)
