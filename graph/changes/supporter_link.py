"""Which resident a supporter is: said by one person, taken back by two; the twins of two `.cypher` files.

It shows nothing to anybody. It lets the rule of protections know a volunteer or an officer by the
people they live with: whoever is the other party, or theirs, is shut out by either of their ids.
"""

from dataclasses import dataclass
from datetime import date

from graph.changes.keyed import Asked, Moved, Objection, Reason, Refusal, once
from graph.changes.protection import Somebody, no_resident
from graph.gateway import Gateway, Transaction
from graph.question import Question, beside


@dataclass(frozen=True)
class LinkSupporter:
    supporter: str
    resident: str
    account: str
    today: date


@dataclass(frozen=True)
class UnlinkSupporter:
    supporter: str
    resident: str
    account: str
    person: str | None
    today: date


@dataclass(frozen=True)
class LinkStood:
    before: str


LINK = Question(beside(__file__, "link_supporter"), LinkSupporter, LinkStood)
UNLINK = Question(beside(__file__, "unlink_supporter"), UnlinkSupporter, LinkStood)


@dataclass(frozen=True)
class SamePerson:
    """A supporter, and the resident they are."""

    supporter: str
    resident: str


async def link_supporter(gateway: Gateway, who: SamePerson, account: str, asked: Asked) -> int:
    """The sequence of the event; an end that was asked for is asked for no more.

    Raises `Refusal` when either is not there.
    """

    async def work(transaction: Transaction) -> Moved:
        link = LinkSupporter(who.supporter, who.resident, account, asked.at.date())
        rows = LINK.rows(await transaction.ask(LINK.statement(link)))
        if not rows:
            raise Refusal(no_resident())
        return rows[0].before, "LINKED"

    return await once(gateway, asked, work)


async def unlink_supporter(gateway: Gateway, who: SamePerson, by: Somebody, asked: Asked) -> int:
    """The sequence of the event: asked for by the first person, ended by a second one.

    Raises `Refusal` when the supporter is not known as that resident, and for the resident
    themselves.
    """

    async def work(transaction: Transaction) -> Moved:
        unlink = UnlinkSupporter(
            who.supporter, who.resident, by.account, by.person, asked.at.date()
        )
        rows = UNLINK.rows(await transaction.ask(UNLINK.statement(unlink)))
        if not rows:
            raise Refusal(_not_linked())
        match rows[0].before:
            case "OWN":
                raise Refusal(_not_ones_own())
            case "END_ASKED":
                return "END_ASKED", "UNLINKED"
            case "ASKED":
                return "END_ASKED", "END_ASKED"
            case before:
                return before, "END_ASKED"

    return await once(gateway, asked, work)


def _not_linked() -> Objection:
    return Objection(
        Reason.NOT_ALLOWED,
        "resident",
        "The supporter is not known as this resident.",
        "この支援者はこの住民として登録されていません。",
    )


def _not_ones_own() -> Objection:
    return Objection(
        Reason.NOT_ALLOWED,
        "supporter",
        "Nobody takes back which resident they are themselves.",
        "本人についての登録を本人が取り消すことはできません。",
    )
