"""Compiled asks, kept for the next request of the same shape.

A shape is the fields of a parsed document, the viewer's role, and what of the variables decides the
statement: a boolean's value, and for any other variable whether it is null. Parsed documents are
kept by the schema's own cache, so the same text meets the same fields again.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, OperationDefinitionNode

from graph.compile import compile_ask
from graph.plan import Plan
from graph.policy import Policy
from graph.shape import Sizes
from graph.shaper import shaper
from graph.viewer import Viewer
from graph.want import RootAsk, Variables

KEPT_PLANS = 1_000


@dataclass(frozen=True)
class Ready:
    """A plan and its shaper; `fields` are held so that no other document takes their place."""

    plan: Plan
    shape: Callable[[Any, Sizes], Any]
    fields: tuple[FieldNode, ...]


class Plans:
    """The most recently used plans, at most `kept` of them."""

    def __init__(self, policy: Policy, *, kept: int = KEPT_PLANS) -> None:
        self._policy = policy
        self._kept = kept
        self._ready: OrderedDict[tuple[Any, ...], Ready] = OrderedDict()

    def find(
        self,
        fields: Sequence[FieldNode],
        operation: OperationDefinitionNode,
        variables: Variables,
        viewer: Viewer,
        ask: Callable[[], RootAsk],
    ) -> Ready:
        """The plan for these fields; compiled from `ask` when there is none yet."""
        shape = tuple(map(_deciding, _variables_of(operation, variables)))
        key = (viewer.role, *map(id, fields), shape)
        ready = self._ready.get(key)
        if ready is not None:
            self._ready.move_to_end(key)
            return ready
        plan = compile_ask(ask(), self._policy, viewer)
        ready = Ready(plan, shaper(plan.shape), tuple(fields))
        self._ready[key] = ready
        if len(self._ready) > self._kept:
            self._ready.popitem(last=False)
        return ready


def _variables_of(operation: OperationDefinitionNode, variables: Variables) -> list[Any]:
    return [
        variables.get(each.variable.name.value) for each in operation.variable_definitions or ()
    ]


def _deciding(value: Any) -> bool | None:
    """What of a variable's value decides the statement."""
    if value is None or isinstance(value, bool):
        return value
    return True
