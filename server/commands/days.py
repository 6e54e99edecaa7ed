"""Days as people type them, for the options of commands."""

from datetime import date

import typer

from graph.errors import BadInput
from graph.wareki import read_day


def typed_day(text: str | date) -> date:
    """The day an option names, in either calendar: 2021-07-31, R3.7.31. Raises `BadParameter`."""
    if isinstance(text, date):
        return text
    try:
        return read_day(text)
    except BadInput as error:
        raise typer.BadParameter(str(error)) from None
