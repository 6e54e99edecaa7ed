"""Work: consultations, cases, plans, hand-overs, meetings and trainings."""

from graph.model import Choice, End, Index, Kind, Privacy, Property, Tie, Type, Value

CHANNEL = Choice(
    "Channel",
    "How a consultation reached the desk.",
    "受付方法",
    (
        Value("VISIT_TO_DESK", "来所", "Somebody came to the desk."),
        Value("TELEPHONE", "電話", "By telephone."),
        Value("HOME_VISIT", "訪問", "Staff visited the home."),
        Value("EMAIL", "メール", "By e-mail."),
        Value("REFERRED", "他機関からのつなぎ", "Handed over by another agency."),
        Value("COMMISSIONER", "民生委員経由", "Through a commissioner."),
        Value("OUTREACH", "アウトリーチ", "Found by going out."),
    ),
)

ROUTE = Choice(
    "Route",
    "Who brought a consultation to the one-stop window. Source: Saga City, FY2020.",
    "相談経路",
    (
        Value("SELF", "本人・家族", "The person or family."),
        Value("COMMISSIONER", "民生委員", "A commissioner."),
        Value("CSW", "CSW", "A community social worker."),
        Value("NEIGHBOUR", "近隣・知人", "A neighbour or acquaintance."),
        Value("INSURANCE_AND_PENSION", "保険年金課", "Insurance and pension department."),
        Value("LIVELIHOOD_WELFARE", "生活福祉課", "Livelihood welfare department."),
        Value("DISABILITY_WELFARE", "障がい福祉課", "Disability welfare department."),
        Value("CHILDREN_AND_FAMILIES", "こども家庭課", "Children and families department."),
        Value("CITIZENS_AFFAIRS", "市民生活課", "Citizens' affairs department."),
        Value("ELDERLY_WELFARE", "高齢福祉課", "Elderly welfare department."),
        Value("TAX_PAYMENT", "納税課", "Tax payment department."),
        Value("PUBLIC_SAFETY", "生活安全課", "Public safety department."),
        Value("OTHER_DEPARTMENT", "その他庁内", "Another department of the city."),
        Value("CARE_PROVIDER", "介護施設", "A care provider."),
        Value("HOUSEHOLD_BUDGET_SUPPORT", "家計見直し相談室", "Household budget advice."),
        Value("COMMUNITY_CARE_CENTER", "地域包括支援センター", "Community care centre."),
        Value("DISABILITY_PROVIDER", "障がい者相談施設事業所", "A provider for disabilities."),
        Value("SELF_RELIANCE_CENTER", "生活自立支援センター", "Self-reliance support centre."),
        Value("UNIVERSITY_HOSPITAL", "佐賀大学医学部", "The university's medical faculty."),
        Value("HOSPITAL", "医療機関", "A hospital or clinic."),
        Value("PHARMACY", "薬局", "A pharmacy."),
        Value("EMPLOYMENT_OFFICE", "ハローワーク", "The public employment office."),
        Value("SCHOOL_SOCIAL_WORK", "スクールソーシャルワーカー", "A school social worker."),
        Value("HOUSING_SUPPORT", "居住支援団体", "A housing support group."),
        Value("FIRM", "企業", "A firm."),
    ),
)

CASE_STATE = Choice(
    "CaseState",
    "Where a case stands.",
    "ケースの状態",
    (
        Value("OPEN", "支援中", "Worked on."),
        Value("MONITORING", "見守り", "Support goes on at a distance."),
        Value("CLOSED", "終結", "Ended."),
    ),
)

PLAN_STATE = Choice(
    "PlanState",
    "Where a plan stands.",
    "プランの状態",
    (
        Value("DRAFT", "案", "Written and not yet decided."),
        Value("DECIDED", "決定", "Decided by a meeting and in force."),
        Value("EVALUATED", "評価済み", "Evaluated by a meeting."),
        Value("ENDED", "終了", "No longer in force."),
    ),
)

REFERRAL_STATE = Choice(
    "ReferralState",
    "Where a hand-over stands.",
    "つなぎの状態",
    (
        Value("DRAFT", "下書き", "Not sent."),
        Value("REQUESTED", "依頼中", "Sent and not answered."),
        Value("ACCEPTED", "受理", "Accepted and not begun."),
        Value("DECLINED", "辞退", "Declined, with a reason."),
        Value("IN_PROGRESS", "支援中", "Being worked on."),
        Value("ON_HOLD", "保留", "On hold."),
        Value("COMPLETED", "完了", "Completed, with an outcome."),
        Value("CANCELLED", "取消", "Withdrawn by the sender."),
        Value("FAILED", "不成立", "Accepted, and came to nothing."),
        Value("ENTERED_IN_ERROR", "誤登録", "Recorded by mistake."),
    ),
)

