"""No name slips out by a suggestion and none gets into a statement; none walks on without end."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_introspection_type,
)

import graph
from graph.cypher import Statement
from graph.grants.reading import GRANTS
from graph.policy import POLICY
from graph.viewer import PERSONAL, Role, Viewer
from resolvers.context import Context
from resolvers.documents import MOST_HELPED
from resolvers.plans import Plans
from schema.api import Api
from tests.access.everything import kinds, listed, stepped
from tests.access.people import of_grants
from tests.answering.asking import CITY_DAY
from tests.sealed import SEALS

pytestmark = pytest.mark.anyio

HOSTILE = (
    "x",
    "' OR 1=1 //",
    "`) DETACH DELETE n //",
    "\\u0027}) RETURN n",
    "$viewer",
    "}} CALL {",
    "*",
)
MOST_HOPS = 4
BOUNDED = re.compile(r"\*\d+\.\.(\d+)(?=\])")
QUANTIFIED = re.compile(r"(?:->|-|\))\{(\d*)(,?)(\d*)\}")
ENDLESS = re.compile(
    r"\[[^\]\[]*\*[^\]\[]*\]\s*->?|(?:->|\]-|\)\))[+*](?=\()|\bshortest|\bALL PATHS", re.IGNORECASE
)
ROLES = [role for role in Role if role is not Role.DEMO]


class Overheard:
    """A gateway to nowhere that keeps the statements it is given."""

    def __init__(self) -> None:
        self.texts = set[str]()
        self.asked = 0

    async def read(self, statement: Statement) -> list[list[Any]]:
        self.texts.add(statement.text)
        self.asked += 1
        return []

    def reading(self) -> "OverheardReading":
        return OverheardReading(self)


class OverheardReading:
    """Lets in whoever asks; what they ask after that is overheard."""

    def __init__(self, overheard: Overheard) -> None:
        self._overheard = overheard
        self.kept: dict[str, Any] = {}

    async def carry_out(self, work: Callable[[Any], Awaitable[Any]]) -> Any:
        return await work(self)

    async def ask(self, statement: Statement) -> list[list[Any]]:
        if statement.name.startswith("grants_of_"):
            every = {"admitted": True, "viewer": ["somebody"], "opening": "an opening"}
            [columns] = [each.columns for each in GRANTS.values() if each.name == statement.name]
            return [[every.get(name, []) for name in columns]]
        if of_grants(statement.name):
            return [[[]]]
        return await self._overheard.read(statement)

    async def end(self) -> None:
        """Nothing was begun."""


async def _told(
    api: Api,
    role: Role,
    gateway: Overheard,
    operation: str,
    variables: dict[str, Any] | None = None,
) -> list[str]:
    person = "somebody" if role in PERSONAL else None
    viewer = Viewer(role, person, "tester")
    context = Context(gateway, Plans(POLICY), viewer, CITY_DAY, SEALS)  # type: ignore[arg-type]
    result = await api.for_role(role).execute(operation, variables, context)
    return [error.message for error in result.errors or ()]


def _names(type_: GraphQLNamedType) -> set[str]:
    members = getattr(type_, "fields", None) or getattr(type_, "values", {})
    return {type_.name, *members}


@pytest.mark.parametrize("role", ROLES)
async def test_threat_34_no_word_of_a_list_is_answered_with_a_name_the_role_never_gets(
    role: Role, api: Api
) -> None:
    """As Clairvoyance does: near misses of every name of the whole schema, at the root and below.

    A few at a time, so that those near are told.
    """
    own = {name for type_ in api.for_role(role)._schema.type_map.values() for name in _names(type_)}
    every = sorted({name for type_ in api._schema.type_map.values()
                    if not is_introspection_type(type_) for name in _names(type_)})  # fmt: skip
    foreign = set(every) - own
    assert foreign or role is Role.COORDINATOR
    words = [name[:-1] for name in every if len(name) > 3 and name[:-1] not in own]
    gateway = Overheard()
    suggested = 0
    for start in range(0, len(words), MOST_HELPED):
        some = " ".join(words[start : start + MOST_HELPED])
        for operation in (f"{{ {some} }}", f"{{ agencies {{ nodes {{ {some} }} }} }}"):
            for message in await _told(api, role, gateway, operation):
                suggested += "Did you mean" in message
                typed, told = set(words), set(re.findall(r"\w+", message))
                assert not (told & foreign) - typed, message
    assert suggested > 20
    assert gateway.asked == 0


def _choices(schema: Any) -> list[tuple[str, str]]:
    """Operations with a variable wherever a list takes names: its orders, groups and kinds."""
    found = list[tuple[str, str]]()
    for kind, list_name in kinds(schema).items():
        order = schema.type_map.get(f"{kind}Order")
        if isinstance(order, GraphQLInputObjectType):
            text = f"query ($x: [{kind}Order!]) {{ {list_name}(orderBy: $x) {{ nodes {{ id }} }} }}"
            found.append(("order", text))
        if isinstance(schema.type_map.get(f"{kind}GroupBy"), GraphQLInputObjectType):
            inner = "groups(by: $x) { totalCount }"
            text = f"query ($x: [{kind}GroupBy!]!) {{ {list_name} {{ {inner} }} }}"
            found.append(("groups", text))
    return found


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.VOLUNTEER])
async def test_threat_52_no_name_that_is_sent_gets_into_a_statement(role: Role, api: Api) -> None:
    gateway = Overheard()
    for _, operation in _choices(api.for_role(role)._schema):
        for text in HOSTILE:
            for sent in ([{text: "ASC"}], [{"id": text}], text):
                assert await _told(api, role, gateway, operation, {"x": sent}), operation
    text = 'query ($k: [SearchResultType!]) { search(text: "a", kinds: $k) { totalCount } }'
    for each in HOSTILE:
        assert await _told(api, role, gateway, text, {"k": [each]})
    assert gateway.asked == 0


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CSW, Role.VOLUNTEER])
async def test_threat_52_whatever_is_sent_the_statement_is_the_same(role: Role, api: Api) -> None:
    """A text for every filter, a search and an id: the values differ, the one text does not."""
    schema = api.for_role(role)._schema
    for kind, list_name in kinds(schema).items():
        where = schema.type_map.get(f"{kind}Where")
        if not isinstance(where, GraphQLInputObjectType):
            continue
        names = [
            name
            for name, field in where.fields.items()
            if get_named_type(field.type).name == "StringFilter"
        ]
        for name in names[:2]:
            gateway = Overheard()
            operation = f"query ($t: String!) {{ {list_name}(where: {{{name}: {{contains: $t}}}}) {{ totalCount }} }}"
            for text in HOSTILE:
                await _told(api, role, gateway, operation, {"t": text})
            assert gateway.asked == len(HOSTILE)
            assert len(gateway.texts) == 1
            [printed] = gateway.texts
            assert not [each for each in HOSTILE[1:4] if each in printed]


WRITTEN = {
    str(path): path.read_text(encoding="utf-8")
    for path in Path(graph.__path__[0]).rglob("*.cypher")
}


async def test_threat_31_no_statement_walks_further_than_four_ties_at_once(api: Api) -> None:
    """Neither a written one nor one that is printed: every pattern that repeats says how often."""
    assert len(WRITTEN) > 50
    gateway = Overheard()
    schema = api._schema
    for kind in kinds(schema):
        for operation in (listed(schema, kind, "first: 1"), *stepped(schema, kind, ["x"])):
            await _told(api, Role.CSW, gateway, operation)
    assert len(gateway.texts) > 200
    for name, text in [*WRITTEN.items(), *(("printed", each) for each in gateway.texts)]:
        plain = re.sub(r"//.*", "", text)
        for most in BOUNDED.findall(plain):
            assert int(most) <= MOST_HOPS, name
        plain = BOUNDED.sub("", plain)
        assert not ENDLESS.search(plain), (name, ENDLESS.search(plain))
        for least, comma, most in QUANTIFIED.findall(plain):
            assert int(most if comma else least) <= MOST_HOPS, name


def test_threat_31_nothing_lets_a_caller_say_how_far_to_walk(api: Api) -> None:
    for type_ in api._schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and not is_introspection_type(type_):
            for name, field in type_.fields.items():
                asked = {each.lower() for each in field.args}
                assert not asked & {"maxlength", "hops", "length", "depth", "steps"}, name


def test_names_are_enums_wherever_they_are_asked_for(api: Api) -> None:
    """What chooses a column, a direction or a kind is never a text."""
    for name, type_ in api._schema.type_map.items():
        if isinstance(type_, GraphQLInputObjectType) and name.endswith(("Order", "GroupBy")):
            for field in type_.fields.values():
                inner = get_named_type(field.type)
                assert isinstance(inner, GraphQLEnumType | GraphQLInputObjectType), name


@pytest.mark.parametrize("role", sorted(PERSONAL))
async def test_what_everybody_may_ask_is_one_text_whoever_asks(role: Role, api: Api) -> None:
    """Who somebody is stands in no text: what they may reach comes with the statement."""
    public, homes, demo = Overheard(), Overheard(), Overheard()
    await _told(api, role, public, "{ districts { nodes { code name } } }")
    await _told(api, Role.DEMO, demo, "{ districts { nodes { code name } } }")
    await _told(api, role, homes, "{ households { nodes { address } } }")
    assert public.texts == demo.texts
    [about_homes] = homes.texts
    assert "$grants.denied" in about_homes
    assert "$grants.opened" in about_homes
    assert ":SEALS" not in about_homes
