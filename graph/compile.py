"""An ask and a viewer become one statement and the shape of its row.

Names come from the model through the emitters of `graph/sight.py`, values are parameters. A page is
cut before it is expanded, every page has a total order, and a node's related pages are collected in
sub-queries of their own, so that one row of nested lists comes back whatever the depth.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, LiteralString, TypeVar

from graph.ages import completed_years
from graph.aggregates import Aggregates
from graph.inquired import Inquiries, Wants
from graph.inquiry import Inquiry
from graph.lines import Lines, called, in_one_line, match
from graph.listed import Along, Listed
from graph.lists import Lists
from graph.mixed import Mixed, mixed_keys
from graph.model import ID, Kind, Tie, Type
from graph.naming import Columns, Names
from graph.ordering import SortKey, own_keys
from graph.plan import Plan, day, identifier, identifiers, page_size
from graph.policy import RECORDS, Policy, always_shown
from graph.question import Question
from graph.searching import CLOSENESS, searched
from graph.shape import (
    Answered,
    Branched,
    Constant,
    CursorShape,
    Facts,
    Field,
    FoundShape,
    Inner,
    Leaf,
    ManyOf,
    ObjectShape,
    OneOf,
    PagePartShape,
    PageShape,
    Pair,
    Rows,
    Shape,
    Total,
    Within,
)
from graph.sight import Pattern, Sight, grants_in
from graph.terms import Conditions, Term
from graph.viewer import Viewer
from graph.want import (
    ANYTHING,
    AgeAsk,
    Aggregate,
    AnyById,
    AnyByIds,
    ById,
    Cursor,
    EdgeAsk,
    EdgeNode,
    Edges,
    Fork,
    Groups,
    Inquired,
    Many,
    NodeAsk,
    Nodes,
    One,
    Page,
    PageInfo,
    PageOf,
    PagePart,
    PositionAsk,
    PropertyAsk,
    RootAsk,
    RowsPart,
    Search,
    Step,
    TotalCount,
    TypeName,
    Want,
    Whichever,
)

S = TypeVar("S")


def compile_facts(
    inquiry: Inquiry[Any, Any], policy: Policy, viewer: Viewer
) -> tuple[Plan[None], ...]:
    """The plans of an inquiry's questions, in their order; its values are read as `OWN` names."""
    return tuple(Compiler(Sight(policy, viewer)).fact(each) for each in inquiry.questions)


def compile_shown(
    inquiry: Inquiry[Any, Any], wants: Wants, policy: Policy, viewer: Viewer
) -> Plan[FoundShape]:
    """The plan that shows of an inquiry's nodes what is wanted, their ids read as `OWN` columns."""
    return Compiler(Sight(policy, viewer)).shown(inquiry, wants)


def compile_ask(ask: RootAsk, policy: Policy, viewer: Viewer) -> Plan[Shape]:
    """The plan of one root ask for a viewer."""
    return Compiler(Sight(policy, viewer)).plan(ask)


