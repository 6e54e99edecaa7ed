"""People: households, the residents in them, and those who look after them in person."""

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

TAX_CLASS = Choice(
    "TaxClass",
    "Municipal tax class of a household.",
    "世帯の税区分",
    (
        Value("TAXED", "課税", "At least one member pays municipal tax."),
        Value("EXEMPT", "非課税", "No member pays municipal tax."),
        Value("PUBLIC_ASSISTANCE", "生活保護", "The household receives public assistance."),
        Value("UNDECLARED", "未申告", "Income has not been declared."),
    ),
)

COMPOSITION = Choice(
    "Composition",
    "Who lives together, by the classes of the census.",
    "世帯の家族類型",
    (
        Value("SINGLE", "単独", "One person."),
        Value("COUPLE", "夫婦のみ", "A couple alone."),
        Value("COUPLE_WITH_CHILDREN", "夫婦と子", "A couple and their children of any age."),
        Value("MOTHER_WITH_CHILDREN", "女親と子", "A mother and her children of any age."),
        Value("FATHER_WITH_CHILDREN", "男親と子", "A father and his children of any age."),
        Value("THREE_GENERATIONS", "三世代", "Grandparents, parents and children."),
        Value("OTHER", "その他", "Any other group, such as siblings or a couple with a parent."),
    ),
)

SEX = Choice(
    "Sex",
    "Sex as registered.",
    "性別",
    (
        Value("FEMALE", "女", "Registered as female."),
        Value("MALE", "男", "Registered as male."),
        Value("UNKNOWN", "不明", "Not registered."),
    ),
)

RELATION = Choice(
    "Relation",
    "Relation to the head of the household, as registered.",
    "続柄",
    (
        Value("HEAD", "世帯主", "Head of the household."),
        Value("SPOUSE", "配偶者", "Husband or wife of the head."),
        Value("CHILD", "子", "Child of the head."),
        Value("CHILDS_SPOUSE", "子の配偶者", "Husband or wife of a child of the head."),
        Value("GRANDCHILD", "子の子", "Grandchild of the head."),
        Value("PARENT", "父母", "Parent of the head or of the head's spouse."),
        Value("SIBLING", "兄弟姉妹", "Brother or sister of the head."),
        Value("OTHER", "同居人", "Anyone else in the household."),
    ),
)

CARE_LEVEL = Choice(
    "CareLevel",
    "Certified need for support or care under long-term care insurance.",
    "要介護度",
    (
        Value("SUPPORT_1", "要支援1", "Support level 1."),
        Value("SUPPORT_2", "要支援2", "Support level 2."),
        Value("CARE_1", "要介護1", "Care level 1."),
        Value("CARE_2", "要介護2", "Care level 2."),
        Value("CARE_3", "要介護3", "Care level 3."),
        Value("CARE_4", "要介護4", "Care level 4."),
        Value("CARE_5", "要介護5", "Care level 5, the highest need."),
    ),
)

HANDBOOK = Choice(
    "Handbook",
    "A disability handbook and its grade; grade 1 and grade A are the most severe.",
    "障害者手帳",
    (
        Value("PHYSICAL_1", "身体障害者手帳1級", "Physical disability, grade 1."),
        Value("PHYSICAL_2", "身体障害者手帳2級", "Physical disability, grade 2."),
        Value("PHYSICAL_3", "身体障害者手帳3級", "Physical disability, grade 3."),
        Value("PHYSICAL_4", "身体障害者手帳4級", "Physical disability, grade 4."),
        Value("PHYSICAL_5", "身体障害者手帳5級", "Physical disability, grade 5."),
        Value("PHYSICAL_6", "身体障害者手帳6級", "Physical disability, grade 6."),
        Value("INTELLECTUAL_A", "療育手帳A", "Intellectual disability, severe."),
        Value("INTELLECTUAL_B", "療育手帳B", "Intellectual disability, other."),
        Value("MENTAL_1", "精神障害者保健福祉手帳1級", "Mental disability, grade 1."),
        Value("MENTAL_2", "精神障害者保健福祉手帳2級", "Mental disability, grade 2."),
        Value("MENTAL_3", "精神障害者保健福祉手帳3級", "Mental disability, grade 3."),
    ),
)

