"""Which agencies each household has to do with, by walking the rows of a city; no line is shared."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.answering.oracle import World

Known = tuple[str, str]
"""An agency by its kind and id."""


def ties_of_homes(
    world: World, cut: date, sealed: Iterable[str] = ()
) -> dict[str, frozenset[Known]]:
    """The agencies of each household that has any, `sealed` ones and what is filed of them left out."""
    shut = set(sealed)
    found: dict[str, set[Known]] = defaultdict(set)

    def lived(whose: str) -> str | None:
        if whose in world.nodes["Household"]:
            return whose
        homes = [
            ref.id for ref, facts in world.out.get(("MEMBER_OF", whose), []) if _holds(facts, cut)
        ]
        return min(homes, default=None)

    for agency, node in world.nodes["Agency"].items():
        known = (node["kind"], agency)
        for whose in _whose(world, agency, cut):
            home = lived(whose)
            if home is not None and not {home, whose} & shut:
                found[home].add(known)
    return {home: frozenset(each) for home, each in found.items()}


def counted(ties: dict[str, frozenset[Known]]) -> Counter[frozenset[Known]]:
    """How many households have just the same."""
    return Counter(ties.values())


def _whose(world: World, agency: str, cut: date) -> Iterable[str]:
    """Whom or which household an agency has to do with."""
    for tie in ("JOINED", "LEADS"):
        for case, facts in world.out.get((tie, agency), []):
            work = world.nodes["Case"].get(case.id)
            if work and _holds(facts, cut) and _open(work, cut):
                yield from _concerned(world, case.id)
    for referral, _ in world.back.get(("REFERRED_TO", agency), []):
        if _taken(world.nodes["Referral"][referral.id], cut):
            for need, _ in world.out[("REFERRED_FOR", referral.id)]:
                yield from _concerned(world, need.id)
    for whose, facts in world.out.get(("SUPPORTS", agency), []):
        if _holds(facts, cut):
            yield whose.id


def _concerned(world: World, id_: str) -> Iterable[str]:
    return [ref.id for ref, _ in world.out[("CONCERNS", id_)]]


def _holds(facts: dict[str, Any], cut: date) -> bool:
    return (facts.get("since") or date.min) <= cut < (facts.get("until") or date.max)


def _open(work: dict[str, Any], cut: date) -> bool:
    return work["openedOn"] <= cut < (work.get("closedOn") or date.max)


def _taken(referral: dict[str, Any], cut: date) -> bool:
    answered = referral.get("answeredOn")
    return bool(
        answered
        and answered <= cut < (referral.get("closedOn") or date.max)
        and not referral.get("declineReason")
        and referral["state"] != "ENTERED_IN_ERROR"
    )
