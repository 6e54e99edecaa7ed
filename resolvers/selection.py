"""What a GraphQL selection asks for, as a `Want`.

Arguments that name a variable become slots, so that the want serves every request of its shape.
"""

# graphql-core's wrapping types are generic and given without their arguments
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, cast

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLObjectType,
    ListValueNode,
    ValueNode,
    VariableNode,
    get_argument_values,
    get_named_type,
    is_abstract_type,
    value_from_ast_untyped,
)

from graph.errors import BadInput
from graph.inquiry import Inquiry
from graph.shape import Tell
from graph.want import (
    AgeAsk,
    Aggregate,
    Ask,
    Cursor,
    EdgeAsk,
    EdgeNode,
    Edges,
    Entries,
    Fixed,
    Given,
    GroupKey,
    Groups,
    Inquired,
    Many,
    Measure,
    Measured,
    MeasuresAsk,
    NodeAsk,
    Nodes,
    One,
    Page,
    PageInfo,
    PagePart,
    PositionAsk,
    PropertyAsk,
    Several,
    SharedNode,
    SharedValue,
    Slot,
    TotalCount,
    TypeName,
    Want,
    Whichever,
)
from graph.wareki import Style
from resolvers.arguments import Arguments, Written
from resolvers.collecting import TYPE_NAME, Collecting, Fields, declared, object_type, shown
from resolvers.shown import (
    MARK,
    STYLE,
    ShowsAge,
    ShowsInquiry,
    ShowsMany,
    ShowsOne,
    ShowsPosition,
    ShowsProperty,
    ShowsWareki,
)
from resolvers.telling import Telling


