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
InForce = Callable[[LiteralString], tuple[LiteralString, ...]]

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

    def of(self, where: Where, variable: LiteralString, holder: Kind | Tie) -> LiteralString | None:
        """The condition on a node or tie, or nothing when anything will do.

        It may be joined to others by AND as it stands: an OR brings its own parentheses.
        """
        match where:
            case AllOf(()):
                return None
            case AllOf(parts):
                return self._joined(parts, " AND ", variable, holder)
            case AnyOf(()):
                return "false"
            case AnyOf(parts):
                return f"({self._joined(parts, ' OR ', variable, holder)})"
            case Negated(part):
                return f"NOT ({self.of(part, variable, holder) or 'true'})"
            case Compared():
                return self._compared(where, variable, holder)
            case Absent(name, absent):
                stored = self.sight.stored(variable, holder, name)
                return f"{stored} IS NULL" if absent else f"{stored} IS NOT NULL"
            case Related():
                return self._related(where, variable, holder)
            case Counted():
                counted = self.count(where.step, variable, holder, where.tie)
                value = self.parameter("count", _as_given(where.value))
                return f"{counted} {SIGNS[where.operator]} {value}"
            case _:
                assert_never(where)

    def entered(
        self, where: Where, variable: LiteralString, kind: Kind, steps: int = MOST_STEPS
    ) -> tuple[tuple[LiteralString, ...], tuple[Pattern, ...]]:
        """The same as conditions, and as patterns to match besides, by which few nodes are found.

        What matches may find the node several times: two ties may lead to one node.
        """
        entered = entrance(where, kind, self.sight.policy.model, steps)
        patterns: tuple[Pattern, ...] = ()
        conditions: list[LiteralString] = []
        for part in conjuncts(where):
            if part is entered and isinstance(part, Related):
                patterns = self._followed(part, variable, kind, steps)
            elif text := self.of(part, variable, kind):
                conditions.append(text)
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
        return f"COUNT {{ MATCH {pattern}{_where(conditions)} }}"

    def led(self, step: Step, start: LiteralString, kind: Kind) -> Pattern:
        """The pattern of a tie in force from a node to what it leads to."""
        return self.led_to(step, start, kind)[0]

    def led_to(self, step: Step, start: LiteralString, kind: Kind) -> tuple[Pattern, LiteralString]:
        """The same, and the variable of what it leads to."""
        pattern, conditions, end = self._along(step, start, kind, ANYTHING)
        return Pattern(pattern, conditions), end

    def _joined(
        self,
        parts: tuple[Where, ...],
        word: LiteralString,
        variable: LiteralString,
        holder: Kind | Tie,
    ) -> LiteralString:
        printed: list[LiteralString] = []
        for part in parts:
            text = self.of(part, variable, holder) or "true"
            printed.append(f"({text})" if isinstance(part, AllOf) else text)
        return word.join(printed)

    def _compared(
        self, where: Compared, variable: LiteralString, holder: Kind | Tie
    ) -> LiteralString:
        each = holder[where.property]
        stored = self.sight.stored(variable, holder, where.property)
        value = self.parameter(each.name, _normalised(where.value, each))
        match where.operator:
            case Operator.HAS:
                return f"{value} IN {stored}"
            case Operator.HAS_ANY:
                return f"any(each IN {stored} WHERE each IN {value})"
            case operator:
                return f"{stored} {SIGNS[operator]} {value}"

    def _related(self, where: Related, start: LiteralString, holder: Kind | Tie) -> LiteralString:
        pattern, conditions, end = self._along(where.step, start, holder, where.tie)
        kind = self.sight.policy.model.kind(where.step.kind)
        matching = self.of(where.where, end, kind)
        match where.quantifier:
            case Quantifier.SOME:
                return f"EXISTS {{ MATCH {pattern}{_where(conditions, matching)} }}"
            case Quantifier.NONE:
                return f"NOT EXISTS {{ MATCH {pattern}{_where(conditions, matching)} }}"
            case Quantifier.SINGLE:
                return f"COUNT {{ MATCH {pattern}{_where(conditions, matching)} }} = 1"
            case Quantifier.EVERY:
                failing: LiteralString = f"NOT coalesce({matching or 'true'}, false)"
                return f"NOT EXISTS {{ MATCH {pattern}{_where(conditions, failing)} }}"

    def _along(
        self, step: Step, start: LiteralString, holder: Kind | Tie, tie_where: Where
    ) -> tuple[LiteralString, tuple[LiteralString, ...], LiteralString]:
        """The pattern of a step from a node, the conditions on it, and the node it leads to."""
        tie, end = self.variable("t"), self.variable("n")
        came_from = holder if isinstance(holder, Kind) else None
        pattern = self.sight.tie(start, came_from, tie, step, end, today=self.today, often=True)
        narrowed = self.of(tie_where, tie, self.sight.policy.model.tie(step.tie))
        conditions = (*self.in_force(tie), *pattern.conditions)
        return pattern.text, (*conditions, narrowed) if narrowed else conditions, end


def _where(
    conditions: tuple[LiteralString, ...], another: LiteralString | None = None
) -> LiteralString:
    every: list[LiteralString] = list(conditions)
    if another:
        every.append(another)
    joined: LiteralString = " AND ".join(every)
    return f" WHERE {joined}" if every else ""


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
