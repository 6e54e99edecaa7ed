"""The order of a list, printed: what it is sorted by, and what comes after a cursor.

Every order ends in the id, so it is total; the id follows the direction of the key before it, so
that an index can hold both. A value that may be absent is two keys: whether it is,
then the value; so what is absent comes last, both ways, and a cursor can stand on it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, LiteralString

from graph.model import SINCE, UNTIL, Choice, Kind, Property, Tie, Type
from graph.sight import Sight
from graph.terms import Condition, Either, Every, Term, printed
from graph.want import OrderKey


@dataclass(frozen=True)
class SortKey:
    """One expression to sort by, how it is sent in a cursor, and how it is read back.

    `absent` keys may be null: they follow a key that says whether they are. A value of a choice is
    `chosen`: it is sorted by its place among the values declared, and sent as it is stored.
    """

    expression: LiteralString
    descending: bool = False
    absent: bool = False
    type: Type = Type.STRING
    chosen: tuple[LiteralString, Choice] | None = None

    @property
    def sent(self) -> LiteralString:
        """The value as a cursor holds it: JSON has no dates."""
        if self.chosen is not None:
            return self.chosen[0]
        if self.type in (Type.DATE, Type.DATETIME):
            return f"toString({self.expression})"
        return self.expression

    def read(self, value: Any) -> Any:
        """A cursor's value as the database compares it; `ValueError` when it cannot be one."""
        if value is None:
            return None
        if self.chosen is not None:
            return _place(self.chosen[1], str(value))
        if self.type is Type.DATE:
            return date.fromisoformat(str(value))
        if self.type is Type.DATETIME:
            return datetime.fromisoformat(str(value))
        return value

    def sign(self, *, backward: bool) -> LiteralString:
        """What compares a later row's value with an earlier one's."""
        return "<" if self.descending != backward else ">"

    def direction(self, *, backward: bool) -> LiteralString:
        """The expression with its direction, as ORDER BY has it."""
        return f"{self.expression} DESC" if self.descending != backward else self.expression


def own_keys(sight: Sight, variable: LiteralString, kind: Kind) -> tuple[SortKey, ...]:
    """The kind's own order: its required properties, then the id."""
    return tuple(
        SortKey(sight.sort_key(variable, kind, name), type=kind[name].type)
        for name in (*kind.order, "id")
    )


def tie_key(sight: Sight, variable: LiteralString, tie: Tie, *, descending: bool) -> SortKey:
    """What tells ties between the same two nodes apart: from when and until when they hold."""
    dates: list[LiteralString] = [
        f"coalesce(toString({sight.stored(variable, tie, each.name)}), '')"
        for each in (SINCE, UNTIL)
    ]
    return SortKey(" + '/' + ".join(dates), descending)


Placed = Callable[[LiteralString, Property], LiteralString]
"""The place of a choice's value among those declared, as an expression made of the value's."""


def places(choice: Choice) -> dict[str, int]:
    """The place of each value among those declared, by its name."""
    return {value.name: place for place, value in enumerate(choice.values)}


def keys_of(
    expression: LiteralString, key: OrderKey, each: Property | None, placed: Placed
) -> list[SortKey]:
    """The keys of what was asked for: one, or two when the value may be absent."""
    if each is None:
        return [SortKey(expression, key.descending, type=Type.INTEGER)]
    sorts = SortKey(expression, key.descending, type=each.type)
    if each.choice is not None:
        sorts = SortKey(
            placed(expression, each),
            key.descending,
            type=Type.INTEGER,
            chosen=(expression, each.choice),
        )
    if each.required and key.through is None:
        return [sorts]
    return [SortKey(f"({expression} IS NULL)", type=Type.BOOLEAN), replace(sorts, absent=True)]


def _place(choice: Choice, name: str) -> int:
    try:
        return places(choice)[name]
    except KeyError:
        raise ValueError(f"{choice.name} has no such value.") from None


def beyond(
    keys: Sequence[SortKey], bounds: Sequence[LiteralString], *, backward: bool
) -> Condition:
    """The condition that a row comes after the one whose values are `bounds`.

    The first key is also bounded by itself, so that an index can begin there. Beyond it there is
    nothing that an index serves: the planner would unite all that follows on each of several.
    """
    last = len(keys) - 1
    later: Condition = Term(
        f"{keys[last].expression} {keys[last].sign(backward=backward)} {bounds[last]}"
    )
    for place in range(last - 1, -1, -1):
        key, bound = keys[place], bounds[place]
        if keys[place + 1].absent:
            sign = key.sign(backward=backward)
            outer: LiteralString = f"{key.expression} {sign} {bound}"
            differs: LiteralString = f"{key.expression} <> {bound}"
            later = Term(f"CASE WHEN {differs} THEN {outer} ELSE {printed(later)} END")
            continue
        reached: Condition = Term(f"{key.expression} {key.sign(backward=backward)}= {bound}")
        passed: Condition = Term(f"{key.expression} <> {bound}")
        if key.absent:
            reached = Either((Term(f"{bound} IS NULL"), reached))
            passed = Every((Term(f"{bound} IS NOT NULL"), passed))
        later = Every((reached, Either((passed, later))))
    return later
