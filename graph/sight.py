"""What a viewer sees, printed: the three emitters that every generated statement is made of.

`node` adds the row rule of its kind, `tie` demands both ends, `value` prints the masked value.
Nothing else in the compiler names a label, a relationship type or a property.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

from graph.errors import ModelFault
from graph.model import EVERY, SEARCH_TEXT, Kind, Property, Tie, Type
from graph.policy import Policy, Rows, Shown
from graph.viewer import Viewer
from graph.want import Fork, Step


@dataclass(frozen=True)
class Pattern:
    """A pattern to MATCH, and the conditions that hold for what it binds."""

    text: LiteralString
    conditions: tuple[LiteralString, ...] = ()


@dataclass(frozen=True)
class Sight:
    """The emitters for one viewer."""

    policy: Policy
    viewer: Viewer

    def node(self, variable: LiteralString, kind: Kind) -> Pattern:
        """`(variable:Kind)` and the row rule of the kind for this viewer."""
        match self.policy.rows[self.viewer.role][kind.name]:
            case Rows.ALL:
                return Pattern(f"({variable}:{kind.name})")
            case Rows.NONE:
                return Pattern(f"({variable}:{kind.name})", ("false",))

    def any_node(self, variable: LiteralString) -> Pattern:
        """A node of whichever kind; nothing is shown of it before `among` has admitted it."""
        return Pattern(f"({variable}:{EVERY})")

    def among(self, variable: LiteralString, kinds: Sequence[Kind]) -> Pattern:
        """A node of one of several kinds that share their row rule."""
        first = self.node(variable, kinds[0])
        return Pattern(f"({variable}:{_labels(kinds)})", first.conditions)

    def kind_name(self, variable: LiteralString) -> LiteralString:
        """The name of an admitted node's kind."""
        return f"head([label IN labels({variable}) WHERE label <> '{EVERY}'])"

    def tie(
        self, start: LiteralString, variable: LiteralString, step: Step, end: LiteralString
    ) -> Pattern:
        """A step from an admitted node along a tie to a node that must be admitted too."""
        tie, kind = self.policy.model.tie(step.tie), self.policy.model.kind(step.kind)
        reached = self.node(end, kind)
        arrow: LiteralString = f"({start}){_along(variable, tie, step)}{reached.text}"
        return Pattern(arrow, reached.conditions)

    def fork(
        self, start: LiteralString, variable: LiteralString, fork: Fork, end: LiteralString
    ) -> Pattern:
        """The same to a node of one of several kinds, each admitted by its own row rule."""
        tie = self.policy.model.tie(fork.tie)
        kinds = [self.policy.model.kind(name) for name in fork.kinds]
        labels = _labels(kinds)
        arrow: LiteralString = f"({start}){_along(variable, tie, fork)}({end}:{labels})"
        rules = self._rules(end, kinds)
        if len(rules) == 1:
            return Pattern(arrow, rules[0][1])
        admitted: LiteralString = " OR ".join(
            [
                "(" + " AND ".join([f"{end}:{_labels(alike)}", *conditions]) + ")"
                for alike, conditions in rules
            ]
        )
        return Pattern(arrow, (f"({admitted})",))

    def _rules(
        self, variable: LiteralString, kinds: Sequence[Kind]
    ) -> list[tuple[list[Kind], tuple[LiteralString, ...]]]:
        """The row rules of several kinds, each with the kinds that share it."""
        rules: list[tuple[list[Kind], tuple[LiteralString, ...]]] = []
        for kind in kinds:
            conditions = self.node(variable, kind).conditions
            alike = next((alike for alike, known in rules if known == conditions), None)
            if alike is None:
                rules.append(([kind], conditions))
            else:
                alike.append(kind)
        return rules

    def value(self, variable: LiteralString, holder: Kind | Tie, name: str) -> LiteralString:
        """The value of a property, or null where this viewer may not see it.

        Dates and times come as ISO text, points as `[latitude, longitude]`.
        """
        each = holder[name]
        match self.policy.classes[self.viewer.role][each.privacy]:
            case Shown.ALWAYS:
                return _as_sent(variable, each)
            case Shown.NEVER:
                return "null"

    def stored(self, variable: LiteralString, holder: Kind | Tie, name: str) -> LiteralString:
        """The stored value to compare and sort by, or null where this viewer may not see it."""
        each = holder[name]
        match self.policy.classes[self.viewer.role][each.privacy]:
            case Shown.ALWAYS:
                return f"{variable}.{each.name}"
            case Shown.NEVER:
                return "null"

    def stored_among(
        self, variable: LiteralString, kinds: Sequence[Kind], name: str
    ) -> LiteralString:
        """The same for a node of one of several kinds; null for those without the property."""
        shown = [kind for kind in kinds if name in kind]
        seen = [kind for kind in shown if self.stored(variable, kind, name) != "null"]
        if not seen:
            return "null"
        stored = self.stored(variable, seen[0], name)
        if len(seen) == len(kinds):
            return stored
        return f"CASE WHEN {variable}:{_labels(seen)} THEN {stored} END"

    def search_text(self, variable: LiteralString, kind: Kind) -> LiteralString | None:
        """The stored text a kind is searched by, or nothing where this viewer may not search it.

        The text is made of several properties, so one that is masked closes the whole of it.
        """
        seen = self.policy.classes[self.viewer.role]
        if not all(seen[kind[name].privacy] is Shown.ALWAYS for name in kind.search):
            return None
        return f"{variable}.{SEARCH_TEXT}" if kind.search else None

    def sort_key(self, variable: LiteralString, kind: Kind, name: str) -> LiteralString:
        """The stored value to sort and page by; only for properties shown to everybody."""
        each = kind[name]
        if self.policy.classes[self.viewer.role][each.privacy] is not Shown.ALWAYS:
            raise ModelFault(f"{kind.name}.{name} is masked, so it cannot order a list.")
        return f"{variable}.{each.name}"


def _along(variable: LiteralString, tie: Tie, step: Step | Fork) -> LiteralString:
    along: LiteralString = f"-[{variable}:{tie.type}]-"
    if tie.symmetric:
        return along
    return f"{along}>" if step.forward else f"<{along}"


def _labels(kinds: Sequence[Kind]) -> LiteralString:
    return "|".join([kind.name for kind in kinds])


def _as_sent(variable: LiteralString, each: Property) -> LiteralString:
    stored: LiteralString = f"{variable}.{each.name}"
    match each.type:
        case Type.DATE | Type.DATETIME:
            return f"toString({stored})"
        case Type.POINT:
            return (
                f"CASE WHEN {stored} IS NULL THEN null "
                f"ELSE [{stored}.latitude, {stored}.longitude] END"
            )
        case _:
            return stored
