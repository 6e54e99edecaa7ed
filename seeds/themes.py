"""One worked example for each theme the practitioners trained on, and for two of the hardest gaps.

Refuse in the home, 8050, finding a home; a young carer; what comes when the parents are gone. All
synthetic.
"""

from datetime import date

from seeds.chance import Chance
from seeds.families import FEMALE, MALE, Household
from seeds.telling import Telling, household, person
from seeds.town import Town, home, resident


def households(town: Town) -> list[Household]:
    """The households, in the order of `tell`."""
    return [_refuse(town), _eighty_fifty(town), _housing(town), _young_carer(town), _after(town)]


def tell(town: Town, own: list[Household], chance: Chance) -> None:
    """Write down what happened in each."""
    for key, each, telling in zip(
        ("refuse", "8050", "housing", "young", "after"),
        own,
        (_tell_refuse, _tell_eighty_fifty, _tell_housing, _tell_young_carer, _tell_after),
        strict=True,
    ):
        telling(Telling(town, key, each, chance))


def _refuse(town: Town) -> Household:
    man = person(
        town, "ごみ", (("堤", "ツツミ"), ("正", "タダシ")), MALE, date(1947, 10, 8), "HEAD", "RETIRED",
        lsns6=4,
    )  # fmt: skip
    return household(
        town, "ごみ", "若楠", "SINGLE", [man], tax_class="TAXED", address="佐賀市若楠3丁目11-5"
    )


def _tell_refuse(story: Telling) -> None:
    """He feels no trouble; the neighbours do. The hand-over has not moved since spring."""
    town = story.town
    man = story.household.members[0]
    found = date(2019, 8, 6)
    story.need(
        "HOARDING", None, found, severity=3, acknowledged=False, note="庭先まで物が積まれている。"
    )
    story.need("SOCIAL_ISOLATION", man, date(2020, 12, 3), severity=3, acknowledged=False)
    story.need("LIFESTYLE", man, date(2020, 12, 3), severity=2, acknowledged=False)
    csw = town.csws[town.districts[story.household.district].entry.area][0]
    council = town.agency("市社会福祉協議会")
    story.consultation(
        council, csw, found, "OUTREACH", "NEIGHBOUR", "近隣から、においと火事の心配があるとの声。",
        "HOARDING", is_new=True,
    )  # fmt: skip
    firm = town.agency("清掃サービスみがき屋")
    case = story.case(
        "ごみ屋敷と社会的孤立", date(2020, 12, 10), csw, council, [(firm, date(2021, 1, 18))]
    )
    story.meeting(
        "INFORMATION_SHARING", "情報共有会議 堤宅", date(2021, 1, 14), "CONSENT", case, council, [firm],
        [csw, firm.staff[0]], consent=True, minutes="本人の歩調に合わせて関係づくりから始める。",
    )  # fmt: skip
    story.referral(
        "HOARDING", council, firm,
        [(date(2020, 12, 14), "REQUESTED", None), (date(2020, 12, 21), "ACCEPTED", None),
         (date(2021, 1, 18), "IN_PROGRESS", None), (date(2021, 2, 2), "ON_HOLD", "本人が延期を希望")],
    )  # fmt: skip
    story.referral(
        "SOCIAL_ISOLATION", council, town.agency("若楠校区自治会連合会"),
        [(date(2021, 5, 10), "REQUESTED", None)], urgency="URGENT",
    )  # fmt: skip
    story.supports(csw, resident(man), found, "EMOTIONAL", strength="WEAK", formal=True)


def _eighty_fifty(town: Town) -> Household:
    mother = person(
        town, "8050 母", (("岸川", "キシカワ"), ("静子", "シズコ")), FEMALE, date(1936, 9, 19), "HEAD",
        "RETIRED", care_level="CARE_1", lsns6=9,
    )  # fmt: skip
    son = person(
        town, "8050 子", (("岸川", "キシカワ"), ("浩", "ヒロシ")), MALE, date(1967, 3, 24), "CHILD",
        "UNEMPLOYED",
    )  # fmt: skip
    son.parents = (mother,)
    return household(
        town, "8050", "北川副", "MOTHER_WITH_CHILDREN", [mother, son], tax_class="EXEMPT",
        address="佐賀市北川副町7-21",
    )  # fmt: skip


