"""The schema as a subgraph of Apollo Federation 2: every kind is an entity, by its id.

Other subgraphs may add fields to our types; ours stays the same but for what the gateway asks for.
`python -m schema.federation` prints the subgraph's SDL, to be composed with the others'.
"""

import sys
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Annotated, Any, Union, cast

import strawberry
from graphql import (
    GraphQLError,
    ObjectTypeDefinitionNode,
    ValueNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    value_from_ast_untyped,
    visit,
)
from strawberry.types.scalar import ScalarDefinition

from graph.errors import BadInput
from graph.kinds.all import MODEL, SUBJECTS
from resolvers.entities import Representation, entities
from resolvers.failures import shown_to_client
from resolvers.limits import Limits
from resolvers.shaped import ASKS, Finished
from schema.api import USUAL, Api, api
from schema.query import Query

LINK = (
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", '
    'import: ["@key", "@shareable"])'
)
"""2.9: current composition refuses later ones."""
SHARED = "PageInfo"
"""The type that other subgraphs with connections have too."""
KINDS = {kind.name for kind in MODEL.kinds}


def _represented(value: Any) -> Representation:
    """The entity a representation names."""
    if isinstance(value, dict):
        kind, id_ = value.get("__typename"), value.get("id")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] -- JSON
        if kind in KINDS and isinstance(id_, str):
            return Representation(str(kind), id_)  # pyright: ignore[reportUnknownArgumentType] -- the same
    refusal = BadInput(
        "A representation names no entity of this subgraph.",
        hint='Send {"__typename": "District", "id": "…"}, with a type of ours.',
    )
    raise GraphQLError(str(refusal), extensions=shown_to_client(refusal).extensions)


def _written(node: ValueNode, variables: dict[str, Any] | None = None) -> Representation:  # noqa: ARG001 -- none is allowed
    visit(node, _NoVariable())
    return _represented(value_from_ast_untyped(node))


class _NoVariable(Visitor):
    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        """Refuse it: what is written out is kept with the plan, what varies must be a variable."""
        raise GraphQLError(
            "A variable stands within a representation. Send all of them as one variable.", [node]
        )


ANY = ScalarDefinition(
    name="_Any",
    description='An entity named by its type and id: `{__typename: "District", id: "…"}` (実体の指定).',
    specified_by_url=None,
    serialize=None,
    parse_value=_represented,
    parse_literal=_written,
    origin=Representation,
)
REPRESENTATIONS = strawberry.argument(
    description="Entities by type and id, 100 at most (実体の指定)."
)


def _entity() -> Any:
    types = [getattr(import_module(f"schema.types.{SUBJECTS[name]}"), name) for name in SUBJECTS]
    return Annotated[
        Union[tuple(types)],  # noqa: UP007 -- the members are computed
        strawberry.union("_Entity", description="Whatever has a key (実体)."),
    ]


def _entities(representations: Annotated[list[Representation], REPRESENTATIONS]) -> Finished:
    """The arguments alone: they are read from the selection."""
    raise NotImplementedError


ENTITIES: Any = strawberry.field(
    name="_entities",
    resolver=_entities,
    graphql_type=list[_entity() | None],
    metadata={ASKS: entities},
    description="Entities in the order named, null where there is none (実体).",
)


@strawberry.type(name="_Service", description="What the gateway is told of a subgraph (サービス).")
class Service:
    """The subgraph's own account of itself."""

    sdl: str = strawberry.field(description="The subgraph's schema (スキーマ).")


def _service() -> Service:
    return Service(sdl=subgraph())


@strawberry.type(name="Query", description="Everything that may be asked (問い合わせ).")
class FederatedQuery(Query):
    """The usual queries, and those of the gateway."""

    service: Service = strawberry.field(
        name="_service", resolver=_service, description="This subgraph (サービス)."
    )
    entities = ENTITIES


def federated(limits: Limits = USUAL) -> Api:
    """The API's schema as a subgraph, built anew."""
    return Api(limits, query=FederatedQuery, scalars={Representation: ANY})


@cache
def subgraph() -> str:
    """The SDL to compose: the plain one, with its keys."""
    return f"{LINK}\n\n{print_ast(visit(parse(api().as_str()), _Marking()))}\n"


class _Marking(Visitor):
    def enter_object_type_definition(
        self, node: ObjectTypeDefinitionNode, *_: Any
    ) -> ObjectTypeDefinitionNode | None:
        """The type with its directive; None leaves it as it is."""
        if node.name.value in KINDS:
            return _marked(node, '@key(fields: "id")')
        return _marked(node, "@shareable") if node.name.value == SHARED else None


def _marked(node: ObjectTypeDefinitionNode, directive: str) -> ObjectTypeDefinitionNode:
    (example,) = parse(f"type Example {directive}").definitions
    return replace(node, directives=cast("ObjectTypeDefinitionNode", example).directives)


def main() -> int:
    """Print the subgraph's SDL."""
    sys.stdout.write(subgraph())
    return 0


if __name__ == "__main__":
    sys.exit(main())
