"""The command line, `tsunagu`: one sub-command for each thing an operator does."""

import logging
import sys

import typer

from graph.errors import TsunaguError
from server.commands import audit, database, export
from server.commands.demo import demo
from server.commands.figures import figures
from server.commands.load import load
from server.commands.serve import serve
from server.commands.sweep import sweep
from server.commands.token import token

HELP = """Tsunagu つなぐ: who can help this household, what is missing around this person,
which districts does nobody cover.

Start with `tsunagu demo`. Settings come from the environment: NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD
and NEO4J_DATABASE name a database of your own; without them Tsunagu keeps one for itself."""

app = typer.Typer(
    name="tsunagu",
    help=HELP,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
app.command()(demo)
app.command()(serve)
app.command()(load)
app.command()(sweep)
app.command()(figures)
app.command()(token)
app.add_typer(database.app)
app.add_typer(audit.app)
app.add_typer(export.app)


def main() -> None:
    """Run a command; a fault of ours is one line on stderr and exit code 1."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    try:
        app()
    except TsunaguError as error:
        sys.stderr.write(f"tsunagu: {error}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
