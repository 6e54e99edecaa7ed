"""What a gap rule is: words for people, and a written condition for the database.

A rule is data. Its condition lies in a `.cypher` file of the rule's name, takes `$households` and
`$today`, and starts from those households alone, so that it serves one household in a change and a
batch in the sweep. Each row it returns is a gap: whose, since when, on what it rests, and the facts
that fill the places in the rule's sentence.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, LiteralString

from graph.errors import ModelFault
from graph.gaps.clock import AskedOnADay
from graph.kinds.gaps import GAP_RULE_CODE, GAP_SUBJECT
from graph.question import Question

_PLACE = re.compile(r"\{([a-z_]+)\}")
LIGHT, NOTICEABLE, SERIOUS, ACUTE = 1, 2, 3, 4


@dataclass(frozen=True)
class GapRow:
    """A gap as a condition returns it; `subject` is a resident's id or the household's own."""

    household: str
    subject: str
    since: date | None
    evidence: list[str]
    facts: list[str]


class Start(StrEnum):
    """The households a rule could find anything in: a column of `starting_points.cypher`."""

    NEEDS = "with_needs"
    CARE = "with_care"
    CERTIFICATES = "with_certificates"
    OLD = "with_the_old"


@dataclass(frozen=True)
class Words:
    """One text in both languages."""

    ja: str
    en: str

    def __post_init__(self) -> None:
        if not self.ja or not self.en:
            raise ModelFault("Say it in Japanese and in English.")

    @property
    def places(self) -> set[str]:
        """The names of the places to be filled, in either language."""
        return {*_PLACE.findall(self.ja), *_PLACE.findall(self.en)}


@dataclass(frozen=True)
class Rule:
    """One rule; raises `ModelFault` when its words and its condition do not fit each other.

    `facts` names what the condition's `facts` column holds, in order: text, numbers as text.
    """

    code: LiteralString
    about: LiteralString
    severity: int
    name: Words
    definition: Words
    sentence: Words
    facts: tuple[str, ...]
    next_step: Words
    blind_spot: Words
    source: str
    starts_from: Start
    condition: Question[Any, GapRow]

    def __post_init__(self) -> None:
        self._demand(self.code in GAP_RULE_CODE, "is no value of GapRuleCode")
        self._demand(self.about in GAP_SUBJECT, f"is about {self.about}, no value of GapSubject")
        self._demand(LIGHT <= self.severity <= ACUTE, "has no severity from 1 to 4")
        self._demand(bool(self.source), "names no source")
        self._demand(
            self.sentence.places == set(self.facts),
            f"has the places {sorted(self.sentence.places)} and the facts {sorted(self.facts)}",
        )
        self._demand(
            self.condition.name == self.code.lower(), f"is asked by {self.condition.name}.cypher"
        )

    def told(self, facts: list[str]) -> Words:
        """The sentence with its places filled."""
        filled = dict(zip(self.facts, facts, strict=True))
        return Words(self.sentence.ja.format(**filled), self.sentence.en.format(**filled))

    def _demand(self, holds: object, sentence: str) -> None:
        if not holds:
            raise ModelFault(f"The rule {self.code} {sentence}.")


def condition(
    code: LiteralString, parameters: type[AskedOnADay] = AskedOnADay
) -> Question[Any, GapRow]:
    """The written condition of the rule of that code, from the file of its name."""
    return Question(Path(__file__).with_name(f"{code.lower()}.cypher"), parameters, GapRow)
