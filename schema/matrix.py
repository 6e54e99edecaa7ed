"""Who sees what, printed: `docs/access-matrix.md`, the policy's lock file for those who review it.

`python -m schema.matrix` writes it; with `--check` it says whether the page is what the policy says.
The rules are those of `graph/policy.py`, and of `schema/families.py` for what is not rows of a kind.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.model import Kind, Property, Tie
from graph.policy import POLICY, RECORDS, SEALABLE, Policy, Shown
from graph.viewer import Role
from schema.families import ASKED_BY

FILE = Path(__file__).parents[1] / "docs" / "access-matrix.md"
SEALED_SIGN = "closed when protected"


def matrix(policy: Policy) -> str:
    """The whole page, as Markdown."""
    return "\n".join(_lines(policy)).rstrip() + "\n"


def _lines(policy: Policy) -> Iterator[str]:
    roles = [role for role in policy.rows if role is not Role.DEMO]
    yield "<!-- Printed by `python -m schema.matrix`; change the policy, not this page. -->"
    yield ""
    yield "# Who sees what"
    yield ""
    yield "What is not shown does not exist for whoever asks, or is null. The demo sees all."
    yield ""
    yield "## Rows"
    yield ""
    yield from _table(
        ("Kind", *roles),
        (
            (kind.name, *(policy.rows[role][kind.name] for role in roles))
            for kind in policy.model.kinds
        ),
    )
    yield "## What is asked besides rows"
    yield ""
    yield from _table(
        ("Field", *roles),
        (
            (name, *("asked" if role in askers else "never" for role in roles))
            for name, askers in ASKED_BY.items()
        ),
    )
    yield "## Values"
    yield ""
    yield f"Of the rows they see. *{SEALED_SIGN}*: null for a protected household and all that"
    yield "belongs to it, unless two people have opened it to the viewer."
    yield ""
    for kind in policy.model.kinds:
        yield f"### {kind.name}"
        yield ""
        yield from _values(policy, roles, kind)
    yield "## Values of ties"
    yield ""
    for tie in policy.model.ties:
        if tie.own:
            yield f"### {tie.type}"
            yield ""
            yield from _values(policy, roles, tie)
    yield "## Ties that tell a place"
    yield ""
    yield "Closed where one end is protected and the other is local, unless opened to the viewer:"
    yield ""
    yield from (f"- {tie.type}" for tie in policy.model.ties if tie.places)
    yield ""
    yield "Never closed by themselves:"
    yield ""
    yield from (f"- {tie.type}" for tie in policy.model.ties if not tie.places)


def _values(policy: Policy, roles: Sequence[Role], holder: Kind | Tie) -> Iterator[str]:
    yield from _table(
        ("Property", "Class", *roles),
        (
            (each.name, each.privacy, *(_shown(policy, role, holder, each) for role in roles))
            for each in holder.own
        ),
    )


def _shown(policy: Policy, role: Role, holder: Kind | Tie, each: Property) -> str:
    kind = holder.name if isinstance(holder, Kind) else None
    if not policy.shown(role, kind, each):
        return Shown.NEVER
    said = policy.classes[role][each.privacy]
    shown = "own" if said is Shown.OWN else "shown"
    closed = kind in RECORDS and each.privacy in SEALABLE
    return f"{shown}, {SEALED_SIGN}" if closed else shown


def _table(head: Sequence[str], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def main(arguments: Sequence[str]) -> int:
    """Write the page, or with `--check` say whether the committed one is what the policy says."""
    printed = matrix(POLICY)
    if "--check" not in arguments:
        FILE.write_text(printed, encoding="utf-8", newline="\n")
        return 0
    if FILE.read_text(encoding="utf-8") == printed:
        return 0
    sys.stderr.write("docs/access-matrix.md is stale: run make goldens, and read the diff.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
