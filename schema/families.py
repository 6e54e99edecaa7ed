"""A schema for each family of roles: what a role may not see is not in the schema it asks.

The whole schema is built once and cut by the policy: kinds without rows, properties whose class is
never shown, and what is asked of more than rows by the table below. What is left is a schema of
its own, so that documents are validated, introspected and carried out by it alone.
"""

# graphql-core's types are copied by their keyword arguments, which are dictionaries of anything
# pyright: reportArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownLambdaType=false

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLType,
    GraphQLUnionType,
    get_named_type,
    is_introspection_type,
    is_required_argument,
)
from strawberry.schema.schema_converter import CustomGraphQLEnumType, GraphQLCoreConverter

from graph.errors import ModelFault
from graph.model import Kind
from graph.policy import Policy, Rows
from graph.viewer import Role
from graph.want import Fork
from resolvers.shown import MARK, NarrowsAll, NarrowsAny, NarrowsNot, ShowsInquiry

Fields = dict[str, Any]

WORKERS = frozenset({Role.AGENCY_STAFF, Role.CSW, Role.COORDINATOR, Role.DEMO})
INFORMED = WORKERS | {
    Role.VOLUNTEER, Role.COMMISSIONER, Role.ADMINISTRATOR, Role.BREAK_GLASS,
}  # fmt: skip
PROTECTING = frozenset({Role.CSW, Role.COORDINATOR, Role.DEMO})
READING = WORKERS | {Role.BREAK_GLASS}
COUNTING = frozenset({Role.ANALYST}) | READING
SUMMED_UP = frozenset({Role.ANALYST, Role.COORDINATOR, Role.ADMINISTRATOR, Role.DEMO})
LOOKING_AFTER = frozenset({Role.ADMINISTRATOR, Role.DEMO})
TOLD_OF_GLASS = LOOKING_AFTER | {Role.COORDINATOR}
EVERYBODY = frozenset(Role)

ASKED_BY: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "node": EVERYBODY,
        "nodes": EVERYBODY,
        "search": EVERYBODY,
        "viewer": EVERYBODY,
        "vocabularies": INFORMED,
        "kinds": INFORMED,
        "_entities": WORKERS,
        "_service": WORKERS,
        "districtCoverage": COUNTING,
        "uncoveredDistricts": COUNTING,
        "placementPlan": COUNTING,
        "statistics": SUMMED_UP,
        "supportTopology": SUMMED_UP,
        "referralPartners": READING,
        "referralTeams": READING,
        "fragility": READING,
        "moveReferral": WORKERS,
        "takeOnGap": WORKERS,
        "dismissGap": WORKERS,
        "protectResident": PROTECTING,
        "endProtection": PROTECTING,
        "askLocationPermission": PROTECTING,
        "confirmLocationPermission": PROTECTING,
        "withdrawLocationPermission": PROTECTING,
        "linkSupporterToResident": PROTECTING,
        "unlinkSupporterFromResident": PROTECTING,
        "protectionsDue": frozenset({Role.COORDINATOR, Role.DEMO}),
        "whoLookedAt": LOOKING_AFTER,
        "breachReport": LOOKING_AFTER,
        "breakGlass": LOOKING_AFTER,
        "endBreakGlass": TOLD_OF_GLASS,
        "glassBreakings": TOLD_OF_GLASS,
        "referralChanged": WORKERS,
        "glassChanged": TOLD_OF_GLASS,
    }
)
"""Who asks what is not simply rows of a kind, by the name of the field."""

_EXACT = frozenset(
    {
        ("DistrictCoverage", "openNeeds"),
        ("LayerCoverage", "openNeeds"),
        ("Placement", "openNeeds"),
        ("UncoveredDistricts", "openNeeds"),
    }
)
COUNTED: Mapping[Role, frozenset[tuple[str, str]]] = MappingProxyType(
    {role: _EXACT if role is Role.ANALYST else frozenset() for role in Role}
)
"""The counts of people that a role is shown by `statistics` alone; weights rest on none of them."""

_OF_PROPERTIES = ("Aggregate", "GroupKey")
_OF_KIND = ("", "Where", "Order", "PropertyOrder", "GroupBy", *_OF_PROPERTIES)
_JOINING = (NarrowsAll, NarrowsAny, NarrowsNot)


