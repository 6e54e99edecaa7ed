"""Protections, written: begun by one person, ended by two; the twins of four `.cypher` files.

What closes does so in the same transaction, before anybody can read what was there a moment ago.
"""

from dataclasses import dataclass
from datetime import date

from graph.changes.keyed import Asked, Moved, Objection, Reason, Refusal, once
from graph.gateway import Gateway, Transaction
from graph.identity import fresh_id
from graph.question import Question, beside

REVIEW_AFTER_YEARS = 1
REASONS = ("DV", "STALKING", "CHILD_ABUSE", "OTHER")


@dataclass(frozen=True)
class BeginProtection:
    resident: str
    against: list[str]
    reason: str
    reference: str
    account: str
    today: date
    review_on: date


@dataclass(frozen=True)
class Begun:
    reference: str


@dataclass(frozen=True)
class Sealing:
    around: list[str]
    today: date


@dataclass(frozen=True)
class Sealed:
    nodes: int
    ties: int


@dataclass(frozen=True)
class AskEnd:
    resident: str
    account: str


@dataclass(frozen=True)
class EndAsked:
    asked_by: str


@dataclass(frozen=True)
class EndProtection:
    resident: str
    account: str
    today: date


@dataclass(frozen=True)
class Ended:
    nodes: int


BEGIN_PROTECTION = Question(beside(__file__, "begin_protection"), BeginProtection, Begun)
SEAL = Question(beside(__file__, "seal"), Sealing, Sealed)
ASK_END = Question(beside(__file__, "ask_end_of_protection"), AskEnd, EndAsked)
END_PROTECTION = Question(beside(__file__, "end_protection"), EndProtection, Ended)


@dataclass(frozen=True)
class Protecting:
    """Whose whereabouts are closed, against whom, why (one of `REASONS`), and by which account."""

    resident: str
    against: list[str]
    reason: str
    account: str


async def protect(gateway: Gateway, what: Protecting, asked: Asked) -> int:
    """The sequence of the event; raises `Refusal` when there is no such resident."""

    async def work(transaction: Transaction) -> Moved:
        today = asked.at.date()
        review_on = _years_later(today, REVIEW_AFTER_YEARS)
        begin = BeginProtection(
            what.resident, what.against, what.reason, fresh_id(), what.account, today, review_on
        )
        if not await transaction.ask(BEGIN_PROTECTION.statement(begin)):
            raise Refusal(no_resident())
        await transaction.ask(SEAL.statement(Sealing([what.resident], today)))
        return "OPEN", "PROTECTED"

    return await once(gateway, asked, work)


async def end_protection(gateway: Gateway, resident: str, account: str, asked: Asked) -> int:
    """The sequence of the event: asked for by the first account, ended by a second one.

    Raises `Refusal` when the resident is not protected.
    """

    async def work(transaction: Transaction) -> Moved:
        end = EndProtection(resident, account, asked.at.date())
        if await transaction.ask(END_PROTECTION.statement(end)):
            return "END_ASKED", "ENDED"
        if not await transaction.ask(ASK_END.statement(AskEnd(resident, account))):
            raise Refusal(no_resident())
        return "PROTECTED", "END_ASKED"

    return await once(gateway, asked, work)


def no_resident() -> Objection:
    """What is said of a resident who is not there, or not there for whoever asks."""
    return Objection(
        Reason.NOT_FOUND, "resident", "There is no such resident.", "該当する住民がいません。"
    )


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + years, month=3, day=1)
