"""Who may see which rows and which classes of property: a table, data not code.

The table is total: a kind, a privacy class or a tie without an entry for a role is a `ModelFault`
at import, so nothing is ever shown for want of a rule. How a rule becomes Cypher is
`graph/sight.py`; how households come into somebody's reach is `graph/grants`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import LiteralString

from graph.errors import ModelFault
from graph.kinds.all import MODEL
from graph.model import Model, Privacy, Property
from graph.viewer import Role


class Rows(StrEnum):
    """Which rows of a kind a role sees."""

    ALL = "all"
    IDENTIFIED = "all; who is protected, where it is known who asks"
    REACHED = "those of households in reach"
    RECORDED = "those of households in reach that the viewer recorded"
    ATTENDED = "those that the viewer or their agency attended"
    NONE = "none"


class Shown(StrEnum):
    """Whether a role sees the values of a privacy class; `OWN`, of what the viewer recorded."""

    ALWAYS = "always"
    OWN = "own"
    NEVER = "never"


@dataclass(frozen=True)
class Hop:
    """One tie on the way from a row to the household it belongs to, and the kind it leads to.

    A `current` tie counts while it is in force.
    """

    tie: LiteralString
    forward: bool
    kind: LiteralString
    current: bool = False


HOUSEHOLD: LiteralString = "Household"
RESIDENT: LiteralString = "Resident"
_HOME = Hop("MEMBER_OF", forward=True, kind=HOUSEHOLD, current=True)
_OF_HOUSEHOLD = (Hop("CONCERNS", forward=True, kind=HOUSEHOLD),)
_OF_RESIDENT = (Hop("CONCERNS", forward=True, kind=RESIDENT), _HOME)
_FOR_NEED = Hop("REFERRED_FOR", forward=True, kind="Need")
_PASSED = Hop("PASSED", forward=False, kind="Referral")

BELONGING: Mapping[str, tuple[tuple[Hop, ...], ...]] = MappingProxyType(
    {
        HOUSEHOLD: ((),),
        RESIDENT: ((_HOME,),),
        "Need": (_OF_HOUSEHOLD, _OF_RESIDENT),
        "Consultation": (_OF_HOUSEHOLD, _OF_RESIDENT),
        "SupportGap": (_OF_HOUSEHOLD, _OF_RESIDENT),
        "Proposal": (_OF_RESIDENT,),
        "Case": (_OF_HOUSEHOLD,),
        "Plan": ((Hop("CONCERNS", forward=True, kind="Case"), *_OF_HOUSEHOLD),),
        "Referral": ((_FOR_NEED, *_OF_HOUSEHOLD), (_FOR_NEED, *_OF_RESIDENT)),
        "ReferralEvent": (
            (_PASSED, _FOR_NEED, *_OF_HOUSEHOLD),
            (_PASSED, _FOR_NEED, *_OF_RESIDENT),
        ),
    }
)
"""What belongs to a household, and the ways from it to there."""

MEETING: LiteralString = "Meeting"
RECORDS = frozenset({*BELONGING, MEETING})
"""What is filed about people: whose data are shown with it is noted."""

OF_ONE = frozenset({"Need", "Referral", "ReferralEvent", "SupportGap"})
"""Records that are about one household: below another record they tell of nobody else."""

SEALABLE = frozenset({Privacy.LOCATION, Privacy.CONTACT, Privacy.FREE_TEXT})
"""The classes that may give away where somebody lives: an address, an area code, a visit's note."""


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
            for kind, rows in self.rows[role].items():
                if kind not in _BY_HOUSEHOLD.get(rows, kinds):
                    raise ModelFault(f"Say how a {kind} belongs to a household.")

    @cached_property
    def placing(self) -> frozenset[str]:
        """The ties that may give away where somebody lives."""
        return frozenset(tie.type for tie in self.model.ties if tie.places)

    @cached_property
    def version(self) -> str:
        """A digest of every rule and of every property's class: other rules have another."""
        classed = [
            (each.name, p.name, p.privacy) for each in self.model.kinds for p in each.properties
        ]
        tied = [(each.type, p.name, p.privacy) for each in self.model.ties for p in each.properties]
        ruled = [
            sorted((role, sorted(of_role.items())) for role, of_role in table.items())
            for table in (self.rows, self.classes)
        ]
        closing = [sorted(SEALABLE), sorted(self.placing), sorted(BELONGING.items())]
        text = repr([sorted(classed), sorted(tied), ruled, closing])
        return sha256(text.encode()).hexdigest()

    def shown(self, role: Role, kind: str | None, each: Property) -> bool:
        """Whether a role sees a property of a kind, or of a tie, of those rows it sees."""
        match self.classes[role][each.privacy]:
            case Shown.ALWAYS:
                return True
            case Shown.OWN:
                return kind is not None and self.rows[role][kind] is Rows.RECORDED
            case Shown.NEVER:
                return False


