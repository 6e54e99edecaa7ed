"""Every inquiry there is, each on several days and with all it can tell, made from a role's own schema."""

from collections.abc import Iterator, Sequence

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

from tests.access.reading import KINDS

DEEPEST = 6
LAYERS = ("VOLUNTEERS", "COMMISSIONERS", "COUNCIL", "CAFE", "CSW", "AGENCY_REACH")
TABLES = (
    "OPEN_NEEDS", "NEEDS_NAMED", "RESIDENTS_IN_NEED", "SUPPORT_GAPS", "CONSULTATIONS", "REFERRALS",
)  # fmt: skip
ON_RECORD = {"whoLookedAt", "breachReport", "glassBreakings", "vocabularies", "kinds"}
"""What tells of the trail, which the tests of the audit compare, and of the schema itself."""


def _arguments(
    days: Sequence[str], homes: Sequence[str], people: Sequence[str]
) -> dict[str, list[str]]:
    meant = [
        *(f'householdId: "{each}"' for each in homes),
        *(f'residentId: "{each}"' for each in people),
        'profile: {district: "east", needs: [{categoryCode: "C", severity: 2}]}',
    ]
    return {
        "districtCoverage": [f'(asOf: "{day}")' for day in days],
        "uncoveredDistricts": [
            f'(layer: {each}, asOf: "{day}")' for each in LAYERS for day in days
        ],
        "placementPlan": [
            f'(layer: {each}, available: 3, asOf: "{days[-1]}")' for each in LAYERS[:4]
        ],
        "statistics": [f'(table: {each}, asOf: "{day}")' for each in TABLES for day in days[-2:]],
        "supportTopology": [f'(asOf: "{day}")' for day in days[-2:]],
        "referralPartners": [f'(for: {{{each}}}, first: 5, asOf: "{days[-1]}")' for each in meant],
        "referralTeams": [f'(for: {{{each}}}, first: 3, asOf: "{days[-1]}")' for each in meant],
        "protectionsDue": ["(withinDays: 366)"],
        "viewer": [""],
    }


def inquired(
    schema: GraphQLSchema, days: Sequence[str], homes: Sequence[str], people: Sequence[str]
) -> Iterator[str]:
    """A document for each inquiry and each way it is asked, with everything that it tells."""
    assert schema.query_type is not None
    table = _arguments(days, homes, people)
    for name, field in schema.query_type.fields.items():
        named = get_named_type(field.type)
        if named.name in KINDS or named.name.endswith("Connection") or name in ON_RECORD:
            continue
        if name in {"node", "nodes"}:
            continue
        assert name in table, f"Say how {name} is asked."
        for arguments in table[name]:
            yield f"{{ {name}{arguments} {told(schema, named, DEEPEST)} }}"
    for kind, ids in (("Household", homes), ("Resident", people)):
        type_ = schema.type_map.get(kind)
        if isinstance(type_, GraphQLObjectType) and "fragility" in type_.fields:
            shown = told(schema, get_named_type(type_.fields["fragility"].type), DEEPEST)
            for id_ in ids:
                yield from (
                    f'{{ {kind.lower()}(id: "{id_}") {{ fragility(asOf: "{day}") {shown} }} }}'
                    for day in days[-2:]
                )


def told(schema: GraphQLSchema, type_: object, deeper: int) -> str:
    """All that a record tells, the records within it too; of nodes their ids."""
    if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
        return "{ __typename ... on Node { id } }"
    assert isinstance(type_, GraphQLObjectType)
    if type_.name in KINDS:
        return "{ id }"
    parts = list[str]()
    for name, field in type_.fields.items():
        inner = get_named_type(field.type)
        if is_leaf_type(inner):
            parts.append(name)
        elif deeper:
            parts.append(f"{name} {told(schema, inner, deeper - 1)}")
    return f"{{ {' '.join(parts)} }}"
