"""A written question and the shapes beside it agree, or say at import what does not."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.errors import ModelFault
from graph.question import NoParameters, Question, beside, columns_of, parameters_of


@dataclass(frozen=True)
class OfDistrict:
    district: str


@dataclass(frozen=True)
class Counted:
    name: str
    households: int


def written(folder: Path, text: str) -> Path:
    file = folder / "households_of_district.cypher"
    file.write_text(text, encoding="utf-8")
    return file


TEXT = """// How many households? Parameters: $district. It costs $5.
MATCH (d:District {code: $district})<-[:IN_DISTRICT]-(h)
WITH d, count(h) AS counted
RETURN d.name AS name, coalesce(counted, 0) AS households
ORDER BY name LIMIT 10
"""


def test_a_question_is_named_for_its_file_and_shapes_its_rows(tmp_path: Path) -> None:
    question = Question(written(tmp_path, TEXT), OfDistrict, Counted)
    statement = question.statement(OfDistrict("01"))
    assert statement.name == "households_of_district"
    assert statement.parameters == {"district": "01"}
    assert question.rows([["勧興", 3]]) == [Counted("勧興", 3)]


def test_a_parameter_without_a_field_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ModelFault, match=r"takes district; NoParameters has nothing"):
        Question(written(tmp_path, TEXT), NoParameters, Counted)


def test_columns_in_another_order_are_a_fault(tmp_path: Path) -> None:
    turned = TEXT.replace("d.name AS name, coalesce(counted, 0) AS households",
                          "count(*) AS households, d.name AS name")  # fmt: skip
    with pytest.raises(ModelFault, match=r"returns households, name; Counted has name, households"):
        Question(written(tmp_path, turned), OfDistrict, Counted)


@pytest.mark.parametrize("columns", [" n.id", "", " n.id AS id,"])
def test_a_column_without_an_alias_is_a_fault(columns: str) -> None:
    with pytest.raises(ModelFault, match="no alias"):
        columns_of(f"MATCH (n) RETURN{columns}")


def test_a_column_that_stands_twice_is_told_twice() -> None:
    assert columns_of("RETURN 1 AS one, 2 AS one") == ["one", "one"]


def test_the_columns_are_those_outside_of_subqueries() -> None:
    text = (
        "MATCH (n) RETURN n.id AS id, COLLECT { UNWIND [{a: 1}] AS m RETURN m.a } AS ones LIMIT 1"
    )
    assert columns_of(text) == ["id", "ones"]
    assert columns_of("CALL () { RETURN 1 AS one }") == []


def test_columns_may_be_left_out_of_the_last_return_alone(tmp_path: Path) -> None:
    question = Question(written(tmp_path, TEXT), OfDistrict, Counted)
    assert question.with_parameters(
        lambda name: "$d" if name == "district" else "", without={"name"}
    ) == (
        "MATCH (d:District {code: $d})<-[:IN_DISTRICT]-(h)\n"
        "WITH d, count(h) AS counted\n"
        "RETURN coalesce(counted, 0) AS households\n"
        "ORDER BY name LIMIT 10"
    )


def test_a_missing_file_is_a_fault() -> None:
    with pytest.raises(ModelFault, match=r"no nowhere\.cypher"):
        Question(beside(__file__, "nowhere"), NoParameters, Counted)


def test_comments_and_quoted_text_are_not_read() -> None:
    text = (
        "/* $no */ MATCH (n {name: '$no', other: $yes}) // $no\nRETURN 'a, b' AS one, [1, 2] AS two"
    )
    assert parameters_of(text) == {"yes"}
    assert columns_of(text) == ["one", "two"]
