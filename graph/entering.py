"""From which side a list may be entered: which of its conditions names few nodes that lead to it.

A condition on related nodes is judged node by node when it stands in an EXISTS. Where it names few
nodes, by an index or by a kind of which there are few, it is matched instead, and the planner, which
knows how many there are of each, begins at the smaller end. That choice is made here, by the model.
"""

from collections.abc import Iterator

from graph.model import Index, Kind, Model
from graph.want import AllOf, Compared, Operator, Quantifier, Related, Where

MOST_STEPS = 3
"""How far away the nodes may be: each step makes the statement dearer to plan."""

_WHOLE = frozenset({Operator.EQUALS, Operator.IN})
_NAMES = _WHOLE | {Operator.STARTS_WITH, Operator.CONTAINS}
_SERVED: dict[Index | None, frozenset[Operator]] = {
    None: frozenset(),
    Index.UNIQUE: _WHOLE | {Operator.STARTS_WITH},
    Index.RANGE: _WHOLE | {Operator.STARTS_WITH},
    Index.SORTED: frozenset(),
    Index.TEXT: _NAMES,
    Index.POINT: frozenset(),
}
"""The comparisons by which an index finds few nodes; a bound on one side finds too many."""
_BY_KEY, _BY_INDEX, _OF_FEW, _NEVER = range(4)
_FAR = (_NEVER, 0)


def entrance(where: Where, kind: Kind, model: Model, steps: int = MOST_STEPS) -> Related | None:
    """The one condition on related nodes by which nodes of the kind may be found, or nothing.

    It stands among those that must all hold, and no condition on the kind's own properties finds
    as few. What lies further is the entrance of the condition's own `where`, one step less away.
    A kind of few is read whole at no loss.
    """
    if kind.few and steps == MOST_STEPS:
        return None
    parts = list(conjuncts(where))
    best = min(parts, key=lambda part: _worth(part, kind, model, steps), default=None)
    if isinstance(best, Related) and _worth(best, kind, model, steps)[0] < _NEVER:
        return best
    return None


def finds_few(where: Where, kind: Kind) -> bool:
    """Whether a condition on the kind's own properties finds few of its nodes by an index."""
    return any(
        isinstance(part, Compared) and part.operator in _SERVED[kind[part.property].index]
        for part in conjuncts(where)
    )


def conjuncts(where: Where) -> Iterator[Where]:
    """The conditions that must all hold."""
    if isinstance(where, AllOf):
        for part in where.of:
            yield from conjuncts(part)
    else:
        yield where


def _worth(where: Where, kind: Kind, model: Model, steps: int) -> tuple[int, int]:
    """How few nodes a condition finds, the fewest first; then how far away they are."""
    match where:
        case AllOf():
            worths = [_worth(part, kind, model, steps) for part in where.of]
            return min(worths, default=_FAR)
        case Compared(name, operator):
            each = kind[name]
            if operator in _SERVED[each.index]:
                whole = each.index is Index.UNIQUE and operator in _WHOLE
                return _BY_KEY if whole else _BY_INDEX, 0
            return (_OF_FEW, 0) if kind.few and operator in _NAMES else _FAR
        case Related(step, Quantifier.SOME, inner) if steps:
            few, away = _worth(inner, model.kind(step.kind), model, steps - 1)
            return few, away + 1
        case _:
            return _FAR
