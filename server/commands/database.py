"""`tsunagu database …`: the local Neo4j that Tsunagu keeps for itself, from the command line.

A fault is raised as one of our errors; `main` prints it as one line and exits with a code.
"""

import time
from pathlib import Path
from typing import Annotated

import psutil
import typer
from rich.console import Console
from rich.table import Table

from graph.address import DatabaseAddress
from graph.errors import LocalDatabaseFault
from graph.local.ahead import uses_one
from graph.local.database import LocalNeo4j
from graph.local.home import Home
from graph.local.opening import DatabaseChoice, chosen
from graph.local.progress import Report, shown_on_terminal
from graph.local.running import running, stop_running
from graph.local.state import State, running_state
from graph.local.stopped import StoppedDatabase
from server.preparing import prepare as prepare_starts

NOT_RUNNING = 3
"""The exit code of `status` when the database is stopped; service tools use the same."""

app = typer.Typer(
    name="database",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="The local Neo4j that Tsunagu keeps for itself when NEO4J_URI is not set.",
)

_out = Console(highlight=False, soft_wrap=True)
_notes = Console(stderr=True, highlight=False, soft_wrap=True)

File = Annotated[Path, typer.Argument(dir_okay=False, help="The dump, one file.")]
Replace = Annotated[bool, typer.Option("--replace", help="Overwrite what is there.")]


@app.command()
def start(
    *,
    background: Annotated[
        bool, typer.Option("--background", help="Return when it is ready and leave it running.")
    ] = False,
) -> None:
    """Start the database and keep it until Ctrl-C or `tsunagu database stop`.

    The first time, Neo4j is fetched (170 MB, into the cache folder) and a password is made.

    Example: `tsunagu database start --background`

    Touches the data folder (TSUNAGU_HOME) and one port of this machine's loopback address.
    """
    choice = _own()
    there = running(choice.home)
    if there:
        _out.print(f"Running already: {there.uri}")
        return
    neo4j = LocalNeo4j(choice.home, release=choice.release, wishes=choice.wishes)
    with shown_on_terminal() as report:
        address = neo4j.start(report, detached=background)
    _say_ready(address, Home(choice.home), background=background)
    if background:
        return
    try:
        neo4j.wait()
    except KeyboardInterrupt:
        _notes.print("Stopping …")
    finally:
        neo4j.stop()
    _out.print("Stopped.")


@app.command()
def stop() -> None:
    """Stop the database, whoever started it. Running statements are given up; commits are kept.

    Example: `tsunagu database stop`

    Touches nothing else. When nothing runs, it says so and succeeds.
    """
    stopped = stop_running(_own().home)
    _out.print("Stopped." if stopped else "Nothing was running.")


@app.command()
def status() -> None:
    """Show whether the database runs, where, and what it takes. Exit code 0: running, 3: not.

    Example: `tsunagu database status`

    Touches nothing.
    """
    choice = _own()
    home = Home(choice.home)
    state = running_state(home)
    if state is None:
        _out.print(f"Not running. Its folder is {home.folder} ({_mib(home.size_bytes())}).")
        raise typer.Exit(NOT_RUNNING)
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    for name, value in _facts(home, state):
        table.add_row(name, value)
    _out.print(table)


@app.command()
def prepare() -> None:
    """Make later starts of Neo4j quicker: Java keeps what it learns from a small city, once.

    The server does this by itself, behind everything else, some minutes after its first start.

    Example: `tsunagu database prepare`

    Takes a minute or two and 200 MiB in the cache folder, for each release; touches no data.
    """
    choice = _own()
    with shown_on_terminal() as report:
        made = prepare_starts(choice.release, report)
    _out.print("Prepared." if made else "Prepared already.")


@app.command()
def check() -> None:
    """Check every record and index of the stopped database. Exit code 0: sound, 1: not.

    Example: `tsunagu database stop`, then `tsunagu database check`

    Reads only, unless the database ended uncleanly: then it is started and stopped once before.
    """
    with shown_on_terminal() as report:
        found = _stopped(_own(), report).check()
    if not found:
        _out.print("Sound: no inconsistency was found.")
        return
    for line in found:
        _out.print(line, markup=False)
    raise LocalDatabaseFault(
        f"The check found {len(found)} lines of inconsistencies.",
        hint="Keep a copy of the data folder, then restore the last good dump.",
    )


@app.command()
def dump(file: File, *, replace: Replace = False) -> None:
    """Write the stopped database to one file: a back-up, or a copy for another machine.

    Example: `tsunagu database dump tsunagu-2027-01-31.dump`

    Writes that file, whole or not at all. It holds people's data in the clear: keep it as such.
    """
    with shown_on_terminal() as report:
        _stopped(_own(), report).dump(file, replace=replace)
    _out.print(f"Written: {file} ({_mib(file.stat().st_size)}).")


@app.command()
def restore(file: File, *, replace: Replace = False) -> None:
    """Put a dump in place of the stopped database; the password stays the one of this folder.

    Example: `tsunagu database restore tsunagu-2027-01-31.dump --replace`

    The dump is read and checked beside the present database and takes its place only when it is
    sound; if anything fails, what was there stays.
    """
    choice = _own()
    with shown_on_terminal() as report:
        _stopped(choice, report).restore(file, replace=replace)
    _out.print(f"Restored into {choice.home}.")


def _own() -> DatabaseChoice:
    """What the environment says of our own database, with a word if another one is in use."""
    choice = chosen()
    if choice.address:
        _notes.print(
            f"NEO4J_URI is set, so Tsunagu works with {choice.address.uri}. This command concerns"
            f" only its own local database in {choice.home}."
        )
    return choice


def _stopped(choice: DatabaseChoice, report: Report) -> StoppedDatabase:
    return StoppedDatabase(choice.home, release=choice.release, wishes=choice.wishes, report=report)


def _say_ready(address: DatabaseAddress, home: Home, *, background: bool) -> None:
    _out.print(f"Ready: [bold]{address.uri}[/bold], user {address.user}")
    _out.print(f"Folder: {home.folder} (its password is in the file “password”)")
    ending = "tsunagu database stop" if background else "Ctrl-C"
    _out.print(f"Stop it with {ending}.")


def _facts(home: Home, state: State) -> list[tuple[str, str]]:
    since = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(state.since))
    restarts = f", Java restarted {state.restarts} ×" if state.restarts else ""
    try:
        memory = _mib(psutil.Process(state.java_pid).memory_info().rss)
    except psutil.Error:
        memory = "Java is being restarted"
    return [
        ("uri", f"bolt://127.0.0.1:{state.port}"),
        ("pid", f"{state.java_pid} (Java), {state.keeper_pid} (its keeper)"),
        ("version", f"Neo4j Community {state.version}"),
        ("folder", str(home.folder)),
        ("size", _mib(home.size_bytes())),
        ("memory", memory),
        ("since", since + restarts),
        (
            "start",
            "prepared"
            if uses_one(state.java_pid, home.java_arguments)
            else "not prepared: `tsunagu database prepare` makes later ones quicker",
        ),
        (
            "ends",
            "with `tsunagu database stop`"
            if state.detached
            else "with the command that started it",
        ),
    ]


def _mib(count: int) -> str:
    return f"{count / 2**20:,.1f} MiB"
