"""``twosource people``: who may use the desk, from the command line."""

import io
import json
from pathlib import Path

import pytest

from tests.ledgers import open_ledger, place_of
from twosource.cli import main
from twosource.web.security.passwords import is_password

WORDS = "seven herons by the weir"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "empty.db"
    open_ledger(found).close()
    return found


@pytest.fixture
def ask(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "Ask":
    monkeypatch.setenv("TWOSOURCE_REVIEWER", "Noor")
    return Ask(path, monkeypatch, capsys)


class Ask:
    """Runs the command with words on standard input; gives its status and what it printed and complained of."""

    def __init__(self, path: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._path, self._patch, self._capsys = path, patch, capsys

    def __call__(self, *words: str, said: str = "") -> tuple[int, str, str]:
        self._patch.setattr("sys.stdin", io.StringIO(said))
        status = main(["--db", place_of(self._path), "people", *words])
        printed = self._capsys.readouterr()
        return status, printed.out, printed.err


def test_nobody_is_there_at_first(ask: Ask) -> None:
    assert ask()[:2] == (
        0,
        (
            "Nobody was added: the desk belongs to whoever runs it, on this machine alone.\n"
            "Let somebody in with twosource people add NAME --role admin\n"
        ),
    )


def test_somebody_is_added_with_a_password_that_nobody_sees(ask: Ask, path: Path) -> None:
    assert ask("add", "Amina", "--role", "reviewer", said=f"{WORDS}\n") == (
        0, "Amina may use the desk as reviewer.\n", "",
    )  # fmt: skip
    with open_ledger(path) as ledger:
        kept = ledger.people.get("amina")
    assert (kept.name, kept.role, is_password(kept.password, WORDS)) == ("Amina", "reviewer", True)
    assert "Amina  reviewer  password" in ask("list")[1]


@pytest.mark.parametrize(
    ("words", "said", "status", "message"),
    [
        (("add", "Basil"), "short\n", 1, "a password has 12 to 256 characters"),
        (("add", "Basil"), "", 1, "a password has 12 to 256 characters"),
        (("add", "amina"), f"{WORDS}\n", 1, "'amina' is there already"),
        (("add", "Basil", "--role", "owner"), "", 2, "'owner' is not one of"),
        (("remove", "Basil"), "", 1, "nobody is called 'Basil' here"),
        (("password", "Basil"), "", 1, "nobody is called 'Basil' here"),
        (("token", "Basil"), "", 1, "nobody is called 'Basil' here"),
        (("revoke", "00000000"), "", 1, "no token is called '00000000'"),
        (("lsit",), "", 2, "lsit"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_can_not_be_done_is_told_in_one_line(
    ask: Ask, words: tuple[str, ...], said: str, status: int, message: str
) -> None:
    ask("add", "Amina", "--no-password")
    done = ask(*words, said=said)
    assert (done[0], done[1], len(done[2].splitlines())) == (status, "", 1)
    assert message in done[2]


def test_a_token_is_shown_once_and_kept_as_a_digest(ask: Ask, path: Path) -> None:
    ask("add", "Mirror", "--no-password")
    made = json.loads(ask("token", "Mirror", "--for", "nightly", "--days", "30", "--json")[1])
    listed = json.loads(ask("list", "--json")[1])

    assert made["token"].startswith("twosource_")
    assert listed[0]["tokens"] == [{name: made[name] for name in listed[0]["tokens"][0]}]
    assert made["token"] not in ask("list")[1]
    assert ask("revoke", made["name"])[1] == f"The token {made['name']} of Mirror is of no use any more.\n"
    assert json.loads(ask("list", "--json")[1])[0]["tokens"] == []


def test_roles_and_passwords_can_be_changed(ask: Ask, path: Path) -> None:
    ask("add", "Amina", "--no-password")
    assert ask("role", "Amina", "admin")[1] == "Amina may use the desk as admin.\n"
    assert ask("password", "amina", said=f"{WORDS}\n")[1] == "Amina has another password.\n"
    with open_ledger(path) as ledger:
        kept = ledger.people.get("amina")
    assert (kept.role, is_password(kept.password, WORDS)) == ("admin", True)


def test_every_change_is_in_the_log(ask: Ask) -> None:
    ask("add", "Amina", "--no-password", "--role", "admin")
    ask("remove", "Amina")
    lines = json.loads(ask("--audit", "--json")[1])
    assert [(line["who"], line["what"], line["about"], line["result"]) for line in lines] == [
        ("Noor", "twosource people remove", "Amina", "done"),
        ("Noor", "twosource people add", "Amina as admin", "done"),
    ]
    assert "twosource people add" in ask("--audit", "--limit", "1")[1] + ask("--audit")[1]
