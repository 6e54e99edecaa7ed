"""Support: agencies and what they offer, needs and what would meet them."""

from graph.kinds.places import POSITION, SYNTHETIC
from graph.model import (
    Choice,
    End,
    Index,
    Kana,
    Kind,
    Privacy,
    Property,
    Sought,
    Tie,
    Type,
    Value,
)

AGENCY_KIND = Choice(
    "AgencyKind",
    "What an agency is. Source: Saga City, agencies named at its council of representatives.",
    "機関の種別",
    (
        Value("ONE_STOP_WINDOW", "福祉まるごと相談窓口", "The one-stop window for any trouble."),
        Value("CITY_DEPARTMENT", "庁内関係部署", "A department at the city hall."),
        Value("BRANCH_OFFICE", "支所", "A branch office of the city."),
        Value("CITY_WELFARE_COUNCIL", "市社会福祉協議会", "The city's council of social welfare."),
        Value("COMMISSIONERS_COUNCIL", "市民生委員児童委員協議会", "Commissioners' association."),
        Value("COMMUNITY_CARE_CENTER", "地域包括支援センター", "Support centre for older people."),
        Value("CARE_PROVIDER", "介護施設・介護サービス事業所", "A provider of long-term care."),
        Value("SELF_RELIANCE_CENTER", "生活自立支援センター", "Support out of poverty."),
        Value("HOUSEHOLD_BUDGET_SUPPORT", "家計見直し相談室", "Advice on money and debts."),
        Value("CONSUMER_AFFAIRS", "消費生活センター", "Advice for consumers."),
        Value("HOUSING_SUPPORT", "居住支援団体", "Finds and secures housing."),
        Value("DISABILITY_SUPPORT_CENTER", "障害者支援センター", "Support for disabilities."),
        Value("CONSULTATION_PROVIDER", "相談支援事業所", "Plans services for disabilities."),
        Value("INTRACTABLE_DISEASE_CENTER", "県難病相談支援センター", "Intractable diseases."),
        Value("SINGLE_PARENT_CENTER", "県ひとり親家庭サポートセンター", "For single parents."),
        Value("CHILD_GUIDANCE_CENTER", "県児童相談所", "Protects children."),
        Value("SCHOOL_SOCIAL_WORK", "スクールソーシャルワーカー", "Social work at schools."),
        Value("RESETTLEMENT_CENTER", "県地域定着支援センター", "For people leaving prison."),
        Value("HEALTH_AND_WELFARE_OFFICE", "保健福祉事務所", "The prefecture's health office."),
        Value("EMPLOYMENT_OFFICE", "公共職業安定所", "The public employment office, Hello Work."),
        Value("LEGAL_SUPPORT", "法テラス", "Legal aid."),
        Value("POLICE", "警察", "The police."),
        Value("HOSPITAL", "医療機関", "A hospital or clinic, by its liaison office."),
        Value("PHARMACY", "薬局", "A pharmacy."),
        Value("UNIVERSITY", "大学", "A university or its medical faculty."),
        Value("PEER_GROUP", "当事者団体", "People who have been through the same."),
        Value("NEIGHBOURHOOD", "地域住民団体", "An association of neighbours."),
        Value("FIRM", "企業", "A firm that lends a hand."),
    ),
)

SECTOR = Choice(
    "Sector",
    "Which part of public life an agency belongs to.",
    "分野区分",
    (
        Value("WELFARE", "福祉", "Social welfare."),
        Value("CARE", "介護", "Long-term care."),
        Value("HEALTH", "保健・医療", "Health and medicine."),
        Value("CHILDREN", "子ども", "Children and schools."),
        Value("EMPLOYMENT", "雇用・労働", "Work."),
        Value("HOUSING", "住まい", "Housing."),
        Value("FINANCE", "家計・税・消費", "Money, tax and consumer affairs."),
        Value("LAW", "司法・法律", "Law and justice."),
        Value("SAFETY", "警察・安全", "Police and safety."),
        Value("COMMUNITY", "地域・市民", "Neighbours and citizens."),
        Value("BUSINESS", "企業", "Business."),
        Value("ACADEMIA", "学術", "Universities."),
    ),
)

