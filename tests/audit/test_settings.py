"""Where the trail lies and what seals it, as the environment says and the documentation tells."""

import re
import stat
from pathlib import Path

import pytest

from audit.folder import Folder
from audit.heads import beside
from graph.errors import AuditUnwritable, BadInput
from server.auditing import PREFIX, Auditing
from tests.audit.trails import KEY, folder_in, seen, written

DOCUMENTED = Path(__file__).parents[2] / "docs" / "audit.md"


def test_the_documentation_has_every_setting() -> None:
    named = set(re.findall(rf"`({PREFIX}[A-Z_]+)`", DOCUMENTED.read_text(encoding="utf-8")))
    assert named == {f"{PREFIX}{name.upper()}" for name in Auditing.model_fields}


def test_the_folder_is_beside_the_local_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TSUNAGU_AUDIT_FOLDER")
    monkeypatch.setenv("TSUNAGU_HOME", str(tmp_path))
    settings = Auditing.read()
    assert settings.place() == Folder(tmp_path / "audit")
    assert settings.heads_folder() == beside(settings.place()) == tmp_path / "audit-heads"


def test_a_key_is_made_once_and_never_for_a_trail_that_has_another(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    settings = Auditing(folder=folder.path)  # pyright: ignore[reportCallIssue]
    key = settings.seal_key()
    path = tmp_path / "audit.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert settings.seal_key() == key == bytes.fromhex(path.read_text())
    written(folder, [[seen("P1")]])
    path.unlink()
    with pytest.raises(BadInput, match=r"The key of the trail in .* is gone"):
        settings.seal_key()
    assert not path.exists()


def test_a_key_that_is_too_short_is_refused_and_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TSUNAGU_AUDIT_KEY", KEY.hex()[2:])
    with pytest.raises(BadInput, match="TSUNAGU_AUDIT_KEY holds no key") as refused:
        Auditing.read().seal_key()
    assert KEY.hex()[2:12] not in str(refused.value)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AuditUnwritable, match="cannot be written: audit, not a directory"):
        Auditing(folder=tmp_path / "file" / "audit").trail()  # pyright: ignore[reportCallIssue]
