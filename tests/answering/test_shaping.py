"""The printed shaper and the careful walk agree; broken promises follow GraphQL's null rules."""

from dataclasses import replace
from typing import Any

import pytest

from graph.careful import careful
from graph.kinds.places import PLACE_TYPE
from graph.model import Type
from graph.shape import (
    Broken,
    Constant,
    CursorShape,
    Every,
    Facts,
    Field,
    Inner,
    Leaf,
    ManyOf,
    ObjectShape,
    OneOf,
    PageShape,
    Pair,
    Rows,
    Sizes,
    Total,
    Within,
    integer,
    moment,
)
from graph.shaper import shaper
from tests.sealed import SEAL


def sized(*sizes: int) -> Sizes:
    """The sizes of a request's pages, with the seal of the tests."""
    return Sizes(sizes, SEAL)


def leaf(key: str, index: int, type_: Type = Type.STRING, *, promised: bool = False) -> Leaf:
    return Leaf(key, index, type_, None, promised)


def page(*fields: Field, key: str = "list", index: int = 0) -> PageShape:
    cursor = CursorShape("", "Kind:id", (0,))
    facts = Facts("pageInfo", (("hasNextPage", "hasNextPage"), ("endCursor", "endCursor")))
    shown = (Rows("nodes", ObjectShape(fields)), facts)
    return PageShape(key, index, 0, shown, cursor, None, resumed=False, backward=False)


EVERYTHING = ObjectShape(
    (
        Constant("__typename", "Place"),
        leaf("name", 0, promised=True),
        leaf("capacity", 1, Type.INTEGER),
        Leaf("type", 2, Type.STRING, PLACE_TYPE, promised=True),
        leaf("at", 3, Type.DATETIME),
        Pair("position", 4, (Constant("t", "Position"), leaf("lat", 0, Type.FLOAT))),
        Inner("district", 5, ObjectShape((leaf("code", 0, promised=True),))),
        page(leaf("id", 0, promised=True), key="salons", index=6),
    )
)
ROW: list[Any] = ["cafe", 12, "SALON", "2021-07-31T09:00Z", [33.2, 130.3], ["01"], [["a"], ["b"]]]


def test_an_answer_keeps_the_order_asked_and_cuts_the_row_too_many() -> None:
    answer = shaper(EVERYTHING)(ROW, sized(1))
    assert list(answer) == [
        "__typename",
        "name",
        "capacity",
        "type",
        "at",
        "position",
        "district",
        "salons",
    ]
    assert answer["position"] == {"t": "Position", "lat": 33.2}
    assert answer["at"] == "2021-07-31T09:00:00Z"
    assert answer["salons"]["nodes"] == [{"id": "a"}]
    assert answer["salons"]["pageInfo"]["hasNextPage"] is True


@pytest.mark.parametrize("absent", range(1, 6))
def test_the_two_ways_agree_where_nothing_is_promised(absent: int) -> None:
    row = [None if place == absent and absent != 2 else value for place, value in enumerate(ROW)]
    assert careful(EVERYTHING, row, sized(1), ()) == (shaper(EVERYTHING)(row, sized(1)), [])


@pytest.mark.parametrize(
    ("place", "value", "path"),
    [
        (0, None, ("x", "name")),
        (2, "PALACE", ("x", "type")),
        (2, None, ("x", "type")),
        (1, "many", ("x", "capacity")),
        (1, 2**31, ("x", "capacity")),
        (5, [None], ("x", "district", "code")),
        (6, [[None]], ("x", "salons", "nodes", 0, "id")),
    ],
)
def test_a_broken_promise_is_noticed_and_named_by_its_path(
    place: int, value: Any, path: tuple[Any, ...]
) -> None:
    row = [*ROW]
    row[place] = value
    with pytest.raises((Broken, KeyError)):
        shaper(EVERYTHING)(row, sized(1))
    _, faults = careful(EVERYTHING, row, sized(1), ("x",))
    assert [fault.path for fault in faults] == [path]


def test_null_climbs_to_the_nearest_that_may_be_null() -> None:
    row = [*ROW]
    row[5] = [None]
    answer, _ = careful(EVERYTHING, row, sized(1), ())
    assert answer["district"] is None
    assert answer["name"] == "cafe"
    row[0] = None
    assert careful(EVERYTHING, row, sized(1), ())[0] is None


def test_a_page_cannot_be_null_so_the_whole_answer_is() -> None:
    answer, faults = careful(
        page(leaf("id", 0, promised=True)), [[["a"], [None]]], sized(5), ("list",)
    )
    assert answer is None
    assert [fault.path for fault in faults] == [("list", "nodes", 1, "id")]


