"""A statement: a name, a text and its parameters.

The text is made of literals and of names from the model, never of values; the type checker holds
us to it (`LiteralString`). How texts are printed is in `graph/compile.py`, `graph/load.py` and
`graph/constraints.py`; the written ones lie in `.cypher` files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, LiteralString


@dataclass(frozen=True)
class Statement:
    """One thing to be asked of the database.

    `name` is the question it answers; it appears in the log, the metrics and the transaction.
    """

    name: str
    text: LiteralString
    parameters: Mapping[str, Any] = field(default_factory=dict[str, Any])
