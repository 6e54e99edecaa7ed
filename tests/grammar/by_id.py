"""The productions of asking by id: one, several, of one kind or of any."""

from collections.abc import Callable, Sequence

from tests.grammar.writing import Run, Written

Production = Callable[[str, str, Sequence[str]], Written]
"""Writes it of a kind, the root field of one such, and the ids of two nodes of it."""
INNER = "__typename ... on Node { id }"

PRODUCTIONS: dict[str, Production] = {
    "one: id": lambda _, one, ids: Written(f'{{ {one}(id: "{ids[0]}") {{ id }} }}', (Run(),)),
    "one: $i": lambda _, one, ids: Written(
        f"query ($i: ID!) {{ {one}(id: $i) {{ id }} }}", (Run({"i": ids[0]}), Run({"i": "x"}))
    ),
    "one: $i with a default": lambda _, one, ids: Written(
        f'query ($i: ID = "{ids[0]}") {{ {one}(id: $i) {{ id }} }}',
        (Run(), Run({"i": ids[1]}), Run({"i": None}, refused=True)),
    ),
    "node: id": lambda kind, _, ids: Written(
        f'{{ node(id: "{ids[0]}") {{ {INNER} ... on {kind} {{ x: id }} }} }}', (Run(),)
    ),
    "node: $i": lambda kind, _, ids: Written(
        f"query ($i: ID!) {{ node(id: $i) {{ {INNER} ... on {kind} {{ x: id }} }} }}",
        (Run({"i": ids[0]}), Run({"i": "x"})),
    ),
    "nodes: ids": lambda kind, _, ids: Written(
        f'{{ nodes(ids: ["{ids[0]}", "x", "{ids[1]}"]) {{ {INNER} ... on {kind} {{ x: id }} }} }}',
        (Run(),),
    ),
    "nodes: one for a list": lambda _, __, ids: Written(
        f'{{ nodes(ids: "{ids[0]}") {{ {INNER} }} }}', (Run(),)
    ),
    "nodes: []": lambda _, __, ___: Written(f"{{ nodes(ids: []) {{ {INNER} }} }}", (Run(),)),
    "nodes: $ids": lambda _, __, ids: Written(
        f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ {INNER} }} }}",
        (Run({"ids": [*ids, "x"]}), Run({"ids": []}), Run({"ids": ids[0]})),
    ),
    "nodes: [$i, id]": lambda _, __, ids: Written(
        f'query ($i: ID = "{ids[0]}") {{ nodes(ids: [$i, "{ids[1]}"]) {{ {INNER} }} }}',
        (Run(), Run({"i": "x"}), Run({"i": None}, refused=True)),
    ),
}
"""The productions by id, by what is written."""
