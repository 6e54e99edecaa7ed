"""What the database's rules find, told as the naive side tells it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from graph.gaps.all import RULES
from graph.gaps.evaluation import live
from graph.gateway import Gateway
from tests.gap_rules.naive import Gap

SIZE = {
    "ISOLATION": None, "NOBODY_WATCHING": None, "ONE_SIDED_SUPPORT": 2,
}  # fmt: skip
"""Which fact is the number in a sentence; the first unless named here."""
BATCH = 2_000


def gap_of(row: list[Any]) -> Gap:
    """A row of `live`; its facts fill the rule's sentence, in both languages."""
    rule, household, subject, since, evidence, facts = row
    [declared] = [each for each in RULES if each.code == rule]
    told = declared.told(facts)
    assert "{" not in told.ja + told.en
    assert len(set(evidence)) == len(evidence)
    at = SIZE.get(rule, 0)
    day = None if since is None else date.fromisoformat(since)
    size = None if at is None else int(facts[at])
    return Gap(rule, household, subject, day, frozenset(evidence), size)


async def found(gateway: Gateway, households: Iterable[str], day: date) -> set[Gap]:
    """Every gap the written rules find."""
    every = list(households)
    gaps: list[Gap] = []
    for at in range(0, len(every), BATCH):
        rows = await gateway.read(live(every[at : at + BATCH], day))
        gaps += [gap_of(row) for row in rows]
    assert len(set(gaps)) == len(gaps)
    return set(gaps)
