"""Carries out changes: checks that the node is there for this viewer, and tells refusals as data.

A change is one transaction (`graph/changes/keyed.py`). What the payload shows of the changed node
is read after it, by the usual compiler, in one statement.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from audit.entry import ID_LENGTH, Verb
from graph.changes.keyed import Asked, Objection, Reason, Refusal
from graph.changes.move_referral import NAME, MoveReferral, move_referral, not_found
from graph.changes.see_to_gap import dismiss_gap, no_gap, no_supporter, take_on_gap
from graph.cursor import Seal
from graph.gateway import Gateway
from graph.viewer import Viewer
from resolvers.context import Context
from resolvers.failures import shown_to_client
from resolvers.nodes import is_there, whose_is

EVENTS = "events"
"""The order that cursors of events name."""
DIGITS = 18
LONGEST_KEY = 100


@dataclass(frozen=True)
class Outcome:
    """What became of a change: its node, its event with its cursor, or what stands against it."""

    node: str | None
    event: int | None
    cursor: str | None = None
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True)
class Subject:
    """The node that a change is of."""

    kind: str
    id: str


class Change(Protocol):
    """Carries a change out, whose subject the viewer has `seen` or not; gives its event's sequence."""

    async def __call__(self, gateway: Gateway, asked: Asked, *, seen: bool) -> int:
        """Raises `Refusal` for what stands against it."""
        ...


async def moved(context: Context, key: str, move: MoveReferral, what: dict[str, Any]) -> Outcome:
    """Move a hand-over; `what` is the input as it was sent, without the key."""

    async def change(gateway: Gateway, asked: Asked, *, seen: bool) -> int:
        if not seen:
            raise Refusal(not_found())
        return await move_referral(gateway, move, asked)

    subject = Subject("Referral", move.referral)
    return await carried_out(context, NAME, key, subject, what, change)


async def gap_taken_on(
    context: Context, key: str, gap: str, supporter: str, what: dict[str, Any]
) -> Outcome:
    """Take a gap on for a supporter; `what` is the input as it was sent, without the key."""

    async def change(gateway: Gateway, asked: Asked, *, seen: bool) -> int:
        if not seen:
            raise Refusal(no_gap())
        if not await is_there(context, "Supporter", supporter):
            raise Refusal(no_supporter())
        return await take_on_gap(gateway, gap, supporter, asked)

    subject = Subject("SupportGap", gap)
    return await carried_out(context, "take_on_gap", key, subject, what, change)


async def gap_dismissed(  # noqa: PLR0917 -- told in the order of a sentence
    context: Context, key: str, gap: str, dismissal: str, note: str | None, what: dict[str, Any]
) -> Outcome:
    """Dismiss a gap with a reason; `what` is the input as it was sent, without the key."""

    async def change(gateway: Gateway, asked: Asked, *, seen: bool) -> int:
        if not seen:
            raise Refusal(no_gap())
        return await dismiss_gap(gateway, gap, dismissal, note, asked)

    subject = Subject("SupportGap", gap)
    return await carried_out(context, "dismiss_gap", key, subject, what, change)


async def carried_out(  # noqa: PLR0917 -- told in the order of a sentence
    context: Context,
    name: str,
    key: str,
    subject: Subject,
    what: dict[str, Any],
    change: Change,
) -> Outcome:
    """What became of a change of `subject`, made once for the key; raises what a client may read."""
    if not is_key(key):
        return Outcome(None, None, objections=(no_key(),))
    at = datetime.combine(context.today, datetime.now(UTC).time(), UTC)
    asked = Asked(name, keys_of(context.viewer), key, subject.id, what, at)
    try:
        seen = await _looked_up(context, name, subject)
        event = await change(context.gateway, asked, seen=seen)
        await context.end()  # what a change did to the viewer's grants holds at once
    except Refusal as refusal:
        return Outcome(None, None, objections=refusal.objections)
    except Exception as error:
        raise shown_to_client(error) from error
    if context.following is not None:
        context.following.tail.nudge()
    return Outcome(subject.id, event, event_cursor(context.seal, event))


async def _looked_up(context: Context, name: str, subject: Subject) -> bool:
    """Whether the viewer sees the node; on record is then that its people's data are to be changed,
    and of one that is not seen, that it was tried.
    """
    whose: Collection[str] | None = None
    try:
        whose = await whose_is(context, subject.kind, subject.id)
    finally:
        about = whose or {subject.id}
        await context.record(Verb.CHANGE, name, [each for each in about if len(each) <= ID_LENGTH])
    return whose is not None


def keys_of(viewer: Viewer) -> str:
    """Whose idempotency keys a viewer's are, with its length, so that none reads as another's."""
    return f"{len(viewer.known_as)} {viewer.known_as}"


def event_cursor(seal: Seal, sequence: int) -> str:
    """The cursor of an event, for this viewer to follow on from.

    All have one length: it does not tell how many events there were of which nobody hears.
    """
    return seal.text(EVENTS, [f"{sequence:0{DIGITS}}"])


def is_key(key: str) -> bool:
    """Whether a change can be asked for with it."""
    return 1 <= len(key) <= LONGEST_KEY


def no_key() -> Objection:
    """What is said of a key that cannot be one."""
    return Objection(
        Reason.INVALID,
        "idempotencyKey",
        f"A key has 1 to {LONGEST_KEY} characters, such as a UUID.",
        f"キーは1〜{LONGEST_KEY}文字です(UUIDなど)。",
    )
