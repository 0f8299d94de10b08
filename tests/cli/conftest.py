import contextlib
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers import copy_ledger, finished, named_in, place_of
from twosource.cli import main

#: What the invented Lakeside wire and its neighbours printed of two attacks and one football match.
WIRES: list[dict[str, str]] = [
    {
        "id": "courier-1",
        "outlet": "Lakeside Courier",
        "url": "https://lakeside-courier.example/kisumu-bus",
        "title": "Gunmen kill four on bus near Kisumu",
        "published": "2024-04-30T18:00:00+03:00",
        "text": "KISUMU, Kenya, April 30 (Rift Wire) - Gunmen opened fire on a bus near Kisumu on Tuesday morning,"
        " killing four people and wounding nine, police said.\n\n"
        "The attackers fled on motorcycles towards the lake, police spokesman Peter Odhiambo said.\n\n"
        "No group has claimed responsibility for the attack.",
    },
    {
        "id": "herald-1",
        "outlet": "Nyanza Herald",
        "url": "https://nyanza-herald.example/bus-attack",
        "title": "Seven dead in Kisumu bus shooting, hospital says",
        "published": "2024-05-01T09:30:00+03:00",
        "text": "Seven people were killed when gunmen opened fire on a bus near Kisumu on Tuesday morning, the"
        " county hospital said on Wednesday.\n\n"
        "“We received seven bodies and nine wounded passengers,” said Grace Atieno, the hospital's director.\n\n"
        "The Lake Front, an armed group, claimed responsibility for the attack in a statement.",
    },
    {
        "id": "post-1",
        "outlet": "Coast Post",
        "url": "https://coast-post.example/news/bus",
        "title": "Gunmen kill four on bus near Kisumu",
        "published": "2024-04-30T20:10:00+03:00",
        "text": "KISUMU, Kenya, April 30 (Rift Wire) - Gunmen opened fire on a bus near Kisumu on Tuesday morning,"
        " killing four people and wounding nine, police said.\n\n"
        "The attackers fled on motorcycles towards the lake, police spokesman Peter Odhiambo said.\n\n"
        "No group has claimed responsibility for the attack.",
    },
    {
        "id": "banadir-1",
        "outlet": "Banadir Gazette",
        "url": "https://banadir-gazette.example/car-bomb",
        "title": "Car bomb wounds three in Mogadishu",
        "published": "2024-03-12T12:00:00+03:00",
        "text": "A car bomb exploded outside a hotel in Mogadishu on Tuesday, wounding three people, police said.\n\n"
        "It was the third such attack in Mogadishu since January.",
    },
    {
        "id": "sport-1",
        "outlet": "Nyanza Herald",
        "url": "https://nyanza-herald.example/football",
        "title": "Kisumu attack shines in derby",
        "published": "2024-05-02T09:30:00+03:00",
        "text": "Kisumu's attack was on fire as the home side beat their neighbours by three goals on Sunday.\n\n"
        "The coach praised his strikers after the match.",
    },
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one command printed, and its exit status."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


Run = Callable[..., Ran]


def run_command(*arguments: str, terminal: bool = False) -> Ran:
    """Run one command as the console script would."""
    out, err = (Terminal() if terminal else io.StringIO()), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(_placed(arguments))
    return Ran(status=status, out=named_in(out.getvalue()), err=named_in(err.getvalue()))


def _placed(arguments: Sequence[str]) -> list[str]:
    """Return a command line that names the ledger where tests keep it."""
    named = zip(("", *arguments), arguments, strict=False)
    return [place_of(word) if before == "--db" else word for before, word in named]


def write_wires(path: Path) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in WIRES), "utf-8")
    return path


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run in an empty folder, with no variable that a command heeds."""
    for name in (
        "TWOSOURCE_DB",
        "TWOSOURCE_READER",
        "TWOSOURCE_REVIEWER",
        "NO_COLOR",
        "COLUMNS",
        "FORCE_COLOR",
        "CLICOLOR_FORCE",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the invented wires, made once; not to be written."""
    folder = tmp_path_factory.mktemp("filled")
    ledger = folder / "ledger.db"
    ran = run_command("--db", str(ledger), "add", str(write_wires(folder / "wires.jsonl")))
    assert (ran.status, ran.err) == (0, "")
    return finished(ledger)


@pytest.fixture
def ask(filled: Path) -> Run:
    """Run a command on the filled ledger."""
    return lambda *arguments, **how: run_command("--db", str(filled), *arguments, **how)


@pytest.fixture
def copy_of_filled(filled: Path, tmp_path: Path) -> Path:
    return copy_ledger(filled, tmp_path / "copy.db")


@pytest.fixture
def incidents(ask: Run) -> list[dict[str, Any]]:
    found = ask("incidents", "--json").json()
    assert isinstance(found, list)
    return found
