"""Partners and teams of the small city, against a naive computation over the same rows."""

from datetime import date
from itertools import combinations
from typing import Any

import pytest

from graph.partners.partners import REFERRAL_PARTNERS
from graph.partners.teams import REFERRAL_TEAMS
from tests.answering.asking import CITY_DAY, Asking, by_its_facts
from tests.answering.oracle import Oracle, World
from tests.answering.referrals import ASK, NaiveReferrals, comparable, expected, with_needs

pytestmark = pytest.mark.anyio

DAYS = (CITY_DAY, date(2019, 10, 1))


async def test_partners_of_every_household_are_those_of_the_naive_computation(
    asking: Asking, oracle: Oracle
) -> None:
    world = oracle.world
    askers = [
        None,
        *(
            id_
            for role in ("COORDINATOR", "CSW", "VOLUNTEER", "CASEWORKER")
            for id_ in sorted(
                each["id"] for each in world.nodes["Supporter"].values() if each["mainRole"] == role
            )[:1]
        ),
    ]
    without = [each for each in sorted(world.nodes["Household"]) if each not in with_needs(world)]
    compared = helped = 0
    for place, household in enumerate([*with_needs(world), *without[:60]]):
        for day in DAYS:
            asker = askers[(place + day.year) % len(askers)]
            whom = {"householdId": household}
            response = await asking(ASK, {"for": whom, "asker": asker, "day": day.isoformat()})
            assert "errors" not in response, response["errors"]
            assert by_its_facts(asking.runs, REFERRAL_PARTNERS)
            naive = NaiveReferrals(world, day).partners(household, asker)
            answer = response["data"]["referralPartners"]
            assert comparable(answer) == expected(naive), (household, day, asker)
            assert (answer["nothingFound"] is None) is bool(naive["partners"])
            compared += 1
            helped += bool(naive["partners"])
    assert compared >= 200
    assert helped >= 50


TEAMS = """query Teams($for: ReferralFor!, $community: Boolean!, $day: Date) {
  referralTeams(for: $for, asOf: $day, communityFirst: $community, first: 30) {
    needs { id severity }
    carried { needId resourceIds }
    uncovered { needId }
    smallest { size cost exact members { agencyId score needIds } }
    led {
      leaderId
      distance
      members { agencyId distance way needIds replacements { agencyId needIds } irreplaceable }
    }
  }
}"""


@pytest.mark.parametrize("community", [True, False])
async def test_teams_are_those_of_an_exhaustive_search(
    asking: Asking, oracle: Oracle, *, community: bool
) -> None:
    world = oracle.world
    searched = led = 0
    ways: dict[frozenset[str], dict[tuple[str, str], float]] = {}
    for household in with_needs(world):
        whom = {"householdId": household}
        response = await asking(TEAMS, {"for": whom, "community": community})
        assert "errors" not in response, response["errors"]
        assert by_its_facts(asking.runs, REFERRAL_TEAMS)
        answer = response["data"]["referralTeams"]
        referrals = NaiveReferrals(world, CITY_DAY)
        naive = referrals.partners(household)
        carried = {each["needId"] for each in answer["carried"]} if community else set()
        takes = {a: set(own) - carried for a, _, _, own in naive["partners"]}
        able = set().union(*takes.values())
        asked = {each["id"] for each in answer["needs"]} - carried
        alone = {each["needId"] for each in answer["carried"]}
        assert {each["needId"] for each in answer["uncovered"]} == asked - able - alone
        if not able:
            assert answer["smallest"] is None
            continue
        costs = {agency: round((1 - score) * 1000) for agency, score, _, _ in naive["partners"]}
        smallest = answer["smallest"]
        assert smallest["exact"]
        best = _smallest(takes, costs, able)
        assert (smallest["size"], round(smallest["cost"] * 1000)) == best, household
        given = [need for each in smallest["members"] for need in each["needIds"]]
        assert sorted(given) == sorted(able)
        ranking = [agency for agency, _, _, _ in naive["partners"]]
        serving = referrals.serving(household)
        if serving not in ways:
            ways[serving] = _distances(world, CITY_DAY, serving)
        distances = ways[serving]
        if asked - alone:
            assert {team["leaderId"] for team in answer["led"]} == referrals.leaders(household)
        for team in answer["led"]:
            far = {a: distances.get((team["leaderId"], a), 1.0) for a in ranking}
            total = sum(min(far[a] for a in ranking if need in takes[a]) for need in able)
            assert team["distance"] == pytest.approx(total, abs=1e-5)
            for each in team["members"]:
                assert each["distance"] == pytest.approx(far[each["agencyId"]], abs=1e-6)
                assert each["way"][-1] == each["agencyId"]
                others = set().union(*(takes[a] for a in ranking if a != each["agencyId"]))
                assert set(each["irreplaceable"]) == set(each["needIds"]) - others
                led += 1
        assert [each["distance"] for each in answer["led"]] == sorted(
            each["distance"] for each in answer["led"]
        )
        searched += 1
    assert searched >= 15
    assert led >= 30


