"""Nothing is shown for want of a rule: what is not ruled stops the start, and all that is, is printed."""

from dataclasses import replace

import pytest
import strawberry
from graphql import (
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    is_introspection_type,
)

from graph.errors import ModelFault
from graph.kinds.all import MODEL
from graph.model import End, Kind, Privacy, Property, Tie, Type
from graph.policy import POLICY, RECORDS, Rows
from graph.viewer import Role
from schema.api import Api
from schema.families import cut, family_of
from schema.matrix import FILE, matrix
from schema.query import Query
from tests.cities import ROOMY

API = Api(ROOMY)


@strawberry.type(name="Query")
class Curious(Query):
    everybodys_secrets: str = "told"


SECRET = Property("secret", Type.STRING, "A secret.", "秘密", Privacy.FREE_TEXT)
NEW = Kind("Diary", "Diaries", "A diary.", "日記", (SECRET,))


def test_a_kind_without_a_row_rule_stops_the_start() -> None:
    with pytest.raises(ModelFault, match=r"one row rule for each of \['Diary'\]"):
        replace(POLICY, model=replace(MODEL, kinds=(*MODEL.kinds, NEW)))


def test_a_kind_in_reach_that_belongs_to_no_household_stops_the_start() -> None:
    rows = {role: {**rules, "Diary": Rows.NONE} for role, rules in POLICY.rows.items()}
    rows[Role.CSW]["Diary"] = Rows.REACHED
    with pytest.raises(ModelFault, match="how a Diary belongs to a household"):
        replace(POLICY, model=replace(MODEL, kinds=(*MODEL.kinds, NEW)), rows=rows)


@pytest.mark.parametrize("role", list(POLICY.rows))
@pytest.mark.parametrize("privacy", list(Privacy))
def test_a_class_that_is_not_ruled_stops_the_start(role: Role, privacy: Privacy) -> None:
    left = {each: shown for each, shown in POLICY.classes[role].items() if each != privacy}
    with pytest.raises(ModelFault, match=f"Say whether the role {role} sees"):
        replace(POLICY, classes={**POLICY.classes, role: left})


def test_a_tie_that_does_not_say_whether_it_tells_a_place_stops_the_start() -> None:
    ends = (End("Resident", "Resident"),)
    with pytest.raises(TypeError, match="places"):
        Tie("WHISPERS_TO", "Whispers.", "ささやく", ends)  # pyright: ignore[reportCallIssue]


@pytest.mark.parametrize("tie", [tie.type for tie in MODEL.ties])
def test_whatever_leads_from_a_record_to_the_directory_or_a_supporter_tells_a_place(
    tie: str,
) -> None:
    """But for what a scheme or a rule is; ties between what is public tell of nobody."""
    local = {"District", "Area", "Municipality", "Agency", "Place", "Council", "Supporter"}
    ends = [{each.start, each.end} for each in MODEL.tie(tie).ends]
    assert MODEL.tie(tie).places == any(each & RECORDS and each & local for each in ends)


@pytest.mark.parametrize("role", [role for role in Role if role in POLICY.rows])
def test_a_role_without_rules_stops_the_start(role: Role) -> None:
    rows = {each: rules for each, rules in POLICY.rows.items() if each is not role}
    with pytest.raises(ModelFault, match="same roles"):
        replace(POLICY, rows=rows)


def test_every_role_has_rules() -> None:
    assert set(POLICY.rows) == set(Role)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DEMO])
def test_a_root_field_that_nobody_is_given_stops_the_start(role: Role) -> None:
    with pytest.raises(ModelFault, match="who asks everybodysSecrets"):
        cut(Api(ROOMY, query=Curious)._schema, family_of(role, POLICY), POLICY)


def test_the_committed_matrix_is_what_the_policy_says() -> None:
    assert FILE.read_text(encoding="utf-8") == matrix(POLICY)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DEMO])
def test_threat_33_no_schema_holds_a_name_of_what_its_role_never_gets(role: Role) -> None:
    schema = API.for_role(role)._schema
    for kind in MODEL.kinds:
        hidden = POLICY.rows[role][kind.name] is Rows.NONE
        of_kind = [name for name in schema.type_map if _is_of(kind, name)]
        assert not (hidden and of_kind), of_kind
        if hidden:
            continue
        for name in of_kind:
            fields = getattr(schema.type_map[name], "fields", {})
            for each in kind.properties:
                if not POLICY.shown(role, kind.name, each):
                    assert each.name not in fields, (name, each.name)


def _is_of(kind: Kind, type_name: str) -> bool:
    endings = (
        "", "Where", "Order", "PropertyOrder", "GroupBy", "GroupKey", "Groups", "Group",
        "Aggregate", "Connection", "Edge",
    )  # fmt: skip
    return type_name in {f"{kind.name}{ending}" for ending in endings}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DEMO])
def test_every_type_that_is_left_leads_somewhere(role: Role) -> None:
    """What is cut leaves no empty type behind, and no field whose type was cut."""
    schema = API.for_role(role)._schema
    for name, type_ in schema.type_map.items():
        if is_introspection_type(type_):
            continue
        for field in getattr(type_, "fields", {}).values():
            assert get_named_type(field.type).name in schema.type_map
        if isinstance(type_, GraphQLObjectType | GraphQLInputObjectType):
            assert type_.fields, name
