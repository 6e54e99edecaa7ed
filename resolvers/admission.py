"""Lets an operation in, or says which limit it passes: before any resolver runs.

`admit` is the one verdict. For subscriptions it is handed to Strawberry by an extension, which takes
the place of Strawberry's own caches of parsed and validated documents: those keep what was refused,
and suggest names that the asker did not know.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError, OperationDefinitionNode
from strawberry.extensions import SchemaExtension
from strawberry.utils.operation import get_first_operation

from graph.errors import BadInput, TsunaguError
from resolvers.composing import composed
from resolvers.documents import Documents, Known
from resolvers.failures import shown_to_client

ASKED = "cost"
"""The request's extension that asks for the estimate, and the answer's that gives it."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """An operation that was let in: its variables in NFC, and what its answer may cost."""

    variables: dict[str, Any]
    cost: int


class NotAdmitted(Exception):
    """The document cannot be carried out, or its limits forbid it; `errors` say why."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__()
        self.errors = errors


def admit(
    documents: Documents, known: Known, named: str | None, variables: Mapping[str, Any]
) -> Admitted:
    """Let in the operation that is `named`, or the only one. Raises `NotAdmitted`."""
    if known.errors:
        raise NotAdmitted(known.errors)
    if not named and len(known.prices) > 1:
        raise NotAdmitted([shown_to_client(_unnamed(len(known.prices)))])
    try:
        cost = documents.price(known, named or _first_name(known), variables)
        return Admitted(composed(variables), cost)
    except TsunaguError as error:
        raise NotAdmitted([shown_to_client(error)]) from None


def estimate(documents: Documents, cost: int | None, asked: object) -> dict[str, Any]:
    """The estimate for the answer's extensions, where those of the request asked for it.

    What an answer did cost is never said.
    """
    if cost is None or not isinstance(asked, Mapping) or asked.get(ASKED) is not True:  # pyright: ignore[reportUnknownMemberType] -- whatever the request said
        return {}
    return {ASKED: {"estimated": cost, "maximum": documents.limits.cost}}


class Admission(SchemaExtension):
    """One operation's way in, where Strawberry carries it out."""

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
        """Pass the verdict on."""
        context = self.execution_context
        if self._known is not None:
            named = context._provided_operation_name  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] -- `operation_name` falls back on the first
            try:
                admitted = admit(self._documents, self._known, named, context.variables or {})
            except NotAdmitted as refusal:
                context.pre_execution_errors = refusal.errors
            else:
                self._cost, context.variables = admitted.cost, admitted.variables
        yield

    def get_results(self) -> dict[str, Any]:
        """The estimate, when it was asked for."""
        return estimate(self._documents, self._cost, self.execution_context.operation_extensions)


class Unnamed(BadInput):
    """A document of several operations, none of which is named."""

    code = "OPERATION_RESOLUTION_FAILURE"


def _unnamed(operations: int) -> Unnamed:
    """The specification asks for a name where there is a choice."""
    return Unnamed(
        f"The document has {operations} operations, and none is named.",
        hint="Say which is meant by operationName.",
    )


def _first_name(known: Known) -> str | None:
    first: OperationDefinitionNode | None = get_first_operation(known.document)
    return first.name.value if first and first.name else None
