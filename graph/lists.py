"""Lists, printed: what they hold, in which order, and how a page of one is cut.

What is shown of the rows is the compiler's business; here a list is matched, narrowed, sorted and
cut, so that only the rows of the page are expanded.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import LiteralString

from graph.conditions import Conditions
from graph.grants.households import holding
from graph.lines import Lines, filtered, in_one_line, match
from graph.listed import Along, Computed, Listed
from graph.mixed import kinds_given, mixed_keys
from graph.model import ID, Kind, Property
from graph.naming import Names
from graph.ordering import SortKey, beyond, keys_of, own_keys, places, tie_key
from graph.plan import ReadValue, cursor_value, known_day, page_limit
from graph.sight import Pattern, Sight
from graph.stretches import Bound, Stretch, pieced
from graph.terms import Conditions as Joined
from graph.terms import Term, where
from graph.want import ANYTHING, Ask, Given, OrderKey, Page, Step, Variables
from graph.ways import Ways


@dataclass(frozen=True)
class Lists:
    """Prints the lists of one statement for one viewer; ties are those in force on a day."""

    sight: Sight
    names: Names

    def listed(
        self,
        variable: LiteralString,
        pattern: Pattern,
        kind: Kind,
        ask: Ask,
        *,
        along: Along | None = None,
        as_of: Given | None = None,
        found: Lines | None = None,
    ) -> Listed:
        """The list a pattern and an ask make; `found` where lines bring its rows, not the pattern."""
        printed = self._conditions(as_of)
        conditions = list(pattern.conditions)
        beside: tuple[Pattern, ...] = ()
        if along is None and not found:
            narrowing, beside = printed.entered(ask.where, variable, kind)
            conditions += narrowing
        else:
            conditions.append(printed.of(ask.where, variable, kind))
        if along:
            conditions.append(printed.of(ask.tie, along.variable, along.tie))
        order = ask.order or _usual(kind, along)
        keys, computed = self._sorted(variable, kind, order, printed)
        keys = self._by_ties(keys, along)
        listed = Listed(
            variable,
            (kind.name,),
            Pattern(pattern.text, tuple(conditions)),
            keys,
            order_name(kind, order),
            along,
            computed,
            as_of,
            beside,
            found=tuple(found or ()),
        )
        if along or found:
            return listed
        return replace(
            listed, stretches=Ways(self.sight, self.placed).of(listed, kind, ask, printed)
        )

    def mixed(
        self,
        variable: LiteralString,
        pattern: Pattern,
        kinds: Sequence[Kind],
        ask: Ask,
        *,
        along: Along,
        as_of: Given | None,
    ) -> Listed:
        """The list of nodes of several kinds that a tie leads to."""
        names = tuple(kind.name for kind in kinds)
        conditions = list(pattern.conditions)
        if ask.kinds is not None:
            asked = self.names.parameter("kinds", kinds_given(ask.kinds, names))
            conditions.append(Term(f"{self.sight.kind_name(variable)} IN {asked}"))
        conditions.append(self._conditions(as_of).of(ask.tie, along.variable, along.tie))
        keys = mixed_keys(self.sight, variable, kinds)
        order = f"{'|'.join(names)}:{'kana,' * (len(keys) > 1)}id"
        keys = self._by_ties(keys, along)
        return Listed(variable, names, Pattern(pattern.text, tuple(conditions)), keys, order, along)

    def cut(self, listed: Listed, page: Page) -> Lines:
        """Match, leave out what comes before the start, sort and cut."""
        backward = page.last is not None
        start = page.before if backward else page.after
        size = page_limit(page.last or page.first, "last" if backward else "first")
        limit = self.names.parameter("first", size)
        if listed.stretches:
            return self._in_stretches(start, listed, limit, backward=backward)
        later = self._beyond(start, listed, backward=backward)
        sorted_by: Lines = [key.direction(backward=backward) for key in listed.keys]
        names: Lines = [name for name, _ in listed.computed]
        carried: LiteralString = ", ".join([*listed.carried, *names])
        order: LiteralString = ", ".join(sorted_by)
        ends: Lines = [f"WITH {carried}", f"ORDER BY {order}", f"LIMIT {limit}"]
        if not listed.computed:
            if listed.beside:
                ends[0] = f"WITH DISTINCT {carried}"
            return [*listed.matching(later), *ends]
        worked_out = listed.carried
        for name, expression in listed.computed:
            worked_out.append(f"{expression} AS {name}")
        computed: LiteralString = ", ".join(worked_out)
        return [*listed.matched, f"WITH {computed}", *filtered(later), *ends]

    def day(
        self, as_of: Given | None, read: Callable[[Given], ReadValue] = known_day
    ) -> LiteralString:
        """The day as of which ties are followed, today unless one is asked for, as a parameter."""
        return self.names.today() if as_of is None else self.names.parameter("asOf", read(as_of))

    def one(self, listed: Listed, step: Step, name: LiteralString, carried: Lines) -> Lines:
        """The lines that call the one node a tie leads to, or null, by a name, beside the carried.

        Sorting is left for those few that have more than one: it is what takes the time.
        """
        tie, end = self.names.variable("t"), self.names.variable("n")
        ends = self.names.variable("ends")
        kind = self.sight.policy.model.kind(step.kind)
        came_from = self.sight.policy.model.kind(listed.kinds[0])
        pattern = self.sight.tie(
            listed.variable, came_from, tie, step, end, today=listed.as_of is None, often=True
        )
        narrowed = where((*self.in_force(tie, listed.as_of), *pattern.conditions))
        keys: Lines = [key.expression for key in own_keys(self.sight, end, kind)]
        before: LiteralString = ", ".join(carried)
        first: LiteralString = f"UNWIND {ends} AS {end} RETURN {end} ORDER BY {', '.join(keys)}"
        return [
            f"WITH {before}, [{pattern.text}{narrowed} | {end}] AS {ends}",
            f"WITH {before}, CASE WHEN size({ends}) < 2 THEN head({ends})",
            f"  ELSE head(COLLECT {{ {first} LIMIT 1 }}) END AS {name}",
        ]

    def in_force(self, variable: LiteralString, as_of: Given | None) -> Joined:
        """The conditions that a tie holds on a day: the one asked for, or today."""
        return holding(variable, self.day(as_of))

    def _conditions(self, as_of: Given | None) -> Conditions:
        return Conditions(
            self.sight,
            self.names.parameter,
            self.names.variable,
            lambda tie: self.in_force(tie, as_of),
            today=as_of is None,
        )

    def _sorted(
        self, variable: LiteralString, kind: Kind, order: tuple[OrderKey, ...], printed: Conditions
    ) -> tuple[tuple[SortKey, ...], tuple[Computed, ...]]:
        if not order:
            return own_keys(self.sight, variable, kind), ()
        keys: list[SortKey] = []
        computed: list[Computed] = []
        for key in order:
            if key.through is None:
                each = kind[key.property or ID.name]
                stored = self.sight.stored(variable, kind, each.name)
                keys += keys_of(stored, key, each, self.placed)
                continue
            name = self.names.variable("key")
            if key.property is None:
                computed.append((name, printed.count(key.through, variable, kind, ANYTHING)))
                keys += keys_of(name, key, None, self.placed)
            else:
                computed.append(
                    (name, self._through(variable, kind, key.through, key.property, printed))
                )
                each = self.sight.policy.model.kind(key.through.kind)[key.property]
                keys += keys_of(name, key, each, self.placed)
        last = SortKey(self.sight.sort_key(variable, kind, ID.name), order[-1].descending)
        return (*keys, last), tuple(computed)

    def _by_ties(self, keys: tuple[SortKey, ...], along: Along | None) -> tuple[SortKey, ...]:
        """The same, telling apart the ties of a node that is come to by several."""
        if along is None or not along.tells_apart:
            return keys
        last = tie_key(self.sight, along.variable, along.tie, descending=keys[-1].descending)
        return (*keys, last)

    def placed(self, expression: LiteralString, each: Property) -> LiteralString:
        """The place of a choice's value among those declared, as an expression."""
        if each.choice is None:
            return expression
        declared = places(each.choice)
        order = self.names.once(f"placesOf{each.choice.name}", lambda _, __: declared)
        return f"{order}[{expression}]"

    def _through(
        self, start: LiteralString, came_from: Kind, step: Step, name: str, printed: Conditions
    ) -> LiteralString:
        """A property of the one node a tie leads to, as an expression."""
        tie, end = self.names.variable("t"), self.names.variable("n")
        kind = self.sight.policy.model.kind(step.kind)
        pattern = self.sight.tie(start, came_from, tie, step, end, today=printed.today, often=True)
        matched = match(pattern.text, (*printed.in_force(tie), *pattern.conditions))
        keys: Lines = [key.expression for key in own_keys(self.sight, end, kind)]
        value = self.sight.stored(end, kind, name)
        inner: LiteralString = f"{in_one_line(matched)} RETURN {value}"
        return f"head(COLLECT {{ {inner} ORDER BY {', '.join(keys)} LIMIT 1 }})"

    def _beyond(self, start: Given | None, listed: Listed, *, backward: bool) -> Joined:
        """The condition that a row comes after the cursor, in the list's total order.

        From the start, any value will do: saying so lets the planner walk an index in its order.
        """
        keys = listed.keys
        if start is None:
            first = keys[0].expression
            walked = not (listed.along or listed.computed or listed.found) and first.startswith(
                listed.variable
            )
            return (Term(f"{first} IS NOT NULL"),) if walked else ()
        name: LiteralString = "before" if backward else "after"
        bounds: Lines = [
            self.names.parameter(name, cursor_value(start, listed.order, keys, place, name))
            for place in range(len(keys))
        ]
        return (beyond(keys, bounds, backward=backward),)

    # Stretches

    def _in_stretches(
        self, start: Given | None, listed: Listed, limit: LiteralString, *, backward: bool
    ) -> Lines:
        """The same as `cut`, read stretch by stretch."""
        bounds = [] if start is None else self._bounds(start, listed, backward=backward)
        names: Lines = [self.names.variable("part") for _ in range(2 * len(listed.stretches) + 2)]
        lines = pieced(listed.stretches, bounds, listed.variable, names, limit, backward=backward)
        if listed.computed:
            worked_out: Lines = [f"{expression} AS {name}" for name, expression in listed.computed]
            lines.append(f"WITH {', '.join([listed.variable, *worked_out])}")
        return lines

    def _bounds(self, start: Given, listed: Listed, *, backward: bool) -> list[Bound]:
        name: LiteralString = "before" if backward else "after"
        reads = [
            cursor_value(start, listed.order, listed.keys, place, name)
            for place in range(len(listed.keys))
        ]

        def bound(read: ReadValue) -> Bound:
            def within(stretch: Stretch, extreme: object) -> LiteralString:
                def either(variables: Variables, today: date) -> object:
                    here = stretch.is_here(reads[0](variables, today))
                    return read(variables, today) if here else extreme

                return self.names.parameter(name, either)

            return Bound(self.names.parameter(name, read), within)

        return [bound(read) for read in reads]


def _usual(kind: Kind, along: Along | None) -> tuple[OrderKey, ...]:
    """What a list below another node is sorted by where nothing is asked for; else the kind's own order."""
    name = along.tie.sorts(kind) if along else None
    return () if name is None else (OrderKey(name, descending=False),)


def order_name(kind: Kind, order: tuple[OrderKey, ...]) -> str:
    """The name of an order, by which a cursor knows its list."""
    if not order:
        return f"{kind.name}:{','.join((*kind.order, ID.name))}"
    words: list[str] = []
    for key in order:
        through = f"{key.through.tie}>{key.through.kind}." if key.through else ""
        words.append(f"{through}{key.property or '#'}{'-' if key.descending else '+'}")
    return f"{kind.name}:{','.join(words)}"
