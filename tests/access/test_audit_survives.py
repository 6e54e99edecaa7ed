"""Threat 47, the ground of it: what was acknowledged is in the trail, whatever ends the process."""

import random
import subprocess
import sys
import time
from pathlib import Path

from audit.folder import Folder
from audit.line import read_line
from tests.audit.trails import broken, folder_in, verified

KILLS = 8
ENDED_SECONDS = 60


def _writing(folder: Folder, name: str, file_bytes: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.audit.writing_process"]
    return subprocess.Popen(
        [*command, str(folder.path), name, str(file_bytes)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _recorded(folder: Folder) -> list[str]:
    """The requests of every whole line, in the order of their chains."""
    lines = (
        read_line(line).says
        for segment in folder.segments()
        for line in segment.path.read_bytes().splitlines(keepends=True)
        if line.endswith(b"\n")
    )
    return [says["request"] for says in lines if "request" in says]


def _killed_after(process: subprocess.Popen[str], seconds: float) -> set[str]:
    """What was acknowledged before the process was killed."""
    assert process.stdout
    assert process.stdout.readline() == "open\n"
    time.sleep(seconds)
    process.kill()
    said = process.stdout.read()
    process.wait(ENDED_SECONDS)
    process.stdout.close()
    return set(said[: said.rfind("\n") + 1].split())


def test_threat_47_what_was_acknowledged_is_there_after_kill_9(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    chance = random.Random(47)  # noqa: S311 -- reproducible, not secret
    acknowledged: set[str] = set()
    for kill in range(KILLS):
        acknowledged |= _killed_after(_writing(folder, f"k{kill}."), chance.uniform(0.0, 0.3))
        recorded = _recorded(folder)
        assert acknowledged <= set(recorded)
        assert len(recorded) == len(set(recorded))
        assert verified(folder).broken == []
    assert len(acknowledged) > KILLS * 10
    assert len(folder.chains()) == 1, "each process took the chain up"


def test_threat_47_two_processes_write_a_chain_each(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    one, other = _writing(folder, "a"), _writing(folder, "b")
    acknowledged = _killed_after(one, 0.3) | _killed_after(other, 0.1)
    assert {each[0] for each in acknowledged} == {"a", "b"}
    assert acknowledged <= set(_recorded(folder))
    found = verified(folder)
    assert (found.chains, found.broken) == (2, [])


def test_threat_47_a_torn_line_is_told_and_the_chain_goes_on(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    _killed_after(_writing(folder, "a"), 0.1)
    segment = folder.segments()[-1]
    with segment.path.open("ab") as file:
        file.write(b'{"sequence":7,"bef')
    assert (
        f"{segment.name} ends in a torn line of 18 bytes: it is being"
        in verified(folder).notices[0]
    )
    acknowledged = _killed_after(_writing(folder, "b"), 0.1)
    assert acknowledged <= set(_recorded(folder))
    assert segment.path.read_bytes().endswith(b"bef"), "nothing is written over"
    found = verified(folder)
    assert found.broken == []
    after = folder.segments()[-1]
    assert found.notices[0].startswith(
        f"The segment before {after.name} ends in a torn line of 18 bytes, and the chain knows"
    )
    segment.path.write_bytes(segment.path.read_bytes()[:-1])
    assert broken(folder) == (
        f"{after.name}, line 1: it says that the segment before ended in a torn line of 18 bytes; "
        "there are 17 bytes, or others."
    )


def test_threat_47_a_full_disk_ends_in_an_error_and_loses_nothing(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    process = _writing(folder, "a", file_bytes=20_000)
    said, _ = process.communicate(timeout=ENDED_SECONDS)
    opened, *lines = said.splitlines()
    assert opened == "open"
    refused = {each for each in lines if each.startswith("refused ")}
    assert refused == {
        (
            "refused The trail of who saw what cannot be written: audit, file too large. "
            "Nothing is shown until it can: look at the disk of the trail's folder."
        )
    }
    acknowledged = set(lines) - refused
    assert len(acknowledged) > 10
    assert acknowledged <= set(_recorded(folder))
    assert folder.segments()[0].path.stat().st_size == 20_000, "the line was torn where room ended"
    found = verified(folder)
    assert found.broken == []
    assert found.notices
    assert all("torn line" in each for each in found.notices), "one for each file that was full"
