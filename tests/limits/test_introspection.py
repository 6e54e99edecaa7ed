"""Tools may read the schema; nobody may read it many times over in one request."""

import pytest
from graphql import get_introspection_query, parse, print_ast

from bench.cases import OPERATIONS
from resolvers.introspecting import EVERYTHING
from resolvers.limits import Limits
from server.explorer.pages import read_examples
from tests.limits.judging import documents, refusals

SHORT = dict.fromkeys(EVERYTHING, False)


@pytest.mark.parametrize("options", [EVERYTHING, SHORT, {**SHORT, "descriptions": False}])
def test_the_usual_introspection_is_let_in(options: dict[str, bool]) -> None:
    assert refusals(get_introspection_query(**options), Limits()) == []


@pytest.mark.parametrize(
    "operation",
    [
        '{ __type(name: "Household") { name fields { name type { name ofType { name } } } } }',
        "{ __schema { queryType { name } types { name kind } } __typename }",
    ],
)
def test_a_look_at_a_part_is_let_in(operation: str) -> None:
    assert refusals(operation, Limits()) == []


def test_fields_of_types_of_fields_are_refused() -> None:
    (refusal,) = refusals(
        "{ __schema { types { fields { type { fields { type { name } args { name } } } } } } }",
        Limits(),
    )
    assert (refusal["code"], refusal["limit"]) == ("LIMIT_EXCEEDED", "introspection")


def test_introspection_passes_up_to_its_limit_and_not_beyond() -> None:
    usual = get_introspection_query(**EVERYTHING)
    assert refusals(usual, Limits(introspection=101)) == []
    assert refusals(usual, Limits(introspection=100)) == []
    (refusal,) = refusals(usual, Limits(introspection=99))
    assert (refusal["maximum"], refusal["actual"]) == (99, 100)


MANY_LOOKS = " ".join(f"a{n}: __schema {{ types {{ name }} }}" for n in range(15))


@pytest.mark.parametrize(
    "beside",
    [
        "districts(first: 1) { totalCount }",
        "...D } fragment D on Query { districts(first: 1) { totalCount }",
        "... on Query { areas { totalCount } }",
    ],
)
def test_beside_data_little_of_the_schema_is_told(beside: str) -> None:
    assert refusals(f"{{ {MANY_LOOKS} }}", Limits()) == []
    (refusal,) = refusals(f"{{ {MANY_LOOKS} {beside} }}", Limits())
    assert (refusal["code"], refusal["limit"]) == ("LIMIT_EXCEEDED", "introspection_beside")
    small = '__typename a: __type(name: "District") { name kind fields { name } }'
    assert refusals(f"{{ {small} {beside} }}", Limits()) == []


def test_introspection_through_fragments_and_aliases_counts_the_same() -> None:
    twice = print_ast(parse(get_introspection_query())).replace(
        "__schema {", "...S } fragment S on Query { again: __schema {", 1
    )
    judge = documents(Limits(introspection=1))
    plain, otherwise = (
        judge.read(each).errors[0].extensions["actual"]
        for each in (get_introspection_query(), twice)
    )
    assert plain == otherwise


@pytest.mark.parametrize("example", read_examples(), ids=lambda example: example.title)
def test_every_example_is_within_the_limits(example: object) -> None:
    judge = documents(Limits())
    known = judge.read(example.query)  # pyright: ignore[reportAttributeAccessIssue]
    assert known.errors == []
    assert all(judge.price(known, name, {}) for name in known.prices)


@pytest.mark.parametrize("path", sorted(OPERATIONS.glob("*.graphql")), ids=lambda path: path.stem)
def test_every_timed_operation_is_within_the_limits(path: object) -> None:
    judge = documents(Limits())
    known = judge.read(path.read_text(encoding="utf-8"))  # pyright: ignore[reportAttributeAccessIssue]
    assert known.errors == []
    assert all(judge.price(known, name, {}) for name in known.prices)
