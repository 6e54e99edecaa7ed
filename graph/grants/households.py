"""Which households a role reaches, printed from what the grants hold.

Where few rows are judged, each is asked whether it is in reach. Where many may be, a row is looked
up among what is in reach, which is read before (`graph/grants/reading.py`).

The names begin with `of_`, which no other part of a statement uses: inside an EXISTS they must not
meet a name that is bound around it.
"""

from typing import LiteralString

from graph.terms import Condition, Conditions, Either, Every, Term, exists, where
from graph.viewer import Role

NARROW = frozenset({Role.VOLUNTEER, Role.COMMISSIONER, Role.AGENCY_STAFF})
"""The roles that reach few households of the city, so that what is in reach can be read whole."""
IN_REACH: LiteralString = "every"
"""What the name of a list of `$grants` begins with that holds every row of a kind in reach of a narrow role."""
LED: LiteralString = "led"
"""The list of the households of the cases that a community social worker leads or is assigned to."""


def holding(tie: LiteralString, on: LiteralString) -> Conditions:
    """The conditions that a tie holds on a day.

    Without an OR, for which the planner would look for an index on either side. A value that is no
    day, which compares to nothing, holds on none.
    """
    return (
        Term(f"coalesce({tie}.since <= {on}, {tie}.since IS NULL)"),
        Term(f"coalesce({tie}.until > {on}, {tie}.until IS NULL)"),
    )


def in_force(tie: LiteralString) -> Condition:
    """The condition that a tie holds today."""
    return Every(holding(tie, "$today"))


def reaches(role: Role, home: LiteralString) -> Condition:
    """The condition that a household is in reach."""
    match role:
        case Role.CSW:
            open_ = Either((Term("of_lies.sealed IS NULL"), Term(f"{home}.id IN $grants.opened")))
            lies = (Term("of_place.id IN $grants.reach"), in_force("of_lies"), open_)
            around: LiteralString = f"({home})-[of_lies:IN_DISTRICT]->(of_place)"
            return Either((Term(f"{home}.id IN $grants.{LED}"), exists(around, lies)))
        case Role.AGENCY_STAFF:
            own = Term("of_agency.id IN $grants.viewer")
            work: LiteralString = (
                f"({home})<-[:CONCERNS]-(of_case:Case)<-[of_work:JOINED|LEADS]-(of_agency)"
            )
            lived: LiteralString = (
                f"({home})<-[of_lived:MEMBER_OF{where((in_force('of_lived'),))}]-{{0,1}}()"
                "<-[:CONCERNS]-(:Need)<-[:REFERRED_FOR]-(of_referral:Referral)-[:REFERRED_TO]->(of_agency)"
            )
            return Either(
                (
                    exists(work, (own, in_force("of_work"), _is_open("of_case"))),
                    exists(lived, (own, _is_open("of_referral"))),
                )
            )
        case _:
            return Term(f"{home}.id IN $grants.reach")


def _is_open(record: LiteralString) -> Condition:
    return Either((Term(f"{record}.closedOn IS NULL"), Term(f"{record}.closedOn > $today")))
