"""The M family: a case of many agencies, from a commissioner's visit to its review.

The source shows the family as a drawing before and after the work, with the route commissioner to
community social worker; people, dates and agencies here are a reconstruction.
"""

from datetime import date

from seeds.families import FEMALE, MALE, Household
from seeds.notebook import Node
from seeds.telling import Name, Telling, household, person
from seeds.town import Town, home, resident

_MITA: Name = ("三田", "ミタ")
FOUND = date(2019, 4, 15)
OPENED = date(2019, 4, 22)
CLOSED = date(2021, 6, 30)


def m_family(town: Town) -> Household:
    """A grandmother, her son and her daughter with a boy, in one house."""
    mother = person(
        town, "M 祖母", (_MITA, ("千代子", "チヨコ")), FEMALE, date(1938, 1, 12), "HEAD", "RETIRED",
        care_level="CARE_2", lsns6=6,
    )  # fmt: skip
    son = person(
        town, "M 長男", (_MITA, ("健二", "ケンジ")), MALE, date(1965, 9, 2), "CHILD", "UNEMPLOYED"
    )
    daughter = person(
        town, "M 長女", (_MITA, ("恵", "メグミ")), FEMALE, date(1973, 5, 30), "CHILD", "UNEMPLOYED",
        handbooks=["MENTAL_2"],
    )  # fmt: skip
    boy = person(
        town, "M 孫", (_MITA, ("航", "ワタル")), MALE, date(2006, 7, 7), "GRANDCHILD", "STUDENT"
    )
    son.parents = daughter.parents = (mother,)
    boy.parents = (daughter,)
    return household(
        town, "M", "循誘", "THREE_GENERATIONS", [mother, son, daughter, boy], tax_class="EXEMPT",
        address="佐賀市循誘2丁目8-14",
    )  # fmt: skip


