"""What may be asked about who can help: partners one by one, and whole teams."""

from datetime import date
from typing import Annotated, Any

import strawberry

from graph.errors import BadInput
from graph.kinds.people import HANDBOOK
from graph.kinds.support import SECTOR
from graph.partners.partners import REFERRAL_PARTNERS, PartnersAsked, ReferralPartners
from graph.partners.situation import Profile
from graph.partners.teams import REFERRAL_TEAMS, ReferralTeams, TeamsAsked
from graph.partners.weights import DEFAULT_WEIGHTS, ReferralWeights
from graph.plan import day_asked
from graph.statistics.cut import Cut
from graph.viewer import Role
from resolvers.context import Context
from resolvers.inquiries import inquire_by
from resolvers.shaped import Finished
from schema.answers import inquiry_field
from schema.words import described, enum_of

Info = strawberry.Info[Context, None]
ON = strawberry.argument(description="The day; today when left out (基準日).")
WHOM = strawberry.argument(description="For whom help is sought (対象).")
ASKER = strawberry.argument(
    description="Id of the supporter who asks, for whom they know; you when left out, and nobody "
    "else. In the demo whoever is named, nobody when left out (依頼元・担当者)."
)
SECTORS = strawberry.argument(
    description="Only agencies of these sectors; all when left out (分野の指定)."
)
WEIGHTS = strawberry.argument(
    description="How much each factor counts; what is left out keeps its default (重み)."
)
FIRST = strawberry.argument(description="How many partners, 30 at most (件数).")
LEADERS = strawberry.argument(description="How many leaders to compare, 30 at most (件数).")
COMMUNITY = strawberry.argument(
    description="Leave to the neighbourhood what it can carry alone (地域優先)."
)


@strawberry.input(
    description="A need of somebody who is not recorded, or not to be named (想定する課題)."
)
class ProfileNeed:
    category: strawberry.ID = strawberry.field(
        description="Id or code of the need category, such as DEBT (課題の種類)."
    )
    severity: int = strawberry.field(
        default=2, description="1 light, 2 noticeable, 3 serious, 4 acute (深刻度)."
    )


@strawberry.input(
    description="Somebody who is not recorded, or not to be named (想定プロフィール)."
)
class ReferralProfile:
    district: strawberry.ID = strawberry.field(description="Id or code of the district (校区).")
    needs: list[ProfileNeed] = strawberry.field(description="The needs, one or more (課題).")
    ages: list[int] = strawberry.field(
        default_factory=list, description="Ages of the people concerned; empty if unknown (年齢)."
    )
    handbooks: Any = strawberry.field(
        default=None,
        graphql_type=list[enum_of(HANDBOOK)] | None,
        description="Disability handbooks held; empty for none, null if unknown (障害者手帳).",
    )
    consent: bool | None = strawberry.field(
        default=None, description="Whether the person agrees; null if unknown (本人同意)."
    )


@strawberry.input(one_of=True, description="For whom help is sought: exactly one of these (対象).")
class ReferralFor:
    household_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="A household and all its open needs (世帯)."
    )
    resident_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="A resident and their own open needs (住民)."
    )
    case_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="A case and the open needs it covers (ケース)."
    )
    profile: ReferralProfile | None = strawberry.field(
        default=strawberry.UNSET, description="Somebody not recorded (想定プロフィール)."
    )


def _weight(name: str, of: str) -> Any:
    doc = described(f"For {of}; {getattr(DEFAULT_WEIGHTS, name):g} when left out", "重み")
    return strawberry.field(default=None, description=doc)


@strawberry.input(description="How much each factor counts, 0 or more (重み).")
class ReferralWeightsInput:
    need_coverage: float | None = _weight("need_coverage", "the share of needs it handles")
    capacity: float | None = _weight("capacity", "room")
    acceptance: float | None = _weight("acceptance", "taking what it is asked to")
    timeliness: float | None = _weight("timeliness", "answering soon")
    outcome: float | None = _weight("outcome", "help that was received")
    rapport: float | None = _weight("rapport", "having worked with those active here")
    acquaintance: float | None = _weight("acquaintance", "being known to the asker")
    reach: float | None = _weight("reach", "being near")
    load: float | None = _weight("load", "few open cases")


