"""Answers about the schema itself, made apart and kept: they would hold up everybody else.

The usual whole one takes some 80 ms, a thousand small looks up to a second, and each tool sends its own
text again and again. They are made in a thread, one at a time, while the event loop goes on. An answer
is kept by its document, and admitted like any other before it comes here.
"""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Any

from anyio import CapacityLimiter, to_thread
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
    """Carries out operations that ask about the schema alone."""

    def __init__(self, *, kept: int = KEPT_ANSWERS) -> None:
        self._kept = kept
        self._answers: OrderedDict[int, tuple[DocumentNode, ExecutionResult]] = OrderedDict()
        self._one = CapacityLimiter(1)

    async def answer(
        self, execute: Callable[..., Any], schema: Any, document: DocumentNode, **given: Any
    ) -> ExecutionResult:
        """What `execute` makes of the document, made once where nothing sent along decides it."""
        known = self._answers.get(id(document))
        if known is not None:
            self._answers.move_to_end(id(document))
            return known[1]
        result: ExecutionResult = await to_thread.run_sync(
            partial(execute, schema, document, **given), limiter=self._one
        )
        if _is_the_same_for_all(document) and not result.errors:
            self._keep(document, result)
        return result

    def _keep(self, document: DocumentNode, result: ExecutionResult) -> None:
        """Keep an answer, and its document so that no other takes its place."""
        self._answers[id(document)] = (document, result)
        if len(self._answers) > self._kept:
            self._answers.popitem(last=False)


def _is_the_same_for_all(document: DocumentNode) -> bool:
    """Whether it asks one thing, whatever the request sends along."""
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
