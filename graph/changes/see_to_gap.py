"""Steps in a gap's life that people take: taking it on, and dismissing it with a reason."""

from graph.changes.dismiss_gap import DISMISS_GAP, DismissGap
from graph.changes.keyed import Asked, Moved, Objection, Reason, Refusal, once
from graph.changes.protection import SEAL, Sealing
from graph.changes.said import unsaid
from graph.changes.take_on_gap import TAKE_ON_GAP, GapStands, TakeOnGap
from graph.gateway import Gateway, Transaction

OPEN = ("FOUND", "TAKEN_ON")


async def take_on_gap(gateway: Gateway, gap: str, supporter: str, asked: Asked) -> int:
    """The sequence of the step's event; raises `Refusal` with what stands against it."""

    async def work(transaction: Transaction) -> Moved:
        step = TakeOnGap(gap, supporter, asked.at.date())
        rows = await transaction.ask(TAKE_ON_GAP.statement(step))
        await transaction.ask(SEAL.statement(Sealing([gap], asked.at.date())))
        return _moved(TAKE_ON_GAP.rows(rows), otherwise=no_supporter())

    return await once(gateway, asked, work)


async def dismiss_gap(
    gateway: Gateway, gap: str, dismissal: str, note: str | None, asked: Asked
) -> int:
    """The sequence of the step's event; raises `Refusal` with what stands against it."""
    if objections := [*unsaid("note", note)]:
        raise Refusal(*objections)

    async def work(transaction: Transaction) -> Moved:
        step = DismissGap(gap, dismissal, note, asked.at.date())
        rows = await transaction.ask(DISMISS_GAP.statement(step))
        return _moved(DISMISS_GAP.rows(rows), otherwise=no_gap())

    return await once(gateway, asked, work)


def no_gap() -> Objection:
    """What is said of a gap that is not there, or not there for whoever asks."""
    return Objection(
        Reason.NOT_FOUND, "id", "There is no such gap.", "該当する支援の隙間がありません。"
    )


def no_supporter() -> Objection:
    """What is said of a supporter who is not there, or not there for whoever asks."""
    return Objection(
        Reason.NOT_FOUND,
        "supporter",
        "There is no such supporter.",
        "該当する支援者がいません。",
    )


def _moved(stands: list[GapStands], otherwise: Objection) -> Moved:
    if not stands:
        raise Refusal(otherwise)
    [stand] = stands
    if stand.before not in OPEN:
        raise Refusal(
            Objection(
                Reason.NOT_ALLOWED,
                "id",
                f"The gap is {stand.before}: only an open one is taken on or dismissed.",
                f"この隙間は{stand.before}のため、対応も対象外の判断もできません。",
            )
        )
    return stand.before, stand.after
