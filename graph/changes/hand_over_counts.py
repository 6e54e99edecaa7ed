"""Keeps the counts of hand-overs in line: every change of a hand-over goes through here.

What the hand-over counted for is taken away before the change and what it counts for now is added
after it, in the same transaction, so that the counts and the hand-overs are never apart. Twin of
`count_hand_overs`, `change_hand_over_counts` and `change_hand_over_medians`.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from graph.changes.referral_standing import WhichReferral
from graph.gateway import Transaction
from graph.question import NoParameters, Question, beside


@dataclass(frozen=True)
class CountedAs:
    """A hand-over, and whether it is counted (1) or no longer (-1)."""

    referral: str
    count: int


@dataclass(frozen=True)
class Standings:
    standings: int


COUNT_HAND_OVERS = Question(beside(__file__, "count_hand_overs"), NoParameters, Standings)
CHANGE_COUNTS = Question(beside(__file__, "change_hand_over_counts"), CountedAs, Standings)
CHANGE_MEDIANS = Question(beside(__file__, "change_hand_over_medians"), WhichReferral, Standings)


@asynccontextmanager
async def counted_anew(transaction: Transaction, referral: str) -> AsyncGenerator[None]:
    """Around whatever changes the state, the days or the outcome of a hand-over."""
    await transaction.ask(CHANGE_COUNTS.statement(CountedAs(referral, -1)))
    yield
    await transaction.ask(CHANGE_COUNTS.statement(CountedAs(referral, 1)))
    await transaction.ask(CHANGE_MEDIANS.statement(WhichReferral(referral)))
