"""Which households a role reaches, printed from what the grants hold.

Where few rows are judged, each is asked whether it is in reach. Where many may be, what is in reach
is read once at the head of the statement (`read_once`), and a row is looked up among it.

The names begin with `of_`, which no other part of a statement uses: inside an EXISTS they must not
meet a name that is bound around it.
"""

from typing import LiteralString

from graph.lines import Lines, called
from graph.viewer import Role

NARROW = frozenset({Role.VOLUNTEER, Role.COMMISSIONER, Role.AGENCY_STAFF})
"""The roles that reach few households of the city, so that what is in reach can be read whole."""
IN_REACH: LiteralString = "of_every_"
"""What the name of a list begins with that holds every row of a kind in reach of a narrow role."""
LED: LiteralString = "of_led"
"""The households of the cases that a community social worker leads or is assigned to."""


def in_force(tie: LiteralString) -> LiteralString:
    """The condition that a tie holds today."""
    return f"({tie}.since IS NULL OR {tie}.since <= $today) AND ({tie}.until IS NULL OR {tie}.until > $today)"


def reaches(role: Role, home: LiteralString, *, often: bool) -> LiteralString:
    """The condition that a household is in reach.

    `often` where many may be judged by it: a CSW's cases are then looked up among what is read once.
    """
    match role:
        case Role.CSW:
            around: LiteralString = (
                f"EXISTS {{ MATCH ({home})-[of_lies:IN_DISTRICT]->(of_place) "
                f"WHERE of_place IN of_reach AND {in_force('of_lies')} "
                f"AND (of_lies.sealed IS NULL OR {home} IN of_opened) }}"
            )
            if often:
                return f"({home} IN {LED} OR {around})"
            led: LiteralString = (
                f"EXISTS {{ MATCH ({home})<-[:CONCERNS]-(of_case:Case)<-[of_work:LEADS|ASSIGNED_TO]-(of_person) "
                f"WHERE of_person = of_viewer[0] AND {_at_work()} }}"
            )
            return f"({around} OR {led})"
        case Role.AGENCY_STAFF:
            return (
                f"(EXISTS {{ MATCH ({home})<-[:CONCERNS]-(of_case:Case)<-[of_work:JOINED|LEADS]-(of_agency) "
                f"WHERE of_agency IN of_viewer AND {_at_work()} }} "
                f"OR EXISTS {{ MATCH ({home})<-[of_lived:MEMBER_OF WHERE {in_force('of_lived')}]-{{0,1}}()"
                "<-[:CONCERNS]-(:Need)<-[:REFERRED_FOR]-(of_referral:Referral)-[:REFERRED_TO]->(of_agency) "
                f"WHERE of_agency IN of_viewer AND {_asked()} }})"
            )
        case _:
            return f"{home} IN of_reach"


def read_once(role: Role) -> Lines:
    """Lines that bring every household in reach of a narrow role as one list, each once.

    For community social workers, `LED`: their districts hold too many.
    """
    match role:
        case Role.AGENCY_STAFF:
            found: Lines = [
                "UNWIND of_viewer AS of_agency",
                "MATCH (of_agency)-[of_work:JOINED|LEADS]->(of_case)",
                f"WHERE {in_force('of_work')}",
                "WITH DISTINCT of_case",
                f"WHERE of_case:Case AND {_is_open()}",
                "MATCH (of_case)-[:CONCERNS]->(of_home:Household)",
                "RETURN of_home",
                "UNION ALL",
                "UNWIND of_viewer AS of_agency",
                "MATCH (of_agency)<-[:REFERRED_TO]-(of_referral:Referral)",
                f"WHERE {_asked()}",
                "MATCH (of_referral)-[:REFERRED_FOR]->(:Need)-[:CONCERNS]->(of_whom)",
                f"MATCH (of_whom)-[of_lives:MEMBER_OF WHERE {in_force('of_lives')}]->{{0,1}}(of_home:Household)",
                "RETURN of_home",
            ]
            block = called("of_viewer", found)
            block.append(f"RETURN collect(DISTINCT of_home) AS {IN_REACH}Household")
            return called("of_viewer", block)
        case Role.CSW:
            return called(
                "of_viewer",
                [
                    "WITH of_viewer[0] AS of_person",
                    "MATCH (of_person)-[of_work:LEADS|ASSIGNED_TO]->(of_case)",
                    f"WHERE {in_force('of_work')}",
                    "WITH DISTINCT of_case",
                    f"WHERE of_case:Case AND {_is_open()}",
                    "MATCH (of_case)-[:CONCERNS]->(of_home:Household)",
                    f"RETURN collect(DISTINCT of_home) AS {LED}",
                ],
            )
        case _:
            return [f"WITH *, of_reach AS {IN_REACH}Household"]


def _at_work() -> LiteralString:
    return f"{in_force('of_work')} AND {_is_open()}"


def _is_open() -> LiteralString:
    return "(of_case.closedOn IS NULL OR of_case.closedOn > $today)"


def _asked() -> LiteralString:
    return "(of_referral.closedOn IS NULL OR of_referral.closedOn > $today)"
