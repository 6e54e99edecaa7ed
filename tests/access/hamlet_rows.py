"""The rows of a hamlet: some households of the small city, all that is filed, and whom it touches.

Every text that is not open to all is a canary, a word that stands nowhere else and names its row.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from graph.kinds.all import MODEL
from graph.model import Privacy, Type
from tests.access.people import City, viewer_of
from tests.access.seeing import FILED, Seer, Somebody
from tests.answering.oracle import Ref, World
from tests.sealed import opened

EACH = 3
"""How many households of each who asks are in the hamlet, besides the protected."""
ALWAYS = {"Municipality", "Area", "District", "Council", "Field", "NeedCategory", "GapRule"}
RANKS = "0 7 2021-06-01 "
TOKEN = re.compile(r"qz\d{3}[a-z0-9]{26}", re.IGNORECASE)
CURSOR = re.compile(r'"(?:cursor|endCursor|startCursor)": "([A-Za-z0-9_=-]+)"')
SECRETS = {
    (kind.name, each.name): number
    for number, (kind, each) in enumerate(
        (kind, each)
        for kind in MODEL.kinds
        for each in kind.properties
        if each.privacy is not Privacy.OPEN
        and each.type in {Type.STRING, Type.STRINGS}
        and each.choice is None
    )
}
"""The texts that are not open to all, numbered."""


def canary(kind: str, name: str, id_: str) -> str:
    return f"qz{SECRETS[kind, name]:03}{id_}"


def canaries_of(world: World) -> set[str]:
    """The canaries that a world, or what somebody sees of it, shows."""
    return {
        canary(kind, name, id_).upper()
        for kind, name in SECRETS
        for id_, node in world.nodes[kind].items()
        if node.get(name) is not None
    }


def found_in(answer: Mapping[str, Any], who: Somebody) -> set[str]:
    """The canaries in the bytes of an answer, and in what its cursors hold under their seal.

    The bytes of a cursor itself read as chance has it: among millions of them as a canary too.
    """
    text = json.dumps(answer, ensure_ascii=False, default=str)
    held = [opened(each, viewer_of(who)) for each in CURSOR.findall(text)]
    every = CURSOR.sub("", text) + json.dumps(held, ensure_ascii=False)
    return {each.upper() for each in TOKEN.findall(every)}


def hamlet_of(city: City) -> City:
    """The hamlet of a city: its rows, its protections and the same people."""
    seer = city.seer
    commissioner = city.people["commissioner"].person
    named = {each for shelter in seer.shelters for each in shelter.against}
    kin = {each for who in (*named, *dict(seer.same_as)) for each in seer.people_of(who)}
    residents = kin & set(seer.world.nodes["Resident"]) | {each.safe for each in seer.shelters}
    chosen = {home for each in residents for home in seer.homes(each)}
    watched = list[str]()
    for name, who in city.people.items():
        near = seer.households(who) - chosen
        fullest = sorted(near, key=lambda home: (-len(_filed(seer, home)), home))
        chosen |= {*fullest[:EACH], *fullest[-1:]}
        if name == "agency staff":
            watched = fullest[:1]
    reached = {home for who in city.people.values() for home in seer.households(who)
               if who.role not in {"coordinator", "csw"}}  # fmt: skip
    far = set(seer.world.nodes["Household"]) - seer.households(city.people["csw"]) - reached
    chosen |= set(sorted(far, key=lambda home: (-len(_filed(seer, home)), home))[:EACH])
    keep = {id_ for home in chosen for id_ in _filed(seer, home)}
    keep |= {each for each in _around(seer, keep) if seer.kind_of[each] not in FILED}
    keep |= {who.person for who in city.people.values() if who.person}
    keep |= set(dict(seer.same_as)) | residents
    keep |= {
        each
        for tie in ("WORKS_FOR", "ASSIGNED_TO")
        for who in keep & set(seer.world.nodes["Supporter"])
        for each in seer.out(tie, who, always=True)
        if seer.kind_of[each] not in FILED
    }
    keep |= {id_ for kind in ALWAYS for id_ in seer.world.nodes[kind]}
    world = _part(seer, keep)
    sealed = sorted(seer.sealed() & set(world.nodes["Household"]))
    open_ = sorted(chosen - set(sealed))
    assert commissioner is not None
    for home in (*watched, sealed[0], open_[0]):
        _tie(world, "WATCHES", ("Supporter", commissioner), ("Household", home))
    district = next(iter(seer.world.nodes["District"]))
    for number, home in enumerate((*watched, *sealed[:2], *open_[:1])):
        _gap(world, number, home, district)
    _write_canaries(world)
    return City(replace(seer, world=world), city.people)


def _filed(seer: Seer, home: str) -> set[str]:
    """A household with everybody who ever lived there, and what is filed about them."""
    found, waiting = set[str](), [home, *seer.back("MEMBER_OF", home, always=True)]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            for tie in ("CONCERNS", "REFERRED_FOR"):
                waiting += seer.back(tie, each, always=True)
            waiting += seer.out("PASSED", each, always=True)
    return found


def _around(seer: Seer, keep: set[str]) -> Iterator[str]:
    for tie in MODEL.ties:
        for each in keep:
            yield from seer.out(tie.type, each, always=True)
            yield from seer.back(tie.type, each, always=True)


def _part(seer: Seer, keep: set[str]) -> World:
    """The rows of these ids, with the ties between them."""
    world = World({kind.name: {} for kind in MODEL.kinds})
    for kind, nodes in seer.world.nodes.items():
        world.nodes[kind] = {id_: dict(node) for id_, node in nodes.items() if id_ in keep}
    for (tie, start), links in seer.world.out.items():
        for ref, facts in links:
            if start in keep and ref.id in keep:
                _tie(world, tie, (seer.kind_of[start], start), (ref.kind, ref.id), facts)
    return world


def _tie(
    world: World,
    tie: str,
    start: tuple[str, str],
    end: tuple[str, str],
    facts: Mapping[str, Any] | None = None,
) -> None:
    known = {each.name: None for each in MODEL.tie(tie).properties}
    kept = {**known, **(facts or {})}
    world.out.setdefault((tie, start[1]), []).append((Ref(*end), kept))
    world.back.setdefault((tie, end[1]), []).append((Ref(*start), kept))


def _gap(world: World, number: int, home: str, district: str) -> None:
    """A gap of the register, which the city's rows do not hold."""
    id_ = f"GAP{number:023}"
    rule = f"RULE{0:022}"
    texts = {each.name: each.name for each in MODEL.kind("GapRule").properties
             if each.required and each.type is Type.STRING}  # fmt: skip
    world.nodes["GapRule"][rule] = _row("GapRule", {**texts, "id": rule, "code": "TAKE_UP",
                                                    "about": "EITHER", "severity": 2})  # fmt: skip
    world.nodes["SupportGap"][id_] = _row("SupportGap", {
        "id": id_, "rule": "TAKE_UP", "severity": 2, "state": "FOUND", "open": True,
        "foundOn": date(2021, 6, 1), "sentence": "-", "sentenceEnglish": "-", "note": "-",
        "rank": RANKS + id_,
    })  # fmt: skip
    _tie(world, "FOUND_BY", ("SupportGap", id_), ("GapRule", rule))
    _tie(world, "CONCERNS", ("SupportGap", id_), ("Household", home))
    _tie(world, "IN_DISTRICT", ("SupportGap", id_), ("District", district))


def _row(kind: str, known: Mapping[str, Any]) -> dict[str, Any]:
    return {**{each.name: None for each in MODEL.kind(kind).properties}, **known}


def _write_canaries(world: World) -> None:
    for kind, name in SECRETS:
        many = MODEL.kind(kind)[name].type is Type.STRINGS
        for id_, node in world.nodes[kind].items():
            if (kind, name) != ("SupportGap", "rank") and name in node:
                text = canary(kind, name, id_)
                node[name] = [text] if many else text


def copied(world: World) -> World:
    """The same rows, to be changed."""
    return World(
        {
            kind: {id_: dict(node) for id_, node in nodes.items()}
            for kind, nodes in world.nodes.items()
        },
        {key: [*links] for key, links in world.out.items()},
        {key: [*links] for key, links in world.back.items()},
    )


def with_world(city: City, world: World) -> City:
    """The same people and protections over other rows."""
    return replace(city, seer=replace(city.seer, world=world))
