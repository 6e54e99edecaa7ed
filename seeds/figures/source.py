"""Every figure of the source document, and how the graph is asked for it.

Source: Saga City, 地域共生社会の実現に向けた取組 (2021). A figure the source rounds or implies is marked
as derived. All hold for the whole city (factor 1); those marked `any_size` hold at any factor.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from graph.errors import BadInput
from graph.gateway import Gateway
from seeds.calendar import CENSUS, TODAY, WINDOW_OPENED, YEAR_END
from seeds.figures.example_figures import EXAMPLE_FIGURES, ExampleParameters
from seeds.figures.people_figures import PEOPLE_FIGURES, PeopleParameters
from seeds.figures.place_figures import PLACE_FIGURES, PlaceParameters
from seeds.figures.work_figures import WORK_FIGURES, WorkParameters
from seeds.places import municipality_code


@dataclass(frozen=True)
class Figure:
    """One figure: `column` names where the questions' answers hold it."""

    column: str
    ja: str
    en: str
    source: str
    expected: Any
    any_size: bool = False


@dataclass(frozen=True)
class Compared:
    """A figure beside what the graph holds."""

    figure: Figure
    found: Any

    @property
    def equal(self) -> bool:
        return self.found == self.figure.expected


_OVERVIEW = "佐賀市の概要 (R3.6末)"
_DERIVED = "source, derived"

