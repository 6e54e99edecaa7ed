"""The names within one statement: variables, columns, parameters and where their values come from."""

from dataclasses import dataclass, field
from typing import LiteralString

from graph.lines import Lines, number
from graph.plan import ReadSize, ReadValue


class Names:
    """Gives out names, each once, and keeps what the parameters stand for."""

    def __init__(self) -> None:
        self.values: dict[str, ReadValue] = {}
        self.sizes: list[ReadSize] = []
        self.dated = False
        self._count = 0
        self._last: dict[str, int] = {}

    def variable(self, stem: LiteralString) -> LiteralString:
        """A variable that no other part of the statement has."""
        self._count += 1
        return f"{stem}{number(self._count)}"

    def parameter(self, stem: LiteralString, read: ReadValue) -> LiteralString:
        """A value of the statement, as it stands in the text; it is read for each request.

        All of them come as one map: a parameter of its own is planned for anew with each size a
        text or a list has (1, up to 10, up to 100 …), and a map has none.
        """
        name = stem
        place = self._last.get(stem, 1)
        while name in self.values:
            place += 1
            name = f"{stem}{number(place)}"
        self._last[stem] = place
        self.values[name] = read
        return f"$given.{name}"

    def once(self, name: LiteralString, read: ReadValue) -> LiteralString:
        """A value that is the same wherever the statement needs it, sent once."""
        self.values.setdefault(name, read)
        return f"$given.{name}"

    def today(self) -> LiteralString:
        """The parameter that is the day of the request."""
        self.dated = True
        return "$today"

    def size(self, read: ReadSize) -> int:
        """The place of a page's size among the sizes of a request."""
        self.sizes.append(read)
        return len(self.sizes) - 1


@dataclass
class Columns:
    """The positional list that becomes a row; the same expression is sent once."""

    expressions: Lines = field(default_factory=Lines)

    def index(self, expression: LiteralString) -> int:
        """The place of an expression in the row."""
        if expression not in self.expressions:
            self.expressions.append(expression)
        return self.expressions.index(expression)

    @property
    def text(self) -> LiteralString:
        """The row, as RETURN has it."""
        return "[" + ", ".join(self.expressions) + "]"
