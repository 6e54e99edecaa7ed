"""What holds of the glass, each as a check: of glass as it is, and of glass spoilt in one place."""

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from audit.entry import Verb
from graph.viewer import Purpose, Role, Viewer
from tests.access.breaking import (
    ADMINISTRATOR,
    BREAKS,
    COORDINATOR,
    KNOWN,
    NOON,
    REASON,
    THROUGH,
    Office,
)
from tests.access.reading import by_ids, lists
from tests.access.town import CANARY, FILE
from tests.answering.asking import CITY_DAY

Check = Callable[[Office], Awaitable[None]]
HANAKO = '{ resident(id: "hanako") { name } }'
ADDRESS = '{ household(id: "home") { address phone district { name } watchers { totalCount } } }'
SEEN = {"data": {"resident": {"name": "花子"}}}
NOBODY = {"data": {"resident": None}}
ABSENT = "no resident of ours"
CURSORS = re.compile(r'"(?:endCursor|startCursor|cursor)": "[^"]*"')
READS = (
    '{ resident(id: "%s") { id name } }',
    '{ node(id: "%s") { id __typename } }',
    '{ nodes(ids: ["%s"]) { id } }',
    '{ residents(where: {id: {eq: "%s"}}) { totalCount nodes { id } } }',
    '{ referralPartners(for: {residentId: "%s"}) { __typename } }',
)
LEADING = {"Household", "Resident", "Case"}


def code_of(answer: dict[str, Any]) -> str:
    """The code of the one error there is."""
    errors = answer.get("errors", [])
    assert len(errors) == 1, answer
    return errors[0]["extensions"]["code"]


async def is_open(office: Office, viewer: Viewer = KNOWN) -> bool:
    """Whether they read through the glass; closed it tells nothing else."""
    answer = await office.ask(viewer, HANAKO)
    if "errors" in answer:
        assert (code_of(answer), answer["data"]) == ("GLASS_NOT_BROKEN", {"resident": None})
        return False
    assert answer == SEEN
    return True


async def read_by(office: Office, viewer: Viewer) -> list[str]:
    """The lists that lead to everything, and Hanako's file by its ids, as it leaves; no cursors."""
    schema = office.api.for_role(viewer.role)._schema
    documents = [
        *lists(schema, only=LEADING),
        by_ids(schema, [*FILE.values(), "child", "taro", "other"]),
    ]
    answers = [await office.ask(viewer, each) for each in documents]
    assert not [each for each in answers if "errors" in each]
    return [CURSORS.sub('"cursor"', json.dumps(each, ensure_ascii=False)) for each in answers]


async def closed_until_broken(office: Office) -> None:
    """Nothing is read before, and she is read after."""
    assert not await is_open(office)
    await office.opened()
    assert await is_open(office)


async def over_after_an_hour(office: Office) -> None:
    """From the second it is opened to the second before its hour is over."""
    await office.opened()
    seen = list[bool]()
    for seconds in (-1, 0, 1, 3_599, 3_600, 3_601):
        office.now = NOON + timedelta(seconds=seconds)
        seen.append(await is_open(office))
    assert seen == [False, True, True, True, False, False]


async def stopped_from_the_next_statement(office: Office) -> None:
    """What was asked with the same token a moment ago is not answered again."""
    opening = await office.opened()
    both = '{ a: household(id: "home") { id } b: household(id: "home") { id } }'
    assert (await office.ask(KNOWN, both))["data"] == {"a": {"id": "home"}, "b": {"id": "home"}}
    await office.ends(opening)
    assert not await is_open(office)
    answer = await office.ask(KNOWN, both)
    assert answer["data"] == {"a": None, "b": None}


async def nobody_elses(office: Office) -> None:
    """Whoever else asks for the same purpose, by whatever account."""
    await office.opened()
    for account in ("another", "KANRI", "kanri ", ""):
        assert not await is_open(office, replace(KNOWN, account=account))
    assert not await is_open(office, replace(KNOWN, account=None))
    assert await is_open(office)


async def protected_places_stay_closed(office: Office) -> None:
    """Also to one who was let in as a supporter: no leave to see a place holds behind the glass."""
    await office.opened()
    assert CANARY in "".join(await read_by(office, KNOWN))
    await office.town.protect()
    await office.town.let_see("rival", CITY_DAY, CITY_DAY + timedelta(30))
    assert CANARY in str(await office.town("rival", ADDRESS))
    closed = {"address": None, "phone": None, "district": None, "watchers": {"totalCount": 0}}
    assert (await office.ask(KNOWN, ADDRESS))["data"] == {"household": closed}
    for person in ("colleague", "rival"):
        read = "".join(await read_by(office, replace(KNOWN, person=person)))
        assert "花子" in read
        assert CANARY not in read
        assert "130.31234" not in read


async def deny_edge_holds(office: Office) -> None:
    """The other party and their kin read of her what is read of nobody."""
    await office.town.protect("rival", "taro")
    await office.opened()
    assert await office.ask(KNOWN, HANAKO) == SEEN
    for person in ("rival", "kin"):
        who = replace(KNOWN, person=person)
        for read in READS:
            for subject in ("hanako", "child"):
                assert await office.ask(who, read % subject) == await office.ask(who, read % ABSENT)
        assert "花子" not in "".join(await read_by(office, who))


