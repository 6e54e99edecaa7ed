"""The topology as vertices and ties, for programs that draw and measure networks."""

from collections.abc import Iterator

from graph.topology.judged import SupportTopology, pseudonym


def households_of(told: SupportTopology, key: bytes) -> Iterator[tuple[str, list[str]]]:
    """Each household as a pseudonym of its own with those of its agencies, in no order of theirs.

    Of each pattern as many as it says there are at least: how many there really are is not drawn.
    """
    drawn = {
        pseudonym(key, f"{'/'.join(pattern.agencies)}#{number}"): pattern.agencies
        for pattern in told.patterns
        for number in range(pattern.households_from)
    }
    yield from sorted(drawn.items())
