"""The tables of the statistics, declared: a closed list, each with what it counts and by what.

No two count the same, so that no cell of one can be computed from another. A table of stocks is of
one day, one of flows of complete fiscal years, whose figures no later month changes.
"""

from dataclasses import dataclass
from enum import StrEnum

from graph.errors import ModelFault
from graph.kinds.gaps import GAP_RULE_CODE
from graph.kinds.work import CHANNEL, OUTCOME
from graph.model import Choice, Value

TABLE = Choice(
    "StatisticsTable",
    "A table of counts. The list is closed: nothing else is counted, and nothing narrows it.",
    "統計表",
    (
        Value("OPEN_NEEDS", "校区×分野の課題", "Open needs by district and field."),
        Value("NEEDS_NAMED", "月×分野の新規課題", "Needs named by month and field."),
        Value(
            "RESIDENTS_IN_NEED",
            "校区×年齢階級の課題のある住民",
            "Residents with an open need by district and age.",
        ),
        Value("SUPPORT_GAPS", "校区×規則の支援の隙間", "Open support gaps by district and rule."),
        Value("CONSULTATIONS", "年度×受付方法の相談", "Consultations by fiscal year and channel."),
        Value("REFERRALS", "年度×結果のつなぎ", "Hand-overs by fiscal year and result."),
    ),
)
RESULT = Choice(
    "ReferralResult",
    "How a hand-over stood on the last day of the fiscal year in which it was asked for.",
    "年度末のつなぎの状況",
    (
        *OUTCOME.values,
        Value("DECLINED", "辞退", "Declined."),
        Value("ENDED", "結果なしで終了", "Ended without an outcome."),
        Value("ACCEPTED", "支援中", "Accepted and still going on."),
        Value("UNANSWERED", "未回答", "Not answered."),
    ),
)
UNKNOWN = "UNKNOWN"
UNKNOWN_JA = "不明"
YEARS = 5


class By(StrEnum):
    """What rows or columns stand for."""

    DISTRICT = "district"
    FIELD = "field"
    MONTH = "month of the last complete fiscal year"
    YEAR = "fiscal year"
    AGE = "ten years of age"
    RULE = "gap rule"
    CHANNEL = "channel"
    RESULT = "result"


@dataclass(frozen=True)
class Counts:
    """What a table counts: its sentence in both languages and what it cannot see."""

    table: str
    rows: By
    columns: By
    definition: str
    definition_english: str
    unseen: str

    @property
    def sums(self) -> bool:
        """Whether its columns are summed; years are not, a later table has one more of them."""
        return self.rows is not By.YEAR


SOURCE = "つなぐに記録された相談記録・課題・つなぎ・支援の隙間(市町村の記録)"
_PLACED = "支援措置で住所を秘匿する世帯と校区の記録のない世帯は「不明」の行に数えます。"
COUNTS = (
    Counts(
        "OPEN_NEEDS",
        By.DISTRICT,
        By.FIELD,
        f"基準日に終結していない課題の数。校区は基準日の世帯の校区。{_PLACED}",
        "Needs named by the day and not closed, by the household's district on the day and the "
        "field of the need. Households under protection, and those of no known district, are in "
        "the row UNKNOWN.",
        "名前の付いていない課題。1世帯に複数の課題があることがあります。",
    ),
    Counts(
        "NEEDS_NAMED",
        By.MONTH,
        By.FIELD,
        "直近の終わった年度に把握された課題の数。月は把握日の月。のちに終結したものも含みます。",
        "Needs named in the last complete fiscal year, by the month they were named in and their "
        "field, also those closed since.",
        "相談につながらなかった課題。把握の遅れで月がずれることがあります。",
    ),
    Counts(
        "RESIDENTS_IN_NEED",
        By.DISTRICT,
        By.AGE,
        f"本人の課題が基準日に1つ以上終結していない住民の数。年齢は基準日の満年齢、10歳階級。{_PLACED}",
        "Living residents with at least one open need of their own on the day, each once, by their "
        "household's district and their age on the day in bands of ten years. Households under "
        "protection, and those of no known district, are in the row UNKNOWN.",
        "世帯全体の課題だけを持つ住民。名前の付いていない課題。",
    ),
    Counts(
        "SUPPORT_GAPS",
        By.DISTRICT,
        By.RULE,
        f"基準日までに見つかり、解消も対象外の判断もされていない支援の隙間の数。{_PLACED}",
        "Gaps found by the day and neither over nor dismissed, by the household's district and the "
        "rule that found them. Households under protection, and those of no known district, are in "
        "the row UNKNOWN.",
        "規則ごとの「見えないこと」(gapRules の blindSpot)。登録簿が更新されていない日の変化。",
    ),
    Counts(
        "CONSULTATIONS",
        By.YEAR,
        By.CHANNEL,
        "終わった直近5年度に行われた相談の数。年度は4月から。列の合計は出しません。",
        "Consultations held in the last five complete fiscal years, by year (from April) and by "
        "how they reached the desk. Years are not added up.",
        "記録されなかった相談。同じ世帯の相談が何件も数えられます。",
    ),
    Counts(
        "REFERRALS",
        By.YEAR,
        By.RESULT,
        "終わった直近5年度に依頼されたつなぎの数。結果はその年度の末日の状況で、のちに変わりません。",
        "Hand-overs asked for in the last five complete fiscal years, by year and by how they "
        "stood on that year's last day. Years are not added up.",
        "記録されなかったつなぎ。誤登録は数えません。",
    ),
)


def counts_of(table: str) -> Counts:
    """The declaration of a table."""
    (found,) = (each for each in COUNTS if each.table == table)
    return found


def named(by: By) -> dict[str, str]:
    """The codes of what a closed list holds, each with its Japanese name."""
    match by:
        case By.RULE:
            return _values(GAP_RULE_CODE)
        case By.CHANNEL:
            return {**_values(CHANNEL), UNKNOWN: UNKNOWN_JA}
        case By.RESULT:
            return _values(RESULT)
        case By.AGE:
            bands = {f"FROM_{age}": f"{age}〜{age + 9}歳" for age in range(0, 90, 10)}
            return {**bands, "FROM_90": "90歳以上", UNKNOWN: UNKNOWN_JA}
        case _:
            raise ModelFault(f"The {by} is no closed list.")


def _values(choice: Choice) -> dict[str, str]:
    return {each.name: each.ja for each in choice.values}
