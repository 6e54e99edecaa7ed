"""Meetings, trainings and proposals: where people of different agencies come to know each other.

The open lecture of 2018-02-07 and the three practitioners' trainings are the source's; all other
meetings, and who came, are synthetic.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, LiteralString

from seeds.calendar import TODAY, plus
from seeds.cases import Case
from seeds.chance import Chance
from seeds.needs import Need
from seeds.notebook import Node
from seeds.tables import table
from seeds.town import Town, resident

PROPOSALS = 500

_REPRESENTATIVES = (
    date(2017, 11, 16), date(2018, 6, 21), date(2018, 11, 15), date(2019, 6, 20), date(2019, 11, 21),
    date(2020, 11, 19), date(2021, 6, 17),
)  # fmt: skip
_PRACTITIONERS = (
    date(2017, 12, 14), date(2018, 5, 17), date(2018, 9, 13), date(2019, 2, 14), date(2019, 10, 10),
    date(2020, 10, 15), date(2021, 3, 11),
)  # fmt: skip
_TRAININGS: tuple[tuple[str, str, date, str | None, tuple[str, ...], int | None], ...] = (
    ("全体研修会", "「我が事・丸ごと」地域共生社会の実現に向けた取組", date(2018, 2, 7),
     "厚生労働省 社会・援護局 地域福祉課 地域福祉専門官",
     ("市民", "地域活動団体", "相談支援事業所", "医療関係機関", "介護関係事業所", "佐賀県内自治体",
      "佐賀県内社協"), 264),
    ("実務担当者研修会", "ごみ屋敷問題", date(2019, 7, 18), None, ("実務担当者",), None),
    ("実務担当者研修会", "8050問題", date(2020, 2, 13), None, ("実務担当者",), None),
    ("実務担当者研修会", "住宅確保要配慮者への居住支援について", date(2021, 5, 20), None,
     ("実務担当者",), None),
)  # fmt: skip
_PRACTITIONER_KINDS = (
    "CITY_DEPARTMENT", "HOSPITAL", "SELF_RELIANCE_CENTER", "CONSUMER_AFFAIRS", "EMPLOYMENT_OFFICE",
    "HEALTH_AND_WELFARE_OFFICE", "PEER_GROUP", "COMMUNITY_CARE_CENTER", "CONSULTATION_PROVIDER",
    "POLICE", "HOUSEHOLD_BUDGET_SUPPORT", "HOUSING_SUPPORT", "ONE_STOP_WINDOW", "CITY_WELFARE_COUNCIL",
)  # fmt: skip
_REPRESENTATIVE_KINDS = (
    "UNIVERSITY", "HOSPITAL", "POLICE", "LEGAL_SUPPORT", "COMMISSIONERS_COUNCIL",
    "CITY_WELFARE_COUNCIL", "SELF_RELIANCE_CENTER", "RESETTLEMENT_CENTER",
    "DISABILITY_SUPPORT_CENTER", "INTRACTABLE_DISEASE_CENTER", "SINGLE_PARENT_CENTER",
    "HEALTH_AND_WELFARE_OFFICE", "EMPLOYMENT_OFFICE", "CHILD_GUIDANCE_CENTER", "ONE_STOP_WINDOW",
)  # fmt: skip


def draw(town: Town, needs: Sequence[Need], cases: Sequence[Case]) -> None:
    """Write down meetings, trainings and proposals."""
    _trainings(town)
    _of_agencies(town)
    _on_cases(town, cases)
    _of_volunteers(town)
    _proposals(town, needs)


def hold(town: Town, key: str, kind: str, title: str, day: date, basis: str, **more: Any) -> Node:  # noqa: PLR0917 told in the order of a sentence
    """Write down one meeting."""
    return town.notebook.node(
        "Meeting", town.id("Meeting", key), kind=kind, title=title, heldOn=day, legalBasis=basis,
        **more,
    )  # fmt: skip


def attend(town: Town, occasion: Node, comers: Sequence[Node]) -> None:
    """Each once, whatever the list says."""
    for each in dict.fromkeys(comers):
        town.notebook.tie("ATTENDED", each, occasion)


def _trainings(town: Town) -> None:
    chance = town.chance("trainings")
    for number, (title, theme, day, lecturer, audience, attendance) in enumerate(_TRAININGS):
        wide = attendance is not None
        training = _training(town, title, theme, day, lecturer, audience, attendance)
        agencies = town.agencies if wide else town.of_kind(*_PRACTITIONER_KINDS)
        comers = chance.some(agencies, 80 if wide else 34)
        attend(town, training, [each.node for each in comers])
        people = [worker for each in comers for worker in each.staff[: 2 if wide else 1]]
        people += [town.lecturers[number], *town.coordinators[:2]]
        people += [csw for area in town.csws.values() for csw in area]
        attend(town, training, people)
    for district in town.districts:
        since = district.entry.volunteers_since
        if since is None:
            continue
        for year in range(since.year, 2021):
            day = date(year, 11, 3 + district.place % 25)
            if day < since:
                continue
            training = _training(
                town, f"{district.entry.name}校区 福祉協力員研修会", "見守りの気づきとつなぎ方", day,
                None, ("福祉協力員",), None,
            )  # fmt: skip
            attend(town, training, _volunteers_on(town, district.place, day, 30, chance))
            attend(town, training, town.csws[district.entry.area][:1])


def _training(  # noqa: PLR0917 told in the order of a sentence
    town: Town,
    title: str,
    theme: str,
    day: date,
    lecturer: str | None,
    audience: Sequence[str],
    attendance: int | None,
) -> Node:
    return town.notebook.node(
        "Training", town.id("Training", f"{title} {day}"), title=title, theme=theme, heldOn=day,
        lecturer=lecturer, audience=list(audience), attendance=attendance,
    )  # fmt: skip


def _volunteers_on(town: Town, place: int, day: date, count: int, chance: Chance) -> list[Node]:
    active = [
        each for each in town.volunteers.get(place, ()) if town.appointed.get(each.id, day) <= day
    ]
    return chance.some(active, count)


def _of_agencies(town: Town) -> None:
    chance = town.chance("agencies' meetings")
    for kind, title, days, of in (
        (
            "REPRESENTATIVES",
            "相談支援包括化推進会議 代表者会議",
            _REPRESENTATIVES,
            _REPRESENTATIVE_KINDS,
        ),
        (
            "PRACTITIONERS",
            "相談支援包括化推進会議 実務担当者会議",
            _PRACTITIONERS,
            _PRACTITIONER_KINDS,
        ),
    ):
        for number, day in enumerate(days, start=1):
            meeting = hold(town, f"{kind} {number}", kind, f"{title} 第{number}回", day, "NONE")
            pool = town.of_kind(*of)
            comers = chance.some(pool, 22 if kind == "REPRESENTATIVES" else 28)
            attend(town, meeting, [each.node for each in comers])
            people = [each.staff[number % len(each.staff)] for each in comers]
            attend(town, meeting, [*people, *town.coordinators[:2]])
            town.notebook.tie("LEADS", town.window.node, meeting)


def _on_cases(town: Town, cases: Sequence[Case]) -> None:
    chance = town.chance("case meetings")
    book = town.notebook
    for number, case in enumerate(cases):
        if case.plan is None and not chance.happens(0.3):
            continue
        day = plus(case.opened, chance.between(8, 20))
        kind: LiteralString = "INFORMATION_SHARING"
        basis, consent = case.basis, case.basis == "CONSENT"
        if day >= date(2021, 4, 1) and chance.happens(0.35):
            kind, basis, consent = "SUPPORT", "SUPPORT_MEETING", False
        elif day >= date(2021, 6, 1) and chance.happens(0.2):
            kind, basis, consent = "MULTILAYER", "CONSENT", True
        titles = {"SUPPORT": "支援会議", "MULTILAYER": "重層的支援会議（移行準備の試行）"}
        meeting = hold(
            town, f"case {number}", kind, titles.get(kind, "情報共有会議"), day, basis,
            consentRecorded=consent,
        )  # fmt: skip
        book.tie("DISCUSSED", meeting, case.node)
        if case.plan is not None:
            book.tie("DISCUSSED", meeting, case.plan)
            book.tie("LED_TO", meeting, case.plan)
        book.tie("LEADS", case.agencies[0].node, meeting)
        attend(town, meeting, [each.node for each in case.agencies])
        attend(town, meeting, [case.leader, *(chance.pick(each.staff) for each in case.agencies)])
        if case.closed is not None and chance.happens(0.04):
            review = hold(
                town, f"review {number}", "CASE_REVIEW", "事例検証会", plus(case.closed, 60), "CONSENT",
                consentRecorded=True,
            )  # fmt: skip
            book.tie("DISCUSSED", review, case.node)
            attend(town, review, [each.node for each in case.agencies])
            attend(town, review, [case.leader, *(each.staff[0] for each in case.agencies)])


def _of_volunteers(town: Town) -> None:
    chance = town.chance("volunteers' meetings")
    for district in town.districts:
        since = district.entry.volunteers_since
        if since is None:
            continue
        for year in range(since.year, 2022):
            for month in (2, 7):
                day = date(year, month, 4 + district.place % 20)
                if not since <= day <= TODAY:
                    continue
                meeting = hold(
                    town, f"volunteers {district.entry.code} {day}", "VOLUNTEERS",
                    f"{district.entry.name}校区 福祉協力員連絡会議", day, "NONE",
                )  # fmt: skip
                town.notebook.tie("DISCUSSED", meeting, district.node)
                comers = _volunteers_on(town, district.place, day, 18, chance)
                comers += town.commissioners.get(district.place, [])[:2]
                comers.append(chance.pick(town.csws[district.entry.area]))
                attend(town, meeting, comers)


_PROPOSED = (
    ("高齢福祉課", "SALON", "OLDER"),
    ("高齢福祉課", "HOME_ADAPTATION", "CARE"),
    ("障がい福祉課", "DAY_TEMPORARY_SUPPORT", "HANDBOOK"),
    ("障がい福祉課", "TAXI_TICKETS", "HANDBOOK"),
    ("保育幼稚園課", "SUPPORT_MAMA", "PARENT"),
    ("生活福祉課", "WORK_PREPARATION", "WORK"),
    ("生活福祉課", "BUDGET_IMPROVEMENT", "WORK"),
)
_FATES = ("OPEN", "ACCEPTED", "ACCEPTED", "REFUSED", "LAPSED")


def _proposals(town: Town, needs: Sequence[Need]) -> None:
    chance = town.chance("proposals")
    names = {row["code"]: row["name"] for row in table("services")}
    about = [each for each in needs if each.person is not None and each.person.died is None]
    for number, need in enumerate(chance.some(about, max(6, town.scaled(PROPOSALS)))):
        one = need.person
        assert one is not None
        suited = {
            "OLDER": one.age >= 65,
            "CARE": one.care_level is not None,
            "HANDBOOK": bool(one.handbooks),
            "PARENT": any(
                one in other.parents and other.age < 12 for other in one.household.members
            ),
            "WORK": 18 <= one.age < 65,
        }
        fitting = [each for each in _PROPOSED if suited[each[2]]]
        if not fitting:
            continue
        desk, code, _ = chance.pick(fitting)
        fate = chance.pick(_FATES)
        made = plus(need.opened, chance.between(1, 40))
        decided = plus(made, chance.between(5, 60)) if fate != "OPEN" else None
        proposal = town.notebook.node(
            "Proposal", town.id("Proposal", number), madeOn=made, text=f"{names[code]}の利用を提案",
            fate=fate, decidedOn=decided,
        )  # fmt: skip
        town.notebook.tie("RECORDED", town.agency(desk).node, proposal)
        town.notebook.tie("CONCERNS", proposal, resident(one))
        town.notebook.tie("CONCERNS", proposal, town.shared("Service", code))
