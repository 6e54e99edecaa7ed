"""Errors on their way out: ours keep their code, anything unforeseen is masked.

A client reads `extensions.code` and, where there is one, `extensions.hint`. What we did not foresee
reaches the log with an id, and the client gets the id alone.
"""

import logging
from secrets import token_hex

from graphql import GraphQLError

from graph.errors import TsunaguError

LOG = logging.getLogger("tsunagu.failures")


def shown_to_client(error: Exception) -> GraphQLError:
    """The error a client may read."""
    if isinstance(error, TsunaguError):
        extensions = {"code": error.code} | ({"hint": error.hint} if error.hint else {})
        return GraphQLError(error.message, extensions=extensions)
    trace_id = token_hex(8)
    LOG.error("unforeseen error %s: %s", trace_id, type(error).__name__, exc_info=error)
    return GraphQLError(
        f"Something went wrong on our side; it is logged as {trace_id}.",
        extensions={"code": TsunaguError.code, "traceId": trace_id},
    )
