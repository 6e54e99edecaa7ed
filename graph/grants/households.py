"""Which households a role reaches, printed from what the grants hold.

The names begin with `of_`, which no other part of a statement uses: inside an EXISTS they must not
meet a name that is bound around it.
"""

from typing import LiteralString

from graph.lines import Lines
from graph.viewer import Role

NARROW = frozenset({Role.VOLUNTEER, Role.COMMISSIONER, Role.AGENCY_STAFF})
"""The roles that reach few households of the city, so that a list starts from these."""


def in_force(tie: LiteralString) -> LiteralString:
    """The condition that a tie holds today."""
    return f"({tie}.since IS NULL OR {tie}.since <= $today) AND ({tie}.until IS NULL OR {tie}.until > $today)"


def reaches(role: Role, home: LiteralString) -> LiteralString:
    """The condition that a household is in reach."""
    match role:
        case Role.CSW:
            return (
                f"({home} IN of_reach OR EXISTS {{ MATCH ({home})-[of_lies:IN_DISTRICT]->(of_place) "
                f"WHERE of_place IN of_reach AND {in_force('of_lies')} "
                f"AND (of_lies.sealed IS NULL OR {home} IN of_opened) }})"
            )
        case Role.AGENCY_STAFF:
            return (
                f"(EXISTS {{ MATCH ({home})<-[:CONCERNS]-(of_case:Case)<-[of_work:JOINED|LEADS]-(of_agency) "
                f"WHERE of_agency IN of_viewer AND {_at_work()} }} "
                f"OR EXISTS {{ MATCH ({home})<-[:CONCERNS]-{_REFERRED} WHERE {_ASKED} }} "
                f"OR EXISTS {{ MATCH ({home})<-[of_lives:MEMBER_OF]-(:Resident)<-[:CONCERNS]-{_REFERRED} "
                f"WHERE {_ASKED} AND {in_force('of_lives')} }})"
            )
        case _:
            return f"{home} IN of_reach"


def reached(role: Role) -> Lines:
    """Lines that bring every household in reach of a narrow role as `of_home`, each once."""
    if role is not Role.AGENCY_STAFF:
        return ["UNWIND of_reach AS of_home"]
    lines: Lines = [
        "CALL (of_viewer) {",
        "  UNWIND of_viewer AS of_agency",
        "  MATCH (of_agency)-[of_work:JOINED|LEADS]->(of_case:Case)-[:CONCERNS]->(of_home:Household)",
        f"  WHERE {_at_work()}",
        "  RETURN of_home",
        "  UNION",
        "  UNWIND of_viewer AS of_agency",
        "  MATCH (of_agency)<-[:REFERRED_TO]-(of_referral:Referral)-[:REFERRED_FOR]->(of_need:Need)",
        "  WHERE of_referral.closedOn IS NULL OR of_referral.closedOn > $today",
        "  MATCH (of_need)-[:CONCERNS]->(of_home:Household)",
        "  RETURN of_home",
        "  UNION",
        "  UNWIND of_viewer AS of_agency",
        "  MATCH (of_agency)<-[:REFERRED_TO]-(of_referral:Referral)-[:REFERRED_FOR]->(of_need:Need)",
        "  WHERE of_referral.closedOn IS NULL OR of_referral.closedOn > $today",
        "  MATCH (of_need)-[:CONCERNS]->(:Resident)-[of_lives:MEMBER_OF]->(of_home:Household)",
        f"  WHERE {in_force('of_lives')}",
        "  RETURN of_home",
        "}",
    ]
    return lines


def _at_work() -> LiteralString:
    return f"{in_force('of_work')} AND (of_case.closedOn IS NULL OR of_case.closedOn > $today)"


_REFERRED: LiteralString = (
    "(:Need)<-[:REFERRED_FOR]-(of_referral:Referral)-[:REFERRED_TO]->(of_agency)"
)
_ASKED: LiteralString = (
    "of_agency IN of_viewer AND (of_referral.closedOn IS NULL OR of_referral.closedOn > $today)"
)