def _tell_eighty_fifty(story: Telling) -> None:
    """A hospital declined for want of consent, and nobody was asked in its place."""
    town = story.town
    mother, son = story.household.members
    found = date(2020, 6, 8)
    story.need("CARE_BURDEN", mother, found, severity=3)
    story.need("SOCIAL_ISOLATION", son, found, severity=4, acknowledged=False)
    story.need("POVERTY", None, date(2020, 7, 1), severity=3)
    story.need("FINDING_WORK", son, date(2020, 9, 1), severity=2, acknowledged=False)
    centre = town.agency("おたっしゃ本舗北川副")
    coordinator = town.coordinators[1]
    first = story.consultation(
        town.window, coordinator, date(2020, 6, 8), "REFERRED", "COMMUNITY_CARE_CENTER",
        "母の介護の相談から、20年以上家にいる息子のことが分かった。", "CARE_BURDEN", "SOCIAL_ISOLATION",
        is_new=True, about=mother,
    )  # fmt: skip
    joined = [
        (centre, date(2020, 6, 15)),
        (town.agency("市生活自立支援センター"), date(2020, 7, 6)),
    ]
    case = story.case("8050世帯", date(2020, 6, 15), coordinator, town.window, joined)
    town.notebook.tie("LED_TO", first, case)
    plan = story.plan(
        case, coordinator, ["母の介護の負担を減らす", "息子が家族以外の一人とつながる"],
        ["おたっしゃ本舗: 母", "自立支援センター: 息子"], date(2021, 2, 1), date(2022, 1, 31), state="DECIDED",
    )  # fmt: skip
    story.meeting(
        "INFORMATION_SHARING", "情報共有会議 8050世帯", date(2021, 1, 21), "CONSENT", case, town.window,
        [each for each, _ in joined], [coordinator, *(each.staff[0] for each, _ in joined)],
        consent=True, plan=plan, decides=True, minutes="母の同意で共有。息子には訪問から。",
    )  # fmt: skip
    story.referral(
        "SOCIAL_ISOLATION", town.window, town.agency("こころの丘病院相談室"),
        [(date(2021, 6, 21), "REQUESTED", None), (date(2021, 7, 1), "DECLINED", "本人の同意がない")],
        declineReason="NO_CONSENT",
    )  # fmt: skip
    story.receives(resident(mother), "LONG_TERM_CARE_INSURANCE", date(2020, 8, 3))
    story.receives(resident(mother), "LATE_ELDERLY_MEDICAL", date(2011, 9, 19))
    story.cares(son, mother, date(2019, 4, 1), 12, "HOUSEWORK", "ESCORT")
    story.supports(
        resident(mother), resident(son), None, "INSTRUMENTAL", strength="STRONG", stressful=True
    )
    story.supports(centre.node, resident(mother), date(2020, 7, 1), "INFORMATIONAL", formal=True)


def _housing(town: Town) -> Household:
    mother = person(
        town, "住まい 母", (("糸山", "イトヤマ"), ("彩", "アヤ")), FEMALE, date(1983, 2, 11), "HEAD",
        "NON_REGULAR",
    )  # fmt: skip
    child = person(
        town, "住まい 子", (("糸山", "イトヤマ"), ("樹", "イツキ")), MALE, date(2012, 5, 17), "CHILD",
        "STUDENT",
    )  # fmt: skip
    child.parents = (mother,)
    return household(
        town, "住まい", "鍋島", "MOTHER_WITH_CHILDREN", [mother, child], tax_class="EXEMPT",
        address="佐賀市鍋島4丁目2-6 203号",
    )  # fmt: skip


def _tell_housing(story: Telling) -> None:
    """Three months of rent behind; a supporter of housing has been asked and has not answered."""
    town = story.town
    mother, child = story.household.members
    found = date(2021, 5, 25)
    story.need("UNSTABLE_HOUSING", None, found, severity=4)
    story.need("POVERTY", None, found, severity=3)
    story.need("DEBT", mother, date(2021, 6, 7), severity=3)
    story.need("SINGLE_PARENT", mother, found, severity=2)
    coordinator = town.coordinators[2]
    first = story.consultation(
        town.window, coordinator, found, "VISIT_TO_DESK", "TAX_PAYMENT",
        "納付の相談のついでに、家賃の滞納と退去の話をされた。", "UNSTABLE_HOUSING", "POVERTY", "SINGLE_PARENT",
        is_new=True, about=mother,
    )  # fmt: skip
    legal = town.agency("法テラス")
    case = story.case(
        "住まいと家計", date(2021, 6, 1), coordinator, town.window, [(legal, date(2021, 6, 28))]
    )
    town.notebook.tie("LED_TO", first, case)
    story.referral(
        "UNSTABLE_HOUSING", town.window, town.agency("住まいサポートつばめ"),
        [(date(2021, 7, 16), "REQUESTED", None)], urgency="URGENT",
    )  # fmt: skip
    story.referral(
        "DEBT", town.window, legal,
        [(date(2021, 6, 10), "REQUESTED", None), (date(2021, 6, 17), "ACCEPTED", None),
         (date(2021, 6, 28), "IN_PROGRESS", None)],
        nextAction="法律相談の結果を聞く", nextActionOn=date(2021, 8, 5),
    )  # fmt: skip
    story.receives(resident(mother), "CHILD_ALLOWANCE", date(2012, 6, 1))
    story.receives(resident(child), "CHILD_MEDICAL", date(2012, 5, 17))
    story.supports(resident(mother), resident(child), None, "EMOTIONAL", strength="STRONG")


