"""What cannot be answered as it stands gets a code, a fact and the next step."""

from typing import Any

import pytest

from tests.answering.asking import Asking
from tests.sealed import SEAL

BAD: list[tuple[str, dict[str, Any], str]] = [
    ("{ districts(first: 0) { nodes { id } } }", {}, "`first` is 0."),
    ("{ districts(first: 101) { nodes { id } } }", {}, "`first` is 101."),
    ("query($n: Int) { districts(first: $n) { nodes { id } } }", {"n": -1}, "`first` is -1."),
    ("{ districts(last: 0) { nodes { id } } }", {}, "`last` is 0."),
    ('{ districts(last: 1, before: "?") { nodes { id } } }', {}, "`before` is not a cursor."),
    (
        "{ districts(first: 1, last: 1) { nodes { id } } }",
        {},
        "`last` and `before` go together, and not with `first` or `after`.",
    ),
    ('{ districts(after: "?") { nodes { id } } }', {}, "`after` is not a cursor."),
    ('{ districts(after: "AAAA") { nodes { id } } }', {}, "`after` is not a cursor."),
    ('{ districts(after: "") { nodes { id } } }', {}, "`after` is not a cursor."),
    (
        "query($c: String) { districts(after: $c) { nodes { id } } }",
        {"c": "x" * 2_000},
        "`after` is not a cursor.",
    ),
    (
        "query($c: String) { districts(after: $c) { nodes { id } } }",
        {"c": SEAL.text("Household:id", ["x"])},
        "`after` is a cursor of another list.",
    ),
    (
        "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
        {"ids": ["x"] * 101},
        "`ids` names 101 nodes.",
    ),
    (
        "{ areas(first: 1) { nodes { districts(first: 1000) { nodes { id } } } } }",
        {},
        "`first` is 1000.",
    ),
    ("{ needs { groups(by: []) { totalCount } } }", {}, "`by` names no keys."),
    (
        "query($by: [NeedGroupBy!]!) { needs { groups(by: $by) { totalCount } } }",
        {"by": []},
        "`by` names no keys.",
    ),
    (
        (
            "{ needs { groups(by: [{severity: EACH}, {closing: EACH}, {acknowledged: EACH},"
            " {category: EACH}]) { totalCount } } }"
        ),
        {},
        "`by` names 4 keys.",
    ),
    (
        "{ needs { groups(by: [{openedOn: YEAR}, {openedOn: MONTH}]) { totalCount } } }",
        {},
        "`by` names `openedOn` twice.",
    ),
    (
        "{ needs { groups(by: [{severity: EACH}], first: 0) { entries { count } } } }",
        {},
        "`first` is 0.",
    ),
    (
        "query($n: Int) { needs { groups(by: [{severity: EACH}], first: $n) { totalCount } } }",
        {"n": 101},
        "`first` is 101.",
    ),
    (
        "{ needs { groups(by: [{severity: EACH}]) { entries { key { closing } } } } }",
        {},
        "`key` is asked for `closing`, which `by` does not name.",
    ),
    ('{ search(text: "・") { nodes { __typename } } }', {}, "`text` holds no letter and no digit."),
    (
        "query($t: String!) { search(text: $t) { totalCount } }",
        {"t": "あ" * 101},
        "`text` has 101 characters.",
    ),
    ('{ search(text: "あ", kinds: []) { totalCount } }', {}, "`kinds` names no kind."),
    (
        "{ meetings(first: 1) { nodes { attendedBy(kinds: [AGENCY, PLACE]) { totalCount } } } }",
        {},
        "`kinds` names PLACE, which this list never holds.",
    ),
    (
        'query($c: String) { search(text: "あ", after: $c) { totalCount nodes { __typename } } }',
        {"c": SEAL.text("Resident:id", ["x"])},
        "`after` is a cursor of another list.",
    ),
]


@pytest.mark.anyio
@pytest.mark.parametrize(("operation", "variables", "sentence"), BAD)
async def test_bad_input_is_told_and_nothing_is_run(
    asking: Asking, operation: str, variables: dict[str, Any], sentence: str
) -> None:
    answer = await asking(operation, variables)
    (error,) = answer["errors"]
    assert error["message"] == sentence
    assert error["extensions"]["code"] == "BAD_INPUT"
    assert error["extensions"]["hint"]
    assert asking.runs == []


@pytest.mark.anyio
async def test_one_bad_field_leaves_the_others_answered(asking: Asking) -> None:
    answer = await asking(
        "{ areas(first: 0) { nodes { id } } districts(first: 1) { nodes { code } } }"
    )
    assert answer["data"]["areas"] is None
    assert answer["data"]["districts"]["nodes"]
    assert [error["path"] for error in answer["errors"]] == [["areas"]]


@pytest.mark.anyio
@pytest.mark.parametrize("id_", ["", "x", "zzzzzzzzzzzzzzzzzzzzzzzzzz", "住民", "' OR 1=1"])
async def test_an_id_that_is_not_there_is_null_however_it_looks(asking: Asking, id_: str) -> None:
    answer = await asking(
        "query($id: ID!) { resident(id: $id) { id } node(id: $id) { id } nodes(ids: [$id]) { id } }",
        {"id": id_},
    )
    assert answer == {"data": {"resident": None, "node": None, "nodes": [None]}}


@pytest.mark.anyio
async def test_null_for_first_means_the_default(asking: Asking) -> None:
    answer = await asking("query($n: Int) { districts(first: $n) { nodes { id } } }", {"n": None})
    assert len(answer["data"]["districts"]["nodes"]) == 20


@pytest.mark.anyio
async def test_a_boolean_variable_decides_anew_for_each_request(asking: Asking) -> None:
    operation = "query($b: Boolean!) { areas(first: 1) { nodes { code name @include(if: $b) } } }"
    with_name = await asking(operation, {"b": True})
    without = await asking(operation, {"b": False})
    assert set(with_name["data"]["areas"]["nodes"][0]) == {"code", "name"}
    assert set(without["data"]["areas"]["nodes"][0]) == {"code"}
