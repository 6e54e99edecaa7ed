"""No argument of a change is answered INTERNAL, whatever stands in it: in full, without a database.

Whoever asks sees whatever they name, so that the change itself is begun: what it asks is heard, and
nothing is answered.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, cast

import pytest
from graphql import GraphQLInputObjectType, get_named_type

from graph.changes import keyed
from graph.cypher import Statement
from graph.errors import DatabaseAway
from graph.gateway import Gateway
from graph.policy import POLICY
from resolvers.plans import Plans
from schema.api import Api
from server.outcome import outcome_of
from tests.access.breaking import Remembering
from tests.access.cells import codes
from tests.access.people import context_of
from tests.access.test_against_the_view import WHO
from tests.grammar.bounds import sent, spots
from tests.grammar.test_bounds import TOLD, Carrying, carried

ROLES = ("administrator", "coordinator", "demo")
BEGUN = {
    "move_referral", "take_on_gap", "dismiss_gap", "protect_resident", "end_protection",
    "link_supporter", "unlink_supporter", "confirm_location_permission", "withdraw_location_permission",
}  # fmt: skip
"""The changes that are possible with any values of their types beside the one that is sent."""


class Beginning(Carrying):
    """A gateway to nowhere in which everybody is there, and where changes are begun and go no further."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = Counter[str]()

    async def read(self, statement: Statement) -> list[list[Any]]:
        assert carried(dict(statement.parameters)), (statement.name, statement.parameters)
        named = next((each for each in statement.parameters.values() if isinstance(each, list)), ())
        match statement.name:
            case "glass_to_record" | "change_made":
                return []
            case "location_permission_subject":
                return [["x"]]
            case name if name.endswith("_by_id"):
                return [[["x"] * 4]]
            case name if name.endswith("_by_ids"):
                return [[[[place, 0, ["x"] * 4] for place, _ in enumerate(named)]]]
            case _:
                return await super().read(statement)

    async def transact(self, name: str, work: Callable[[Any], Awaitable[Any]]) -> Any:
        self.begun[name] += 1
        return await work(self)

    async def ask(self, statement: Statement) -> list[list[Any]]:
        assert carried(dict(statement.parameters)), (statement.name, statement.parameters)
        if statement.name == "begin_change":
            return [[statement.parameters["digest"], None]]
        raise DatabaseAway("The statement was heard.", hint="It is answered nowhere.")


@pytest.mark.anyio
@pytest.mark.parametrize("role", ROLES)
async def test_no_argument_of_a_change_is_answered_internal(
    role: str, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyed, "PAUSE_SECONDS", 0)
    name = next(name for name, who in WHO.items() if who.role == role)
    gateway, plans, trail = Beginning(), Plans(POLICY), Remembering()
    schema = api.for_role(context_of(WHO[name], gateway, plans).viewer.role)  # type: ignore[arg-type]
    mutation = schema._schema.mutation_type
    assert mutation is not None
    wrong, told, reached = list[Any](), Counter[str](), set[tuple[str, ...]]()
    for spot in (each for each in spots(schema._schema) if each.kind == "mutation"):
        reached.add(spot.path)
        for value in [*spot.values(), None]:
            texts = [(spot.as_variable(), {"v": sent(value)})]
            if (text := spot.as_text(value)) is not None:
                texts.append((text, {}))
            for text, variables in texts:
                document = text.replace("{ __typename }", "{ userErrors { code field } }")
                context = context_of(WHO[name], cast("Gateway", gateway), plans, cast("Any", trail))
                answer = outcome_of(await schema.execute(document, variables, context)).payload
                made = next(iter((answer.get("data") or {}).values()), None) or {}
                refused = {each["code"] for each in made.get("userErrors", ())}
                told.update(codes(answer) | refused or {"nothing"})
                if not codes(answer) <= TOLD or not codes(answer) | refused:
                    wrong.append((document, value, answer))
    assert wrong[:10] == []
    assert reached == {
        (mutation.name, change, *path)
        for change, field in mutation.fields.items()
        for argument, given in field.args.items()
        for path in [(argument,), *((argument, each) for each in _fields(given.type))]
    }
    assert set(gateway.begun) == (set[str]() if role == "administrator" else BEGUN)
    assert told["BAD_INPUT"] > 10


def _fields(type_: Any) -> list[str]:
    named = get_named_type(type_)
    assert isinstance(named, GraphQLInputObjectType)
    return [*named.fields]
