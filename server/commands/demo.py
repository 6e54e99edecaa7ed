"""`tsunagu demo`: the whole demo city, from nothing to GraphiQL."""

from functools import partial
from typing import Annotated

import typer

from graph.address import DatabaseAddress
from seeds.calendar import TODAY
from seeds.city import SEED
from seeds.drawing import DrawnCity
from seeds.load import CityLoad
from server.commands.load import load_into
from server.commands.serve import Host, Port, serve_until_stopped, settings_with
from server.commands.sweep import fill_register, look_at
from server.register import Register

WHOLE_CITY = 1.0


def demo(
    host: Host = None,
    port: Port = None,
    factor: Annotated[
        float, typer.Option(help="Size: 1 is the whole city, 0.01 a hundredth of its people.")
    ] = WHOLE_CITY,
    seed: Annotated[int, typer.Option(help="Another number gives another city.")] = SEED,
    meanwhile: Annotated[
        str | None,
        typer.Option(help="A command to run beside the loading, ended before anything is served."),
    ] = None,
) -> None:
    """Load the demo city, if it is not there yet, and serve the API and GraphiQL; then look for gaps.

    The city is synthetic: 230,734 made-up people in 102,390 households, with every published figure
    of Saga City's support network exact. A load or a look for gaps that was stopped goes on where it was.

    In the demo it is always 31 July 2021 (R3.7.31), the day the figures end; TSUNAGU_TODAY names
    another.

    Example: `tsunagu demo --factor 0.01`
    """
    settings = settings_with(host, port)
    wanted = CityLoad(seed, factor)
    register = Register()
    today = settings.today or TODAY

    async def prepare(address: DatabaseAddress) -> None:
        await load_into(address, wanted)
        await look_at(register, address, today)

    serve_until_stopped(
        settings,
        prepare=prepare,
        filling=DrawnCity(wanted),
        demo=True,
        day=lambda: TODAY,
        register=register,
        beside=partial(fill_register, register, day=today),
        meanwhile=meanwhile,
    )