EMPLOYMENT = Choice(
    "Employment",
    "What a resident does for a living.",
    "就労状況",
    (
        Value("PRESCHOOL", "未就学", "Before elementary school."),
        Value("STUDENT", "学生・生徒・児童", "At school or university."),
        Value("REGULAR", "正規雇用", "Regular employment."),
        Value("NON_REGULAR", "非正規雇用", "Part-time, temporary or dispatched work."),
        Value("SELF_EMPLOYED", "自営業", "Own business, farming included."),
        Value("SUPPORTED", "福祉的就労", "Work in a facility for people with disabilities."),
        Value("HOMEMAKER", "家事", "Keeps house without paid work."),
        Value("UNEMPLOYED", "無職", "Of working age without work."),
        Value("RETIRED", "年金生活", "Retired, lives on a pension."),
    ),
)

SUPPORTER_ROLE = Choice(
    "SupporterRole",
    "In which capacity somebody looks after others.",
    "支援者の役割",
    (
        Value("VOLUNTEER", "福祉協力員", "Keeps a distant eye on neighbours and passes signs on."),
        Value("COMMISSIONER", "民生委員・児童委員", "Welfare and child commissioner."),
        Value("CSW", "コミュニティソーシャルワーカー", "Community social worker of an area."),
        Value("CSW_LEAD", "CSW統括", "Leads the community social workers of all areas."),
        Value(
            "COORDINATOR", "相談支援包括化推進員", "Coordinates agencies at the one-stop window."
        ),
        Value("CASEWORKER", "相談員・担当職員", "Works on cases at an agency."),
        Value("NEIGHBOUR", "近隣住民", "A neighbour or friend who helps without an office."),
        Value("LECTURER", "講師", "Teaches at a training."),
    ),
)

CARE_ROLE = Choice(
    "CareRole",
    "What a carer does for the person cared for.",
    "ケアの役割",
    (
        Value("CHILDCARE", "育児", "Brings up a child."),
        Value("PERSONAL_CARE", "身体介護", "Washing, feeding, moving."),
        Value("HOUSEWORK", "家事援助", "Cooking, cleaning, shopping."),
        Value("MONEY", "金銭管理", "Looks after money."),
        Value("ESCORT", "通院介助", "Takes to hospital and offices."),
        Value("WATCHING", "見守り", "Watches over somebody who cannot be left alone."),
        Value("EMOTIONAL", "精神的支え", "Listens and calms."),
    ),
)

HOUSEHOLD = Kind(
    "Household",
    "Households",
    "People who live together and share a living, as registered.",
    "世帯",
    (
        Property(
            "number",
            Type.STRING,
            "Number in the register of residents.",
            "世帯番号",
            Privacy.INTERNAL,
            index=Index.UNIQUE,
        ),
        Property(
            "address",
            Type.STRING,
            "Address.",
            "住所",
            Privacy.LOCATION,
            index=Index.TEXT,
            sought=Sought.ADDRESS,
        ),
        Property(
            "postalCode",
            Type.STRING,
            "Postal code.",
            "郵便番号",
            Privacy.LOCATION,
            sought=Sought.NUMBER,
        ),
        Property(
            "position",
            Type.POINT,
            "Where the household lives.",
            "位置",
            Privacy.LOCATION,
            index=Index.POINT,
        ),
        Property(
            "phone",
            Type.STRING,
            "Telephone.",
            "電話番号",
            Privacy.CONTACT,
            sought=Sought.NUMBER,
        ),
        Property("taxClass", Type.STRING, "Tax class.", "税区分", Privacy.NEED, choice=TAX_CLASS),
        Property(
            "composition",
            Type.STRING,
            "Who lives together.",
            "家族類型",
            Privacy.BASIC,
            choice=COMPOSITION,
        ),
    ),
)

RESIDENT = Kind(
    "Resident",
    "Residents",
    "A person on the register of residents.",
    "住民",
    (
        Property("name", Type.STRING, "Name.", "氏名", Privacy.BASIC, index=Index.RANGE),
        Property(
            "kana",
            Type.STRING,
            "Name in katakana.",
            "氏名カナ",
            Privacy.BASIC,
            index=Index.TEXT,
            kana=Kana.KATAKANA,
        ),
        Property("sex", Type.STRING, "Sex as registered.", "性別", Privacy.BASIC, choice=SEX),
        Property(
            "birthDate",
            Type.DATE,
            "Date of birth.",
            "生年月日",
            Privacy.BASIC,
            index=Index.RANGE,
        ),
        Property("deathDate", Type.DATE, "Date of death.", "死亡日", Privacy.BASIC),
        Property(
            "relation",
            Type.STRING,
            "Relation to the head of the household.",
            "続柄",
            Privacy.BASIC,
            choice=RELATION,
        ),
        Property(
            "phone",
            Type.STRING,
            "Telephone.",
            "電話番号",
            Privacy.CONTACT,
            sought=Sought.NUMBER,
        ),
        Property(
            "employment",
            Type.STRING,
            "What the resident does for a living.",
            "就労状況",
            Privacy.NEED,
            choice=EMPLOYMENT,
        ),
        Property(
            "careLevel",
            Type.STRING,
            "Certified need for support or care; null when none is certified.",
            "要介護度",
            Privacy.HEALTH,
            index=Index.RANGE,
            choice=CARE_LEVEL,
        ),
        Property(
            "handbooks",
            Type.STRINGS,
            "Disability handbooks held.",
            "障害者手帳",
            Privacy.HEALTH,
            choice=HANDBOOK,
        ),
        Property(
            "lsns6",
            Type.INTEGER,
            "Lubben Social Network Scale, six items; below 12 counts as isolated.",
            "LSNS-6",
            Privacy.HEALTH,
            unit="points of 30",
        ),
        Property(
            "protected",
            Type.BOOLEAN,
            "True while the whereabouts are withheld, as for victims of domestic violence.",
            "DV等支援措置",
            Privacy.INTERNAL,
        ),
    ),
    search=("name", "kana"),
)

