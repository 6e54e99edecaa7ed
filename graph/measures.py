"""Measures of a property over many nodes, printed: how many, the least, the greatest, the sum.

They are made of stored values, which are null where the viewer may not see them; so what is masked
is neither counted nor added.
"""

from dataclasses import dataclass, field
from typing import LiteralString

from graph.lines import Lines
from graph.model import Kind, Property, Type
from graph.naming import Columns, Names
from graph.shape import Constant, Leaf, ObjectShape, Within
from graph.sight import Sight
from graph.want import Aggregate, Measure, Measured, MeasuresAsk, TotalCount, TypeName

ROWS: LiteralString = "count(*)"
NUMBERS = (Type.INTEGER, Type.FLOAT)
TIMES = (Type.DATE, Type.DATETIME)
MEASURED = (*NUMBERS, *TIMES)
"""The types whose values are measured: those that have a least and a greatest."""


@dataclass
class Measures:
    """The measures of one list or group: each is computed once and has a name.

    `variable` is the node they are of. The names are columns of the row that holds the measures.
    """

    sight: Sight
    names: Names
    variable: LiteralString
    kind: Kind
    columns: Columns
    _names: dict[LiteralString, LiteralString] = field(
        default_factory=dict["LiteralString", "LiteralString"]
    )

    @property
    def computed(self) -> Lines:
        """Each measure with its name, as WITH and RETURN have them."""
        printed: Lines = []
        for expression, name in self._names.items():
            printed.append(f"{expression} AS {name}")
        return printed

    def name(self, expression: LiteralString) -> LiteralString:
        """The name of an expression that takes in all rows."""
        if expression not in self._names:
            self._names[expression] = self.names.variable("whole")
        return self._names[expression]

    @property
    def few(self) -> int | None:
        """The column of the ids that are noted where few rows are measured; None where none are."""
        if self.sight.noting(self.variable, [self.kind]) is None:
            return None
        few = self.name(self.sight.few(self.variable))
        noting = self.sight.noting_few(few, [self.kind])
        return None if noting is None else self.columns.index(noting)

    def count(self, key: str) -> Leaf:
        """How many rows there are."""
        index = self.columns.index(self.name(ROWS))
        return Leaf(key, index, Type.INTEGER, None, promised=True)

    def whole(self, ask: Aggregate) -> Within:
        """What is asked of all rows."""
        fields: list[Constant | Leaf | Within] = []
        for each in ask.asks:
            match each:
                case TypeName():
                    fields.append(Constant(each.key, each.name))
                case TotalCount():
                    fields.append(self.count(each.key))
                case MeasuresAsk():
                    fields.append(self._of(each))
        return Within(ask.key, ObjectShape(tuple(fields), few=self.few))

    def _of(self, ask: MeasuresAsk) -> Within:
        each = self.kind[ask.property]
        stored = self.sight.stored(self.variable, self.kind, ask.property)
        fields = [
            Constant(one.key, one.name)
            if isinstance(one, TypeName)
            else self._measured(one, stored, each)
            for one in ask.asks
        ]
        return Within(ask.key, ObjectShape(tuple(fields)))

    def _measured(self, ask: Measured, stored: LiteralString, each: Property) -> Leaf:
        type_ = {
            Measure.COUNT: Type.INTEGER,
            Measure.DIFFERENT: Type.INTEGER,
            Measure.LEAST: each.type,
            Measure.GREATEST: each.type,
            Measure.SUM: Type.FLOAT,
            Measure.AVERAGE: Type.FLOAT,
        }[ask.measure]
        promised = ask.measure in (Measure.COUNT, Measure.DIFFERENT)
        index = self.columns.index(self.name(_printed(ask.measure, stored, each)))
        return Leaf(ask.key, index, type_, None, promised)


def _printed(measure: Measure, stored: LiteralString, each: Property) -> LiteralString:
    """The measure as it is sent; sums and averages of nothing are null."""
    match measure:
        case Measure.COUNT:
            return f"count({stored})"
        case Measure.DIFFERENT:
            return f"count(DISTINCT {stored})"
        case Measure.LEAST:
            return f"toString(min({stored}))" if each.type in TIMES else f"min({stored})"
        case Measure.GREATEST:
            return f"toString(max({stored}))" if each.type in TIMES else f"max({stored})"
        case Measure.SUM:
            return f"CASE WHEN count({stored}) > 0 THEN toFloat(sum({stored})) END"
        case Measure.AVERAGE:
            return (
                f"CASE WHEN count({stored}) > 0 THEN toFloat(sum({stored})) / count({stored}) END"
            )
