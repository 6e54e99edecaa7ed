"""Community first: what the neighbourhood can meet before any agency is asked.

A need that is light or noticeable and that somebody or something in the district addresses can be
carried by the neighbourhood alone; a graver one is accompanied. The line is our own default.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.kinds.people import SUPPORTER_ROLE
from graph.kinds.places import PLACE_TYPE
from graph.model import Choice, Value
from graph.partners.situation import Situation, Sought
from graph.questions.referral_community import REFERRAL_COMMUNITY, ReferralResource
from graph.records import Id, Node, record, shows, told

RESOURCE = Choice(
    "CommunityResourceKind",
    "What of the neighbourhood can meet a need.",
    "地域資源の区分",
    (
        Value("PLACE", "場", "A café, a salon or another place."),
        Value("COUNCIL", "校区社協", "The district's welfare council."),
        Value("SUPPORTER", "人", "A volunteer, commissioner or other supporter."),
    ),
)
CARRIED_ALONE = 2
"""Up to this severity the neighbourhood can carry a need alone."""
MOST_RESOURCES = 50
ROLES = {each.name: each.ja for each in (*PLACE_TYPE.values, *SUPPORTER_ROLE.values)}
NAME = REFERRAL_COMMUNITY.name


@record("Something or somebody of the neighbourhood that can meet needs.", "地域の支え手")
class CommunityPartner:
    kind: str = told("What it is.", "区分", choice=RESOURCE)
    id: Id = told("Its id.", "識別子")
    place: Node = shows("Place", f"{NAME}.place", "The place, where it is one.", "地域資源")
    council: Node = shows("Council", f"{NAME}.council", "The council, where it is one.", "校区社協")
    supporter: Node = shows(
        "Supporter", f"{NAME}.supporter", "The supporter, where it is one.", "支援者"
    )
    need_ids: list[Id] = told(
        "Needs it can meet at least in part; ids of categories for a profile.", "課題", at_most=100
    )
    carried_alone: list[Id] = told(
        "Those of them the neighbourhood can carry without an agency.",
        "地域で担える課題",
        at_most=100,
    )
    reason: str = told("Why, in a Japanese sentence.", "理由")


@dataclass(frozen=True)
class Neighbourhood:
    """The resources by what they can meet, the most of it first; the needs it can carry alone."""

    partners: list[CommunityPartner]
    alone: frozenset[str]


def neighbourhood(situation: Situation, rows: Sequence[ReferralResource]) -> Neighbourhood:
    """What of the district meets the needs."""
    met = {
        row.id: [need for need in situation.needs if need.row.category_id in row.meets]
        for row in rows
    }
    alone = {need.key for needs in met.values() for need in needs if need.severity <= CARRIED_ALONE}
    ranked = sorted(rows, key=lambda row: (-_weight(met[row.id]), row.kind, row.id))
    partners = [_partner(row, met[row.id], alone) for row in ranked[:MOST_RESOURCES]]
    return Neighbourhood(partners, frozenset(alone))


def _weight(needs: Sequence[Sought]) -> int:
    return sum(each.severity for each in needs)


def _partner(row: ReferralResource, needs: Sequence[Sought], alone: set[str]) -> CommunityPartner:
    names = "、".join(dict.fromkeys(each.row.name for each in needs))
    what = ROLES.get(row.what or "", "校区社協")
    called = f"{what}「{row.name}」" if row.name else what
    hours = f"({row.hours})" if row.hours else ""
    return CommunityPartner(
        kind=row.kind,
        id=Id(row.id),
        place=row.place,
        council=row.council,
        supporter=row.supporter,
        need_ids=[Id(each.key) for each in needs],
        carried_alone=[Id(each.key) for each in needs if each.key in alone],
        reason=f"校区の{called}{hours}は{names}に応えられます。",
    )
