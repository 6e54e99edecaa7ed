"""Conditions printed from a `Where`, over what the viewer sees.

A masked or absent value makes a comparison unknown, and unknown never matches: neither a condition
nor its negation. `every` demands that the condition be true of each related node.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, LiteralString, assert_never, cast

from graph.entering import MOST_STEPS, conjuncts, entrance
from graph.folding import hiragana, katakana
from graph.model import Kana, Kind, Property, Tie
from graph.plan import ReadValue
from graph.sight import Pattern, Sight
from graph.terms import Condition, Either, Every, Not, Term, exists, printed, where
from graph.want import (
    ANYTHING,
    Absent,
    AllOf,
    AnyOf,
    Compared,
    Counted,
    Given,
    Negated,
    Operator,
    Quantifier,
    Related,
    Step,
    Variables,
    Where,
)

Parameter = Callable[[LiteralString, ReadValue], LiteralString]
Variable = Callable[[LiteralString], LiteralString]
InForce = Callable[[LiteralString], tuple[Condition, ...]]

SIGNS: dict[Operator, LiteralString] = {
    Operator.EQUALS: "=",
    Operator.IN: "IN",
    Operator.AFTER: ">",
    Operator.FROM: ">=",
    Operator.BEFORE: "<",
    Operator.UP_TO: "<=",
    Operator.STARTS_WITH: "STARTS WITH",
    Operator.CONTAINS: "CONTAINS",
}


@dataclass(frozen=True)
class Conditions:
    """Prints conditions within one statement, whose names and parameters it draws on."""

    sight: Sight
    parameter: Parameter
    variable: Variable
    in_force: InForce
    today: bool

    def of(self, asked: Where, variable: LiteralString, holder: Kind | Tie) -> Condition:
        """The condition on a node or tie."""
        match asked:
            case AllOf(parts):
                return Every(tuple([self.of(part, variable, holder) for part in parts]))
            case AnyOf(parts):
                return Either(tuple([self.of(part, variable, holder) for part in parts]))
            case Negated(part):
                return Not(self.of(part, variable, holder))
            case Compared():
                return Term(self._compared(asked, variable, holder))
            case Absent(name, absent):
                stored = self.sight.stored(variable, holder, name)
                return Term(f"{stored} IS NULL" if absent else f"{stored} IS NOT NULL")
            case Related():
                return self._related(asked, variable, holder)
            case Counted():
                counted = self.count(asked.step, variable, holder, asked.tie)
                value = self.parameter("count", _as_given(asked.value))
                return Term(f"{counted} {SIGNS[asked.operator]} {value}")
            case _:
                assert_never(asked)

    def entered(
        self, asked: Where, variable: LiteralString, kind: Kind, steps: int = MOST_STEPS
    ) -> tuple[tuple[Condition, ...], tuple[Pattern, ...]]:
        """The same as conditions, and as patterns to match besides, by which few nodes are found.

        What matches may find the node several times: two ties may lead to one node.
        """
        entered = entrance(asked, kind, self.sight.policy.model, steps)
        patterns: tuple[Pattern, ...] = ()
        conditions: list[Condition] = []
        for part in conjuncts(asked):
            if part is entered and isinstance(part, Related):
                patterns = self._followed(part, variable, kind, steps)
            else:
                conditions.append(self.of(part, variable, kind))
        return tuple(conditions), patterns

    def _followed(
        self, related: Related, start: LiteralString, kind: Kind, steps: int
    ) -> tuple[Pattern, ...]:
        pattern, along, end = self._along(related.step, start, kind, related.tie)
        led_to = self.sight.policy.model.kind(related.step.kind)
        conditions, further = self.entered(related.where, end, led_to, steps - 1)
        return (Pattern(pattern, (*along, *conditions)), *further)

    def count(
        self, step: Step, start: LiteralString, holder: Kind | Tie, tie_where: Where
    ) -> LiteralString:
        """How many nodes a tie in force leads to, as an expression."""
        pattern, conditions, _ = self._along(step, start, holder, tie_where)
        return f"COUNT {{ MATCH {pattern}{where(conditions)} }}"

    def led(self, step: Step, start: LiteralString, kind: Kind) -> Pattern:
        """The pattern of a tie in force from a node to what it leads to."""
        return self.led_to(step, start, kind)[0]

    def led_to(self, step: Step, start: LiteralString, kind: Kind) -> tuple[Pattern, LiteralString]:
        """The same, and the variable of what it leads to."""
        pattern, conditions, end = self._along(step, start, kind, ANYTHING)
        return Pattern(pattern, conditions), end

    def _compared(
        self, asked: Compared, variable: LiteralString, holder: Kind | Tie
    ) -> LiteralString:
        each = holder[asked.property]
        stored = self.sight.stored(variable, holder, asked.property)
        value = self.parameter(each.name, _normalised(asked.value, each))
        match asked.operator:
            case Operator.HAS:
                return f"{value} IN {stored}"
            case Operator.HAS_ANY:
                return f"any(each IN {stored} WHERE each IN {value})"
            case operator:
                return f"{stored} {SIGNS[operator]} {value}"

    def _related(self, asked: Related, start: LiteralString, holder: Kind | Tie) -> Condition:
        pattern, conditions, end = self._along(asked.step, start, holder, asked.tie)
        kind = self.sight.policy.model.kind(asked.step.kind)
        matching = self.of(asked.where, end, kind)
        match asked.quantifier:
            case Quantifier.SOME:
                return exists(pattern, (*conditions, matching))
            case Quantifier.NONE:
                return Not(exists(pattern, (*conditions, matching)))
            case Quantifier.SINGLE:
                return Term(f"COUNT {{ MATCH {pattern}{where((*conditions, matching))} }} = 1")
            case Quantifier.EVERY:
                failing = Not(Term(f"coalesce({printed(matching)}, false)"))
                return Not(exists(pattern, (*conditions, failing)))

    def _along(
        self, step: Step, start: LiteralString, holder: Kind | Tie, tie_where: Where
    ) -> tuple[LiteralString, tuple[Condition, ...], LiteralString]:
        """The pattern of a step from a node, the conditions on it, and the node it leads to."""
        tie, end = self.variable("t"), self.variable("n")
        came_from = holder if isinstance(holder, Kind) else None
        pattern = self.sight.tie(start, came_from, tie, step, end, today=self.today, often=True)
        narrowed = self.of(tie_where, tie, self.sight.policy.model.tie(step.tie))
        return pattern.text, (*self.in_force(tie), *pattern.conditions, narrowed), end


def _as_given(given: Given) -> ReadValue:
    return lambda variables, _: given.read(variables)


def _normalised(given: Given, each: Property) -> ReadValue:
    """A value as it is stored: choices by name, text in NFC and in the kana the model names."""
    spelled = {None: _composed, Kana.KATAKANA: katakana, Kana.HIRAGANA: hiragana}[each.kana]

    def stored(value: Any) -> Any:
        if isinstance(value, Enum):
            return value.name
        return spelled(value) if isinstance(value, str) else value

    def read(variables: Variables, _: date) -> Any:
        value = given.read(variables)
        if isinstance(value, list):
            return [stored(item) for item in cast("list[Any]", value)]
        return stored(value)

    return read


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
