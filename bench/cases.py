"""What is timed: each case is one question, as each server is asked it.

Ours and the DataLoaders' schema take the same operation; Neo4j's library is asked in its own words
(`peers/neo4j_graphql/operations`). Ids and cursors come from the database asked.
"""

import base64
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from bench.peers.dataloader import cursor_after

OPERATIONS = Path(__file__).parent / "operations"
PEERS_OPERATIONS = Path(__file__).parent / "peers" / "neo4j_graphql" / "operations"
OURS, BARE, NEO4J_GRAPHQL, DATALOADER = "ours", "bare", "neo4j-graphql", "dataloader"
PAGE = 20
PAGES_BEFORE_LATER = 1_000

Ask = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]

SOME_HOUSEHOLD = """
{ cases(first: 1) { nodes { household { id district { id } members(first: 1) { nodes { id } } } } } }
"""
STEP = """
query($after: String) {
  households(first: 100, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage } }
}
"""


@dataclass(frozen=True)
class Case:
    """One question: what each server is sent, by its name."""

    name: str
    sent: Mapping[str, dict[str, Any]]

    def body(self, server: str) -> bytes:
        return orjson.dumps(self.sent[server])


@dataclass(frozen=True)
class Subject:
    """Whom the local questions are about, by id."""

    household: str
    resident: str
    district: str


@dataclass(frozen=True)
class _Later:
    """Where a later page begins: after how many, behind which cursor of ours and which id."""

    skipped: int = 0
    cursor: str | None = None
    last: str = ""


async def subject(ask: Ask) -> Subject:
    """A household of some case, a member of it and its district."""
    household = (await ask(SOME_HOUSEHOLD, {}))["cases"]["nodes"][0]["household"]
    resident = household["members"]["nodes"][0]
    return Subject(household["id"], resident["id"], household["district"]["id"])


async def cases(ask: Ask, today: date, about: Subject | None = None) -> list[Case]:
    """Every operation of the folder, by name; a later page is a thousand pages in, where there are."""
    about = about or await subject(ask)
    later = await _later(ask)
    ids = {"id": about.household, "resident": about.resident, "district": about.district}
    held = {
        "AND": [
            {"OR": [{"since": {"eq": None}}, {"since": {"lte": today.isoformat()}}]},
            {"OR": [{"until": {"eq": None}}, {"until": {"gt": today.isoformat()}}]},
        ]
    }
    offset = base64.b64encode(f"arrayconnection:{later.skipped - 1}".encode()).decode()
    found: list[Case] = []
    for place, path in enumerate(sorted(OPERATIONS.glob("*.graphql"))):
        ours = path.read_text(encoding="utf-8")
        theirs = (PEERS_OPERATIONS / path.name).read_text(encoding="utf-8")
        sent = {
            OURS: _asked(ours, {**ids, "after": later.cursor}),
            BARE: {"run": place},
            NEO4J_GRAPHQL: _asked(
                theirs, {**ids, "held": held, "after": offset if later.cursor else None}
            ),
            DATALOADER: _asked(
                ours, {**ids, "after": cursor_after(later.last) if later.cursor else None}
            ),
        }
        found.append(Case(path.stem, sent))
    return found


def _asked(operation: str, known: dict[str, Any]) -> dict[str, Any]:
    variables = {name: value for name, value in known.items() if f"${name}:" in operation}
    return {"query": operation, "variables": variables}


async def _later(ask: Ask) -> _Later:
    later = _Later()
    while later.skipped < PAGE * PAGES_BEFORE_LATER:
        page = (await ask(STEP, {"after": later.cursor}))["households"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        edges = page["edges"]
        last = edges[-1]
        later = _Later(later.skipped + len(edges), last["cursor"], last["node"]["id"])
    return later
