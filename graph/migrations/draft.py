"""Drafts the next migration: what the model wants and the migrations do not yet create.

    python -m graph.migrations.draft NAME [--why "…"]

compares the sum of all migration files with the model's constraints and indexes and writes the
difference as the next numbered file, to be read, completed and committed. It asks no database.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from graph.constraints import schema_entries
from graph.errors import MigrationFault
from graph.kinds.all import MODEL
from graph.migrations.files import FILE_NAME, FOLDER, known_migrations, standing_after
from graph.model import Model

WHY = "the declarations in graph/kinds ask for it"


def difference(standing: dict[str, str], model: Model) -> tuple[str, ...]:
    """The statements that lead from what stands to what the model wants; drops come first.

    `standing` has creating statements by name. Empty when they agree but for white space.
    """
    wanted = {entry.name: entry.create for entry in schema_entries(model)}
    changed = [
        name
        for name, statement in standing.items()
        if name not in wanted or statement.split() != wanted[name].split()
    ]
    drops = [f"DROP {_sort_of(standing[name])} {name} IF EXISTS" for name in changed]
    creates = [
        statement for name, statement in wanted.items() if name not in standing or name in changed
    ]
    return (*drops, *creates)


def draft(name: str, why: str, model: Model, folder: Path) -> Path | None:
    """Write the next migration into the folder and return its path; None when none is needed."""
    known = known_migrations(folder)
    stem = f"{len(known) + 1:04}_{name}"
    if FILE_NAME.fullmatch(stem) is None:
        raise MigrationFault(
            f"{name!r} cannot name a migration.", hint="Use lower-case words joined by _."
        )
    statements = difference({**standing_after(known)}, model)
    if not statements:
        return None
    created = sum(each.startswith("CREATE") for each in statements)
    header = (
        f"// {stem}: creates {created} constraints and indexes, "
        f"drops {len(statements) - created}.\n// Why: {why.rstrip('.')}.\n"
    )
    path = folder / f"{stem}.cypher"
    path.write_text(
        "\n".join((header, *(f"{each};\n" for each in statements))), encoding="utf-8", newline="\n"
    )
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m graph.migrations.draft",
        description="Write the next migration from what the model wants and no migration creates.",
    )
    parser.add_argument("name", help="what changes, in lower-case words joined by _")
    parser.add_argument("--why", default=WHY, help="the reason, for the file's header")
    asked = parser.parse_args(arguments)
    try:
        path = draft(asked.name, asked.why, MODEL, FOLDER)
    except MigrationFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    if path is None:
        sys.stdout.write("The migrations create what the model wants; there is nothing to draft.\n")
    else:
        sys.stdout.write(f"Drafted {path}. Read it before you commit it.\n")
    return 0


def _sort_of(statement: str) -> str:
    return "CONSTRAINT" if statement.startswith("CREATE CONSTRAINT") else "INDEX"


if __name__ == "__main__":
    sys.exit(main())
