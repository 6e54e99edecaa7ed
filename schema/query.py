"""What may be asked at the root: one line each."""

from collections.abc import Callable
from typing import Annotated, Any

import strawberry

from graph.kinds.all import MODEL
from resolvers.nodes import AskOf, any_by_id, any_by_ids, found_by_text, one_by_id, page_of
from resolvers.shaped import ASKS, Finished
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
from schema.inquiries.viewer import VIEWER_FIELD
from schema.objects import object_of
from schema.vocabulary import KINDS, VOCABULARIES

ID = strawberry.argument(description="An id as the API gave it (識別子).")
IDS = strawberry.argument(description="Ids as the API gave them, 100 at most (識別子).")
TEXT = strawberry.argument(
    description="What to search for, as people type it: names, readings or parts of them, in "
    "either kana, half or full width, with or without spaces; several words must all be found. "
    "A single character alone must begin a name. With a number in it, telephone numbers (the "
    "last 4 or 5 digits, or 6 and more of them), postal codes and addresses are searched too, as far as "
    "you may see them (検索語)."
)


def showing(arguments: Callable[..., Finished], ask_of: AskOf, type_: Any, description: str) -> Any:
    """A root field that shows nodes; `arguments` declares what it takes and is never called."""
    return strawberry.field(
        resolver=arguments, graphql_type=type_, metadata={ASKS: ask_of}, description=description
    )


def _by_id(kind: str) -> Any:
    def arguments(id: Annotated[strawberry.ID, ID]) -> Finished:  # noqa: A002 -- GraphQL's name
        raise NotImplementedError

    doc = f"The {kind} with this id, or null ({MODEL.kind(kind).ja})."
    return showing(arguments, one_by_id, object_of(kind) | None, doc)


def _listed(kind: str) -> Any:
    def arguments(
        *,
        first: Any = 20,
        after: Any = strawberry.UNSET,
        last: Any = strawberry.UNSET,
        before: Any = strawberry.UNSET,
        where: Any = strawberry.UNSET,
        order_by: Any = strawberry.UNSET,
    ) -> Finished:
        raise NotImplementedError

    arguments.__annotations__ = {**list_arguments(kind), "return": Finished}
    order = " and ".join((*MODEL.kind(kind).order, "id"))
    doc = f"All {MODEL.kind(kind).plural}, by {order} unless sorted otherwise "
    doc += f"({MODEL.kind(kind).ja}一覧)."
    return showing(arguments, page_of(kind), connection(kind) | None, doc)


def _node() -> Any:
    def arguments(id: Annotated[strawberry.ID, ID]) -> Finished:  # noqa: A002 -- GraphQL's name
        raise NotImplementedError

    doc = "The node with this id, of whichever type, or null (ノード)."
    return showing(arguments, any_by_id, Node | None, doc)


def _nodes() -> Any:
    def arguments(ids: Annotated[list[strawberry.ID], IDS]) -> Finished:
        raise NotImplementedError

    doc = "The nodes with these ids, in their order, null where there is none (ノード)."
    return showing(arguments, any_by_ids, list[Node | None], doc)


def _search() -> Any:
    def arguments(
        *,
        text: Any,
        kinds: Any = strawberry.UNSET,
        first: Any = 20,
        after: Any = strawberry.UNSET,
        last: Any = strawberry.UNSET,
        before: Any = strawberry.UNSET,
    ) -> Finished:
        raise NotImplementedError

    arguments.__annotations__ = {
        "text": Annotated[str, TEXT],
        "kinds": kinds_argument(SEARCH_RESULT),
        **page_arguments(),
        "return": Finished,
    }
    doc = "What a text finds by name and reading, by number and address: first where one is the text, "
    doc += "then where one begins with it, then where it is a part; each by reading, then by id (検索)."
    return showing(arguments, found_by_text, search_connection() | None, doc)


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
    viewer = VIEWER_FIELD
    statistics = STATISTICS_FIELD
    support_topology = SUPPORT_TOPOLOGY_FIELD
    referral_partners = partners.REFERRAL_PARTNERS_FIELD
    referral_teams = partners.REFERRAL_TEAMS_FIELD
    protections_due = protections.PROTECTIONS_DUE_FIELD
    who_looked_at = trail.WHO_LOOKED_AT_FIELD
    breach_report = trail.BREACH_REPORT_FIELD
    glass_breakings = glass.GLASS_BREAKINGS_FIELD
