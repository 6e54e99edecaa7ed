"""Emergency access, written: opened, ended early, and its end put on record; the twins of four
`.cypher` files.

What opens is told to the audit before it is committed, and undone when it cannot be told. What ends,
ends at once; that the audit has it is made certain afterwards, by `ends_to_record` and `record_end`.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph.changes.keyed import Asked, Moved, Objection, Reason, Refusal, once
from graph.changes.protection import Somebody
from graph.changes.said import letters
from graph.gateway import Gateway, Transaction
from graph.question import Question, beside

LASTS = timedelta(minutes=60)
SHORTEST_REASON, LONGEST_REASON = 10, 500
"""Characters of a reason, spaces around it left out."""
LEAST_LETTERS = 5
"""How many different letters a reason has: what is typed to fill a field has fewer."""
BREAK, STOP, RUN_OUT = "break_glass", "end_break_glass", "glass_ran_out"
"""The changes by their names, as events and the audit have them."""
CHANGES = frozenset({BREAK, STOP, RUN_OUT})
CLOCK = "the clock"
"""Whose idempotency keys those of what runs out are; no account's are, which begin with a number."""

CLOSED, BROKEN, STOPPED, RAN_OUT = "CLOSED", "BROKEN", "STOPPED", "RAN_OUT"


@dataclass(frozen=True)
class BreakGlass:
    account: str
    person: str | None
    reason: str
    reference: str
    at: str
    ends_at: str


@dataclass(frozen=True)
class Standing:
    reference: str


@dataclass(frozen=True)
class StopGlass:
    reference: str
    at: str
    account: str
    role: str
    person: str | None


@dataclass(frozen=True)
class Stopped:
    before: str


@dataclass(frozen=True)
class OverBy:
    now: str
    account: str | None


@dataclass(frozen=True)
class Over:
    reference: str
    ran_out: bool


@dataclass(frozen=True)
class RecordStop:
    reference: str
    now: str


@dataclass(frozen=True)
class Ended:
    """Under whom the end of an opening is recorded; `role` is null when its hour ran out."""

    account: str
    role: str | None
    person: str | None
    ran_out: bool


BREAK_GLASS = Question(beside(__file__, "break_glass"), BreakGlass, Standing)
STOP_GLASS = Question(beside(__file__, "stop_glass"), StopGlass, Stopped)
GLASS_TO_RECORD = Question(beside(__file__, "glass_to_record"), OverBy, Over)
RECORD_GLASS_STOP = Question(beside(__file__, "record_glass_stop"), RecordStop, Ended)


async def break_glass(
    gateway: Gateway, reason: str, by: Somebody, asked: Asked, tell: Callable[[], Awaitable[None]]
) -> int:
    """The sequence of the event: open from `asked.at` for `LASTS`, as `asked.reference`.

    `tell` records it, when everything else is done and before it holds; what it raises undoes all.
    Raises `Refusal` for a reason that is none, and while an opening of the account stands.
    """
    said = reason_of(reason)

    async def work(transaction: Transaction) -> Moved:
        at, ends_at = asked.at.isoformat(), (asked.at + LASTS).isoformat()
        opening = BreakGlass(by.account, by.person, said, asked.reference, at, ends_at)
        [stands] = BREAK_GLASS.rows(await transaction.ask(BREAK_GLASS.statement(opening)))
        if stands.reference != asked.reference:
            raise Refusal(_broken_already())
        await tell()
        return CLOSED, BROKEN

    return await once(gateway, asked, work)


async def stop_glass(gateway: Gateway, opening: str, by: Somebody, role: str, asked: Asked) -> int:
    """The sequence of the event: the opening ends at once.

    Raises `Refusal` when there is no such opening, and when it is over.
    """

    async def work(transaction: Transaction) -> Moved:
        stop = StopGlass(opening, asked.at.isoformat(), by.account, role, by.person)
        rows = STOP_GLASS.rows(await transaction.ask(STOP_GLASS.statement(stop)))
        if not rows:
            raise Refusal(no_opening())
        if rows[0].before != BROKEN:
            raise Refusal(_over())
        return BROKEN, STOPPED

    return await once(gateway, asked, work)


async def ends_to_record(gateway: Gateway, now: datetime, account: str | None) -> list[Over]:
    """The openings, of one account or of all, that are over and whose end is not on record yet."""
    statement = GLASS_TO_RECORD.statement(OverBy(now.isoformat(), account))
    return GLASS_TO_RECORD.rows(await gateway.read(statement))


async def record_end(
    gateway: Gateway, over: Over, now: datetime, tell: Callable[[Ended], Awaitable[None]]
) -> None:
    """Put the end of an opening on record by `tell`, and note that it is; once, however many try.

    What `tell` raises leaves it to be recorded another time. A commit that fails after it was told
    has it told twice. An hour that ran out has its event too.
    """

    async def work(transaction: Transaction) -> Moved:
        stop = RECORD_GLASS_STOP.statement(RecordStop(over.reference, now.isoformat()))
        rows = RECORD_GLASS_STOP.rows(await transaction.ask(stop))
        if not rows:
            raise Refusal
        await tell(rows[0])
        return BROKEN, RAN_OUT

    with suppress(Refusal):  # somebody else has put it on record meanwhile
        if over.ran_out:
            asked = Asked(RUN_OUT, CLOCK, over.reference, over.reference, {}, now)
            await once(gateway, asked, work)
        else:
            await gateway.transact(RECORD_GLASS_STOP.name, work)


def reason_of(text: str) -> str:
    """The reason without the spaces around it; raises `Refusal` when it says nothing."""
    said = text.strip()
    if not said:
        raise Refusal(_reason(Reason.REQUIRED, "Say why.", "理由を入力してください。"))
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise Refusal(
            _reason(
                Reason.INVALID,
                f"A reason has {SHORTEST_REASON} to {LONGEST_REASON} characters; this has {len(said)}.",
                f"理由は{SHORTEST_REASON}〜{LONGEST_REASON}文字です(現在{len(said)}文字)。",
            )
        )
    if not said.replace("\u3000", " ").isprintable():
        raise Refusal(
            _reason(
                Reason.INVALID,
                "A reason is one line of text that can be read.",
                "理由は改行や制御文字のない1行の文にしてください。",
            )
        )
    if len({each for each in letters(said) if each.isalpha()}) < LEAST_LETTERS:
        raise Refusal(
            _reason(
                Reason.INVALID,
                "Write the reason as a sentence that others understand.",
                "理由は、ほかの人が読んで分かる文にしてください。",
            )
        )
    return said


def no_opening() -> Objection:
    """What is said of an opening that is not there."""
    return Objection(
        Reason.NOT_FOUND,
        "id",
        "There is no such emergency access.",
        "該当する緊急閲覧がありません。",
    )


def _reason(reason: Reason, message: str, message_ja: str) -> Objection:
    return Objection(reason, "reason", message, message_ja)


def _broken_already() -> Objection:
    return Objection(
        Reason.NOT_ALLOWED,
        "idempotencyKey",
        "Your emergency access is open already; end it first, or wait until it is over.",
        "緊急閲覧はすでに始まっています。終了してから、または時間が切れてから、もう一度行ってください。",
    )


def _over() -> Objection:
    return Objection(
        Reason.NOT_ALLOWED,
        "id",
        "This emergency access is over.",
        "この緊急閲覧はすでに終了しています。",
    )
