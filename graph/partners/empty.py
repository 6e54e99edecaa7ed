"""Why no partner is left, in Japanese and English, and what to do about it."""

from collections.abc import Sequence

from graph.model import Choice, Value
from graph.partners.filters import FILTER, FilterCount
from graph.partners.situation import Situation
from graph.records import record, told

CAUSE = Choice(
    "NothingFoundCause",
    "Why no partner is left.",
    "候補がない理由",
    (
        Value("NO_NEED", "課題なし", "No open need is recorded."),
        Value("NOBODY_HANDLES", "対応機関なし", "No agency handles any of the needs."),
        *FILTER.values,
    ),
)


@record("Why no partner is left, and what to do.", "候補がない理由")
class NothingFound:
    cause: str = told("The cause; of several filters the last.", "理由", choice=CAUSE)
    ja: str = told("A sentence in Japanese.", "日本語の説明")
    en: str = told("A sentence in English.", "英語の説明")


SENTENCES = {
    "NO_NEED": (
        "基準日に未解決の課題がありません。課題を登録するか、プロフィールで問い合わせてください。",
        "No need is open on the day. Name a need, or ask with a profile.",
    ),
    "NOBODY_HANDLES": (
        "どの機関もこれらの課題に対応していません。新たな社会資源の創出を検討してください。",
        "No agency handles any of these needs. Consider creating a new resource.",
    ),
    "DISTRICT": (
        "対応する機関はありますが、この校区を担当していません。担当区域外の利用を機関に相談してください。",
        "Agencies handle these needs, but none serves the district. Ask them for an exception.",
    ),
    "OWN_AGENCY": (
        "残ったのは依頼元の所属機関だけです。自機関で担うか、条件を見直してください。",
        "Only the asker's own agency is left. Take the needs yourselves, or review the filters.",
    ),
    "SECTOR": (
        "指定した分野には候補がありません。分野の指定を外してください。",
        "No candidate is of the sectors asked for. Leave `sectors` out.",
    ),
    "AGE": (
        "対象年齢に合う機関がありません。年齢を問わない窓口か、制度外の支援を検討してください。",
        "No candidate serves this age. Try an office for all ages, or help outside the schemes.",
    ),
    "HANDBOOK": (
        "手帳のない方を受け入れる機関がありません。手帳の取得を相談してください。",
        "Every candidate asks for a handbook. Consider applying for one.",
    ),
    "CONSENT": (
        "本人の同意が必要な機関だけが残りました。同意を得るか、支援会議での共有を検討してください。",
        "Every candidate acts with consent only. Obtain consent, or share at a support meeting.",
    ),
    "CONFLICT": (
        "残った機関は支援できない事情があります。福祉まるごと相談窓口に個別に相談してください。",
        "Every candidate is in conflict. Consult the one-stop window in person.",
    ),
    "DECLINED": (
        "残った機関はいずれも同じ理由で辞退済みです。理由が変わったかを確認してください。",
        "Every candidate declined for a reason that stands. Check whether the reason has changed.",
    ),
}


def nothing_found(situation: Situation, counts: Sequence[FilterCount]) -> NothingFound:
    """The cause: no need, nobody who handles one, or the filter that removed the last agency."""
    if not situation.needs:
        cause = "NO_NEED"
    else:
        cause = next(
            (each.filter for each in reversed(counts) if each.removed_agencies), "NOBODY_HANDLES"
        )
    ja, en = SENTENCES[cause]
    return NothingFound(cause=cause, ja=ja, en=en)
