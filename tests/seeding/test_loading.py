"""The loaded city: whole, once, whatever stops the loader; and nothing else is overwritten."""

import os
import subprocess
import sys
from collections.abc import AsyncGenerator
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.errors import BadInput
from graph.gateway import Gateway
from graph.kinds.all import MODEL
from graph.load import NodeSheet, batch_statement, texts_of
from graph.migrations.apply import migrate, pending
from graph.model import SEALED
from seeds.figures.source import compared
from seeds.load import CityLoad, Quiet, empty, load, recorded
from server.commands.figures import figures
from server.commands.load import load as load_command
from tests.seeding.counting import DRAWN, Tables

pytestmark = pytest.mark.anyio

FACTOR = 0.01
SMALL = CityLoad(2021, FACTOR)
CITY_LOADER = """
import asyncio, sys
from graph.address import DatabaseAddress
from graph.gateway import Gateway
from seeds.load import CityLoad, Quiet, load

class Told(Quiet):
    def rows(self, count, *, skipped):
        print(count, flush=True)

async def main():
    address = DatabaseAddress(*sys.argv[1:5])
    async with Gateway(address, read_seconds=60, write_seconds=600) as gateway:
        await load(gateway, CityLoad(2021, 0.01), Told(), batch=150)

asyncio.run(main())
"""


@pytest.fixture
async def gateway(database: DatabaseAddress) -> AsyncGenerator[Gateway]:
    async with Gateway(database, read_seconds=60, write_seconds=600) as gateway:
        await migrate(gateway)
        await empty(gateway)
        yield gateway
        await empty(gateway)


async def ask(gateway: Gateway, text: str) -> list[list[Any]]:
    return await gateway.read(Statement("test", text))  # type: ignore[arg-type]


def plain(value: Any) -> Any:
    """A value as the rows have it: the driver's own times and points made plain."""
    if hasattr(value, "to_native"):
        return value.to_native()
    return (value[0], value[1]) if hasattr(value, "srid") else value


async def content(gateway: Gateway) -> tuple[dict[str, Any], dict[str, Any]]:
    """Every node by kind and id; every tie by type and ends, sorted; without what is sealed."""
    nodes: dict[str, Any] = {}
    for kind in DRAWN:
        rows = await ask(gateway, f"MATCH (n:{kind.name}) RETURN n.id, properties(n)")
        nodes[kind.name] = {
            key: {name: plain(value) for name, value in own.items() if name != SEALED}
            for key, own in rows
        }
        assert len(nodes[kind.name]) == len(rows)
    ties: dict[str, Any] = {}
    for tie in MODEL.ties:
        rows = await ask(gateway, f"MATCH (a)-[t:{tie.type}]->(b) RETURN a.id, b.id, properties(t)")
        ties[tie.type] = sorted(
            repr(
                (
                    one,
                    other,
                    sorted((name, str(value)) for name, value in own.items() if name != SEALED),
                )
            )
            for one, other, own in rows
        )
    return nodes, ties


def expected(tables: Tables) -> tuple[dict[str, Any], dict[str, Any]]:
    """The same, of the rows themselves."""
    nodes: dict[str, Any] = {}
    for kind in DRAWN:
        nodes[kind.name] = {}
        for key, own in tables.nodes[kind.name].items():
            given = {name: value for name, value in own.items() if value is not None}
            texts = zip(kind.texts, texts_of(kind, own.get), strict=True)
            given |= {name: text for name, text in texts if text is not None}
            nodes[kind.name][key] = given
    ties: dict[str, Any] = {}
    for tie in MODEL.ties:
        ties[tie.type] = sorted(
            repr(
                (
                    one,
                    other,
                    sorted((name, str(value)) for name, value in own.items() if value is not None),
                )
            )
            for (type_, *_), rows in tables.ties.items()
            if type_ == tie.type
            for one, other, own in rows
        )
    return nodes, ties


async def test_the_database_holds_exactly_the_rows_and_loading_again_does_nothing(
    gateway: Gateway, small: Tables
) -> None:
    done = await load(gateway, SMALL)
    assert not done.already_there
    assert await content(gateway) == expected(small)
    again = await load(gateway, SMALL)
    assert again.already_there
    assert (again.nodes, again.ties, again.written) == (done.nodes, done.ties, 0)
    answers = {each.figure.column: each.found for each in await compared(gateway)}
    assert answers == small.figures()


