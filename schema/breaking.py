"""Says what of the committed SDL would break callers, and fails: `python -m schema.breaking`.

Compared with the SDL of the last release (the newest tag that can be reached), or before the first
release with that of the last commit; `python -m schema.breaking REVISION` names another.
The schema only grows: what is to go is deprecated first, with a reason and a date.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from graphql import build_schema
from graphql.utilities import BreakingChangeType as Change
from graphql.utilities import find_breaking_changes

from schema.api import SDL

ROOT = SDL.parents[1]

WHY = {
    Change.TYPE_REMOVED: "Fragments and variables that name the type are refused.",
    Change.TYPE_CHANGED_KIND: "Selections of the type no longer fit its kind.",
    Change.TYPE_REMOVED_FROM_UNION: "Fragments on the type below the union are refused.",
    Change.VALUE_REMOVED_FROM_ENUM: "Requests that send the value are refused.",
    Change.REQUIRED_INPUT_FIELD_ADDED: "Requests that leave the field out are refused.",
    Change.IMPLEMENTED_INTERFACE_REMOVED: "Fragments on the interface find the type no more.",
    Change.FIELD_REMOVED: "Requests that ask for the field are refused whole.",
    Change.FIELD_CHANGED_KIND: "Callers' types for the field no longer hold: a null or a list.",
    Change.REQUIRED_ARG_ADDED: "Requests that leave the argument out are refused.",
    Change.ARG_REMOVED: "Requests that give the argument are refused.",
    Change.ARG_CHANGED_KIND: "Variables of the argument's former type are refused.",
    Change.DIRECTIVE_REMOVED: "Requests that use the directive are refused.",
    Change.DIRECTIVE_ARG_REMOVED: "Requests that give the directive's argument are refused.",
    Change.REQUIRED_DIRECTIVE_ARG_ADDED: "Uses of the directive without the argument are refused.",
    Change.DIRECTIVE_REPEATABLE_REMOVED: "Requests that repeat the directive are refused.",
    Change.DIRECTIVE_LOCATION_REMOVED: "Requests that use the directive there are refused.",
}
INSTEAD = "Keep it and deprecate it with a reason and a date, or add the new form beside it."


def findings(before: str, now: str) -> list[str]:
    """What breaks callers between two SDLs, each as a sentence with its consequence."""
    changes = find_breaking_changes(build_schema(before), build_schema(now))
    return [f"{each.description} {WHY[each.type]}" for each in changes]


def main(arguments: Sequence[str]) -> int:
    """Compare the committed SDL with an earlier one; 1 when something would break callers."""
    revision = arguments[0] if arguments else _last_release() or "HEAD"
    before = _git("show", f"{revision}:{SDL.relative_to(ROOT).as_posix()}")
    if before is None:
        sys.stdout.write(f"There is no SDL at {revision} to compare with.\n")
        return 1 if arguments else 0
    found = findings(before, SDL.read_text(encoding="utf-8"))
    for each in found:
        sys.stderr.write(f"{each}\n")
    if found:
        sys.stderr.write(f"Since {revision}, {len(found)} changes break callers. {INSTEAD}\n")
    return 1 if found else 0


def _last_release() -> str | None:
    tag = _git("describe", "--tags", "--abbrev=0", "--match", "v*")
    return tag.strip() if tag else None


def _git(*arguments: str, folder: Path = ROOT) -> str | None:
    """What git says; None when it fails, is not installed, or this is no repository."""
    try:
        done = subprocess.run(  # noqa: S603 -- our own arguments
            ["git", *arguments],  # noqa: S607 -- whichever git there is
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
