"""The scalars that take more than Strawberry's own: a date may be typed in either calendar."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from graphql import GraphQLError, StringValueNode, ValueNode, print_ast
from strawberry.types.scalar import ScalarDefinition

from graph.errors import BadInput
from graph.wareki import read_day, read_moment
from resolvers.failures import shown_to_client


def _typed(read: Callable[[str], Any], value: Any, node: ValueNode | None = None) -> Any:
    """What a value names; the error teaches the forms that are read."""
    try:
        return read(value if isinstance(value, str) else "")
    except BadInput as error:
        shown = shown_to_client(error)
        found = f" Found: {print_ast(node)}." if node else ""
        raise GraphQLError(
            f"{error}{found}", nodes=node and [node], extensions=shown.extensions
        ) from None


def _written(
    read: Callable[[str], Any], node: ValueNode, variables: dict[str, Any] | None = None
) -> Any:
    del variables  # neither a day nor a time holds one
    return _typed(read, node.value if isinstance(node, StringValueNode) else None, node)


def _scalar(
    name: str, origin: type[date], read: Callable[[str], date], description: str
) -> ScalarDefinition:
    return ScalarDefinition(
        name=name,
        description=description,
        specified_by_url=None,
        serialize=origin.isoformat,
        parse_value=partial(_typed, read),
        parse_literal=partial(_written, read),
        origin=origin,
    )


DATE = _scalar(
    "Date",
    date,
    read_day,
    "A day, answered as `2021-03-31`. It may be given so, or in the Japanese calendar: "
    "`R3.3.31`, `令和3年3月31日`, full-width or not (日付).",
)
DATE_TIME = _scalar(
    "DateTime",
    datetime,
    read_moment,
    "A time, answered as `2021-03-31T09:00:00+09:00`. One that is given without an offset is "
    "Japan's; a day alone, in either calendar, is its beginning there (日時).",
)
