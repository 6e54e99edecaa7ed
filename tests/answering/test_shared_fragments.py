"""Operations that share a fragment, values that are null or none, ties that share their ends."""

from typing import Any

import pytest
from graphql import GraphQLObjectType

from graph.load import TieSheet
from resolvers.collecting import declared
from resolvers.shown import MARK, ShowsMany
from schema.api import api as built
from seeds.city import SEED, sheets
from tests.answering.asking import Asking
from tests.answering.oracle import Oracle, Ref, rounded
from tests.cities import SMALL_FACTOR

pytestmark = pytest.mark.anyio

SHARED = """fragment F on Query { needs(where: {severity: {gte: $s, lte: $t}}) { totalCount } }
query A($s: Int, $t: Int) { ...F }
query B($t: Int, $s: Int) { ...F }
query C($s: Int = 3, $t: Int) { ...F }"""
OTHERWISE = """fragment F on Query {
  needs(first: 1) { totalCount @include(if: $a) nodes { severity @include(if: $b) } }
}
query A($a: Boolean!, $b: Boolean!) { ...F }
query B($b: Boolean!, $a: Boolean!) { ...F }"""
EQUAL = "query($s: Int) { needs(where: {severity: {eq: $s}}) { totalCount } }"
SORTED_FIRST = """fragment F on Query {
  needs(first: 1, orderBy: [{severity: $x}]) { nodes { severity } }
}
query A($x: Direction!) { ...F }"""


@pytest.mark.parametrize(
    ("named", "variables"),
    [
        ("A", {"s": 3}),
        ("B", {"t": 3}),
        ("B", {"s": 3}),
        ("A", {"t": 3}),
        ("C", {}),
        ("C", {"s": 2}),
    ],
)
async def test_operations_that_share_a_fragment_have_each_their_own_variables(
    named: str, variables: dict[str, Any], asking: Asking, oracle: Oracle
) -> None:
    for first, given in (("A", {"s": 3}), ("B", {"t": 3}), (named, variables)):
        expected = oracle.answer(SHARED, given, first)
        assert await asking(SHARED, given, first) == {"data": expected.data}


async def test_operations_that_share_a_fragment_include_each_what_it_says(
    asking: Asking, oracle: Oracle
) -> None:
    for named, given in (("A", {"a": True, "b": False}), ("B", {"b": True, "a": False})):
        expected = oracle.answer(OTHERWISE, given, named)
        assert rounded(await asking(OTHERWISE, given, named)) == {"data": expected.data}


async def test_null_is_refused_also_after_the_same_text_came_without_a_value(
    asking: Asking, oracle: Oracle
) -> None:
    assert await asking(EQUAL) == {"data": oracle.answer(EQUAL).data}
    answer = await asking(EQUAL, {"s": None})
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_INPUT"
    assert answer["data"] == {"needs": None}
    assert await asking(EQUAL) == {"data": oracle.answer(EQUAL).data}


async def test_an_order_by_a_variable_in_a_fragment_that_comes_first(
    asking: Asking, oracle: Oracle
) -> None:
    for way in ("DESC", "ASC"):
        expected = oracle.answer(SORTED_FIRST, {"x": way})
        assert await asking(SORTED_FIRST, {"x": way}) == {"data": expected.data}


@pytest.mark.parametrize(
    "operation",
    [
        "query($x: Direction) { needs(orderBy: [{severity: $x}]) { totalCount } }",
        "query($x: Direction) { needs(orderBy: {severity: $x}) { totalCount } }",
        "query($x: Direction) { needs(orderBy: [{category: {code: $x}}]) { totalCount } }",
        "query($x: Direction = ASC) { needs(orderBy: [{severity: $x}]) { totalCount } }",
        "query($e: NeedGroupEach) { needs { groups(by: [{severity: $e}]) { totalCount } } }",
        "query($x: Direction) { ...F } fragment F on Query { needs(orderBy: [{severity: $x}]) { totalCount } }",
        "{ needs(orderBy: [{severity: ASC, openedOn: ASC}]) { totalCount } }",
        "{ needs(orderBy: [{}]) { totalCount } }",
        "{ needs(orderBy: [{severity: null}]) { totalCount } }",
        "{ needs { groups(by: [{severity: EACH, openedOn: YEAR}]) { totalCount } } }",
    ],
)
def test_an_entry_of_an_order_or_of_groups_names_one_thing(operation: str) -> None:
    api = built()
    assert api.documents.read(operation).errors
    if operation.startswith("{"):
        assert api.documents.read(f"fragment F on Query {operation} {{ ...F }}").errors


@pytest.mark.parametrize("given", [{}, {"x": []}, {"x": [{}]}, {"x": [{"severity": None}]},
                                   {"x": [{"severity": "ASC", "openedOn": "ASC"}]}])  # fmt: skip
async def test_an_order_that_comes_as_a_variable_names_one_thing_in_each_entry(
    given: dict[str, Any], asking: Asking
) -> None:
    operation = "query($x: [NeedOrder!]) { needs(orderBy: $x) { totalCount } }"
    answer = await asking(operation, given)
    if given.get("x"):
        assert [each["extensions"]["code"] for each in answer["errors"]] == ["BAD_INPUT"]
    else:
        assert "errors" not in answer


