"""Lets an operation in, or says which limit it passes: before any resolver runs.

Takes the place of Strawberry's own caches of parsed and validated documents, which keep what was
refused, and suggest names that the asker did not know.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import OperationDefinitionNode
from strawberry.extensions import SchemaExtension

from graph.errors import BadInput, TsunaguError
from resolvers.composing import composed
from resolvers.documents import Documents, Known
from resolvers.failures import shown_to_client

ASKED = "cost"
"""The request's extension that asks for the estimate, and the answer's that gives it."""


class Admission(SchemaExtension):
    """One operation's way in."""

    def __init__(self, documents: Documents) -> None:
        super().__init__()
        self._documents = documents
        self._known: Known | None = None
        self._cost: int | None = None

    def on_parse(self) -> Iterator[None]:
        """Find or judge the document; raises what keeps it from being parsed."""
        self._known = self._documents.read(self.execution_context.query or "")
        self.execution_context.graphql_document = self._known.document
        yield

    def on_validate(self) -> Iterator[None]:
        """Pass the verdict on: the document's, else that of its variables."""
        if self._known is not None:
            errors = self._known.errors
            self.execution_context.pre_execution_errors = (
                errors or self._unnamed(self._known) or self._priced(self._known)
            )
        yield

    def _unnamed(self, known: Known) -> list[Any]:
        """The specification asks for a name where there is a choice; Strawberry takes the first."""
        operations = [
            each for each in known.document.definitions if isinstance(each, OperationDefinitionNode)
        ]
        named = self.execution_context._provided_operation_name  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] -- `operation_name` falls back on the first
        if len(operations) <= 1 or named:
            return []
        unnamed = BadInput(
            f"The document has {len(operations)} operations, and none is named.",
            hint="Say which is meant by operationName.",
        )
        return [shown_to_client(unnamed)]

    def _priced(self, known: Known) -> list[Any]:
        context = self.execution_context
        try:
            variables = context.variables or {}
            self._cost = self._documents.price(known, context.operation_name, variables)
            context.variables = composed(variables)
        except TsunaguError as error:
            return [shown_to_client(error)]
        return []

    def get_results(self) -> dict[str, Any]:
        """The estimate, when it was asked for; what an answer did cost is never said."""
        asked = self.execution_context.operation_extensions
        if self._cost is None or not isinstance(asked, Mapping) or asked.get(ASKED) is not True:  # pyright: ignore[reportUnnecessaryIsInstance] -- whatever the request said
            return {}
        return {ASKED: {"estimated": self._cost, "maximum": self._documents.limits.cost}}
