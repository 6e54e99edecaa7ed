"""`tsunagu token`: a token of the running demo, for somebody who tests a client."""

from typing import Annotated, Any, cast

import requests
import typer
from rich.console import Console

from graph.errors import BadInput
from server.identity.people import TOKEN
from server.settings import DEFAULT_PORT

WAIT_SECONDS = 5.0

_out = Console(highlight=False, soft_wrap=True)


def token(
    role: Annotated[str, typer.Option(help="Such as coordinator, 'agency staff' or analyst.")],
    person: Annotated[
        str | None, typer.Option(help="Id of the supporter, for the roles that have one.")
    ] = None,
    purpose: Annotated[
        str | None, typer.Option(help="casework, or 'support meeting' (支援会議).")
    ] = None,
    address: Annotated[
        str, typer.Option(help="Where the demo runs.")
    ] = f"http://127.0.0.1:{DEFAULT_PORT}",
) -> None:
    """Print a bearer token of the demo that runs, good for an hour.

    The demo must be running: its key never leaves it. `/demo/people` lists whom one may stand in for.

    Example: `tsunagu token --role analyst`
    """
    asked = {"role": role, "person": person, "purpose": purpose}
    try:
        answer = requests.post(address.rstrip("/") + TOKEN, json=asked, timeout=WAIT_SECONDS)
        told = cast("dict[str, Any]", answer.json())
    except (requests.RequestException, ValueError):
        raise BadInput(
            f"No demo answers at {address}.",
            hint="Start it: tsunagu demo. Name its address with --address.",
        ) from None
    if not answer.ok:
        raise BadInput(told["errors"][0]["message"])
    _out.print(told["token"])
