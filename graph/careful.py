"""The slow way from a row to the answer, for data that break a promise of the schema.

Goes through the row by its shape, keeping GraphQL's null rules and naming each fault's path.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph import wareki
from graph.cursor import Seal
from graph.model import Type
from graph.shape import (
    Answered,
    Branched,
    Broken,
    Constant,
    CursorShape,
    Every,
    Facts,
    Field,
    Inner,
    Leaf,
    ManyOf,
    ObjectShape,
    OneOf,
    PageShape,
    Pair,
    Rows,
    Shape,
    Sizes,
    Total,
    Within,
    integer,
    moment,
)

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """A promise of the schema that the data break, and where."""

    path: Path
    sentence: str


def careful(shape: Shape, row: Any, sizes: Sizes, path: Path) -> tuple[Any, list[Fault]]:
    """The answer with GraphQL's null rules kept, and each fault with its path.

    A broken promise makes the nearest object that may be null null; when there is none, the whole
    answer is.
    """
    going = _Careful(sizes)
    try:
        return going.whole(shape, row, path), going.faults
    except Broken:
        return None, going.faults


@dataclass(frozen=True)
class _Cut:
    rows: list[Any]
    more: bool
    total: int | None


def _facts(page: PageShape, cut: _Cut, seal: Seal) -> dict[str, Any]:
    cursors = [
        seal.text(page.cursor.order, [row[index] for index in page.cursor.indexes])
        for row in (*cut.rows[:1], *cut.rows[-1:])
    ] or [None]
    return {
        "hasNextPage": page.resumed if page.backward else cut.more,
        "hasPreviousPage": cut.more if page.backward else page.resumed,
        "startCursor": cursors[0],
        "endCursor": cursors[-1],
    }


class _Careful:
    def __init__(self, sizes: Sizes) -> None:
        self.faults: list[Fault] = []
        self._sizes = sizes

    def whole(self, shape: Shape, row: Any, path: Path) -> Any:
        match shape:
            case ObjectShape():
                return self._nullable(shape, row, path)
            case PageShape():
                return self._page(shape, row, path)
            case OneOf(shapes):
                return self._one_of(shapes, row, path)
            case ManyOf(shapes):
                found: list[Any] = [None] * self._sizes[0]
                for place, *one in row:
                    found[place] = self._one_of(shapes, one, (*path, place))
                return found

    def _one_of(
        self, shapes: tuple[ObjectShape, ...], row: Sequence[Any] | None, path: Path
    ) -> Any:
        return None if row is None else self._nullable(shapes[int(row[0])], row[1], path)

    def _nullable(self, shape: ObjectShape | Branched, row: Any, path: Path) -> Any:
        if row is None:
            return None
        try:
            return self._object(shape, row, path)
        except Broken:
            return None

    def _object(self, shape: ObjectShape | Branched, row: Any, path: Path) -> dict[str, Any]:
        if isinstance(shape, Branched):
            which, inner = row[shape.index]
            return self._object(shape.shapes[int(which)], inner, path)
        if shape.few is not None:
            self._sizes.whose.update(row[shape.few])
        elif shape.owners is not None:
            self._sizes.whose.update(row[shape.owners] or (row[shape.whose],))
        elif shape.whose is not None:
            self._sizes.whose.add(row[shape.whose])
        return {f.key: self._field(f, row, (*path, f.key)) for f in shape.fields}

    def _field(self, field: Field, row: Any, path: Path) -> Any:  # noqa: C901 -- a case for each
        match field:
            case Constant():
                return field.text
            case Leaf():
                return self._leaf(field, row[field.index], path)
            case Pair():
                pair = row[field.index]
                if pair is None:
                    return None
                return {
                    part.key: part.text if isinstance(part, Constant) else pair[part.index]
                    for part in field.parts
                }
            case CursorShape():
                return self._sizes.seal.text(field.order, [row[index] for index in field.indexes])
            case Within():
                return self._object(field.shape, row, path)
            case Inner():
                return self._nullable(field.shape, row[field.index], path)
            case Every():
                return self._every(field.shape, row[field.index], path)
            case PageShape():
                return self._page(field, row, path)
            case Answered():
                return self._answered(field, row[field.index], path)

    def _answered(self, field: Answered, row: Any, path: Path) -> Any:
        try:
            return field.tell(row, self._sizes)
        except (Broken, KeyError):
            self.faults.append(Fault(path, "A node found here lacks what it must have."))
            return None

    def _every(
        self, shape: ObjectShape | Branched, rows: Sequence[Any], path: Path
    ) -> list[dict[str, Any]]:
        return [self._object(shape, row, (*path, place)) for place, row in enumerate(rows)]

    def _page(self, page: PageShape, row: list[Any], path: Path) -> dict[str, Any]:
        size = self._sizes[page.size]
        rows: list[Any] = [] if page.index is None else row[page.index]
        more, rows = len(rows) > size, rows[:size]
        if page.backward:
            rows = rows[::-1]
        if page.seen is not None:
            self._sizes.whose.update(id_ for each in rows for id_ in each[page.seen])
        if page.few is not None:
            self._sizes.whose.update(row[page.few])
        cut = _Cut(rows, more, None if page.total is None else row[page.total])
        return {
            part.key: self._object(part.shape, row, (*path, part.key))
            if isinstance(part, Within)
            else self._part(part, page, cut, (*path, part.key))
            for part in page.parts
        }

    def _part(
        self, part: Constant | Rows | Facts | Total, page: PageShape, cut: _Cut, path: Path
    ) -> Any:
        match part:
            case Constant():
                return part.text
            case Total():
                return cut.total
            case Rows():
                return self._every(part.shape, cut.rows, path)
            case Facts():
                facts = _facts(page, cut, self._sizes.seal)
                return {
                    (ask.key if isinstance(ask, Constant) else ask[0]): (
                        ask.text if isinstance(ask, Constant) else facts[ask[1]]
                    )
                    for ask in part.asks
                }

    def _leaf(self, leaf: Leaf, value: Any, path: Path) -> Any:
        try:
            sent = _sent(leaf, value)
        except Broken as broken:
            self.faults.append(Fault(path, f"The data hold something else here: {broken}."))
            sent = None
        else:
            if sent is None and leaf.promised:
                self.faults.append(Fault(path, "Nothing is recorded here, though it is promised."))
        if sent is None and leaf.promised:
            raise Broken
        return sent


def _sent(leaf: Leaf, value: Any) -> Any:
    if value is None:
        return None
    if leaf.choice is not None:
        for each in value if leaf.type is Type.STRINGS else [value]:
            if each not in leaf.choice:
                raise Broken(f"no value of {leaf.choice.name}")
    if leaf.type is Type.INTEGER:
        return integer(value)
    if leaf.style is not None:
        written = wareki.written_day if leaf.type is Type.DATE else wareki.written_moment
        return written(value, leaf.style)
    return moment(value) if leaf.type is Type.DATETIME else value
