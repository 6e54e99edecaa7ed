"""The function that turns a row into the finished answer.

It is printed from the shape once, with the statement, and builds the answer in the order asked with
nothing to decide per value. When the data break a promise of the schema it gives up with `Broken`.
"""

from collections.abc import Callable
from typing import Any

from graph import wareki
from graph.model import Choice, Type
from graph.shape import (
    INT_LIMIT,
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
    PagePartShape,
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


def shaper(shape: Shape) -> Callable[[Any, Sizes], Any]:
    """A function of a row and the sizes of its pages that gives the finished answer.

    Raises `Broken` when the data break a promise; ask `careful` then.
    """
    return _Printer().function_of(shape)


class _Printer:
    """Prints Python source for one shape.

    What it prints is made of indexes and of response keys quoted by `repr`, so that nothing a
    client writes is ever run.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._known: dict[str, Any] = {
            "integer": integer,
            "moment": moment,
            "kept": _kept,
            "day": wareki.written_day,
            "moment_day": wareki.written_moment,
        }
        self._count = 0

    def function_of(self, shape: Shape) -> Callable[[Any, Sizes], Any]:
        match shape:
            case ObjectShape():
                name = self._inner(shape)
            case PageShape():
                name = self._page(shape)
            case OneOf():
                names = ", ".join(self._inner(each) for each in shape.shapes)
                name = self._define(f"return None if r is None else ({names},)[r[0]](r[1], s)")
            case ManyOf():
                names = ", ".join(self._inner(each) for each in shape.shapes)
                name = self._define(
                    "found = [None] * s[0]",
                    "for place, which, row in r:",
                    f"    found[place] = ({names},)[which](row, s)",
                    "return found",
                )
        space: dict[str, Any] = dict(self._known)
        exec(compile("\n".join(self._lines), "<shaper>", "exec"), space)  # noqa: S102 -- see class
        return space[name]

    def _define(self, *body: str) -> str:
        self._count += 1
        name = f"f{self._count}"
        self._lines += [f"def {name}(r, s):", *(f"    {line}" for line in body)]
        return name

    def _inner(self, shape: ObjectShape | Branched) -> str:
        return self._define(f"return None if r is None else {self._object(shape)}")

    def _page(self, shape: PageShape) -> str:
        """A function of the row that the page's rows and total lie in."""
        parts = ", ".join(f"{part.key!r}: {self._part(part, shape)}" for part in shape.parts)
        turned = "[::-1]" if shape.backward else ""
        return self._define(
            f"rows = {'()' if shape.index is None else f'r[{shape.index}]'}",
            f"total = {'None' if shape.total is None else f'r[{shape.total}]'}",
            f"more = len(rows) > s[{shape.size}]",
            f"if more: rows = rows[:s[{shape.size}]]",
            *([f"rows = rows{turned}"] if turned else []),
            *(
                [f"for row in rows: s.whose.update(row[{shape.seen}])"]
                if shape.seen is not None
                else []
            ),
            *([f"s.whose.update(r[{shape.few}])"] if shape.few is not None else []),
            f"return {{{parts}}}",
        )

    def _part(self, part: PagePartShape, page: PageShape) -> str:
        match part:
            case Constant():
                return repr(part.text)
            case Rows():
                return f"[{self._object(part.shape)} for r in rows]"
            case Total():
                return "total"
            case Within():
                return self._object(part.shape)
            case Facts():
                facts = ", ".join(self._fact(each, page) for each in part.asks)
                return f"{{{facts}}}"

    def _fact(self, ask: Constant | tuple[str, str], page: PageShape) -> str:
        if isinstance(ask, Constant):
            return f"{ask.key!r}: {ask.text!r}"
        key, name = ask
        ahead, behind = ("more", repr(page.resumed))
        printed = {
            "hasNextPage": behind if page.backward else ahead,
            "hasPreviousPage": ahead if page.backward else behind,
            "startCursor": f"{self._cursor(page.cursor, 'rows[0]')} if rows else None",
            "endCursor": f"{self._cursor(page.cursor, 'rows[-1]')} if rows else None",
        }
        return f"{key!r}: {printed[name]}"

    def _object(self, shape: ObjectShape | Branched) -> str:
        if isinstance(shape, Branched):
            names = ", ".join(self._define(f"return {self._object(each)}") for each in shape.shapes)
            return f"({names},)[r[{shape.index}][0]](r[{shape.index}][1], s)"
        told = "{" + ", ".join(f"{f.key!r}: {self._field(f)}" for f in shape.fields) + "}"
        if shape.few is not None:
            return f"(s.whose.update(r[{shape.few}]) or {told})"
        if shape.whose is None:
            return told
        if shape.owners is None:
            return f"(s.whose.add(r[{shape.whose}]) or {told})"
        return f"(s.whose.update(r[{shape.owners}] or (r[{shape.whose}],)) or {told})"

    def _field(self, field: Field) -> str:
        match field:
            case Constant():
                return repr(field.text)
            case Leaf():
                return self._leaf(field, f"r[{field.index}]")
            case Pair():
                pair = f"r[{field.index}]"
                parts = ", ".join(self._pair_part(part, pair) for part in field.parts)
                return f"(None if {pair} is None else {{{parts}}})"
            case CursorShape():
                return self._cursor(field, "r")
            case Within():
                return self._object(field.shape)
            case Inner():
                return f"{self._inner(field.shape)}(r[{field.index}], s)"
            case Every():
                return f"[{self._object(field.shape)} for r in r[{field.index}]]"
            case PageShape():
                return f"{self._page(field)}(r, s)"
            case Answered():
                self._count += 1
                name = f"tell{self._count}"
                self._known[name] = field.tell
                return f"{name}(r[{field.index}], s)"

    def _pair_part(self, part: Constant | Leaf, pair: str) -> str:
        value = repr(part.text) if isinstance(part, Constant) else f"{pair}[{part.index}]"
        return f"{part.key!r}: {value}"

    def _cursor(self, cursor: CursorShape, row: str) -> str:
        values = ", ".join(f"{row}[{index}]" for index in cursor.indexes)
        return f"s.seal.text({cursor.order!r}, [{values}])"

    def _leaf(self, leaf: Leaf, value: str) -> str:
        if leaf.choice is not None:
            return self._choice(leaf, leaf.choice, value)
        if leaf.type is Type.INTEGER:
            small = f"x.__class__ is int and -{INT_LIMIT} <= x < {INT_LIMIT}"
            whole = f"(x if (x := {value}) is None or {small} else integer(x))"
            return f"kept({whole})" if leaf.promised else whole
        if leaf.style is not None:
            written = "day" if leaf.type is Type.DATE else "moment_day"
            return f"(None if (x := {value}) is None else {written}(x, {leaf.style.value!r}))"
        if leaf.type is Type.DATETIME:
            value = f"(None if (x := {value}) is None else moment(x))"
        if leaf.promised:
            return f"(x if (x := {value}) is not None else kept(x))"
        return value

    def _choice(self, leaf: Leaf, choice: Choice, value: str) -> str:
        known = {each.name: each.name for each in choice.values}
        name = f"choice_{choice.name}"
        self._known[name] = known
        self._known[f"{name}_or_none"] = {**known, None: None}
        if leaf.type is Type.STRINGS:
            listed = f"[{name}[y] for y in x]"
            return (
                f"({listed} if (x := {value}) is not None else {'kept(x)' * leaf.promised or None})"
            )
        return f"{name}[{value}]" if leaf.promised else f"{name}_or_none[{value}]"


def _kept(value: Any) -> Any:
    if value is None:
        raise Broken("nothing is recorded where a value is promised")
    return value
