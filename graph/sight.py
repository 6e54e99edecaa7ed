"""What a viewer sees, printed: the three emitters that every generated statement is made of.

`node` adds the row rule of its kind, `tie` demands both ends, `value` prints the masked value.
Nothing else in the compiler names a label, a relationship type or a property.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

from graph.errors import ModelFault
from graph.model import EVERY, Kind, Property, Tie, Type
from graph.policy import Policy, Rows, Shown
from graph.viewer import Viewer
from graph.want import Step


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
        labels: LiteralString = "|".join([kind.name for kind in kinds])
        return Pattern(f"({variable}:{labels})", first.conditions)

    def kind_name(self, variable: LiteralString) -> LiteralString:
        """The name of an admitted node's kind."""
        return f"head([label IN labels({variable}) WHERE label <> '{EVERY}'])"

    def tie(
        self, start: LiteralString, variable: LiteralString, step: Step, end: LiteralString
    ) -> Pattern:
        """A step from an admitted node along a tie to a node that must be admitted too."""
        tie, kind = self.policy.model.tie(step.tie), self.policy.model.kind(step.kind)
        reached = self.node(end, kind)
        along: LiteralString = f"-[{variable}:{tie.type}]-"
        if not tie.symmetric:
            along = f"{along}>" if step.forward else f"<{along}"
        arrow: LiteralString = f"({start}){along}{reached.text}"
        return Pattern(arrow, reached.conditions)

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

    def sort_key(self, variable: LiteralString, kind: Kind, name: str) -> LiteralString:
        """The stored value to sort and page by; only for properties shown to everybody."""
        each = kind[name]
        if self.policy.classes[self.viewer.role][each.privacy] is not Shown.ALWAYS:
            raise ModelFault(f"{kind.name}.{name} is masked, so it cannot order a list.")
        return f"{variable}.{each.name}"


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
