"""What is told of the schema is worked out once for each document, and never instead of anything else."""

import asyncio

import orjson
import pytest
from graphql import get_introspection_query
from strawberry.schema.exceptions import CannotGetOperationTypeError

from resolvers.introspected import KEPT_ANSWERS
from resolvers.limits import Limits
from schema.api import api

WHOLE = get_introspection_query()
PART = '{ __type(name: "District") { fields%s { name } } }'


@pytest.mark.anyio
async def test_the_second_answer_is_the_first_byte_for_byte() -> None:
    schema = api()
    first, second = [await schema.execute(WHOLE) for _ in range(2)]
    assert second.data is first.data
    other = await api().execute(WHOLE)
    assert other.data is not first.data
    assert orjson.dumps(other.data) == orjson.dumps(second.data)


@pytest.mark.anyio
async def test_a_kept_answer_still_has_to_be_asked_for_within_the_limits() -> None:
    schema = api(Limits(introspection=50))
    for _ in range(2):
        result = await schema.execute(WHOLE)
        assert result.data is None
        assert result.errors is not None
        assert result.errors[0].extensions["limit"] == "introspection"


@pytest.mark.anyio
async def test_what_variables_decide_is_answered_anew() -> None:
    schema = api()
    operation = f"query($d: Boolean!) {PART % ' @include(if: $d)'}"
    with_fields = await schema.execute(operation, {"d": True})
    without = await schema.execute(operation, {"d": False})
    assert with_fields.data["__type"]["fields"]
    assert without.data == {"__type": {}}


@pytest.mark.anyio
async def test_of_two_operations_the_one_named_is_answered() -> None:
    schema = api()
    document = f"query A {PART % ''} query B {{ __typename }}"
    for name, key in (("A", "__type"), ("B", "__typename"), ("A", "__type")):
        assert [*(await schema.execute(document, operation_name=name)).data] == [key]


@pytest.mark.anyio
async def test_a_wrong_operation_name_is_refused_after_the_answer_was_kept() -> None:
    schema = api()
    document = f"query A {PART % ''}"
    assert (await schema.execute(document, operation_name="A")).data
    with pytest.raises(CannotGetOperationTypeError):
        await schema.execute(document, operation_name="B")


@pytest.mark.anyio
@pytest.mark.parametrize(
    "operation", [WHOLE, f"query($d: Boolean = true) {PART % ' @include(if: $d)'}"]
)
async def test_others_go_on_while_the_schema_is_told(operation: str) -> None:
    turns = 0

    async def go_on() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    schema = api()
    schema.documents.read(operation)  # what is judged on the way in is not what is looked at here
    others = asyncio.create_task(go_on())
    await asyncio.sleep(0)
    turns = 0
    assert (await schema.execute(operation)).data
    others.cancel()
    assert turns > 1


@pytest.mark.anyio
async def test_no_more_answers_are_kept_than_tools_need() -> None:
    schema = api()
    for place in range(KEPT_ANSWERS + 2):
        await schema.execute(f"{PART % ''} # {place}")
    assert len(schema._introspected._answers) == KEPT_ANSWERS
