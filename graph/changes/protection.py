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
    person: str | None


@dataclass(frozen=True)
class EndAsked:
    asked_by: str


@dataclass(frozen=True)
class EndProtection:
    resident: str
    account: str
    person: str | None
    today: date


@dataclass(frozen=True)
class Ended:
    nodes: int


BEGIN_PROTECTION = Question(beside(__file__, "begin_protection"), BeginProtection, Begun)
SEAL = Question(beside(__file__, "seal"), Sealing, Sealed)
ASK_END = Question(beside(__file__, "ask_end_of_protection"), AskEnd, EndAsked)
END_PROTECTION = Question(beside(__file__, "end_protection"), EndProtection, Ended)


@dataclass(frozen=True)
class Somebody:
    """Who makes a change that takes two people: an account, and the supporter it belongs to."""

    account: str
    person: str | None = None


@dataclass(frozen=True)
class Protecting:
    """Whose whereabouts are closed, against whom, why (a `ProtectionReason`), and by which account."""

    resident: str
    against: list[str]
    reason: str
    account: str


async def protect(gateway: Gateway, what: Protecting, asked: Asked) -> int:
    """The sequence of the event; raises `Refusal` when there is no such resident.

    For a resident who is protected already it begins the year anew, and adds to those it is
    against.
    """
    if what.resident in what.against:
        raise Refusal(_against_oneself())

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


async def end_protection(gateway: Gateway, resident: str, by: Somebody, asked: Asked) -> int:
    """The sequence of the event: asked for by the first account, ended by a second one.

    Raises `Refusal` when the resident is not protected.
    """

    async def work(transaction: Transaction) -> Moved:
        end = EndProtection(resident, by.account, by.person, asked.at.date())
        if await transaction.ask(END_PROTECTION.statement(end)):
            return "END_ASKED", "ENDED"
        if not await transaction.ask(ASK_END.statement(AskEnd(resident, by.account, by.person))):
            raise Refusal(not_protected())
        return "PROTECTED", "END_ASKED"

    return await once(gateway, asked, work)


def no_resident() -> Objection:
    """What is said of a resident who is not there, or not there for whoever asks."""
    return Objection(
        Reason.NOT_FOUND, "resident", "There is no such resident.", "該当する住民がいません。"
    )


def nobody_to_be_against() -> Objection:
    """What is said of somebody who is not there, or not there for whoever asks."""
    return Objection(
        Reason.NOT_FOUND,
        "against",
        "There is no such resident or supporter.",
        "該当する住民または支援者がいません。",
    )


def not_protected() -> Objection:
    """What is said of a resident whose whereabouts are open."""
    return Objection(
        Reason.NOT_ALLOWED,
        "resident",
        "The resident is not protected.",
        "この住民は支援措置の対象ではありません。",
    )


def _against_oneself() -> Objection:
    return Objection(
        Reason.INVALID,
        "against",
        "Nobody is protected from themselves.",
        "本人を相手方にすることはできません。",
    )


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + years, month=3, day=1)
