"""Compiled asks, kept for the next request of the same shape.

A shape is an operation of a parsed document and the fields it asks, the viewer's role, and what of
the variables decides the statement: a boolean's value, the fields of an input object, all of an
order, of what groups share and of a style, and otherwise whether there is a value, null or none.
Operations that share a fragment share its fields, not their variables. Parsed documents are kept by
the schema's own cache, so the same text meets the same fields again.
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

from graph.compile import compile_facts
from graph.inquiry import Inquiry
from graph.plan import Plan
from graph.policy import Policy
from graph.sight import belonging
from graph.viewer import Purpose, Role, Viewer
from graph.want import Variables
from resolvers.shown import STYLE_TYPE

KEPT_PLANS = 1_000
KEPT_BYTES = 32 * 2**20
"""Over all kept plans, by estimate."""
TOKEN_BYTES, CHARACTER_BYTES, PLAN_BYTES = 500, 10, 8_000
"""What a plan takes for each token of its document, for each character of its statement, besides."""
Made = TypeVar("Made")
NOT_SENT = object()
"""In place of a variable that has neither a value nor null."""
DECIDING = ("Order", "Direction", "GroupBy", "GroupEach", "GroupPeriod", STYLE_TYPE)
"""How the names of the input types end whose every value decides: orders, groups and styles."""


@dataclass(frozen=True)
class _Kept:
    """What was made; `nodes` are held so that no other document takes their place.

    They hold all of their document, so `size` counts it, in bytes.
    """

    made: Any
    nodes: tuple[OperationDefinitionNode | FieldNode, ...]
    size: int


class Plans:
    """The most recently used plans, at most `kept` of them and about so many bytes."""

    def __init__(
        self, policy: Policy, *, kept: int = KEPT_PLANS, kept_bytes: int = KEPT_BYTES
    ) -> None:
        self.policy = policy
        self.reach = belonging(policy)
        self._kept = kept
        self._kept_bytes = kept_bytes
        self._bytes = 0
        self._facts: dict[tuple[str, Role, Purpose], tuple[Plan[None], ...]] = {}
        self._ready: OrderedDict[tuple[Any, ...], _Kept] = OrderedDict()

    def facts(self, inquiry: Inquiry[Any, Any], viewer: Viewer) -> tuple[Plan[None], ...]:
        """The plans of an inquiry's questions for the viewer's role and purpose; kept for good."""
        key = (inquiry.name, viewer.role, viewer.purpose)
        known = self._facts.get(key)
        if known is None:
            known = self._facts[key] = compile_facts(inquiry, self.policy, viewer)
        return known

    def find(
        self,
        fields: Sequence[FieldNode],
        operation: OperationDefinitionNode,
        variables: Variables,
        viewer: Viewer,
        make: Callable[[], tuple[Made, str]],
    ) -> Made:
        """What serves these fields; made by `make`, with its statement, when there is nothing yet."""
        shape = _shape(operation, variables)
        nodes = (operation, *fields)
        key = (viewer.role, viewer.purpose, *map(id, nodes), shape)
        ready = self._ready.get(key)
        if ready is not None:
            self._ready.move_to_end(key)
            return ready.made
        made, statement = make()
        kept = _Kept(made, nodes, _size(statement, fields[0]))
        self._ready[key] = kept
        self._bytes += kept.size
        while len(self._ready) > self._kept or self._bytes > self._kept_bytes:
            _, oldest = self._ready.popitem(last=False)
            self._bytes -= oldest.size
        return made


def _size(statement: str, field: FieldNode) -> int:
    tokens, token = 0, field.loc and field.loc.start_token
    while token is not None and token.prev is not None:
        token = token.prev
    while token is not None:
        tokens, token = tokens + 1, token.next
    return PLAN_BYTES + TOKEN_BYTES * tokens + CHARACTER_BYTES * len(statement)


def _shape(operation: OperationDefinitionNode, variables: Variables) -> tuple[Any, ...]:
    """What of the variables decides the statement."""
    found: list[Any] = []
    for each in operation.variable_definitions or ():
        value = variables.get(each.variable.name.value, NOT_SENT)
        found.append(_whole(value) if _decides(each.type) else _deciding(value))
    return tuple(found)


def _decides(type_: TypeNode) -> bool:
    """Whether every value that a variable of the type may hold decides."""
    while isinstance(type_, (NonNullTypeNode, ListTypeNode)):
        type_ = type_.type
    return isinstance(type_, NamedTypeNode) and type_.name.value.endswith(DECIDING)


def _deciding(value: Any) -> Any:
    """What of a value decides: a boolean, the fields of an object, whether there is a value."""
    if value is None or value is NOT_SENT or isinstance(value, bool):
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
