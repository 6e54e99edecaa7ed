"""Emergency access (緊急閲覧): an administrator breaks the glass, others see that and may end it.

Opening is on record before it holds. An end holds at once; that it comes on record too is made
certain by `ends_recorded`, which the server carries out again and again.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from secrets import token_hex
from typing import Any

from audit.entry import Entry, Verb
from audit.trail import Trail
from graph.changes.glass import (
    BREAK,
    RUN_OUT,
    STOP,
    Ended,
    Over,
    break_glass,
    ends_to_record,
    no_opening,
    reason_of,
    record_end,
    stop_glass,
)
from graph.changes.keyed import Asked, Objection, Reason, Refusal
from graph.changes.protection import Somebody
from graph.gateway import Gateway
from graph.glass.breakings import NOTICE, Breaking
from graph.plan import page_size
from graph.questions.glass_breakings import GlassAsked
from graph.unbroken import unbroken
from graph.viewer import Purpose, Role
from graph.want import Fixed
from resolvers.changes import Outcome, event_cursor, is_key, keys_of, no_key
from resolvers.context import Context
from resolvers.failures import failing_clearly, shown_to_client
from resolvers.inquiries import answered

Input = dict[str, Any]
"""An input as it was sent, without the key."""
ORDER = "glass_breakings"


@dataclass(frozen=True)
class Notices:
    """A page of emergency accesses, the newest first, with the cursors of its ends."""

    entries: list[Breaking]
    start: str | None
    end: str | None
    resumed: bool
    more: bool


async def glass_broken(context: Context, key: str, reason: str, what: Input) -> Outcome:
    """Open an emergency access for the administrator who asks; the outcome's node is its reference."""
    viewer = context.viewer
    if viewer.role is not Role.ADMINISTRATOR or viewer.account is None:
        return Outcome(None, None, objections=(_for_administrators(),))
    by = Somebody(viewer.account, viewer.person)

    async def change(asked: Asked) -> int:
        reason_of(reason)
        if context.trail is not None:  # what is over stands in the way until it is on record
            await ends_recorded(context.gateway, context.trail, asked.at, of=by.account)
        record = context.record_always
        tell = partial(record, Verb.BREAK_GLASS_START, BREAK, (), opening=asked.reference)
        return await break_glass(context.gateway, reason, by, asked, tell)

    return await _carried_out(context, BREAK, key, None, what, change)


async def glass_mended(context: Context, key: str, opening: str, what: Input) -> Outcome:
    """End an emergency access, one's own or somebody else's; it takes no second person.

    It holds also when it cannot be recorded now: that is the error then, and is seen to later.
    """
    viewer = context.viewer
    by = Somebody(viewer.known_as, viewer.person)

    async def change(asked: Asked) -> int:
        async with replace(context) as look:
            if await breaking(look, opening) is None:
                raise Refusal(no_opening())
        event = await stop_glass(context.gateway, opening, by, viewer.office, asked)
        if context.trail is not None:
            over = Over(opening, ran_out=False)
            await _end_recorded(context.gateway, context.trail, asked.at, over)
        return event

    return await _carried_out(context, STOP, key, opening, what, change)


async def breaking(context: Context, reference: str) -> Breaking | None:
    """One emergency access as it stands now; raises `NotInOffice`."""
    found = await _noticed(context, reference=reference, most=1)
    return found[0] if found else None


async def breaking_shown(context: Context, reference: str) -> Breaking | None:
    """The same; raises what a client may read."""
    with failing_clearly():
        return await breaking(context, reference)


async def notices(
    context: Context, first: int | None, after: str | None, *, open_: bool | None
) -> Notices:
    """A page of them; raises what a client may read."""
    order = f"{ORDER} {open_}"
    with failing_clearly():
        size = page_size(Fixed(first))({})
        place = (None, None) if after is None else context.seal.values(after, order, 2)
        found = await _noticed(
            context, open_=open_, after_at=place[0], after_reference=place[1], most=size + 1
        )
    shown = found[:size]
    ends = [
        context.seal.text(order, [each.opened_at.isoformat(), each.reference])
        for each in (*shown[:1], *shown[-1:])
    ] or [None]
    return Notices(shown, ends[0], ends[-1], after is not None, len(found) > size)


async def ends_recorded(
    gateway: Gateway, trail: Trail, at: datetime, *, of: str | None = None
) -> int:
    """Put on record every end that is not yet, of one account or of all; how many there were.

    Raises `AuditUnwritable` and `DatabaseFault`; what is left is left for another time.
    """
    over = await ends_to_record(gateway, at, of)
    for each in over:
        await _end_recorded(gateway, trail, at, each)
    return len(over)


async def _end_recorded(gateway: Gateway, trail: Trail, at: datetime, over: Over) -> None:
    async def tell(ended: Ended) -> None:
        await trail.record([_entry(over.reference, ended)])

    await unbroken(record_end(gateway, over, at, tell))


def _entry(reference: str, ended: Ended) -> Entry:
    """What the audit has of an end: of whoever ended it, or of whose hour was over."""
    return Entry(
        account=ended.account,
        role=Role.ADMINISTRATOR if ended.role is None else Role(ended.role),
        person=ended.person,
        purpose=Purpose.BREAK_GLASS,
        basis=reference,
        verb=Verb.BREAK_GLASS_STOP,
        about=frozenset(),
        name=RUN_OUT if ended.ran_out else STOP,
        request=token_hex(8),
    )


async def _noticed(
    context: Context,
    *,
    reference: str | None = None,
    open_: bool | None = None,
    after_at: str | None = None,
    after_reference: str | None = None,
    most: int,
) -> list[Breaking]:
    now = context.clock().isoformat()
    asked = GlassAsked(now, open_, reference, after_at, after_reference, most)
    answer, _ = await answered(context, NOTICE, asked)
    return answer.entries


async def _carried_out(  # noqa: PLR0917 -- told in the order of a sentence
    context: Context,
    name: str,
    key: str,
    subject: str | None,
    what: Input,
    change: Callable[[Asked], Awaitable[int]],
) -> Outcome:
    """What became of a change, by the real time; `subject` is its own reference when there is none."""
    if not is_key(key):
        return Outcome(None, None, objections=(no_key(),))
    asked = Asked(name, keys_of(context.viewer), key, subject or "", what, context.clock())
    asked = replace(asked, subject=subject or asked.reference)
    try:
        event = await change(asked)
        await context.end()  # what is told of it is asked anew
    except Refusal as refusal:
        return Outcome(None, None, objections=refusal.objections)
    except Exception as error:
        raise shown_to_client(error) from error
    if context.following is not None:
        context.following.tail.nudge()
    return Outcome(asked.subject, event, event_cursor(context.seal, event))


def _for_administrators() -> Objection:
    return Objection(
        Reason.NOT_ALLOWED,
        "reason",
        "Only an administrator who is signed in has an emergency access.",
        "緊急閲覧は、ログインしている管理者だけが行えます。",
    )
