"""Real servers of Spark Connect, on loopback: Spark in one process, or a cluster of a master and two workers."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[3]
_LONGEST: Final = 240.0  # seconds until a server must answer
_STEP: Final = 0.1  # seconds between two looks
_LEAN: Final = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"  # these JVMs live for seconds
_CONNECT: Final = "org.apache.spark.sql.connect.service.SparkConnectServer"


def find_lack() -> str:
    """Say what is missing to run Spark here, nothing where it can be run."""
    if find_spec("pyspark") is None or find_spec("grpc") is None:
        return "pyspark is not installed (make setup-engines)"
    if not (_home() / "jars").is_dir():
        return "the pyspark that is installed has no server in it (make setup-engines)"
    return "" if shutil.which("java") else "there is no Java, which Spark runs on"


@contextmanager
def spark_server(folder: Path, master: str = "local[2]") -> Iterator[str]:
    """Start Spark with its Connect server; yields its address."""
    port = _free_port()
    options = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(port),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.extraJavaOptions": _LEAN,
        "spark.executor.extraJavaOptions": _LEAN,
        "spark.executor.memory": "512m",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.ui.enabled": "false",
    }
    said = [part for name, value in options.items() for part in ("--conf", f"{name}={value}")]
    line = ["bin/spark-submit", "--master", master, "--class", _CONNECT, *said, "spark-internal"]
    with _running(folder, "connect", line) as server:
        _wait(lambda: _answers(port), server, folder / "connect.log")
        yield f"sc://127.0.0.1:{port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A master with two workers of a processor each, and the address of its Connect server."""

    address: str
    workers: tuple["subprocess.Popen[bytes]", ...]

    def kill_worker(self, number: int) -> None:
        """Kill a worker with all that runs in it, at once."""
        os.killpg(self.workers[number].pid, signal.SIGKILL)


@contextmanager
def spark_cluster(folder: Path) -> Iterator[Cluster]:
    """Start a cluster."""
    port = _free_port()
    address = f"spark://127.0.0.1:{port}"
    java = "org.apache.spark.deploy"
    said = ["--host", "127.0.0.1", "--webui-port", "0"]
    with ExitStack() as stack:
        line = ["bin/spark-class", f"{java}.master.Master", *said, "--port", str(port)]
        master, log = stack.enter_context(_running(folder, "master", line)), folder / "master.log"
        _wait(lambda: b"elected leader" in log.read_bytes(), master, log)
        line = ["bin/spark-class", f"{java}.worker.Worker", *said, "--cores", "1", "--memory", "1g", address]
        workers = tuple(stack.enter_context(_running(folder, f"worker{n}", line)) for n in range(2))
        connect = stack.enter_context(spark_server(folder, address))
        yield Cluster(address=connect, workers=workers)


def _home() -> Path:
    found = find_spec("pyspark")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


@contextmanager
def _running(folder: Path, name: str, line: list[str]) -> "Iterator[subprocess.Popen[bytes]]":
    """Run one of Spark's programs in a session of its own, which ends with the block."""
    environment = {
        **os.environ,
        "SPARK_HOME": str(_home()),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "640m",
        "SPARK_DAEMON_JAVA_OPTS": _LEAN,
        "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
        "SPARK_WORKER_DIR": str(folder / "work"),
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": os.pathsep.join((str(_ROOT), str(_ROOT / "src"))),
        "PYTHONWARNINGS": "ignore",
    }
    program = _home() / line[0]
    with (
        (folder / f"{name}.log").open("wb") as log,
        subprocess.Popen(
            [str(program), *line[1:]],
            env=environment, cwd=folder, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
        ) as process,
    ):  # fmt: skip
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _wait(is_so: Callable[[], bool], process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + _LONGEST
    while not is_so():
        assert process.poll() is None, log.read_text("utf-8")[-2000:]
        assert time.monotonic() < end, log.read_text("utf-8")[-2000:]
        time.sleep(_STEP)
