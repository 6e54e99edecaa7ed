"""Which households a role reaches, printed from what the grants hold.

Where few rows are judged, each is asked whether it is in reach. Where many may be, a row is looked
up among what is in reach, which is read before (`graph/grants/reading.py`).

The names begin with `of_`, which no other part of a statement uses: inside an EXISTS they must not
meet a name that is bound around it.
"""

from typing import LiteralString

from graph.viewer import Role

NARROW = frozenset({Role.VOLUNTEER, Role.COMMISSIONER, Role.AGENCY_STAFF})
"""The roles that reach few households of the city, so that what is in reach can be read whole."""
IN_REACH: LiteralString = "every"
"""What the name of a list of `$grants` begins with that holds every row of a kind in reach of a narrow role."""
LED: LiteralString = "led"
"""The list of the households of the cases that a community social worker leads or is assigned to."""


def holding(tie: LiteralString, on: LiteralString) -> tuple[LiteralString, LiteralString]:
    """The conditions that a tie holds on a day.

    Without an OR, for which the planner would look for an index on either side. A value that is no
    day, which compares to nothing, holds on none.
    """
    return (
        f"coalesce({tie}.since <= {on}, {tie}.since IS NULL)",
        f"coalesce({tie}.until > {on}, {tie}.until IS NULL)",
    )


def in_force(tie: LiteralString) -> LiteralString:
    """The condition that a tie holds today."""
    return " AND ".join(holding(tie, "$today"))


def reaches(role: Role, home: LiteralString) -> LiteralString:
    """The condition that a household is in reach."""
    match role:
        case Role.CSW:
            around: LiteralString = (
                f"EXISTS {{ MATCH ({home})-[of_lies:IN_DISTRICT]->(of_place) "
                f"WHERE of_place.id IN $grants.reach AND {in_force('of_lies')} "
                f"AND (of_lies.sealed IS NULL OR {home}.id IN $grants.opened) }}"
            )
            return f"({home}.id IN $grants.{LED} OR {around})"
        case Role.AGENCY_STAFF:
            return (
                f"(EXISTS {{ MATCH ({home})<-[:CONCERNS]-(of_case:Case)<-[of_work:JOINED|LEADS]-(of_agency) "
                f"WHERE of_agency.id IN $grants.viewer AND {_at_work()} }} "
                f"OR EXISTS {{ MATCH ({home})<-[of_lived:MEMBER_OF WHERE {in_force('of_lived')}]-{{0,1}}()"
                "<-[:CONCERNS]-(:Need)<-[:REFERRED_FOR]-(of_referral:Referral)-[:REFERRED_TO]->(of_agency) "
                f"WHERE of_agency.id IN $grants.viewer AND {_asked()} }})"
            )
        case _:
            return f"{home}.id IN $grants.reach"


def _at_work() -> LiteralString:
    return f"{in_force('of_work')} AND {_is_open()}"


def _is_open() -> LiteralString:
    return "(of_case.closedOn IS NULL OR of_case.closedOn > $today)"


def _asked() -> LiteralString:
    return "(of_referral.closedOn IS NULL OR of_referral.closedOn > $today)"
