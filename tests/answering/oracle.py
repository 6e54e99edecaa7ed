"""A naive second opinion: the same schema answered in plain Python over the rows of a city.

It shares no line with the compiler or the shaper. graphql-core's own executor merges fields, spreads
fragments and keeps the null rules; the resolver below walks lists, filters by date, sorts and cuts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from graphql import ExecutionResult, GraphQLResolveInfo, build_schema, execute_sync, parse
from strawberry.types.arguments import UNSET

from graph import cursor
from graph.kinds.all import MODEL
from graph.load import NodeSheet, Sheet
from graph.model import Type
from graph.want import Step
from resolvers.selection import shown
from resolvers.shown import ShowsMany, ShowsOne, ShowsPosition, ShowsProperty
from schema.api import Api

DEFAULT_PAGE = 20
QUERY = "Query"


@dataclass(frozen=True)
class Ref:
    """A node of the world."""

    kind: str
    id: str


@dataclass
class World:
    """All nodes by kind and id, all ties by type and either end."""

    nodes: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    out: dict[tuple[str, str], list[tuple[Ref, dict[str, Any]]]] = field(default_factory=dict)
    back: dict[tuple[str, str], list[tuple[Ref, dict[str, Any]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, sheets: Iterable[Sheet]) -> "World":
        world = cls()
        for sheet in sheets:
            if isinstance(sheet, NodeSheet):
                kept = world.nodes.setdefault(sheet.kind.name, {})
                at = sheet.columns.index("id")
                for row in sheet.rows:
                    kept[row[at]] = dict(zip(sheet.columns, row, strict=True))
            else:
                for start, end, *values in sheet.rows:
                    facts = dict(zip(sheet.columns, values, strict=True))
                    tie = sheet.tie.type
                    world.out.setdefault((tie, start), []).append((Ref(sheet.ends.end, end), facts))
                    world.back.setdefault((tie, end), []).append(
                        (Ref(sheet.ends.start, start), facts)
                    )
        return world


@dataclass(frozen=True)
class Listed:
    """A page and what it was cut from."""

    rows: list[tuple[Ref, dict[str, Any]]]
    more: bool
    resumed: bool


@dataclass
class Oracle:
    """Answers operations over a world on a day."""

    api: Api
    world: World
    today: date

    def __post_init__(self) -> None:
        self._schema = build_schema(self.api.as_str())
        self._types = self.api._schema.type_map

    def answer(self, document: str, variables: Mapping[str, Any] | None = None) -> ExecutionResult:
        result = execute_sync(
            self._schema,
            parse(document),
            variable_values=dict(variables or {}),
            field_resolver=self._resolve,
            type_resolver=lambda value, *_: value.kind,
        )
        assert isinstance(result, ExecutionResult)
        return result

    def _resolve(self, source: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
        name = info.field_name
        if info.parent_type.name == QUERY:
            return self._root(name, info, arguments)
        if isinstance(source, Ref):
            return self._of_node(source, info, arguments)
        if isinstance(source, Listed):
            return self._of_list(source, name)
        if isinstance(source, tuple):
            return self._of_edge(source, name)
        return source[name]

    def _root(self, name: str, info: GraphQLResolveInfo, arguments: dict[str, Any]) -> Any:
        if name == "node":
            return self._find(arguments["id"])
        if name == "nodes":
            return [self._find(each) for each in arguments["ids"]]
        type_ = str(info.return_type)
        if type_.endswith("Connection"):
            kind = type_.removesuffix("Connection")
            every = [(Ref(kind, id_), {}) for id_ in self.world.nodes.get(kind, {})]
            return self._cut(kind, every, arguments)
        found = arguments["id"] in self.world.nodes.get(type_, {})
        return Ref(type_, arguments["id"]) if found else None

    def _find(self, id_: str) -> Ref | None:
        kinds = [kind for kind, nodes in self.world.nodes.items() if id_ in nodes]
        return Ref(kinds[0], id_) if kinds else None

    def _of_node(self, ref: Ref, info: GraphQLResolveInfo, arguments: dict[str, Any]) -> Any:
        shows = shown(self._types[ref.kind].fields[info.field_name])
        match shows:
            case ShowsProperty(name):
                return self._value(ref.kind, name, self.world.nodes[ref.kind][ref.id].get(name))
            case ShowsPosition(name):
                point = self.world.nodes[ref.kind][ref.id].get(name)
                return point and _coordinates(point)
            case ShowsOne(step) | ShowsMany(step):
                found = self._led_to(ref, step, arguments)
                page = self._cut(step.kind, found, arguments)
                if isinstance(shows, ShowsMany):
                    return page
                return page.rows[0][0] if page.rows else None

    def _led_to(
        self, ref: Ref, step: Step, arguments: dict[str, Any]
    ) -> list[tuple[Ref, dict[str, Any]]]:
        on = arguments.get("asOf")
        on = date.fromisoformat(on) if isinstance(on, str) else self.today
        sides = (True, False) if MODEL.tie(step.tie).symmetric else (step.forward,)
        found: list[tuple[Ref, dict[str, Any]]] = []
        for side in sides:
            found += (self.world.out if side else self.world.back).get((step.tie, ref.id), [])
        return [
            (end, facts)
            for end, facts in found
            if end.kind == step.kind
            and (facts.get("since") is None or facts["since"] <= on)
            and (facts.get("until") is None or facts["until"] > on)
        ]

    def _cut(self, kind: str, found: list[Any], arguments: dict[str, Any]) -> Listed:
        ranked = sorted(found, key=lambda entry: self._rank(entry[0]))
        after = arguments.get("after")
        resumed = after is not None and after is not UNSET
        if resumed:
            order = f"{kind}:{','.join((*MODEL.kind(kind).order, 'id'))}"
            start = cursor.values(after, order, len(MODEL.kind(kind).order) + 1)
            ranked = [entry for entry in ranked if self._rank(entry[0]) > start]
        first = arguments.get("first")
        size = DEFAULT_PAGE if first is None else first
        return Listed(ranked[:size], len(ranked) > size, resumed)

    def _rank(self, ref: Ref) -> list[Any]:
        node = self.world.nodes[ref.kind][ref.id]
        return [node[name] for name in (*MODEL.kind(ref.kind).order, "id")]

    def _of_list(self, page: Listed, name: str) -> Any:
        match name:
            case "nodes":
                return [ref for ref, _ in page.rows]
            case "edges":
                return page.rows
            case _:
                return {
                    "hasNextPage": page.more,
                    "hasPreviousPage": page.resumed,
                    "startCursor": self._cursor(page.rows[0][0]) if page.rows else None,
                    "endCursor": self._cursor(page.rows[-1][0]) if page.rows else None,
                }

    def _of_edge(self, entry: tuple[Ref, dict[str, Any]], name: str) -> Any:
        ref, facts = entry
        match name:
            case "node":
                return ref
            case "cursor":
                return self._cursor(ref)
            case _:
                value = facts.get(name)
                return value.isoformat() if isinstance(value, date) else value

    def _cursor(self, ref: Ref) -> str:
        order = f"{ref.kind}:{','.join((*MODEL.kind(ref.kind).order, 'id'))}"
        return cursor.text(order, self._rank(ref))

    def _value(self, kind: str, name: str, value: Any) -> Any:
        if value is None:
            return None
        if MODEL.kind(kind)[name].type is Type.DATETIME:
            assert isinstance(value, datetime)
            return value.strftime("%Y-%m-%dT%H:%M:%SZ")
        return value.isoformat() if isinstance(value, date) else value


def _coordinates(point: Any) -> dict[str, float]:
    """A point as the loader takes it: longitude first."""
    longitude, latitude = point
    return {"latitude": latitude, "longitude": longitude}
