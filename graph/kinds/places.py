"""Places: the municipality, its areas and districts, and where people meet."""

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

PLACE_TYPE = Choice(
    "PlaceType",
    "What a place is for.",
    "地域資源の種類",
    (
        Value("COMMUNITY_CAFE", "コミュニティカフェ", "A place open to all generations."),
        Value("SALON", "サロン", "A regular gathering of neighbours, mostly older people."),
        Value("COUNCIL_OFFICE", "校区社協事務所", "Office of a district welfare council."),
        Value("SCHOOL", "小学校", "An elementary school."),
        Value("HALL", "公民館", "A community hall."),
        Value("CHILDREN_CAFETERIA", "子ども食堂", "Meals and company for children."),
        Value("SHELTER", "指定緊急避難場所", "A designated emergency shelter."),
    ),
)

SYNTHETIC = Property(
    "synthetic",
    Type.BOOLEAN,
    "True when the record, or a figure in it, is made up for the demo city.",
    "架空データ",
    Privacy.OPEN,
    required=True,
)
POSITION = Property(
    "position", Type.POINT, "Where it is on the map.", "位置", Privacy.OPEN, index=Index.POINT
)

MUNICIPALITY = Kind(
    "Municipality",
    "Municipalities",
    "A city, town or village that runs the support network.",
    "市町村",
    (
        Property(
            "code",
            Type.STRING,
            "Six-digit code of the local government, check digit included.",
            "全国地方公共団体コード",
            Privacy.OPEN,
            required=True,
            index=Index.UNIQUE,
        ),
        Property("name", Type.STRING, "Name.", "名称", Privacy.OPEN, required=True),
        Property(
            "kana", Type.STRING, "Name in hiragana.", "よみ", Privacy.OPEN, kana=Kana.HIRAGANA
        ),
        Property("prefecture", Type.STRING, "Prefecture.", "都道府県", Privacy.OPEN),
        Property(
            "population",
            Type.INTEGER,
            "Registered residents on `figuresAsOf`.",
            "人口",
            Privacy.OPEN,
            unit="people",
        ),
        Property(
            "householdCount",
            Type.INTEGER,
            "Registered households on `figuresAsOf`.",
            "世帯数",
            Privacy.OPEN,
            unit="households",
        ),
        Property(
            "share65Plus",
            Type.FLOAT,
            "Share of residents aged 65 or over on `figuresAsOf`.",
            "高齢化率",
            Privacy.OPEN,
            unit="percent",
        ),
        Property("figuresAsOf", Type.DATE, "Day the figures were taken.", "基準日", Privacy.OPEN),
        Property(
            "commissionerQuota",
            Type.INTEGER,
            "Seats of welfare and child commissioners set for the municipality.",
            "民生委員・児童委員定数",
            Privacy.OPEN,
            unit="people",
        ),
        Property(
            "windowSystemSince",
            Type.DATE,
            "Day the household window system was introduced.",
            "福祉総合窓口システム導入日",
            Privacy.OPEN,
        ),
        Property(
            "counterRebuiltOn",
            Type.DATE,
            "Day the rebuilt welfare counter was finished.",
            "窓口改修完成日",
            Privacy.OPEN,
        ),
        Property(
            "counterLength",
            Type.INTEGER,
            "Length of the welfare counter.",
            "カウンター全長",
            Privacy.OPEN,
            unit="metres",
        ),
        SYNTHETIC,
    ),
    order=("code",),
    few=True,
)

AREA = Kind(
    "Area",
    "Areas",
    "A part of the municipality that one team of community social workers looks after.",
    "CSW圏域",
    (
        Property(
            "code",
            Type.STRING,
            "Code within the municipality.",
            "圏域コード",
            Privacy.OPEN,
            required=True,
            index=Index.UNIQUE,
        ),
        Property("name", Type.STRING, "Name.", "名称", Privacy.OPEN, required=True),
        Property(
            "kana", Type.STRING, "Name in hiragana.", "よみ", Privacy.OPEN, kana=Kana.HIRAGANA
        ),
        SYNTHETIC,
    ),
    order=("code",),
    few=True,
)

