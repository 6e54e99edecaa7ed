"""What became of a request: the payload to send, and the status that tells of it.

A request error (the document does not parse or fit, a variable does not) has no `data` and status
400; a client that accepts plain JSON only gets 200 for it, as such clients have always had. Once
execution has begun the status is 200, whatever the fields' errors.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Self

from graphql import GraphQLError, GraphQLSyntaxError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from graph.errors import BadInput, TsunaguError
from graph.planning import AGAIN_SECONDS, PlanningBusy
from resolvers.admission import Unnamed
from resolvers.failures import coded, shown_to_client
from server.refusals import Busy, Refused, UnusableDocument

SYNTAX = "GRAPHQL_PARSE_FAILED"
VALIDATION = "GRAPHQL_VALIDATION_FAILED"
OPERATION = Unnamed.code
TOO_MANY = 429
RETRY = b"%d" % AGAIN_SECONDS


@dataclass(frozen=True, slots=True)
class Outcome:
    """A payload and its status; `in_graphql` says that plain JSON clients get 200 in its place."""

    payload: dict[str, Any]
    status: int = 200
    in_graphql: bool = False
    allow: bytes | None = None
    challenge: bytes | None = None
    retry_after: bytes | None = None

    @classmethod
    def of_no_operation(cls, sentence: str) -> Self:
        """The document has no operation that could be carried out."""
        error = {"message": sentence, "extensions": {"code": OPERATION}}
        return cls({"errors": [error]}, 400, in_graphql=True)

    def with_payload(self, payload: dict[str, Any]) -> "Outcome":
        """The same outcome with another payload."""
        return replace(self, payload=payload)


def refused(refusal: Refused) -> Outcome:
    """The outcome of a request that was not carried out."""
    payload = {"errors": [shown_to_client(refusal).formatted]}
    in_graphql = isinstance(refusal, UnusableDocument)
    retry = RETRY if isinstance(refusal, Busy) else None
    return Outcome(payload, refusal.status, in_graphql, refusal.allow, refusal.challenge, retry)


def outcome_of(result: ExecutionResult) -> Outcome:
    """The outcome of what the schema made of a request."""
    extensions = {"extensions": result.extensions} if result.extensions else {}
    if not result.errors:
        return Outcome({"data": result.data, **extensions})
    if isinstance(result, PreExecutionError):
        return _request_error(_before_execution(result.errors), extensions)
    if result.data is None and not any(error.path for error in result.errors):
        refused_values = [coded(error, BadInput.code) for error in result.errors]
        return _request_error(refused_values, extensions)
    errors = [_of_a_field(error).formatted for error in result.errors]
    payload = {"data": result.data, "errors": errors, **extensions}
    if not _nothing_was_begun(result):
        return Outcome(payload)
    return Outcome(payload, TOO_MANY, retry_after=RETRY)


def _of_a_field(error: GraphQLError) -> GraphQLError:
    """The error as a client may read it; the executor gives its own no code."""
    raised = error.original_error
    if raised is None or isinstance(raised, GraphQLError):
        return coded(error, BadInput.code)
    told = shown_to_client(raised)
    return GraphQLError(told.message, error.nodes, path=error.path, extensions=told.extensions)


def _nothing_was_begun(result: ExecutionResult) -> bool:
    """Whether there is no answer to any field, since too much of the asker's is being planned."""
    codes = {(each.extensions or {}).get("code") for each in result.errors or ()}
    nothing = result.data is None or not any(result.data.values())
    return nothing and codes == {PlanningBusy.code}


def _request_error(errors: Iterable[GraphQLError], extensions: dict[str, Any]) -> Outcome:
    formatted = [error.formatted for error in errors]
    masked = any(each["extensions"]["code"] == TsunaguError.code for each in formatted)  # pyright: ignore[reportTypedDictNotRequiredAccess] -- coded below
    status, in_graphql = (500, False) if masked else (400, True)
    return Outcome({"errors": formatted, **extensions}, status, in_graphql)


def _before_execution(errors: Iterable[GraphQLError]) -> list[GraphQLError]:
    """Errors of parsing and validating; the text of anything else that was raised is masked."""
    return [
        coded(error, SYNTAX if isinstance(error, GraphQLSyntaxError) else VALIDATION)
        if error.original_error is None or isinstance(error.original_error, GraphQLError)
        else shown_to_client(error.original_error)
        for error in errors
    ]
