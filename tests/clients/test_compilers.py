"""What frontends make of the committed SDL: Relay, TypeScript and lint all take it as it is."""

import json
import shutil
from pathlib import Path

import pytest

from schema.api import SDL
from server.manners import Manners
from server.trusted_documents import Trust
from tests.clients.node import HERE, PARTS, told_by, tool
from tests.served import Serve

ROOT = HERE.parents[1]


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder like a frontend's, with the SDL in it."""
    shutil.copy(SDL, tmp_path)
    return tmp_path


def test_relay_compiles_and_its_documents_are_all_that_is_answered(
    sources: Path, serve: Serve
) -> None:
    """Connections and refetches, compiled, asked for by id from a server that trusts nothing else."""
    shutil.copytree(HERE / "relay", sources, dirs_exist_ok=True)
    (sources / "generated").mkdir()
    trusted = sources / "trusted.json"
    trusted.write_text("{}", encoding="utf-8")
    tool("relay-compiler/cli.js", "relay.config.json", folder=sources)

    manners = Manners(trusted_documents=trusted, trusted_documents_mode=Trust.ONLY)
    told = told_by("relay.js", f"{serve(manners)}/graphql", str(sources / "generated"))
    assert told["first"] == 2
    assert told["second"] == 4
    assert told["places"] > told["second"]


def test_graphql_codegen_makes_types_that_hold(sources: Path, serve: Serve) -> None:
    shutil.copytree(HERE / "codegen", sources, dirs_exist_ok=True)
    told_nothing = tool("../codegen.js", str(sources / SDL.name), str(sources))
    assert told_nothing == ""
    settings = sources / "tsconfig.json"
    written = json.loads(settings.read_text(encoding="utf-8"))
    written["compilerOptions"]["paths"] = {"*": [(PARTS / "*").as_posix()]}
    settings.write_text(json.dumps(written), encoding="utf-8")
    tool("typescript/bin/tsc", "--project", str(sources))

    manifest = sources / "generated" / "persisted-documents.json"
    serve(Manners(trusted_documents=manifest, trusted_documents_mode=Trust.ONLY))


def test_graphql_eslint_finds_nothing() -> None:
    told = told_by("eslint.js", str(ROOT))
    examples = list((ROOT / "server" / "explorer" / "examples").glob("*.graphql"))
    assert told["files"] == 1 + len(examples)
    assert told["findings"] == []
