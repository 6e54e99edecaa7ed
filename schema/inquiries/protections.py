"""What may be asked about protections: which are to be looked at again."""

from typing import Annotated

import strawberry

from graph.protections.due import DUE, WITHIN_DAYS, DueAsked, ProtectionsDue
from resolvers.context import Context
from resolvers.inquiries import inquire_by
from resolvers.shaped import Finished
from schema.answers import inquiry_field

Info = strawberry.Info[Context, None]
WITHIN = strawberry.argument(
    description="Within so many days from today, 0 to 366; what is past is always told (日数)."
)


async def _protections_due(
    info: Info, within_days: Annotated[int, WITHIN] = WITHIN_DAYS
) -> Finished:
    return await inquire_by(info, DUE, lambda: DueAsked(info.context.today, within_days))


PROTECTIONS_DUE_FIELD = inquiry_field(
    ProtectionsDue,
    _protections_due,
    "Whose protection is to be looked at again; nothing opens by itself.",
    "支援措置の見直し",
)
