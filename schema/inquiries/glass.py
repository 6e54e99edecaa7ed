"""The notice of emergency accesses (緊急閲覧): who broke the glass, when, why and until when."""

from typing import Annotated, Any

import strawberry

from resolvers.context import Context
from resolvers.glass import notices
from schema.types.glass import GlassBreakings
from schema.types.paging import AFTER, FIRST

OPEN = strawberry.argument(
    description="Only those that are open, or with false only those that are over (閲覧中のみ)."
)


async def _glass_breakings(
    info: strawberry.Info[Context, None],
    open: Annotated[bool | None, OPEN] = None,  # noqa: A002 -- the name in the API
    first: Annotated[int | None, FIRST] = None,
    after: Annotated[str | None, AFTER] = None,
) -> GlassBreakings:
    return GlassBreakings.of(await notices(info.context, first, after, open_=open))


GLASS_BREAKINGS_FIELD: Any = strawberry.field(
    resolver=_glass_breakings,
    graphql_type=GlassBreakings | None,
    description="Administrators' emergency accesses, the newest first: who, when, why and until when "
    "(緊急閲覧の一覧).",
)
