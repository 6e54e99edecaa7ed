"""A refusal names the argument that cannot be: by its path, and by its place in the text."""

from typing import Any

import pytest

from tests.answering.asking import Asking

pytestmark = pytest.mark.anyio

NESTED = [
    (
        "{ districts(first: 1) { nodes { households(first: 1000) { totalCount } } } }",
        ["districts", "nodes", 0, "households"],
        "first: 1000",
    ),
    (
        '{ d: districts { edges { node { homes: households(first: 2, after: "x") { nodes { id } } } } } }',
        ["d", "edges", 0, "node", "homes"],
        'after: "x"',
    ),
    (
        "{ districts { nodes { again: households { nodes { needs(last: 3, first: 1) { totalCount } } } } } }",
        ["districts", "nodes", 0, "again", "nodes", 0, "needs"],
        "last: 3",
    ),
    (
        "{ districts { nodes { name households { groups(by: [], first: 3) { totalCount } } } } }",
        ["districts", "nodes", 0, "households", "groups"],
        "by: []",
    ),
    (
        "{ districts { nodes { ...G } } } fragment G on District { households(tie: {since: null}) { totalCount } }",
        ["districts", "nodes", 0, "households"],
        "tie: {since: null}",
    ),
    (
        "{ residents(first: 1) { nodes { supportedBy(kinds: []) { nodes { ... on Named { name } } } } } }",
        ["residents", "nodes", 0, "supportedBy"],
        "kinds: []",
    ),
    (
        '{ node(id: "x") { ... on District { households(first: 1000) { totalCount } } } }',
        ["node", "households"],
        "first: 1000",
    ),
]


async def _refused(asking: Asking, text: str, variables: dict[str, Any] | None = None) -> Any:
    answer = await asking(text, variables or {})
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "BAD_INPUT"
    assert answer["data"] is None or set(answer["data"].values()) == {None}
    return error


@pytest.mark.parametrize(("text", "path", "argument"), NESTED)
async def test_a_refusal_names_the_nested_argument(
    text: str, path: list[Any], argument: str, asking: Asking
) -> None:
    error = await _refused(asking, text)
    assert error["path"] == path
    assert error["locations"] == [{"line": 1, "column": text.index(argument) + 1}]
    assert asking.runs == []


async def test_a_variable_that_cannot_be_is_found_where_it_is_used(asking: Asking) -> None:
    text = "query($n: Int) { districts { nodes { households(first: $n) { totalCount } } } }"
    for value in (0, 101):
        error = await _refused(asking, text, {"n": value})
        assert error["path"] == ["districts", "nodes", 0, "households"]
        assert error["locations"] == [{"line": 1, "column": text.index("first:") + 1}]
    assert "errors" not in await asking(text, {"n": 5})


async def test_an_argument_of_the_root_is_the_roots(asking: Asking) -> None:
    text = "{ a: districts(first: 0) { nodes { households(first: 1000) { totalCount } } } }"
    error = await _refused(asking, text)
    assert error["path"] == ["a"]
    assert error["message"] == "`first` is 0."


async def test_beyond_a_dozen_fields_it_is_not_looked_for(asking: Asking) -> None:
    others = " ".join(f"a{place}: households(first: 2) {{ totalCount }}" for place in range(12))
    text = f"{{ districts {{ nodes {{ {others} last: households(first: 0) {{ totalCount }} }} }} }}"
    assert (await _refused(asking, text))["path"] == ["districts"]
