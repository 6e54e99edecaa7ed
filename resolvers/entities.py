"""Answers a federation gateway that names entities of ours and asks for more of them."""

from dataclasses import dataclass

from graph.errors import BadInput
from graph.want import AnyByIds, Picked, RootAsk, Several
from resolvers.nodes import Raw, every_want, read_argument
from resolvers.selection import Selection

REPRESENTATIONS = "representations"


@dataclass(frozen=True)
class Representation:
    """An entity as the gateway names it: by its type and its key."""

    kind: str
    id: str


def entities(selection: Selection, raw: Raw) -> RootAsk:
    """Nodes by type and id, in the order named; null where no such node is of that type."""
    given = read_argument(selection, raw, REPRESENTATIONS)
    if isinstance(given, Several):
        raise BadInput(
            "A variable stands among the representations.",
            hint="Send all of them as one variable, or write all of them out.",
        )
    return AnyByIds(Picked(given, "id"), every_want(selection, raw), Picked(given, "kind"))
