"""Prints the rules into `docs/gaps.md`, below the heading that is theirs.

    python -m graph.gaps.page

What stands above the heading is written by hand; a test fails when the rest is stale.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from graph.gaps.all import RULES
from graph.gaps.rule import Rule

FILE = Path(__file__).parents[2] / "docs" / "gaps.md"
HEADING = "## The rules"
_SEVERITY = {1: "light", 2: "noticeable", 3: "serious", 4: "acute"}


def page(text: str) -> str:
    """The page with its rules printed anew; `text` is the page as it stands."""
    written, _, _ = text.partition(HEADING)
    return f"{written}{HEADING}\n\n" + "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    for rule in RULES:
        yield f"### {rule.code}: {rule.name.en} ({rule.name.ja})"
        yield ""
        yield f"{rule.definition.en} {rule.definition.ja}"
        yield ""
        yield f"- Says: {_place(rule, 'ja')} / {_place(rule, 'en')}"
        yield f"- Severity {rule.severity}, {_SEVERITY[rule.severity]}; about: {rule.about.lower()}."
        yield f"- Next step: {rule.next_step.en} {rule.next_step.ja}"
        yield f"- Cannot see: {rule.blind_spot.en} {rule.blind_spot.ja}"
        yield f"- Source: {rule.source}"
        yield f"- Condition: `graph/gaps/{rule.condition.name}.cypher`"
        yield ""


def _place(rule: Rule, language: str) -> str:
    text: str = getattr(rule.sentence, language)
    return text.replace("{", "‹").replace("}", "›")


def main() -> None:
    FILE.write_text(page(FILE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    sys.stdout.write(f"Wrote {FILE}.\n")


if __name__ == "__main__":
    main()
