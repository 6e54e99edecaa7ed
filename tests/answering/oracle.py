"""A naive second opinion: the same schema answered in plain Python over the rows of a city.

It shares no line with the compiler or the shaper. graphql-core's own executor merges fields, spreads
fragments and keeps the null rules; the resolver below walks lists, filters by date, sorts and cuts.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from functools import cache, total_ordering
from itertools import permutations, product
from typing import Any

from graphql import (
    ExecutionResult,
    GraphQLResolveInfo,
    build_schema,
    execute_sync,
    parse,
    parse_value,
)
from graphql.utilities.coerce_input_value import coerce_input_literal

from graph.cursor import Seal
from graph.folding import hiragana, katakana, sought_text, words
from graph.kinds.all import MODEL
from graph.load import NodeSheet, Sheet
from graph.model import Kana, Property, Sought, Type
from graph.searching import MOST_ORDERED
from graph.spellings import one_spelling
from graph.want import Fork, Step
from resolvers.collecting import shown
from resolvers.shown import (
    MARK,
    GroupsOne,
    GroupsPeriod,
    GroupsProperty,
    NarrowsAll,
    NarrowsAny,
    NarrowsMany,
    NarrowsNot,
    NarrowsOne,
    NarrowsProperty,
    ShowsAge,
    ShowsMany,
    ShowsOne,
    ShowsPosition,
    ShowsProperty,
    ShowsWareki,
    SortsCount,
    SortsOne,
    SortsProperty,
)
from schema.api import Api
from tests.answering.operations import SPELLED
from tests.sealed import SEAL

DEFAULT_PAGE = 20
FEW = 10
NUMBERS = {Type.INTEGER, Type.FLOAT}
TIMES = {Type.DATE, Type.DATETIME}
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
        world = cls({kind.name: {} for kind in MODEL.kinds})
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


Entry = tuple[Ref, dict[str, Any]]
Keys = list[tuple[Any, bool]]
"""What a row is sorted by: each value, and whether the largest comes first."""


@dataclass(frozen=True)
class Listed:
    """A page: its entries with their cursors, what lies around it, and the whole list on a day."""

    rows: list[tuple[Ref, dict[str, Any], str]]
    ahead: bool
    behind: bool
    whole: list[Ref]
    on: date
    of: Ref | None = None


@dataclass(frozen=True)
class Told:
    """A value that tells of some nodes without showing them: a count of few."""

    value: Any
    of: list[Ref]


@total_ordering
@dataclass(frozen=True)
class _Turned:
    """A value that sorts the other way round."""

    value: Any

    def __lt__(self, other: "_Turned") -> bool:
        return other.value < self.value


@dataclass
class Oracle:
    """Answers operations over a world on a day.

    `shown` are the nodes that the last answer showed or told of, each with the node right above it.
    """

    api: Api = field(repr=False)
    world: World = field(repr=False)
    today: date
    seal: Seal = SEAL
    shown: set[tuple[Ref, Ref | None]] = field(default_factory=set["tuple[Ref, Ref | None]"])

    def __post_init__(self) -> None:
        self._schema = build_schema(self.api.sdl())
        self._types = self.api._schema.type_map
        days = self._schema.type_map["Date"]
        days.coerce_input_value = days.parse_value = lambda text: SPELLED.get(text, text)

    def answer(
        self,
        document: str,
        variables: Mapping[str, Any] | None = None,
        operation: str | None = None,
    ) -> ExecutionResult:
        self.shown.clear()
        result = execute_sync(
            self._schema,
            parse(document),
            variable_values=dict(variables or {}),
            operation_name=operation,
            field_resolver=self._resolve,
            type_resolver=lambda value, *_: value.kind,
        )
        assert isinstance(result, ExecutionResult)
        return result

    def known(self, kind: str, condition: str) -> Callable[[Ref, date], bool | None]:
        """Whether a condition holds for a node on a day; None where that is unknown."""
        type_ = f"{kind}Where"
        where = coerce_input_literal(parse_value(condition), self._schema.type_map[type_])
        return lambda ref, on: self._holds(type_, where, self._node(ref), ref, on)

    def _resolve(self, source: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
        found = self._resolved(source, info, arguments)
        above = source.of if isinstance(source, Listed) else None
        if isinstance(source, Ref):
            above = source
        if isinstance(found, Told):
            self.shown.update((each, None) for each in found.of)
            return found.value
        if isinstance(source, Listed) and info.field_name in {"nodes", "edges", "pageInfo"}:
            self.shown.update((row[0], above) for row in source.rows)
        for each in found if isinstance(found, list) else [found]:
            if isinstance(each, Ref) and not isinstance(source, tuple):
                self.shown.add((each, above))
        return found

    def _resolved(self, source: Any, info: GraphQLResolveInfo, arguments: dict[str, Any]) -> Any:
        name = info.field_name
        if info.parent_type.name == QUERY:
            return self._root(name, info, arguments)
        if isinstance(source, Ref):
            return self._of_node(source, info, arguments)
        if isinstance(source, Listed):
            return self._of_list(source, info, arguments)
        if isinstance(source, tuple):
            return self._of_edge(source, name, arguments)
        return source[name]

    def _root(self, name: str, info: GraphQLResolveInfo, arguments: dict[str, Any]) -> Any:
        if name == "node":
            return self._find(arguments["id"])
        if name == "nodes":
            return [self._find(each) for each in arguments["ids"]]
        if name == "search":
            return self._search(arguments)
        type_ = str(info.return_type)
        if type_.endswith("Connection"):
            kind = type_.removesuffix("Connection")
            every: list[Entry] = [(Ref(kind, id_), {}) for id_ in self.world.nodes.get(kind, {})]
            return self._cut(self._narrowed(kind, every, arguments), arguments, among=every)
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
            case ShowsWareki(name):
                return _wareki(self._node(ref).get(name), arguments.get("style"))
            case ShowsAge(born, died):
                node = self._node(ref)
                return _age(node.get(born), node.get(died), _day(arguments, self.today))
            case ShowsPosition(name):
                point = self.world.nodes[ref.kind][ref.id].get(name)
                return point and _coordinates(point)
            case ShowsOne(step) | ShowsMany(step):
                found = self._led_to(ref, step, _day(arguments, self.today))
                if isinstance(step, Fork):
                    page = self._cut_mixed(found, step, arguments)
                else:
                    narrowed = self._narrowed(step.kind, found, arguments)
                    tie = step.tie if isinstance(shows, ShowsMany) else None
                    page = self._cut(narrowed, arguments, along=True, among=found, tie=tie)
                if isinstance(shows, ShowsMany):
                    return replace(page, of=ref)
                return page.rows[0][0] if page.rows else None

    def _search(self, arguments: dict[str, Any]) -> Listed:
        every = self._found(arguments["text"])
        found = [each for each in every if _is_asked(each[0].kind, arguments)]
        closest = {ref: facts["closeness"] for ref, facts in every}

        def keys(ref: Ref) -> Keys:
            rank = ("EXACT", "PREFIX", "PART", "VARIANT").index(closest[ref])
            return [(rank, False), *self._by_reading(ref)]

        return self._cut(found, arguments, ("search:rank,kana,id", keys), among=every)

    def _found(self, text: str) -> list[Entry]:
        """The nodes of every kind that a text finds, each with how close it is."""
        typed = words(text)
        alike = [one_spelling(word) for word in typed]
        pieces = _pieces(text)
        found: list[Entry] = []
        for kind in MODEL.kinds:
            for id_, node in self.world.nodes[kind.name].items():
                held = ["".join(words(node.get(name) or "")) for name in kind.search]
                spelled = [one_spelling(each) for each in held]
                texts = (
                    [_sought(node.get(each.name), form) for each, form in kind.sought]
                    if pieces
                    else []
                )
                told = [each for each in texts if each]
                stand = _all_stand(typed, held)
                if stand or (pieces and all(_stands(each, spelled, told) for each in pieces)):
                    closeness = _closest("".join(typed), held, text, told)
                elif _all_stand(alike, spelled):
                    closeness = _closest("".join(typed), [], text, told)
                    closeness = "VARIANT" if closeness == "PART" else closeness
                else:
                    continue
                found.append((Ref(kind.name, id_), {"closeness": closeness}))
        return found

    def _cut_mixed(self, found: list[Entry], fork: Fork, arguments: dict[str, Any]) -> Listed:
        """A page of nodes of several kinds, by reading, those without one last."""
        tie = arguments.get("tie")
        narrowed = [
            (ref, facts)
            for ref, facts in found
            if _is_asked(ref.kind, arguments) and self._holds_of_tie(tie, facts) is True
        ]
        name = f"{'|'.join(fork.kinds)}:kana,id"
        by = (name, self._by_reading)
        return self._cut(narrowed, arguments, by, along=True, among=found)

    def _by_reading(self, ref: Ref) -> Keys:
        reading = self._node(ref).get("kana")
        return [(reading is None, False), (reading, False), (ref.id, False)]

    def _led_to(self, ref: Ref, step: Step | Fork, on: date) -> list[Entry]:
        kinds = step.kinds if isinstance(step, Fork) else (step.kind,)
        sides = (True, False) if MODEL.tie(step.tie).symmetric else (step.forward,)
        found: list[Entry] = []
        for side in sides:
            found += (self.world.out if side else self.world.back).get((step.tie, ref.id), [])
        return [
            (end, facts)
            for end, facts in found
            if end.kind in kinds
            and (facts.get("since") is None or facts["since"] <= on)
            and (facts.get("until") is None or facts["until"] > on)
        ]

    # Narrowing: True, False, or None where something is unknown

    def _narrowed(self, kind: str, found: list[Entry], arguments: dict[str, Any]) -> list[Entry]:
        on = _day(arguments, self.today)
        where, tie = arguments.get("where"), arguments.get("tie")
        return [
            (ref, facts)
            for ref, facts in found
            if self._holds(f"{kind}Where", where, self._node(ref), ref, on) is True
            and self._holds_of_tie(tie, facts) is True
        ]

    def _node(self, ref: Ref) -> dict[str, Any]:
        return self.world.nodes[ref.kind][ref.id]

    def _holds_of_tie(self, where: dict[str, Any] | None, facts: dict[str, Any]) -> bool | None:
        return _every(_compared(facts.get(name), each) for name, each in (where or {}).items())

    def _holds(
        self, type_: str, where: dict[str, Any] | None, node: dict[str, Any], ref: Ref, on: date
    ) -> bool | None:
        fields = self._types[type_].fields
        parts: list[bool | None] = []
        for name, each in (where or {}).items():
            mark = fields[name].extensions["strawberry-definition"].metadata[MARK]
            match mark:
                case NarrowsAll():
                    parts.append(_every(self._holds(type_, one, node, ref, on) for one in each))
                case NarrowsAny():
                    parts.append(_any(self._holds(type_, one, node, ref, on) for one in each))
                case NarrowsNot():
                    inner = self._holds(type_, each, node, ref, on)
                    parts.append(None if inner is None else not inner)
                case NarrowsProperty(property_):
                    kana = MODEL.kind(ref.kind)[property_].kana
                    parts.append(_compared(node.get(property_), each, kana))
                case NarrowsOne(step):
                    parts.append(self._some(self._led_to(ref, step, on), step, each, on))
                case NarrowsMany(step):
                    parts.append(self._related(self._led_to(ref, step, on), step, each, on))
                case _:
                    raise AssertionError(mark)
        return _every(parts)

    def _some(self, led: list[Entry], step: Step, where: Any, on: date) -> bool:
        return self._count(led, step, where, on) > 0

    def _count(self, led: list[Entry], step: Step, where: Any, on: date) -> int:
        type_ = f"{step.kind}Where"
        return sum(self._holds(type_, where, self._node(end), end, on) is True for end, _ in led)

    def _related(self, led: list[Entry], step: Step, each: dict[str, Any], on: date) -> bool | None:
        led = [entry for entry in led if self._holds_of_tie(each.get("tie"), entry[1]) is True]
        parts: list[bool | None] = []
        asked = {name: inner for name, inner in each.items() if name != "tie"}
        if each.get("tie") and not asked:
            asked = {"some": {}}
        for name, inner in asked.items():
            if name == "count":
                parts.append(_compared(len(led), inner))
                continue
            matching = self._count(led, step, inner, on)
            parts.append(
                {
                    "some": matching > 0,
                    "none": matching == 0,
                    "single": matching == 1,
                    "every": matching == len(led),
                }[name]
            )
        return _every(parts)

    # Order and pages

    def _cut(
        self,
        found: list[Entry],
        arguments: dict[str, Any],
        by: tuple[str, Callable[[Ref], Keys]] | None = None,
        *,
        along: bool = False,
        among: list[Entry] | None = None,
        tie: str | None = None,
    ) -> Listed:
        """A page in the order asked, or in one that is named and given as keys.

        Of a list `along` ties, a node's own come by their dates. A cursor is that of one of those
        `among` which these were found.
        """
        order = arguments.get("orderBy") or self._usual(found, tie)
        on = _day(arguments, self.today)

        def keys(entry: Entry) -> Keys:
            ref, facts = entry
            of_node = by[1](ref) if by else self._keys(ref, order, on)
            if not along:
                return of_node
            since, until = (_told(facts.get(name)) or "" for name in ("since", "until"))
            return [*of_node, (f"{since}/{until}", of_node[-1][1])]

        def place_of(entry: Entry) -> str:
            name = by[0] if by else self._order_name(entry[0].kind, order)
            return self.seal.text(name, [_in_cursor(value) for value, _ in keys(entry)])

        ranked = sorted(found, key=lambda entry: _ranked(keys(entry)))
        whole = [ref for ref, _ in ranked]
        last, before, after = (arguments.get(name) for name in ("last", "before", "after"))
        backward = last is not None
        start = before if backward else after
        if start is not None:
            bound = next(_ranked(keys(each)) for each in among or found if place_of(each) == start)
            ranked = [
                each
                for each in ranked
                if (_ranked(keys(each)) < bound if backward else _ranked(keys(each)) > bound)
            ]
        size = last if backward else arguments.get("first")
        size = DEFAULT_PAGE if size is None else size
        rows = ranked[-size:] if backward else ranked[:size]
        cursors = [place_of(entry) for entry in rows]
        more, resumed = len(ranked) > size, start is not None
        ahead, behind = (resumed, more) if backward else (more, resumed)
        entries = [(*row, text) for row, text in zip(rows, cursors, strict=True)]
        return Listed(entries, ahead, behind, whole, on)

    def _usual(self, found: list[Entry], tie: str | None) -> list[dict[str, Any]]:
        """What lists along a tie are sorted by: events by their day, of a household the head first."""
        if tie is None or not found:
            return []
        kind = MODEL.kind(found[0][0].kind)
        name = "relation" if (tie, kind.name) == ("MEMBER_OF", "Resident") else kind.below
        return [] if name is None else [{name: "ASC"}]

    def _rank(self, ref: Ref, order: list[dict[str, Any]], on: date) -> list[Any]:
        return _ranked(self._keys(ref, order, on))

    def _keys(self, ref: Ref, order: list[dict[str, Any]], on: date) -> Keys:
        node = self._node(ref)
        if not order:
            return [(node[name], False) for name in (*MODEL.kind(ref.kind).order, "id")]
        keys: Keys = []
        for each in order:
            ((name, direction),) = each.items()
            type_ = self._types[f"{ref.kind}Order"]
            mark = type_.fields[name].extensions["strawberry-definition"].metadata[MARK]
            match mark:
                case SortsProperty(property_):
                    declared = MODEL.kind(ref.kind)[property_]
                    value, certain = _placed(node.get(property_), declared), declared.required
                case SortsCount(step):
                    value, certain = len(self._led_to(ref, step, on)), True
                case SortsOne(step):
                    ((property_, direction),) = direction.items()
                    ends = sorted(
                        self._led_to(ref, step, on), key=lambda end: self._rank(end[0], [], on)
                    )
                    value = self._node(ends[0][0]).get(property_) if ends else None
                    value = _placed(value, MODEL.kind(step.kind)[property_])
                    certain = False
                case _:
                    raise AssertionError(mark)
            if not certain:
                keys.append((value is None, False))
            keys.append((value, direction == "DESC"))
        return [*keys, (ref.id, keys[-1][1])]

    def _order_name(self, kind: str, order: list[dict[str, Any]]) -> str:
        if not order:
            return f"{kind}:{','.join((*MODEL.kind(kind).order, 'id'))}"
        words: list[str] = []
        for each in order:
            ((name, direction),) = each.items()
            type_ = self._types[f"{kind}Order"]
            mark = type_.fields[name].extensions["strawberry-definition"].metadata[MARK]
            match mark:
                case SortsProperty(property_):
                    word = property_
                case SortsCount(step):
                    word = f"{step.tie}>{step.kind}.#"
                case SortsOne(step):
                    ((property_, direction),) = direction.items()
                    word = f"{step.tie}>{step.kind}.{property_}"
                case _:
                    raise AssertionError(mark)
            words.append(word + ("-" if direction == "DESC" else "+"))
        return f"{kind}:{','.join(words)}"

    def _of_list(self, page: Listed, info: GraphQLResolveInfo, arguments: dict[str, Any]) -> Any:
        match info.field_name:
            case "nodes":
                return [ref for ref, _, _ in page.rows]
            case "edges":
                return page.rows
            case "totalCount":
                return Told(len(page.whole), _few(page.whole))
            case "aggregate":
                kind = str(info.return_type).removesuffix("Aggregate!")
                return Told(self._aggregate(kind, page.whole), _few(page.whole))
            case "groups":
                kind = str(info.return_type).removesuffix("Groups!")
                return self._grouped(kind, page, arguments)
            case _:
                return {
                    "hasNextPage": page.ahead,
                    "hasPreviousPage": page.behind,
                    "startCursor": page.rows[0][2] if page.rows else None,
                    "endCursor": page.rows[-1][2] if page.rows else None,
                }

    # Aggregates and groups

    def _aggregate(self, kind: str, refs: list[Ref]) -> dict[str, Any]:
        measured: dict[str, Any] = {"count": len(refs)}
        for each in MODEL.kind(kind).properties:
            if each.type in NUMBERS or each.type in TIMES:
                values = [self._node(ref).get(each.name) for ref in refs]
                known = [value for value in values if value is not None]
                measured[each.name] = {
                    "count": len(known),
                    "countDistinct": len(set(known)),
                    "min": self._value(kind, each.name, min(known, default=None)),
                    "max": self._value(kind, each.name, max(known, default=None)),
                }
                if each.type in NUMBERS:
                    total = math.fsum(known) if known else None
                    measured[each.name]["sum"] = total
                    measured[each.name]["average"] = None if total is None else total / len(known)
        return measured

    def _grouped(self, kind: str, page: Listed, arguments: dict[str, Any]) -> dict[str, Any]:
        by = [next(iter(each.items())) for each in arguments["by"]]
        groups: dict[tuple[Any, ...], list[Ref]] = {}
        for ref in page.whole:
            for shared in product(*(self._shared(kind, ref, each, page.on) for each in by)):
                groups.setdefault(shared, []).append(ref)
        ranked = [*groups.items()]
        for order in reversed([*(arguments.get("orderBy") or [{"count": "DESC"}]), {"key": "ASC"}]):
            ((name, direction),) = order.items()
            down = direction == "DESC"
            if name == "count":
                ranked.sort(key=lambda group: len(group[1]), reverse=down)
                continue
            for place in range(len(by) - 1, -1, -1):
                known = [group for group in ranked if group[0][place] is not None]
                order_of = self._order_of(kind, by[place][0])
                known.sort(key=lambda group, at=place, of=order_of: of(group[0][at]), reverse=down)
                ranked = [*known, *(group for group in ranked if group[0][place] is None)]
        first = arguments.get("first")
        cut = ranked[: DEFAULT_PAGE if first is None else first]
        entries = [
            {
                "key": {name: _told(value) for (name, _), value in zip(by, shared, strict=True)},
                "count": len(refs),
                "aggregate": self._aggregate(kind, refs),
            }
            for shared, refs in cut
        ]
        return {
            "totalCount": Told(len(ranked), _few(page.whole)),
            "entries": Told(entries, [ref for _, refs in cut for ref in _few(refs)]),
        }

    def _shared(self, kind: str, ref: Ref, key: tuple[str, str], on: date) -> list[Any]:
        """What an entry shares with the others of its groups: several things if a list holds them."""
        name, way = key
        mark = self._types[f"{kind}GroupBy"].fields[name].extensions["strawberry-definition"]
        match mark.metadata[MARK]:
            case GroupsOne(step):
                ends = sorted(
                    self._led_to(ref, step, on), key=lambda end: self._rank(end[0], [], on)
                )
                return [ends[0][0] if ends else None]
            case GroupsPeriod(property_):
                value = self._node(ref).get(property_)
                return [None if value is None else _first_day(value, way)]
            case GroupsProperty(property_):
                value = self._node(ref).get(property_)
                return (value or [None]) if isinstance(value, list) else [value]
            case _:
                raise AssertionError(mark)

    def _order_of(self, kind: str, name: str) -> Callable[[Any], Any]:
        """By what groups are sorted that share something: nodes, choices as declared, values."""
        mark = self._types[f"{kind}GroupBy"].fields[name].extensions["strawberry-definition"]
        match mark.metadata[MARK]:
            case GroupsOne():
                return lambda shared: self._rank(shared, [], self.today)
            case GroupsProperty(property_):
                return lambda shared: _sortable(_placed(shared, MODEL.kind(kind)[property_]))
            case _:
                return _told

    def _of_edge(
        self, entry: tuple[Ref, dict[str, Any], str], name: str, arguments: dict[str, Any]
    ) -> Any:
        ref, facts, text = entry
        match name:
            case "node":
                return ref
            case "cursor":
                return text
            case _ if name.endswith("Wareki"):
                return _wareki(facts.get(name.removesuffix("Wareki")), arguments.get("style"))
            case _:
                value = facts.get(name)
                return value.isoformat() if isinstance(value, date) else value

    def _value(self, kind: str, name: str, value: Any) -> Any:
        if value is None:
            return None
        if MODEL.kind(kind)[name].type is Type.DATETIME:
            assert isinstance(value, datetime)
            return value.strftime("%Y-%m-%dT%H:%M:%SZ")
        return value.isoformat() if isinstance(value, date) else value


def rounded(value: Any) -> Any:
    """An answer whose fractions are cut to what does not hang on the order they were added in."""
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [rounded(each) for each in value]
    return float(f"{value:.12g}") if isinstance(value, float) else value


def _few(refs: list[Ref]) -> list[Ref]:
    """Those who are counted, where they are so few that a count tells of each."""
    return refs if len(refs) < FEW else []


def _first_day(value: date, period: str) -> date:
    """The first day of the period that a day lies in; a time lies in a day of Japan."""
    if isinstance(value, datetime):
        value = value.astimezone(timezone(timedelta(hours=9))).date()
    year = value.year - (value.month < 4)
    return {
        "DAY": value,
        "MONTH": value.replace(day=1),
        "YEAR": date(value.year, 1, 1),
        "FISCAL_YEAR": date(year, 4, 1),
    }[period]


def _wareki(value: date | None, style: str | None) -> str | None:
    """A day as people in Japan write it; of a time, the day it was there."""
    if isinstance(value, datetime):
        value = (value + timedelta(hours=9)).date()
    if value is None or value.year < 1873:
        return None
    name, first = next((name, first) for name, first in ERAS if value.isoformat() >= first)
    year = value.year - int(first[:4]) + 1
    if style == "SHORT":
        return f"{name[-1]}{year}.{value.month}.{value.day}"
    return f"{name[:2]}{'元' if year == 1 else year}年{value.month}月{value.day}日"


ERAS = (
    ("令和R", "2019-05-01"),
    ("平成H", "1989-01-08"),
    ("昭和S", "1926-12-25"),
    ("大正T", "1912-07-30"),
    ("明治M", "1868-01-25"),
)


def _age(born: date | None, died: date | None, on: date) -> int | None:
    if born is None or born > on:
        return None
    on = min(died, on) if died else on
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _coordinates(point: Any) -> dict[str, float]:
    """A point as the loader takes it: longitude first."""
    longitude, latitude = point
    return {"latitude": latitude, "longitude": longitude}


def _day(arguments: dict[str, Any], today: date) -> date:
    on = arguments.get("asOf")
    return date.fromisoformat(on) if isinstance(on, str) else today


def _every(parts: Iterable[bool | None]) -> bool | None:
    known = [*parts]
    return False if False in known else None if None in known else True


def _any(parts: Iterable[bool | None]) -> bool | None:
    known = [*parts]
    return True if True in known else None if None in known else False


def _compared(value: Any, each: dict[str, Any], kana: Kana | None = None) -> bool | None:
    value = _in_cursor(value)
    parts: list[bool | None] = []
    for operator, operand in each.items():
        if operator == "isNull":
            parts.append((value is None) is operand)
        elif value is None:
            parts.append(None)
        elif operator == "between":
            parts.append(operand["from"] <= value <= operand["to"])
        else:
            parts.append(OPERATORS[operator](value, _spelled(operand, kana)))
    return _every(parts)


def _spelled(operand: Any, kana: Kana | None) -> Any:
    if kana is None or not isinstance(operand, str | list):
        return operand
    fold = katakana if kana is Kana.KATAKANA else hiragana
    return fold(operand) if isinstance(operand, str) else [fold(each) for each in operand]


def _is_asked(kind: str, arguments: dict[str, Any]) -> bool:
    asked = arguments.get("kinds")
    return asked is None or kind.upper() in {each.replace("_", "") for each in asked}


def _all_stand(typed: list[str], held: list[str]) -> bool:
    """Whether each word stands in one of the texts; single characters alone begin them, each or together."""
    if max(map(len, typed)) > 1:
        return all(any(word in each for each in held) for word in typed)
    orders = permutations(typed) if len(typed) <= MOST_ORDERED else [typed]
    together = tuple(map("".join, orders))
    return all(any(each.startswith(word) for each in held) for word in typed) or any(
        each.startswith(together) for each in held
    )


_sought = cache(sought_text)
"""The same values are looked at again and again."""


def _closest(whole: str, held: list[str], text: str, told: list[str]) -> str:
    forms = [sought_text(text, form) for form in Sought if form is Sought.ADDRESS or _digits(text)]
    if whole in held or any(each in told for each in forms):
        return "EXACT"
    begun = any(each.startswith(form[:-1]) for each in told for form in forms if form)
    return "PREFIX" if begun or any(each.startswith(whole) for each in held) else "PART"


def _pieces(text: str) -> list[str]:
    """The words of a text with a number in it, by which numbers and addresses are found."""
    text = unicodedata.normalize("NFKC", text)
    if not re.search("[0-9]|[一二三四五六七八九十]丁目", text) or len("".join(words(text))) < 2:
        return []
    pieces = [each for each in re.sub(r"\+81\s+", "+81", text).split() if words(each)]
    is_whole = 9 <= len(_digits(text)) <= 11 and all(len(_digits(each)) < 9 for each in pieces)
    return [text] if is_whole else pieces


def _digits(text: str) -> str:
    """The digits of a text without letters, where there are enough of them."""
    text = unicodedata.normalize("NFKC", text)
    if re.sub("[0-9ー]", "", "".join(words(text))):
        return ""
    digits = (sought_text(text, Sought.NUMBER) or "")[1:-1]
    return digits if len(digits) >= 4 else ""


def _stands(piece: str, spelled: list[str], told: list[str]) -> bool:
    """Whether a word stands in a name, in an address or, as its length allows, in a number."""
    word, digits = one_spelling("".join(words(piece))), _digits(piece)
    address = (sought_text(piece, Sought.ADDRESS) or "")[1:-1]
    ways = [address]
    if digits:
        number = f"ヿ{digits}" if len(digits) >= 9 else digits
        ways.append(number if len(digits) >= 6 else f"{digits}ゟ")
    return any(word in each for each in spelled) or any(
        way in each for each in told for way in ways
    )


@dataclass(frozen=True)
class _Placed:
    """A value of a choice, which sorts by its place among those declared."""

    name: str
    place: int


def _placed(value: Any, declared: Property) -> Any:
    if value is None or declared.choice is None:
        return value
    return _Placed(value, [each.name for each in declared.choice.values].index(value))


def _ranked(keys: Keys) -> list[Any]:
    sortable = [(_sortable(value), down) for value, down in keys]
    return [_Turned(value) if down else value for value, down in sortable]


def _sortable(value: Any) -> Any:
    if isinstance(value, _Placed):
        return value.place
    return _told(value) if value is not None else ""


def _told(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _in_cursor(value: Any) -> Any:
    """A value as a cursor holds it; a time as the database writes it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.name if isinstance(value, _Placed) else _told(value)


OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, operand: value == operand,
    "in": lambda value, operand: value in operand,
    "gt": lambda value, operand: value > operand,
    "gte": lambda value, operand: value >= operand,
    "lt": lambda value, operand: value < operand,
    "lte": lambda value, operand: value <= operand,
    "startsWith": lambda value, operand: value.startswith(operand),
    "contains": lambda value, operand: operand in value,
    "has": lambda value, operand: operand in value,
    "hasAny": lambda value, operand: any(each in value for each in operand),
}
