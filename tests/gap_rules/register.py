"""The register as a test reads it, and the random changes; the twins of `.cypher` files."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.gaps.evaluation import live
from graph.gateway import Gateway
from graph.question import NoParameters, Question
from tests.gap_rules.found import gap_of


def _beside(name: str) -> Path:
    return Path(__file__).with_name(f"{name}.cypher")


@dataclass(frozen=True)
class OfHouseholds:
    households: list[str]


@dataclass(frozen=True)
class Entry:
    """One gap in the register."""

    id: str
    rule: str
    household: str
    subject: str
    state: str
    open: bool
    standing: bool
    rank: str
    found_on: date
    since: date | None
    changed_on: date
    ended_on: date | None
    evidence: list[str]
    sentence: str
    found_by: str
    districts: int


@dataclass(frozen=True)
class EndTie:
    type: str
    number: int
    today: date


@dataclass(frozen=True)
class CloseNeed:
    number: int
    today: date


@dataclass(frozen=True)
class Touched:
    household: str | None


@dataclass(frozen=True)
class AnotherNeed:
    subject: str
    today: date


@dataclass(frozen=True)
class OpenNeed:
    id: str


REGISTER = Question(_beside("register"), OfHouseholds, Entry)
END_TIE = Question(_beside("end_tie"), EndTie, Touched)
CLOSE_NEED = Question(_beside("close_need"), CloseNeed, Touched)
OPEN_NEEDS = Question(_beside("open_needs"), NoParameters, OpenNeed)
ANOTHER_NEED = Question(_beside("another_need"), AnotherNeed, NoParameters)


async def register(gateway: Gateway, *households: str) -> list[Entry]:
    """Every gap of the households that the register holds."""
    rows = await gateway.read(REGISTER.statement(OfHouseholds(list(households))))
    return REGISTER.rows(rows)


async def disagreement(gateway: Gateway, households: list[str], day: date) -> set[object]:
    """What stands in the register and is not found by the rules now, and the other way round."""
    written = [gap_of(row) for row in await gateway.read(live(households, day))]
    found = {(e.rule, e.household, e.subject, e.since, e.evidence) for e in written}
    standing = {
        (e.rule, e.household, e.subject, e.since, frozenset(e.evidence))
        for e in await register(gateway, *households)
        if e.standing
    }
    return found ^ standing


def only(gaps: list[Entry], rule: str) -> list[Entry]:
    return [each for each in gaps if each.rule == rule]
