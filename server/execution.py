"""Carries out an operation, whichever way it came: over HTTP, over a socket, or as a stream of events.

Documents, limits and trust are the same for all of them. Who asks comes with each operation.
"""

from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from graphql import GraphQLError, OperationType, get_operation_ast
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType as Allowed

from audit.trail import Trail
from graph.cursor import Seals
from graph.gateway import Gateway
from graph.outbox.tail import Tail
from graph.viewer import Viewer
from resolvers.context import Context, Following
from resolvers.plans import Plans
from schema.api import Api
from server.asked import Asked
from server.outcome import Outcome, outcome_of
from server.refusals import NotByGet
from server.register import Register
from server.trusted_documents import TrustedDocuments

READS = frozenset({Allowed.QUERY})
READS_AND_CHANGES = frozenset({Allowed.QUERY, Allowed.MUTATION})


@dataclass(frozen=True)
class Execution:
    """What carrying out takes: the schema, the way to the graph, and what is kept between requests."""

    schema: Api
    gateway: Gateway
    plans: Plans
    today: Callable[[], date]
    tail: Tail
    trusted: TrustedDocuments
    seals: Seals
    trail: Trail | None = None
    register: Register | None = None

    def document(self, asked: Asked, *, by_get: bool = False) -> str:
        """The text of the document that is meant; raises `Refused`."""
        return self.trusted.document(asked, by_get=by_get)

    def follows(self, asked: Asked, document: str, viewer: Viewer) -> bool:
        """Whether the operation is a subscription; not for a document that does not parse."""
        try:
            parsed = self.schema.for_role(viewer.role).documents.read(document).document
        except GraphQLError:
            return False
        operation = get_operation_ast(parsed, asked.operation_name)
        return operation is not None and operation.operation is OperationType.SUBSCRIPTION

    async def execute(
        self,
        asked: Asked,
        document: str,
        viewer: Viewer,
        allowed: Iterable[Allowed] = READS_AND_CHANGES,
    ) -> Outcome:
        """The outcome of a query or a mutation. Raises `NotByGet`."""
        try:
            result = await self.schema.for_role(viewer.role).execute(
                document,
                asked.variables,
                self._context(viewer),
                operation_name=asked.operation_name,
                allowed_operation_types=allowed,
                operation_extensions=asked.extensions,
            )
        except InvalidOperationTypeError as error:
            if error.operation_type is Allowed.MUTATION:
                raise NotByGet("A mutation never comes by GET.", hint="Send it by POST.") from None
            return Outcome.of_no_operation(
                "A subscription is answered over a socket or as text/event-stream."
            )
        except CannotGetOperationTypeError as error:
            return Outcome.of_no_operation(error.as_http_error_reason())
        return self._told(result, asked, document)

    async def follow(self, asked: Asked, document: str, viewer: Viewer) -> AsyncGenerator[Outcome]:
        """The outcomes of a subscription as they come; one without `data` is the only one."""
        stream = await self.schema.for_role(viewer.role).subscribe(
            document,
            asked.variables,
            self._context(viewer),
            operation_name=asked.operation_name,
            operation_extensions=asked.extensions,
        )
        async with aclosing(cast("AsyncGenerator[ExecutionResult]", stream)) as results:
            async for result in results:
                yield self._told(result, asked, document)

    def _told(self, result: ExecutionResult, asked: Asked, document: str) -> Outcome:
        outcome = outcome_of(result)
        if self.register is None:
            return outcome
        return self.register.beside(outcome, document, asked.variables)

    def _context(self, viewer: Viewer) -> Context:
        following = Following(self.tail, self.today)
        return Context(
            self.gateway, self.plans, viewer, self.today(), self.seals, following, self.trail
        )


def errors_of(payload: dict[str, Any]) -> list[Any] | None:
    """The errors of an operation that was not begun; None when there is something to show."""
    return None if "data" in payload else payload["errors"]
