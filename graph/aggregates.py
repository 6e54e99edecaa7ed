"""What a whole list comes to, printed: its aggregate and its groups.

Both read the list as it is narrowed, never a page of it, in sub-queries of their own. Groups are
sorted in a total order and cut before the nodes they share are expanded.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import LiteralString, cast

from graph.lines import Lines, called
from graph.listed import Listed
from graph.lists import Lists
from graph.measures import ROWS, TIMES, Measures
from graph.model import Kind, Type
from graph.naming import Columns, Names
from graph.ordering import own_keys
from graph.plan import group_limit, group_size
from graph.shape import Constant, Every, Field, Inner, Leaf, ObjectShape, Within
from graph.sight import Sight
from graph.want import (
    Aggregate,
    Entries,
    GroupedBy,
    GroupKey,
    GroupOrder,
    Groups,
    Period,
    SharedNode,
    SharedValue,
    TotalCount,
    TypeName,
    Want,
)

JAPAN: LiteralString = "+09:00"
"""The time zone whose days count; there is no summer time."""
LARGEST_FIRST = (GroupOrder(by_count=True, descending=True),)
Show = Callable[[LiteralString, Want, Columns], tuple[Lines, ObjectShape]]


@dataclass(frozen=True)
class _Shared:
    """One thing that the nodes of a group share: its name, and the lines that compute it.

    `kind` is the kind of a shared node; a shared value has a `leaf` to be shown by, and what `sorts`
    it and is `told` of it where that is not the value itself.
    """

    name: LiteralString
    lines: Lines
    kind: Kind | None
    leaf: Leaf | None
    sorts: LiteralString | None = None
    told: LiteralString | None = None


@dataclass(frozen=True)
class Aggregates:
    """Prints aggregates and groups within one statement; `show` prints what is asked of a node."""

    sight: Sight
    names: Names
    lists: Lists
    show: Show

    def part(
        self, part: Aggregate | Groups, listed: Listed, start: LiteralString, around: Columns
    ) -> tuple[Lines, Within]:
        """The sub-queries for each row from the node at `start`, and where among its columns."""
        if isinstance(part, Groups):
            return self._groups(part, listed, start, around)
        measures = self._measures(listed, around)
        shape = measures.whole(part)
        if not measures.computed:
            return [], shape
        computed: LiteralString = ", ".join(measures.computed)
        return called(start, [*listed.matched, f"RETURN {computed}"]), shape

    def _measures(self, listed: Listed, columns: Columns) -> Measures:
        return Measures(self.sight, self.names, listed.variable, self._kind(listed), columns)

    def _kind(self, listed: Listed) -> Kind:
        """The kind of a list; lists of several kinds have no aggregates."""
        (name,) = listed.kinds
        return self.sight.policy.model.kind(name)

    # Groups

    def _groups(
        self, ask: Groups, listed: Listed, start: LiteralString, around: Columns
    ) -> tuple[Lines, Within]:
        lines: Lines = []
        fields: list[Field] = []
        self.names.size(group_size(ask.first))
        for part in ask.parts:
            match part:
                case TypeName():
                    fields.append(Constant(part.key, part.name))
                case TotalCount():
                    counted, name = self._counted(ask, listed)
                    lines += called(start, counted)
                    index = around.index(name)
                    fields.append(Leaf(part.key, index, Type.INTEGER, None, promised=True))
                case Entries():
                    block, shape = self._entries(part, ask, listed)
                    collected = self.names.variable("groups")
                    block[-1] += f" AS {collected}"
                    lines += called(start, block)
                    fields.append(Every(part.key, around.index(collected), shape))
        few = self._few(ask, listed, start, around, lines)
        return lines, Within(ask.key, ObjectShape(tuple(fields), few=few))

    def _few(
        self, ask: Groups, listed: Listed, start: LiteralString, around: Columns, lines: Lines
    ) -> int | None:
        """The column of the ids that are noted where few are parted in a number of groups."""
        counted = any(isinstance(part, TotalCount) for part in ask.parts)
        name = self.names.variable("few")
        noting = self.sight.noting_few(name, [self._kind(listed)])
        if noting is None or not counted:
            return None
        few = self.sight.few(listed.variable)
        lines += called(start, [*listed.matched, f"RETURN {few} AS {name}"])
        return around.index(noting)

    def _counted(self, ask: Groups, listed: Listed) -> tuple[Lines, LiteralString]:
        """How many groups there are, whatever is shown of them."""
        shared = self._shared(ask, listed)
        name = self.names.variable("groups")
        return [
            *listed.matched,
            *(line for each in shared for line in each.lines),
            f"WITH DISTINCT {_names(shared)}",
            f"RETURN count(*) AS {name}",
        ], name

    def _entries(self, ask: Entries, groups: Groups, listed: Listed) -> tuple[Lines, ObjectShape]:
        """The lines that group, sort, cut and expand, and end in the list of the groups' rows."""
        shared = self._shared(groups, listed)
        columns = Columns()
        measures = self._measures(listed, columns)
        expanded: Lines = []
        fields: list[Field] = []
        for each in ask.asks:
            match each:
                case TypeName():
                    fields.append(Constant(each.key, each.name))
                case TotalCount():
                    fields.append(measures.count(each.key))
                case Aggregate():
                    fields.append(measures.whole(each))
                case GroupKey():
                    more, shape = self._key(each, shared, columns)
                    expanded += more
                    fields.append(shape)
        few = measures.few
        order = self._sorted(groups.order, shared, measures)
        limit = self.names.parameter("first", group_limit(groups.first))
        # Where nothing is computed of the groups, nothing else makes one row of the nodes of each.
        distinct: LiteralString = "" if measures.computed else "DISTINCT "
        grouped: LiteralString = distinct + ", ".join([_names(shared), *measures.computed])
        return [
            *listed.matched,
            *(line for each in shared for line in each.lines),
            f"WITH {grouped}",
            f"ORDER BY {', '.join(order)}",
            f"LIMIT {limit}",
            *expanded,
            f"RETURN collect({columns.text})",
        ], ObjectShape(tuple(fields), few=few)

    def _key(self, ask: GroupKey, shared: list[_Shared], columns: Columns) -> tuple[Lines, Within]:
        lines: Lines = []
        fields: list[Field] = []
        for each in ask.asks:
            match each:
                case TypeName():
                    fields.append(Constant(each.key, each.name))
                case SharedValue():
                    fields.append(_value(each.key, shared[each.place], columns))
                case SharedNode():
                    more, shape = self._node(each, shared[each.place].name, columns)
                    lines += more
                    fields.append(shape)
        return lines, Within(ask.key, ObjectShape(tuple(fields)))

    def _node(self, ask: SharedNode, name: LiteralString, columns: Columns) -> tuple[Lines, Inner]:
        inner = Columns()
        lines, shape = self.show(name, ask.want, inner)
        index = columns.index(f"CASE WHEN {name} IS NOT NULL THEN {inner.text} END")
        return lines, Inner(ask.key, index, shape)

    def _shared(self, ask: Groups, listed: Listed) -> list[_Shared]:
        shared: list[_Shared] = []
        carried: Lines = [listed.variable]
        for by in ask.by:
            name = self.names.variable("key")
            shared.append(self._one_shared(by, name, listed, carried))
            carried.append(name)
        return shared

    def _one_shared(
        self, by: GroupedBy, name: LiteralString, listed: Listed, carried: Lines
    ) -> _Shared:
        before: LiteralString = ", ".join(carried)
        if by.through is not None:
            lines = self.lists.one(listed, by.through, name, carried)
            return _Shared(name, lines, self.sight.policy.model.kind(by.through.kind), None)
        kind = self._kind(listed)
        each = kind[by.property or ""]
        stored = self.sight.stored(listed.variable, kind, each.name)
        if each.type is Type.STRINGS:
            leaf = Leaf("", 0, Type.STRING, each.choice, promised=False)
            values: LiteralString = f"CASE WHEN size({stored}) > 0 THEN {stored} ELSE [null] END"
            sorts = self.lists.placed(name, each)
            return _Shared(name, [f"UNWIND {values} AS {name}"], None, leaf, sorts)
        if by.period is not None:
            return self._in_period(by.period, stored, each.type, name, before)
        leaf = Leaf("", 0, each.type, each.choice, promised=False)
        sorts = self.lists.placed(name, each)
        return _Shared(name, [f"WITH {before}, {stored} AS {name}"], None, leaf, sorts)

    def _in_period(
        self,
        period: Period,
        stored: LiteralString,
        type_: Type,
        name: LiteralString,
        before: LiteralString,
    ) -> _Shared:
        """The period that a day lies in, shared as a number; its first day is told of each group."""
        on: LiteralString = stored
        if type_ is Type.DATETIME:
            in_japan: LiteralString = f"date(datetime({{datetime: {stored}, timezone: '{JAPAN}'}}))"
            on = f"CASE WHEN {stored} IS NOT NULL THEN {in_japan} END"
        leaf = Leaf("", 0, Type.DATE, None, promised=False)
        if period is Period.DAY:
            return _Shared(name, [f"WITH {before}, {on} AS {name}"], None, leaf)
        day = self.names.variable("day")
        number, first_day = _numbered(period, day, name)
        told: LiteralString = f"CASE WHEN {name} IS NOT NULL THEN date({first_day}) END"
        lines: Lines = [
            f"WITH {before}, {on} AS {day}",
            f"WITH {before}, {number} AS {name}",
        ]
        return _Shared(name, lines, None, leaf, told=told)

    def _sorted(
        self, asked: tuple[GroupOrder, ...], shared: list[_Shared], measures: Measures
    ) -> Lines:
        """The order asked for, and all that is shared to make it total."""
        printed: Lines = []
        by_key = GroupOrder(by_count=False, descending=False)
        for order in (*(asked or LARGEST_FIRST), by_key):
            down: LiteralString = " DESC" if order.descending else ""
            if order.by_count:
                printed.append(f"{measures.name(ROWS)}{down}")
                continue
            for each in shared:
                printed.append(f"({each.name} IS NULL)")
                for expression in self._keys(each):
                    printed.append(f"{expression}{down}")
            if order is not by_key:
                break
        return printed

    def _keys(self, shared: _Shared) -> Lines:
        if shared.kind is None:
            return [shared.sorts or shared.name]
        return [key.expression for key in own_keys(self.sight, shared.name, shared.kind)]


def _names(shared: list[_Shared]) -> LiteralString:
    names: Lines = [each.name for each in shared]
    return ", ".join(names)


def _value(key: str, shared: _Shared, columns: Columns) -> Leaf:
    leaf = cast("Leaf", shared.leaf)
    dated = leaf.type in TIMES
    told = shared.told or shared.name
    index = columns.index(f"toString({told})" if dated else told)
    return replace(leaf, key=key, index=index)


def _numbered(
    period: Period, day: LiteralString, number: LiteralString
) -> tuple[LiteralString, LiteralString]:
    """The number of the period that a day lies in, and the first day of the one with a number."""
    match period:
        case Period.FISCAL_YEAR:
            year: LiteralString = f"{day}.year - CASE WHEN {day}.month < 4 THEN 1 ELSE 0 END"
            return year, f"{{year: {number}, month: 4}}"
        case Period.YEAR:
            return f"{day}.year", f"{{year: {number}}}"
        case _:
            month: LiteralString = f"{day}.year * 12 + {day}.month - 1"
            return month, f"{{year: {number} / 12, month: {number} % 12 + 1}}"
