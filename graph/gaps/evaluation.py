"""The rules asked together, and the register kept by what they find.

`live` tells which gaps the rules find now. `evaluation` brings the register of some households in
line with that: one statement, so that a change can run it in its own transaction, after itself.
`declaration` writes the rules' words into the graph.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Any, LiteralString, cast

from graph.cypher import Statement
from graph.gaps.all import RULES
from graph.gaps.rule import Rule, Start
from graph.lines import indented
from graph.question import beside, written

COLUMNS: LiteralString = "household, subject, since, evidence, facts"


@dataclass(frozen=True)
class Kept:
    """What one evaluation did for one rule: gaps it finds, of which new, and those that are over."""

    rule: str
    found: int
    new: int
    ended: int


def live(households: Sequence[str], today: date, rules: Sequence[Rule] = RULES) -> Statement:
    """The gaps the rules find: rule, household, subject, since (ISO), evidence, facts."""
    order = "ORDER BY rule, household, subject"
    text: LiteralString = f"{_together(rules)}\nRETURN rule, {COLUMNS}\n{order}"
    return Statement("live_gaps", text, {"asked": _asked(households, today, rules)})


def evaluation(
    households: Sequence[str], today: date, rules: tuple[Rule, ...] = RULES
) -> Statement:
    """Brings the register of these households in line with the rules; rows as `Kept` has them.

    `rules` are those a change could touch; what the others have found is left as it is.

    A gap that is found for the first time is `FOUND`; one found again keeps its state, and its
    words, evidence and first day are brought up to date. One no longer found is `RESOLVED`, with
    the day. A dismissed one stays so while it rests on nothing but what it rested on then: with
    anything new, a new gap is found in its place. Households that do not exist have no gaps.
    """
    words = {rule.code: _WORDS[rule.code] for rule in rules}
    asked = {**_asked(households, today, rules), "rules": words}
    return Statement("evaluate_gaps", _evaluation(rules), {"asked": asked})


def declaration() -> Statement:
    """Writes every rule's words, in place of those written before."""
    return Statement("declare_gap_rules", _DECLARATION, {"rules": list(_DECLARED)})


def kept(rows: Sequence[Sequence[Any]]) -> list[Kept]:
    """The rows of an evaluation."""
    return [Kept(*row) for row in rows]


def _asked(households: Sequence[str], today: date, rules: Sequence[Rule]) -> dict[str, Any]:
    """What the conditions take together; those that share a parameter agree on it.

    It travels as one map: of a list by itself the database plans the text anew for each order of
    size, and it is a long one.
    """
    values: dict[str, Any] = {}
    for rule in rules:
        asked = rule.condition.asked(list(households), today)
        values |= {each.name: getattr(asked, each.name) for each in fields(asked)}
    return values


def _together(rules: Sequence[Rule], *, narrowed: bool = False) -> LiteralString:
    """The conditions side by side; each row says which rule it is of.

    Narrowed, each begins where `starting_points` says it could find anything; what it finds is the
    same.
    """
    parts: list[LiteralString] = []
    for rule in rules:
        start: LiteralString = _START[rule.starts_from] if narrowed else "$asked.households"
        known: LiteralString = start if narrowed else ""
        inner = rule.condition.with_parameters(_Printed(start))
        lines: list[LiteralString] = [
            f"CALL ({known}) {{",
            *indented(inner.splitlines()),
            "}",
            f"RETURN '{rule.code}' AS rule, {COLUMNS}",
        ]
        parts.append("\n".join(indented(lines)))
    together: LiteralString = "\n  UNION ALL\n".join(parts)
    outer: LiteralString = ", ".join(_START.values()) if narrowed else ""
    return f"CALL ({outer}) {{\n{together}\n}}"


_START: dict[Start, LiteralString] = {
    Start.NEEDS: "with_needs",
    Start.CARE: "with_care",
    Start.CERTIFICATES: "with_certificates",
    Start.OLD: "with_the_old",
}


@cache
def _evaluation(rules: tuple[Rule, ...]) -> LiteralString:
    return (
        f"CALL () {{\n{written(beside(__file__, 'starting_points'))}}}\n"
        f"{_together(rules, narrowed=True)}\n{written(beside(__file__, 'keep_register'))}"
    )


@dataclass(frozen=True)
class _Printed:
    """Prints a condition's parameters; its households are what it starts from."""

    start: LiteralString

    def __call__(self, name: str) -> LiteralString:
        if name == "households":
            return self.start
        # The name of a parameter of a written condition: as literal as its text.
        return cast("LiteralString", f"$asked.{name}")


def _identity(code: str) -> str:
    """The id of a rule's node: the same in every database."""
    return blake2b(f"GapRule {code}".encode(), digest_size=13).hexdigest().upper()


_DECLARATION = written(beside(__file__, "declare_rules"))
_DECLARED = tuple(
    {
        "id": _identity(rule.code),
        "code": rule.code,
        "name": rule.name.ja,
        "nameEnglish": rule.name.en,
        "about": rule.about,
        "severity": rule.severity,
        "definition": rule.definition.ja,
        "definitionEnglish": rule.definition.en,
        "nextStep": rule.next_step.ja,
        "nextStepEnglish": rule.next_step.en,
        "blindSpot": rule.blind_spot.ja,
        "blindSpotEnglish": rule.blind_spot.en,
        "source": rule.source,
    }
    for rule in RULES
)
_WORDS = {
    declared["code"]: {
        "declared": declared,
        "severity": rule.severity,
        "ja": rule.sentence.ja,
        "en": rule.sentence.en,
        "places": [f"{{{name}}}" for name in rule.facts],
    }
    for declared, rule in zip(_DECLARED, RULES, strict=True)
}
