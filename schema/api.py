"""The schema: what may be asked, and how asking is carried out.

`python -m schema.api` writes the committed SDL, `schema/schema.graphql`.
"""

from pathlib import Path
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.types import ExecutionContext

from resolvers.shaped import FinishedExecution
from schema.query import Query

SDL = Path(__file__).with_name("schema.graphql")
KEPT_DOCUMENTS = 1_000


class Api(strawberry.Schema):
    """The schema; errors are logged where they are met (`resolvers/failures.py`), not here."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Leave the log to those who know what may be written."""


def api() -> Api:
    """The API's schema, built anew."""
    extensions: list[Any] = [
        lambda: ParserCache(maxsize=KEPT_DOCUMENTS),
        lambda: ValidationCache(maxsize=KEPT_DOCUMENTS),
    ]
    return Api(query=Query, extensions=extensions, execution_context_class=FinishedExecution)


if __name__ == "__main__":
    SDL.write_text(api().as_str() + "\n", encoding="utf-8")