FIGURES = (
    Figure("residents", "人口", "Residents", _OVERVIEW, 230_734),
    Figure("households", "世帯数", "Households", _OVERVIEW, 102_390),
    Figure("aged_65_plus", "65歳以上", "Residents aged 65 or over", _DERIVED, 66_082),
    Figure("share_65_plus", "高齢化率 (1/100 %)", "Share aged 65+, 1/100 %", _OVERVIEW, 2864),
    Figure("districts", "小学校区", "Districts", "福祉協力員の設置推進", 32, any_size=True),
    Figure("district_residents", "校区の人口の合計", "Residents by district", _DERIVED, 230_734),
    Figure("district_households", "校区の世帯数の合計", "Households by district", _DERIVED, 102_390),
    Figure("commissioners", "民生委員・児童委員 実数", "Commissioners", "R3.7末", 525),
    Figure("commissioner_quota", "同 定数 (校区の合計)", "Quota, summed by district", "R3.7末", 539),
    Figure("quota_of_city", "同 定数", "Commissioners' quota", "R3.7末", 539),
    Figure("volunteers", "福祉協力員", "Volunteers", "R3.3末", 2206),
    Figure("volunteer_districts", "福祉協力員のいる校区", "Districts with volunteers", "R3.3末", 22),
    Figure("first_volunteer", "福祉協力員の開始 (H28年度)", "First volunteers", "開始年度", "2016-10-01",
           any_size=True),
    Figure("councils", "校区社会福祉協議会", "District welfare councils", "R3.7末", 27, any_size=True),
    Figure("last_council", "27番目の設立日", "The 27th founded", "佐賀新聞 700773", "2021-06-29",
           any_size=True),
    Figure("cafes", "コミュニティカフェ", "Community cafés", "R3.3末", 28, any_size=True),
    Figure("cafe_districts", "カフェのある校区 (富士は2か所)", "Districts with a café", _DERIVED, 27,
           any_size=True),
    Figure("areas", "CSWのエリア", "Areas", "CSWの配置", 3, any_size=True),
    Figure("csws", "専任のCSW", "Community social workers", "CSWの配置", 9, any_size=True),
    Figure("fewest_csws", "各エリアのCSW (最少)", "CSWs in an area, fewest", "CSWの配置", 3, any_size=True),
    Figure("most_csws", "各エリアのCSW (最多)", "CSWs in an area, most", "CSWの配置", 3, any_size=True),
    Figure("csw_leads", "CSW統括", "Lead of the CSWs", "CSWの配置", 1, any_size=True),
    Figure("window_system_since", "福祉総合窓口システム導入", "Window system since", "H27.10", "2015-10",
           any_size=True),
    Figure("departments", "同 本庁の課", "Departments with it", "システムの活用", 9, any_size=True),
    Figure("branches", "同 支所", "Branch offices with it", "システムの活用", 7, any_size=True),
    Figure("counter_length", "カウンター全長 (m)", "Counter, metres", "窓口改修", 150, any_size=True),
    Figure("counter_rebuilt", "窓口改修完成", "Counter rebuilt", "H28.1", "2016-01", any_size=True),
    Figure("year_before", "開設前1年の相談", "Consultations, year before opening", _DERIVED, 120),
    Figure("per_month_before", "開設前の月平均", "A month, before", "窓口相談受付件数", 10),
    Figure("fy2017", "相談件数 H29", "Consultations FY2017", "相談件数推移", 318),
    Figure("fy2018", "相談件数 H30", "Consultations FY2018", "相談件数推移", 552),
    Figure("fy2019", "相談件数 R元", "Consultations FY2019", "相談件数推移", 605),
    Figure("fy2020", "相談件数 R2", "Consultations FY2020", "相談件数推移", 976),
    Figure("fy2020_new", "新規相談 R2", "New consultations FY2020", "新規相談者の内訳", 610),
    Figure("per_month_2017", "開設後の月平均", "A month, FY2017 (nine months)", "約35件/月", 35),
    Figure("per_month_2020", "R2の月平均", "A month, FY2020", "約81件/月", 81),
    Figure("growth", "R2/H29 (1/100)", "FY2020 over FY2017, 1/100", _DERIVED, 307),
    Figure("open_lecture", "全体研修会 H30.2.7 参加者", "Open lecture, attendance", "全体研修会", 264,
           any_size=True),
    Figure("refuse_month", "研修 ごみ屋敷問題", "Training on refuse", "R1.7", "2019-07", any_size=True),
    Figure("eighty_fifty_month", "研修 8050問題", "Training on 8050", "R2.2", "2020-02", any_size=True),
    Figure("housing_month", "研修 居住支援", "Training on housing", "R3.5", "2021-05", any_size=True),
    Figure("taro_address", "世帯例1 住所", "Sample 1, address", "総合窓口台帳", "佐賀市栄町1-1", any_size=True),
    Figure("taro_postal_code", "世帯例1 郵便番号", "Sample 1, postal code", "総合窓口台帳", "123-4567",
           any_size=True),
    Figure("taro_tax_class", "世帯例1 税区分", "Sample 1, tax class", "総合窓口台帳", "EXEMPT", any_size=True),
    Figure("taro_members", "世帯例1 世帯員", "Sample 1, members", "総合窓口台帳",
           ["佐賀 太郎 1935-03-03", "佐賀 花子 1936-11-20", "佐賀 次郎 1950-04-27", "佐賀 窓子 1953-02-05"],
           any_size=True),
    Figure("taro_protected", "世帯例1 DV等支援措置", "Sample 1, protected", "総合窓口台帳", ["佐賀 花子"],
           any_size=True),
    Figure("ichiro_members", "世帯例2 世帯員", "Sample 2, members", "庁内連携イメージ",
           ["佐賀 一郎 1934-03-05", "佐賀 花子 1965-06-20", "佐賀 あい 2012-08-08"], any_size=True),
    Figure("received_by_member", "世帯例2 受給中", "Sample 2, received", "庁内連携イメージ",
           [["介護保険", "後期高齢者医療"], ["児童手当", "療育手帳"], ["保育所", "子どもの医療費助成"]],
           any_size=True),
    Figure("proposals", "世帯例2 提案", "Sample 2, proposals", "庁内連携イメージ",
           ["高齢福祉課 佐賀 一郎", "障がい福祉課 佐賀 花子", "保育幼稚園課 佐賀 あい"], any_size=True),
)  # fmt: skip


async def compared(gateway: Gateway) -> list[Compared]:
    """Every figure beside what the database holds, in the order of `FIGURES`.

    Raises `BadInput` when the demo city is not in the database.
    """
    code = municipality_code(1)
    answers: dict[str, Any] = {}
    places = PLACE_FIGURES.rows(
        await gateway.read(PLACE_FIGURES.statement(PlaceParameters(code, CENSUS, YEAR_END, TODAY)))
    )
    people = PEOPLE_FIGURES.rows(
        await gateway.read(PEOPLE_FIGURES.statement(PeopleParameters(code, YEAR_END, TODAY)))
    )
    work = WORK_FIGURES.rows(
        await gateway.read(WORK_FIGURES.statement(WorkParameters(code, WINDOW_OPENED)))
    )
    examples = EXAMPLE_FIGURES.rows(
        await gateway.read(EXAMPLE_FIGURES.statement(ExampleParameters(code)))
    )
    for rows in (places, people, work, examples):
        if not rows:
            raise BadInput(
                "The demo city is not in this database.", hint="Load it first: tsunagu load."
            )
        answers.update(asdict(rows[0]))
    return against(answers)


def against(answers: Mapping[str, Any]) -> list[Compared]:
    """Every figure beside the answer of its column."""
    return [Compared(figure, answers[figure.column]) for figure in FIGURES]
