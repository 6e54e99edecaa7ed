"""Ways to the rows of a sorted list that need not look at all of them: its stretches.

What an index holds is walked in its order. What is sorted by how much is tied to it is counted from
the ties, and what is sorted by a related node is come to from those nodes, sorted first: both are
fewer than the rows with all that is asked of each.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import not_
from typing import LiteralString

from graph.conditions import Conditions
from graph.entering import finds_few
from graph.lines import Lines, filtered, match
from graph.listed import Listed
from graph.model import ID, Index, Kind, Property
from graph.ordering import beyond, own_keys
from graph.sight import Sight
from graph.stretches import Cut, Matched, Stretch
from graph.terms import Condition, Every, Not, Term, exists
from graph.want import ANYTHING, Ask, OrderKey, Quantifier, Related, Step

WALKED = (Index.RANGE, Index.SORTED)
"""The indexes that are kept in the order of their values."""


@dataclass(frozen=True)
class Ways:
    """Finds the stretches of lists for one viewer; `placed` is how a choice's value is sorted."""

    sight: Sight
    placed: Callable[[LiteralString, Property], LiteralString]

    def of(self, listed: Listed, kind: Kind, ask: Ask, printed: Conditions) -> tuple[Stretch, ...]:
        """The stretches of a list, in its order.

        None where few rows are sought anyway, or where the order has further keys to work out.
        """
        if not ask.order or finds_few(ask.where, kind):
            return ()
        first = ask.order[0]
        if first.through is None:
            if listed.computed:
                return ()
            return self._by_property(listed, kind, kind[first.property or ID.name])
        if listed.beside or len(listed.computed) > 1:
            return ()
        if first.property is None:
            return self._by_count(listed, kind, first, first.through, printed)
        return self._by_related(listed, kind, first.through, first.property, printed)

    def _by_property(self, listed: Listed, kind: Kind, each: Property) -> tuple[Stretch, ...]:
        """What has a value, in the order of its index, then what has none."""
        stored = self.sight.stored(listed.variable, kind, each.name)
        split = each.index is Index.SORTED and each.choice is None
        if each.index not in WALKED or not self.sight.open_to_all(kind, each.name):
            return ()
        if each.required and not split:
            return ()
        has_id = Term(f"{self._id(listed, kind)} IS NOT NULL")
        also = (has_id,) if split else ()
        valued = Stretch(
            _matching(listed, Term(f"{stored} IS NOT NULL"), *also),
            _rows(listed),
            listed.keys,
            0,
            lambda _: Every(),
            lambda _: True,
            split,
        )
        if each.required:
            return (valued,)
        valued = replace(
            valued,
            keys=(replace(listed.keys[1], absent=False), *listed.keys[2:]),
            place=1,
            holds=_not,
            is_here=not_,
        )
        return valued, _absent(listed, Term(f"{stored} IS NULL"), has_id)

    def _by_count(
        self, listed: Listed, kind: Kind, key: OrderKey, step: Step, printed: Conditions
    ) -> tuple[Stretch, ...]:
        """What something is tied to, counted from the ties; and what nothing is tied to."""
        name: LiteralString = listed.computed[0][0]
        led = printed.led(step, listed.variable, kind)
        none = Related(step, Quantifier.NONE, ANYTHING, ANYTHING)
        nothing = printed.of(none, listed.variable, kind)

        def counted(cut: Cut) -> Lines:
            lines: Lines = [*listed.matching(()), *match(led.text, led.conditions)]
            counting: LiteralString = f"WITH {listed.variable}, count(*) AS {name}"
            return [*lines, counting, *filtered(cut.conditions)]

        tied = Stretch(
            counted,
            f"{listed.variable}, {name}",
            listed.keys,
            0,
            lambda bound: Term(f"{bound} > 0"),
            lambda count: count > 0,
        )
        untied = Stretch(
            _matching(listed, nothing, Term(f"{self._id(listed, kind)} IS NOT NULL")),
            _rows(listed),
            listed.keys[1:],
            1,
            lambda bound: Term(f"{bound} = 0"),
            lambda count: count == 0,
        )
        return (tied, untied) if key.descending else (untied, tied)

    def _by_related(
        self, listed: Listed, kind: Kind, step: Step, name: str, printed: Conditions
    ) -> tuple[Stretch, ...]:
        """What is tied to a node that has a value, come to from there; and what is not."""
        key, through = listed.computed[0]
        related = self.sight.policy.model.kind(step.kind)
        led, end = printed.led_to(step, listed.variable, kind)
        other, earlier = printed.led_to(step, listed.variable, kind)
        before = beyond(
            own_keys(self.sight, earlier, related),
            [each.expression for each in own_keys(self.sight, end, related)],
            backward=True,
        )
        first = Not(exists(other.text, (*other.conditions, before)))
        value = self.sight.stored(end, related, name)
        keys = (replace(listed.keys[1], absent=False), *listed.keys[2:])
        sorts = keys[0]

        def met(cut: Cut) -> Lines:
            # Sorted before what is tied to them is matched: they are fewer, and a page needs few.
            return [
                f"MATCH ({end}:{related.name})",
                f"WITH {end}, {value} AS {key}",
                *filtered((Term(f"{key} IS NOT NULL"), *cut.edge)),
                f"WITH {end}, {key}",
                f"ORDER BY {sorts.direction(backward=cut.backward)}",
                *match(listed.pattern.text, listed.pattern.conditions),
                *match(led.text, (*led.conditions, first, *cut.later)),
            ]

        tied = Stretch(
            met,
            f"DISTINCT {listed.variable}, {key}",
            keys,
            1,
            _not,
            not_,
            edged=True,
        )
        has_id = Term(f"{self._id(listed, kind)} IS NOT NULL")
        return tied, _absent(listed, Term(f"{through} IS NULL"), has_id)

    def _id(self, listed: Listed, kind: Kind) -> LiteralString:
        return self.sight.sort_key(listed.variable, kind, ID.name)


def _absent(listed: Listed, *conditions: Condition) -> Stretch:
    """What has no value, by the keys that follow it."""
    matched = _matching(listed, *conditions)
    return Stretch(matched, _rows(listed), listed.keys[2:], 2, Term, bool)


def _matching(listed: Listed, *conditions: Condition) -> Matched:
    return lambda cut: listed.matching((*conditions, *cut.conditions))


def _not(bound: LiteralString) -> Condition:
    return Not(Term(bound))


def _rows(listed: Listed) -> LiteralString:
    """The rows, each once."""
    return f"DISTINCT {listed.variable}" if listed.beside else listed.variable
