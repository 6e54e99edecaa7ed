"""Every production at every place, over the schema of one role and what somebody in it may see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graphql import GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema, get_named_type

from resolvers.collecting import declared
from resolvers.shown import MARK, ShowsMany
from tests.answering.oracle import World
from tests.grammar import arguments, by_id, conditions, selecting
from tests.grammar.conditions import QUANTIFIERS, Writing
from tests.grammar.values import Values
from tests.grammar.writing import Argued, Condition, Place, Spot, Written


@dataclass(frozen=True)
class Cell:
    """A production at a place."""

    production: str
    place: Place


CELLS = [
    *(Cell(f"where {name}", place) for name in conditions.PRODUCTIONS for place in Place),
    *(
        Cell(name, place)
        for name in (*arguments.PRODUCTIONS, *selecting.PRODUCTIONS)
        for place in Place
        if place is not Place.QUANTIFIED
    ),
    *(Cell(name, Place.ROOT) for name in by_id.PRODUCTIONS),
]
"""All cells of the grammar: inside a quantifier stand conditions alone, and ids at the root."""
NEVER = {
    *(Cell(name, Place.CURSOR) for name in ("orderBy: $o", "orderBy: [{one: $d}]")),
    *(
        Cell(name, place)
        for name in arguments.PRODUCTIONS
        for place in (Place.ROOT, Place.CURSOR)
        if name.startswith(("tie", "asOf"))
    ),
    *(Cell(name, Place.EDGE) for name in arguments.PRODUCTIONS if name.startswith("tie")),
}
"""Cells that there are not: a root list follows no tie, so it has no edge conditions and no day; an
edge condition is beside itself; an order that changes from request to request keeps no cursor.
"""


@dataclass(frozen=True)
class Grammar:
    """Writes the cells over a schema, of what the world of somebody's view holds."""

    schema: GraphQLSchema
    world: World
    _values: Values = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_values", Values(self.world))

    def written(self, cell: Cell, turn: int = 0) -> Iterator[Written]:
        """The cell as it is written for one kind after another, beginning where the turn says."""
        if cell.production in by_id.PRODUCTIONS:
            yield from self._by_id(cell.production, turn)
            return
        spots = self._spots[cell.place]
        start = turn % max(1, sum(map(self._has_rows, spots)))
        for place, spot in enumerate([*spots[start:], *spots[:start]]):
            written = self._at(cell, spot, turn + place)
            if written is not None:
                yield written

    def _at(self, cell: Cell, spot: Spot, turn: int) -> Written | None:
        name = cell.production.removeprefix("where ")
        if cell.production.startswith("where "):
            condition = self._condition(conditions.PRODUCTIONS[name], spot, turn)
            if condition is None:
                return None
            if cell.place is Place.QUANTIFIED:
                return spot.within(condition)
            return spot.written(condition.argued)
        argued: Argued | None
        if name in arguments.PRODUCTIONS:
            argued = arguments.PRODUCTIONS[name](spot, self._values)
        else:
            argued = selecting.PRODUCTIONS[name](self.schema, spot)
        return argued and spot.written(argued)

    def _condition(
        self, production: conditions.Production, spot: Spot, turn: int
    ) -> Condition | None:
        where = spot.where
        return where and production(Writing(spot.kind, where, self._values, turn))

    def _by_id(self, name: str, turn: int) -> Iterator[Written]:
        lists = [*self._lists]
        at = turn % len(lists)
        for kind, _, one in [*lists[at:], *lists[:at]]:
            ids = [*sorted(self.world.nodes[kind]), "x", "y"][:2]
            if one:
                yield by_id.PRODUCTIONS[name](kind, one, ids)

    # Spots

    @cached_property
    def _lists(self) -> Sequence[tuple[str, str, str]]:
        """Each kind with its root list and its field by id; those that the view holds first."""
        query = self.schema.query_type
        assert query is not None
        by_type = {str(each.type): name for name, each in query.fields.items()}
        found = [
            (kind, by_type[f"{kind}Connection"], by_type.get(kind, ""))
            for kind in self.world.nodes
            if f"{kind}Connection" in by_type
        ]
        return sorted(found, key=lambda each: -min(2, len(self.world.nodes[each[0]])))

    @cached_property
    def _spots(self) -> dict[Place, Sequence[Spot]]:
        below = sorted(self._below(), key=lambda each: -len(each.ids))
        at_root = [*self._at_root()]
        return {
            Place.ROOT: at_root,
            Place.NESTED: below,
            Place.EDGE: [
                Spot(Place.EDGE, each.kind, each.name, each.field, each.step, each.parents,
                     each.ids, self._tie(each))
                for each in below if "tie" in each.field.args
            ],
            Place.QUANTIFIED: [
                Spot(Place.QUANTIFIED, each.kind, each.name, each.field, each.step, each.parents,
                     each.ids, quantifier=QUANTIFIERS[at % len(QUANTIFIERS)])
                for at, each in enumerate(below) if self._is_asked(each)
            ],
            Place.CURSOR: [
                Spot(Place.CURSOR, each.kind, each.name, each.field, given=each.given,
                     backward=at % 2 == 1)
                for at, each in enumerate([*at_root, *at_root[:-1]])
            ],
        }  # fmt: skip

    def _at_root(self) -> Iterator[Spot]:
        query = self.schema.query_type
        assert query is not None
        for kind, name, _ in self._lists:
            yield Spot(Place.ROOT, kind, name, query.fields[name])
        search = query.fields["search"]
        yield Spot(Place.ROOT, "", "search", search, given=('text: "さ"',))

    def _below(self) -> Iterator[Spot]:
        """Each list below a node, of two nodes on which most hangs."""
        for kind, name, _ in self._lists:
            type_ = self.schema.type_map[kind]
            assert isinstance(type_, GraphQLObjectType)
            for relation, each in type_.fields.items():
                mark = declared(each).metadata.get(MARK)
                if isinstance(mark, ShowsMany):
                    step = mark.step
                    ends = step.kind if hasattr(step, "kind") else ""
                    hung = self._hung(kind, step.tie)
                    yield Spot(Place.NESTED, ends, relation, each, step, name, hung)

    def _hung(self, kind: str, tie: str) -> list[str]:
        ways = (self.world.out, self.world.back)
        much = {
            id_: max(len(way.get((tie, id_), ())) for way in ways) for id_ in self.world.nodes[kind]
        }
        most = sorted((each for each in much if much[each]), key=lambda id_: (-much[id_], id_))
        return most[:2]

    def _has_rows(self, spot: Spot) -> bool:
        """Whether something is found there: such spots come first, and are taken in turns."""
        if spot.ids or spot.given:
            return True
        return not spot.parents and len(self.world.nodes[spot.kind]) > 1

    def _is_asked(self, spot: Spot) -> bool:
        """Whether a condition on the parents can name the list."""
        assert self.schema.query_type is not None
        parents = self.schema.query_type.fields[spot.parents].args.get("where")
        named = get_named_type(parents.type) if parents else None
        return isinstance(named, GraphQLInputObjectType) and spot.name in named.fields

    def _tie(self, spot: Spot) -> str:
        type_ = get_named_type(spot.field.args["tie"].type)
        assert isinstance(type_, GraphQLInputObjectType)
        return '{since: {gte: "1990-01-01"}}' if len(spot.name) % 2 else "{until: {isNull: true}}"