DECLINE_REASON = Choice(
    "DeclineReason",
    "Why a hand-over was declined.",
    "辞退理由",
    (
        Value("NO_CAPACITY", "受入枠なし", "No capacity."),
        Value("NOT_ELIGIBLE", "対象外", "The person is not eligible."),
        Value("OUTSIDE_AREA", "区域外", "Outside the area served."),
        Value("OTHER_AGENCY_FITS", "他機関が適当", "Another agency fits better."),
        Value("NO_CONSENT", "同意なし", "The person does not agree."),
        Value("CONFLICT", "利益相反", "A conflict of interest."),
    ),
)

OUTCOME = Choice(
    "Outcome",
    "What came of a completed hand-over.",
    "つなぎの結果",
    (
        Value("HELP_RECEIVED", "支援につながった", "Help was received."),
        Value("PARTLY_HELPED", "一部つながった", "Part of the help was received."),
        Value("NO_HELP", "つながらなかった", "No help was received."),
        Value("NO_LONGER_NEEDED", "不要になった", "Help was no longer needed."),
    ),
)

URGENCY = Choice(
    "Urgency",
    "How soon an answer is needed.",
    "緊急度",
    (
        Value("ROUTINE", "通常", "In the ordinary course."),
        Value("URGENT", "急ぎ", "Within days."),
        Value("EMERGENCY", "緊急", "Today."),
    ),
)

MEETING_KIND = Choice(
    "MeetingKind",
    "What a meeting is for, and under which rules facts are shared at it.",
    "会議の種類",
    (
        Value("REPRESENTATIVES", "代表者会議", "Heads of agencies agree on ways of working."),
        Value("PRACTITIONERS", "実務担当者会議", "Practitioners get to know each other."),
        Value("INFORMATION_SHARING", "情報共有会議", "Agencies share a case."),
        Value("SUPPORT", "支援会議", "Shares without consent, Social Welfare Act 106-6."),
        Value("MULTILAYER", "重層的支援会議", "Decides and evaluates plans, with consent."),
        Value("VOLUNTEERS", "福祉協力員連絡会議", "Volunteers of a district share signs."),
        Value("CASE_REVIEW", "事例検証会", "Looks back on a closed case."),
    ),
)

LEGAL_BASIS = Choice(
    "LegalBasis",
    "On what ground a fact about a person is shared.",
    "情報共有の根拠",
    (
        Value("CONSENT", "本人同意", "The person agreed."),
        Value("SUPPORT_MEETING", "社会福祉法106条の6", "Support meeting, duty of secrecy."),
        Value("CHILD_PROTECTION", "要保護児童対策地域協議会", "Child protection council."),
        Value("ELDER_ABUSE", "高齢者虐待防止法", "Elder abuse prevention act."),
        Value("EMERGENCY", "生命・身体の保護", "To protect life or body."),
        Value("NONE", "個人情報なし", "No fact about a person is shared."),
    ),
)

PROPOSAL_FATE = Choice(
    "ProposalFate",
    "What came of a proposal.",
    "提案の結果",
    (
        Value("OPEN", "検討中", "Not yet decided."),
        Value("ACCEPTED", "受諾", "Taken up."),
        Value("REFUSED", "辞退", "Not wanted."),
        Value("LAPSED", "失効", "No answer came."),
    ),
)

BASIS = Property(
    "legalBasis",
    Type.STRING,
    "On what ground facts are shared.",
    "情報共有の根拠",
    Privacy.NEED,
    choice=LEGAL_BASIS,
)

CONSULTATION = Kind(
    "Consultation",
    "Consultations",
    "One consultation at a desk, as recorded.",
    "相談記録",
    (
        Property(
            "heldOn", Type.DATE, "Day it was held.", "相談日", Privacy.NEED, index=Index.RANGE
        ),
        Property(
            "fiscalYear",
            Type.INTEGER,
            "Fiscal year from April, by the year it begins in: 2020 for R2.",
            "年度",
            Privacy.NEED,
            index=Index.RANGE,
        ),
        Property("channel", Type.STRING, "How it came.", "受付方法", Privacy.NEED, choice=CHANNEL),
        Property("route", Type.STRING, "Who brought it.", "相談経路", Privacy.NEED, choice=ROUTE),
        Property(
            "isNew",
            Type.BOOLEAN,
            "True for a first consultation, false for a continuing one.",
            "新規",
            Privacy.NEED,
        ),
        Property("summary", Type.STRING, "What was said.", "相談内容", Privacy.FREE_TEXT),
    ),
    below="heldOn",
)

