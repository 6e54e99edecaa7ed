"""What a selection asks of a record: the nodes it wants, and a function that tells the rest.

The function is printed once for a selection, as the shaper of a statement is: it takes the record
and builds the answer in the order asked, with nothing to decide for each value.
"""

from collections.abc import Callable, Mapping
from typing import Any

from graphql import GraphQLObjectType

from graph.shape import FoundShape, Tell
from graph.shaper import shaper
from graph.want import Want
from resolvers.collecting import TYPE_NAME, Collecting, Fields, object_type, told_by
from resolvers.shown import TellsNode, TellsRecord, TellsValue

WantOf = Callable[[GraphQLObjectType, Fields], Want]


class Telling:
    """Reads one selection of a record; `wants` is complete once it is read.

    `want_of` reads what is selected of a node.
    """

    def __init__(
        self, collecting: Collecting, want_of: WantOf, type_: GraphQLObjectType, fields: Fields
    ) -> None:
        self._collecting = collecting
        self._want_of = want_of
        self._columns: dict[str, list[Want]] = {}
        self._count = 0
        self._source = self._record("o", type_, fields)

    @property
    def wants(self) -> Mapping[str, tuple[Want, ...]]:
        """What is wanted of the nodes of each column, once for each way it is asked for."""
        return {column: tuple(wants) for column, wants in self._columns.items()}

    def teller(self, shape: FoundShape) -> Tell:
        """A function of the record and the sizes of the statement's pages."""
        known: dict[str, Any] = {}
        for column, shapes in shape.nodes.items():
            for place, each in enumerate(shapes):
                known[_name(column, place)] = shaper(each)
        source = f"def tell(o, s):\n    return None if o is None else {self._source}"
        # Made of attribute names of our records and of response keys quoted by `repr`.
        exec(compile(source, "<teller>", "exec"), known)  # noqa: S102 -- nothing a client writes is run
        return known["tell"]

    def _record(self, variable: str, type_: GraphQLObjectType, fields: Fields) -> str:
        told = [
            f"{key!r}: {self._field(variable, type_, nodes)}"
            for key, nodes in self._collecting.under(type_, fields)
        ]
        return "{" + ", ".join(told) + "}"

    def _field(self, variable: str, type_: GraphQLObjectType, nodes: Fields) -> str:
        name = nodes[0].name.value
        if name == TYPE_NAME:
            return repr(type_.name)
        field = type_.fields[name]
        tells = told_by(field)
        value = f"{variable}.{tells.name}"
        match tells:
            case TellsValue():
                return self._value(tells, value)
            case TellsRecord():
                each = self._variable()
                inner = self._record(each, object_type(field), nodes)
                if tells.at_most is not None:
                    return f"[{inner} for {each} in {value}]"
                return f"(None if ({each} := {value}) is None else {inner})"
            case TellsNode():
                return self._node(tells, value, self._want_of(object_type(field), nodes))

    def _value(self, tells: TellsValue, value: str) -> str:
        if not tells.days:
            return value
        each = self._variable()
        if tells.many:
            return f"[{each}.isoformat() for {each} in {value}]"
        return f"(None if ({each} := {value}) is None else {each}.isoformat())"

    def _node(self, tells: TellsNode, value: str, want: Want) -> str:
        wants = self._columns.setdefault(tells.column, [])
        if want not in wants:
            wants.append(want)
        place = wants.index(want)
        function = _name(tells.column, place)
        if tells.at_most is not None:
            each = self._variable()
            return f"[{function}({each}, s) for {each} in {value}[{place}]]"
        return f"(None if {value} is None else {function}({value}[{place}], s))"

    def _variable(self) -> str:
        self._count += 1
        return f"o{self._count}"


def _name(column: str, place: int) -> str:
    return f"{column.replace('.', '_')}_{place}"