async def test_a_load_that_is_killed_goes_on_and_every_row_is_there_once(
    gateway: Gateway, database: DatabaseAddress, small: Tables
) -> None:
    for batches in (9, 60):
        loader = subprocess.Popen(  # noqa: ASYNC220 (nothing else runs meanwhile)
            [
                sys.executable,
                "-c",
                CITY_LOADER,
                database.uri,
                database.user,
                database.password,
                database.database,
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert loader.stdout is not None
        with loader:
            for _ in range(batches):
                assert loader.stdout.readline()
            loader.kill()
        state = await recorded(gateway)
        assert state is not None
        assert not state.complete
        assert state.batches >= batches
    watch = Skipped()
    done = await load(gateway, SMALL, watch)
    assert watch.skipped > 0
    assert done.written < done.nodes + done.ties
    assert await content(gateway) == expected(small)


async def test_whoever_is_marked_as_protected_is_protected(gateway: Gateway) -> None:
    """Once each, from a day of the year before on, and with all who live there."""
    await load(gateway, SMALL)
    marked = await ask(gateway, "MATCH (r:Resident) WHERE r.protected RETURN r.id ORDER BY r.id")
    known = await ask(
        gateway,
        "MATCH (p:Protection)-[:PROTECTS]->(r) "
        "WHERE p.endedOn IS NULL AND date('2020-07-31') < p.since <= date('2021-07-31') "
        "AND p.reviewOn >= date('2021-07-31') RETURN r.id ORDER BY r.id",
    )
    assert marked == known != []
    home = "MATCH (r:Resident)-[:MEMBER_OF]->(h)<-[:MEMBER_OF]-(o) WHERE r.protected"
    assert await ask(gateway, f"{home} AND (h.sealed IS NULL OR o.sealed IS NULL) RETURN 1") == []
    near = "MATCH (r:Resident)-[:MEMBER_OF]->(h)-[t:IN_DISTRICT]->() WHERE r.protected"
    assert await ask(gateway, f"{near} AND t.sealed IS NULL RETURN 1") == []


class Skipped(Quiet):
    skipped = 0

    def rows(self, count: int, *, skipped: bool) -> None:
        self.skipped += count * skipped


async def test_a_batch_goes_through_once(gateway: Gateway) -> None:
    await gateway.write(Statement("test", "CREATE (:_Load {key: 'city', batches: 4, nodes: 0})"))
    sheet = NodeSheet(MODEL.kind("Field"), ("id", "code", "name", "nameEnglish"), [])
    rows = [("A" * 26, "X", "甲", "one")]
    made = [(await gateway.write(batch_statement(sheet, 4, rows)))[0][0][0] for _ in range(2)]
    assert made == [1, 0]
    assert (await ask(gateway, "MATCH (f:Field) RETURN count(f)")) == [[1]]


@pytest.mark.parametrize("label", ["Household", "Foreign"])
async def test_data_of_somebody_else_is_left_alone(gateway: Gateway, label: str) -> None:
    await gateway.write(Statement("test", f"CREATE (:{label} {{id: 'theirs'}})"))  # type: ignore[arg-type]
    with pytest.raises(BadInput, match=r"no load of ours wrote.*--replace"):
        await load(gateway, SMALL)
    assert await ask(gateway, "MATCH (n) WHERE n.id IS NOT NULL RETURN count(n)") == [[1]]


@pytest.mark.parametrize(
    "other", [CityLoad(7, FACTOR), CityLoad(2021, 0.02), CityLoad(2021, FACTOR, "0")]
)
async def test_another_city_is_refused(gateway: Gateway, other: CityLoad) -> None:
    await gateway.write(
        Statement(
            "test",
            "CREATE (:_Load {key: 'city', seed: 2021, factor: 0.01, content: '1', batches: 0,"
            " batchRows: 2000, nodes: 0, ties: 0, complete: true})",
        )
    )
    with pytest.raises(BadInput, match=r"another city \(seed 2021, factor 0.01"):
        await load(gateway, other)


async def test_a_broken_off_load_among_strange_data_is_refused(gateway: Gateway) -> None:
    await gateway.write(
        Statement(
            "test",
            "CREATE (:_Load {key: 'city', seed: 2021, factor: 0.01, content: $content,"
            " batches: 3, batchRows: 2000, nodes: 70, ties: 0, complete: false})",
            {"content": SMALL.content},
        )
    )
    with pytest.raises(BadInput, match=r"holds 0 nodes and 0 ties; .* wrote 70 and 0"):
        await load(gateway, SMALL)


async def test_emptying_keeps_the_records_of_migrations(gateway: Gateway) -> None:
    await gateway.write(Statement("test", "CREATE (:Foreign)-[:TIE]->(:Household {id: 'x'})"))
    await empty(gateway)
    assert await recorded(gateway) is None
    assert await ask(gateway, "MATCH (n) WHERE NOT n:_Migration RETURN count(n)") == [[0]]
    assert await pending(gateway) == ()


async def test_the_commands_load_replace_and_compare(
    gateway: Gateway, database: DatabaseAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = typer.Typer()
    app.command()(figures)
    app.command()(load_command)
    monkeypatch.setenv("NEO4J_URI", database.uri)
    monkeypatch.setenv("NEO4J_USER", database.user)
    monkeypatch.setenv("NEO4J_PASSWORD", database.password)
    run = CliRunner()
    first = await _apart(run, app, ["figures"])
    assert isinstance(first.exception, BadInput)
    await gateway.write(Statement("test", "CREATE (:Foreign)"))
    refused = await _apart(run, app, ["load", "--factor", "0.01", "--replace"], answer="n\n")
    assert refused.exit_code == 1
    loaded = await _apart(run, app, ["load", "--factor", "0.01", "--replace", "--yes"])
    assert loaded.exit_code == 0, loaded.output
    assert "Loaded: " in loaded.output
    assert "there already" in (await _apart(run, app, ["load", "--factor", "0.01"])).output
    small = await _apart(run, app, ["figures", "--json"])
    assert small.exit_code == 2
    assert '"found": 32' in small.output
    await gateway.write(Statement("test", "MATCH (c:Council) WITH c LIMIT 1 DETACH DELETE c"))
    wrong = await _apart(run, app, ["figures"])
    assert wrong.exit_code == 1
    assert "District welfare councils: the source says 27, the graph 26." in wrong.output


async def _apart(run: CliRunner, app: typer.Typer, words: list[str], answer: str = "") -> Any:
    """Run a command in a thread of its own, since it brings its own event loop."""
    import asyncio  # noqa: PLC0415 (only here)

    os.environ.setdefault("COLUMNS", "200")
    return await asyncio.to_thread(run.invoke, app, words, input=answer)
