"""The worked examples: the source's two sample households, and the order all are told in.

Facts of the two samples are the source's, as they stood in 2015; what it leaves open and the rules
need (a handbook, a care level) is added and synthetic. The M family and the cases of the
practitioners' themes are reconstructions. No real person is meant.
"""

from datetime import date

from seeds import themes
from seeds.families import FEMALE, MALE, Household
from seeds.m_family import m_family, tell_m_family
from seeds.telling import Name, Telling, household, person
from seeds.town import Town, resident

_SAGA: Name = ("佐賀", "サガ")


def households(town: Town) -> list[Household]:
    """The households of all worked examples, in the order of `tell`."""
    if town.number != 1:
        return []
    return [_taro(town), _ichiro(town), m_family(town), *themes.households(town)]


def tell(town: Town, own: list[Household]) -> None:
    """Write down what happened in each."""
    if not own:
        return
    chance = town.chance("stories")
    taro, ichiro, m_house, *others = own
    _tell_taro(Telling(town, "taro", taro, chance))
    _tell_ichiro(Telling(town, "ichiro", ichiro, chance))
    tell_m_family(Telling(town, "m", m_house, chance))
    themes.tell(town, others, chance)


def _taro(town: Town) -> Household:
    taro = person(
        town, "太郎", (_SAGA, ("太郎", "タロウ")), MALE, date(1935, 3, 3), "HEAD", "RETIRED",
        handbooks=["PHYSICAL_2"], care_level="SUPPORT_2", lsns6=11,
    )  # fmt: skip
    hanako = person(
        town, "花子 妻", (_SAGA, ("花子", "ハナコ")), FEMALE, date(1936, 11, 20), "SPOUSE", "RETIRED",
        protected=True,
    )  # fmt: skip
    jiro = person(
        town, "次郎", (_SAGA, ("次郎", "ジロウ")), MALE, date(1950, 4, 27), "CHILD", "RETIRED"
    )
    madoko = person(
        town,
        "窓子",
        (_SAGA, ("窓子", "マドコ")),
        FEMALE,
        date(1953, 2, 5),
        "CHILDS_SPOUSE",
        "RETIRED",
    )
    taro.spouse = hanako
    jiro.spouse = madoko
    # The sample's birthdays make Hanako 13 when Jiro was born: the source calls him the head's child.
    jiro.parents = (taro,)
    return household(
        town, "太郎", "勧興", "OTHER", [taro, hanako, jiro, madoko], tax_class="EXEMPT",
        address="佐賀市栄町1-1", postal_code="123-4567",
    )  # fmt: skip


def _tell_taro(story: Telling) -> None:
    taro = story.household.members[0]
    story.receives(resident(taro), "DAILY_LIVING_AIDS", date(2014, 6, 2))
    story.receives(resident(taro), "VACCINATION", date(2014, 11, 4))
    story.receives(resident(taro), "LATE_ELDERLY_MEDICAL", date(2010, 3, 3))


def _ichiro(town: Town) -> Household:
    ichiro = person(
        town, "一郎", (_SAGA, ("一郎", "イチロウ")), MALE, date(1934, 3, 5), "HEAD", "RETIRED",
        care_level="SUPPORT_1",
    )  # fmt: skip
    hanako = person(
        town, "花子 子", (_SAGA, ("花子", "ハナコ")), FEMALE, date(1965, 6, 20), "CHILD", "NON_REGULAR",
        handbooks=["INTELLECTUAL_B"],
    )  # fmt: skip
    ai = person(
        town, "あい", (_SAGA, ("あい", "アイ")), FEMALE, date(2012, 8, 8), "GRANDCHILD", "STUDENT"
    )
    hanako.parents = (ichiro,)
    ai.parents = (hanako,)
    return household(
        town, "一郎", "日新", "THREE_GENERATIONS", [ichiro, hanako, ai], tax_class="EXEMPT",
        address="佐賀市日新1丁目2-3",
    )  # fmt: skip


def _tell_ichiro(story: Telling) -> None:
    town = story.town
    ichiro, hanako, ai = story.household.members
    for one, code, since, until in (
        (ichiro, "LATE_ELDERLY_MEDICAL", date(2009, 3, 5), None),
        (ichiro, "LONG_TERM_CARE_INSURANCE", date(2015, 6, 1), None),
        (hanako, "CHILD_ALLOWANCE", date(2012, 9, 1), None),
        (hanako, "HANDBOOK_INTELLECTUAL", date(1985, 4, 1), None),
        (ai, "CHILD_MEDICAL", date(2012, 8, 8), None),
        (ai, "NURSERY", date(2014, 4, 1), date(2019, 4, 1)),
    ):
        story.receives(resident(one), code, since, until)
    story.cares(hanako, ichiro, date(2014, 9, 1), 18, "HOUSEWORK", "ESCORT", "WATCHING")
    story.cares(hanako, ai, date(2012, 8, 8), 40, "CHILDCARE")
    day = date(2015, 11, 18)
    story.need(
        "CARE_BURDEN", hanako, day, severity=3, note="父の介護と育児が重なり休む時間がない。"
    )
    story.need("PARENTING", hanako, day, severity=2)
    desk = town.agency("こども家庭課")
    story.consultation(
        desk, desk.staff[0], day, "VISIT_TO_DESK", "SELF", "育児と父の介護疲れによる相談。",
        "CARE_BURDEN", "PARENTING", is_new=True, about=hanako,
    )  # fmt: skip
    older, disabled, nursery = (
        town.agency(name) for name in ("高齢福祉課", "障がい福祉課", "保育幼稚園課")
    )
    story.proposal(
        older, ichiro, "SALON", "要支援1のため、これ以上進まないよう介護予防のサロン事業を提案。",
        date(2015, 11, 18), "ACCEPTED", date(2015, 12, 3),
    )  # fmt: skip
    story.proposal(
        disabled, hanako, "DAY_TEMPORARY_SUPPORT", "日常生活支援として日中一時支援の利用を提案。",
        date(2015, 11, 18), "OPEN",
    )  # fmt: skip
    story.proposal(
        nursery, ai, "SUPPORT_MAMA", "サポートママを案内し、家事等の支援を提案。",
        date(2015, 11, 18), "ACCEPTED", date(2015, 11, 30),
    )  # fmt: skip
    centre = town.agency("おたっしゃ本舗日新")
    story.supports(
        centre.node,
        resident(ichiro),
        date(2015, 12, 1),
        "INFORMATIONAL",
        strength="NORMAL",
        formal=True,
    )
    story.supports(
        resident(hanako), resident(ichiro), None, "EMOTIONAL", "INSTRUMENTAL", strength="STRONG",
        until=date(2015, 12, 1), stressful=True,
    )  # fmt: skip
    story.supports(
        resident(hanako), resident(ichiro), date(2015, 12, 1), "EMOTIONAL", "INSTRUMENTAL",
        strength="STRONG", direction="MUTUAL",
    )  # fmt: skip
