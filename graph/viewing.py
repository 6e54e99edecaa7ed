"""Who asks, told to themselves: in which capacity, as whom, for what, and what they may ask."""

from dataclasses import dataclass
from datetime import date

from graph.inquiry import Inquiry, Rows
from graph.model import Choice, Value
from graph.questions.viewer_known import VIEWER_KNOWN
from graph.records import Node, record, shows, told
from graph.viewer import PURPOSES, Purpose, Role

MOST_AGENCIES = 20
MOST_FIELDS = 200

ROLE = Choice(
    "ViewerRole",
    "In which capacity somebody asks.",
    "立場",
    (
        Value("ANONYMOUS", "匿名", "Anybody, without a token."),
        Value("VOLUNTEER", "福祉協力員", "A volunteer of the neighbourhood."),
        Value("COMMISSIONER", "民生委員・児童委員", "A welfare commissioner."),
        Value("AGENCY_STAFF", "機関職員", "Staff of an agency."),
        Value("CSW", "コミュニティソーシャルワーカー", "A community social worker."),
        Value("COORDINATOR", "相談支援包括化推進員", "A coordinator of the municipality."),
        Value("ANALYST", "分析担当", "Sees figures, nobody's record."),
        Value("ADMINISTRATOR", "管理者", "Looks after the system and its trail."),
        Value("BREAK_GLASS", "管理者(緊急閲覧)", "An administrator in an emergency."),
        Value("DEMO", "制限なし(デモ)", "Sees all of the made-up city."),
    ),
)
PURPOSE = Choice(
    "ViewerPurpose",
    "For what somebody asks.",
    "利用目的",
    (
        Value("CASEWORK", "相談支援", "The daily work."),
        Value("SUPPORT_MEETING", "支援会議", "A support meeting; reads what such meetings share."),
        Value("BREAK_GLASS", "緊急閲覧", "An emergency, while the glass is broken."),
    ),
)


@dataclass(frozen=True)
class ViewerAsked:
    """Who asks, and the names of the fields that their schema holds."""

    person: str | None
    today: date
    role: Role
    purpose: Purpose
    queries: list[str]
    mutations: list[str]
    subscriptions: list[str]


@record("Who asks: you.", "利用者")
class Viewer:
    role: str = told("In which capacity.", "立場", choice=ROLE)
    person: Node = shows(
        "Supporter",
        "viewer_known.person",
        "As which supporter; null for whoever is none, such as an analyst.",
        "本人",
    )
    agencies: Node = shows(
        "Agency",
        "viewer_known.agencies",
        "For which agencies they work today, by id.",
        "所属機関",
        at_most=MOST_AGENCIES,
    )
    purpose: str = told("For what this request is made.", "利用目的", choice=PURPOSE)
    purposes: list[str] = told(
        "For what their role may ask: the header `X-Tsunagu-Purpose` chooses. A token may be for fewer.",
        "選べる利用目的",
        choice=PURPOSE,
        at_most=len(PURPOSE.values),
    )
    today: date = told("The day that counts as today.", "基準日")
    queries: list[str] = told(
        "The fields of Query that they may ask, by name.", "照会できる項目", at_most=MOST_FIELDS
    )
    mutations: list[str] = told(
        "The changes they may make, by name; each may still be refused for what it concerns.",
        "行える変更",
        at_most=MOST_FIELDS,
    )
    subscriptions: list[str] = told(
        "What they may follow, by name.", "購読できる項目", at_most=MOST_FIELDS
    )


def known_as(asked: ViewerAsked, rows: Rows) -> Viewer:
    """The answer; of whoever is no supporter the question found nothing."""
    found = rows.of(VIEWER_KNOWN)
    allowed = PURPOSES[asked.role]
    return Viewer(
        role=asked.role.name,
        person=found[0].person if found else None,
        agencies=found[0].agencies if found else [],
        purpose=asked.purpose.name,
        purposes=[each.name for each in Purpose if each in allowed],
        today=asked.today,
        queries=asked.queries,
        mutations=asked.mutations,
        subscriptions=asked.subscriptions,
    )


VIEWER = Inquiry("viewer", ViewerAsked, (VIEWER_KNOWN,), Viewer, known_as)
