"""A list in stretches: parts of its order that lie whole behind one another, each read by itself.

What is absent comes last, and no index holds it; what counts nothing is tied to nothing. So each
stretch has a way of its own to its rows, and a page is filled from the first, then from the next
only while there is room. Behind a cursor, what shares its first value may be a stretch too: with an
index over the value and the id, a page costs the same however late it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, LiteralString

from graph.lines import Lines, called, filtered
from graph.model import Type
from graph.ordering import SortKey, beyond
from graph.terms import Condition, Conditions, Either, Term

LOWEST: dict[Type, Any] = {
    Type.STRING: "",
    Type.INTEGER: -(2**63),
    Type.FLOAT: float("-inf"),
    Type.DATE: date.min,
    Type.DATETIME: datetime.min.replace(tzinfo=UTC),
}
HIGHEST: dict[Type, Any] = {
    Type.STRING: chr(0x10FFFF),
    Type.INTEGER: 2**63 - 1,
    Type.FLOAT: float("inf"),
    Type.DATE: date.max,
    Type.DATETIME: datetime.max.replace(tzinfo=UTC),
}


@dataclass(frozen=True)
class Cut:
    """What is asked of a stretch: where its first key begins, what else holds, which way it goes."""

    edge: Conditions
    later: Conditions
    backward: bool

    @property
    def conditions(self) -> Conditions:
        return (*self.edge, *self.later)


Matched = Callable[[Cut], Lines]
"""The lines that bring what is asked of a stretch, up to what is to be sorted."""


@dataclass(frozen=True)
class Stretch:
    """Rows that follow one another: how they are matched, and their keys, from `place` on.

    `carried` are the names to sort by, as WITH has them. `holds` says of a cursor's first value that
    it stands here, to the database and, as `is_here`, to us. A `split` stretch has an index over its
    first key and the id, by which what shares the cursor's value is read apart from what lies
    beyond. An `edged` one is told where its first key begins, to match no more than that.
    """

    matched: Matched
    carried: LiteralString
    keys: tuple[SortKey, ...]
    place: int
    holds: Callable[[LiteralString], Condition]
    is_here: Callable[[Any], bool]
    split: bool = False
    edged: bool = False


@dataclass(frozen=True)
class Bound:
    """A cursor's value at a place, as a parameter.

    `within` is one too: the value, or an extreme where the cursor does not stand in the stretch.
    """

    value: LiteralString
    within: Callable[[Stretch, Any], LiteralString]


@dataclass(frozen=True)
class _Piece:
    """What is read at once: the rows of a stretch for which these hold, if `only_if` does."""

    stretch: Stretch
    edge: Conditions = ()
    later: Conditions = ()
    only_if: Condition | None = None


def pieced(
    stretches: Sequence[Stretch],
    bounds: Sequence[Bound],
    variable: LiteralString,
    names: Sequence[LiteralString],
    limit: LiteralString,
    *,
    backward: bool,
) -> Lines:
    """Lines that bring `limit` rows at most, in their order, and read none that is not needed.

    `bounds` are a cursor's values, or nothing from the start; `names` are free for what is read: two
    for each stretch, and two more.
    """
    ahead = list(reversed(stretches)) if backward else list(stretches)
    pieces: list[_Piece] = []
    for place, stretch in enumerate(ahead):
        passed = ahead[place - 1] if place else None
        pieces += _pieces(stretch, passed, bounds, backward=backward)
    lines: Lines = []
    parts: Lines = []
    for piece, name in zip(pieces, names, strict=False):
        lines += _read(piece, parts, name, variable, limit, backward=backward)
        parts.append(name)
    whole, at = names[-2:]
    return [
        *lines,
        f"WITH {' + '.join(parts)} AS {whole}",
        f"UNWIND range(0, size({whole}) - 1) AS {at}",
        f"WITH {whole}[{at}] AS {variable}, {at}",
        f"ORDER BY {at}",
        f"LIMIT {limit}",
    ]


def _pieces(
    stretch: Stretch, passed: Stretch | None, bounds: Sequence[Bound], *, backward: bool
) -> list[_Piece]:
    """The pieces of a stretch that lie behind the cursor; `passed` is the stretch before it."""
    if not bounds:
        return [_Piece(stretch)]
    here = stretch.holds(bounds[0].value)
    own = bounds[stretch.place :]
    first = stretch.keys[0]
    sign = first.sign(backward=backward)
    extremes = HIGHEST if sign == "<" else LOWEST
    edge: Conditions = ()
    if (stretch.edged or passed is not None) and first.type in extremes:
        least = own[0].within(stretch, extremes[first.type])
        edge = (Term(f"{first.expression} {sign}= {least}"),)
    if stretch.split and len(stretch.keys) > 1:
        bound = own[0].within(stretch, extremes[first.type])
        rest = beyond(stretch.keys[1:], [each.value for each in own[1:]], backward=backward)
        alike = (Term(f"{first.expression} = {own[0].value}"), rest)
        further = (Term(f"{first.expression} {sign} {bound}"),)
        return [
            _Piece(stretch, (), alike, here),
            _Piece(stretch, (), further, here if passed is None else None),
        ]
    later = beyond(stretch.keys, [each.value for each in own], backward=backward)
    if passed is None:
        return [_Piece(stretch, edge, (later,), here)]
    return [_Piece(stretch, edge, (Either((passed.holds(bounds[0].value), later)),))]


def _read(
    piece: _Piece,
    before: Lines,
    name: LiteralString,
    variable: LiteralString,
    limit: LiteralString,
    *,
    backward: bool,
) -> Lines:
    """A sub-query that collects the rows of a piece as `name`: none where there is no room left."""
    sorted_by: Lines = [key.direction(backward=backward) for key in piece.stretch.keys]
    rows: Lines = [
        *piece.stretch.matched(Cut(piece.edge, piece.later, backward)),
        f"WITH {piece.stretch.carried}",
        f"ORDER BY {', '.join(sorted_by)}",
        f"LIMIT {limit}",
    ]
    known: LiteralString = ", ".join(before)
    collected: LiteralString = f"RETURN collect({variable}) AS {name}"
    if not before and piece.only_if is None:
        return called(known, [*rows, collected])
    sizes: Lines = [f"size({part})" for part in before]
    filled: LiteralString = " + ".join(sizes) or "0"
    room = Term(f"filled < {limit}")
    # The rows are a sub-query of their own, so that an index may give them in its order; it begins
    # with `filled`, so that it is not begun where there is no room.
    block: Lines = [
        f"WITH {filled} AS filled",
        *filtered((room,) if piece.only_if is None else (room, piece.only_if)),
        *called("filled", [*rows, f"RETURN {variable}"]),
        collected,
    ]
    return called(known, block)


def known(key: SortKey) -> SortKey:
    """The key where its value is known not to be absent."""
    return replace(key, absent=False)
