"""An ask and a viewer become one statement and the shape of its row.

Names come from the model through the emitters of `graph/sight.py`, values are parameters. A page is
cut before it is expanded, every page has a total order, and a node's related pages are collected in
sub-queries of their own, so that one row of nested lists comes back whatever the depth.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import LiteralString

from graph.model import ID, Kind, Tie, Type
from graph.plan import (
    Plan,
    ReadSize,
    ReadValue,
    cursor_value,
    day,
    identifier,
    identifiers,
    page_limit,
    page_size,
)
from graph.policy import Policy, always_shown
from graph.shape import (
    Constant,
    CursorShape,
    Facts,
    Field,
    Inner,
    Leaf,
    ManyOf,
    ObjectShape,
    OneOf,
    PageShape,
    Pair,
    Rows,
    Shape,
    Within,
)
from graph.sight import Sight
from graph.viewer import Viewer
from graph.want import (
    AnyById,
    AnyByIds,
    ById,
    Cursor,
    EdgeAsk,
    EdgeNode,
    Edges,
    Given,
    Listed,
    Many,
    NodeAsk,
    Nodes,
    One,
    Page,
    PageInfo,
    PagePart,
    PositionAsk,
    PropertyAsk,
    RootAsk,
    TypeName,
    Want,
)

Lines = list[LiteralString]
DIGITS: tuple[LiteralString, ...] = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")


def compile_ask(ask: RootAsk, policy: Policy, viewer: Viewer) -> Plan:
    """The plan of one root ask for a viewer."""
    return _Compiler(Sight(policy, viewer)).plan(ask)


@dataclass
class _Columns:
    """The positional list that becomes a row; the same expression is sent once."""

    expressions: Lines = field(default_factory=Lines)

    def index(self, expression: LiteralString) -> int:
        if expression not in self.expressions:
            self.expressions.append(expression)
        return self.expressions.index(expression)

    @property
    def text(self) -> LiteralString:
        return "[" + ", ".join(self.expressions) + "]"


@dataclass(frozen=True)
class _List:
    """A list being compiled: what it matches, in which order, and the tie it came along, if any."""

    variable: LiteralString
    kind: Kind
    pattern: LiteralString
    conditions: tuple[LiteralString, ...]
    keys: tuple[LiteralString, ...]
    tie: tuple[LiteralString, Tie] | None = None

    @property
    def order(self) -> str:
        """The name of the order, by which a cursor knows its list."""
        return f"{self.kind.name}:{','.join((*self.kind.order, 'id'))}"


class _Compiler:
    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._model = sight.policy.model
        self._values: dict[str, ReadValue] = {}
        self._sizes: list[ReadSize] = []
        self._count = 0

    def plan(self, ask: RootAsk) -> Plan:
        match ask:
            case ById():
                name, lines, shape = self._by_id(ask)
            case Listed():
                name, lines, shape = self._listed(ask)
            case AnyById():
                name, lines, shape = self._any_by_id(ask)
            case AnyByIds():
                name, lines, shape = self._any_by_ids(ask)
        text: LiteralString = "\n".join(lines)
        return Plan(name, text, shape, tuple(self._values.items()), tuple(self._sizes))

    # Root asks

    def _by_id(self, ask: ById) -> tuple[LiteralString, Lines, Shape]:
        kind = self._model.kind(ask.want.kind)
        identity = self._parameter("id", identifier(ask.id))
        lines, columns, shape = self._one_node("n", ask.want, identity)
        return f"{kind.name}_by_id", [*lines, f"RETURN {columns.text} AS row"], shape

    def _listed(self, ask: Listed) -> tuple[LiteralString, Lines, Shape]:
        kind = self._model.kind(ask.kind)
        pattern = self._sight.node("n", kind)
        listed = _List("n", kind, pattern.text, pattern.conditions, self._keys("n", kind))
        lines, shape = self._page(listed, ask.page, ask.parts, "row")
        return f"{kind.plural}_page", lines, shape

    def _any_by_id(self, ask: AnyById) -> tuple[LiteralString, Lines, Shape]:
        identity = self._parameter("id", identifier(ask.id))
        found, shapes = self._whichever(ask.wants, identity)
        return "node_by_id", [*found, "RETURN found AS row"], OneOf(shapes)

    def _any_by_ids(self, ask: AnyByIds) -> tuple[LiteralString, Lines, Shape]:
        identities = self._parameter("ids", identifiers(ask.ids))
        self._sizes.append(lambda variables: len(ask.ids.read(variables)))
        found, shapes = self._whichever(ask.wants, f"{identities}[place]")
        lines: Lines = [
            f"UNWIND range(0, size({identities}) - 1) AS place",
            *found,
            "RETURN collect([place, found[0], found[1]]) AS row",
        ]
        return "nodes_by_ids", lines, ManyOf(shapes)

    def _whichever(
        self, wants: Sequence[Want], identity: LiteralString
    ) -> tuple[Lines, tuple[ObjectShape, ...]]:
        """Seek a node once, then answer by its kind; kinds asked alike share a branch."""
        key = self._sight.sort_key("n", self._model.kind(wants[0].kind), "id")
        lines = _match(self._sight.any_node("n").text, (f"{key} = {identity}",))
        lines.append("CALL (n) {")
        shapes: list[ObjectShape] = []
        for alike in _asked_alike(wants, self._sight):
            columns = _Columns()
            inner, shape = self._object("n", alike[0], columns, of_any=len(alike) > 1)
            pattern = self._sight.among("n", [self._model.kind(want.kind) for want in alike])
            returned: LiteralString = f"RETURN [{_number(len(shapes))}, {columns.text}] AS found"
            if shapes:
                lines.append("UNION ALL")
            lines += _indented([*_match(pattern.text, pattern.conditions), *inner])
            lines.append(f"  {returned}")
            shapes.append(shape)
        lines.append("}")
        return lines, tuple(shapes)

    def _one_node(
        self, variable: LiteralString, want: Want, identity: LiteralString
    ) -> tuple[Lines, _Columns, ObjectShape]:
        kind = self._model.kind(want.kind)
        pattern = self._sight.node(variable, kind)
        key = self._sight.sort_key(variable, kind, "id")
        columns = _Columns()
        lines, shape = self._object(variable, want, columns)
        matched = _match(pattern.text, (f"{key} = {identity}", *pattern.conditions))
        return [*matched, *lines], columns, shape

    # Objects and what they hold

    def _object(
        self, variable: LiteralString, want: Want, columns: _Columns, *, of_any: bool = False
    ) -> tuple[Lines, ObjectShape]:
        """What is asked of a node; `of_any` when its kind is known to the database alone."""
        lines: Lines = []
        fields: list[Field] = []
        for ask in want.asks:
            if of_any and isinstance(ask, TypeName):
                index = columns.index(self._sight.kind_name(variable))
                fields.append(Leaf(ask.key, index, Type.STRING, None, promised=True))
                continue
            more, shape = self._field(variable, self._model.kind(want.kind), ask, columns)
            lines += more
            fields.append(shape)
        return lines, ObjectShape(tuple(fields))

    def _field(
        self, variable: LiteralString, kind: Kind, ask: NodeAsk, columns: _Columns
    ) -> tuple[Lines, Field]:
        match ask:
            case TypeName():
                return [], Constant(ask.key, ask.name)
            case PropertyAsk():
                return [], self._leaf(variable, kind, ask, columns)
            case PositionAsk():
                index = columns.index(self._sight.value(variable, kind, ask.property))
                return [], Pair(ask.key, index, tuple(map(_coordinate, ask.parts)))
            case One():
                return self._one(variable, ask, columns)
            case Many():
                return self._many(variable, ask, columns)

    def _leaf(
        self, variable: LiteralString, holder: Kind | Tie, ask: PropertyAsk, columns: _Columns
    ) -> Leaf:
        each = holder[ask.property]
        index = columns.index(self._sight.value(variable, holder, ask.property))
        return Leaf(ask.key, index, each.type, each.choice, always_shown(each))

    def _one(self, variable: LiteralString, ask: One, columns: _Columns) -> tuple[Lines, Field]:
        reached = self._reached(variable, ask)
        collected = self._variable("one")
        inner = _Columns()
        lines, shape = self._object(reached.variable, ask.want, inner)
        block: Lines = [
            *_match(reached.pattern, reached.conditions),
            f"WITH {reached.variable}",
            f"ORDER BY {', '.join(reached.keys)}",
            "LIMIT 1",
            *lines,
            f"RETURN head(collect({inner.text})) AS {collected}",
        ]
        index = columns.index(collected)
        return [f"CALL ({variable}) {{", *_indented(block), "}"], Inner(ask.key, index, shape)

    def _many(self, variable: LiteralString, ask: Many, columns: _Columns) -> tuple[Lines, Field]:
        reached = self._reached(variable, ask)
        collected = self._variable("many")
        block, shape = self._page(reached, ask.page, ask.parts, collected)
        placed = PageShape(
            ask.key,
            columns.index(collected),
            shape.size,
            shape.parts,
            shape.cursor,
            resumed=shape.resumed,
        )
        return [f"CALL ({variable}) {{", *_indented(block), "}"], placed

    def _reached(self, start: LiteralString, ask: One | Many) -> _List:
        """The nodes a tie in force leads to."""
        tie, end = self._variable("t"), self._variable("n")
        kind = self._model.kind(ask.step.kind)
        pattern = self._sight.tie(start, tie, ask.step, end)
        conditions = (*self._in_force(tie, ask.as_of), *pattern.conditions)
        along = (tie, self._model.tie(ask.step.tie))
        return _List(end, kind, pattern.text, conditions, self._keys(end, kind), along)

    # Pages

    def _page(
        self, listed: _List, page: Page, parts: tuple[PagePart, ...], collected: LiteralString
    ) -> tuple[Lines, PageShape]:
        """A block that matches, cuts the page, expands what is left and collects its rows."""
        size = len(self._sizes)
        self._sizes.append(page_size(page.first))
        limit = self._parameter("first", page_limit(page.first))
        conditions = (*listed.conditions, *self._after(page.after, listed))
        columns = _Columns()
        indexes = tuple(map(columns.index, listed.keys)) if _needs_cursor(parts) else ()
        cursor = CursorShape("", listed.order, indexes)
        lines: Lines = []
        shapes: list[Constant | Rows | Facts] = []
        for part in parts:
            more, shape = self._part(part, listed, cursor, columns)
            lines += more
            shapes.append(shape)
        carried: LiteralString = (
            f"{listed.tie[0]}, {listed.variable}" if listed.tie else listed.variable
        )
        block: Lines = [
            *_match(listed.pattern, conditions),
            f"WITH {carried}",
            f"ORDER BY {', '.join(listed.keys)}",
            f"LIMIT {limit}",
            *lines,
            f"RETURN collect({columns.text}) AS {collected}",
        ]
        resumed = page.after is not None
        return block, PageShape("", 0, size, tuple(shapes), cursor, resumed=resumed)

    def _part(
        self, part: PagePart, listed: _List, cursor: CursorShape, columns: _Columns
    ) -> tuple[Lines, Constant | Rows | Facts]:
        match part:
            case TypeName():
                return [], Constant(part.key, part.name)
            case Nodes():
                lines, shape = self._object(listed.variable, part.want, columns)
                return lines, Rows(part.key, shape)
            case PageInfo():
                return [], Facts(part.key, tuple(map(_fact, part.asks)))
            case Edges():
                lines: Lines = []
                fields: list[Field] = []
                for ask in part.asks:
                    more, shape = self._edge_field(ask, listed, cursor, columns)
                    lines += more
                    fields.append(shape)
                return lines, Rows(part.key, ObjectShape(tuple(fields)))

    def _edge_field(
        self, ask: EdgeAsk, listed: _List, cursor: CursorShape, columns: _Columns
    ) -> tuple[Lines, Field]:
        match ask:
            case TypeName():
                return [], Constant(ask.key, ask.name)
            case Cursor():
                return [], CursorShape(ask.key, cursor.order, cursor.indexes)
            case EdgeNode():
                lines, shape = self._object(listed.variable, ask.want, columns)
                return lines, Within(ask.key, shape)
            case PropertyAsk():
                if listed.tie is None:
                    index = columns.index("null")
                    return [], Leaf(ask.key, index, Type.STRING, None, promised=False)
                return [], self._leaf(*listed.tie, ask, columns)

    def _after(self, after: Given | None, listed: _List) -> tuple[LiteralString, ...]:
        """The condition that a row comes after the cursor, in the list's total order.

        From the start, any value will do: saying so lets the planner walk an index in its order.
        """
        keys = listed.keys
        if after is None:
            return () if listed.tie else (f"{keys[0]} IS NOT NULL",)
        bounds: Lines = [
            self._parameter("after", cursor_value(after, listed.order, len(keys), place))
            for place in range(len(keys))
        ]
        later: LiteralString = f"{keys[-1]} > {bounds[-1]}"
        for place in range(len(keys) - 2, -1, -1):
            key, bound = keys[place], bounds[place]
            later = f"{key} >= {bound} AND ({key} > {bound} OR ({later}))"
        return (later,)

    def _in_force(self, variable: LiteralString, as_of: Given | None) -> tuple[LiteralString, ...]:
        """The conditions that a tie holds on a day: the one asked for, or today."""
        if as_of is None:
            self._values["today"] = lambda _, today: today
            on: LiteralString = "$today"
        else:
            on = self._parameter("asOf", day(as_of))
        return (
            f"({variable}.since IS NULL OR {variable}.since <= {on})",
            f"({variable}.until IS NULL OR {variable}.until > {on})",
        )

    # Names

    def _keys(self, variable: LiteralString, kind: Kind) -> tuple[LiteralString, ...]:
        return tuple(self._sight.sort_key(variable, kind, name) for name in (*kind.order, "id"))

    def _variable(self, stem: LiteralString) -> LiteralString:
        self._count += 1
        return f"{stem}{_number(self._count)}"

    def _parameter(self, stem: LiteralString, read: ReadValue) -> LiteralString:
        name = stem
        place = 1
        while name in self._values:
            place += 1
            name = f"{stem}{_number(place)}"
        self._values[name] = read
        return f"${name}"


def _asked_alike(wants: Sequence[Want], sight: Sight) -> list[list[Want]]:
    """The wants in groups: those that ask for no more than a name and an id go together."""
    groups: dict[object, list[Want]] = {}
    for want in wants:
        plain = all(
            isinstance(ask, TypeName) or (isinstance(ask, PropertyAsk) and ask.property == ID.name)
            for ask in want.asks
        )
        rule = sight.node("n", sight.policy.model.kind(want.kind)).conditions
        key = ([_nameless(ask) for ask in want.asks], rule) if plain else want.kind
        groups.setdefault(repr(key), []).append(want)
    return list(groups.values())


def _nameless(ask: NodeAsk) -> NodeAsk:
    return TypeName(ask.key, "") if isinstance(ask, TypeName) else ask


def _match(pattern: LiteralString, conditions: Iterable[LiteralString]) -> Lines:
    lines: Lines = [f"MATCH {pattern}"]
    for condition in conditions:
        lines.append(f"WHERE {condition}" if len(lines) == 1 else f"  AND {condition}")
    return lines


def _indented(lines: Iterable[LiteralString]) -> Lines:
    return [f"  {line}" for line in lines]


def _number(value: int) -> LiteralString:
    tens, units = divmod(value, len(DIGITS))
    return f"{_number(tens)}{DIGITS[units]}" if tens else DIGITS[units]


def _needs_cursor(parts: Iterable[PagePart]) -> bool:
    return any(
        isinstance(part, PageInfo)
        or (isinstance(part, Edges) and any(isinstance(ask, Cursor) for ask in part.asks))
        for part in parts
    )


def _coordinate(part: TypeName | PropertyAsk) -> Constant | Leaf:
    if isinstance(part, TypeName):
        return Constant(part.key, part.name)
    place = ("latitude", "longitude").index(part.property)
    return Leaf(part.key, place, Type.FLOAT, None, promised=True)


def _fact(ask: TypeName | PropertyAsk) -> Constant | tuple[str, str]:
    return Constant(ask.key, ask.name) if isinstance(ask, TypeName) else (ask.key, ask.property)