def _smallest(takes: dict[str, set[str]], costs: dict[str, int], able: set[str]) -> tuple[int, int]:
    for size in range(1, len(able) + 1):
        fitting = [
            sum(costs[a] for a in team)
            for team in combinations(takes, size)
            if able <= set().union(*(takes[a] for a in team))
        ]
        if fitting:
            return size, min(fitting)
    raise AssertionError(able)


def _distances(world: World, day: date, serving: frozenset[str]) -> dict[tuple[str, str], float]:
    """Shortest ways through those who serve, by Floyd and Warshall; those of 1 or more left out."""
    shared: dict[tuple[str, str], int] = {}
    for case, facts in world.nodes["Case"].items():
        joined = {
            ref.id
            for ref, tie in world.back.get(("JOINED", case), [])
            if ref.id in serving and (tie["since"] or facts["openedOn"]) <= day
        }
        leaders = {
            ref.id for ref, _ in world.back.get(("LEADS", case), []) if ref.kind == "Supporter"
        }
        for one, other in combinations(sorted(joined), 2):
            shared[one, other] = shared[other, one] = shared.get((one, other), 0) + 1
        for leader in leaders:
            for agency in joined:
                shared[leader, agency] = shared.get((leader, agency), 0) + 1
    far = {pair: 1 / (1 + count) for pair, count in shared.items()}
    agencies = sorted({end for _, end in far})
    starts = sorted({start for start, _ in far})
    for between in agencies:
        for start in starts:
            first = far.get((start, between))
            if first is None:
                continue
            for end in agencies:
                second = far.get((between, end))
                if second is not None and first + second < far.get((start, end), 1.0):
                    far[start, end] = first + second
    return far


HERE = {"district": "02", "needs": [{"category": "DEBT"}]}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"for": {"householdId": "nowhere"}}, "There is no household, resident or case"),
        ({"for": {"profile": {"district": "99", "needs": [{"category": "DEBT"}]}}}, "no district"),
        ({"for": {"profile": HERE | {"needs": []}}}, "names no need"),
        (
            {"for": {"profile": HERE | {"needs": [{"category": "MAGIC"}]}}},
            "no need category 'MAGIC'",
        ),
        (
            {"for": {"profile": HERE | {"needs": [{"category": "DEBT", "severity": 5}]}}},
            "severity 5",
        ),
        ({"for": {"profile": HERE | {"ages": [-1]}}}, "-1 years old"),
        ({"for": {"profile": HERE}, "first": 0}, "A list of 0 partners"),
        ({"for": {"profile": HERE}, "first": 31}, "A list of 31 partners"),
        ({"for": {"profile": HERE}, "weights": {"load": -1.0}}, "The weight load is -1.0"),
        ({"for": {"profile": HERE}, "asker": "nobody"}, "no supporter with the asker's id"),
        ({"for": {"profile": HERE}, "day": "1999-01-01"}, "Nothing is recorded as early as"),
        ({"for": {"profile": HERE, "householdId": "x"}}, "exactly one"),
        ({"for": {}}, "exactly one"),
    ],
)
@pytest.mark.parametrize("field", ["referralPartners", "referralTeams"])
async def test_what_cannot_be_asked_is_refused_with_a_sentence(
    asking: Asking, field: str, arguments: dict[str, Any], sentence: str
) -> None:
    document = f"""query ($for: ReferralFor!, $first: Int, $weights: ReferralWeightsInput, $asker: ID,
      $day: Date) {{
      {field}(for: $for, first: $first, weights: $weights, asker: $asker, asOf: $day) {{ unseen }}
    }}"""
    response = await asking(document, {"first": 5, **arguments})
    assert response["data"] is None or response["data"][field] is None
    error = response["errors"][0]
    assert sentence.lower() in error["message"].lower()


async def test_weights_that_weigh_nothing_are_refused(asking: Asking) -> None:
    names = (
        "needCoverage", "capacity", "acceptance", "timeliness", "outcome", "rapport", "acquaintance",
        "reach", "load",
    )  # fmt: skip
    weights = ", ".join(f"{name}: 0" for name in names)
    whom = '{profile: {district: "02", needs: [{category: "DEBT"}]}}'
    response = await asking(
        f"{{ referralPartners(for: {whom}, weights: {{{weights}}}) {{ unseen }} }}"
    )
    assert response["errors"][0]["extensions"]["code"] == "BAD_INPUT"
    assert response["errors"][0]["message"].startswith("Every weight is 0.")


