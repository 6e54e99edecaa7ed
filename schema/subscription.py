"""What may be followed: one line each."""

from collections.abc import AsyncGenerator
from typing import Annotated

import strawberry

from resolvers.context import Context
from resolvers.subscriptions import glass_changes, referral_changes
from schema.types.glass import GlassChange
from schema.types.referral_changes import ReferralChange

Info = strawberry.Info[Context, None]
ID = strawberry.argument(description="Only of this hand-over; of all when left out (識別子).")
AFTER = strawberry.argument(
    description="Begin after the event with this cursor; with the next to come when left out "
    "(開始カーソル)."
)


async def _referral_changed(
    info: Info,
    id: Annotated[strawberry.ID | None, ID] = None,  # noqa: A002 -- the name it has everywhere
    after: Annotated[str | None, AFTER] = None,
) -> AsyncGenerator[ReferralChange]:
    changes = await referral_changes(info, id, after)

    async def told() -> AsyncGenerator[ReferralChange]:
        try:
            async for each in changes:
                yield ReferralChange(told=each)
        finally:
            await changes.aclose()

    return told()


async def _glass_changed(
    info: Info, after: Annotated[str | None, AFTER] = None
) -> AsyncGenerator[GlassChange]:
    changes = await glass_changes(info.context, after)

    async def told() -> AsyncGenerator[GlassChange]:
        try:
            async for each in changes:
                yield GlassChange.of(each)
        finally:
            await changes.aclose()

    return told()


@strawberry.type(description="Everything that may be followed (購読).")
class Subscription:
    referral_changed = strawberry.subscription(
        resolver=_referral_changed, description="The moves of hand-overs (つなぎの状態変更)."
    )
    glass_changed = strawberry.subscription(
        resolver=_glass_changed,
        description="Emergency accesses as they are opened, ended and run out (緊急閲覧の開始・終了).",
    )
