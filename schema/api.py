"""The schema: what may be asked, and how asking is carried out.

`python -m schema.api` writes the committed SDL, `schema/schema.graphql`; with `--check` it says
whether that file is what the code makes.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLInputObjectType, GraphQLSchema, print_schema
from graphql import ExecutionResult as Carried
from graphql import execute as carried  # pyright: ignore[reportUnknownVariableType] -- its middleware is a bare list
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType
from strawberry.types.scalar import ScalarDefinition
from strawberry.utils.operation import get_operation_type

from graph.policy import POLICY
from graph.viewer import Role
from resolvers.admission import Admission, Admitted, NotAdmitted, admit, estimate
from resolvers.collecting import declared
from resolvers.context import Context
from resolvers.documents import Documents, Known
from resolvers.introspected import Introspected
from resolvers.limits import Limits
from resolvers.nodes import answering
from resolvers.shaped import ASKS, FinishedExecution
from schema.families import Family, cut, family_of
from schema.mutation import Mutation
from schema.query import Query
from schema.scalars import DATE, DATE_TIME
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
            execution_context_class=FinishedExecution,
            config=StrawberryConfig(scalar_map={date: DATE, datetime: DATE_TIME, **scalars}),
        )
        self._families: dict[Family, Api] = {}
        self._others: GraphQLSchema | None = None
        _answer_straight(self._schema)
        _take_one_of(self._schema)
        self._stand_on(self._schema, limits)

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

    def tell_of_other_roles(self) -> None:
        """Say, as the demo does, that other roles may ask what whoever asks may not.

        Call it before the first request.
        """
        self._others = self._schema

    def _cut(self, family: Family) -> "Api":
        made = copy(self)
        made._stand_on(cut(self._schema, family, POLICY), self.documents.limits)  # noqa: SLF001 -- of this class
        return made

    def _stand_on(self, schema: GraphQLSchema, limits: Limits) -> None:
        """Ask this schema, and keep nothing of another one's documents.

        The values of variables are told no names, and what is told of the schema is kept.
        """
        self._schema = schema
        self.documents = Documents(schema, limits, others=self._others)
        self.extensions = [lambda: Admission(self.documents)]
        self._carry_out: Callable[..., Any] = partial(
            cast("Callable[..., Any]", carried),
            is_awaitable=optimized_is_awaitable,
            hide_suggestions=True,
        )
        self._introspected = Introspected()

    def asks(self, name: str) -> bool:
        """Whether a root field of that name may be asked here."""
        query = self._schema.query_type
        return query is not None and name in query.fields

    def sdl(self) -> str:
        """The schema's text, without the directives of federation."""
        return print_schema(self._schema)

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Leave the log to those who know what may be written."""

    async def execute(  # noqa: PLR0917 -- the signature is Strawberry's
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """The result of a query or a mutation, as Strawberry's own `execute` gives it.

        Strawberry has places on the way where extensions may step in; passing them costs more than
        what a small request needs, and no extension of ours needs them here. What the request read
        in is ended with it. Raises
        `CannotGetOperationTypeError` and `InvalidOperationTypeError`.
        """
        cost: int | None = None
        try:
            known = self.documents.read(query or "")
            _demand_allowed(known.document, operation_name, allowed_operation_types)
            admitted = admit(self.documents, known, operation_name, variable_values or {})
            cost = admitted.cost
            done = await self._done(known, admitted, context_value, root_value, operation_name)
            result = ExecutionResult(done.data, done.errors)
        except (CannotGetOperationTypeError, InvalidOperationTypeError):
            raise
        except NotAdmitted as refusal:
            result = PreExecutionError(None, refusal.errors)
        except GraphQLError as error:
            result = PreExecutionError(None, [error])
        except Exception as error:  # noqa: BLE001 -- masked and logged where it is shown
            result = PreExecutionError(None, [GraphQLError(str(error), original_error=error)])
        finally:
            if isinstance(context_value, Context):
                await context_value.end()
        result.extensions = estimate(self.documents, cost, operation_extensions)
        return result

    async def _done(
        self, known: Known, admitted: Admitted, context: Any, root: Any, name: str | None
    ) -> Carried:
        """The operation carried out: straight where that can be, else by the executor."""
        straight = known.straight.get(name)
        if straight is not None and root is None:
            root = await straight.found(admitted.variables, context)
            if root is not None and (data := root.data) is not None:
                return Carried(data)
        given: dict[str, Any] = {
            "root_value": root,
            "context_value": context,
            "variable_values": admitted.variables,
            "operation_name": name,
            "executor_class": FinishedExecution,
        }
        if known.about_schema:
            return await self._introspected.answer(
                self._carry_out, self._schema, known.document, **given
            )
        done = self._carry_out(self._schema, known.document, **given)
        return done if isinstance(done, Carried) else await done

    async def _prepare_operation_async(self, context: Any, extensions_runner: Any) -> Any:
        """Make an answer of a document that cannot be parsed, which else would end a socket."""
        try:
            return await super()._prepare_operation_async(context, extensions_runner)
        except GraphQLError as error:
            return PreExecutionError(data=None, errors=[error])

    def _get_execute_function(self) -> Callable[..., Any]:
        return self._carry_out


def _answer_straight(schema: GraphQLSchema) -> None:
    """Have root fields that show nodes answered from their selection.

    Strawberry would first make its own inputs of their arguments, which nobody reads.
    """
    for field in schema.query_type.fields.values() if schema.query_type else ():
        ask_of = declared(field).metadata.get(ASKS)
        if ask_of is not None:
            field.resolve = answering(ask_of)


def _take_one_of(schema: GraphQLSchema) -> None:
    """Have graphql-core see to it that an input of `@oneOf` has one field.

    Strawberry's own rule looks variables up in the operation it has met last: a fragment that stands
    before the first one has none.
    """
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLInputObjectType):
            definition = type_.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
            type_.is_one_of = definition.is_one_of


def _demand_allowed(
    document: DocumentNode, operation_name: str | None, allowed: Iterable[OperationType] | None
) -> None:
    """Refuse an operation that there is not, or of a kind that is not allowed; None allows all."""
    try:
        kind = get_operation_type(document, operation_name)
    except RuntimeError as error:
        raise CannotGetOperationTypeError(operation_name) from error
    if allowed is not None and kind not in allowed:
        raise InvalidOperationTypeError(kind)


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