class Compiler:
    """Prints one statement for one viewer."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._model = sight.policy.model
        self._names = Names()
        self._noted = False
        self._lists = Lists(sight, self._names)
        self._aggregates = Aggregates(sight, self._names, self._lists, self._object)
        self._mixed = Mixed(sight, self._names, self._object)
        self._inquiries = Inquiries(sight, self._names, self.found)

    def plan(self, ask: RootAsk) -> Plan[Shape]:
        match ask:
            case ById():
                name, lines, shape = self._by_id(ask)
            case PageOf():
                name, lines, shape = self._listed(ask)
            case AnyById():
                name, lines, shape = self._any_by_id(ask)
            case AnyByIds():
                name, lines, shape = self._any_by_ids(ask)
            case Search():
                name, lines, shape = self._search(ask)
        return self._planned(name, lines, shape)

    def fact(self, question: Question[Any, Any]) -> Plan[None]:
        """The plan of one question of an inquiry."""
        return self._planned(question.name, self._inquiries.fact(question), None)

    def shown(self, inquiry: Inquiry[Any, Any], wants: Wants) -> Plan[FoundShape]:
        """The plan of what is shown of the nodes that an inquiry found."""
        lines, shape = self._inquiries.shown(wants)
        return self._planned(inquiry.name, lines, shape)

    def _planned(self, name: str, lines: Lines, shape: S) -> Plan[S]:
        text: LiteralString = "\n".join(lines)
        names = self._names
        granted = grants_in(text)
        # The conditions over grants are of today, whatever other day is asked for.
        dated = names.dated or bool(granted)
        values, sizes = tuple(names.values.items()), tuple(names.sizes)
        return Plan(name, text, shape, values, sizes, granted, dated)

    def found(
        self, variable: LiteralString, want: Want
    ) -> tuple[Lines, LiteralString, ObjectShape]:
        """Lines that admit and show a node bound already; its row, or null; the row's shape."""
        row = self._names.variable("found")
        columns = Columns()
        lines, shape = self._object(variable, want, columns)
        pattern = self._sight.node(variable, self._model.kind(want.kind))
        block: Lines = [
            *match(pattern.text, pattern.conditions),
            *lines,
            f"RETURN head(collect({columns.text})) AS {row}",
        ]
        return called(variable, block), row, shape

    # Root asks

    def _by_id(self, ask: ById) -> tuple[LiteralString, Lines, Shape]:
        kind = self._model.kind(ask.want.kind)
        identity = self._names.parameter("id", identifier(ask.id))
        lines, columns, shape = self._one_node("n", ask.want, identity)
        return f"{kind.name}_by_id", [*lines, f"RETURN {columns.text} AS row"], shape

    def _listed(self, ask: PageOf) -> tuple[LiteralString, Lines, Shape]:
        kind = self._model.kind(ask.kind)
        found = self._sight.every("n", kind)
        often = not _cut_early(ask)
        pattern = Pattern("(n)") if found else self._sight.node("n", kind, often=often)
        listed = self._lists.listed("n", pattern, kind, ask.ask, found=found)
        return f"{kind.plural}_page", *self._whole_list(listed, ask.ask.page, ask.parts)

    def _search(self, ask: Search) -> tuple[LiteralString, Lines, Shape]:
        listed = searched(self._sight, self._names, ask)
        return "search", *self._whole_list(listed, ask.page, ask.parts)

    def _whole_list(
        self, listed: Listed, page: Page, parts: tuple[PagePart, ...]
    ) -> tuple[Lines, Shape]:
        columns = Columns()
        lines, beside, shape = self._page(listed, page, parts, "", columns)
        index = columns.index("rows") if lines else None
        total = None
        if shape.total is not None:
            counted, few = self._counted(listed, "total")
            lines += called("", counted)
            total = columns.index("total")
            shape = replace(shape, few=None if few is None else columns.index(few))
        lines += beside
        lines.append(f"RETURN {columns.text} AS row")
        return lines, replace(shape, index=index, total=total)

    def _counted(self, listed: Listed, name: LiteralString) -> tuple[Lines, LiteralString | None]:
        """The lines that count a whole list, and the ids that are noted where it is of few."""
        few = self._names.variable("few")
        noting = self._sight.noting_few(few, [self._model.kind(each) for each in listed.kinds])
        also: LiteralString = (
            "" if noting is None else f", {self._sight.few(listed.variable)} AS {few}"
        )
        return [*listed.matched, f"RETURN count(*) AS {name}{also}"], noting

    def _any_by_id(self, ask: AnyById) -> tuple[LiteralString, Lines, Shape]:
        identity = self._names.parameter("id", identifier(ask.id))
        found, shapes = self._whichever(ask.wants, identity)
        return "node_by_id", [*found, "RETURN found AS row"], OneOf(shapes)

    def _any_by_ids(self, ask: AnyByIds) -> tuple[LiteralString, Lines, Shape]:
        identities = self._names.parameter("ids", identifiers(ask.ids))
        self._names.size(lambda variables: len(ask.ids.read(variables)))
        also: Conditions = ()
        if ask.kinds is not None:
            kinds = self._names.parameter("kinds", identifier(ask.kinds))
            also = (Term(f"{self._sight.kind_name('n')} = {kinds}[place]"),)
        found, shapes = self._whichever(ask.wants, f"{identities}[place]", also)
        lines: Lines = [
            f"UNWIND range(0, size({identities}) - 1) AS place",
            *found,
            "RETURN collect([place, found[0], found[1]]) AS row",
        ]
        return "entities_by_ids" if also else "nodes_by_ids", lines, ManyOf(shapes)

    def _whichever(
        self, wants: Sequence[Want], identity: LiteralString, also: Conditions = ()
    ) -> tuple[Lines, tuple[ObjectShape, ...]]:
        """Seek a node once, then answer by its kind."""
        key = self._sight.sort_key("n", self._model.kind(wants[0].kind), "id")
        lines = match(self._sight.any_node("n").text, (Term(f"{key} = {identity}"), *also))
        chosen, shapes = self._mixed.chosen("n", wants, "found")
        return [*lines, *chosen], shapes

    def _one_node(
        self, variable: LiteralString, want: Want, identity: LiteralString
    ) -> tuple[Lines, Columns, ObjectShape]:
        kind = self._model.kind(want.kind)
        pattern = self._sight.node(variable, kind)
        key = self._sight.sort_key(variable, kind, "id")
        columns = Columns()
        lines, shape = self._object(variable, want, columns)
        matched = match(pattern.text, (Term(f"{key} = {identity}"), *pattern.conditions))
        return [*matched, *lines], columns, shape

    # Objects and what they hold

    def _object(
        self,
        variable: LiteralString,
        want: Want,
        columns: Columns,
        of_any: bool = False,  # noqa: FBT001, FBT002 -- as `Expand` has it
    ) -> tuple[Lines, ObjectShape]:
        """What is asked of a node; `of_any` when its kind is known to the database alone."""
        lines: Lines = []
        fields: list[Field] = []
        kind, within = self._model.kind(want.kind), self._noted
        noted = self._sight.noted(kind, within=within)
        whose = columns.index(self._sight.sort_key(variable, kind, ID.name)) if noted else None
        about = self._sight.owners(variable, kind) if noted else None
        owners = None if about is None else columns.index(about)
        self._noted = kind.name in RECORDS
        for ask in want.asks:
            if of_any and isinstance(ask, TypeName):
                index = columns.index(self._sight.kind_name(variable))
                fields.append(Leaf(ask.key, index, Type.STRING, None, promised=True))
                continue
            more, shape = self._field(variable, kind, ask, columns)
            lines += more
            fields.append(shape)
        self._noted = within
        return lines, ObjectShape(tuple(fields), whose, owners)

    def _field(
        self, variable: LiteralString, kind: Kind, ask: NodeAsk, columns: Columns
    ) -> tuple[Lines, Field]:
        match ask:
            case TypeName():
                return [], Constant(ask.key, ask.name)
            case PropertyAsk():
                return [], self._leaf(variable, kind, ask, columns)
            case AgeAsk():
                born = self._sight.stored(variable, kind, ask.born)
                died = self._sight.stored(variable, kind, ask.died)
                index = columns.index(completed_years(born, died, self._lists.day(ask.as_of, day)))
                return [], Leaf(ask.key, index, Type.INTEGER, None, promised=False)
            case PositionAsk():
                index = columns.index(self._sight.value(variable, kind, ask.property))
                return [], Pair(ask.key, index, tuple(map(_coordinate, ask.parts)))
            case One():
                return self._one(variable, kind, ask, columns)
            case Many():
                return self._many(variable, kind, ask, columns)
            case Inquired():
                return self._inquired(variable, kind, ask, columns)

    def _inquired(
        self, variable: LiteralString, kind: Kind, ask: Inquired, columns: Columns
    ) -> tuple[Lines, Field]:
        """What an inquiry answers about a node; the node's id and the day come along."""
        node = self._sight.sort_key(variable, kind, ID.name)
        asked = self._lists.day(ask.as_of)
        answered = self._names.variable("answered")
        lines, rows, shape = self._inquiries.printed(
            ask.inquiry,
            ask.wants,
            lambda name: node if name == ask.inquiry.about else asked,
            variable,
        )
        block: Lines = [*lines, f"RETURN [{node}, toString({asked}), {rows}] AS {answered}"]
        told = Answered(ask.key, columns.index(answered), ask.tell(shape))
        return called(variable, block), told

    def _leaf(
        self, variable: LiteralString, holder: Kind | Tie, ask: PropertyAsk, columns: Columns
    ) -> Leaf:
        each = holder[ask.property]
        index = columns.index(self._sight.value(variable, holder, ask.property))
        promised = always_shown(each) and ask.style is None
        return Leaf(ask.key, index, each.type, each.choice, promised, ask.style)

    def _one(
        self, variable: LiteralString, kind: Kind, ask: One, columns: Columns
    ) -> tuple[Lines, Field]:
        tie, end = self._names.variable("t"), self._names.variable("n")
        collected = self._names.variable("one")
        pattern = self._along(variable, kind, tie, ask, end)
        keys: Lines = [key.expression for key in self._keys(end, ask.step)]
        inner = Columns()
        lines, shape = self._shown(end, ask.want, inner, _kinds(ask.step))
        block: Lines = [
            *match(pattern.text, pattern.conditions),
            f"WITH {end}",
            f"ORDER BY {', '.join(keys)}",
            "LIMIT 1",
            *lines,
            f"RETURN head(collect({inner.text})) AS {collected}",
        ]
        index = columns.index(collected)
        return called(variable, block), Inner(ask.key, index, shape)

    def _many(
        self, variable: LiteralString, holder: Kind, ask: Many, columns: Columns
    ) -> tuple[Lines, Field]:
        tie, end = self._names.variable("t"), self._names.variable("n")
        pattern = self._along(variable, holder, tie, ask, end)
        along = Along(tie, self._model.tie(ask.step.tie), tells_apart=_tells_ties(ask))
        if isinstance(ask.step, Fork):
            kinds = [self._model.kind(name) for name in ask.step.kinds]
            listed = self._lists.mixed(end, pattern, kinds, ask.ask, along=along, as_of=ask.as_of)
        else:
            kind = self._model.kind(ask.step.kind)
            listed = self._lists.listed(end, pattern, kind, ask.ask, along=along, as_of=ask.as_of)
        block, lines, shape = self._page(listed, ask.ask.page, ask.parts, variable, columns)
        index = total = None
        if block:
            collected = self._names.variable("many")
            block.append(f"RETURN rows AS {collected}")
            lines = called(variable, block) + lines
            index = columns.index(collected)
        if shape.total is not None:
            name = self._names.variable("counted")
            counted, few = self._counted(listed, name)
            if few is None:
                total = columns.index(f"COUNT {{ {in_one_line(listed.matched)} }}")
            else:
                lines += called(variable, counted)
                total = columns.index(name)
                shape = replace(shape, few=columns.index(few))
        return lines, replace(shape, key=ask.key, index=index, total=total)

    def _along(
        self,
        start: LiteralString,
        came_from: Kind,
        tie: LiteralString,
        ask: One | Many,
        end: LiteralString,
    ) -> Pattern:
        """The pattern of a tie in force."""
        often = isinstance(ask, Many)
        if isinstance(ask.step, Fork):
            pattern = self._sight.fork(start, came_from, tie, ask.step, end, often=often)
        else:
            today = ask.as_of is None
            pattern = self._sight.tie(
                start, came_from, tie, ask.step, end, today=today, often=often
            )
        in_force = self._lists.in_force(tie, ask.as_of)
        return Pattern(pattern.text, (*in_force, *pattern.conditions))

    def _keys(self, variable: LiteralString, step: Step | Fork) -> tuple[SortKey, ...]:
        if isinstance(step, Fork):
            kinds = [self._model.kind(name) for name in step.kinds]
            return mixed_keys(self._sight, variable, kinds)
        return own_keys(self._sight, variable, self._model.kind(step.kind))

    def _shown(
        self,
        variable: LiteralString,
        want: Want | Whichever,
        columns: Columns,
        kinds: Sequence[str],
    ) -> tuple[Lines, ObjectShape | Branched]:
        """What is asked of a node of one of the kinds that can stand here."""
        if isinstance(want, Want):
            return self._object(variable, want, columns)
        wants = [each for each in want.wants if each.kind in kinds]
        return self._mixed.shown(variable, wants, columns)

    # Pages

    def _page(
        self,
        listed: Listed,
        page: Page,
        parts: tuple[PagePart, ...],
        start: LiteralString,
        around: Columns,
    ) -> tuple[Lines, Lines, PageShape]:
        """A block that matches, cuts the page, expands what is left and collects it as `rows`.

        There is no block when nothing is asked of the rows themselves. What is asked of the whole
        list has sub-queries of its own, from the node at `start`, and columns among those `around`.
        """
        backward = page.last is not None
        size = self._names.size(page_size(page.last or page.first, "last" if backward else "first"))
        columns = Columns()
        indexes = (
            tuple([columns.index(key.sent) for key in listed.keys]) if _needs_cursor(parts) else ()
        )
        cursor = CursorShape("", listed.order, indexes)
        shown: Lines = []
        beside: Lines = []
        shapes: list[PagePartShape] = []
        for part in parts:
            if isinstance(part, (Aggregate, Groups)):
                more, shape = self._aggregates.part(part, listed, start, around)
                beside += more
            else:
                more, shape = self._part(part, listed, cursor, columns)
                shown += more
            shapes.append(shape)
        made = PageShape(
            "",
            None,
            size,
            tuple(shapes),
            cursor,
            1 if any(isinstance(part, TotalCount) for part in parts) else None,
            resumed=(page.before if backward else page.after) is not None,
            backward=backward,
        )
        if not any(isinstance(part, (Edges, Nodes, PageInfo)) for part in parts):
            return [], beside, made
        if not any(map(_shows_nodes, parts)):
            kinds = [self._model.kind(name) for name in listed.kinds]
            seen = self._sight.noting(listed.variable, kinds)
            made = replace(made, seen=None if seen is None else columns.index(seen))
        block = self._lists.cut(listed, page)
        block += shown
        block.append(f"WITH collect({columns.text}) AS rows")
        return block, beside, made

    def _part(
        self, part: RowsPart, listed: Listed, cursor: CursorShape, columns: Columns
    ) -> tuple[Lines, Constant | Rows | Facts | Total]:
        match part:
            case TypeName():
                return [], Constant(part.key, part.name)
            case TotalCount():
                return [], Total(part.key)
            case Nodes():
                lines, shape = self._shown(listed.variable, part.want, columns, listed.kinds)
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
        self, ask: EdgeAsk, listed: Listed, cursor: CursorShape, columns: Columns
    ) -> tuple[Lines, Field]:
        match ask:
            case TypeName():
                return [], Constant(ask.key, ask.name)
            case Cursor():
                return [], CursorShape(ask.key, cursor.order, cursor.indexes)
            case EdgeNode():
                lines, shape = self._shown(listed.variable, ask.want, columns, listed.kinds)
                return lines, Within(ask.key, shape)
            case PropertyAsk():
                if listed.closeness is not None:
                    index = columns.index(listed.closeness)
                    return [], Leaf(ask.key, index, Type.STRING, CLOSENESS, promised=True)
                if listed.along is None:
                    index = columns.index("null")
                    return [], Leaf(ask.key, index, Type.STRING, None, promised=False)
                return [], self._leaf(listed.along.variable, listed.along.tie, ask, columns)


def _kinds(step: Step | Fork) -> tuple[str, ...]:
    return step.kinds if isinstance(step, Fork) else (step.kind,)


def _cut_early(ask: PageOf) -> bool:
    """Whether an index is walked in its order until the page is full: few rows are judged."""
    whole = any(isinstance(part, (TotalCount, Aggregate, Groups)) for part in ask.parts)
    return not whole and not ask.ask.order and ask.ask.where == ANYTHING


def _shows_nodes(part: PagePart) -> bool:
    """Whether the nodes of a page's rows are shown, each of which is noted by itself."""
    return isinstance(part, Nodes) or (
        isinstance(part, Edges) and any(isinstance(ask, EdgeNode) for ask in part.asks)
    )


def _tells_ties(ask: Many) -> bool:
    """Whether it can be seen, here or on the next page, in which order a node's ties come."""
    page = ask.ask.page
    facts = any(
        isinstance(each, PropertyAsk)
        for part in ask.parts
        if isinstance(part, Edges)
        for each in part.asks
    )
    resumed = page.after is not None or page.before is not None
    return facts or resumed or _needs_cursor(ask.parts)


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