CASE = Kind(
    "Case",
    "Cases",
    "The common work of agencies on one household.",
    "ケース",
    (
        Property(
            "number",
            Type.STRING,
            "Case number.",
            "ケース番号",
            Privacy.INTERNAL,
            index=Index.UNIQUE,
        ),
        Property("title", Type.STRING, "Short title.", "件名", Privacy.FREE_TEXT),
        Property("state", Type.STRING, "Where it stands.", "状態", Privacy.NEED, choice=CASE_STATE),
        BASIS,
        Property("openedOn", Type.DATE, "Day it was opened.", "開始日", Privacy.NEED),
        Property(
            "closedOn",
            Type.DATE,
            "Day it was closed; null while open.",
            "終結日",
            Privacy.NEED,
            index=Index.RANGE,
        ),
    ),
    below="openedOn",
)

PLAN = Kind(
    "Plan",
    "Plans",
    "A support plan: goals, and who does what.",
    "支援プラン",
    (
        Property("state", Type.STRING, "Where it stands.", "状態", Privacy.NEED, choice=PLAN_STATE),
        Property("goals", Type.STRINGS, "Goals.", "目標", Privacy.FREE_TEXT),
        Property(
            "roles",
            Type.STRINGS,
            "Who does what, one sentence each.",
            "役割分担",
            Privacy.FREE_TEXT,
        ),
        Property("startsOn", Type.DATE, "First day.", "開始日", Privacy.NEED),
        Property("endsOn", Type.DATE, "Last day.", "終了日", Privacy.NEED),
        Property("evaluatedOn", Type.DATE, "Day it was evaluated.", "評価日", Privacy.NEED),
    ),
    below="startsOn",
)

REFERRAL = Kind(
    "Referral",
    "Referrals",
    "A hand-over of a need from one agency to another, followed until help is received.",
    "つなぎ",
    (
        Property(
            "state",
            Type.STRING,
            "Where it stands.",
            "状態",
            Privacy.NEED,
            index=Index.RANGE,
            choice=REFERRAL_STATE,
        ),
        Property("urgency", Type.STRING, "How soon.", "緊急度", Privacy.NEED, choice=URGENCY),
        BASIS,
        Property("requestedOn", Type.DATE, "Day it was sent.", "依頼日", Privacy.NEED),
        Property("answeredOn", Type.DATE, "Day it was answered.", "回答日", Privacy.NEED),
        Property(
            "lastEventOn",
            Type.DATE,
            "Day of the latest event.",
            "最終経過日",
            Privacy.NEED,
            index=Index.RANGE,
        ),
        Property("closedOn", Type.DATE, "Day it ended.", "終了日", Privacy.NEED),
        Property(
            "declineReason",
            Type.STRING,
            "Why it was declined.",
            "辞退理由",
            Privacy.NEED,
            choice=DECLINE_REASON,
        ),
        Property(
            "outcome",
            Type.STRING,
            "What came of it, once completed.",
            "結果",
            Privacy.NEED,
            choice=OUTCOME,
        ),
        Property(
            "nextAction", Type.STRING, "What is to be done next.", "次の行動", Privacy.FREE_TEXT
        ),
        Property("nextActionOn", Type.DATE, "By when.", "次の行動日", Privacy.NEED),
        Property("note", Type.STRING, "What was noted.", "備考", Privacy.FREE_TEXT),
        Property(
            "version",
            Type.INTEGER,
            "How many steps it has gone through; to be sent along with the next.",
            "版",
            Privacy.NEED,
            unit="steps",
        ),
    ),
    below="requestedOn",
)

REFERRAL_EVENT = Kind(
    "ReferralEvent",
    "ReferralEvents",
    "One step in the life of a hand-over: what changed, when and why.",
    "つなぎの経過",
    (
        Property("at", Type.DATETIME, "When it happened.", "日時", Privacy.NEED),
        Property(
            "state",
            Type.STRING,
            "The state it led to.",
            "変更後の状態",
            Privacy.NEED,
            choice=REFERRAL_STATE,
        ),
        Property("reason", Type.STRING, "Why.", "理由", Privacy.FREE_TEXT),
    ),
    below="at",
)

PROPOSAL = Kind(
    "Proposal",
    "Proposals",
    "A department's proposal of a service to somebody.",
    "提案",
    (
        Property("madeOn", Type.DATE, "Day it was made.", "提案日", Privacy.NEED),
        Property("text", Type.STRING, "What was proposed.", "提案内容", Privacy.FREE_TEXT),
        Property(
            "fate", Type.STRING, "What came of it.", "結果", Privacy.NEED, choice=PROPOSAL_FATE
        ),
        Property("decidedOn", Type.DATE, "Day it was decided.", "決定日", Privacy.NEED),
    ),
    below="madeOn",
)

