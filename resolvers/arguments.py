"""Arguments of lists, read: `where` and `orderBy` as conditions and sort keys.

An argument may be written out, be a variable, or be written out with variables inside. What decides
the statement is read now; the values that are compared become slots, read for each request.
"""

# graphql-core's wrapping types are generic and given without their arguments
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, cast

from graphql import (
    GraphQLInputObjectType,
    ListValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)
from graphql.execution.values import VariableValues
from graphql.utilities.coerce_input_value import coerce_input_literal
from strawberry.schema.schema_converter import GraphQLCoreConverter

from graph.errors import BadInput
from graph.want import (
    ANYTHING,
    Absent,
    AllOf,
    AnyOf,
    Compared,
    Counted,
    Fixed,
    Given,
    GroupedBy,
    GroupOrder,
    Negated,
    Operator,
    OrderKey,
    Period,
    Quantifier,
    Related,
    Several,
    Slot,
    Where,
)
from resolvers.shown import (
    MARK,
    GroupsBy,
    GroupsOne,
    GroupsPeriod,
    GroupsProperty,
    Narrows,
    NarrowsAll,
    NarrowsAny,
    NarrowsMany,
    NarrowsNot,
    NarrowsOne,
    NarrowsProperty,
    Sorts,
    SortsCount,
    SortsOne,
    SortsProperty,
)

IS_NULL = "isNull"
BETWEEN = "between"
COUNT = "count"
TIE = "tie"
DESCENDING = "DESC"
MOST_KEYS = 3


@dataclass(frozen=True)
class Written:
    """A part of an argument: a syntax tree, or what lies in a variable along a path.

    `type` is the input type it is of, `given` its value now, coerced.
    """

    type: Any
    given: Any
    tree: ValueNode | None = None
    slot: Slot | None = None

    @classmethod
    def of(cls, type_: Any, tree: ValueNode, variables: Mapping[str, Any]) -> "Written":
        """A part that is written out, or is a variable."""
        if isinstance(tree, VariableNode):
            name = tree.name.value
            return cls(type_, variables.get(name), slot=Slot(name))
        value = coerce_input_literal(tree, type_, VariableValues({}, dict(variables)))
        return cls(type_, value, tree=tree)

    def fields(self, variables: Mapping[str, Any]) -> Iterator[tuple[str, "Written"]]:
        """The fields given of an input object, by name."""
        type_ = cast("GraphQLInputObjectType", get_named_type(self.type))
        if self.slot is not None:
            for name, value in cast("dict[str, Any]", self.given).items():
                inner = type_.fields[name].type
                yield name, Written(inner, value, slot=self._within(name))
        elif isinstance(self.tree, ObjectValueNode):
            for field in self.tree.fields:
                name = field.name.value
                if (
                    isinstance(field.value, VariableNode)
                    and field.value.name.value not in variables
                ):
                    continue
                yield name, Written.of(type_.fields[name].type, field.value, variables)

    def items(self, variables: Mapping[str, Any]) -> Iterator["Written"]:
        """The items of a list; one that stands alone is a list of itself."""
        listed = get_nullable_type(self.type)
        inner: Any = listed.of_type if is_list_type(listed) else listed
        if self.slot is not None:
            for place, value in enumerate(cast("list[Any]", self.given)):
                yield Written(inner, value, slot=self._within(place))
        elif isinstance(self.tree, ListValueNode):
            for item in self.tree.values:
                yield Written.of(inner, item, variables)
        elif self.tree is not None:
            yield Written.of(inner, self.tree, variables)

    def value(self, variables: Mapping[str, Any]) -> Given:
        """The value, to be read for each request."""
        if self.slot is not None:
            return self.slot
        if isinstance(self.tree, ListValueNode) and any(
            isinstance(item, VariableNode) for item in self.tree.values
        ):
            return Several(tuple(item.value(variables) for item in self.items(variables)))
        return Fixed(self.given)

    @property
    def is_null(self) -> bool:
        return self.given is None

    def _within(self, key: str | int) -> Slot:
        slot = cast("Slot", self.slot)
        return Slot(slot.name, (*slot.path, key))


