"""The schema: what may be asked, and how asking is carried out.

`python -m schema.api` writes the committed SDL, `schema/schema.graphql`; with `--check` it says
whether that file is what the code makes.
"""

import sys
from collections.abc import Sequence
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


def main(arguments: Sequence[str]) -> int:
    """Write the SDL, or with `--check` say whether the committed one is what the code makes."""
    printed = api().as_str() + "\n"
    if "--check" not in arguments:
        SDL.write_text(printed, encoding="utf-8")
        return 0
    if SDL.read_text(encoding="utf-8") == printed:
        return 0
    sys.stderr.write("schema/schema.graphql is stale: run make goldens, and read the diff.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
