"""Rules about families: who cares for whom, at which age, with how much on their shoulders."""

from graph.gaps.rule import LIGHT, NOTICEABLE, SERIOUS, Rule, Start, Words, condition

EIGHTY_FIFTY = Rule(
    "EIGHTY_FIFTY",
    "HOUSEHOLD",
    SERIOUS,
    name=Words("8050問題", "8050"),
    definition=Words(
        "80歳以上の親が、正規雇用でも自営業でもない50歳から59歳の子と同居している。",
        "A parent of 80 or more lives with a child of 50 to 59 who is neither in regular "
        "employment nor self-employed.",
    ),
    sentence=Words(
        "{parent}歳の親と、自活していない{child}歳の子が同居しています。",
        "A parent of {parent} lives with a child of {child} who earns no living.",
    ),
    facts=("parent", "child"),
    next_step=Words(
        "親の介護の相談を入口に、子への訪問を続けられる人を決める。",
        "Begin with the parent's care; find somebody who can keep visiting the child.",
    ),
    blind_spot=Words(
        "住民票の異なる子、他の収入、届出のない離職は分からない。就労状況が不明なら隙間としない。",
        "It cannot see children registered elsewhere, other income, or work that has ended "
        "unreported; unknown employment makes no gap.",
    ),
    source="佐賀市 実務担当者会議「8050問題」(令和2年2月)",
    starts_from=Start.OLD,
    condition=condition("EIGHTY_FIFTY"),
)

DOUBLE_CARE = Rule(
    "DOUBLE_CARE",
    "RESIDENT",
    SERIOUS,
    name=Words("ダブルケア", "Double care"),
    definition=Words(
        "18歳以上の人が、成人のケアと、育児(ケアとしての育児、または12歳未満の同居の子)を同時に担う。",
        "An adult cares for an adult and also brings up a child: by a tie of childcare, or as the "
        "parent of a child under 12 at home.",
    ),
    sentence=Words(
        "成人{adults}人のケアと子ども{children}人の育児を同時に担っています。",
        "Cares for adults ({adults}) and brings up children ({children}) at once.",
    ),
    facts=("adults", "children"),
    next_step=Words(
        "介護と子育ての窓口が一緒に、休める時間をつくる計画を立てる。",
        "Let the desks for care and for children plan together for time to rest.",
    ),
    blind_spot=Words(
        "記録されていないケアと、別居の子は分からない。",
        "It cannot see care that nobody wrote down, or children who live elsewhere.",
    ),
    source="内閣府 育児と介護のダブルケアの実態に関する調査(平成28年)を広げた当方の定義",
    starts_from=Start.CARE,
    condition=condition("DOUBLE_CARE"),
)

YOUNG_CARER = Rule(
    "YOUNG_CARER",
    "RESIDENT",
    SERIOUS,
    name=Words("ヤングケアラー", "Young carer"),
    definition=Words(
        "18歳未満の人が家族などのケアを担っている。", "A resident under 18 cares for somebody."
    ),
    sentence=Words(
        "{age}歳で{count}人のケアを担っています(記録では週{hours}時間)。",
        "Cares for {count} at the age of {age} ({hours} hours a week on record).",
    ),
    facts=("age", "count", "hours"),
    next_step=Words(
        "学校・スクールソーシャルワーカーと本人の話を聞き、家事や世話の代わりを入れる。",
        "Listen to them with the school, and bring in somebody for the work they do.",
    ),
    blind_spot=Words(
        "記録されていないケアは分からない。子ども自身が言い出すことは少ない。",
        "It cannot see care that nobody wrote down, which is most of it.",
    ),
    source="子ども・若者育成支援推進法(令和6年改正)、厚生労働省・文部科学省 実態調査(令和3年)",
    starts_from=Start.CARE,
    condition=condition("YOUNG_CARER"),
)

