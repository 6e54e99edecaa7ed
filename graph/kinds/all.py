"""The sum of the declarations: what the graph may hold."""

from graph.kinds import counts, gaps, glass, outbox, people, places, protections, support, work
from graph.model import Model

SUBJECTS = {
    kind.name: subject
    for subject, kinds in (
        ("places", places.KINDS),
        ("people", people.KINDS),
        ("support", support.KINDS),
        ("work", work.KINDS),
        ("gaps", gaps.KINDS),
    )
    for kind in kinds
}
"""The subject of each kind: the module that declares it, here and in every layer above."""

MODEL = Model(
    kinds=(*places.KINDS, *people.KINDS, *support.KINDS, *work.KINDS, *gaps.KINDS),
    ties=(*places.TIES, *people.TIES, *support.TIES, *work.TIES, *gaps.TIES),
    internal=(*outbox.KINDS, *protections.KINDS, *counts.KINDS, *glass.KINDS),
)
