"""The manual of the compiler: an operation, the Cypher it becomes, and the small city's answer.

`make goldens` reprints them; read the diff. The first line of an operation says what it shows, and
its variables stand in `# variables: {…}`. A cursor is written as what its seal holds, which stays
when a rule of the policy changes.
"""

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

import orjson
import pytest

from bench.recorder import statements_of
from graph.cypher import Statement
from schema.api import Api
from tests.answering.asking import Asking
from tests.sealed import SEAL, opened

HERE = Path(__file__).parent
TODAY = date(2021, 7, 31)
REPRINT = os.environ.get("TSUNAGU_GOLDENS") == "reprint"
CURSORS = {"cursor", "startCursor", "endCursor"}
OPERATIONS = sorted(HERE.glob("*.graphql"))


@dataclass(frozen=True)
class Golden:
    """One operation and the files printed from it."""

    path: Path

    @property
    def operation(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def variables(self) -> dict[str, Any]:
        marked = [line for line in self.operation.splitlines() if line.startswith("# variables: ")]
        written = json.loads(marked[0].removeprefix("# variables: ")) if marked else {}
        return {name: _sealed(value) for name, value in written.items()}

    def compare(self, suffix: str, printed: str) -> None:
        path = self.path.with_suffix(suffix)
        if REPRINT:
            path.write_text(printed, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == printed


@pytest.fixture(params=OPERATIONS, ids=lambda path: path.stem)
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(request.param)


def _printed(statement: Statement) -> str:
    values = json.dumps(dict(statement.parameters), ensure_ascii=False, default=str)
    return f"// {statement.name}\n// {values}\n{statement.text}\n"


def _sealed(value: Any) -> Any:
    """A variable as it is sent: a cursor is written as what it holds."""
    if isinstance(value, dict) and "sealed" in value:
        order, *values = value["sealed"]
        return SEAL.text(order, values)
    return value


def _unsealed(value: Any) -> Any:
    """The answer with what each cursor holds in its place."""
    if isinstance(value, list):
        return [_unsealed(each) for each in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    return {
        key: {"sealed": opened(each)} if key in CURSORS and each else _unsealed(each)
        for key, each in cast("dict[str, Any]", value).items()
    }


@pytest.mark.anyio
async def test_an_operation_becomes_the_cypher_on_file(golden: Golden, api: Api) -> None:
    statements = await statements_of(api, golden.operation, golden.variables, TODAY)
    golden.compare(".cypher", "\n".join(map(_printed, statements)))


@pytest.mark.anyio
async def test_the_small_city_answers_as_on_file(golden: Golden, asking: Asking) -> None:
    answer = _unsealed(await asking(golden.operation, golden.variables))
    printed = orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode()
    golden.compare(".json", printed + "\n")


def test_every_printed_golden_has_its_operation() -> None:
    stems = {path.stem for path in OPERATIONS}
    strays = [
        p.name for p in HERE.glob("*.*") if p.suffix in {".cypher", ".json"} and p.stem not in stems
    ]
    assert strays == []
