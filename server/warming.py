"""Asks the example queries once, so that nobody waits while the database plans them."""

import logging
from datetime import date

from strawberry.schema.exceptions import InvalidOperationTypeError

from graph.cursor import Seals
from graph.gateway import Gateway
from graph.viewer import DEMO_VIEWER
from resolvers.context import Context
from resolvers.plans import Plans
from schema.api import Api
from server.execution import READS
from server.explorer.pages import Example

LOG = logging.getLogger("tsunagu.warming")


async def warm(  # noqa: PLR0917 -- a request's collaborators, and what is asked
    api: Api,
    gateway: Gateway,
    plans: Plans,
    seals: Seals,
    examples: tuple[Example, ...],
    today: date,
) -> None:
    """Run each example query; what goes wrong is logged and left to whoever asks for it."""
    context = Context(gateway, plans, DEMO_VIEWER, today, seals)
    for example in examples:
        try:
            result = await api.execute(
                example.query, context_value=context, allowed_operation_types=READS
            )
        except InvalidOperationTypeError:
            continue  # to follow something is not to ask for it
        for error in result.errors or ():
            LOG.warning("example %r: %s", example.title, error.message)
