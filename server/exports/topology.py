"""The support topology as files: tables for spreadsheets, GraphML for Gephi and the like."""

# igraph ships no types
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from igraph import Graph

from graph.kinds.support import AGENCY_KIND
from graph.topology.drawn import households_of
from graph.topology.judged import SupportTopology, TopologyAgency
from server.exports.cells import Cell, write_table
from server.exports.whole import whole

AGENCY, HOUSEHOLD = "agency", "household"
LABEL: Mapping[str, str] = {each.name: each.ja for each in AGENCY_KIND.values}
COLUMNS = (
    "pseudonym", "vertex", "kind", "種別", "is_one", "households_from", "households_to",
    "agencies_met", "betweenness", "is_cut_vertex",
)  # fmt: skip


def write_topology(told: SupportTopology, key: bytes, folder: Path) -> dict[str, int]:
    """Write `vertices.csv`, `ties.csv` and `topology.graphml`; how many there are of each.

    Each household is a vertex under a pseudonym, as many of a pattern as the least there are.
    """
    households = [*households_of(told, key)]
    agencies = [_vertex(each) for each in told.agencies]
    empty: list[Cell] = [None] * (len(COLUMNS) - 2)
    vertices = [*agencies, *([name, HOUSEHOLD, *empty] for name, _ in households)]
    ties = [(name, agency) for name, led in households for agency in led]
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / "vertices.csv", COLUMNS, vertices)
    write_table(folder / "ties.csv", ("household", "agency"), ties)
    _write_graphml(folder / "topology.graphml", told, vertices, ties)
    return {"agencies": len(agencies), "households": len(households), "ties": len(ties)}


def _vertex(each: TopologyAgency) -> list[Cell]:
    return [
        each.pseudonym, AGENCY, each.kind, LABEL[each.kind], each.is_one, each.households_from,
        each.households_to, each.agencies_met, each.betweenness, each.is_cut_vertex,
    ]  # fmt: skip


def _write_graphml(
    file: Path, told: SupportTopology, vertices: list[list[Cell]], ties: list[tuple[str, str]]
) -> None:
    place = {row[0]: number for number, row in enumerate(vertices)}
    graph: Any = Graph(len(vertices), [(place[one], place[other]) for one, other in ties])
    graph["asOf"] = told.as_of.isoformat()
    graph["smallestGroup"] = told.smallest_group or 0
    graph.vs["name"] = [row[0] for row in vertices]
    graph.vs["vertex"] = [row[1] for row in vertices]
    graph.vs["kind"] = [row[2] or "" for row in vertices]
    graph.vs["label"] = [row[3] or "" for row in vertices]
    graph.vs["isOne"] = [bool(row[4]) for row in vertices]
    with whole(file) as part:
        graph.write_graphml(str(part))
