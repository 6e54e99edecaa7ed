"""The schema and the model, held against each other."""

from pathlib import Path

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, is_enum_type

import graph
import resolvers
import schema
import seeds
import server
from graph.kinds.all import MODEL, SUBJECTS
from graph.model import Kind, Privacy
from graph.policy import always_shown
from schema.api import SDL, Api, main
from schema.declared import shown_of

ROOT = Path(__file__).parents[2]
HIDDEN = {
    ("Household", "number"),
    ("Case", "number"),
    ("SupportGap", "rank"),
    ("SupportGap", "standingKey"),
}
"""Numbers and keys of internal registers; nobody outside needs them."""


def test_the_committed_sdl_is_what_the_code_makes(api: Api) -> None:
    assert SDL.read_text(encoding="utf-8") == api.as_str() + "\n", "Run: make goldens"
    assert main(["--check"]) == 0


@pytest.mark.parametrize("kind", MODEL.kinds, ids=lambda kind: kind.name)
def test_every_kind_has_a_type_in_the_module_of_its_subject(kind: Kind, api: Api) -> None:
    type_ = api._schema.type_map[kind.name]
    assert isinstance(type_, GraphQLObjectType)
    assert [each.name for each in type_.interfaces][-1:] == ["Node"]
    assert shown_of(kind.name).properties[0].name == "id"
    assert (ROOT / "schema" / "types" / f"{SUBJECTS[kind.name]}.py").is_file()
    assert (ROOT / "graph" / "kinds" / f"{SUBJECTS[kind.name]}.py").is_file()


@pytest.mark.parametrize("kind", MODEL.kinds, ids=lambda kind: kind.name)
def test_every_property_is_shown_or_hidden_on_purpose(kind: Kind) -> None:
    shown = {each.name for each in shown_of(kind.name).properties}
    hidden = {each.name for each in kind.properties} - shown
    assert {(kind.name, name) for name in hidden} == {
        each for each in HIDDEN if each[0] == kind.name
    }
    assert all(kind[name].privacy is Privacy.INTERNAL for name in hidden)


def test_every_tie_can_be_followed_from_both_ends() -> None:
    followed = {
        (
            relation.tie,
            *((kind.name, relation.kind) if relation.forward else (relation.kind, kind.name)),
        )
        for kind in MODEL.kinds
        for relation in shown_of(kind.name).relations.values()
    }
    missing = [
        (tie.type, ends.start, ends.end)
        for tie in MODEL.ties
        for ends in tie.ends
        if (tie.type, ends.start, ends.end) not in followed
    ]
    assert missing == []


def test_what_the_schema_promises_is_open_to_everybody(api: Api) -> None:
    for kind in MODEL.kinds:
        fields = api._schema.type_map[kind.name].fields
        for each in shown_of(kind.name).properties:
            assert str(fields[each.name].type).endswith("!") is always_shown(each)


def test_everything_in_the_schema_is_described_with_its_japanese_term(api: Api) -> None:
    undescribed: list[str] = []
    for name, type_ in api._schema.type_map.items():
        if name.startswith("__") or name in {"String", "Int", "Float", "Boolean", "ID"}:
            continue
        undescribed += [] if type_.description else [name]
        if isinstance(type_, GraphQLObjectType | GraphQLInputObjectType):
            for field_name, field in type_.fields.items():
                undescribed += [] if _speaks_both(field.description) else [f"{name}.{field_name}"]
                for argument, each in getattr(field, "args", {}).items():
                    told = _speaks_both(each.description)
                    undescribed += [] if told else [f"{name}.{field_name}({argument})"]
        if is_enum_type(type_):
            for value_name, value in type_.values.items():
                undescribed += [] if _speaks_both(value.description) else [f"{name}.{value_name}"]
    assert undescribed == []


SAME_IN_BOTH = ("(URL)", "(LSNS-6;", "(CSW)")


def _speaks_both(description: str | None) -> bool:
    if not description:
        return False
    japanese = any("\u3040" <= letter <= "\u9fff" for letter in description)
    return japanese or any(term in description for term in SAME_IN_BOTH)


@pytest.mark.parametrize("package", [graph, resolvers, schema, seeds, server])
def test_each_package_is_the_one_of_this_checkout(package: object) -> None:
    (folder,) = package.__path__  # type: ignore[attr-defined]
    assert Path(folder).parent == ROOT
