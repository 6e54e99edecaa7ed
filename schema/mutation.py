"""What may be changed: one line each.

Every change takes one `input` with an idempotency key, and answers with the changed node and its
`userErrors`: what is wrong with the input is data, what is wrong with us is an error.
"""

from typing import Any

import strawberry

from resolvers.changes import gap_dismissed, gap_taken_on, moved
from resolvers.context import Context
from resolvers.glass import glass_broken, glass_mended
from resolvers.protecting import (
    permission_asked,
    permission_confirmed,
    permission_withdrawn,
    protection_ended,
    resident_protected,
    supporter_linked,
    supporter_unlinked,
)
from schema.types.gap_changes import Dismissing, SupportGapPayload, TakingOn
from schema.types.glass import BreakingGlass, EndingBreak, GlassBreakingPayload
from schema.types.protection_changes import (
    AskingPermission,
    Ending,
    Linking,
    LocationPermissionPayload,
    Protecting,
    ProtectionPayload,
    SupporterLinkPayload,
    WhichPermission,
)
from schema.types.referral_changes import Input, MoveReferralPayload

Info = strawberry.Info[Context, None]


def _keyed(sent: object) -> tuple[str, dict[str, Any]]:
    """The key of an input, and the input as it was sent without it."""
    what: dict[str, Any] = {**vars(sent)}
    return what.pop("idempotency_key"), what


async def _move_referral(info: Info, input: Input) -> MoveReferralPayload:  # noqa: A002 -- the name Relay gives it
    key, what = _keyed(input)
    return MoveReferralPayload(outcome=await moved(info.context, key, input.move(), what))


async def _take_on_gap(info: Info, input: TakingOn) -> SupportGapPayload:  # noqa: A002 -- the name Relay gives it
    key, what = _keyed(input)
    gap, supporter = str(input.id), str(input.supporter)
    return SupportGapPayload(outcome=await gap_taken_on(info.context, key, gap, supporter, what))


async def _dismiss_gap(info: Info, input: Dismissing) -> SupportGapPayload:  # noqa: A002 -- the name Relay gives it
    key, what = _keyed(input)
    gap, why = str(input.id), input.dismissal.value
    outcome = await gap_dismissed(info.context, key, gap, why, input.note, what)
    return SupportGapPayload(outcome=outcome)


async def _protect_resident(info: Info, input: Protecting) -> ProtectionPayload:  # noqa: A002 -- the name Relay gives it
    key, what = _keyed(input)
    protecting = input.protecting(info.context.viewer.known_as)
    return ProtectionPayload(outcome=await resident_protected(info.context, key, protecting, what))


async def _end_protection(info: Info, input: Ending) -> ProtectionPayload:  # noqa: A002 -- the name Relay gives it
    key, what = _keyed(input)
    outcome = await protection_ended(info.context, key, str(input.resident), what)
    return ProtectionPayload(outcome=outcome)


async def _ask_location_permission(
    info: Info,
    input: AskingPermission,  # noqa: A002 -- the name Relay gives it
) -> LocationPermissionPayload:
    key, what = _keyed(input)
    known, outcome = await permission_asked(info.context, key, input.leave(), what)
    return LocationPermissionPayload(known=known, outcome=outcome)


async def _confirm_location_permission(
    info: Info,
    input: WhichPermission,  # noqa: A002 -- the name Relay gives it
) -> LocationPermissionPayload:
    key, what = _keyed(input)
    known, outcome = await permission_confirmed(info.context, key, str(input.permission), what)
    return LocationPermissionPayload(known=known, outcome=outcome)


async def _withdraw_location_permission(
    info: Info,
    input: WhichPermission,  # noqa: A002 -- the name Relay gives it
) -> LocationPermissionPayload:
    key, what = _keyed(input)
    known, outcome = await permission_withdrawn(info.context, key, str(input.permission), what)
    return LocationPermissionPayload(known=known, outcome=outcome)


async def _link_supporter(info: Info, input: Linking) -> SupporterLinkPayload:  # noqa: A002 -- the name Relay gives it
    key, what = _keyed(input)
    outcome = await supporter_linked(info.context, key, input.who(), what)
    return SupporterLinkPayload(outcome=outcome)


async def _unlink_supporter(info: Info, input: Linking) -> SupporterLinkPayload:  # noqa: A002 -- the name Relay gives it
    key, what = _keyed(input)
    outcome = await supporter_unlinked(info.context, key, input.who(), what)
    return SupporterLinkPayload(outcome=outcome)


async def _break_glass(info: Info, input: BreakingGlass) -> GlassBreakingPayload:  # noqa: A002 -- the name Relay gives it
    key, what = _keyed(input)
    return GlassBreakingPayload(outcome=await glass_broken(info.context, key, input.reason, what))


async def _end_break_glass(info: Info, input: EndingBreak) -> GlassBreakingPayload:  # noqa: A002 -- the name Relay gives it
    key, what = _keyed(input)
    outcome = await glass_mended(info.context, key, str(input.id), what)
    return GlassBreakingPayload(outcome=outcome)


@strawberry.type(description="Everything that may be changed (変更).")
class Mutation:
    move_referral = strawberry.mutation(
        resolver=_move_referral,
        description="Move a hand-over to its next state (つなぎの状態変更).",
    )
    take_on_gap = strawberry.mutation(
        resolver=_take_on_gap, description="See to a gap from now on (隙間への対応開始)."
    )
    dismiss_gap = strawberry.mutation(
        resolver=_dismiss_gap,
        description="Dismiss a gap with a reason (隙間を対象外とする).",
    )
    protect_resident = strawberry.mutation(
        resolver=_protect_resident,
        description="Withhold a resident's whereabouts at once, or for another year "
        "(支援措置の開始・延長).",
    )
    end_protection = strawberry.mutation(
        resolver=_end_protection,
        description="Ask for the end of a protection; asked by another account, it ends "
        "(支援措置の終了).",
    )
    ask_location_permission = strawberry.mutation(
        resolver=_ask_location_permission,
        description="Ask that a supporter may see where a protected resident lives "
        "(所在情報の閲覧申請).",
    )
    confirm_location_permission = strawberry.mutation(
        resolver=_confirm_location_permission,
        description="Confirm what another account has asked for (所在情報の閲覧承認).",
    )
    withdraw_location_permission = strawberry.mutation(
        resolver=_withdraw_location_permission,
        description="Withdraw a leave to see where somebody lives, at once "
        "(所在情報の閲覧許可の取消し).",
    )
    link_supporter_to_resident = strawberry.mutation(
        resolver=_link_supporter,
        description="Say which resident a supporter is, so that what is closed to one is closed to "
        "the other; it shows nothing to anybody (支援者と住民の同一人登録).",
    )
    unlink_supporter_from_resident = strawberry.mutation(
        resolver=_unlink_supporter,
        description="Ask that a supporter be known as a resident no longer; asked by another "
        "person, it ends (同一人登録の取消し).",
    )
    break_glass = strawberry.mutation(
        resolver=_break_glass,
        description="Open what administrators are not shown otherwise, for sixty minutes and with a "
        "reason; coordinators and administrators are told (緊急閲覧の開始).",
    )
    end_break_glass = strawberry.mutation(
        resolver=_end_break_glass,
        description="End an emergency access at once (緊急閲覧の終了).",
    )
