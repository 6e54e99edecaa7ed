"""The words of the API: told from the declarations, complete, and without the database."""

import pytest
from graphql import GraphQLEnumType

from graph.kinds.all import MODEL
from schema.api import Api
from schema.declared import shown_of
from tests.answering.asking import Asking

WORDS = "name label en: label(language: EN) description"


@pytest.mark.anyio
async def test_every_enum_of_the_model_is_told_with_all_its_values(
    asking: Asking, api: Api
) -> None:
    answer = await asking(f"{{ vocabularies {{ {WORDS} values {{ {WORDS} }} }} }}")
    told = {each["name"]: each for each in answer["data"]["vocabularies"]}
    assert set(told) == {choice.name for choice in MODEL.choices}
    for choice in MODEL.choices:
        type_ = api._schema.type_map[choice.name]
        assert isinstance(type_, GraphQLEnumType)
        entry = told[choice.name]
        assert (entry["label"], entry["description"]) == (choice.ja, choice.doc)
        assert [each["name"] for each in entry["values"]] == [*type_.values]
        assert [each["label"] for each in entry["values"]] == [each.ja for each in choice.values]
    assert asking.runs == []


@pytest.mark.anyio
async def test_every_kind_is_told_with_what_is_shown_of_it_and_nothing_else(
    asking: Asking, api: Api
) -> None:
    answer = await asking(
        f"{{ kinds {{ {WORDS} properties {{ {WORDS} type isList required unit vocabulary {{ name }} }} }} }}"
    )
    for kind in answer["data"]["kinds"]:
        fields = api._schema.type_map[kind["name"]].fields
        for each in kind["properties"]:
            type_ = str(fields[each["name"]].type)
            assert type_.startswith("[") is each["isList"]
            if each["vocabulary"]:
                assert each["vocabulary"]["name"] == type_.strip("[]!")
        told = [each["name"] for each in kind["properties"]]
        assert told == [each.name for each in shown_of(kind["name"]).properties]
        assert kind["label"] == MODEL.kind(kind["name"]).ja
    assert [kind["name"] for kind in answer["data"]["kinds"]] == [k.name for k in MODEL.kinds]
    assert "Household.number" not in {
        f"{kind['name']}.{each['name']}"
        for kind in answer["data"]["kinds"]
        for each in kind["properties"]
    }
    assert asking.runs == []


@pytest.mark.anyio
async def test_a_form_is_built_from_one_kind(asking: Asking) -> None:
    answer = await asking(
        """query($names: [String!], $in: Language! = EN) {
          kinds(names: $names) {
            __typename
            properties { ...words vocabulary { values { text: label(language: $in) } } }
          }
        }
        fragment words on KindProperty { name label(language: $in) type }""",
        {"names": ["Resident"]},
    )
    (kind,) = answer["data"]["kinds"]
    sex = next(each for each in kind["properties"] if each["name"] == "sex")
    assert kind["__typename"] == "Kind"
    assert sex == {
        "name": "sex",
        "label": "Sex",
        "type": "STRING",
        "vocabulary": {"values": [{"text": "Female"}, {"text": "Male"}, {"text": "Unknown"}]},
    }
    born = next(each for each in kind["properties"] if each["name"] == "birthDate")
    assert (born["label"], born["type"], born["vocabulary"]) == ("Birth date", "DATE", None)


@pytest.mark.anyio
async def test_names_are_told_in_their_order_and_unknown_ones_are_refused(asking: Asking) -> None:
    operation = (
        "query($n: [String!]) { vocabularies(names: $n) { name } kinds(names: []) { name } }"
    )
    answer = await asking(operation, {"n": ["Sex", "Channel"]})
    assert answer == {"data": {"vocabularies": [{"name": "Sex"}, {"name": "Channel"}], "kinds": []}}
    answer = await asking(operation, {"n": ["Sex", "Moon"]})
    (error,) = answer["errors"]
    assert error["message"] == "`names` holds an unknown name, at position 1."
    assert error["extensions"]["code"] == "BAD_INPUT"
    assert answer["data"] == {"vocabularies": None, "kinds": []}


def test_no_two_values_of_a_vocabulary_look_alike() -> None:
    for choice in MODEL.choices:
        labels = [each.ja for each in choice.values]
        assert len(labels) == len(set(labels)), choice.name
