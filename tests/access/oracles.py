"""Questions that would tell a world from another, by the threat that they are.

`$home` is a protected household, `$text` the canary of its address, `$other` what that address is in
the other world, `$number` the digits of its telephone's and `$ending` the last of them, `$agency` the one that is asked the most.
"""

from collections.abc import Iterator, Mapping
from string import Template

ORACLES: Mapping[str, tuple[str, ...]] = {
    "3": (
        '{ households(where: {address: {startsWith: "qz"}}) { totalCount nodes { id } } }',
        '{ households(where: {address: {startsWith: "other"}}) { totalCount nodes { id } } }',
        '{ households(where: {address: {contains: "$text"}}) { totalCount nodes { id } } }',
        '{ households(where: {address: {eq: "$text"}}) { totalCount nodes { id } } }',
        '{ households(where: {address: {eq: "$other"}}) { totalCount nodes { id } } }',
        '{ households(where: {address: {in: ["$text", "$other"]}}) { totalCount nodes { id } } }',
        '{ household(id: "$home") { id address } }',
    ),
    "4": (
        '{ residents(where: {household: {address: {startsWith: "other"}}}) { totalCount } }',
        '{ supporters(where: {watches: {some: {address: {contains: "qz"}}}}) { totalCount } }',
        '{ households(where: {members: {some: {birthDate: {lt: "1970-01-01"}}}}) { totalCount } }',
        "{ districts(where: {households: {count: {gte: 1}}}) { totalCount nodes { id } } }",
        "{ supporters(where: {watches: {count: {gte: 1}}}) { totalCount nodes { id } } }",
    ),
    "5": (
        '{ households(where: {NOT: {address: {eq: "$text"}}}) { totalCount nodes { id } } }',
        '{ households(where: {NOT: {address: {contains: "other"}}}) { totalCount nodes { id } } }',
        "{ households(where: {address: {isNull: true}}) { totalCount nodes { id } } }",
        "{ households(where: {NOT: {address: {isNull: true}}}) { totalCount nodes { id } } }",
    ),
    "6": (
        "{ residents(first: 100, orderBy: [{name: ASC}]) { nodes { id } } }",
        "{ residents(first: 100, orderBy: [{birthDate: DESC}]) { edges { cursor node { id } } } }",
        "{ households(first: 100, orderBy: [{address: ASC}]) { edges { cursor node { id } } } }",
        "{ households(first: 100, orderBy: [{address: DESC}]) { edges { cursor node { id } } } }",
        "{ districts(first: 100, orderBy: [{householdsCount: DESC}]) { nodes { id } } }",
        "{ residents(first: 100, orderBy: [{household: {address: ASC}}]) { nodes { id } } }",
    ),
    "10": (
        "{ households { totalCount } residents { totalCount } }",
        "{ districts(first: 100) { nodes { id households { totalCount } } } }",
        "{ supporters(first: 100) { nodes { id watches { totalCount } } } }",
    ),
    "11": (
        "{ households(first: 1) { pageInfo { hasNextPage endCursor } nodes { id } } }",
        "{ households(first: 2) { pageInfo { hasNextPage endCursor } nodes { id } } }",
        "{ households(first: 7) { pageInfo { hasNextPage endCursor } nodes { id } } }",
        "{ residents(last: 3) { pageInfo { hasNextPage hasPreviousPage } nodes { id } } }",
        "{ residents(first: 15) { pageInfo { hasNextPage hasPreviousPage } nodes { id } } }",
        "{ residents(first: 100) { nodes { parents(first: 1) { pageInfo { hasNextPage } } } } }",
    ),
    "12": (
        "{ households { groups(by: [{composition: EACH}]) { entries { count key { composition } } } } }",
        "{ households { groups(by: [{district: EACH}]) { entries { count key { district { id } } } } } }",
        "{ residents { groups(by: [{birthDate: YEAR}], first: 100) { entries { count key { birthDate } } } } }",
    ),
    "search": (
        '{ search(text: "$text", first: 100) { totalCount edges { closeness node { __typename } } } }',
        '{ search(text: "$other", first: 100) { totalCount edges { closeness node { __typename } } } }',
        '{ search(text: "$number", first: 100) { totalCount edges { closeness node { __typename } } } }',
        '{ search(text: "$ending", first: 100) { totalCount edges { closeness node { __typename } } } }',
        '{ search(text: "other", first: 100) { totalCount edges { closeness node { __typename } } } }',
        '{ search(text: "qz", first: 100) { totalCount nodes { ... on Node { id } } } }',
    ),
    "24": (
        "{ households(first: 50) { nodes { id members(first: 20) { nodes { id } } } } }",
        '{ node(id: "$home") { id } residents(first: 3) { nodes { id } } }',
    ),
    "32": (
        "{ residents(first: 100) { nodes { id children { totalCount } spouse { id } } } }",
        "{ residents(first: 100) { nodes { household { watchers { nodes { watches { totalCount } } } } } } }",
        "{ supporters(first: 100) { nodes { id watches { nodes { members { totalCount } } } } } }",
    ),
}
"""What everybody who sees households can ask."""

OF_WORKERS: Mapping[str, tuple[str, ...]] = {
    "4": (
        '{ needs(where: {resident: {birthDate: {lt: "1970-01-01"}}}) { totalCount nodes { id } } }',
        "{ agencies(where: {referralsReceived: {count: {gte: 1}}}) { totalCount nodes { id } } }",
    ),
    "6": ("{ agencies(first: 100, orderBy: [{referralsReceivedCount: DESC}]) { nodes { id } } }",),
    "10": (
        "{ needs { totalCount } cases { totalCount } referrals { totalCount } meetings { totalCount } }",
        "{ agencies(first: 100) { nodes { id referralsReceived { totalCount } cases { totalCount } } } }",
    ),
    "11": ("{ needs(first: 3) { pageInfo { hasNextPage endCursor } nodes { id } } }",),
    "12": ("{ needs { groups(by: [{severity: EACH}]) { entries { count key { severity } } } } }",),
    "32": (
        '{ household(id: "$home") { fragility { dropouts { holderId removalCount needs { id } } } } }',
        "{ households(first: 9) { nodes { fragility { dropouts { holderId removalCount } } } } }",
        '{ agency(id: "$agency") { referralsReceived { nodes { need { resident { id } } } } } }',
    ),
}
"""What those can ask besides who see needs."""


def questions(*, worker: bool, **named: str) -> Iterator[tuple[str, str]]:
    """Each threat with a question, the placeholders filled in."""
    for table in (ORACLES, OF_WORKERS) if worker else (ORACLES,):
        for threat, asked in table.items():
            for each in asked:
                yield threat, Template(each).substitute(named)