NULLS = [
    ("query($a: Boolean = true) { needs(first: 1) { totalCount @include(if: $a) } }", {"a": None}),
    ("query($a: Boolean = true) { needs(first: 1) { totalCount @skip(if: $a) } }", {"a": None}),
    ("query($a: Boolean = true) { needs(first: 1) @include(if: $a) { totalCount } }", {"a": None}),
    ("query($s: Int = 3) { needs(where: {severity: {in: [1, $s]}}) { totalCount } }", {"s": None}),
    ("query($s: [Int!] = [3]) { needs(where: {severity: {in: $s}}) { totalCount } }", {"s": None}),
    ('query($s: ID = "x") { nodes(ids: [$s]) { id } }', {"s": None}),
    ('query($s: ID = "x") { node(id: $s) { id } }', {"s": None}),
    ("query($w: NeedWhere = {}) { needs(where: {AND: [$w]}) { totalCount } }", {"w": None}),
    ("query($w: NeedWhere = {}) { needs(where: {NOT: $w}) { totalCount } }", {"w": None}),
    (
        """query($f: Date = "2020-01-01") {
          needs(where: {openedOn: {between: {from: $f, to: "2021-01-01"}}}) { totalCount } }""",
        {"f": None},
    ),
    (
        """query($s: Int = 3) { households(first: 1) { nodes {
          needs(where: {severity: {in: [1, $s]}}) { totalCount } } } }""",
        {"s": None},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("operation", "variables"), NULLS)
async def test_null_where_a_default_stands_is_told_by_a_code(
    operation: str, variables: dict[str, Any], asking: Asking
) -> None:
    """The same in each place that lets a variable with a default in where null cannot be."""
    assert "errors" not in await asking(operation)
    answer = await asking(operation, variables)
    assert {each["extensions"]["code"] for each in answer["errors"]} == {"BAD_INPUT"}, answer
    assert "errors" not in await asking(operation)


def _shared_ends(oracle: Oracle) -> list[tuple[str, str, str, list[str]]]:
    """Lists in which a node stands twice: the field by id, its list, the id, the ends."""
    schema = oracle.api._schema
    assert schema.query_type is not None
    found = list[tuple[str, str, str, list[str]]]()
    for name, field in schema.query_type.fields.items():
        kind = schema.type_map[str(field.type)] if str(field.type) in oracle.world.nodes else None
        for relation, each in kind.fields.items() if isinstance(kind, GraphQLObjectType) else ():
            mark = declared(each).metadata.get(MARK)
            if isinstance(mark, ShowsMany) and mark.step.tie in {"SUPPORTS", "CARES_FOR"}:
                for id_ in oracle.world.nodes[str(field.type)]:
                    led = oracle._led_to(Ref(str(field.type), id_), mark.step, oracle.today)
                    ends = [end.id for end, _ in led]
                    if len(set(ends)) < len(ends):
                        found.append((name, relation, id_, ends))
    return found


@pytest.mark.parametrize(("way", "start"), [("first", "after"), ("last", "before")])
async def test_pages_of_one_hold_each_of_the_ties_that_two_nodes_share(
    way: str, start: str, asking: Asking, oracle: Oracle
) -> None:
    shared = {each[:2]: each for each in _shared_ends(oracle)}
    assert len(shared) > 2
    for name, relation, id_, ends in shared.values():
        operation = f"""query($id: ID!, $at: String) {{ {name}(id: $id) {{
          r: {relation}({way}: 1, {start}: $at) {{ edges {{ cursor node {{ ... on Node {{ id }} }} }} }} }} }}"""
        found, at = list[str](), None
        while len(found) <= len(ends):
            answer = await asking(operation, {"id": id_, "at": at})
            assert answer == {"data": oracle.answer(operation, {"id": id_, "at": at}).data}
            edges = answer["data"][name]["r"]["edges"]
            if not edges:
                break
            at = edges[0]["cursor"]
            found.append(edges[0]["node"]["id"])
        assert sorted(found) == sorted(ends)


def test_two_ties_of_one_type_between_the_same_nodes_have_different_dates() -> None:
    for sheet in sheets(SEED, SMALL_FACTOR):
        if isinstance(sheet, TieSheet):
            places = [
                sheet.columns.index(each) for each in ("since", "until") if each in sheet.columns
            ]
            rows = [(row[0], row[1], *(row[2 + at] for at in places)) for row in sheet.rows]
            assert len(set(rows)) == len(rows), sheet.name


EMPTY = (
    "{}",
    "{referrals: {}}",
    "{referrals: {tie: {}}}",
    "{AND: []}",
    "{AND: [{}]}",
    "{NOT: {OR: []}}",
)
NONE = ("{OR: []}", "{NOT: {}}", "{NOT: {referrals: {}}}", "{AND: [{OR: []}]}")


@pytest.mark.parametrize(
    "where", [*EMPTY, *NONE, "{referrals: {some: {}}}", "{referrals: {count: {}}}"]
)
async def test_an_empty_condition_narrows_nothing(
    where: str, asking: Asking, oracle: Oracle
) -> None:
    operation = f"{{ needs(where: {where}) {{ totalCount }} }}"
    answer = await asking(operation)
    assert answer == {"data": oracle.answer(operation).data}
    count, whole = answer["data"]["needs"]["totalCount"], len(oracle.world.nodes["Need"])
    if where in EMPTY:
        assert count == whole
    if where in NONE:
        assert count == 0