CAPACITY = Choice(
    "CapacityState",
    "Whether an agency can take somebody on.",
    "受入状況",
    (
        Value("AVAILABLE", "受入可", "Takes people on."),
        Value("WAITLIST", "待機あり", "Takes people on after a wait."),
        Value("ASSESSMENT_FIRST", "要事前評価", "Decides after an assessment."),
        Value("NONE", "受入不可", "Takes nobody on."),
        Value("UNKNOWN", "不明", "Nobody has said."),
    ),
)

NEED_CLOSING = Choice(
    "NeedClosing",
    "How a need came to be closed.",
    "課題終結の理由",
    (
        Value("MET", "解消", "The need was met."),
        Value("ACCEPTED", "受容", "Those concerned live with it as it is."),
        Value("MOVED_AWAY", "転出", "The household moved away."),
        Value("DIED", "死亡", "The person died."),
        Value("LOST_CONTACT", "音信不通", "Contact was lost."),
    ),
)

SUPPORT_FUNCTION = Choice(
    "SupportFunction",
    "What a tie of support gives. Source: House, Umberson and Landis (1988).",
    "支援の機能",
    (
        Value("EMOTIONAL", "情緒的支援", "Someone who listens and cares."),
        Value("INSTRUMENTAL", "道具的支援", "Hands, money, things."),
        Value("INFORMATIONAL", "情報的支援", "Advice and knowledge."),
        Value("COMPANIONSHIP", "交流", "Company."),
    ),
)

STRENGTH = Choice(
    "TieStrength",
    "How strong a tie is, as drawn in an ecomap (Hartman 1978).",
    "つながりの強さ",
    (
        Value("STRONG", "強い", "A strong tie."),
        Value("NORMAL", "普通", "An ordinary tie."),
        Value("WEAK", "弱い", "A weak tie."),
    ),
)

DIRECTION = Choice(
    "EnergyDirection",
    "Where the energy of a tie flows.",
    "エネルギーの方向",
    (
        Value("GIVES", "支える側から", "From the supporter to the supported."),
        Value("TAKES", "支えられる側から", "From the supported to the supporter."),
        Value("MUTUAL", "双方向", "Both ways."),
    ),
)

RECEIPT = Choice(
    "ReceiptState",
    "Where a resident or household stands with a service.",
    "受給の状態",
    (
        Value("APPLIED", "申請中", "Applied for and not yet decided."),
        Value("RECEIVED", "受給中", "Received."),
        Value("REFUSED", "却下", "Refused."),
    ),
)

