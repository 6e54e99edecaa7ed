"""What breaks when somebody drops out: needs, care and support that lose their last holder.

The removal count of a person or agency is the number of open needs that only they hold up. Ties are
looked at as a network round the subject: an articulation point is one whose loss also cuts off
others who reach the subject through them alone, a bridge a tie that does the same.
It cannot see help nobody has recorded, nor whether those named could do more.
"""

from collections import defaultdict
from collections.abc import Sequence

from graph.fragility.network import Network
from graph.inquiry import Inquiry, Rows
from graph.kinds.people import CARE_ROLE
from graph.kinds.support import SUPPORT_FUNCTION
from graph.questions.support_held import SUPPORT_HELD, AroundSubject, Held
from graph.records import Node, record, shows, told

MOST = 100
JA = {each.name: each.ja for each in (*CARE_ROLE.values, *SUPPORT_FUNCTION.values)}


@record("An open need that somebody or nobody holds up.", "支えられている課題")
class HeldNeed:
    id: str = told("Id of the need.", "課題の識別子")
    category: str = told("What kind of need it is, in Japanese.", "課題の種類")
    severity: int | None = told("How grave it is, 1 to 4.", "深刻度")
    whose_id: str = told("Id of the resident or household whose need it is.", "対象の識別子")
    whose_name: str = told("Their name; 世帯 for a household.", "対象")


@record("Care, or a sort of support, that only one gives.", "ほかに担い手のない支え")
class HeldHelp:
    whose_id: str = told("Id of the one who gets it.", "対象の識別子")
    whose_name: str = told("Their name; 世帯 for a household.", "対象")
    help: str = told("Which care role or support function, in Japanese.", "内容")


@record("What breaks when this person, agency or place drops out.", "離脱の影響")
class Dropout:
    holder_id: str = told("Id of the one who drops out.", "識別子")
    name: str = told("Their name.", "名称")
    resident: Node = shows(
        "Resident", "support_held.resident", "The resident, if it is one.", "住民"
    )
    supporter: Node = shows(
        "Supporter", "support_held.supporter", "The supporter, if it is one.", "支援者"
    )
    agency: Node = shows("Agency", "support_held.agency", "The agency, if it is one.", "機関")
    place: Node = shows("Place", "support_held.place", "The place, if it is one.", "地域資源")
    removal_count: int = told("Open needs that lose their last support.", "支えを失う課題数")
    needs: list[HeldNeed] = told(
        "Those needs, the gravest first.", "支えを失う課題", at_most=MOST, in_all=True
    )
    care: list[HeldHelp] = told(
        "Care nobody else gives.", "代わりのないケア", at_most=MOST, in_all=True
    )
    functions: list[HeldHelp] = told(
        "Support nobody else gives.", "代わりのない支え", at_most=MOST, in_all=True
    )
    watching: bool = told("Whether nobody else watches over the household.", "唯一の見守り")
    articulation_point: bool = told("Whether others are cut off with them.", "関節点")
    cuts_off: list[str] = told(
        "Names of those who reach the subject through them alone.", "切り離される相手", at_most=MOST
    )
    sentence: str = told("The same in a Japanese sentence.", "要約")


@record("A tie whose loss cuts somebody off.", "橋")
class Bridge:
    ends: list[str] = told("Names of its two ends.", "両端", at_most=2)
    end_ids: list[str] = told("Their ids.", "両端の識別子", at_most=2)
    cuts_off: list[str] = told("Names of those beyond it.", "切り離される相手", at_most=MOST)


@record("How easily support breaks round a resident or household.", "支えの脆さ")
class Fragility:
    subject_id: str = told("Id of the resident or household.", "対象の識別子")
    most_lost: int = told("The largest removal count of all.", "最大の影響")
    dropouts: list[Dropout] = told(
        "Everybody whose loss breaks something, the worst first.", "離脱の影響", at_most=MOST
    )
    unsupported: list[HeldNeed] = told(
        "Open needs nobody holds up already now.", "支えのない課題", at_most=MOST
    )
    bridges: list[Bridge] = told("Ties whose loss cuts somebody off.", "橋", at_most=MOST)
    holders: int = told("How many hold anything up.", "支え手の数")
    sentence: str = told("The same in a Japanese sentence.", "要約")
    unseen: str = told("What this cannot see, in Japanese.", "見えないもの")


UNSEEN = "記録されていない手助け、名前の挙がった人が実際に動けるかどうかは分かりません。"
Key = tuple[str, str, str]


def fragility(asked: AroundSubject, rows: Rows) -> Fragility:
    """What each loss would break."""
    return judged(asked.subject, rows.of(SUPPORT_HELD))


