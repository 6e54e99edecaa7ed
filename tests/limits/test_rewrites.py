"""However an operation is written, it is as deep and costs as much; and no answer holds more."""

from collections.abc import Mapping
from typing import Any

import pytest
from graphql import (
    FieldNode,
    NameNode,
    SelectionSetNode,
    Visitor,
    parse,
    print_ast,
    visit,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.kinds.all import MODEL
from resolvers.extent import extents
from resolvers.known_types import KnownTypes
from tests.answering.operations import operations
from tests.answering.oracle import Oracle
from tests.answering.rewriting import Ways, rewritten
from tests.limits.judging import cost, schema

SCHEMA = schema()._schema
TYPES = KnownTypes(SCHEMA)
KINDS = [each.name for each in SCHEMA.get_possible_types(SCHEMA.type_map["Node"])]
SOME_IDS = [(kind, "x") for kind in KINDS]


@st.composite
def written_otherwise(draw: st.DrawFn) -> tuple[str, str]:
    """An operation, and the same written otherwise."""
    both = rewritten(draw, SCHEMA, draw(operations(SCHEMA, SOME_IDS)), Ways())
    return both.plain, both.otherwise


def depth(text: str) -> int:
    return extents(parse(text), TYPES).whole.depth


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(both=written_otherwise())
def test_threat_27_fragments_repetitions_and_aliases_change_neither_depth_nor_cost(
    both: tuple[str, str],
) -> None:
    plain, otherwise = both
    assert depth(otherwise) == depth(plain)
    assert cost(otherwise) == cost(plain)


class WithTypeNames(Visitor):
    """Asks for the type of every object."""

    def leave_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode:
        name = FieldNode(
            name=NameNode(value="__typename"),
            alias=NameNode(value="t_"),
            arguments=(),
            directives=(),
            selection_set=None,
        )
        return SelectionSetNode(selections=(*node.selections, name))


def nodes_in(value: Any) -> int:
    if isinstance(value, list):
        return sum(map(nodes_in, value))
    if not isinstance(value, Mapping):
        return 0
    return (value.get("t_") in NAMES) + sum(map(nodes_in, value.values()))


NAMES = {each.name for each in MODEL.kinds}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_answer_holds_more_nodes_than_its_operation_costs(
    data: st.DataObject, oracle: Oracle
) -> None:
    ids = [(kind, id_) for kind, found in oracle.world.nodes.items() for id_ in [*found][:3]]
    text = data.draw(operations(SCHEMA, ids))
    asked = print_ast(visit(parse(text), WithTypeNames()))
    answer = oracle.answer(asked)
    assert answer.errors is None
    assert nodes_in(answer.data) <= cost(text)


@pytest.mark.parametrize(
    ("operation", "variables", "expected"),
    [
        ("{ households { nodes { id } } }", {}, 20),
        ("{ households { pageInfo { endCursor } } }", {}, 20),
        ("{ households(first: 5) { edges { cursor node { id } } } }", {}, 5),
        ("{ households(first: 5) { edges { node { id } } nodes { id } } }", {}, 10),
        (
            "{ households(first: 5) { nodes { district { name } members { nodes { id } } } } }",
            {},
            110,
        ),
        ('{ household(id: "x") { members(first: 3) { nodes { id } } } }', {}, 4),
        ('{ nodes(ids: ["x", "y"]) { id } }', {}, 2),
        (
            '{ nodes(ids: ["x"]) { ... on Household { district { id } } ... on Need { id } } }',
            {},
            2,
        ),
        ("query($n: Int) { households(first: $n) { nodes { id } } }", {"n": 7}, 7),
        ("query($n: Int) { households(first: $n) { nodes { id } } }", {"n": 7.0}, 7),
        ("query($n: Int) { households(first: $n) { nodes { id } } }", {"n": None}, 20),
        ("query($n: Int) { households(first: $n) { nodes { id } } }", {}, 20),
        ("query($n: Int = 3) { households(first: $n) { nodes { id } } }", {}, 3),
        ("query($n: Int = 3) { households(first: $n) { nodes { id } } }", {"n": 10**9}, 100),
        ("query($n: Int = 3) { households(first: $n) { nodes { id } } }", {"n": -1}, 100),
        ("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["x"] * 9}, 9),
        ("{ __typename }", {}, 0),
        ("{ needs { aggregate { count severity { max } } } }", {}, 2),
        ("{ needs { nodes { id } aggregate { count severity { max } } } }", {}, 22),
        ("{ needs(first: 100) { aggregate { count } __typename } }", {}, 1),
        (
            (
                "{ needs { groups(by: [{category: EACH}], first: 5)"
                " { entries { key { category { name } } count } } } }"
            ),
            {},
            1 + 5 * (1 + 1 + 1),
        ),
        ("{ needs { groups(by: [{severity: EACH}]) { entries { count } } } }", {}, 21),
        (
            (
                "query($n: Int) { needs { groups(by: [{severity: EACH}], first: $n)"
                " { entries { count aggregate { severity { max } } } } } }"
            ),
            {"n": 3},
            1 + 3 * (1 + 2),
        ),
        ("{ districts(first: 9) { nodes { supporters { aggregate { count } } } } }", {}, 18),
    ],
)
def test_what_an_operation_costs(operation: str, variables: dict[str, Any], expected: int) -> None:
    assert cost(operation, variables) == expected


@pytest.mark.parametrize(
    ("operation", "steps"),
    [
        ("{ needs { nodes { id } } }", 1),
        ("{ needs { aggregate { severity { max } } } }", 1),
        ("{ needs { groups(by: [{severity: EACH}]) { entries { key { severity } } } } }", 1),
        ("{ needs { groups(by: [{category: EACH}]) { entries { key { category { id } } } } } }", 2),
    ],
)
def test_only_a_related_node_takes_a_step_beside_a_page(operation: str, steps: int) -> None:
    assert depth(operation) == steps
