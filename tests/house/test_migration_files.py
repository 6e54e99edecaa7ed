"""The migration files are numbered, can be run twice, and create what the model wants."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph.constraints import schema_entries
from graph.errors import MigrationFault
from graph.kinds.all import MODEL
from graph.migrations.draft import difference, draft, main
from graph.migrations.files import Migration, known_migrations, standing_after
from graph.model import Index, Kind, Model, Privacy, Property, Type

KANA = Property("kana", Type.STRING, "Name in kana.", "よみ", Privacy.OPEN)
SALON = Kind("Salon", "Salons", "Where neighbours meet.", "サロン", (KANA,))
SMALL = Model((SALON,), ())
LISTED = Model((replace(SALON, own=(replace(KANA, index=Index.TEXT),)),), ())


def test_the_migrations_together_create_what_the_model_wants() -> None:
    standing = standing_after(known_migrations())
    wanted = {entry.name: entry.create for entry in schema_entries(MODEL)}
    assert standing == wanted, "Run: python -m graph.migrations.draft NAME"


def test_nothing_is_left_to_draft(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing"]) == 0
    assert "there is nothing to draft" in capsys.readouterr().out


def test_every_file_counts_on_from_the_one_before() -> None:
    assert [each.version for each in known_migrations()] == list(
        range(1, len(known_migrations()) + 1)
    )


def test_a_file_says_what_it_changes_and_why() -> None:
    for migration in known_migrations():
        first, second, *_ = migration.text.splitlines()
        assert first.startswith(f"// {migration}: ")
        assert second.startswith("// Why: ")


def test_the_first_draft_creates_all_and_the_next_is_not_needed(tmp_path: Path) -> None:
    path = draft("ground", "the salons are asked for.", SMALL, tmp_path)
    assert path is not None
    assert path.read_text(encoding="utf-8") == (
        "// 0001_ground: creates 2 constraints and indexes, drops 0.\n"
        "// Why: the salons are asked for.\n"
        "\n"
        "CREATE CONSTRAINT node_id_unique IF NOT EXISTS\n"
        "FOR (x:Node) REQUIRE x.id IS UNIQUE;\n"
        "\n"
        "CREATE CONSTRAINT salon_id_unique IF NOT EXISTS\n"
        "FOR (x:Salon) REQUIRE x.id IS UNIQUE;\n"
    )
    assert draft("again", "", SMALL, tmp_path) is None


def test_a_draft_writes_the_difference_and_drops_first(tmp_path: Path) -> None:
    draft("ground", "salons", LISTED, tmp_path)
    ranged = Model((replace(SALON, own=(replace(KANA, index=Index.RANGE),)),), ())
    path = draft("kana_by_range", "lists are sorted by kana", ranged, tmp_path)
    assert path is not None
    assert path.name == "0002_kana_by_range.cypher"
    assert known_migrations(tmp_path)[1].statements == (
        "DROP INDEX salon_kana_text IF EXISTS",
        "CREATE INDEX salon_kana_range IF NOT EXISTS\nFOR (x:Salon) ON (x.kana)",
    )
    assert draft("third", "", ranged, tmp_path) is None


def test_what_changed_under_its_name_is_dropped_and_created_anew() -> None:
    wanted = {entry.name: entry.create for entry in schema_entries(SMALL)}
    standing = {
        **wanted,
        "salon_id_unique": "CREATE CONSTRAINT salon_id_unique IF NOT EXISTS FOR other",
    }
    assert difference(standing, SMALL) == (
        "DROP CONSTRAINT salon_id_unique IF EXISTS",
        "CREATE CONSTRAINT salon_id_unique IF NOT EXISTS\nFOR (x:Salon) REQUIRE x.id IS UNIQUE",
    )


def test_a_draft_refuses_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    with pytest.raises(MigrationFault, match="'Kana By Range' cannot name a migration"):
        draft("Kana By Range", "", SMALL, tmp_path)


def test_comments_are_no_statements_and_change_the_checksum() -> None:
    text = "// Why: tea.\n\n// one\nCREATE INDEX a IF NOT EXISTS\n// two\nFOR (x:A) ON (x.b);\n"
    migration = Migration(1, "tea", text)
    assert migration.statements == ("CREATE INDEX a IF NOT EXISTS\nFOR (x:A) ON (x.b)",)
    assert replace(migration, text=text.replace("tea", "milk")).checksum != migration.checksum


def test_a_checksum_does_not_depend_on_how_lines_end(tmp_path: Path) -> None:
    text = "// Why: tea.\n\nMATCH (x:A) SET x.b = 1;\n"
    (tmp_path / "0001_tea.cypher").write_bytes(text.replace("\n", "\r\n").encode())
    assert known_migrations(tmp_path) == (Migration(1, "tea", text),)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("MATCH (x) SET x.b = 1;\n", "0001_tea opens without a comment."),
        ("// Why: tea.\n", "0001_tea changes nothing."),
        ("// Tea.\n\nMATCH (x) SET x.b = 1\n", "has a paragraph that is not one statement."),
        ("// Tea.\n\nMATCH (x) SET x.b = 1;\nRETURN 1;\n", "a paragraph that is not one statement"),
        ("// Tea.\n\nCREATE INDEX FOR (x:A) ON (x.b);\n", "statement that cannot be run twice."),
        ("// Tea.\n\nCREATE INDEX a FOR (x:A) ON (x.b);\n", "statement that cannot be run twice."),
        ("// Tea.\n\nDROP CONSTRAINT a;\n", "statement that cannot be run twice."),
    ],
)
def test_a_file_that_could_do_harm_is_refused(text: str, fault: str) -> None:
    with pytest.raises(MigrationFault, match=fault):
        Migration(1, "tea", text)


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        (["0001_a", "0003_c"], "0003_c stands where 0002 is expected."),
        (["0001_a", "0001_b"], "0001_b stands where 0002 is expected."),
        (["1_a"], "1_a.cypher is not the name of a migration."),
        (["0001_A"], "0001_A.cypher is not the name of a migration."),
    ],
)
def test_files_that_do_not_count_on_are_refused(
    tmp_path: Path, names: list[str], fault: str
) -> None:
    for name in names:
        text = "// Why: tea.\n\nMATCH (x:A) SET x.b = 1;\n"
        (tmp_path / f"{name}.cypher").write_text(text, encoding="utf-8")
    with pytest.raises(MigrationFault, match=fault):
        known_migrations(tmp_path)


def test_what_a_later_migration_drops_no_longer_stands() -> None:
    one = "// Tea.\n\nCREATE INDEX a IF NOT EXISTS\nFOR (x:A) ON (x.b);\n"
    two = "// Milk.\n\nDROP INDEX a IF EXISTS;\n\nCREATE TEXT INDEX c IF NOT EXISTS\nFOR …;\n"
    assert list(standing_after([Migration(1, "tea", one), Migration(2, "milk", two)])) == ["c"]
