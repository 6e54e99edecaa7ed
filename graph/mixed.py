"""Nodes of several kinds, printed: each admitted, ordered and shown by the rules of its own kind.

Kinds that are asked alike, under one row rule, share a branch; with one branch for all of them
there is nothing to choose, and their values lie in the row itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, LiteralString, cast

from graph.errors import BadInput
from graph.lines import Lines, called, match, number
from graph.model import ID, Kind, Type
from graph.naming import Columns, Names
from graph.ordering import SortKey
from graph.plan import ReadValue
from graph.policy import always_shown
from graph.shape import Branched, ObjectShape
from graph.sight import Sight
from graph.terms import Conditions
from graph.want import Given, NodeAsk, PropertyAsk, TypeName, Variables, Want

READING: LiteralString = "kana"
"""What a list of several kinds is sorted by, where its kinds have a reading."""

Expand = Callable[[LiteralString, Want, Columns, bool], tuple[Lines, ObjectShape]]
"""Prints what is asked of a node; the last says that only the database knows its kind."""
Rules = Callable[[Kind], Conditions]
"""The conditions under which a node of a kind is admitted."""
Alike = tuple[Conditions, list[Want]]
"""What is asked alike of several kinds, and the conditions that admit them."""


@dataclass(frozen=True)
class Mixed:
    """Prints nodes of several kinds within one statement; `expand` prints what is asked of one."""

    sight: Sight
    names: Names
    expand: Expand

    def chosen(
        self, variable: LiteralString, wants: Sequence[Want], found: LiteralString
    ) -> tuple[Lines, tuple[ObjectShape, ...]]:
        """Sub-queries that give `[which, row]` as `found`, and no row for a node not admitted.

        Whether its household is in reach is judged before, once for all kinds.
        """
        told = self.names.variable("reached")
        judged = self.sight.judged(variable, [self._kind(want) for want in wants], told)

        def rules(kind: Kind) -> Conditions:
            return self.sight.rules_beside(variable, kind, told)

        known: LiteralString = f"{variable}, {told}" if judged else variable
        lines, shapes = self._branches(variable, self._alike(variable, wants, rules), found)
        return [*judged, *called(known, lines)], shapes

    def shown(
        self, variable: LiteralString, wants: Sequence[Want], columns: Columns
    ) -> tuple[Lines, ObjectShape | Branched]:
        """What is asked of an admitted node, in the columns of the row around it."""
        alike = self._alike(variable, wants, _admitted)
        if len(alike) == 1:
            [(_, same)] = alike
            return self.expand(variable, same[0], columns, len(same) > 1)
        found = self.names.variable("found")
        lines, shapes = self._branches(variable, alike, found)
        return called(variable, lines), Branched(columns.index(found), shapes)

    def _branches(
        self, variable: LiteralString, groups: Sequence[Alike], found: LiteralString
    ) -> tuple[Lines, tuple[ObjectShape, ...]]:
        """One branch for each group of kinds, which judges by their rule."""
        lines: Lines = []
        shapes: list[ObjectShape] = []
        for conditions, alike in groups:
            columns = Columns()
            inner, shape = self.expand(variable, alike[0], columns, len(alike) > 1)
            node = self.sight.labelled(variable, [self._kind(want) for want in alike])
            if shapes:
                lines.append("UNION ALL")
            lines += match(node, conditions)
            lines += inner
            lines.append(f"RETURN [{number(len(shapes))}, {columns.text}] AS {found}")
            shapes.append(shape)
        return lines, tuple(shapes)

    def _alike(self, variable: LiteralString, wants: Sequence[Want], rules: Rules) -> list[Alike]:
        """The wants in groups that one branch can answer.

        They ask for the same values, under the same rule, and the same is noted of whom they show.
        """
        groups: dict[object, Alike] = {}
        for want in wants:
            asked = [self._asked(variable, self._kind(want), ask) for ask in want.asks]
            rule = rules(self._kind(want))
            noting = self._noting(variable, self._kind(want))
            key = want.kind if None in asked else (tuple(asked), rule, noting)
            groups.setdefault(key, (rule, []))[1].append(want)
        return list(groups.values())

    def _noting(self, variable: LiteralString, kind: Kind) -> object:
        """What tells apart of whom it is noted that they were shown."""
        if not self.sight.noted(kind, within=False):
            return None
        return self.sight.owners(variable, kind) or "itself"

    def _asked(self, variable: LiteralString, kind: Kind, ask: NodeAsk) -> object:
        """What tells two asks apart, or nothing for one that only its own kind can answer."""
        if isinstance(ask, TypeName):
            return TypeName(ask.key, "")
        if not isinstance(ask, PropertyAsk):
            return None
        each = kind[ask.property]
        value = self.sight.value(variable, kind, ask.property)
        return ask.key, value, each.type, each.choice, always_shown(each)

    def _kind(self, want: Want) -> Kind:
        return self.sight.policy.model.kind(want.kind)


def _admitted(_: Kind) -> Conditions:
    return ()


def mixed_keys(sight: Sight, variable: LiteralString, kinds: Sequence[Kind]) -> tuple[SortKey, ...]:
    """The order of nodes of several kinds: by their readings, those without one last, then by id."""
    last = SortKey(sight.sort_key(variable, kinds[0], ID.name))
    if not any(READING in kind for kind in kinds):
        return (last,)
    return (*by_reading(sight.stored_among(variable, kinds, READING)), last)


def by_reading(reading: LiteralString) -> tuple[SortKey, SortKey]:
    """The keys of a reading: whether it is absent, then the reading."""
    return (
        SortKey(f"({reading} IS NULL)", type=Type.BOOLEAN),
        SortKey(reading, absent=True),
    )


def kinds_given(given: Given, kinds: Sequence[str]) -> ReadValue:
    """The kinds a list is narrowed to; `BadInput` for none, and for one it never holds."""

    def read(variables: Variables, _: date) -> list[str]:
        asked = [_kind_name(each, kinds) for each in cast("list[Any]", given.read(variables))]
        if not asked:
            raise BadInput(
                "`kinds` names no kind.", hint="Leave it out for all kinds, or name one of them."
            )
        return asked

    return read


def _kind_name(value: Enum | str, kinds: Sequence[str]) -> str:
    name = value.name if isinstance(value, Enum) else value
    found = next((kind for kind in kinds if kind.upper() == name.replace("_", "")), None)
    if found is None:
        raise BadInput(
            f"`kinds` names {name}, which this list never holds.",
            hint=f"It holds: {', '.join(kinds)}.",
        )
    return found
