"""The manual of the compiler: an operation, the Cypher it becomes, and the small city's answer.

`make goldens` reprints them; read the diff. The first line of an operation says what it shows, and
its variables stand in `# variables: {…}`.
"""

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from bench.recorder import statements_of
from graph.cypher import Statement
from schema.api import Api
from tests.answering.asking import Asking

HERE = Path(__file__).parent
TODAY = date(2021, 7, 31)
REPRINT = os.environ.get("TSUNAGU_GOLDENS") == "reprint"
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
        return json.loads(marked[0].removeprefix("# variables: ")) if marked else {}

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


@pytest.mark.anyio
async def test_an_operation_becomes_the_cypher_on_file(golden: Golden, api: Api) -> None:
    statements = await statements_of(api, golden.operation, golden.variables, TODAY)
    golden.compare(".cypher", "\n".join(map(_printed, statements)))


@pytest.mark.anyio
async def test_the_small_city_answers_as_on_file(golden: Golden, asking: Asking) -> None:
    answer = await asking(golden.operation, golden.variables)
    printed = orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode()
    golden.compare(".json", printed + "\n")


def test_every_printed_golden_has_its_operation() -> None:
    stems = {path.stem for path in OPERATIONS}
    strays = [
        p.name for p in HERE.glob("*.*") if p.suffix in {".cypher", ".json"} and p.stem not in stems
    ]
    assert strays == []
