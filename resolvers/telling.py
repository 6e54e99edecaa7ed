"""What a selection asks of a record: the nodes it wants, and a function that tells the rest.

The function is printed once for a selection, as the shaper of a statement is: it takes the record
and builds the answer in the order asked, with nothing to decide for each value.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import GraphQLObjectType

from graph.shape import FoundShape, Sizes, Tell
from graph.shaper import shaper
from graph.want import Want
from resolvers.collecting import TYPE_NAME, Collecting, Fields, object_type, told_by
from resolvers.shown import TellsNode, TellsRecord, TellsValue

TellById = Callable[[Any, Sizes, Mapping[str, Any]], Any]
WantOf = Callable[[GraphQLObjectType, Fields], Want]


class Telling:
    """Reads one selection of a record; `wants` is complete once it is read.

    `want_of` reads what is selected of a node. The record holds a node's rows, one for each way it
    is wanted, or with `by_id` its id: what is shown of it is then looked up.
    """

    def __init__(
        self,
        collecting: Collecting,
        want_of: WantOf,
        type_: GraphQLObjectType,
        fields: Fields,
        *,
        by_id: bool = False,
    ) -> None:
        self._collecting = collecting
        self._want_of = want_of
        self._by_id = by_id
        self._columns: dict[str, list[Want]] = {}
        self._count = 0
        self._source = self._record("o", type_, fields)

    @property
    def wants(self) -> Mapping[str, tuple[Want, ...]]:
        """What is wanted of the nodes of each column, once for each way it is asked for."""
        return {column: tuple(wants) for column, wants in self._columns.items()}

    def teller(self, shape: FoundShape) -> Tell:
        """A function of the record and the sizes of the statement's pages."""
        tell = self._told(_shapers(shape))
        return lambda record, sizes: tell(record, sizes, None)

    def teller_by_id(self, shape: FoundShape) -> TellById:
        """A function of the record, the sizes, and by name of a way the rows of the nodes by id."""
        return self._told(_shapers(shape))

    def noting(self) -> Callable[[Any], dict[str, list[str]]]:
        """A function of the record that gives, for each column, the ids of the nodes it tells of."""
        ways = {
            _name(column, place): column
            for column, wants in self._columns.items()
            for place in range(len(wants))
        }
        tell = self._told(dict.fromkeys(ways, _nothing))

        def noted(record: Any) -> dict[str, list[str]]:
            found = {way: Noted() for way in ways}
            tell(record, None, found)
            ids: dict[str, dict[str, None]] = {column: {} for column in self._columns}
            for way, each in found.items():
                ids[ways[way]].update(each.ids)
            return {column: [*each] for column, each in ids.items()}

        return noted

    def _told(self, known: Mapping[str, Any]) -> Any:
        source = f"def tell(o, s, r):\n    return None if o is None else {self._source}"
        names = dict(known)
        # Made of attribute names of our records and of response keys quoted by `repr`.
        exec(compile(source, "<teller>", "exec"), names)  # noqa: S102 -- nothing a client writes is run
        return names["tell"]

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
        nodes = value if self._by_id else f"{value}[{place}]"
        if tells.at_most is not None:
            each = self._variable()
            return f"[{self._shown(function, each)} for {each} in {nodes}]"
        return f"(None if {value} is None else {self._shown(function, nodes)})"

    def _shown(self, function: str, node: str) -> str:
        row = f"r[{function!r}].get({node})" if self._by_id else node
        return f"{function}({row}, s)"

    def _variable(self) -> str:
        self._count += 1
        return f"o{self._count}"


class Noted:
    """Takes the place of the rows by id, and notes which are looked up."""

    def __init__(self) -> None:
        self.ids: dict[str, None] = {}

    def get(self, id_: str) -> None:
        """Nothing, yet."""
        self.ids[id_] = None


def _nothing(_row: object, _sizes: object) -> None:
    """What is shown while it is only noted who is."""


def _shapers(shape: FoundShape) -> dict[str, Any]:
    return {
        _name(column, place): shaper(each)
        for column, shapes in shape.nodes.items()
        for place, each in enumerate(shapes)
    }


def rows_by_id(shape: FoundShape, row: Sequence[Sequence[Sequence[Any]]]) -> dict[str, Any]:
    """By name of a way, the rows of the nodes that a statement of what is shown has brought."""
    names = [
        _name(column, place)
        for column, shapes in shape.nodes.items()
        for place in range(len(shapes))
    ]
    return {name: dict(map(tuple, pairs)) for name, pairs in zip(names, row, strict=True)}


def _name(column: str, place: int) -> str:
    return f"{column.replace('.', '_')}_{place}"
