"""Errors on their way out: ours keep their code, anything unforeseen is masked.

A client reads `extensions.code` and, where there is one, `extensions.hint`. What we did not foresee
reaches the log with an id, and the client gets the id alone.
"""

import logging
from collections.abc import Generator
from contextlib import contextmanager
from secrets import token_hex
from typing import Any

from graphql import GraphQLError

from graph.errors import BadInput, LimitExceeded, TsunaguError

LOG = logging.getLogger("tsunagu.failures")


def shown_to_client(error: Exception) -> GraphQLError:
    """The error a client may read."""
    if isinstance(error, TsunaguError):
        return GraphQLError(error.message, extensions=_extensions(error))
    if isinstance(error, GraphQLError):
        return coded(error, BadInput.code)
    trace_id = token_hex(8)
    LOG.error("unforeseen error %s: %s", trace_id, type(error).__name__, exc_info=error)
    return GraphQLError(
        f"Something went wrong on our side; it is logged as {trace_id}.",
        extensions={"code": TsunaguError.code, "traceId": trace_id},
    )


def coded(error: GraphQLError, code: str) -> GraphQLError:
    """The error with a code, unless it has one. A new one: validation errors are kept and shared."""
    return error if "code" in (error.extensions or {}) else extended(error, code=code)


def extended(error: GraphQLError, **more: str) -> GraphQLError:
    """A new error that says more in its extensions; what it says already stays."""
    said = error.extensions or {}
    return GraphQLError(
        error.message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions={**said, **{name: each for name, each in more.items() if name not in said}},
    )


@contextmanager
def failing_clearly() -> Generator[None]:
    """Raise what a client may read in place of what is raised in the block."""
    try:
        yield
    except Exception as error:
        raise shown_to_client(error) from error


def _extensions(error: TsunaguError) -> dict[str, Any]:
    found: dict[str, Any] = {"code": error.code}
    if isinstance(error, LimitExceeded):
        found |= {"limit": error.limit, "maximum": error.maximum}
        found |= {} if error.actual is None else {"actual": error.actual}
    return found | ({"hint": error.hint} if error.hint else {})