async def test_a_profile_is_answered_before_anything_is_recorded(asking: Asking) -> None:
    response = await asking(
        """{ referralPartners(for: {profile: {
          district: "02", needs: [{category: "DEBT", severity: 3}, {category: "POVERTY"}],
          ages: [52], handbooks: [], consent: true }}, weights: {needCoverage: 1, load: 0}) {
          weights { needCoverage load capacity }
          needs { code severity need { id } category { name } }
          partners { name agency { id name services { nodes { name } } } factors { factor weight } }
          community { place { name } council { name } supporter { id } reason }
        } }"""
    )
    answer = response["data"]["referralPartners"]
    assert by_its_facts(asking.runs, REFERRAL_PARTNERS)
    assert answer["weights"] == {"needCoverage": 1.0, "load": 0.0, "capacity": 2.0}
    assert [(each["code"], each["severity"], each["need"]) for each in answer["needs"]] == [
        ("DEBT", 3, None),
        ("POVERTY", 2, None),
    ]
    assert all(each["agency"]["name"] == each["name"] for each in answer["partners"])
    assert any(each["agency"]["services"]["nodes"] for each in answer["partners"])
    assert all(each["reason"] for each in answer["community"])
    for each in answer["community"]:
        assert sum(each[kind] is not None for kind in ("place", "council", "supporter")) == 1


async def test_agencies_outside_welfare_stand_in_the_list_and_sectors_narrow_it(
    asking: Asking,
) -> None:
    whom = '{profile: {district: "02", needs: [{category: "DEBT"}]}}'
    response = await asking(
        f"""{{
          all: referralPartners(for: {whom}) {{ partners {{ agency {{ welfare sector }} }} }}
          law: referralPartners(for: {whom}, sectors: [LAW]) {{
            partners {{ agency {{ sector }} }} filters {{ filter removedAgencies }} }}
          none: referralPartners(for: {whom}, sectors: [ACADEMIA]) {{
            partners {{ score }} nothingFound {{ cause ja en }} }}
        }}"""
    )
    data = response["data"]
    assert False in [each["agency"]["welfare"] for each in data["all"]["partners"]]
    assert {each["agency"]["sector"] for each in data["law"]["partners"]} == {"LAW"}
    assert data["none"]["partners"] == []
    assert data["none"]["nothingFound"]["cause"] == "SECTOR"
    assert "sectors" in data["none"]["nothingFound"]["en"]


async def test_the_way_to_an_agency_is_told_step_by_step(asking: Asking, oracle: Oracle) -> None:
    world = oracle.world
    coordinator = min(
        each["id"]
        for each in world.nodes["Supporter"].values()
        if each["mainRole"] == "COORDINATOR"
    )
    response = await asking(
        """query ($asker: ID) { referralPartners(
          for: {profile: {district: "02", needs: [{category: "DEBT"}, {category: "CARE_BURDEN"}]}},
          asker: $asker, first: 30) {
          partners {
            agencyId
            acquaintance { people { id agency { id } } occasions { kind id day } }
            ifDeclined { needId agencyId reason }
          }
        } }""",
        {"asker": coordinator},
    )
    assert "errors" not in response, response["errors"]
    naive = NaiveReferrals(world, CITY_DAY)
    partners = response["data"]["referralPartners"]["partners"]
    ways = [each for each in partners if each["acquaintance"]]
    assert ways
    for each in ways:
        people, occasions = each["acquaintance"]["people"], each["acquaintance"]["occasions"]
        assert len(people) == len(occasions) == naive._steps(coordinator, each["agencyId"])
        before = coordinator
        for person, occasion in zip(people, occasions, strict=True):
            assert occasion["id"] in naive._occasions(before) & naive._occasions(person["id"])
            before = person["id"]
        assert people[-1]["agency"]["id"] == each["agencyId"]
    for each in partners:
        assert all(other["agencyId"] != each["agencyId"] for other in each["ifDeclined"])
        assert all(other["reason"] for other in each["ifDeclined"])


async def test_a_resident_has_their_own_needs_and_a_case_those_it_covers(
    asking: Asking, oracle: Oracle
) -> None:
    world = oracle.world
    naive = NaiveReferrals(world, CITY_DAY)
    residents = sorted(
        {ref.id for need in world.nodes["Need"] for ref, _ in world.out[("CONCERNS", need)]}
        & world.nodes["Resident"].keys()
    )
    document = "query ($for: ReferralFor!) { referralPartners(for: $for) { needs { id } } }"
    lived = 0
    for each in residents:
        homes = [h for h, tie in naive._ends("MEMBER_OF", each, "Household") if naive._now(tie)]
        response = await asking(document, {"for": {"residentId": each}})
        if not homes:
            assert response["errors"][0]["extensions"]["code"] == "BAD_INPUT"
            continue
        found = {need["id"] for need in response["data"]["referralPartners"]["needs"]}
        own = {n for n, _ in naive._ends("CONCERNS", each, "Need", back=True)}
        assert found == {n for n in own if naive._open(world.nodes["Need"][n])}
        lived += 1
    for each in sorted(world.nodes["Case"]):
        response = await asking(document, {"for": {"caseId": each}})
        found = {need["id"] for need in response["data"]["referralPartners"]["needs"]}
        covered = {n for n, tie in naive._ends("COVERS", each, "Need") if naive._now(tie)}
        assert found == {n for n in covered if naive._open(world.nodes["Need"][n])}
    assert lived >= 10