@dataclass(frozen=True)
class Family:
    """What roles have in common that may see and ask the same."""

    hidden: frozenset[str]
    masked: frozenset[tuple[str, str]]
    asked: frozenset[str]
    counted: frozenset[tuple[str, str]]


def family_of(role: Role, policy: Policy) -> Family:
    """The family of a role."""
    rows = policy.rows[role]
    return Family(
        frozenset(name for name, rule in rows.items() if rule is Rows.NONE),
        frozenset(
            (kind.name, each.name)
            for kind in policy.model.kinds
            for each in kind.properties
            if not policy.shown(role, kind.name, each)
        ),
        frozenset(name for name, roles in ASKED_BY.items() if role in roles),
        COUNTED[role],
    )


def cut(schema: GraphQLSchema, family: Family, policy: Policy) -> GraphQLSchema:
    """The schema as a family asks it; raises `ModelFault` for a root field that nobody is given."""
    return _Cutting(schema, family, policy).made()


class _Cutting:
    def __init__(self, schema: GraphQLSchema, family: Family, policy: Policy) -> None:
        self._schema = schema
        self._family = family
        self._kinds = {kind.name: kind for kind in policy.model.kinds}
        self._roots = {
            root.name
            for root in (schema.query_type, schema.mutation_type, schema.subscription_type)
            if root is not None
        }
        self._held = {
            f"{name}{suffix}": kind for name, kind in self._kinds.items() for suffix in _OF_KIND
        }
        self._gone: set[str] = set()
        self._made: dict[str, GraphQLNamedType] = {}

    def made(self) -> GraphQLSchema:
        types = {
            name: type_
            for name, type_ in self._schema.type_map.items()
            if not is_introspection_type(type_)
        }
        self._gone = {name for name in types if self._is_of_hidden_kind(name)}
        while emptied := {
            name
            for name, type_ in types.items()
            if name not in self._gone and self._is_empty(type_)
        }:
            self._gone |= emptied
        for name, type_ in types.items():
            if name not in self._gone:
                self._made[name] = self._copy(type_)
        roots = {
            "query": self._root(self._schema.query_type),
            "mutation": self._root(self._schema.mutation_type),
            "subscription": self._root(self._schema.subscription_type),
        }
        kept = {**self._schema.to_kwargs(), **roots, "types": tuple(self._implementing())}
        return GraphQLSchema(**kept)

    def _root(self, type_: GraphQLObjectType | None) -> Any:
        return None if type_ is None else self._made.get(type_.name)

    def _implementing(self) -> Iterator[GraphQLNamedType]:
        """The types that a field may lead to by an interface alone."""
        for type_ in self._made.values():
            if isinstance(type_, GraphQLObjectType) and type_.interfaces:
                yield type_

    # What goes

    def _is_of_hidden_kind(self, name: str) -> bool:
        kind = self._held.get(name)
        return kind is not None and kind.name in self._family.hidden

    def _is_empty(self, type_: GraphQLNamedType) -> bool:
        match type_:
            case GraphQLUnionType():
                return not self._members(type_)
            case GraphQLEnumType():
                return not self._values(type_)
            case GraphQLObjectType() | GraphQLInterfaceType():
                left = self._fields(type_)
                return not left or ("nodes" in type_.fields and "nodes" not in left)
            case GraphQLInputObjectType():
                left = self._fields(type_)
                return all(isinstance(_mark(each), _JOINING) for each in left.values())
            case _:
                return False

    def _members(self, type_: GraphQLUnionType) -> list[GraphQLObjectType]:
        return [each for each in type_.types if each.name not in self._gone]

    def _values(self, type_: GraphQLEnumType) -> dict[str, Any]:
        """The values that name no kind that is hidden, where it is kinds that an enum names."""
        if not type_.name.endswith("Type"):
            return type_.values
        hidden = {name.upper() for name in self._family.hidden}
        named = {name.upper() for name in self._kinds}
        if not {value.replace("_", "") for value in type_.values} <= named:
            return type_.values
        return {
            name: value
            for name, value in type_.values.items()
            if name.replace("_", "") not in hidden
        }

    def _fields(self, type_: Any) -> Fields:
        return {
            name: field
            for name, field in type_.fields.items()
            if self._is_kept(type_.name, name, field)
        }

    def _is_kept(self, holder: str, name: str, field: Any) -> bool:
        if get_named_type(field.type).name in self._gone or (holder, name) in self._family.counted:
            return False
        if isinstance(field, GraphQLField) and any(
            is_required_argument(argument) and self._is_gone(argument)
            for argument in field.args.values()
        ):
            return False
        mark = _mark(field)
        if holder in self._roots:
            return self._is_asked(name, field)
        if isinstance(mark, ShowsInquiry):
            return self._is_named(name)
        if self._is_masked(self._held.get(holder), holder, name, mark):
            return False
        step = getattr(mark, "step", None)
        if step is None:
            return True
        ends = step.kinds if isinstance(step, Fork) else (step.kind,)
        return not all(kind in self._family.hidden for kind in ends)

    def _is_gone(self, argument: GraphQLArgument) -> bool:
        return get_named_type(argument.type).name in self._gone

    def _is_asked(self, name: str, field: GraphQLField) -> bool:
        """Whether a root field is asked by the family: rows of a kind, or what the table names."""
        of = get_named_type(field.type).name.removesuffix("Connection")
        if of in self._kinds and name not in ASKED_BY:
            return of not in self._family.hidden
        return self._is_named(name)

    def _is_named(self, name: str) -> bool:
        if name not in ASKED_BY:
            raise ModelFault(f"Say in schema/families.py who asks {name}.")
        return name in self._family.asked

    def _is_masked(self, kind: Kind | None, holder: str, name: str, mark: Any) -> bool:
        if kind is None:
            return False
        if holder.endswith(_OF_PROPERTIES):
            return (kind.name, name) in self._family.masked
        shown = [getattr(mark, each, None) for each in ("name", "born")]
        return any((kind.name, each) in self._family.masked for each in shown)

    # What stays

    def _copy(self, type_: GraphQLNamedType) -> Any:
        match type_:
            case GraphQLObjectType() | GraphQLInterfaceType():
                return type(type_)(
                    **{
                        **type_.to_kwargs(),
                        "fields": lambda: self._outputs(type_),
                        "interfaces": lambda: [
                            cast("Any", self._made[each.name])
                            for each in type_.interfaces
                            if each.name in self._made
                        ],
                    }
                )
            case GraphQLUnionType():
                members = self._members(type_)
                return GraphQLUnionType(
                    **{
                        **type_.to_kwargs(),
                        "types": lambda: [cast("Any", self._made[each.name]) for each in members],
                    }
                )
            case GraphQLInputObjectType():
                return GraphQLInputObjectType(
                    **{**type_.to_kwargs(), "fields": lambda: self._inputs(type_)}
                )
            case GraphQLEnumType():
                values = self._values(type_)
                if len(values) == len(type_.values):
                    return type_
                definition = type_.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
                kwargs = {**type_.to_kwargs(), "values": values}
                return CustomGraphQLEnumType(enum=definition, **kwargs)
            case _:
                return type_

    def _outputs(self, type_: GraphQLObjectType | GraphQLInterfaceType) -> dict[str, GraphQLField]:
        return {
            name: GraphQLField(
                **{
                    **field.to_kwargs(),
                    "type_": self._typed(field.type),
                    "args": {
                        key: GraphQLArgument(
                            **{**argument.to_kwargs(), "type_": self._typed(argument.type)}
                        )
                        for key, argument in field.args.items()
                        if not self._is_gone(argument)
                    },
                }
            )
            for name, field in self._fields(type_).items()
        }

    def _inputs(self, type_: GraphQLInputObjectType) -> dict[str, GraphQLInputField]:
        return {
            name: GraphQLInputField(**{**field.to_kwargs(), "type_": self._typed(field.type)})
            for name, field in self._fields(type_).items()
        }

    def _typed(self, type_: GraphQLType) -> Any:
        if isinstance(type_, GraphQLNonNull):
            return GraphQLNonNull(self._typed(type_.of_type))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] -- graphql-core's wrappers are generic
        if isinstance(type_, GraphQLList):
            return GraphQLList(self._typed(type_.of_type))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] -- as above
        return self._made[cast("GraphQLNamedType", type_).name]


def _mark(field: Any) -> Any:
    definition = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    return getattr(definition, "metadata", {}).get(MARK)
