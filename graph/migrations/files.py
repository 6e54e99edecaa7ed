"""The migrations this program knows: the numbered `.cypher` files beside this module.

A file opens with a comment that says what it changes and why. After it stands one statement a
paragraph, each ending in `;`, and each doing no harm when it is run again.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import LiteralString, cast

from graph.errors import MigrationFault

FOLDER = Path(__file__).parent
FILE_NAME = re.compile(r"(?P<version>\d{4})_(?P<name>[a-z][a-z0-9_]*)")
SCHEMA = re.compile(r"(?:CREATE|DROP)\s+(?:[A-Z]+\s+)?(?:CONSTRAINT|INDEX)\b")
CREATE = re.compile(r"CREATE\s+(?:[A-Z]+\s+)?(?:CONSTRAINT|INDEX)\s+(\w+)\s+IF\s+NOT\s+EXISTS\s")
DROP = re.compile(r"DROP\s+(?:CONSTRAINT|INDEX)\s+(\w+)\s+IF\s+EXISTS")


@dataclass(frozen=True)
class Migration:
    """One step of the database's schema: its number, its name, and the text of its file."""

    version: int
    name: str
    text: LiteralString = field(repr=False)

    def __post_init__(self) -> None:
        if not self.text.startswith("// "):
            raise MigrationFault(
                f"{self} opens without a comment.", hint="Say what it changes and why."
            )
        for statement in self.statements:
            if SCHEMA.match(statement) and not (CREATE.match(statement) or DROP.match(statement)):
                raise MigrationFault(
                    f"{self} has a schema statement that cannot be run twice.",
                    hint="Name the entry, and write IF NOT EXISTS or IF EXISTS.",
                )

    @cached_property
    def statements(self) -> tuple[LiteralString, ...]:
        """The statements in order, without comments and without the closing `;`."""
        found: list[LiteralString] = []
        for paragraph in self.text.split("\n\n"):
            lines: list[LiteralString] = [
                line.rstrip()
                for line in paragraph.splitlines()
                if line.strip() and not line.lstrip().startswith("//")
            ]
            if not lines:
                continue
            if not lines[-1].endswith(";") or any(line.endswith(";") for line in lines[:-1]):
                raise MigrationFault(
                    f"{self} has a paragraph that is not one statement.",
                    hint="End each statement with ; and leave an empty line after it.",
                )
            found.append("\n".join(lines).removesuffix(";"))
        if not found:
            raise MigrationFault(f"{self} changes nothing.", hint="Take the file away.")
        return tuple(found)

    @cached_property
    def checksum(self) -> str:
        """The sha256 of the file's text."""
        return sha256(self.text.encode()).hexdigest()

    def __str__(self) -> str:
        """As the file is called: `0001_ground`."""
        return f"{self.version:04}_{self.name}"


def known_migrations(folder: Path = FOLDER) -> tuple[Migration, ...]:
    """All migrations of the folder, in order; `MigrationFault` unless they count 1, 2, 3 …."""
    migrations: list[Migration] = []
    for path in sorted(folder.glob("*.cypher")):
        match = FILE_NAME.fullmatch(path.stem)
        if match is None:
            raise MigrationFault(
                f"{path.name} is not the name of a migration.",
                hint="Call it like 0002_what_changes.cypher.",
            )
        migrations.append(Migration(int(match["version"]), match["name"], written_text(path)))
    for expected, migration in enumerate(migrations, start=1):
        if migration.version != expected:
            raise MigrationFault(
                f"{migration} stands where {expected:04} is expected.",
                hint="Number the migrations one after another, each number once.",
            )
    return tuple(migrations)


def standing_after(migrations: Iterable[Migration]) -> dict[str, LiteralString]:
    """What the migrations leave behind together: creating statements by the entry's name."""
    standing: dict[str, LiteralString] = {}
    for migration in migrations:
        for statement in migration.statements:
            if created := CREATE.match(statement):
                standing.setdefault(created[1], statement)
            elif dropped := DROP.match(statement):
                standing.pop(dropped[1], None)
    return standing


def written_text(path: Path) -> LiteralString:
    """The text of a file of ours.

    This is the one place where text from a file becomes a LiteralString: the files are part of the
    program, reviewed like it, and nobody else's words reach them.
    """
    return cast("LiteralString", path.read_text(encoding="utf-8"))
