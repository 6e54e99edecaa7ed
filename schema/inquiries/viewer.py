"""What may be asked about oneself: who asks, and what they may."""

import strawberry
from graphql import GraphQLObjectType

from graph.viewing import VIEWER, Viewer, ViewerAsked
from resolvers.context import Context
from resolvers.inquiries import inquire_by
from resolvers.nodes import raw_of
from resolvers.shaped import Finished
from schema.answers import inquiry_field

Info = strawberry.Info[Context, None]


async def _viewer(info: Info) -> Finished:
    viewer, schema = info.context.viewer, raw_of(info).schema

    def make() -> ViewerAsked:
        return ViewerAsked(
            viewer.person,
            info.context.today,
            viewer.role,
            viewer.purpose,
            _fields(schema.query_type),
            _fields(schema.mutation_type),
            _fields(schema.subscription_type),
        )

    return await inquire_by(info, VIEWER, make)


def _fields(root: GraphQLObjectType | None) -> list[str]:
    return [] if root is None else sorted(root.fields)


VIEWER_FIELD = inquiry_field(
    Viewer, _viewer, "Who asks, as this API knows them, and what they may ask and change.", "利用者"
)