def judged(subject: str, held: Sequence[Held]) -> Fragility:
    """The same, from the rows alone."""
    held = sorted(
        held, key=lambda each: (each.what, each.item, each.whose_id, each.holder_id or "")
    )
    holders = _holders(held)
    names, network = _network(subject, held)
    points = network.articulation_points()
    only: dict[str, list[Held]] = defaultdict(list)
    for rows in holders.values():
        by = {each.holder_id: each for each in rows if each.holder_id}
        if len(by) == 1:
            (id_, row), *_ = by.items()
            only[id_].append(row)
    first = {each.holder_id: each for each in held if each.holder_id and each.what != "TIE"}
    lost_by = {*only, *points} & first.keys()
    dropouts = [
        _dropout(first[id_], only[id_], [names[each] for each in points.get(id_, ())])
        for id_ in lost_by
    ]
    dropouts.sort(
        key=lambda each: (
            -each.removal_count,
            -sum(need.severity or 0 for need in each.needs),
            -len(each.care) - len(each.functions) - len(each.cuts_off),
            each.holder_id,
        )
    )
    nobody = [
        _need(rows[0])
        for (what, _, _), rows in holders.items()
        if what == "NEED" and not any(each.holder_id for each in rows)
    ]
    most = dropouts[0].removal_count if dropouts else 0
    return Fragility(
        subject_id=subject,
        most_lost=most,
        dropouts=dropouts,
        unsupported=sorted(nobody, key=lambda each: (-(each.severity or 0), each.id)),
        bridges=[
            Bridge(
                ends=[names[each] for each in ends],
                end_ids=list(ends),
                cuts_off=[names[each] for each in cut_off],
            )
            for ends, cut_off in network.bridges()
        ],
        holders=len(first),
        sentence=_sentence(dropouts, nobody),
        unseen=UNSEEN,
    )


def _holders(held: Sequence[Held]) -> dict[Key, list[Held]]:
    """The rows of each thing held up, by what it is, which, and whose."""
    found: dict[Key, list[Held]] = defaultdict(list)
    for each in held:
        if each.what != "TIE":
            found[each.what, each.item, each.whose_id].append(each)
    return found


def _network(subject: str, held: Sequence[Held]) -> tuple[dict[str, str], Network]:
    """Names by id, and who is tied to whom."""
    names = {subject: "世帯"}
    edges: dict[tuple[str, str], None] = {}
    for each in held:
        names[each.whose_id] = each.whose_name
        if each.holder_id:
            names.setdefault(each.holder_id, each.holder_name)
            first, second = sorted((each.whose_id, each.holder_id))
            if first != second:
                edges[first, second] = None
    return names, Network(subject, tuple(names), tuple(edges))


def _dropout(holder: Held, only: Sequence[Held], cut_off: list[str]) -> Dropout:
    needs = [_need(each) for each in only if each.what == "NEED"]
    needs.sort(key=lambda each: (-(each.severity or 0), each.id))
    care = [_help(each) for each in only if each.what == "CARE"]
    functions = [_help(each) for each in only if each.what == "FUNCTION"]
    watching = any(each.what == "WATCH" for each in only)
    lost = [f"課題「{each.category}」" for each in needs]
    lost += [f"{each.whose_name}への{each.help}" for each in (*care, *functions)]
    lost += ["見守り"] if watching else []
    lost += [f"{each}とのつながり" for each in cut_off]
    return Dropout(
        holder_id=holder.holder_id or "",
        name=holder.holder_name,
        resident=holder.resident,
        supporter=holder.supporter,
        agency=holder.agency,
        place=holder.place,
        removal_count=len(needs),
        needs=needs,
        care=care,
        functions=functions,
        watching=watching,
        articulation_point=bool(cut_off),
        cuts_off=cut_off,
        sentence=f"{holder.holder_name}がいなくなると、{'、'.join(lost)}が失われます。",
    )


def _need(held: Held) -> HeldNeed:
    return HeldNeed(
        id=held.item,
        category=held.name,
        severity=held.severity,
        whose_id=held.whose_id,
        whose_name=held.whose_name,
    )


def _help(held: Held) -> HeldHelp:
    return HeldHelp(whose_id=held.whose_id, whose_name=held.whose_name, help=JA[held.item])


def _sentence(dropouts: Sequence[Dropout], nobody: Sequence[HeldNeed]) -> str:
    told_of: list[str] = []
    if nobody:
        told_of.append(f"支えのない課題が{len(nobody)}件あります。")
    if dropouts and dropouts[0].removal_count:
        worst = dropouts[0]
        told_of.append(
            f"最も影響が大きいのは{worst.name}で、課題{worst.removal_count}件が支えを失います。"
        )
    elif dropouts:
        told_of.append(f"{dropouts[0].name}ほか{len(dropouts)}者に、代わりのない支えがあります。")
    return "".join(told_of) or "一人が抜けても失われる支えは、記録の上ではありません。"


FRAGILITY = Inquiry(
    "fragility", AroundSubject, (SUPPORT_HELD,), Fragility, fragility, about="subject"
)
