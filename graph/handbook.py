"""The handbook of the graph, `docs/model.md`: all kinds, ties and choices, printed from the model.

`python -m graph.handbook` writes it. Its order and its groups are the modules of `graph/kinds`;
every sentence in it about the graph stands in a declaration.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from graph.kinds import gaps, people, places, support, work
from graph.kinds.all import MODEL
from graph.model import SINCE, UNTIL, Choice, Kind, Model, Property, Tie

FILE = Path(__file__).parents[1] / "docs" / "model.md"
PROPERTY_COLUMNS = (
    "Property", "Type", "Unit", "Japanese", "Privacy", "Index", "Required", "Description",
)  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """One module of declarations: its name, its docstring, and what it declares."""

    name: str
    doc: str
    kinds: tuple[Kind, ...]
    ties: tuple[Tie, ...]


def _subject(module: ModuleType) -> Subject:
    name = module.__name__.rpartition(".")[2]
    return Subject(name.capitalize(), module.__doc__ or "", module.KINDS, module.TIES)


SUBJECTS = tuple(_subject(module) for module in (places, people, support, work, gaps))


def handbook(model: Model, subjects: tuple[Subject, ...]) -> str:
    """The whole page, as Markdown with Mermaid diagrams."""
    return "\n".join(_lines(model, subjects)).rstrip() + "\n"


def _lines(model: Model, subjects: tuple[Subject, ...]) -> Iterator[str]:
    yield "<!-- Printed by `python -m graph.handbook`; change the declarations, not this page. -->"
    yield ""
    yield "# The graph"
    yield ""
    yield from _overview(subjects)
    yield "Every kind has:"
    yield ""
    yield from _properties(model.kinds[0].properties[:1])
    yield "Every tie has:"
    yield ""
    yield from _properties((SINCE, UNTIL))
    told: set[str] = set()
    for subject in subjects:
        yield f"## {subject.name}"
        yield ""
        yield " ".join(subject.doc.split())
        yield ""
        yield from _diagram(subject)
        for kind in subject.kinds:
            yield from _kind(kind, model)
        for tie in subject.ties:
            yield from _tie(tie)
        for choice in _choices(subject):
            if choice.name not in told:
                told.add(choice.name)
                yield from _choice(choice)


def _overview(subjects: tuple[Subject, ...]) -> Iterator[str]:
    """The subjects as frames round their kinds, and which ties lead from one frame to another."""
    home = {kind.name: subject.name for subject in subjects for kind in subject.kinds}
    between: dict[tuple[str, str], dict[str, None]] = {}
    for subject in subjects:
        for tie in subject.ties:
            for ends in tie.ends:
                pair = home[ends.start], home[ends.end]
                if pair[0] != pair[1]:
                    between.setdefault(pair, {})[tie.type] = None
    yield "```mermaid"
    yield "flowchart LR"
    for subject in subjects:
        yield f"  subgraph {subject.name}"
        yield from (f"    {_box(kind)}" for kind in subject.kinds)
        yield "  end"
    for (start, end), types in between.items():
        yield f'  {start} -->|"{"<br/>".join(types)}"| {end}'
    yield "```"
    yield ""


def _diagram(subject: Subject) -> Iterator[str]:
    """The subject's ties, kind by kind; kinds of other subjects are drawn rounded."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for tie in subject.ties:
        for ends in tie.ends:
            arrows.setdefault((ends.start, ends.end), []).append(tie.type)
    own = {kind.name for kind in subject.kinds}
    others = {name: None for pair in arrows for name in pair if name not in own}
    yield "```mermaid"
    yield "flowchart LR"
    yield from (f"  {_box(kind)}" for kind in subject.kinds)
    yield from (f"  {name}({name})" for name in others)
    for (start, end), types in arrows.items():
        yield f'  {start} -->|"{"<br/>".join(types)}"| {end}'
    yield "```"
    yield ""


def _box(kind: Kind) -> str:
    term = _cell(kind.ja).replace('"', "#quot;")
    return f'{kind.name}["{kind.name}<br/>{term}"]'


def _kind(kind: Kind, model: Model) -> Iterator[str]:
    yield f"### {kind.name}"
    yield ""
    yield f"{kind.ja}. {kind.doc}"
    yield ""
    order = ", ".join(f"`{name}`" for name in (*kind.order, "id"))
    sought = (each.name for each, _ in kind.sought)
    search = ", ".join(f"`{name}`" for name in (*kind.search, *sought))
    yield f"Listed by {order}." + (f" Searched by {search}." if search else "")
    yield ""
    yield from _properties(kind.own)
    ties = [
        *((_link(tie.type), "out", tie.ends_from(kind.name), tie) for tie in model.ties),
        *((_link(tie.type), "in", tie.starts_to(kind.name), tie) for tie in model.ties),
    ]
    yield from _table(
        ("Tie", "Direction", "Other end", "Japanese", "Description", "Own properties"),
        (
            (name, way, ", ".join(map(_link, ends)), _cell(tie.ja), _cell(tie.doc), _names(tie.own))
            for name, way, ends, tie in ties
            if ends
        ),
    )


def _tie(tie: Tie) -> Iterator[str]:
    yield f"### {tie.type}"
    yield ""
    yield f"{tie.ja}. {tie.doc}"
    yield ""
    yield from (f"- {_link(ends.start)} → {_link(ends.end)}" for ends in tie.ends)
    yield ""
    if tie.indexed:
        yield f"Looked up city-wide by {', '.join(f'`{name}`' for name in tie.indexed)}."
        yield ""
    yield from _properties(tie.own)


def _choice(choice: Choice) -> Iterator[str]:
    yield f"### {choice.name}"
    yield ""
    yield f"{choice.ja}. {choice.doc}"
    yield ""
    yield from _table(
        ("Value", "Japanese", "Description"),
        ((f"`{value.name}`", _cell(value.ja), _cell(value.doc)) for value in choice.values),
    )


def _choices(subject: Subject) -> Iterator[Choice]:
    """The choices of the subject's properties, in the order of first use; some come twice."""
    for holder in (*subject.kinds, *subject.ties):
        yield from (each.choice for each in holder.properties if each.choice is not None)


def _properties(properties: Iterable[Property]) -> Iterator[str]:
    yield from _table(
        PROPERTY_COLUMNS,
        (
            (
                f"`{each.name}`",
                each.type.value + (f" {_link(each.choice.name)}" if each.choice else ""),
                _cell(each.unit or ""),
                _cell(each.ja),
                each.privacy.value,
                each.index.value if each.index else "",
                "yes" if each.required else "",
                _cell(each.doc),
            )
            for each in properties
        ),
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table and an empty line; nothing at all without rows."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if lines:
        yield f"| {' | '.join(head)} |"
        yield f"|{'---|' * len(head)}"
        yield from lines
        yield ""


def _names(properties: Iterable[Property]) -> str:
    return ", ".join(f"`{each.name}`" for each in properties)


def _link(heading: str) -> str:
    return f"[{heading}](#{heading.lower()})"


def _cell(text: str) -> str:
    """The text as a table cell: one line, and nothing in it ends the cell or starts a tag."""
    line = " ".join(text.split())
    return line.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def main() -> None:
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(handbook(MODEL, SUBJECTS), encoding="utf-8", newline="\n")
    sys.stdout.write(f"Wrote {FILE}.\n")


if __name__ == "__main__":
    main()
