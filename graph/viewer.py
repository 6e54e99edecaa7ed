"""Who asks, as the graph sees it."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """In which capacity somebody asks. `DEMO` sees all of the synthetic city, and nothing else."""

    DEMO = "demo"


@dataclass(frozen=True)
class Viewer:
    """The one who asks."""

    role: Role


DEMO_VIEWER = Viewer(Role.DEMO)