async def unknown_people_see_nobody_protected(office: Office) -> None:
    """A sign-in that names no supporter of the graph may be the other party."""
    await office.opened()
    assert await office.ask(THROUGH, HANAKO) == SEEN
    await office.town.protect()
    for who in (THROUGH, replace(THROUGH, person="nobody of the graph")):
        for read in READS:
            for subject in ("hanako", "child"):
                assert await office.ask(who, read % subject) == await office.ask(who, read % ABSENT)
        read = "".join(await read_by(office, who))
        assert "花子" not in read
        assert '"home"' not in read
        assert "太郎" in read


async def meetings_of_support_stay_closed(office: Office) -> None:
    """What was shared under 社会福祉法106条の6 is for another purpose."""
    await office.opened()
    asked = '{ case(id: "case") { id } plan(id: "plan") { id } meeting(id: "meeting") { id } }'
    open_to_all = {"case": {"id": "case"}, "plan": {"id": "plan"}, "meeting": {"id": "meeting"}}
    assert (await office.ask(KNOWN, asked))["data"] == open_to_all
    await office.town.write(
        "MATCH (n) WHERE n.id IN ['case', 'meeting'] SET n.legalBasis = 'SUPPORT_MEETING'"
    )
    in_meeting = replace(COORDINATOR, purpose=Purpose.SUPPORT_MEETING)
    assert (await office.ask(in_meeting, asked))["data"] == open_to_all
    assert (await office.ask(KNOWN, asked))["data"] == dict.fromkeys(open_to_all)


async def reads_what_a_coordinator_reads(office: Office) -> None:
    """The lists of a coordinator who is that same supporter, byte for byte."""
    await office.town.protect("rival")
    await office.opened()
    for person in ("colleague", "rival"):
        coordinator = Viewer(Role.COORDINATOR, person, "c")
        through = replace(KNOWN, person=person)
        assert await read_by(office, through) == await read_by(office, coordinator)


async def every_read_is_on_record(office: Office) -> None:
    """With the purpose and the opening, also where it tells of nobody."""
    opening = await office.opened()
    for operation, about, name in (
        (HANAKO, {"hanako"}, "Resident_by_id"),
        ('{ household(id: "home") { members { nodes { id } } } }',
         {"home", "hanako", "child"}, "Household_by_id"),
        ('{ resident(id: "nobody") { id } }', set[str](), "Resident_by_id"),
        ("{ needs { totalCount } }", {"hanako", "home"}, "Needs_page"),
        ('{ referralPartners(for: {residentId: "hanako"}) { __typename } }',
         {"hanako"}, "referral_partners"),
    ):  # fmt: skip
        office.trail.entries.clear()
        await office.ask(KNOWN, operation)
        assert len(office.trail.entries) == 1, operation
        [entry] = office.trail.entries
        assert (entry.verb, entry.about, entry.name) == (Verb.READ, about, name)
        assert (entry.account, entry.person) == ("kanri", "colleague")
        assert (entry.role, entry.purpose) == (Role.ADMINISTRATOR, Purpose.BREAK_GLASS)
        assert entry.basis == opening


async def nothing_opens_unrecorded(office: Office) -> None:
    """Neither the glass nor a row behind it, while the audit cannot be written."""
    office.trail.broken = True
    answer = await office.tries(ADMINISTRATOR, BREAKS, "k", reason=REASON)
    assert code_of(answer) == "AUDIT_UNWRITABLE"
    assert await office.town.write("MATCH (n:GlassBreaking|Event|Change) RETURN labels(n)") == []
    office.trail.broken = False
    assert not await is_open(office)
    assert (await office.breaks(key="k"))["glassBreaking"]["state"] == "BROKEN"
    office.trail.broken = True
    answer = await office.ask(KNOWN, HANAKO)
    assert (code_of(answer), answer["data"]) == ("AUDIT_UNWRITABLE", {"resident": None})


async def nothing_can_be_changed(office: Office) -> None:
    """No change of the whole schema is there, and none is carried out."""
    schema = office.api.for_role(Role.BREAK_GLASS)._schema
    assert (schema.mutation_type, schema.subscription_type) == (None, None)
    await office.opened()
    whole = office.api._schema.mutation_type
    assert whole is not None
    before = await office.town.write("MATCH (n) RETURN count(n), COUNT { ()-->() }")
    for name, field in whole.fields.items():
        [given] = field.args.values()
        text = f"mutation ($input: {given.type}) {{ {name}(input: $input) {{ __typename }} }}"
        answer = await office.ask(KNOWN, text, {"input": {}})
        assert answer["data"] is None, name
    assert await office.town.write("MATCH (n) RETURN count(n), COUNT { ()-->() }") == before


CHECKS = (
    closed_until_broken,
    over_after_an_hour,
    stopped_from_the_next_statement,
    nobody_elses,
    protected_places_stay_closed,
    deny_edge_holds,
    unknown_people_see_nobody_protected,
    meetings_of_support_stay_closed,
    reads_what_a_coordinator_reads,
    every_read_is_on_record,
    nothing_opens_unrecorded,
    nothing_can_be_changed,
)