@dataclass(frozen=True)
class Arguments:
    """Reads arguments with the variables of one request."""

    variables: Mapping[str, Any]

    def where(self, written: Written | None) -> Where:
        """The condition an input object makes: all its fields together."""
        if written is None or written.is_null:
            return ANYTHING
        type_ = cast("GraphQLInputObjectType", get_named_type(written.type))
        parts: list[Where] = []
        for name, part in written.fields(self.variables):
            _demand_value(name, part)
            parts += self._narrowed(_mark(type_, name), part)
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def given(self, written: Written | None) -> Given | None:
        """A plain value, to be read for each request, or nothing when it is left out or null."""
        return None if written is None or written.is_null else written.value(self.variables)

    def order(self, written: Written | None) -> tuple[OrderKey, ...]:
        """The sort keys a list of input objects makes, the most important first."""
        if written is None or written.is_null:
            return ()
        keys: list[OrderKey] = []
        for item in written.items(self.variables):
            keys += self._sorted(item)
        return tuple(keys)

    def keys(self, written: Written | None) -> dict[str, GroupedBy]:
        """What a list of input objects groups by, by the name of the field; the first is outermost."""
        keys: dict[str, GroupedBy] = {}
        for item in written.items(self.variables) if written else ():
            type_ = cast("GraphQLInputObjectType", get_named_type(item.type))
            for name, part in item.fields(self.variables):
                _demand_value(name, part)
                if name in keys:
                    raise BadInput(
                        f"`by` names `{name}` twice.",
                        hint="Name each key once; a date has one period at a time.",
                    )
                keys[name] = _grouped(cast("GroupsBy", _mark(type_, name)), part)
        if not 1 <= len(keys) <= MOST_KEYS:
            raise BadInput(
                f"`by` names {len(keys) or 'no'} keys.",
                hint=f"Name one to {MOST_KEYS} things that the entries of a group share.",
            )
        return keys

    def group_order(self, written: Written | None) -> tuple[GroupOrder, ...]:
        """The sort keys of groups, the most important first."""
        if written is None or written.is_null:
            return ()
        return tuple(
            GroupOrder(name == COUNT, _is_descending(part))
            for item in written.items(self.variables)
            for name, part in item.fields(self.variables)
        )

    def _narrowed(self, narrows: Narrows, part: Written) -> list[Where]:
        match narrows:
            case NarrowsAll():
                return [AllOf(tuple(map(self.where, part.items(self.variables))))]
            case NarrowsAny():
                return [AnyOf(tuple(map(self.where, part.items(self.variables))))]
            case NarrowsNot():
                return [Negated(self.where(part))]
            case NarrowsProperty(name):
                return self._compared(name, part)
            case NarrowsOne(step):
                return [Related(step, Quantifier.SOME, self.where(part), ANYTHING)]
            case NarrowsMany():
                return self._related(narrows, part)

    def _compared(self, name: str, part: Written) -> list[Where]:
        found: list[Where] = []
        for operator, operand in part.fields(self.variables):
            _demand_value(operator, operand)
            if operator == IS_NULL:
                found.append(Absent(name, bool(operand.given)))
            elif operator == BETWEEN:
                bounds = dict(operand.fields(self.variables))
                for bound, sign in (("from", Operator.FROM), ("to", Operator.UP_TO)):
                    _demand_value(bound, bounds[bound])
                    found.append(Compared(name, sign, bounds[bound].value(self.variables)))
            else:
                found.append(Compared(name, Operator(operator), operand.value(self.variables)))
        return found

    def _related(self, narrows: NarrowsMany, part: Written) -> list[Where]:
        fields = dict(part.fields(self.variables))
        tie = self.where(fields.pop(TIE, None))
        found: list[Where] = []
        for name, inner in fields.items():
            _demand_value(name, inner)
            if name == COUNT:
                for operator, operand in inner.fields(self.variables):
                    _demand_value(operator, operand)
                    value = operand.value(self.variables)
                    found.append(Counted(narrows.step, tie, Operator(operator), value))
            else:
                found.append(Related(narrows.step, Quantifier(name), self.where(inner), tie))
        if not found and tie != ANYTHING:
            found.append(Related(narrows.step, Quantifier.SOME, ANYTHING, tie))
        return found

    def _sorted(self, item: Written) -> list[OrderKey]:
        type_ = cast("GraphQLInputObjectType", get_named_type(item.type))
        found: list[OrderKey] = []
        for name, part in item.fields(self.variables):
            _demand_value(name, part)
            sorts = cast("Sorts", _mark(type_, name))
            match sorts:
                case SortsProperty(property_):
                    found.append(OrderKey(property_, _is_descending(part)))
                case SortsCount(step):
                    found.append(OrderKey(None, _is_descending(part), step))
                case SortsOne(step):
                    found += [
                        OrderKey(key.property, key.descending, step) for key in self._sorted(part)
                    ]
        if len(found) != 1:
            raise BadInput(
                f"An entry of `orderBy` names {len(found)} things to sort by.",
                hint="Name one in each entry: [{district: {code: ASC}}, {birthDate: DESC}].",
            )
        return found


def _grouped(groups: GroupsBy, part: Written) -> GroupedBy:
    match groups:
        case GroupsProperty(name):
            return GroupedBy(name)
        case GroupsPeriod(name):
            return GroupedBy(name, Period(cast("Enum", part.given).name))
        case GroupsOne(step):
            return GroupedBy(through=step)


def _is_descending(part: Written) -> bool:
    return cast("Enum", part.given).name == DESCENDING


def _mark(type_: GraphQLInputObjectType, name: str) -> Any:
    declared = type_.fields[name].extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
    return declared.metadata[MARK]


def _demand_value(name: str, part: Written) -> None:
    if part.is_null:
        raise BadInput(
            f"`{name}` is null in a condition or an order.",
            hint="Leave it out, or ask for what is null with {isNull: true}.",
        )
