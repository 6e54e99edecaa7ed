"""`tsunagu token`: a token of the running demo, for somebody who tests a client."""

from typing import Annotated, Any, cast

import requests
import typer
from rich.console import Console

from graph.errors import BadInput
from server.identity.people import TOKEN
from server.settings import DEFAULT_PORT, Settings

WAIT_SECONDS = 5.0

_out = Console(highlight=False, soft_wrap=True)
_notes = Console(stderr=True, highlight=False, soft_wrap=True)


def token(
    role: Annotated[str, typer.Option(help="Such as coordinator, agency-staff or analyst.")],
    person: Annotated[
        str | None,
        typer.Option(
            help="Id of the supporter, for the roles that have one; the first of /demo/people unless named."
        ),
    ] = None,
    purpose: Annotated[
        str | None, typer.Option(help="casework, or support-meeting (支援会議).")
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(help="Where the demo runs; on this machine, at TSUNAGU_PORT, unless named."),
    ] = None,
) -> None:
    """Print a bearer token of the demo that runs, good for an hour; on standard error, whose it is.

    The demo must be running: its key never leaves it. `/demo/people` lists whom one may stand in for.

    Example: `tsunagu token --role agency-staff`
    """
    address = address or f"http://127.0.0.1:{Settings.read().port or DEFAULT_PORT}"
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
        error = told["errors"][0]
        raise BadInput(error["message"], hint=error.get("extensions", {}).get("hint"))
    if told["person"]:
        _notes.print(f"As {told['name'] or 'a supporter'}, {told['person']}.", markup=False)
    _out.print(told["token"])
