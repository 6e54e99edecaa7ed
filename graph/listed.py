"""A list that nothing has been cut from: what brings its rows, and in which order."""

from dataclasses import dataclass
from typing import LiteralString

from graph.lines import Lines, filtered, match
from graph.model import Tie
from graph.ordering import SortKey
from graph.sight import Pattern
from graph.stretches import Stretch
from graph.terms import Conditions, conjuncts
from graph.want import Given

Computed = tuple[LiteralString, LiteralString]


@dataclass(frozen=True)
class Along:
    """The tie a list came along: its variable and what it is.

    Where it `tells_apart`, the list is sorted by the ties too: a node may be come to by several.
    """

    variable: LiteralString
    tie: Tie
    tells_apart: bool = False


@dataclass(frozen=True)
class Listed:
    """A list that nothing has been cut from: what it matches, and in which order.

    `beside` are patterns by which the database may come to its rows; they may bring a row several
    times. `computed` are sort keys that must be worked out, by name, before the page is cut. What is
    `found` by other means than a pattern comes with its lines. Where there are `stretches`, a page is
    cut from them. `closeness` says how close a row is to what was searched.
    """

    variable: LiteralString
    kinds: tuple[str, ...]
    pattern: Pattern
    keys: tuple[SortKey, ...]
    order: str
    along: Along | None = None
    computed: tuple[Computed, ...] = ()
    as_of: Given | None = None
    beside: tuple[Pattern, ...] = ()
    found: tuple[LiteralString, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    closeness: LiteralString | None = None

    @property
    def carried(self) -> Lines:
        """The variables that what is shown of the list is made of."""
        return [*([self.along.variable] if self.along else []), self.variable]

    @property
    def matched(self) -> Lines:
        """The whole list, without order or page."""
        return self.narrowed(())

    def narrowed(self, also: Conditions) -> Lines:
        """What of the whole list these conditions hold for, too."""
        if self.beside:
            return [*self.matching(also), f"WITH DISTINCT {self.variable}"]
        return self.matching(also)

    def matching(self, also: Conditions) -> Lines:
        """The same, a row perhaps several times where there are patterns beside."""
        conditions = conjuncts((*self.pattern.conditions, *also))
        if not self.found:
            lines = match(self.pattern.text, conditions)
            for each in self.beside:
                lines += match(each.text, each.conditions)
            return lines
        if not conditions:
            return list(self.found)
        return [*self.found, f"WITH {self.variable}", *filtered(conditions)]
