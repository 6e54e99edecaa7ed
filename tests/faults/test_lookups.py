"""Each constraint and index is what the database uses for the lookup it is there for."""

import asyncio
from collections.abc import Generator
from datetime import date

import pytest
from neo4j.spatial import WGS84Point

from graph.address import DatabaseAddress
from graph.constraints import Form, SchemaEntry, schema_entries
from graph.gateway import Gateway
from graph.kinds.all import MODEL
from graph.migrations.apply import migrate
from graph.model import Kind, Model, Privacy, Property, Type
from tests.faults.bare_schema import BareSchema

ENTRIES = schema_entries(MODEL)
KANA = Property("kana", Type.STRING, "Name in kana.", "よみ", Privacy.OPEN, required=True)
TABLE = Kind("TrialTable", "TrialTables", "A table.", "卓", (KANA,), order=("kana",))

A_WORD = "あ"
HERE = WGS84Point((130.3, 33.26))
THERE = WGS84Point((130.4, 33.36))


def _of(*forms: Form, of_tie: bool = False) -> pytest.MarkDecorator:
    entries = [each for each in ENTRIES if each.form in forms and each.of_tie is of_tie]
    return pytest.mark.parametrize("entry", entries, ids=[each.name for each in entries])


@pytest.fixture(scope="module")
def schema(database: DatabaseAddress) -> Generator[BareSchema]:
    """The database with the model's schema, made by the migrations."""
    with BareSchema(database) as schema:
        asyncio.run(_migrated(database))
        yield schema


@_of(Form.UNIQUE)
def test_a_unique_property_is_sought(schema: BareSchema, entry: SchemaEntry) -> None:
    (name,) = entry.properties
    plan = schema.plan(f"MATCH (x:{entry.on} {{{name}: $word}}) RETURN x.id AS id", word=A_WORD)
    assert _uses(plan, f"NodeUniqueIndexSeek UNIQUE x:{entry.on}({name})")


@_of(Form.UNIQUE)
@pytest.mark.parametrize("way", ["> $word", "IS NOT NULL"])
def test_a_page_by_a_unique_property_is_read_in_order(
    schema: BareSchema, entry: SchemaEntry, way: str
) -> None:
    (name,) = entry.properties
    for direction in ("", " DESC"):
        plan = schema.plan(
            f"MATCH (x:{entry.on}) WHERE x.{name} {way} "
            f"RETURN x.id AS id ORDER BY x.{name}{direction} LIMIT 20",
            word=A_WORD,
        )
        assert _uses(plan, f"x:{entry.on}({name})")
        assert _is_not_sorted(plan)


@_of(Form.RANGE)
def test_a_range_is_sought(schema: BareSchema, entry: SchemaEntry) -> None:
    """An index over several serves a range of the first where the others are known to be there."""
    name, *others = entry.properties
    there = "".join(f" AND x.{other} IS NOT NULL" for other in others)
    plan = schema.plan(
        f"MATCH (x:{entry.on}) WHERE x.{name} >= $least{there} RETURN x.id AS id",
        least=date(2021, 4, 1),
    )
    over = ", ".join(entry.properties)
    assert _uses(plan, f"NodeIndexSeekByRange RANGE INDEX x:{entry.on}({over})") or _uses(
        plan, f"NodeIndexSeek RANGE INDEX x:{entry.on}({over})"
    )


@_of(Form.TEXT)
@pytest.mark.parametrize("how", ["STARTS WITH", "CONTAINS", "ENDS WITH"])
def test_a_part_of_a_text_is_sought(schema: BareSchema, entry: SchemaEntry, how: str) -> None:
    (name,) = entry.properties
    plan = schema.plan(
        f"MATCH (x:{entry.on}) WHERE x.{name} {how} $part RETURN x.id AS id", part=A_WORD
    )
    assert _uses(plan, f"TEXT INDEX x:{entry.on}({name})")


@_of(Form.POINT)
@pytest.mark.parametrize(
    "near",
    ["point.distance(x.{}, $here) <= $metres", "point.withinBBox(x.{}, $here, $there)"],
    ids=["distance", "box"],
)
def test_what_lies_near_is_sought(schema: BareSchema, entry: SchemaEntry, near: str) -> None:
    (name,) = entry.properties
    plan = schema.plan(
        f"MATCH (x:{entry.on}) WHERE {near.format(name)} RETURN x.id AS id",
        here=HERE,
        there=THERE,
        metres=500.0,
    )
    assert _uses(plan, f"POINT INDEX x:{entry.on}({name})")


@_of(Form.SEARCH)
def test_a_pair_of_characters_inside_a_word_is_found(
    schema: BareSchema, entry: SchemaEntry
) -> None:
    """In each of the index's texts, sought in that one by its name."""
    for name in entry.properties:
        schema.run(f"CREATE (x:{entry.on} {{id: 'trial', {name}: '地域包括支援センター'}})")
        try:
            schema.run("CALL db.awaitIndexes(60)")
            found = schema.run(
                "CALL db.index.fulltext.queryNodes($index, $words) YIELD node "
                "WHERE node.id = 'trial' RETURN labels(node) AS labels",
                index=entry.name,
                words=f"{name}:包括",
            )
            assert found == [[[entry.on]]]
        finally:
            schema.run(f"MATCH (x:{entry.on} {{id: 'trial'}}) DELETE x")


@_of(Form.RANGE, of_tie=True)
def test_a_tie_is_sought_by_its_day(schema: BareSchema, entry: SchemaEntry) -> None:
    (name,) = entry.properties
    plan = schema.plan(
        f"MATCH (a)-[x:{entry.on}]->(b) WHERE x.{name} >= $day RETURN a.id AS start, b.id AS end",
        day=date(2021, 4, 1),
    )
    assert _uses(plan, f":{entry.on}({name})")
    assert plan[-1].startswith("DirectedRelationshipIndexSeekByRange RANGE INDEX")


@pytest.mark.parametrize("direction", ["", " DESC"], ids=["forward", "backward"])
def test_a_page_by_an_order_is_read_in_order(schema: BareSchema, direction: str) -> None:
    for entry in schema_entries(Model((TABLE,), ())):
        schema.run(entry.create)
    schema.run("CALL db.awaitIndexes(60)")
    plan = schema.plan(
        "MATCH (x:TrialTable) WHERE x.kana IS NOT NULL AND x.id IS NOT NULL "
        f"RETURN x.id AS id ORDER BY x.kana{direction}, x.id{direction} LIMIT 20"
    )
    assert _uses(plan, "RANGE INDEX x:TrialTable(kana, id)")
    assert _is_not_sorted(plan)


def _uses(plan: list[str], words: str) -> bool:
    return any(words in operator for operator in plan)


def _is_not_sorted(plan: list[str]) -> bool:
    return not any(operator.startswith(("Sort", "Top", "Partial")) for operator in plan)


async def _migrated(address: DatabaseAddress) -> None:
    async with Gateway(address) as gateway:
        await migrate(gateway)