async def _referral_partners(  # noqa: PLR0917 -- one for each argument of the field
    info: Info,
    for_: Annotated[ReferralFor, strawberry.argument(name="for", description=WHOM.description)],
    weights: Annotated[ReferralWeightsInput | None, WEIGHTS] = None,
    sectors: Any = None,
    first: Annotated[int, FIRST] = 10,
    asker: Annotated[strawberry.ID | None, ASKER] = None,
    as_of: Annotated[date | None, ON] = None,
) -> Finished:
    def make() -> PartnersAsked:
        return PartnersAsked(
            **_whom(for_),
            **_days(info, as_of),
            asker=_asker(info, asker),
            sectors=_names(sectors),
            weights=_weights(weights),
            first=first,
        )

    return await inquire_by(info, REFERRAL_PARTNERS, make)


async def _referral_teams(  # noqa: PLR0917 -- one for each argument of the field
    info: Info,
    for_: Annotated[ReferralFor, strawberry.argument(name="for", description=WHOM.description)],
    weights: Annotated[ReferralWeightsInput | None, WEIGHTS] = None,
    sectors: Any = None,
    first: Annotated[int, LEADERS] = 3,
    asker: Annotated[strawberry.ID | None, ASKER] = None,
    as_of: Annotated[date | None, ON] = None,
    community_first: Annotated[bool, COMMUNITY] = True,  # noqa: FBT002 -- an argument of the field
) -> Finished:
    def make() -> TeamsAsked:
        return TeamsAsked(
            **_whom(for_),
            **_days(info, as_of),
            asker=_asker(info, asker),
            sectors=_names(sectors),
            weights=_weights(weights),
            first=first,
            community_first=community_first,
        )

    return await inquire_by(info, REFERRAL_TEAMS, make)


# The enum is made of the choice, which no annotation can name.
for each_ in (_referral_partners, _referral_teams):
    each_.__annotations__["sectors"] = Annotated[list[enum_of(SECTOR)] | None, SECTORS]


def _asker(info: Info, given: str | None) -> str | None:
    """Who asks: whoever is signed in. The demo, who is nobody, asks as anybody."""
    viewer = info.context.viewer
    if viewer.role is Role.DEMO:
        return given
    if given not in (None, viewer.person):
        raise BadInput("`asker` is somebody else.", hint="Leave it out: you ask as yourself.")
    return viewer.person


def _days(info: Info, as_of: date | None) -> dict[str, Any]:
    """The day, and the end of the month that agencies' own figures are published for."""
    today = info.context.today
    day = day_asked(as_of, today)
    return {"as_of": day, "published": Cut.published(day, today).day}


def _names(values: list[Any] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.value for each in values)) if values else ()


def _weights(given: ReferralWeightsInput | None) -> ReferralWeights:
    if given is None:
        return DEFAULT_WEIGHTS
    named = {
        name: getattr(DEFAULT_WEIGHTS, name) if value is None else value
        for name, value in vars(given).items()
    }
    return ReferralWeights(**named)


def _whom(given: ReferralFor) -> dict[str, Any]:
    profile = given.profile or None
    return {
        "household": given.household_id or None,
        "resident": given.resident_id or None,
        "case": given.case_id or None,
        "district": profile and profile.district,
        "categories": [each.category for each in profile.needs] if profile else [],
        "profile": profile and _profile(profile),
    }


def _profile(given: ReferralProfile) -> Profile:
    severities: dict[str, int] = {}
    for each in given.needs:
        severities[each.category] = max(each.severity, severities.get(each.category, 0))
    handbook = None if given.handbooks is None else bool(given.handbooks)
    return Profile(severities, tuple(given.ages), handbook, given.consent)


REFERRAL_PARTNERS_FIELD = inquiry_field(
    ReferralPartners,
    _referral_partners,
    "Who can help: agencies that can take the needs, ranked, each with its reasons.",
    "つなぎ先の候補",
)

REFERRAL_TEAMS_FIELD = inquiry_field(
    ReferralTeams,
    _referral_teams,
    "Teams that take all needs at once: with a leader, and as small as can be.",
    "チーム編成",
)