ELDERLY_CARER = Rule(
    "ELDERLY_CARER",
    "RESIDENT",
    NOTICEABLE,
    name=Words("老老介護", "Elderly caring for elderly"),
    definition=Words(
        "65歳以上の人が、同居する65歳以上の人のケアを担っている。",
        "A resident of 65 or more cares for another of 65 or more in the same household.",
    ),
    sentence=Words(
        "{carer}歳の人が{other}歳の人のケアを担っています。",
        "Somebody of {carer} cares for somebody of {other}.",
    ),
    facts=("carer", "other"),
    next_step=Words(
        "おたっしゃ本舗と、倒れたときの備えと休める日を決める。",
        "With the care centre, plan for days off and for the day the carer falls ill.",
    ),
    blind_spot=Words(
        "記録されていないケアと、担い手の体調は分からない。",
        "It cannot see care that nobody wrote down, or how well the carer is.",
    ),
    source="厚生労働省 国民生活基礎調査(65歳以上同士)",
    starts_from=Start.CARE,
    condition=condition("ELDERLY_CARER"),
)

AFTER_PARENTS = Rule(
    "AFTER_PARENTS",
    "RESIDENT",
    SERIOUS,
    name=Words("親亡き後", "After the parents"),
    definition=Words(
        "手帳のある成人のケアを担うのが、75歳以上の親だけである。",
        "An adult with a disability handbook is cared for by parents of 75 or more alone.",
    ),
    sentence=Words(
        "{age}歳の障害のある人のケアを担うのは、{carer}歳の親だけです。",
        "A disabled adult of {age} is cared for by nobody but a parent of {carer}.",
    ),
    facts=("age", "carer"),
    next_step=Words(
        "相談支援事業所と、住まい・お金・日中の備えを親が元気なうちに決める。",
        "Plan home, money and days with a consultation provider while the parents are well.",
    ),
    blind_spot=Words(
        "代われる親族や家庭内の取り決め、手帳のない障害は分からない。",
        "It cannot see relatives who would step in, plans within the family, or disabilities "
        "without a handbook.",
    ),
    source="地域生活支援拠点等の整備(障害者総合支援法)の「親亡き後」",
    starts_from=Start.CARE,
    condition=condition("AFTER_PARENTS"),
)

NO_SUBSTITUTE = Rule(
    "NO_SUBSTITUTE",
    "RESIDENT",
    LIGHT,
    name=Words("代わりのいないケア", "Care without a substitute"),
    definition=Words(
        "ケアの役割を一人だけが担い、代わりになりうる介護・障害・保育のサービスも受けていない。"
        "金銭管理はサービスで代えられないものとし、精神的支えは数えない。",
        "A care role has one carer, and no care, disability or childcare service is received that "
        "could stand in. No service stands in for money; the emotional role is left out.",
    ),
    sentence=Words(
        "代わりのいないケアの役割が{count}つあります: {roles}。",
        "Care roles without a substitute: {count} ({roles_english}).",
    ),
    facts=("count", "roles", "roles_english"),
    next_step=Words(
        "担い手が急に動けなくなったときに頼む先を決めておく。",
        "Agree on whom to call when the carer suddenly cannot.",
    ),
    blind_spot=Words(
        "一時的に代われる人や、サービスの時間外の備えは分からない。",
        "It cannot see who would step in for a while, or how far a service reaches.",
    ),
    source="当方の定義(ケアの役割ごとの単独担い手)",
    starts_from=Start.CARE,
    condition=condition("NO_SUBSTITUTE"),
)

CARER_OVERLOADED = Rule(
    "CARER_OVERLOADED",
    "RESIDENT",
    NOTICEABLE,
    name=Words("ケアの過重", "Carer overloaded"),
    definition=Words(
        "ケアが週40時間以上、または仕事や学校のある人で週20時間以上。",
        "A carer gives 40 hours a week or more, or 20 beside work or school.",
    ),
    sentence=Words(
        "ケアが週{hours}時間になっています({count}人分)。",
        "Gives {hours} hours of care a week, to {count}.",
    ),
    facts=("hours", "count"),
    next_step=Words(
        "レスパイト(休息)のサービスと、分け合える人を探す。",
        "Look for respite, and for others to share the load.",
    ),
    blind_spot=Words(
        "記録されていない時間と、担い手の感じ方は分からない。",
        "It cannot see hours that nobody wrote down, or how the carer feels.",
    ),
    source="OECD Health at a Glance の週20時間以上(集中的なケア)を目安とした当方の既定値",
    starts_from=Start.CARE,
    condition=condition("CARER_OVERLOADED"),
)

RULES = (
    EIGHTY_FIFTY,
    DOUBLE_CARE,
    YOUNG_CARER,
    ELDERLY_CARER,
    AFTER_PARENTS,
    NO_SUBSTITUTE,
    CARER_OVERLOADED,
)
