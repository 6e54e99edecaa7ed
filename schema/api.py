"""The schema: what may be asked, and how asking is carried out.

`python -m schema.api` writes the committed SDL, `schema/schema.graphql`; with `--check` it says
whether that file is what the code makes.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import strawberry
from graphql import GraphQLError, GraphQLSchema, print_schema
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.scalar import ScalarDefinition

from graph.policy import POLICY
from graph.viewer import Role
from resolvers.admission import Admission
from resolvers.context import Context
from resolvers.documents import Documents
from resolvers.introspected import Introspected
from resolvers.limits import Limits
from resolvers.shaped import FinishedExecution
from schema.families import Family, cut, family_of
from schema.mutation import Mutation
from schema.query import Query
from schema.scalars import DATE
from schema.subscription import Subscription

SDL = Path(__file__).with_name("schema.graphql")
USUAL = Limits()
CONTEXT = 2
"""The place of the context among the arguments of `execute`."""


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
        self._families: dict[Family, Api] = {}

    def for_role(self, role: Role) -> "Api":
        """The schema as somebody in this role asks it, built when it is first asked for.

        `DEMO` asks the whole of it. Roles that may see and ask the same share one.
        """
        if role is Role.DEMO:
            return self
        family = family_of(role, POLICY)
        if family not in self._families:
            self._families[family] = self._cut(family)
        return self._families[family]

    def _cut(self, family: Family) -> "Api":
        made = copy(self)
        made._stand_on(cut(self._schema, family, POLICY), self.documents.limits)  # noqa: SLF001 -- of this class
        return made

    def _stand_on(self, schema: GraphQLSchema, limits: Limits) -> None:
        """Ask this schema, and keep nothing of another one's documents."""
        self._schema = schema
        self.documents = Documents(schema, limits)
        self.extensions = [lambda: Admission(self.documents)]
        self._introspected = Introspected()

    def asks(self, name: str) -> bool:
        """Whether a root field of that name may be asked here."""
        query = self._schema.query_type
        return query is not None and name in query.fields

    def sdl(self) -> str:
        """The schema's text, without the directives of federation."""
        return print_schema(self._schema)

    async def execute(self, *asked: Any, **named: Any) -> ExecutionResult:
        """The result of an operation; what its request read in is ended with it."""
        context = asked[CONTEXT] if len(asked) > CONTEXT else named.get("context_value")
        try:
            return await super().execute(*asked, **named)
        finally:
            if isinstance(context, Context):
                await context.end()

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
