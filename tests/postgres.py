"""A real PostgreSQL server for the test run, from the distribution's packages: started once, gone at the end.

It listens on a Unix socket in a directory of its own and nowhere else. Without PostgreSQL on this machine
tests that need it are skipped, and say so. PostgreSQL refuses to run as root: there it runs as nobody.
"""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

import pytest

from twosource.store import open_ledger

_NUMBERS: Final = count()
_PLACES: Final = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
_OWNERS: Final = ("postgres", "nobody")  # who runs it where we are root
#: What a server of tests need not do: wait for the disk.
_SETTINGS: Final = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "shared_buffers=32MB",
    "max_wal_size=512MB",
    "autovacuum=off",
    "listen_addresses=",
)
_TEMPLATE: Final = "filled_once"
#: Ends the server once this process is gone, however it went.
_GUARD: Final = """
import os, shutil, signal, sys, time
parent, server, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
while os.getppid() == parent:
    time.sleep(0.5)
try:
    os.kill(server, signal.SIGQUIT)
except ProcessLookupError:
    pass
time.sleep(0.5)
shutil.rmtree(folder, ignore_errors=True)
"""
_POLL_SECONDS: Final = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that runs, by the directory of its socket."""

    folder: Path
    process: "subprocess.Popen[bytes]"
    guard: "subprocess.Popen[bytes]"

    def address(self, name: str) -> str:
        """Return the address of a database."""
        return f"postgresql://tests@/{name}?host={self.folder}"

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Run a statement as the owner of the server."""
        import psycopg  # noqa: PLC0415

        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            found = connection.execute(sql.encode())
            return found.fetchall() if found.description else []


def has_postgresql() -> bool:
    """Whether a server can be started here."""
    return _find_programs() is not None


def make_database(template: str = _TEMPLATE) -> str:
    """Return the address of a new database with an empty ledger in it; skips where there is no PostgreSQL.

    With ``template`` "template0" it has nothing in it.
    """
    server = get_server()
    name = f"t{os.getpid()}_{next(_NUMBERS)}"
    if template == _TEMPLATE:
        _fill_template()
    server.ask(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
    return server.address(name)


def drop_database(address: str) -> None:
    """Remove a database, whoever is still connected to it."""
    get_server().ask(f"DROP DATABASE IF EXISTS {name_of(address)} WITH (FORCE)")


def cut_connections(address: str) -> int:
    """Cut all connections to a database, as a server that is restarted does; returns how many there were."""
    told = get_server().ask(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        f" WHERE datname = '{name_of(address)}' AND backend_type = 'client backend'"
    )
    return int(str(told[0][0]))


def name_of(address: str) -> str:
    """Return the name of the database that an address leads to."""
    return address.rpartition("/tests@/")[2].partition("?")[0].rpartition("@/")[2]


@cache
def _fill_template() -> None:
    server = get_server()
    server.ask(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0 ENCODING 'UTF8'")
    open_ledger(server.address(_TEMPLATE)).close()


@cache
def get_server() -> Server:
    """Return the server of this process, started at the first call; skips where there is none to be had."""
    programs = _find_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here (apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="psycopg is not installed here (pip install 'twosource[postgres]')")
    owner = _find_owner()
    folder = Path(mkdtemp(prefix="twosource-pg-", dir="/tmp"))
    if owner is not None:
        shutil.chown(folder, owner)
    data = str(folder / "data")
    _run(
        [
            str(programs / "initdb"),
            "-D",
            data,
            "-U",
            "tests",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        ],
        owner,
    )
    process = _start(programs, folder, owner)
    guard = [sys.executable, "-c", _GUARD, str(os.getpid()), str(process.pid), str(folder)]
    server = Server(folder=folder, process=process, guard=subprocess.Popen(guard, process_group=0))
    atexit.register(_stop, server)
    _wait(programs, folder)
    return server


def _start(programs: Path, folder: Path, owner: str | None) -> "subprocess.Popen[bytes]":
    settings = [
        part for setting in (*_SETTINGS, f"unix_socket_directories={folder}") for part in ("-c", setting)
    ]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [str(programs / "postgres"), "-D", str(folder / "data"), *settings],
            user=owner,
            cwd=folder,
            stdout=log,
            stderr=log,
            process_group=0,
        )


def _stop(server: Server) -> None:
    server.process.send_signal(signal.SIGQUIT)  # at once: nothing of it is needed any more
    server.process.wait(timeout=10)
    server.guard.kill()
    server.guard.wait(timeout=10)
    shutil.rmtree(server.folder, ignore_errors=True)


def _wait(programs: Path, folder: Path) -> None:
    ready = [str(programs / "pg_isready"), "-q", "-h", str(folder), "-t", "1"]
    for _ in range(600):
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(_POLL_SECONDS)
    raise RuntimeError((folder / "log").read_text("utf-8", "replace"))


def _run(command: Sequence[str], owner: str | None) -> None:
    done = subprocess.run(
        command, user=owner, cwd="/", env={**os.environ, "LC_ALL": "C"}, capture_output=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))


def _find_owner() -> str | None:
    """Return who is to run the server, None for us."""
    if os.geteuid() != 0:
        return None
    from pwd import getpwall  # noqa: PLC0415  (not on every system)

    known = {entry.pw_name for entry in getpwall()}
    return next((name for name in _OWNERS if name in known), None)


@cache
def _find_programs() -> Path | None:
    """Return the folder with PostgreSQL's programs: what is on PATH, else the newest of the distribution's."""
    beside = [
        Path(found).resolve().parent for found in (shutil.which("postgres"), shutil.which("initdb")) if found
    ]
    listed = [folder for pattern in _PLACES for folder in sorted(Path("/").glob(pattern[1:]), reverse=True)]
    return next((folder for folder in (*beside, *listed) if _is_whole(folder)), None)


def _is_whole(folder: Path) -> bool:
    return all((folder / name).exists() for name in ("initdb", "postgres", "pg_isready"))
