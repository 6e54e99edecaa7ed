"""What is told of households' ties, so that each household has enough others just like it.

Ties are told exactly where enough households have the same. Elsewhere the rarest agency is told as
any of its kind, then not at all, one step at a time, until there are enough of them; who is left
with no tie is not told. So whatever somebody knows of the ties of one household, it is one of many
that cannot be told apart (k-anonymity, Sweeney 2002, by generalisation and suppression).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Party:
    """An agency by its kind and id; without an id, any of that kind."""

    kind: str
    agency: str = ""

    @property
    def steps(self) -> int:
        """How many steps it is away from being told not at all."""
        return 2 if self.agency else 1

    @property
    def less(self) -> frozenset["Party"]:
        """What is told in its place a step further on."""
        return frozenset({Party(self.kind)} if self.agency else ())


Ties = frozenset[Party]
"""What one household has to do with."""


def alike(households: Mapping[Ties, int], smallest: int) -> dict[Ties, Ties]:
    """What is told in place of each household's ties, all of it true; the empty set is: nothing.

    `households` counts those with just these ties; each set told stands for `smallest` or more.
    """
    known = _known(households)
    behind = {each: [each] for each in households}
    told = Counter(dict(households))
    for steps in range(max(map(_steps, told), default=0), 0, -1):
        few = [each for each, count in told.items() if _steps(each) == steps and count < smallest]
        for each in few:
            less = _less(each, known)
            told[less] += told.pop(each)
            behind.setdefault(less, []).extend(behind.pop(each))
    return {whole: each for each, wholes in behind.items() for whole in wholes}


def _steps(ties: Iterable[Party]) -> int:
    return sum(each.steps for each in ties)


def _less(ties: Ties, known: Mapping[Party, int]) -> Ties:
    """The same with the rarest told a step less; which of equally rare ones rests on their ids."""
    rarest = min(ties, key=lambda each: (known[each], each))
    return ties - {rarest} | rarest.less


def _known(households: Mapping[Ties, int]) -> Counter[Party]:
    """Of how many households each agency, and each kind, is known."""
    known = Counter[Party]()
    for ties, count in households.items():
        for each in ties.union(*(party.less for party in ties)):
            known[each] += count
    return known
