"""Writes a step of a hand-over; the twin of `write_referral_step.cypher`."""

from dataclasses import dataclass

from graph.question import Question, beside


@dataclass(frozen=True)
class ReferralStep:
    referral: str
    event: str
    state: str
    version: int
    at: str
    on: str
    reason: str | None
    requested_on: str | None
    answered_on: str | None
    closed_on: str | None
    decline_reason: str | None
    outcome: str | None
    next_action: str | None
    next_action_on: str | None


@dataclass(frozen=True)
class Written:
    event: str


WRITE_REFERRAL_STEP = Question(beside(__file__, "write_referral_step"), ReferralStep, Written)