DISTRICT = Kind(
    "District",
    "Districts",
    "An elementary school district, the unit in which neighbours organise.",
    "小学校区",
    (
        Property(
            "code",
            Type.STRING,
            "Code within the municipality, two digits.",
            "校区コード",
            Privacy.OPEN,
            required=True,
            index=Index.UNIQUE,
        ),
        Property("name", Type.STRING, "Name.", "校区名", Privacy.OPEN, required=True),
        Property(
            "kana", Type.STRING, "Name in hiragana.", "よみ", Privacy.OPEN, kana=Kana.HIRAGANA
        ),
        Property(
            "population",
            Type.INTEGER,
            "Registered residents on the municipality's `figuresAsOf`.",
            "人口",
            Privacy.OPEN,
            unit="people",
        ),
        Property(
            "householdCount",
            Type.INTEGER,
            "Registered households on the municipality's `figuresAsOf`.",
            "世帯数",
            Privacy.OPEN,
            unit="households",
        ),
        Property(
            "share65Plus",
            Type.FLOAT,
            "Share of residents aged 65 or over.",
            "高齢化率",
            Privacy.OPEN,
            unit="percent",
        ),
        Property(
            "commissionerQuota",
            Type.INTEGER,
            "Seats of welfare and child commissioners set for the district.",
            "民生委員・児童委員定数",
            Privacy.OPEN,
            unit="people",
        ),
        POSITION,
        SYNTHETIC,
    ),
    order=("code",),
    search=("name", "kana"),
    few=True,
)

PLACE = Kind(
    "Place",
    "Places",
    "A resource of the neighbourhood: where people meet, and when.",
    "地域資源",
    (
        Property("name", Type.STRING, "Name.", "名称", Privacy.OPEN, required=True),
        Property(
            "kana", Type.STRING, "Name in hiragana.", "よみ", Privacy.OPEN, kana=Kana.HIRAGANA
        ),
        Property(
            "type",
            Type.STRING,
            "What the place is for.",
            "種類",
            Privacy.OPEN,
            required=True,
            index=Index.RANGE,
            choice=PLACE_TYPE,
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
            "openingHours", Type.STRING, "When it is open, in words.", "開所日時", Privacy.OPEN
        ),
        Property(
            "capacity",
            Type.INTEGER,
            "How many people fit at once.",
            "定員",
            Privacy.OPEN,
            unit="people",
        ),
        Property("openedOn", Type.DATE, "First day open.", "開設日", Privacy.OPEN),
        Property(
            "closedOn", Type.DATE, "First day closed; null while open.", "閉鎖日", Privacy.OPEN
        ),
        SYNTHETIC,
    ),
    search=("name", "kana"),
    few=True,
)

COUNCIL = Kind(
    "Council",
    "Councils",
    "A district welfare council: neighbours who run watching, meals, salons and more.",
    "校区社会福祉協議会",
    (
        Property("name", Type.STRING, "Name.", "名称", Privacy.OPEN, required=True),
        Property(
            "kana", Type.STRING, "Name in hiragana.", "よみ", Privacy.OPEN, kana=Kana.HIRAGANA
        ),
        Property("foundedOn", Type.DATE, "Day it was founded.", "設立日", Privacy.OPEN),
        Property(
            "phone",
            Type.STRING,
            "Telephone.",
            "電話番号",
            Privacy.OPEN,
            sought=Sought.NUMBER,
        ),
        SYNTHETIC,
    ),
    search=("name", "kana"),
    few=True,
)

KINDS = (MUNICIPALITY, AREA, DISTRICT, PLACE, COUNCIL)

TIES = (
    Tie(
        "IN_MUNICIPALITY",
        "Belongs to the municipality.",
        "市町村に属する",
        (End("Area", "Municipality"), End("District", "Municipality")),
        places=False,
    ),
    Tie(
        "IN_AREA",
        "Belongs to the area of one team of community social workers.",
        "圏域に属する",
        (End("District", "Area"),),
        places=False,
    ),
    Tie(
        "IN_DISTRICT",
        "Lies in the school district.",
        "校区内にある",
        (
            End("Household", "District"),
            End("Place", "District"),
            End("Council", "District"),
            End("Agency", "District"),
            End("SupportGap", "District"),
        ),
        places=True,
    ),
)
