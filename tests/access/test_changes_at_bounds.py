"""Whatever stands in a field of a change, it is made whole or not at all, and a refusal names the field.

In the town every change is asked as it could be made, with one field at and beyond the bounds of its
type. A run of the tests sends some values to each field, `make proof-access` all.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, get_named_type

from resolvers.context import Context
from server.outcome import outcome_of
from tests.access.breaking import NOON, REASON, Remembering
from tests.access.sample import SEED, WHOLE
from tests.access.town import Town, viewer_of
from tests.answering.asking import CITY_DAY
from tests.grammar.bounds import Spot, sent
from tests.sealed import SEALS

pytestmark = pytest.mark.anyio

OF_EACH = 2
"""Values that a run of the tests sends to each field."""
MONTH = {"from": CITY_DAY.isoformat(), "until": (CITY_DAY + timedelta(30)).isoformat()}
CHANGES: dict[str, tuple[str, dict[str, Any]]] = {
    "moveReferral": ("coordinator", {"id": "referral", "version": 1, "to": "ACCEPTED"}),
    "takeOnGap": ("coordinator", {"id": "gap", "supporter": "csw"}),
    "dismissGap": ("coordinator", {"id": "gap", "dismissal": "NOT_NOW"}),
    "protectResident": ("coordinator", {"resident": "hanako", "against": ["taro"], "reason": "DV"}),
    "endProtection": ("coordinator", {"resident": "hanako"}),
    "askLocationPermission": (
        "coordinator", {"resident": "hanako", "supporter": "csw", **MONTH},
    ),
    "confirmLocationPermission": ("colleague", {"permission": "PERMISSION"}),
    "withdrawLocationPermission": ("colleague", {"permission": "PERMISSION"}),
    "linkSupporterToResident": ("coordinator", {"supporter": "staff", "resident": "taro"}),
    "unlinkSupporterFromResident": ("coordinator", {"supporter": "kin", "resident": "brother"}),
    "breakGlass": ("administrator", {"reason": REASON}),
    "endBreakGlass": ("administrator", {"id": "OPENING"}),
}  # fmt: skip
"""Who makes each change, and as it can be made."""
DUMP = """
MATCH (n) WHERE none(label IN labels(n) WHERE label STARTS WITH '_')
OPTIONAL MATCH (n)-[t]->(o)
RETURN labels(n), properties(n), collect([type(t), coalesce(o.id, o.reference, o.key, ''), properties(t)])
"""
NOBODY_MEANS = (
    ("moveReferral", "nextActionOn", "9999-12-31"),
    ("moveReferral", "nextActionOn", "0001-01-01"),
    ("moveReferral", "reason", "\u3164" * 10),
    ("moveReferral", "reason", ""),
    ("moveReferral", "nextAction", " \n"),
    ("moveReferral", "id", "x" * 9_000),
    ("dismissGap", "note", "…!?\u200b"),
    ("takeOnGap", "id", "x" * 65),
    ("protectResident", "resident", "\u3164" * 100),
    ("askLocationPermission", "from", "9999-01-01"),
    ("askLocationPermission", "until", "9999-12-31"),
    ("askLocationPermission", "until", "R99.1.1"),
    ("breakGlass", "reason", "\u3164" * 10),
)


async def _dumped(town: Town) -> list[str]:
    return sorted(
        json.dumps([labels, facts, sorted(map(repr, ties))], sort_keys=True, default=str)
        for labels, facts, ties in await town.write(DUMP)
    )


async def _made(town: Town, change: str, more: dict[str, Any]) -> tuple[Any, list[str]]:
    """The whole response, and the fields that its refusals name."""
    name, given = CHANGES[change]
    viewer = viewer_of(name)
    context = Context(
        town.gateway, town.plans, viewer, CITY_DAY, SEALS, trail=town.trail, clock=lambda: NOON
    )
    api = town.api.for_role(viewer.role)
    input_ = f"{change[0].upper()}{change[1:]}Input"
    mutation = api._schema.mutation_type
    assert mutation is not None
    input_ = str(mutation.fields[change].args["input"].type)
    text = f"mutation ($input: {input_}) {{ made: {change}(input: $input) {{ cursor userErrors {{ code field message }} }} }}"
    if change in {"takeOnGap", "dismissGap"}:
        text = text.replace("cursor ", "supportGap { id } ")
    known = {"PERMISSION": "permission", "OPENING": "opening"}
    given = {
        key: await _reference(town, known[value])
        if isinstance(value, str) and value in known
        else value
        for key, value in given.items()
    }
    sent_ = {"input": {"idempotencyKey": str(uuid4()), **given, **more}}
    answer = outcome_of(await api.execute(text, sent_, context)).payload
    made = (answer.get("data") or {}).get("made") or {}
    return answer, [each["field"][-1] for each in made.get("userErrors", ())]


async def _reference(town: Town, what: str) -> str:
    text = {
        "permission": "MATCH (n:LocationPermission) RETURN n.reference",
        "opening": "MATCH (n:GlassBreaking) RETURN n.reference",
    }[what]
    return (await town.write(text))[0][0]


async def _begun(town: Town, change: str) -> None:
    """As it is before such a change: somebody protected, a leave asked for, the glass broken."""
    await town.rebuilt()
    town.trail = Remembering()
    await town.protect("rival")
    if "Permission" in change and not change.startswith("ask"):
        await town.does(
            "coordinator", "askLocationPermission", resident="hanako", supporter="csw", **MONTH
        )
    if change == "endBreakGlass":
        await _made(town, "breakGlass", {})


def _spots(town: Town, change: str) -> Iterator[Spot]:
    mutation = town.api.for_role(viewer_of(CHANGES[change][0]).role)._schema.mutation_type
    assert isinstance(mutation, GraphQLObjectType)
    input_ = get_named_type(mutation.fields[change].args["input"].type)
    assert isinstance(input_, GraphQLInputObjectType)
    for name, field in input_.fields.items():
        yield Spot((change, "input", name), "", "", field.type, "mutation", input_.name)


def _code(answer: Any) -> set[str]:
    return {each["extensions"]["code"] for each in answer.get("errors", ())}


async def test_every_change_is_here(town: Town) -> None:
    found = set[str]()
    for name in ("coordinator", "administrator", "demo"):
        mutation = town.api.for_role(viewer_of(name).role)._schema.mutation_type
        assert mutation is not None
        found |= set(mutation.fields)
    assert found == set(CHANGES)
    for change in CHANGES:
        await _begun(town, change)
        answer, refused = await _made(town, change, {})
        assert not _code(answer), (change, answer)
        assert refused == [], (change, answer)


@pytest.mark.parametrize("change", CHANGES)
async def test_a_change_at_its_bounds_is_made_whole_or_not_at_all(
    change: str, town: Town, record_property: Any
) -> None:
    await _begun(town, change)
    before, refusals, made = await _dumped(town), 0, 0
    chance = Random(f"{SEED} {change}")  # noqa: S311 -- the seed decides
    for spot in _spots(town, change):
        values = [*spot.values(), None]
        for value in values if WHOLE else chance.sample(values, min(OF_EACH, len(values))):
            answer, refused = await _made(town, change, {spot.path[-1]: sent(value)})
            codes, name = _code(answer), spot.path[-1]
            assert codes <= {"BAD_INPUT", "LIMIT_EXCEEDED"}, (name, value, answer)
            after = await _dumped(town)
            if codes or refused:
                refusals += 1
                assert after == before, (name, value, answer)
                told = " ".join(each["message"] for each in answer.get("errors", ()))
                assert name in refused or name in told, (name, value, answer)
            else:
                made += 1
                assert after != before, (name, value, answer)
                await _begun(town, change)
                before = await _dumped(town)
    assert refusals
    record_property("told", f"{refusals} refused, {made} made, seed {SEED}")


@pytest.mark.parametrize(("change", "field", "value"), NOBODY_MEANS)
async def test_what_nobody_can_mean_is_refused_by_the_name_of_its_field(
    change: str, field: str, value: str, town: Town
) -> None:
    await _begun(town, change)
    before = await _dumped(town)
    answer, refused = await _made(town, change, {field: value})
    told = [each["message"] for each in answer.get("errors", ()) if _code(answer) == {"BAD_INPUT"}]
    assert field in refused or any(field in each for each in told), answer
    assert await _dumped(town) == before
