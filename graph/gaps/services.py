"""Rules about services: those that are not taken up, and needs that none of them meets."""

from graph.gaps.rule import LIGHT, SERIOUS, Rule, Start, Words, condition

TAKE_UP = Rule(
    "TAKE_UP",
    "RESIDENT",
    LIGHT,
    name=Words("未利用の制度", "Entitled but not received"),
    definition=Words(
        "窓口システムの対象制度のうち、手帳・要介護度・税区分・年齢の要件をすべて満たすものを、受給も申請もしておらず、"
        "却下されてもいない。不明な要件(所得など)が一つでもあれば隙間としない。",
        "A service the window system finds candidates for, whose conditions on handbook, care "
        "level, tax class and age are all met, is neither received, applied for nor refused. An "
        "unknown condition, such as income, makes no gap.",
    ),
    sentence=Words(
        "要件に合うのに利用していない制度が{count}件あります: {names}。",
        "Services whose conditions are met and that are not used: {count} ({names}).",
    ),
    facts=("count", "names"),
    next_step=Words(
        "窓口で要件を確かめ、希望があれば申請を手伝う。",
        "Check the conditions at the desk and, if wished for, help with the application.",
    ),
    blind_spot=Words(
        "言葉だけで書かれた要件と所得は判定できない。利用を望まない人も含む。",
        "It cannot see conditions written in words alone, or income; some may not want the service.",
    ),
    source="福祉総合窓口システムの「候補」の考え方(佐賀市)",
    starts_from=Start.CERTIFICATES,
    condition=condition("TAKE_UP"),
)

BETWEEN_SCHEMES = Rule(
    "BETWEEN_SCHEMES",
    "HOUSEHOLD",
    SERIOUS,
    name=Words("制度の狭間", "Between the schemes"),
    definition=Words(
        "世帯に未終結の課題があり、そのどれにも、要件に合いうる制度が一つもない。",
        "The household has open needs, and for none of them is there a service in force whose "
        "conditions could be met.",
    ),
    sentence=Words(
        "課題が{count}件({names})あり、使える制度が見当たりません。",
        "Needs: {count} ({names_english}), and no service for any of them.",
    ),
    facts=("count", "names", "names_english"),
    next_step=Words(
        "支援会議に諮り、地域の資源や新たな社会資源の創出を検討する。",
        "Bring it before a support meeting; look to the neighbourhood, or to a new resource.",
    ),
    blind_spot=Words(
        "制度によらない機関や近隣の支えは分からない。記録のない要件は満たすものとみなす。",
        "It cannot see what agencies and neighbours do outside of schemes; a condition that is "
        "not recorded counts as met.",
    ),
    source="地域共生社会推進検討会 最終とりまとめ(令和元年12月)の「制度の狭間」",
    starts_from=Start.NEEDS,
    condition=condition("BETWEEN_SCHEMES"),
)

RULES = (TAKE_UP, BETWEEN_SCHEMES)