_BY_HOUSEHOLD: Mapping[Rows, frozenset[str]] = MappingProxyType(
    {
        Rows.REACHED: frozenset(BELONGING),
        Rows.RECORDED: frozenset(BELONGING),
        Rows.IDENTIFIED: RECORDS,
    }
)
"""Of which kinds a rule may be that asks for the household."""


def always_shown(each: Property) -> bool:
    """Whether the API may promise a value: recorded for every node, and masked for nobody."""
    return each.required and each.privacy is Privacy.OPEN


_PEOPLE = frozenset({"Supporter", "Meeting", *BELONGING})
_DIRECTORY = {kind.name: Rows.ALL for kind in MODEL.kinds if kind.name not in _PEOPLE}
_NOBODY = {**_DIRECTORY, **dict.fromkeys(_PEOPLE, Rows.NONE)}
_WATCHED = {
    **_NOBODY,
    "Supporter": Rows.ALL,
    "Household": Rows.REACHED,
    "Resident": Rows.REACHED,
    "Consultation": Rows.RECORDED,
}
_WORKED_WITH = {
    **_DIRECTORY,
    "Supporter": Rows.ALL,
    "Meeting": Rows.ATTENDED,
    **dict.fromkeys(BELONGING, Rows.REACHED),
}
_ALL = dict.fromkeys((kind.name for kind in MODEL.kinds), Rows.ALL)

_OPEN_ALONE = {**dict.fromkeys(Privacy, Shown.NEVER), Privacy.OPEN: Shown.ALWAYS}
_NEIGHBOURLY = {
    **_OPEN_ALONE,
    Privacy.BASIC: Shown.ALWAYS,
    Privacy.LOCATION: Shown.ALWAYS,
    Privacy.NEED: Shown.OWN,
    Privacy.FREE_TEXT: Shown.OWN,
}
_PROFESSIONAL = {**dict.fromkeys(Privacy, Shown.ALWAYS), Privacy.INTERNAL: Shown.NEVER}

POLICY = Policy(
    MODEL,
    rows={
        Role.ANONYMOUS: _NOBODY,
        Role.VOLUNTEER: _WATCHED,
        Role.COMMISSIONER: _WATCHED,
        Role.AGENCY_STAFF: _WORKED_WITH,
        Role.CSW: _WORKED_WITH,
        Role.COORDINATOR: _ALL,
        Role.ANALYST: _NOBODY,
        Role.ADMINISTRATOR: {**_NOBODY, "Supporter": Rows.ALL},
        Role.BREAK_GLASS: {**_ALL, **dict.fromkeys(RECORDS, Rows.IDENTIFIED)},
        Role.DEMO: _ALL,
    },
    classes={
        Role.ANONYMOUS: _OPEN_ALONE,
        Role.VOLUNTEER: _NEIGHBOURLY,
        Role.COMMISSIONER: _NEIGHBOURLY,
        Role.AGENCY_STAFF: _PROFESSIONAL,
        Role.CSW: _PROFESSIONAL,
        Role.COORDINATOR: _PROFESSIONAL,
        Role.ANALYST: _OPEN_ALONE,
        Role.ADMINISTRATOR: {
            **_OPEN_ALONE,
            Privacy.BASIC: Shown.ALWAYS,
            Privacy.CONTACT: Shown.ALWAYS,
        },
        Role.BREAK_GLASS: _PROFESSIONAL,
        Role.DEMO: dict.fromkeys(Privacy, Shown.ALWAYS),
    },
)
