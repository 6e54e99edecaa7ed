"""Rules about the neighbourhood: people without ties, and homes nobody keeps an eye on."""

from graph.gaps.rule import LIGHT, SERIOUS, Rule, Start, Words, condition

ISOLATION = Rule(
    "ISOLATION",
    "RESIDENT",
    SERIOUS,
    name=Words("社会的孤立", "Isolation"),
    definition=Words(
        "LSNS-6が12点未満。記録がなければ、課題のある一人暮らしの成人で、インフォーマルなつながりも見守りもない。",
        "LSNS-6 below 12; where it is not recorded, an adult with an open need who lives alone "
        "without any informal tie or watch.",
    ),
    sentence=Words("孤立のおそれがあります: {basis}。", "At risk of isolation: {basis_english}."),
    facts=("basis", "basis_english"),
    next_step=Words(
        "訪問し、本人の関心に合う居場所や人を一つ紹介する。",
        "Visit, and offer one place or person that fits what they care for.",
    ),
    blind_spot=Words(
        "記録されていないつながりや、課題も尺度もなくどの窓口も知らない人は分からない。",
        "It cannot see ties that nobody wrote down, or people no desk knows of.",
    ),
    source="Lubben et al. (2006), LSNS-6 の基準値12点",
    starts_from=Start.NEEDS,
    condition=condition("ISOLATION"),
)

NOBODY_WATCHING = Rule(
    "NOBODY_WATCHING",
    "HOUSEHOLD",
    LIGHT,
    name=Words("見守りなし", "Nobody watching"),
    definition=Words(
        "75歳以上だけの世帯、または65歳以上の一人暮らしを、見守る人がいない"
        "(校区に福祉協力員がいない、またはこの世帯の担当がいない)。",
        "Nobody watches a household of people of 75 or more, or one of 65 or more alone: the "
        "district has no volunteer, or this household has none.",
    ),
    sentence=Words(
        "高齢者だけの世帯ですが、{lack}がいません。", "Only old people live here: {lack_english}."
    ),
    facts=("lack", "lack_english"),
    next_step=Words(
        "校区社協・民生委員と、見守る福祉協力員を決める。",
        "Agree with the district's council and commissioner on a volunteer who watches.",
    ),
    blind_spot=Words(
        "近隣・親族・新聞や乳酸菌飲料の配達などの記録されていない見守りは分からない。",
        "It cannot see watching that nobody wrote down, by neighbours, relatives or deliveries.",
    ),
    source="佐賀市社会福祉協議会 福祉協力員の見守り。年齢の線は当方の既定値",
    starts_from=Start.OLD,
    condition=condition("NOBODY_WATCHING"),
)

RULES = (ISOLATION, NOBODY_WATCHING)
