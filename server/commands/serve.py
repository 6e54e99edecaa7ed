"""`tsunagu serve`: the API over whatever database there is."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import ExitStack, suppress
from datetime import date
from functools import partial
from socket import socket
from typing import Annotated, Any

import typer
from rich.console import Console
from starlette.applications import Starlette

from graph.address import DatabaseAddress
from graph.gateway import Gateway, Watch, log_run
from graph.local.importing import Filling
from graph.local.opening import chosen, open_database
from graph.local.progress import Stage, shown_on_terminal
from graph.migrations.apply import migrate
from server.app import GRAPHQL, application, today
from server.commands.load import schema_told
from server.commands.meanwhile import Meanwhile
from server.identity.known import Known, demand_synthetic
from server.identity.settings import Mode
from server.known_settings import unknown_settings
from server.limits import ServerLimits
from server.listening import address_of, bound, listen
from server.manners import Manners
from server.metrics import Metrics
from server.preparing import prepare_behind
from server.register import Register
from server.settings import Settings
from server.settling import settle

MIGRATION_SECONDS = 600.0
WARM_UP_SECONDS = 60.0
"""What the first statements may take: a database that has just started plans slowly."""

Host = Annotated[
    str | None, typer.Option(help="Loopback address to listen on; TSUNAGU_HOST, or 127.0.0.1.")
]
Port = Annotated[
    int | None,
    typer.Option(
        help="Port to listen on; TSUNAGU_PORT, or 8000, or another free one when that is busy.",
        min=1,
        max=65535,
    ),
]

_out = Console(highlight=False, soft_wrap=True)
_notes = Console(stderr=True, highlight=False, soft_wrap=True)


def serve(host: Host = None, port: Port = None) -> None:
    """Serve the API and GraphiQL over the database there is, until Ctrl-C.

    Brings the database's schema up to date first; loads nothing. Without NEO4J_URI, Tsunagu's own
    local Neo4j is used, and started when it is not running.

    Example: `tsunagu serve --port 8080`
    """
    serve_until_stopped(settings_with(host, port), prepare=_nothing, demo=False)


def settings_with(host: str | None, port: int | None) -> Settings:
    """The settings of the environment, with what the command line says put over them."""
    settings = Settings.read()
    if host is not None:
        settings.demand_loopback(host)
    given: dict[str, Any] = {"host": host, "port": port}
    return settings.model_copy(
        update={name: value for name, value in given.items() if value is not None}
    )


def serve_until_stopped(
    settings: Settings,
    *,
    prepare: Callable[[DatabaseAddress], Awaitable[None]],
    demo: bool,
    day: Callable[[], date] = today,
    filling: Filling | None = None,
    register: Register | None = None,
    beside: Callable[[DatabaseAddress], Coroutine[Any, Any, None]] | None = None,
    meanwhile: str | None = None,
) -> None:
    """Take the port, open the database, bring its schema up to date, `prepare` it, and serve.

    A database of our own that was never started begins with the `filling`. What is done `beside`
    serving must not raise; it is cancelled when serving ends. The command that runs `meanwhile` has
    ended well before anything is served.
    Raises our errors before anything is served. Ctrl-C ends it in good order, and the database with
    it when it was started here.
    """
    manners, limits, known = Manners.read(), ServerLimits.read(), Known.as_set(settings.identity)
    for sentence in unknown_settings(os.environ):
        _notes.print(sentence, markup=False)
    listener = bound(settings)
    choice = chosen()
    with ExitStack() as stack:
        with shown_on_terminal(_notes) as report:
            command = stack.enter_context(Meanwhile(meanwhile))
            address = stack.enter_context(open_database(choice, report, filling=filling))
            command.look()
        stack.enter_context(suppress(KeyboardInterrupt))
        metrics = Metrics()
        with_gateway = partial(
            application,
            demo=demo,
            day=_day(settings, day),
            manners=manners,
            limits=limits,
            metrics=metrics,
            settings=settings,
            known=known,
            register=register,
        )
        allowed = demand_synthetic if settings.identity is Mode.DEMO else _any_city
        behind = _nothing_behind if choice.address else partial(prepare_behind, choice.release)
        _run(
            _serve(
                listener,
                address,
                _then_waited(prepare, command),
                allowed,
                with_gateway,
                metrics.watch,
                beside or _nothing,
                behind,
            )
        )


async def _serve(  # noqa: PLR0917 -- each step of serving, in order
    listener: socket,
    address: DatabaseAddress,
    prepare: Callable[[DatabaseAddress], Awaitable[None]],
    allowed: Callable[[Gateway], Awaitable[None]],
    with_gateway: Callable[[Gateway], Starlette],
    watch: Watch,
    beside: Callable[[DatabaseAddress], Coroutine[Any, Any, None]],
    behind: Callable[[], Coroutine[Any, Any, None]],
) -> None:
    async with Gateway(
        address, read_seconds=WARM_UP_SECONDS, write_seconds=MIGRATION_SECONDS
    ) as gateway:
        with shown_on_terminal(_notes) as report:
            await migrate(gateway, partial(schema_told, report))
    await prepare(address)
    async with Gateway(address, watch=(log_run, watch)) as gateway:
        await allowed(gateway)
        app = with_gateway(gateway)
        with shown_on_terminal(_notes) as report:
            report(Stage("Planning the first questions"))
            await app.state.first_planned()
        settle()
        background: list[asyncio.Task[None]] = []

        def ready() -> None:
            _say_where(address_of(listener))
            background.append(asyncio.create_task(beside(address)))
            background.append(asyncio.create_task(behind()))

        try:
            await listen(listener, app, ready, live=app.state.live)
        finally:
            for task in background:
                task.cancel()  # once: what it has open is then closed in good order
                await asyncio.wait([task])


def _then_waited(
    prepare: Callable[[DatabaseAddress], Awaitable[None]], command: Meanwhile
) -> Callable[[DatabaseAddress], Awaitable[None]]:
    """Prepare, and wait for the command."""

    async def prepared(address: DatabaseAddress) -> None:
        await prepare(address)
        with shown_on_terminal(_notes) as report:
            await command.wait(report)

    return prepared


def _day(settings: Settings, usual: Callable[[], date]) -> Callable[[], date]:
    fixed = settings.today
    return usual if fixed is None else lambda: fixed


def _run(work: Any) -> None:
    """Run on uvloop where there is one; it does not exist for Windows."""
    if sys.platform == "win32":
        asyncio.run(work)
        return
    import uvloop  # noqa: PLC0415 -- see the docstring

    uvloop.run(work)


def _say_where(address: str) -> None:
    _out.print(f"GraphiQL  {address}/\nAPI       {address}{GRAPHQL}\nStop with Ctrl-C.")


async def _any_city(_: Gateway) -> None:
    """Whoever asks says who they are, so any city may be served."""


async def _nothing_behind() -> None:
    """How somebody's own database is started is theirs to say."""


async def _nothing(_: DatabaseAddress) -> None:
    """The database is served as it is."""