AGENCY = Kind(
    "Agency",
    "Agencies",
    "An organisation, office or group that can help.",
    "機関",
    (
        Property("name", Type.STRING, "Name.", "名称", Privacy.OPEN, required=True),
        Property(
            "kana", Type.STRING, "Name in hiragana.", "よみ", Privacy.OPEN, kana=Kana.HIRAGANA
        ),
        Property(
            "kind",
            Type.STRING,
            "What it is.",
            "種別",
            Privacy.OPEN,
            required=True,
            index=Index.RANGE,
            choice=AGENCY_KIND,
        ),
        Property(
            "sector",
            Type.STRING,
            "Part of public life it belongs to.",
            "分野区分",
            Privacy.OPEN,
            required=True,
            choice=SECTOR,
        ),
        Property(
            "insideCityHall",
            Type.BOOLEAN,
            "True when it is part of the city's own offices.",
            "庁内",
            Privacy.OPEN,
            required=True,
        ),
        Property(
            "welfare",
            Type.BOOLEAN,
            "True when welfare is what it is for.",
            "福祉分野",
            Privacy.OPEN,
            required=True,
        ),
        Property(
            "windowSystem",
            Type.BOOLEAN,
            "True when its desk has the household window system.",
            "福祉総合窓口システム設置",
            Privacy.OPEN,
        ),
        Property(
            "address",
            Type.STRING,
            "Address.",
            "所在地",
            Privacy.OPEN,
            sought=Sought.ADDRESS,
        ),
        POSITION,
        Property(
            "phone",
            Type.STRING,
            "Telephone.",
            "電話番号",
            Privacy.OPEN,
            sought=Sought.NUMBER,
        ),
        Property("url", Type.STRING, "Website.", "URL", Privacy.OPEN),
        Property("openingHours", Type.STRING, "When it is open.", "開所時間", Privacy.OPEN),
        Property(
            "capacityState",
            Type.STRING,
            "Whether it can take somebody on, as of `capacityAsOf`.",
            "受入状況",
            Privacy.OPEN,
            choice=CAPACITY,
        ),
        Property(
            "capacityMaximum",
            Type.INTEGER,
            "People it can look after at once.",
            "定員",
            Privacy.OPEN,
            unit="people",
        ),
        Property(
            "capacityAvailable",
            Type.INTEGER,
            "Free places, as of `capacityAsOf`.",
            "空き",
            Privacy.OPEN,
            unit="people",
        ),
        Property(
            "capacityAsOf",
            Type.DATE,
            "Day the capacity was last confirmed.",
            "受入状況の確認日",
            Privacy.OPEN,
        ),
        Property(
            "minimumAge",
            Type.INTEGER,
            "Youngest age served, inclusive; null without a lower bound.",
            "対象年齢下限",
            Privacy.OPEN,
            unit="years",
        ),
        Property(
            "maximumAge",
            Type.INTEGER,
            "Oldest age served, inclusive; null without an upper bound.",
            "対象年齢上限",
            Privacy.OPEN,
            unit="years",
        ),
        Property(
            "handbookRequired",
            Type.BOOLEAN,
            "True when only holders of a disability handbook are served.",
            "手帳要件",
            Privacy.OPEN,
        ),
        Property(
            "consentRequired",
            Type.BOOLEAN,
            "True when it acts only with the consent of the person concerned.",
            "本人同意要件",
            Privacy.OPEN,
        ),
        SYNTHETIC,
    ),
    search=("name", "kana"),
    few=True,
)

