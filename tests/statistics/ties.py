"""Which agencies each household has to do with, by walking the rows of a city; no line is shared."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from graph.questions.support_ties import SameTies
from tests.answering.oracle import World
from tests.statistics.naive import Tallying

Known = tuple[str, str]
"""An agency by its kind and id."""


def ties_of_homes(
    world: World, cut: date, sealed: Iterable[str] = ()
) -> dict[str, frozenset[Known]]:
    """The agencies of each household that has any, `sealed` ones and what is filed of them left out."""
    shut, walk = set(sealed), Tallying(world, cut)
    found: dict[str, set[Known]] = defaultdict(set)
    for agency, node in world.nodes["Agency"].items():
        for whose in _whose(walk, agency):
            home = walk.home(whose)
            if home in world.nodes["Household"] and not {home, whose} & shut:
                found[home].add((node["kind"], agency))
    return {home: frozenset(each) for home, each in found.items()}


def as_read(rows: Iterable[SameTies]) -> Counter[frozenset[Known]]:
    """The same as the question's rows tell it; no two rows are of the same agencies."""
    found = Counter[frozenset[Known]]()
    for each in rows:
        agencies = frozenset(zip(each.agency_kinds, each.agency_ids, strict=True))
        assert agencies not in found
        found[agencies] = each.households
    return found


def counted(ties: dict[str, frozenset[Known]]) -> Counter[frozenset[Known]]:
    """How many households have just the same."""
    return Counter(ties.values())


def _whose(walk: Tallying, agency: str) -> Iterable[str]:
    """Whom or which household an agency has to do with."""
    world, cut = walk.world, walk.cut
    for tie in ("JOINED", "LEADS"):
        for case, facts in world.out.get((tie, agency), []):
            work = world.nodes["Case"].get(case.id)
            if work and _holds(facts, cut) and _open(work, cut):
                yield walk.concerned(case.id)
    for referral, _ in world.back.get(("REFERRED_TO", agency), []):
        if _taken(world.nodes["Referral"][referral.id], cut):
            yield from map(walk.concerned, walk.led("REFERRED_FOR", referral.id))
    for whose, facts in world.out.get(("SUPPORTS", agency), []):
        if _holds(facts, cut):
            yield whose.id


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