MEETING = Kind(
    "Meeting",
    "Meetings",
    "A meeting of agencies or neighbours.",
    "会議",
    (
        Property(
            "kind",
            Type.STRING,
            "What it is for.",
            "会議の種類",
            Privacy.BASIC,
            index=Index.RANGE,
            choice=MEETING_KIND,
        ),
        Property("title", Type.STRING, "Title.", "件名", Privacy.BASIC),
        Property("heldOn", Type.DATE, "Day it was held.", "開催日", Privacy.BASIC),
        BASIS,
        Property(
            "consentRecorded",
            Type.BOOLEAN,
            "True when the consent of all concerned is on file.",
            "同意記録",
            Privacy.NEED,
        ),
        Property("minutes", Type.STRING, "Minutes.", "議事録", Privacy.FREE_TEXT),
    ),
    below="heldOn",
)

TRAINING = Kind(
    "Training",
    "Trainings",
    "A training or open lecture.",
    "研修会",
    (
        Property("title", Type.STRING, "Title.", "件名", Privacy.OPEN, required=True),
        Property("theme", Type.STRING, "Theme.", "テーマ", Privacy.OPEN),
        Property("heldOn", Type.DATE, "Day it was held.", "開催日", Privacy.OPEN),
        Property("lecturer", Type.STRING, "Post of the lecturer.", "講師", Privacy.OPEN),
        Property(
            "audience", Type.STRINGS, "Groups that were invited.", "参加者の区分", Privacy.OPEN
        ),
        Property(
            "attendance",
            Type.INTEGER,
            "How many came, those without a record of their own included.",
            "参加者数",
            Privacy.OPEN,
            unit="people",
        ),
    ),
    below="heldOn",
)

KINDS = (
    CONSULTATION,
    CASE,
    PLAN,
    REFERRAL,
    REFERRAL_EVENT,
    PROPOSAL,
    MEETING,
    TRAINING,
)

TIES = (
    Tie(
        "CONCERNS",
        "Is about.",
        "対象とする",
        (
            End("Need", "Resident"),
            End("Need", "Household"),
            End("Consultation", "Resident"),
            End("Consultation", "Household"),
            End("Case", "Household"),
            End("Plan", "Case"),
            End("Proposal", "Resident"),
            End("Proposal", "Service"),
            End("SupportGap", "Resident"),
            End("SupportGap", "Household"),
        ),
        places=False,
    ),
    Tie(
        "RECORDED",
        "Took the consultation, made the step or the proposal.",
        "記録した",
        (
            End("Agency", "Consultation"),
            End("Agency", "Proposal"),
            End("Supporter", "Consultation"),
            End("Supporter", "ReferralEvent"),
        ),
        places=True,
    ),
    Tie(
        "LED_TO",
        "Brought about.",
        "つながった",
        (End("Consultation", "Case"), End("Consultation", "Need"), End("Meeting", "Plan")),
        places=False,
    ),
    Tie(
        "COVERS",
        "Works on the need.",
        "課題を扱う",
        (End("Case", "Need"), End("Plan", "Need")),
        places=False,
    ),
    Tie("REFERRED", "Handed over.", "つないだ", (End("Agency", "Referral"),), places=True),
    Tie("REFERRED_TO", "Is handed over to.", "つなぎ先", (End("Referral", "Agency"),), places=True),
    Tie(
        "REFERRED_FOR", "Is for the need.", "つなぎの課題", (End("Referral", "Need"),), places=False
    ),
    Tie(
        "REPLACES",
        "Replaces one that was declined.",
        "代わりとなる",
        (End("Referral", "Referral"),),
        places=False,
    ),
    Tie(
        "PASSED",
        "Went through the step.",
        "経過した",
        (End("Referral", "ReferralEvent"),),
        places=False,
    ),
    Tie("JOINED", "Works together on the case.", "参画する", (End("Agency", "Case"),), places=True),
    Tie(
        "LEADS",
        "Leads the work.",
        "主導する",
        (
            End("Supporter", "Case"),
            End("Supporter", "Plan"),
            End("Agency", "Case"),
            End("Agency", "Meeting"),
        ),
        places=True,
    ),
    Tie(
        "ATTENDED",
        "Was there.",
        "参加した",
        (
            End("Supporter", "Meeting"),
            End("Supporter", "Training"),
            End("Agency", "Meeting"),
            End("Agency", "Training"),
        ),
        places=True,
    ),
    Tie(
        "DISCUSSED",
        "Discussed.",
        "協議した",
        (End("Meeting", "Case"), End("Meeting", "Plan"), End("Meeting", "District")),
        places=True,
    ),
)
