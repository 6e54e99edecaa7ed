"""Who may see which rows and which classes of property: a table, data not code.

The table is total: a kind or a privacy class without an entry for a role is a `ModelFault` at
import, so nothing is ever shown for want of a rule. How a rule becomes Cypher is `graph/sight.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.errors import ModelFault
from graph.kinds.all import MODEL
from graph.model import Model, Privacy, Property
from graph.viewer import Role


class Rows(StrEnum):
    """Which rows of a kind a role sees."""

    ALL = "all"
    NONE = "none"


class Shown(StrEnum):
    """Whether a role sees the values of a privacy class."""

    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True)
class Policy:
    """The rules of every role, checked against the model to leave nothing out."""

    model: Model
    rows: Mapping[Role, Mapping[str, Rows]]
    classes: Mapping[Role, Mapping[Privacy, Shown]]

    def __post_init__(self) -> None:
        kinds = {kind.name for kind in self.model.kinds}
        if set(self.rows) != set(self.classes):
            raise ModelFault("Rows and classes are not ruled for the same roles.")
        for role in self.rows:
            unruled = kinds ^ set(self.rows[role])
            if unruled:
                raise ModelFault(
                    f"Give the role {role} one row rule for each of {sorted(unruled)}."
                )
            unclassed = set(Privacy) ^ set(self.classes[role])
            if unclassed:
                raise ModelFault(f"Say whether the role {role} sees {sorted(unclassed)}.")


def always_shown(each: Property) -> bool:
    """Whether the API may promise a value: recorded for every node, and masked for nobody."""
    return each.required and each.privacy is Privacy.OPEN


POLICY = Policy(
    MODEL,
    rows={Role.DEMO: dict.fromkeys((kind.name for kind in MODEL.kinds), Rows.ALL)},
    classes={Role.DEMO: dict.fromkeys(Privacy, Shown.ALWAYS)},
)