SUPPORTER = Kind(
    "Supporter",
    "Supporters",
    "Somebody who looks after others in person, in one or more roles.",
    "支援者",
    (
        Property("name", Type.STRING, "Name.", "氏名", Privacy.BASIC),
        Property(
            "kana", Type.STRING, "Name in katakana.", "氏名カナ", Privacy.BASIC, kana=Kana.KATAKANA
        ),
        Property(
            "roles",
            Type.STRINGS,
            "In which capacity; the first is the main one.",
            "役割",
            Privacy.OPEN,
            required=True,
            choice=SUPPORTER_ROLE,
        ),
        Property(
            "mainRole",
            Type.STRING,
            "The first of `roles`, by which supporters are counted.",
            "主な役割",
            Privacy.OPEN,
            required=True,
            index=Index.RANGE,
            choice=SUPPORTER_ROLE,
        ),
        Property(
            "phone",
            Type.STRING,
            "Telephone.",
            "電話番号",
            Privacy.CONTACT,
            sought=Sought.NUMBER,
        ),
        Property("email", Type.STRING, "E-mail.", "メール", Privacy.CONTACT),
        Property("appointedOn", Type.DATE, "Day of appointment.", "委嘱日", Privacy.BASIC),
        Property(
            "retiredOn", Type.DATE, "Day of leaving; null while active.", "退任日", Privacy.BASIC
        ),
    ),
    search=("name", "kana"),
)

KINDS = (HOUSEHOLD, RESIDENT, SUPPORTER)

TIES = (
    Tie(
        "MEMBER_OF",
        "Lives in the household.",
        "世帯員である",
        (End("Resident", "Household"),),
        first="relation",
        places=False,
    ),
    Tie("PARENT_OF", "Is a parent of.", "親である", (End("Resident", "Resident"),), places=False),
    Tie(
        "SPOUSE_OF",
        "Is married to; stored once for a couple, from either side.",
        "配偶者である",
        (End("Resident", "Resident"),),
        symmetric=True,
        places=False,
    ),
    Tie(
        "CARES_FOR",
        "Cares for somebody, unpaid.",
        "ケアを担う",
        (End("Resident", "Resident"),),
        (
            Property(
                "roles",
                Type.STRINGS,
                "What the carer does.",
                "ケアの役割",
                Privacy.NEED,
                choice=CARE_ROLE,
            ),
            Property(
                "hoursPerWeek",
                Type.INTEGER,
                "Time given.",
                "ケア時間",
                Privacy.NEED,
                unit="hours per week",
            ),
        ),
        places=False,
    ),
    Tie(
        "WATCHES",
        "Keeps a distant eye on the household.",
        "見守る",
        (End("Supporter", "Household"),),
        places=True,
    ),
    Tie(
        "ACTIVE_IN",
        "Works in the district in this role.",
        "校区で活動する",
        (End("Supporter", "District"),),
        places=False,
    ),
    Tie(
        "WORKS_FOR",
        "Belongs to the agency or council.",
        "所属する",
        (End("Supporter", "Agency"), End("Supporter", "Council")),
        places=False,
    ),
    Tie(
        "ASSIGNED_TO",
        "Is the one named for an area, a case, a need, a hand-over or a gap.",
        "担当する",
        (
            End("Supporter", "Area"),
            End("Supporter", "Case"),
            End("Supporter", "Need"),
            End("Supporter", "Referral"),
            End("Supporter", "SupportGap"),
        ),
        places=True,
    ),
)