def tell_m_family(story: Telling) -> None:
    """Found, shared, planned, carried by many, closed and looked back on."""
    town = story.town
    mother, son, daughter, boy = story.household.members
    _name_needs(story)
    commissioner = town.nearest_commissioner(story.household.district)
    csw = town.csws[town.districts[story.household.district].entry.area][0]
    council = town.agency("市社会福祉協議会")
    coordinator = town.coordinators[0]
    centre = town.agency("おたっしゃ本舗循誘")
    clinic = town.agency("こころの丘病院相談室")
    budget = town.agency("家計見直し相談室")
    reliance = town.agency("市生活自立支援センター")
    school = town.agency("スクールソーシャルワーカー中部班")
    cleaners = town.agency("清掃サービスみがき屋")
    welfare = town.agency("生活福祉課")
    family_group = town.agency("ひきこもり家族会とまり木")
    care = town.agency("デイサービスかささぎ")
    story.consultation(
        council, csw, FOUND, "COMMISSIONER", "COMMISSIONER",
        "民生委員の訪問で、玄関まで物が積まれ祖母がやせていることに気づいた。CSWが同行して訪問。",
        "HOARDING", "DEMENTIA", is_new=True,
    )  # fmt: skip
    first = story.consultation(
        town.window, coordinator, OPENED, "REFERRED", "CSW",
        "CSWから世帯全体の相談。家族に困り感が薄く、まず祖母の受診から関わる。",
        "POVERTY", "DEMENTIA", "SOCIAL_ISOLATION", "SCHOOL_REFUSAL", is_new=True,
    )  # fmt: skip
    joined = [
        (council, OPENED), (centre, date(2019, 5, 7)), (clinic, date(2019, 7, 1)),
        (school, date(2019, 5, 20)), (budget, date(2019, 9, 2)), (reliance, date(2020, 2, 3)),
        (cleaners, date(2019, 11, 11)), (welfare, date(2019, 6, 3)),
    ]  # fmt: skip
    case = story.case(
        "M家世帯", OPENED, coordinator, town.window, joined, state="CLOSED", closed=CLOSED,
        basis="SUPPORT_MEETING",
    )  # fmt: skip
    town.notebook.tie("LED_TO", first, case)
    plan = story.plan(
        case, coordinator,
        ["祖母が安心して暮らせる介護の体制をつくる", "長男が家の外に居場所を持つ", "孫が学びの場につながる",
         "収支を立て直し、片付いた家を保つ"],
        ["おたっしゃ本舗: 祖母の介護", "病院相談室: 長女の通院", "スクールソーシャルワーカー: 孫の登校",
         "家計見直し相談室: 家計", "CSWと民生委員: 見守り"],
        date(2019, 6, 1), date(2020, 5, 31), state="ENDED", evaluated=date(2020, 6, 4),
    )  # fmt: skip
    around = [agency for agency, _ in joined]
    people = [coordinator, csw, commissioner, *(each.staff[0] for each in around)]
    story.meeting(
        "INFORMATION_SHARING", "情報共有会議 M家世帯", date(2019, 5, 24), "CONSENT", case, town.window,
        around[:5], people[:7], consent=True, plan=plan, decides=True,
        minutes="祖母の同意のもと共有。役割を分け、プラン案をまとめた。",
    )  # fmt: skip
    story.meeting(
        "SUPPORT", "支援会議 M家世帯", date(2021, 4, 20), "SUPPORT_MEETING", case, town.window, around,
        people, consent=False, plan=plan, minutes="長男の同意が得られないため、106条の6により共有。",
    )  # fmt: skip
    story.meeting(
        "CASE_REVIEW", "事例検証会 M家世帯", date(2021, 7, 14), "CONSENT", case, town.window, around,
        people, consent=True, minutes="多くの機関で関わった成果と課題を振り返った。",
    )  # fmt: skip
    _hand_over(story)
    _before_and_after(story, commissioner, csw)
    after = date(2020, 4, 1)
    story.supports(
        family_group.node, resident(son), after, "COMPANIONSHIP", strength="WEAK", formal=False
    )
    story.supports(care.node, resident(mother), date(2019, 8, 5), "INSTRUMENTAL", "COMPANIONSHIP",
                   strength="STRONG", formal=True)  # fmt: skip
    story.receives(resident(mother), "LONG_TERM_CARE_INSURANCE", date(2019, 7, 16))
    story.receives(resident(mother), "LATE_ELDERLY_MEDICAL", date(2013, 1, 12))
    story.receives(resident(daughter), "CHILD_REARING_ALLOWANCE", date(2019, 10, 1))
    story.receives(resident(boy), "LEARNING_SUPPORT", date(2019, 9, 1))
    story.receives(home(story.household), "NHK_FULL", date(2019, 12, 1))
    story.cares(daughter, mother, date(2017, 4, 1), 30, "PERSONAL_CARE", "HOUSEWORK")
    story.cares(boy, mother, date(2018, 4, 1), 8, "WATCHING", "HOUSEWORK")


def _name_needs(story: Telling) -> None:
    mother, son, daughter, boy = story.household.members
    for category, one, opened, closed, severity, acknowledged in (
        ("DEMENTIA", mother, FOUND, date(2020, 3, 31), 3, False),
        ("HOARDING", None, FOUND, date(2019, 12, 25), 3, False),
        ("POVERTY", None, OPENED, date(2021, 3, 31), 3, True),
        ("HOUSEHOLD_BUDGET", None, date(2019, 8, 20), date(2021, 3, 31), 2, True),
        ("SOCIAL_ISOLATION", son, OPENED, None, 2, False),
        ("MENTAL_HEALTH", daughter, date(2019, 5, 24), date(2021, 6, 30), 2, True),
        ("SCHOOL_REFUSAL", boy, OPENED, date(2020, 9, 1), 3, True),
    ):
        story.need(
            category, one, opened, severity=severity, acknowledged=acknowledged, closed=closed,
            closing=None if closed is None else "ACCEPTED" if category == "DEMENTIA" else "MET",
        )  # fmt: skip


