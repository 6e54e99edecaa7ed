"""Who is shut out is told in each text that asks it, so that each runs as it stands: the same in all."""

import re
from pathlib import Path

import graph

FOLDER = Path(graph.__path__[0])
TEXTS = [
    *(FOLDER / "grants").glob("grants_of_*.cypher"),
    FOLDER / "changes" / "ask_location_permission.cypher",
    FOLDER / "questions" / "closed_on_record.cypher",
]
SHUT_OUT = re.compile(r"-\[:SAME_AS\*0\.\.1\]->\(self\)\s.*?-\[:SEALS\]->", re.DOTALL)


def _shut_out(text: str) -> list[str]:
    """The rule, whatever it calls a protection and however it is told the day."""
    plain = text.replace("date(datetime($now))", "$today").replace("(q)", "(p)")
    return [" ".join(each.split()) for each in SHUT_OUT.findall(plain)]


def test_whoever_is_shut_out_is_so_in_every_role_and_is_given_no_leave() -> None:
    rules = [_shut_out(each.read_text(encoding="utf-8")) for each in TEXTS]
    assert len(rules) == 8
    assert {len(each) for each in rules} == {1}
    assert len({rule for [rule] in rules}) == 1
