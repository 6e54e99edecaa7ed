"""The topology as files: what was told, no more, and readable by what people open it with."""

# igraph ships no types
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from igraph import Graph
from typer.testing import CliRunner

from graph.address import DatabaseAddress
from graph.errors import BadInput
from server.__main__ import app
from server.exports.topology import write_topology
from tests.statistics.test_topology import KEY, city, told_of


def _table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return [*csv.DictReader(opened)]


def test_the_files_hold_what_was_told(tmp_path: Path) -> None:
    told = told_of(city(5))
    counts = write_topology(told, KEY, tmp_path)
    vertices, ties = _table(tmp_path / "vertices.csv"), _table(tmp_path / "ties.csv")
    homes = {each["pseudonym"] for each in vertices if each["vertex"] == "household"}
    agencies = {each["pseudonym"] for each in vertices if each["vertex"] == "agency"}
    assert agencies == {each.pseudonym for each in told.agencies}
    assert (len(agencies), len(homes), len(ties)) == tuple(counts.values())
    assert {each["household"] for each in ties} == homes
    near: dict[str, list[str]] = {home: [] for home in homes}
    for each in ties:
        near[each["household"]].append(each["agency"])
    drawn = Counter(tuple(sorted(each)) for each in near.values())
    assert drawn == {tuple(each.agencies): each.households_from for each in told.patterns}
    assert not [*tmp_path.glob("*.part")]


def test_gephi_can_read_the_graph(tmp_path: Path) -> None:
    told = told_of(city(6))
    counts = write_topology(told, KEY, tmp_path)
    graph: Any = Graph.Read_GraphML(str(tmp_path / "topology.graphml"))
    assert Counter(graph.vs["vertex"]) == {
        "agency": counts["agencies"], "household": counts["households"],
    }  # fmt: skip
    assert graph.ecount() == counts["ties"]
    assert graph["asOf"] == "2021-06-30"
    kinds = {each.pseudonym: each.kind for each in told.agencies}
    assert {v["name"]: v["kind"] for v in graph.vs if v["vertex"] == "agency"} == kinds


def test_the_command_writes_the_small_citys(
    small_city: DatabaseAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", small_city.uri)
    monkeypatch.setenv("NEO4J_USER", small_city.user)
    monkeypatch.setenv("NEO4J_PASSWORD", small_city.password)
    asked = ["export", "topology", str(tmp_path / "new" / "folder"), "--as-of", "2021-07-31"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    assert "As of 2021-06-30" in done.output
    assert "households" in done.output
    written = {each.name for each in (tmp_path / "new" / "folder").iterdir()}
    assert written == {"vertices.csv", "ties.csv", "topology.graphml"}
    (tmp_path / "taken").write_text("mine")
    refused = CliRunner().invoke(app, ["export", "topology", str(tmp_path / "taken")])
    assert isinstance(refused.exception, BadInput)
    assert (tmp_path / "taken").read_text() == "mine"