def _hand_over(story: Telling) -> None:
    town = story.town
    window = town.window
    for category, name, asked, answered, begun, ended in (
        ("DEMENTIA", "おたっしゃ本舗循誘", date(2019, 4, 24), date(2019, 4, 26), date(2019, 5, 7),
         date(2020, 3, 31)),
        ("SCHOOL_REFUSAL", "スクールソーシャルワーカー中部班", date(2019, 5, 8), date(2019, 5, 15),
         date(2019, 5, 20), date(2020, 9, 1)),
        ("HOUSEHOLD_BUDGET", "家計見直し相談室", date(2019, 8, 21), date(2019, 8, 28),
         date(2019, 9, 2), date(2021, 3, 31)),
        ("HOARDING", "清掃サービスみがき屋", date(2019, 10, 28), date(2019, 11, 5), date(2019, 11, 11),
         date(2019, 12, 25)),
    ):  # fmt: skip
        story.referral(
            category, window, town.agency(name),
            [(asked, "REQUESTED", None), (answered, "ACCEPTED", None), (begun, "IN_PROGRESS", None),
             (ended, "COMPLETED", None)],
            outcome="HELP_RECEIVED",
        )  # fmt: skip
    refused = story.referral(
        "MENTAL_HEALTH", window, town.agency("しずく心療クリニック"),
        [(date(2019, 5, 27), "REQUESTED", None), (date(2019, 6, 10), "DECLINED", "新患の枠がない")],
        declineReason="NO_CAPACITY",
    )  # fmt: skip
    story.referral(
        "MENTAL_HEALTH", window, town.agency("こころの丘病院相談室"),
        [(date(2019, 6, 12), "REQUESTED", None), (date(2019, 6, 20), "ACCEPTED", None),
         (date(2019, 7, 1), "IN_PROGRESS", None), (date(2021, 6, 30), "COMPLETED", None)],
        replaces=refused, outcome="HELP_RECEIVED",
    )  # fmt: skip
    story.referral(
        "SOCIAL_ISOLATION", window, town.agency("市生活自立支援センター"),
        [(date(2020, 1, 20), "REQUESTED", None), (date(2020, 1, 27), "ACCEPTED", None),
         (date(2020, 2, 3), "IN_PROGRESS", None), (date(2021, 6, 24), "COMPLETED", "見守りへ移行")],
        outcome="PARTLY_HELPED",
    )  # fmt: skip


def _before_and_after(story: Telling, seat: Node, worker: Node) -> None:
    mother, son, daughter, boy = (resident(one) for one in story.household.members)
    turn = date(2019, 12, 1)
    story.supports(
        daughter, mother, None, "INSTRUMENTAL", strength="NORMAL", until=turn, stressful=True
    )
    story.supports(daughter, mother, turn, "INSTRUMENTAL", "EMOTIONAL", strength="STRONG")
    story.supports(son, mother, None, "INSTRUMENTAL", strength="WEAK", until=turn, stressful=True)
    story.supports(son, mother, turn, "INSTRUMENTAL", "COMPANIONSHIP", strength="NORMAL")
    story.supports(
        mother, son, None, "INSTRUMENTAL", strength="STRONG", until=date(2020, 6, 1), stressful=True
    )
    story.supports(mother, boy, None, "EMOTIONAL", strength="NORMAL", direction="MUTUAL")
    story.supports(daughter, boy, None, "EMOTIONAL", strength="WEAK", until=turn, stressful=True)
    story.supports(daughter, boy, turn, "EMOTIONAL", "INSTRUMENTAL", strength="NORMAL")
    story.supports(
        seat, home(story.household), date(2019, 12, 1), "INFORMATIONAL", "EMOTIONAL",
        strength="NORMAL", formal=True,
    )  # fmt: skip
    story.supports(
        worker, home(story.household), OPENED, "EMOTIONAL", "INFORMATIONAL", strength="STRONG",
        until=CLOSED, formal=True,
    )  # fmt: skip