SERVICE = Kind(
    "Service",
    "Services",
    "A scheme or service somebody may be entitled to, with the rule and its source.",
    "制度・サービス",
    (
        Property(
            "code",
            Type.STRING,
            "Stable code of the scheme, shared by the dated versions of its rule.",
            "コード",
            Privacy.OPEN,
        ),
        Property("name", Type.STRING, "Name.", "名称", Privacy.OPEN, required=True),
        Property(
            "kana", Type.STRING, "Name in hiragana.", "よみ", Privacy.OPEN, kana=Kana.HIRAGANA
        ),
        Property(
            "shortName",
            Type.STRING,
            "Short name on the icons of the household window.",
            "略称",
            Privacy.OPEN,
        ),
        Property("description", Type.STRING, "What it gives.", "内容", Privacy.OPEN),
        Property("desk", Type.STRING, "Where to apply.", "申請窓口", Privacy.OPEN),
        Property("documents", Type.STRINGS, "Documents to bring.", "必要書類", Privacy.OPEN),
        Property("form", Type.STRING, "Name of the application form.", "申請書", Privacy.OPEN),
        Property(
            "systemised",
            Type.BOOLEAN,
            "True when candidates are found by the window system.",
            "システム化",
            Privacy.OPEN,
            required=True,
        ),
        Property(
            "rule",
            Type.STRING,
            "Who is entitled, in words.",
            "対象要件",
            Privacy.OPEN,
        ),
        Property(
            "minimumAge",
            Type.INTEGER,
            "Youngest age entitled, inclusive; null without a lower bound.",
            "対象年齢下限",
            Privacy.OPEN,
            unit="years",
        ),
        Property(
            "maximumAge",
            Type.INTEGER,
            "Oldest age entitled, inclusive; null without an upper bound.",
            "対象年齢上限",
            Privacy.OPEN,
            unit="years",
        ),
        Property(
            "handbooksAccepted",
            Type.STRINGS,
            "Handbooks of which one is needed; empty when none is.",
            "対象手帳",
            Privacy.OPEN,
        ),
        Property(
            "careLevelsAccepted",
            Type.STRINGS,
            "Care levels of which one is needed; empty when none is.",
            "対象要介護度",
            Privacy.OPEN,
        ),
        Property(
            "taxClassesAccepted",
            Type.STRINGS,
            "Tax classes of which one is needed; empty when none is.",
            "対象税区分",
            Privacy.OPEN,
        ),
        Property(
            "incomeLimit",
            Type.INTEGER,
            "Yearly income above which nobody is entitled; null without a limit.",
            "所得制限",
            Privacy.OPEN,
            unit="yen per year",
        ),
        Property(
            "amount",
            Type.INTEGER,
            "Amount paid in the basic case; null when it is not money.",
            "支給額",
            Privacy.OPEN,
            unit="yen per month",
        ),
        Property(
            "amountsByCase",
            Type.STRING,
            "The other amounts, in words.",
            "支給額の区分",
            Privacy.OPEN,
        ),
        Property(
            "careUnitLimits",
            Type.STRINGS,
            "Monthly limits by care level, such as `CARE_1 16765`.",
            "区分支給限度基準額",
            Privacy.OPEN,
            unit="units per month",
        ),
        Property("validFrom", Type.DATE, "First day of the rule.", "適用開始日", Privacy.OPEN),
        Property(
            "validTo",
            Type.DATE,
            "Last day of the rule; null while valid.",
            "適用終了日",
            Privacy.OPEN,
        ),
        Property(
            "source", Type.STRING, "Law, page or paper the rule is from.", "出典", Privacy.OPEN
        ),
        Property("sourceUrl", Type.STRING, "Address of the source.", "出典URL", Privacy.OPEN),
        SYNTHETIC,
    ),
    search=("name", "kana", "shortName"),
    few=True,
)

FIELD = Kind(
    "Field",
    "Fields",
    "A field of consultation that need categories belong to.",
    "分野",
    (
        Property(
            "code",
            Type.STRING,
            "Stable code in UPPER_SNAKE_CASE.",
            "コード",
            Privacy.OPEN,
            required=True,
            index=Index.UNIQUE,
        ),
        Property("name", Type.STRING, "Name in Japanese.", "名称", Privacy.OPEN, required=True),
        Property(
            "nameEnglish", Type.STRING, "Name in English.", "英語名", Privacy.OPEN, required=True
        ),
    ),
    order=("code",),
    few=True,
)

NEED_CATEGORY = Kind(
    "NeedCategory",
    "NeedCategories",
    "A category of trouble, from the standard intake sheet of self-reliance support.",
    "課題の種類",
    (
        Property(
            "code",
            Type.STRING,
            "Stable code in UPPER_SNAKE_CASE.",
            "コード",
            Privacy.OPEN,
            required=True,
            index=Index.UNIQUE,
        ),
        Property("name", Type.STRING, "Name in Japanese.", "名称", Privacy.OPEN, required=True),
        Property(
            "nameEnglish", Type.STRING, "Name in English.", "英語名", Privacy.OPEN, required=True
        ),
        Property(
            "fhirDomain",
            Type.STRING,
            "Domain of the HL7 Gravity project it maps to.",
            "FHIR分野",
            Privacy.OPEN,
        ),
    ),
    order=("code",),
    search=("name", "nameEnglish"),
    few=True,
)

