"""Asks the example queries once, so that nobody waits while the database plans them."""

import logging

from strawberry.schema.exceptions import InvalidOperationTypeError

from resolvers.context import Context
from schema.api import Api
from server.execution import READS
from server.explorer.pages import Example

LOG = logging.getLogger("tsunagu.warming")


async def warm(api: Api, context: Context, examples: tuple[Example, ...]) -> None:
    """Run each example query; what goes wrong is logged and left to whoever asks for it."""
    for example in examples:
        try:
            result = await api.execute(
                example.query, context_value=context, allowed_operation_types=READS
            )
        except InvalidOperationTypeError:
            continue  # to follow something is not to ask for it
        for error in result.errors or ():
            LOG.warning("example %r: %s", example.title, error.message)
