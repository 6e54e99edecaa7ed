"""The scalars that take more than Strawberry's own: a date may be typed in either calendar."""

from datetime import date
from typing import Any

from graphql import GraphQLError, StringValueNode, ValueNode, print_ast
from strawberry.types.scalar import ScalarDefinition

from graph.errors import BadInput
from graph.wareki import read_day
from resolvers.failures import shown_to_client


def _typed(value: Any, node: ValueNode | None = None) -> date:
    """The day a value names; the error teaches the forms that are read."""
    try:
        return read_day(value if isinstance(value, str) else "")
    except BadInput as error:
        shown = shown_to_client(error)
        found = f" Found: {print_ast(node)}." if node else ""
        raise GraphQLError(
            f"{error}{found}", nodes=node and [node], extensions=shown.extensions
        ) from None


def _written(node: ValueNode, variables: dict[str, Any] | None = None) -> date:  # noqa: ARG001 -- a date holds no variable
    return _typed(node.value if isinstance(node, StringValueNode) else None, node)


DATE = ScalarDefinition(
    name="Date",
    description="A day, answered as `2021-03-31`. It may be given so, or in the Japanese calendar: "
    "`R3.3.31`, `令和3年3月31日`, full-width or not (日付).",
    specified_by_url=None,
    serialize=date.isoformat,
    parse_value=_typed,
    parse_literal=_written,
    origin=date,
)
