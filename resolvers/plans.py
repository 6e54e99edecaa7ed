"""Compiled asks, kept for the next request of the same shape.

A shape is the fields of a parsed document, the viewer's role, and what of the variables decides the
statement: a boolean's value, the fields of an input object, all of an order and of what groups share, and
otherwise whether there is a value. Parsed documents are kept by the schema's own cache, so the same
text meets the same fields again.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from graphql import (
    FieldNode,
    ListTypeNode,
    NamedTypeNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    TypeNode,
)

from graph.policy import Policy
from graph.viewer import Viewer
from graph.want import Variables

KEPT_PLANS = 1_000
Made = TypeVar("Made")
DECIDING = ("Order", "Direction", "GroupBy", "GroupEach", "GroupPeriod")
"""How the names of the input types end whose every value decides: what is sorted and grouped by."""


@dataclass(frozen=True)
class _Kept:
    """What was made; `fields` are held so that no other document takes their place."""

    made: Any
    fields: tuple[FieldNode, ...]


class Plans:
    """The most recently used plans, at most `kept` of them."""

    def __init__(self, policy: Policy, *, kept: int = KEPT_PLANS) -> None:
        self.policy = policy
        self._kept = kept
        self._ready: OrderedDict[tuple[Any, ...], _Kept] = OrderedDict()

    def find(
        self,
        fields: Sequence[FieldNode],
        operation: OperationDefinitionNode,
        variables: Variables,
        viewer: Viewer,
        make: Callable[[], Made],
    ) -> Made:
        """What serves these fields; made by `make` when there is nothing yet."""
        shape = _shape(operation, variables)
        key = (viewer.role, *map(id, fields), shape)
        ready = self._ready.get(key)
        if ready is not None:
            self._ready.move_to_end(key)
            return ready.made
        made = make()
        self._ready[key] = _Kept(made, tuple(fields))
        if len(self._ready) > self._kept:
            self._ready.popitem(last=False)
        return made


def _shape(operation: OperationDefinitionNode, variables: Variables) -> tuple[Any, ...]:
    """What of the variables decides the statement."""
    found: list[Any] = []
    for each in operation.variable_definitions or ():
        value = variables.get(each.variable.name.value)
        found.append(_whole(value) if _decides(each.type) else _deciding(value))
    return tuple(found)


def _decides(type_: TypeNode) -> bool:
    """Whether every value that a variable of the type may hold decides."""
    while isinstance(type_, (NonNullTypeNode, ListTypeNode)):
        type_ = type_.type
    return isinstance(type_, NamedTypeNode) and type_.name.value.endswith(DECIDING)


def _deciding(value: Any) -> Any:
    """What of a value decides: a boolean, the fields of an object, whether there is a value."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, dict):
        given = cast("dict[str, Any]", value)
        return tuple((name, _deciding(inner)) for name, inner in given.items())
    if isinstance(value, list):
        items = cast("list[Any]", value)
        if any(isinstance(item, dict) for item in items):
            return tuple(map(_deciding, items))
        return None in items
    return ...


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        given = cast("dict[str, Any]", value)
        return tuple((name, _whole(inner)) for name, inner in given.items())
    return tuple(map(_whole, cast("list[Any]", value))) if isinstance(value, list) else value
