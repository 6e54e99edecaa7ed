"""Answers subscriptions: events of the outbox, each read anew for the viewer who listens.

An event carries ids and states alone. What a listener sees of its node is one statement, compiled
as for a query; of a node that is hidden from them they do not hear.
"""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace

from strawberry import Info

from graph.changes.glass import CHANGES
from graph.changes.move_referral import NAME
from graph.cursor import Seal
from graph.errors import BadInput
from graph.glass.breakings import Breaking
from graph.outbox.events_after import Event
from graph.unbroken import unbroken
from resolvers.changes import EVENTS, event_cursor
from resolvers.context import Context, Following
from resolvers.failures import failing_clearly, shown_to_client
from resolvers.glass import breaking
from resolvers.nodes import answers_about
from resolvers.shaped import Finished


@dataclass(frozen=True)
class Told:
    """An event, its cursor and, by the key it was asked under, what is shown of its node."""

    event: Event
    cursor: str
    answers: dict[str, Finished]


@dataclass(frozen=True)
class Noticed:
    """An event of an emergency access, its cursor, and how that access stands when it is told."""

    event: Event
    cursor: str
    breaking: Breaking


async def referral_changes(
    info: Info[Context, None], referral: str | None, after: str | None
) -> AsyncGenerator[Told]:
    """The moves of one hand-over, or of all; raises what a client may read."""
    following, place = await _begun(info.context, after)
    return _referral_changes(info, following, referral, place)


async def glass_changes(context: Context, after: str | None) -> AsyncGenerator[Noticed]:
    """Every emergency access that is opened, is ended or runs out; raises what a client may read."""
    following, place = await _begun(context, after)
    return _glass_changes(context, following, place)


async def _begun(context: Context, after: str | None) -> tuple[Following, int]:
    """What is followed, and from where."""
    following = context.following
    if following is None:
        raise shown_to_client(BadInput("There is nothing to be followed here."))
    with failing_clearly():
        place = await following.tail.place(
            None if after is None else _sequence(context.seal, after)
        )
    return following, place


async def _referral_changes(
    info: Info[Context, None], following: Following, referral: str | None, place: int
) -> AsyncGenerator[Told]:
    events = following.tail.follow(place)
    try:
        async for event in events:
            if event.change != NAME or referral not in (None, event.subject):
                continue
            with failing_clearly():
                shown = answers_about(info, following.today(), "referral", event.subject)
                answers = await unbroken(shown)
            if answers is not None:
                yield Told(event, event_cursor(info.context.seal, event.sequence), answers)
    finally:
        await events.aclose()


async def _glass_changes(
    context: Context, following: Following, place: int
) -> AsyncGenerator[Noticed]:
    events = following.tail.follow(place)
    try:
        async for event in events:
            if event.change not in CHANGES:
                continue
            with failing_clearly():
                now = replace(context, today=following.today())
                found = await unbroken(_standing(now, event.subject))
            if found is not None:
                yield Noticed(event, event_cursor(context.seal, event.sequence), found)
    finally:
        await events.aclose()


async def _standing(context: Context, reference: str) -> Breaking | None:
    """An emergency access as it stands, told to whoever may know it now."""
    async with context:
        return await breaking(context, reference)


def _sequence(seal: Seal, after: str) -> int:
    [sequence] = seal.values(after, EVENTS, 1)
    return int(sequence)
