"""Carries out what closes and opens whereabouts, for those who see the resident it is about.

To a viewer on the deny edge a protected resident does not exist: every refusal here is then the one
for an id that nobody bears.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from graph.changes.change_made import CHANGE_MADE, MadeBefore
from graph.changes.keyed import Asked, Refusal
from graph.changes.location_permission import (
    Leave,
    ask_permission,
    confirm_permission,
    no_permission,
    subject_of,
    withdraw_permission,
)
from graph.changes.protection import (
    Protecting,
    Somebody,
    end_protection,
    no_resident,
    nobody_to_be_against,
    protect,
)
from graph.changes.see_to_gap import no_supporter
from graph.changes.supporter_link import SamePerson, link_supporter, unlink_supporter
from graph.gateway import Gateway
from graph.outbox.events_after import EVENTS_AFTER, Since
from resolvers.changes import Outcome, Subject, carried_out
from resolvers.context import Context
from resolvers.failures import failing_clearly
from resolvers.nodes import are_there, is_there

Input = dict[str, Any]
"""An input as it was sent, without the key."""


async def resident_protected(
    context: Context, key: str, protecting: Protecting, what: Input
) -> Outcome:
    """Close a resident's whereabouts.

    Whoever closes them may no longer see the resident; the same change asked for again is still
    theirs.
    """

    async def change(gateway: Gateway, asked: Asked, *, seen: bool) -> int:
        if not await _is_made(gateway, asked):
            if not seen:
                raise Refusal(no_resident())
            if not await are_there(context, ("Resident", "Supporter"), protecting.against):
                raise Refusal(nobody_to_be_against())
        return await protect(gateway, protecting, asked)

    subject = Subject("Resident", protecting.resident)
    return await carried_out(context, "protect_resident", key, subject, what, change)


async def protection_ended(context: Context, key: str, resident: str, what: Input) -> Outcome:
    """Ask for the end of a protection, or end it as the second one."""

    async def change(gateway: Gateway, asked: Asked, *, seen: bool) -> int:
        if not seen:
            raise Refusal(no_resident())
        return await end_protection(gateway, resident, somebody(context), asked)

    subject = Subject("Resident", resident)
    return await carried_out(context, "end_protection", key, subject, what, change)


async def supporter_linked(context: Context, key: str, who: SamePerson, what: Input) -> Outcome:
    """Say which resident a supporter is."""

    async def change(gateway: Gateway, asked: Asked, *, seen: bool) -> int:
        await _demand_both(context, who.supporter, seen=seen)
        return await link_supporter(gateway, who, context.viewer.known_as, asked)

    subject = Subject("Resident", who.resident)
    return await carried_out(context, "link_supporter", key, subject, what, change)


async def supporter_unlinked(context: Context, key: str, who: SamePerson, what: Input) -> Outcome:
    """Ask that it be said no longer, or take it back as the second one."""

    async def change(gateway: Gateway, asked: Asked, *, seen: bool) -> int:
        await _demand_both(context, who.supporter, seen=seen)
        return await unlink_supporter(gateway, who, somebody(context), asked)

    subject = Subject("Resident", who.resident)
    return await carried_out(context, "unlink_supporter", key, subject, what, change)


async def permission_asked(
    context: Context, key: str, leave: Leave, what: Input
) -> tuple[str | None, Outcome]:
    """Ask for a leave; its reference, None when there is none, and what became of the change."""
    made: str | None = None

    async def change(gateway: Gateway, asked: Asked, *, seen: bool) -> int:
        nonlocal made
        await _demand_both(context, leave.supporter, seen=seen)
        event = await ask_permission(gateway, leave, somebody(context), asked)
        made = asked.reference
        return event

    name = "ask_location_permission"
    subject = Subject("Resident", leave.resident)
    outcome = await carried_out(context, name, key, subject, what, change)
    return made, outcome


async def permission_confirmed(
    context: Context, key: str, permission: str, what: Input
) -> tuple[str | None, Outcome]:
    """Confirm a leave that another has asked for; what comes back as above."""

    async def confirm(gateway: Gateway, asked: Asked) -> int:
        return await confirm_permission(gateway, permission, somebody(context), asked)

    return await _about(context, "confirm_location_permission", key, permission, what, confirm)


async def permission_withdrawn(
    context: Context, key: str, permission: str, what: Input
) -> tuple[str | None, Outcome]:
    """Withdraw a leave; what comes back as above."""

    async def withdraw(gateway: Gateway, asked: Asked) -> int:
        return await withdraw_permission(gateway, permission, asked)

    return await _about(context, "withdraw_location_permission", key, permission, what, withdraw)


async def _about(  # noqa: PLR0917 -- told in the order of a sentence
    context: Context,
    name: str,
    key: str,
    permission: str,
    what: Input,
    change: Callable[[Gateway, Asked], Awaitable[int]],
) -> tuple[str | None, Outcome]:
    """Change a leave that opens the whereabouts of a resident whom the viewer sees."""
    with failing_clearly():
        resident = await subject_of(context.gateway, permission)

    async def of_the_seen(gateway: Gateway, asked: Asked, *, seen: bool) -> int:
        if not seen:
            raise Refusal(no_permission())
        return await change(gateway, asked)

    subject = Subject("Resident", resident or permission)
    outcome = await carried_out(context, name, key, subject, what, of_the_seen)
    return (None if outcome.event is None else permission), outcome


async def state_after(context: Context, event: int) -> str:
    """The state a change led to when it was made, however often it was asked for."""
    with failing_clearly():
        rows = await context.read(EVENTS_AFTER.statement(Since(event - 1, 1)))
    [written] = EVENTS_AFTER.rows(rows)
    return written.after


def somebody(context: Context) -> Somebody:
    """The viewer, as one of two people."""
    return Somebody(context.viewer.known_as, context.viewer.person)


async def _demand_both(context: Context, supporter: str, *, seen: bool) -> None:
    """Raises `Refusal` unless the resident was seen and the supporter is."""
    if not seen:
        raise Refusal(no_resident())
    if not await is_there(context, "Supporter", supporter):
        raise Refusal(no_supporter())


async def _is_made(gateway: Gateway, asked: Asked) -> bool:
    made = MadeBefore(asked.scoped_key, asked.digest)
    return bool(await gateway.read(CHANGE_MADE.statement(made)))
