"""What a field of the API shows of the graph; carried by the field, read by `selection`."""

from dataclasses import dataclass

from graph.want import Step

MARK = "tsunagu"
"""The key under which a field's metadata hold what it shows."""


@dataclass(frozen=True)
class ShowsProperty:
    """The value of a property."""

    name: str


@dataclass(frozen=True)
class ShowsPosition:
    """A point, by its latitude and longitude."""

    name: str


@dataclass(frozen=True)
class ShowsOne:
    """The one node a tie leads to."""

    step: Step


@dataclass(frozen=True)
class ShowsMany:
    """A page of the nodes a tie leads to."""

    step: Step


Shows = ShowsProperty | ShowsPosition | ShowsOne | ShowsMany
