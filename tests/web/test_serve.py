"""``twosource serve``: what stops it is told in one line; what it serves is served until it is asked to stop."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.ledgers import open_ledger, place_of
from tests.web.desks import add_team
from twosource.cli import main
from twosource.web.server import listen

_ADDRESS = re.compile(r"is at (http://\S+)/\n")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "empty.db"
    open_ledger(found).close()
    return found


@contextmanager
def serving(path: Path, *options: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Run the command as a program of its own, on a free port."""
    command = [sys.executable, "-m", "twosource", "--db", place_of(path), "serve", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = _ADDRESS.search(process.stdout.readline())
        assert found is not None
        try:
            yield found.group(1), process
        finally:
            process.kill()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_it_serves_until_it_is_asked_to_stop_and_then_stops_quietly(path: Path, sign: signal.Signals) -> None:
    with serving(path) as (address, process):
        answer = httpx.get(f"{address}/healthz")
        process.send_signal(sign)
        _, complaints = process.communicate(timeout=20)
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert "server" not in answer.headers
    assert (process.returncode, complaints) == (0, "")


def test_requests_are_written_down_where_wanted(path: Path) -> None:
    with serving(path, "--log", "--prefix", "/desk") as (address, process):
        assert address.endswith("/desk")
        httpx.get(f"{address}/healthz")
        process.send_signal(signal.SIGTERM)
        _, complaints = process.communicate(timeout=20)
    assert '"GET /desk/healthz HTTP/1.1" 200' in complaints


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was complained of; it must be one line."""
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def test_a_port_in_use_is_told_in_one_line(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--db", place_of(path), "serve", "--port", str(port)]) == 1
    assert f"can't listen on 127.0.0.1 port {port}: Address already in use" in complaint(capsys)


def test_no_ledger_is_told_with_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TWOSOURCE_DB", raising=False)
    assert main(["serve"]) == 1
    assert "Make the demo's with twosource demo" in complaint(capsys)

    (tmp_path / "twosource-demo.db").touch()
    assert main(["serve"]) == 1
    assert "twosource --db twosource-demo.db serve" in complaint(capsys)

    assert main(["--db", "named.db", "serve"]) == 1
    assert "no ledger at named.db" in complaint(capsys)


@pytest.mark.parametrize(
    "options",
    [
        ("--host", "0.0.0.0"),
        ("--host", "192.0.2.1"),
        ("--host", "::"),
        ("--host", "desk.example"),
        ("--allow-host", "desk.example"),
        ("--behind-proxy",),
    ],
    ids=" ".join,
)
def test_others_are_let_in_only_where_people_are_known(
    path: Path, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--db", place_of(path), "serve", *options]) == 2
    assert "twosource people add NAME --role admin" in complaint(capsys)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--prefix", "/a?b"], "is no path"),
        (["--tiles", "javascript:{z}{x}{y}"], "is no address"),
        (["--tiles", "https://tiles.example;/{z}/{x}/{y}"], "is no address"),
        (["--tiles", "https://tiles.example/{z}"], "{x} {y} is missing"),
        (["--port", "70000"], "70000"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[1],
)
def test_what_is_called_wrongly_is_told_in_one_line(
    path: Path, options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--db", place_of(path), "serve", *options]) == 2
    assert message in complaint(capsys)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_ledger_that_is_only_read_is_served_and_told(tmp_path: Path) -> None:
    path = add_team(tmp_path / "team.db")
    path.chmod(stat.S_IREAD)
    with serving(path) as (address, process):
        answer = httpx.get(f"{address}/login")
        process.send_signal(signal.SIGTERM)
        _, complaints = process.communicate(timeout=20)
    assert answer.status_code == 200
    assert "nobody can sign in" in complaints


def test_answers_are_sent_without_waiting() -> None:
    with listen("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP
