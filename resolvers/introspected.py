"""Answers about the schema itself, kept: an introspection holds up everybody else while it is made.

The usual whole one takes some 80 ms of the event loop, and each tool sends its own text of it again
and again. An answer is kept by its document, and admitted like any other before it comes here.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    OperationDefinitionNode,
)

KEPT_ANSWERS = 4
"""A whole one takes a few megabytes; there are not many tools that ask for it."""
ABOUT_SCHEMA = {"__schema", "__type", "__typename"}


class Introspected:
    """Carries out operations as `execute` does, those about the schema alone once."""

    def __init__(self, *, kept: int = KEPT_ANSWERS) -> None:
        self._kept = kept
        self._answers: OrderedDict[int, tuple[DocumentNode, ExecutionResult]] = OrderedDict()

    def carrying_out(self, execute: Callable[..., Any]) -> Callable[..., Any]:
        """The function that takes the place of `execute`."""

        def carry_out(schema: Any, document: DocumentNode, **given: Any) -> Any:
            if not _is_about_schema(document):
                return execute(schema, document, **given)
            known = self._answers.get(id(document))
            if known is not None:
                self._answers.move_to_end(id(document))
                return known[1]
            result = execute(schema, document, **given)
            if isinstance(result, ExecutionResult) and not result.errors:
                self._keep(document, result)
            return result

        return carry_out

    def _keep(self, document: DocumentNode, result: ExecutionResult) -> None:
        """Keep an answer, and its document so that no other takes its place."""
        self._answers[id(document)] = (document, result)
        if len(self._answers) > self._kept:
            self._answers.popitem(last=False)


def _is_about_schema(document: DocumentNode) -> bool:
    """Whether it asks one thing, of the schema alone, whatever the request sends along."""
    first, *others = document.definitions
    return (
        isinstance(first, OperationDefinitionNode)
        and not first.variable_definitions
        and all(
            isinstance(each, FieldNode) and each.name.value in ABOUT_SCHEMA
            for each in first.selection_set.selections
        )
        and all(isinstance(each, FragmentDefinitionNode) for each in others)
    )