def _young_carer(town: Town) -> Household:
    mother = person(
        town, "ヤング 母", (("大石", "オオイシ"), ("朋子", "トモコ")), FEMALE, date(1979, 12, 1), "HEAD",
        "UNEMPLOYED", handbooks=["MENTAL_2"],
    )  # fmt: skip
    girl = person(
        town, "ヤング 姉", (("大石", "オオイシ"), ("結衣", "ユイ")), FEMALE, date(2005, 11, 3), "CHILD",
        "STUDENT",
    )  # fmt: skip
    boy = person(
        town,
        "ヤング 弟",
        (("大石", "オオイシ"), ("蓮", "レン")),
        MALE,
        date(2013, 4, 20),
        "CHILD",
        "STUDENT",
    )
    girl.parents = boy.parents = (mother,)
    return household(
        town, "ヤング", "本庄", "MOTHER_WITH_CHILDREN", [mother, girl, boy],
        tax_class="PUBLIC_ASSISTANCE", address="佐賀市本庄町9-30",
    )  # fmt: skip


def _tell_young_carer(story: Telling) -> None:
    """A girl of fifteen keeps the house; her school has noticed, no case is open yet."""
    mother, girl, boy = story.household.members
    found = date(2021, 6, 14)
    story.need("MENTAL_HEALTH", mother, date(2019, 10, 2), severity=3)
    story.need("SCHOOL_REFUSAL", girl, found, severity=2, acknowledged=False)
    story.need("PARENTING", mother, found, severity=3)
    school = story.town.agency("スクールソーシャルワーカー南部班")
    story.consultation(
        school, school.staff[0], found, "HOME_VISIT", "SCHOOL_SOCIAL_WORK",
        "家事と弟の世話で遅刻が続いている。本人は大丈夫と言う。", "SCHOOL_REFUSAL", "PARENTING",
        is_new=True, about=girl,
    )  # fmt: skip
    story.cares(girl, mother, date(2019, 10, 1), 21, "HOUSEWORK", "EMOTIONAL", "MONEY")
    story.cares(girl, boy, date(2019, 10, 1), 14, "CHILDCARE")
    story.receives(home(story.household), "PUBLIC_ASSISTANCE", date(2019, 11, 1))
    story.receives(resident(mother), "CHILD_ALLOWANCE", date(2005, 12, 1))
    story.supports(
        resident(girl), resident(mother), date(2019, 10, 1), "EMOTIONAL", "INSTRUMENTAL",
        strength="STRONG", direction="GIVES", stressful=True,
    )  # fmt: skip


def _after(town: Town) -> Household:
    father = person(
        town, "親亡き後 父", (("武富", "タケドミ"), ("勝利", "カツトシ")), MALE, date(1942, 2, 20), "HEAD",
        "RETIRED", care_level="SUPPORT_2",
    )  # fmt: skip
    mother = person(
        town, "親亡き後 母", (("武富", "タケドミ"), ("節子", "セツコ")), FEMALE, date(1944, 6, 9), "SPOUSE",
        "RETIRED",
    )  # fmt: skip
    son = person(
        town, "親亡き後 子", (("武富", "タケドミ"), ("学", "マナブ")), MALE, date(1973, 8, 15), "CHILD",
        "SUPPORTED", handbooks=["INTELLECTUAL_A"],
    )  # fmt: skip
    father.spouse = mother
    son.parents = (father, mother)
    return household(
        town, "親亡き後", "高木瀬", "COUPLE_WITH_CHILDREN", [father, mother, son], tax_class="EXEMPT",
        address="佐賀市高木瀬東5丁目3-18",
    )  # fmt: skip


def _tell_after(story: Telling) -> None:
    """The mother, 77, does all for her son of 47; without her, nobody."""
    father, mother, son = story.household.members
    story.need("DISABILITY_CERTIFIED", son, date(2018, 3, 12), severity=3)
    story.need("CARE_BURDEN", mother, date(2021, 3, 8), severity=2, acknowledged=False)
    provider = story.town.agency("生活介護いずみ")
    story.cares(mother, son, date(1973, 8, 15), 60, "PERSONAL_CARE", "HOUSEWORK", "MONEY", "ESCORT")
    story.cares(mother, father, date(2019, 1, 10), 10, "HOUSEWORK", "ESCORT")
    story.receives(resident(son), "HANDBOOK_INTELLECTUAL", date(1979, 4, 1))
    story.receives(resident(son), "DISABILITY_SERVICE", date(2013, 4, 1))
    story.receives(resident(father), "LATE_ELDERLY_MEDICAL", date(2017, 2, 20))
    story.receives(resident(mother), "LATE_ELDERLY_MEDICAL", date(2019, 6, 9))
    story.supports(
        resident(mother), resident(son), None, "EMOTIONAL", "INSTRUMENTAL", strength="STRONG"
    )
    story.supports(provider.node, resident(son), date(2013, 4, 1), "INSTRUMENTAL", formal=True)