@dataclass(frozen=True)
class Selection(Collecting):
    """Reads what one operation asks."""

    def want(self, type_: GraphQLObjectType, fields: Fields) -> Want:
        """What these fields, merged, ask of a node of the type."""
        asks = tuple(self._node_ask(type_, key, nodes) for key, nodes in self.under(type_, fields))
        return Want(type_.name, asks)

    def _wanted(self, field: GraphQLField, fields: Fields) -> Want | Whichever:
        """What is asked of the node a field leads to, be it of one type or of several."""
        named = get_named_type(cast("Any", field.type))
        if is_abstract_type(named):
            types = self.schema.get_possible_types(named)
            return Whichever(tuple(self.want(each, fields) for each in types))
        return self.want(object_type(field), fields)

    def ask(self, field: GraphQLField, fields: Fields) -> Ask:
        """The page a connection field asks for, of which nodes and in which order."""
        node = fields[0]
        reader = Arguments(self.variables)
        return Ask(
            self._page(field, node),
            reader.where(self._written(field, node, "where")),
            reader.where(self._written(field, node, "tie")),
            reader.order(self._written(field, node, "orderBy")),
            reader.given(self._written(field, node, "kinds")),
        )

    def _page(self, field: GraphQLField, node: FieldNode) -> Page:
        first, after, last, before = (
            self._something(field, node, name) for name in ("first", "after", "last", "before")
        )
        if last is None and before is None:
            return Page(first or Fixed(None), after)
        if last is None or after is not None or self._is_written(node, "first", first):
            raise BadInput(
                "`last` and `before` go together, and not with `first` or `after`.",
                hint="Ask for `first` and `after` to go on, for `last` and `before` to go back.",
            )
        return Page(Fixed(None), None, last, before)

    def _is_written(self, node: FieldNode, name: str, given: Given | None) -> bool:
        return given is not None and any(each.name.value == name for each in node.arguments or ())

    def _something(self, field: GraphQLField, node: FieldNode, name: str) -> Given | None:
        given = self.argument(field, node, name)
        return None if self._is_nothing(given) else given

    def _written(self, field: GraphQLField, node: FieldNode, name: str) -> Written | None:
        for each in node.arguments or ():
            if each.name.value == name:
                return Written.of(field.args[name].type, each.value, self.variables)
        return None

    def parts(self, type_: GraphQLObjectType, fields: Fields) -> tuple[PagePart, ...]:
        """What is asked of a connection."""
        return tuple(self._part(type_, key, nodes) for key, nodes in self.under(type_, fields))

    def argument(self, field: GraphQLField, node: FieldNode, name: str) -> Given | None:
        """An argument's value: fixed, to come with each request, or left out."""
        written = next((each for each in node.arguments or () if each.name.value == name), None)
        if written is None:
            values = get_argument_values(field, node, self.variable_values())
            return Fixed(values[name]) if name in values else None
        return self._given(written.value, field, node, name)

    def _given(self, value: ValueNode, field: GraphQLField, node: FieldNode, name: str) -> Given:
        if isinstance(value, VariableNode):
            return Slot(value.name.value)
        if isinstance(value, ListValueNode) and any(
            isinstance(item, VariableNode) for item in value.values
        ):
            return Several(tuple(map(_item, value.values)))
        return Fixed(get_argument_values(field, node, self.variable_values())[name])

    def _is_nothing(self, given: Given | None) -> bool:
        return given is None or given.read(self.variables) is None

    # Asks

    def _node_ask(self, type_: GraphQLObjectType, key: str, fields: Fields) -> NodeAsk:
        name = fields[0].name.value
        if name == TYPE_NAME:
            return TypeName(key, type_.name)
        field = type_.fields[name]
        match shown(field):
            case ShowsProperty(property_):
                return PropertyAsk(key, property_)
            case ShowsWareki(property_):
                return PropertyAsk(key, property_, self._style(field, fields))
            case ShowsAge(born, died):
                return AgeAsk(key, born, died, self._as_of(field, fields))
            case ShowsPosition(property_):
                return PositionAsk(key, property_, self._leaves(object_type(field), fields))
            case ShowsOne(step):
                inner = self._wanted(field, fields)
                return One(key, step, self._as_of(field, fields), inner)
            case ShowsInquiry(inquiry):
                telling = Telling(self, self.want, object_type(field), fields)
                return Inquired(
                    key,
                    inquiry,
                    self._as_of(field, fields),
                    telling.wants,
                    lambda shape: _about_node(inquiry, telling.teller(shape)),
                )
            case ShowsMany(step):
                parts = self.parts(object_type(field), fields)
                return Many(key, step, self._as_of(field, fields), self.ask(field, fields), parts)

    def _as_of(self, field: GraphQLField, fields: Fields) -> Given | None:
        return self._something(field, fields[0], "asOf")

    def _style(self, field: GraphQLField, fields: Fields) -> Style:
        """How a day is to be written: it decides the shaper, so it is read now."""
        given = self._something(field, fields[0], STYLE)
        return Style.FULL if given is None else Style[cast("Enum", given.read(self.variables)).name]

    def _part(self, type_: GraphQLObjectType, key: str, fields: Fields) -> PagePart:
        name = fields[0].name.value
        if name == TYPE_NAME:
            return TypeName(key, type_.name)
        if name == "totalCount":
            return TotalCount(key)
        if name == "nodes":
            return Nodes(key, self._wanted(type_.fields[name], fields))
        inner = object_type(type_.fields[name])
        match name:
            case "edges":
                under = self.under(inner, fields)
                return Edges(key, tuple(self._edge_ask(inner, key, each) for key, each in under))
            case "aggregate":
                return self._aggregate(inner, key, fields)
            case "groups":
                return self._groups(type_.fields[name], key, fields)
            case _:
                return PageInfo(key, self._leaves(inner, fields))

    def _edge_ask(self, type_: GraphQLObjectType, key: str, fields: Fields) -> EdgeAsk:
        name = fields[0].name.value
        if name == TYPE_NAME:
            return TypeName(key, type_.name)
        if name == "cursor":
            return Cursor(key)
        if name == "node":
            return EdgeNode(key, self._wanted(type_.fields[name], fields))
        field = type_.fields[name]
        shows = declared(field).metadata.get(MARK)
        if isinstance(shows, ShowsWareki):
            return PropertyAsk(key, shows.name, self._style(field, fields))
        return PropertyAsk(key, name)

    # Aggregates and groups

    def _aggregate(self, type_: GraphQLObjectType, key: str, fields: Fields) -> Aggregate:
        asks = (self._measures(type_, key, each) for key, each in self.under(type_, fields))
        return Aggregate(key, tuple(asks))

    def _measures(
        self, type_: GraphQLObjectType, key: str, fields: Fields
    ) -> TypeName | TotalCount | MeasuresAsk:
        name = fields[0].name.value
        if name == TYPE_NAME:
            return TypeName(key, type_.name)
        if name == "count":
            return TotalCount(key)
        leaves = self._leaves(object_type(type_.fields[name]), fields)
        return MeasuresAsk(
            key,
            name,
            tuple(
                each if isinstance(each, TypeName) else Measured(each.key, Measure(each.property))
                for each in leaves
            ),
        )

    def _groups(self, field: GraphQLField, key: str, fields: Fields) -> Groups:
        node, type_ = fields[0], object_type(field)
        reader = Arguments(self.variables)
        keys = reader.keys(self._written(field, node, "by"))
        first = self._something(field, node, "first") or Fixed(None)
        order = reader.group_order(self._written(field, node, "orderBy"))
        parts = tuple(
            self._groups_part(type_, key, each, [*keys]) for key, each in self.under(type_, fields)
        )
        return Groups(key, tuple(keys.values()), first, order, parts)

    def _groups_part(
        self, type_: GraphQLObjectType, key: str, fields: Fields, keys: Sequence[str]
    ) -> TypeName | TotalCount | Entries:
        name = fields[0].name.value
        if name == TYPE_NAME:
            return TypeName(key, type_.name)
        if name == "totalCount":
            return TotalCount(key)
        inner = object_type(type_.fields[name])
        asks = (self._group_ask(inner, key, each, keys) for key, each in self.under(inner, fields))
        return Entries(key, tuple(asks))

    def _group_ask(
        self, type_: GraphQLObjectType, key: str, fields: Fields, keys: Sequence[str]
    ) -> TypeName | TotalCount | Aggregate | GroupKey:
        name = fields[0].name.value
        if name == TYPE_NAME:
            return TypeName(key, type_.name)
        if name == "count":
            return TotalCount(key)
        inner = object_type(type_.fields[name])
        if name == "aggregate":
            return self._aggregate(inner, key, fields)
        asks = (self._shared(inner, key, each, keys) for key, each in self.under(inner, fields))
        return GroupKey(key, tuple(asks))

    def _shared(
        self, type_: GraphQLObjectType, key: str, fields: Fields, keys: Sequence[str]
    ) -> TypeName | SharedValue | SharedNode:
        name = fields[0].name.value
        if name == TYPE_NAME:
            return TypeName(key, type_.name)
        if name not in keys:
            raise BadInput(
                f"`key` is asked for `{name}`, which `by` does not name.",
                hint=f"The entries of a group share {' and '.join(f'`{each}`' for each in keys)}.",
            )
        place = keys.index(name)
        if fields[0].selection_set is None:
            return SharedValue(key, place)
        return SharedNode(key, place, self.want(object_type(type_.fields[name]), fields))

    def _leaves(
        self, type_: GraphQLObjectType, fields: Fields
    ) -> tuple[TypeName | PropertyAsk, ...]:
        return tuple(
            TypeName(key, type_.name)
            if (name := each[0].name.value) == TYPE_NAME
            else PropertyAsk(key, name)
            for key, each in self.under(type_, fields)
        )


def _about_node(inquiry: Inquiry[Any, Any], tell: Tell) -> Tell:
    return lambda row, sizes: tell(inquiry.about_node(row), sizes)


def _item(value: ValueNode) -> Given:
    if isinstance(value, VariableNode):
        return Slot(value.name.value)
    return Fixed(value_from_ast_untyped(value))
