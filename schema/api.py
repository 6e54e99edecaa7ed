"""The schema: what may be asked, and how asking is carried out.

`python -m schema.api` writes the committed SDL, `schema/schema.graphql`; with `--check` it says
whether that file is what the code makes.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext
from strawberry.types.execution import PreExecutionError
from strawberry.types.scalar import ScalarDefinition

from resolvers.admission import Admission
from resolvers.documents import Documents
from resolvers.introspected import Introspected
from resolvers.limits import Limits
from resolvers.shaped import FinishedExecution
from schema.mutation import Mutation
from schema.query import Query
from schema.scalars import DATE
from schema.subscription import Subscription

SDL = Path(__file__).with_name("schema.graphql")
USUAL = Limits()


class Api(strawberry.Schema):
    """The schema; errors are logged where they are met (`resolvers/failures.py`), not here."""

    def __init__(
        self,
        limits: Limits,
        *,
        query: type = Query,
        scalars: Mapping[object, ScalarDefinition] = MappingProxyType({}),
    ) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType] -- Strawberry's own
            query=query,
            mutation=Mutation,
            subscription=Subscription,
            extensions=[lambda: Admission(self.documents)],
            execution_context_class=FinishedExecution,
            config=StrawberryConfig(scalar_map={date: DATE, **scalars}),
        )
        self.documents = Documents(self._schema, limits)
        self._introspected = Introspected()

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Leave the log to those who know what may be written."""

    async def _prepare_operation_async(self, context: Any, extensions_runner: Any) -> Any:
        """Make an answer of a document that cannot be parsed, which else would end a socket."""
        try:
            return await super()._prepare_operation_async(context, extensions_runner)
        except GraphQLError as error:
            return PreExecutionError(data=None, errors=[error])

    def _get_execute_function(self) -> Callable[..., Any]:
        """Suggest no names for the values of variables either; keep what is told of the schema."""
        execute = partial(super()._get_execute_function(), hide_suggestions=True)
        return self._introspected.carrying_out(execute)


def api(limits: Limits = USUAL) -> Api:
    """The API's schema, built anew."""
    return Api(limits)


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
