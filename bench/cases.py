"""The operations that are timed, and the variables each is asked with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OPERATIONS = Path(__file__).parent / "operations"
Ask = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]

SOME_HOUSEHOLD = "{ cases(first: 1) { nodes { household { id } } } }"
SOME_CURSOR = "{ households(first: 100) { pageInfo { endCursor } } }"


@dataclass(frozen=True)
class Case:
    """One operation with its variables."""

    name: str
    operation: str
    variables: dict[str, Any]


async def cases(ask: Ask) -> list[Case]:
    """Every operation of the folder, by name; ids and cursors come from the database asked."""
    household = (await ask(SOME_HOUSEHOLD, {}))["cases"]["nodes"][0]["household"]["id"]
    cursor = (await ask(SOME_CURSOR, {}))["households"]["pageInfo"]["endCursor"]
    for _ in range(50):  # a later page must cost what an early one does
        page = await ask(
            "query($after: String) { households(first: 100, after: $after)"
            " { pageInfo { endCursor } } }",
            {"after": cursor},
        )
        cursor = page["households"]["pageInfo"]["endCursor"] or cursor
    known = {"id": household, "after": cursor}
    found: list[Case] = []
    for path in sorted(OPERATIONS.glob("*.graphql")):
        operation = path.read_text(encoding="utf-8")
        variables = {name: value for name, value in known.items() if f"${name}" in operation}
        found.append(Case(path.stem, operation, variables))
    return found