NEED = Kind(
    "Need",
    "Needs",
    "A trouble of a resident or household that somebody has named.",
    "課題",
    (
        Property(
            "severity",
            Type.INTEGER,
            "How grave it is: 1 light, 2 noticeable, 3 serious, 4 acute.",
            "深刻度",
            Privacy.NEED,
            unit="1 to 4",
        ),
        Property(
            "acknowledged",
            Type.BOOLEAN,
            "True when the people concerned feel it as a trouble themselves.",
            "困り感",
            Privacy.NEED,
        ),
        Property(
            "openedOn",
            Type.DATE,
            "Day it was named.",
            "把握日",
            Privacy.NEED,
            index=Index.RANGE,
        ),
        Property(
            "closedOn",
            Type.DATE,
            "Day it was closed; null while open.",
            "終結日",
            Privacy.NEED,
            index=Index.RANGE,
        ),
        Property(
            "closing",
            Type.STRING,
            "How it was closed; null while open.",
            "終結理由",
            Privacy.NEED,
            choice=NEED_CLOSING,
        ),
        Property("note", Type.STRING, "What was noted.", "備考", Privacy.FREE_TEXT),
    ),
    below="openedOn",
)

KINDS = (AGENCY, SERVICE, FIELD, NEED_CATEGORY, NEED)

TIES = (
    Tie(
        "SERVES",
        "Is there for the people of a district, an area or the whole municipality.",
        "担当区域とする",
        (
            End("Agency", "District"),
            End("Agency", "Area"),
            End("Agency", "Municipality"),
            End("Council", "District"),
        ),
        places=False,
    ),
    Tie(
        "OFFERS",
        "Offers the service.",
        "提供する",
        (End("Agency", "Service"), End("Place", "Service")),
        places=False,
    ),
    Tie(
        "HANDLES",
        "Takes on needs of this category.",
        "対応する",
        (End("Agency", "NeedCategory"),),
        places=False,
    ),
    Tie(
        "ADDRESSES",
        "Can meet needs of this category, at least in part.",
        "課題に応える",
        (
            End("Service", "NeedCategory"),
            End("Place", "NeedCategory"),
            End("Supporter", "NeedCategory"),
            End("Council", "NeedCategory"),
        ),
        places=False,
    ),
    Tie(
        "IN_FIELD",
        "Belongs to the field.",
        "分野に属する",
        (End("NeedCategory", "Field"), End("Agency", "Field"), End("Service", "Field")),
        places=False,
    ),
    Tie(
        "IN_CATEGORY",
        "Is of the category.",
        "種類に属する",
        (End("Need", "NeedCategory"), End("Consultation", "NeedCategory")),
        places=False,
    ),
    Tie(
        "RECEIVES",
        "Receives or has applied for the service.",
        "受給する",
        (End("Resident", "Service"), End("Household", "Service")),
        (
            Property(
                "state",
                Type.STRING,
                "Where the application stands.",
                "受給の状態",
                Privacy.NEED,
                choice=RECEIPT,
            ),
        ),
        places=False,
    ),
    Tie(
        "SUPPORTS",
        "Gives support that somebody can feel.",
        "支える",
        (
            End("Resident", "Resident"),
            End("Supporter", "Resident"),
            End("Agency", "Resident"),
            End("Place", "Resident"),
            End("Supporter", "Household"),
            End("Agency", "Household"),
        ),
        (
            Property(
                "functions",
                Type.STRINGS,
                "What the support gives.",
                "支援の機能",
                Privacy.NEED,
                choice=SUPPORT_FUNCTION,
            ),
            Property(
                "strength",
                Type.STRING,
                "How strong the tie is.",
                "強さ",
                Privacy.NEED,
                choice=STRENGTH,
            ),
            Property(
                "direction",
                Type.STRING,
                "Where the energy flows.",
                "方向",
                Privacy.NEED,
                choice=DIRECTION,
            ),
            Property(
                "formal",
                Type.BOOLEAN,
                "True when it comes with an office or a contract.",
                "公的な支援",
                Privacy.NEED,
            ),
            Property(
                "stressful", Type.BOOLEAN, "True when the tie strains.", "葛藤あり", Privacy.NEED
            ),
        ),
        indexed=("until",),
        places=True,
    ),
)
