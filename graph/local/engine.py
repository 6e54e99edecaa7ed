"""One Java process running Neo4j: its command line, its start, its end."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil

from graph.local.bolt import LOOPBACK, answers
from graph.local.home import Home, write_private, write_settings
from graph.local.order import Order
from graph.local.release import Release
from graph.local.symptoms import StartLogs

STOP_SECONDS = 60.0
"""How long a stop may take before Java is ended the hard way; the data survives either."""

_LOOK_AGAIN_SECONDS = 0.05


class Engine:
    """Neo4j in a Java process of its own, listening on one loopback port."""

    def __init__(self, order: Order, home: Home, release: Release) -> None:
        self._home = home
        self._release = release
        self._java = order.java
        self._jars = order.jars
        self._memory = order.memory
        self._options = order.java_options
        self._settings = order.settings

    def start(self, port: int) -> "RunningEngine":
        """Start Java on the port; it does not wait until Neo4j answers."""
        memory = self._memory
        settings = {
            "server.bolt.listen_address": f"{LOOPBACK}:{port}",
            "server.memory.pagecache.size": f"{memory.page_cache_mib}m",
            "server.memory.query_cache.per_db_cache_num_entries": str(memory.kept_plans),
            **self._settings,
        }
        conf = write_settings(self._home.neo4j, {**self._release.settings, **settings})
        options = [
            f"-Xms{min(256, memory.heap_mib)}m",
            f"-Xmx{memory.heap_mib}m",
            "-XX:+ExitOnOutOfMemoryError",  # a start anew is sounder than going on with half a heap
            *self._java.quiet_options(),
            *self._options,
        ]
        command = [
            self._release.main_class,
            f"--home-dir={self._home.neo4j}",
            f"--config-dir={conf}",
        ]
        write_arguments(self._home.java_arguments, options, self._jars, command)
        logs = self._home.neo4j / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        console = logs / "console.log"
        with console.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603 - our own Java with our own arguments
                [self._java.executable, f"@{self._home.java_arguments}"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self._home.neo4j,
                env=java_environment(),
                preexec_fn=end_with(os.getpid()),  # noqa: PLW1509 - the keeper has one thread
            )
        return RunningEngine(process, port, StartLogs(self._home.neo4j, console))


class RunningEngine:
    """A Java process that is starting, running or gone."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, logs: StartLogs) -> None:
        self._process = process
        self.port = port
        self.pid = process.pid
        self._logs = logs

    def alive(self) -> bool:
        return self._process.poll() is None

    def wait_until_ready(self, patience_seconds: float, cancelled: Callable[[], bool]) -> bool:
        """True once Neo4j answers; False when cancelled before.

        Raises `LocalDatabaseFault` when Java ends or patience does, `PortTaken` when the port was
        taken meanwhile.
        """
        deadline = time.monotonic() + patience_seconds
        while not cancelled():
            if not self.alive():
                raise self._logs.fault(f"Neo4j ended at its start ({self._ending()}).")
            if self._listens() and answers(self.port):
                return True
            if time.monotonic() > deadline:
                raise self._logs.fault(f"Neo4j did not answer within {patience_seconds:.0f} s.")
            time.sleep(_LOOK_AGAIN_SECONDS)
        return False

    def stop(self) -> None:
        """Ask Java to stop and wait for it."""
        if self.alive():
            self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _listens(self) -> bool:
        """Whether it is this Java that listens on the port, and not someone else's Neo4j."""
        try:
            sockets = psutil.Process(self.pid).net_connections("tcp")
        except psutil.Error:
            return False
        return any(one.status == "LISTEN" and one.laddr.port == self.port for one in sockets)

    def _ending(self) -> str:
        code = self._process.returncode
        return f"signal {-code}" if code and code < 0 else f"exit code {code}"


def write_arguments(
    file: Path, options: Sequence[str], jars: Sequence[Path], command: Sequence[str]
) -> None:
    """Write Java's arguments to a private file: of any length, and not seen in a process list."""
    class_path = os.pathsep.join(str(jar) for jar in jars)
    arguments = [*options, "-cp", class_path, *command]
    write_private(file, "\n".join(_quoted(argument) for argument in arguments) + "\n")


def java_environment(**more: str) -> dict[str, str]:
    """Our environment without what would steer Java or Neo4j, and with paths read as UTF-8."""
    java_options = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in java_options and not name.startswith("NEO4J_")
    }
    if sys.platform.startswith("linux"):
        kept["LC_ALL"] = "C.UTF-8"
    return {**kept, **more}


def _quoted(argument: str) -> str:
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def end_with(keeper_pid: int) -> Callable[[], None] | None:
    """On Linux, what makes Java stop when its keeper dies, however it dies; elsewhere nothing."""
    if not sys.platform.startswith("linux"):
        return None
    set_option = ctypes.CDLL(None, use_errno=True).prctl
    set_parent_death_signal = 1

    def in_child() -> None:
        set_option(set_parent_death_signal, int(signal.SIGTERM), 0, 0, 0)
        if os.getppid() != keeper_pid:
            os._exit(1)

    return in_child
