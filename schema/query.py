"""What may be asked at the root: one line each."""

from typing import Annotated, Any

import strawberry

from graph.kinds.all import MODEL
from resolvers.context import Context
from resolvers.nodes import answer, any_by_id, any_by_ids, found_by_text, one_by_id, page_of
from resolvers.shaped import Finished
from schema.abstract import SEARCH_RESULT, Node
from schema.exposure import (
    connection,
    kinds_argument,
    list_arguments,
    page_arguments,
    search_connection,
)
from schema.inquiries import coverage, glass, partners, protections, trail
from schema.inquiries.statistics import STATISTICS_FIELD
from schema.inquiries.topology import SUPPORT_TOPOLOGY_FIELD
from schema.objects import object_of
from schema.vocabulary import KINDS, VOCABULARIES

ID = strawberry.argument(description="An id as the API gave it (識別子).")
IDS = strawberry.argument(description="Ids as the API gave them, 100 at most (識別子).")
TEXT = strawberry.argument(
    description="What to search for, as people type it: names, readings or parts of them, in "
    "either kana, half or full width, with or without spaces; several words must all be found. "
    "A single character alone must begin a name (検索語)."
)
Info = strawberry.Info[Context, None]


def _by_id(kind: str) -> Any:
    async def resolve(info: Info, id: Annotated[strawberry.ID, ID]) -> Finished:  # noqa: A002, ARG001 -- read from the selection
        return await answer(info, one_by_id)

    return strawberry.field(
        resolver=resolve,
        graphql_type=object_of(kind) | None,
        description=f"The {kind} with this id, or null ({MODEL.kind(kind).ja}).",
    )


def _listed(kind: str) -> Any:
    async def resolve(
        info: Any,
        *,
        first: Any = 20,  # noqa: ARG001 -- these are read from the selection
        after: Any = strawberry.UNSET,  # noqa: ARG001
        last: Any = strawberry.UNSET,  # noqa: ARG001
        before: Any = strawberry.UNSET,  # noqa: ARG001
        where: Any = strawberry.UNSET,  # noqa: ARG001
        order_by: Any = strawberry.UNSET,  # noqa: ARG001
    ) -> Finished:
        return await answer(info, page_of(kind))

    resolve.__annotations__ = {"info": Info, **list_arguments(kind), "return": Finished}
    order = " and ".join((*MODEL.kind(kind).order, "id"))
    return strawberry.field(
        resolver=resolve,
        graphql_type=connection(kind) | None,
        description=f"All {MODEL.kind(kind).plural}, by {order} unless sorted otherwise "
        f"({MODEL.kind(kind).ja}一覧).",
    )


def _node() -> Any:
    async def resolve(info: Info, id: Annotated[strawberry.ID, ID]) -> Finished:  # noqa: A002, ARG001 -- read from the selection
        return await answer(info, any_by_id)

    return strawberry.field(
        resolver=resolve,
        graphql_type=Node | None,
        description="The node with this id, of whichever type, or null (ノード).",
    )


def _nodes() -> Any:
    async def resolve(info: Info, ids: Annotated[list[strawberry.ID], IDS]) -> Finished:  # noqa: ARG001 -- read from the selection
        return await answer(info, any_by_ids)

    return strawberry.field(
        resolver=resolve,
        graphql_type=list[Node | None],
        description="The nodes with these ids, in their order, null where there is none (ノード).",
    )


def _search() -> Any:
    async def resolve(
        info: Any,
        *,
        text: Any,  # noqa: ARG001 -- these are read from the selection
        kinds: Any = strawberry.UNSET,  # noqa: ARG001
        first: Any = 20,  # noqa: ARG001
        after: Any = strawberry.UNSET,  # noqa: ARG001
        last: Any = strawberry.UNSET,  # noqa: ARG001
        before: Any = strawberry.UNSET,  # noqa: ARG001
    ) -> Finished:
        return await answer(info, found_by_text)

    resolve.__annotations__ = {
        "info": Info,
        "text": Annotated[str, TEXT],
        "kinds": kinds_argument(SEARCH_RESULT),
        **page_arguments(),
        "return": Finished,
    }
    return strawberry.field(
        resolver=resolve,
        graphql_type=search_connection() | None,
        description="What a text finds by name and reading: first where a name is the text, then "
        "where one begins with it, then where it is a part; each by reading, then by id (検索).",
    )


@strawberry.type(description="Everything that may be asked (問い合わせ).")
class Query:
    node = _node()
    nodes = _nodes()
    search = _search()
    vocabularies = VOCABULARIES
    kinds = KINDS

    municipality = _by_id("Municipality")
    municipalities = _listed("Municipality")
    area = _by_id("Area")
    areas = _listed("Area")
    district = _by_id("District")
    districts = _listed("District")
    place = _by_id("Place")
    places = _listed("Place")
    council = _by_id("Council")
    councils = _listed("Council")

    household = _by_id("Household")
    households = _listed("Household")
    resident = _by_id("Resident")
    residents = _listed("Resident")
    supporter = _by_id("Supporter")
    supporters = _listed("Supporter")

    agency = _by_id("Agency")
    agencies = _listed("Agency")
    service = _by_id("Service")
    services = _listed("Service")
    field = _by_id("Field")
    fields = _listed("Field")
    need_category = _by_id("NeedCategory")
    need_categories = _listed("NeedCategory")
    need = _by_id("Need")
    needs = _listed("Need")

    consultation = _by_id("Consultation")
    consultations = _listed("Consultation")
    case = _by_id("Case")
    cases = _listed("Case")
    plan = _by_id("Plan")
    plans = _listed("Plan")
    referral = _by_id("Referral")
    referrals = _listed("Referral")
    referral_event = _by_id("ReferralEvent")
    referral_events = _listed("ReferralEvent")
    proposal = _by_id("Proposal")
    proposals = _listed("Proposal")
    meeting = _by_id("Meeting")
    meetings = _listed("Meeting")
    training = _by_id("Training")
    trainings = _listed("Training")

    support_gap = _by_id("SupportGap")
    support_gaps = _listed("SupportGap")
    gap_rule = _by_id("GapRule")
    gap_rules = _listed("GapRule")

    district_coverage = coverage.DISTRICT_COVERAGE_FIELD
    uncovered_districts = coverage.UNCOVERED_DISTRICTS_FIELD
    placement_plan = coverage.PLACEMENT_PLAN_FIELD
    statistics = STATISTICS_FIELD
    support_topology = SUPPORT_TOPOLOGY_FIELD
    referral_partners = partners.REFERRAL_PARTNERS_FIELD
    referral_teams = partners.REFERRAL_TEAMS_FIELD
    protections_due = protections.PROTECTIONS_DUE_FIELD
    who_looked_at = trail.WHO_LOOKED_AT_FIELD
    breach_report = trail.BREACH_REPORT_FIELD
    glass_breakings = glass.GLASS_BREAKINGS_FIELD