def test_a_page_from_the_end_is_turned_round_and_told_with_its_total() -> None:
    turned = replace(
        page(leaf("id", 0)), total=1, backward=True, parts=(*page(leaf("id", 0)).parts, Total("n"))
    )
    row = [[["c"], ["b"], ["a"]], 7]
    answer = shaper(turned)(row, sized(2))
    assert [node["id"] for node in answer["nodes"]] == ["b", "c"]
    assert answer["n"] == 7
    assert answer["pageInfo"]["hasNextPage"] is False
    assert careful(turned, row, sized(2), ()) == (answer, [])


def test_a_total_needs_no_rows() -> None:
    counted = replace(page(), index=None, total=0, parts=(Total("n"),))
    assert shaper(counted)([7], sized(20)) == {"n": 7}
    assert careful(counted, [7], sized(20), ()) == ({"n": 7}, [])


GROUPED = replace(
    page(),
    index=None,
    parts=(
        Within(
            "groups",
            ObjectShape(
                (
                    leaf("totalCount", 0, Type.INTEGER, promised=True),
                    Every(
                        "entries",
                        1,
                        ObjectShape(
                            (
                                Within("key", ObjectShape((leaf("severity", 0, Type.INTEGER),))),
                                leaf("count", 1, Type.INTEGER, promised=True),
                            )
                        ),
                    ),
                )
            ),
        ),
    ),
)


def test_groups_lie_beside_the_page_in_the_order_of_their_rows() -> None:
    row = [7, [[3, 5], [None, 2]]]
    answer = shaper(GROUPED)(row, sized(20))
    assert answer == {
        "groups": {
            "totalCount": 7,
            "entries": [
                {"key": {"severity": 3}, "count": 5},
                {"key": {"severity": None}, "count": 2},
            ],
        }
    }
    assert careful(GROUPED, row, sized(20), ()) == (answer, [])


def test_what_cannot_be_of_a_group_is_null_and_named_by_the_place_of_the_group() -> None:
    row = [7, [[3, 5], ["grave", 2]]]
    with pytest.raises(Broken):
        shaper(GROUPED)(row, sized(20))
    answer, faults = careful(GROUPED, row, sized(20), ("needs",))
    assert [fault.path for fault in faults] == [
        ("needs", "groups", "entries", 1, "key", "severity")
    ]
    assert answer["groups"]["entries"][1] == {"key": {"severity": None}, "count": 2}


def test_a_count_is_promised_so_without_one_the_whole_answer_is_null() -> None:
    answer, faults = careful(GROUPED, [7, [[3, None]]], sized(20), ())
    assert answer is None
    assert [fault.path for fault in faults] == [("groups", "entries", 0, "count")]


def test_nodes_of_any_kind_take_the_place_of_their_ids() -> None:
    shapes = (ObjectShape((leaf("a", 0),)), ObjectShape((leaf("b", 0),)))
    rows = [[2, 1, ["y"]], [0, 0, ["x"]]]
    assert shaper(ManyOf(shapes))(rows, sized(4)) == [{"a": "x"}, None, {"b": "y"}, None]
    assert careful(ManyOf(shapes), rows, sized(4), ())[0] == [{"a": "x"}, None, {"b": "y"}, None]
    assert shaper(OneOf(shapes))([1, ["y"]], sized()) == {"b": "y"}
    assert shaper(OneOf(shapes))(None, sized()) is None


def test_response_keys_are_data_never_code() -> None:
    key = "'];import os;os.abort();['"
    assert shaper(ObjectShape((leaf(key, 0),)))(["x"], sized()) == {key: "x"}


@pytest.mark.parametrize(("value", "whole"), [(3, 3), (3.0, 3), (-(2**31) + 1, -(2**31) + 1)])
def test_whole_numbers_are_ints_however_they_were_written(value: Any, whole: int) -> None:
    assert integer(value) == whole


@pytest.mark.parametrize("value", [3.5, True, "3", 2**31])
def test_anything_else_is_no_int(value: Any) -> None:
    with pytest.raises(Broken):
        integer(value)


def test_times_always_have_seconds() -> None:
    assert moment("2021-07-31T09:00Z") == "2021-07-31T09:00:00Z"
    assert moment("2021-07-31T09:00:05Z") == "2021-07-31T09:00:05Z"
    assert moment("2021-07-31T09:00+09:00") == "2021-07-31T09:00:00+09:00"
