import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import make_article
from tests.ledgers import dump
from tests.store.filling import keep
from twosource.errors import LedgerUnavailable
from twosource.store import Ledger, open_ledger, sqlite_file

pytestmark = pytest.mark.sqlite_file("how it is opened, kept and locked")


def test_a_new_ledger_is_made_and_opened_again(path: Path) -> None:
    with open_ledger(path) as ledger:
        keep(ledger)
    with open_ledger(f"sqlite:///{path}", create=False) as ledger:
        assert ledger.stats()["articles"] == 1


def test_opening_again_changes_nothing(path: Path) -> None:
    open_ledger(path).close()
    before = dump(path)
    open_ledger(path).close()

    assert dump(path) == before


def test_a_missing_ledger_is_not_made_for_reading(path: Path) -> None:
    with pytest.raises(LedgerUnavailable, match="no ledger at"):
        open_ledger(path, create=False)
    assert not path.exists()


def _text(path: Path) -> None:
    path.write_text("Four people were killed. " * 100)


def _damaged(path: Path) -> None:
    with open_ledger(path) as ledger:
        keep(ledger)
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))


def _other_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()


def _newer(path: Path) -> None:
    open_ledger(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        pytest.param(_text, "it is not a ledger", id="a text"),
        pytest.param(_damaged, "it is damaged", id="damaged"),
        pytest.param(_other_program, "it is a database of another program", id="another program's"),
        pytest.param(_newer, "it was made by a newer twosource", id="newer"),
        pytest.param(Path.mkdir, "it is a directory", id="directory"),
    ],
)
def test_what_is_no_ledger_of_ours_is_refused_in_one_line(
    path: Path, spoil: Callable[[Path], None], message: str
) -> None:
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""

    with pytest.raises(LedgerUnavailable, match=message) as caught:
        open_ledger(path)

    assert "\n" not in str(caught.value)
    assert caught.value.hint
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize(
    ("place", "message"),
    [
        pytest.param("mysql://host/ledger", "can't be kept in mysql", id="another database"),
        pytest.param("nowhere/at/all.db", "its directory does not exist", id="no directory"),
    ],
)
def test_a_place_that_can_hold_no_ledger_is_refused(place: str, message: str) -> None:
    with pytest.raises(LedgerUnavailable, match=message):
        open_ledger(place)


def test_a_full_disk_leaves_the_ledger_as_it_was(ledger: Ledger, path: Path) -> None:
    keep(ledger)
    before = dump(path)
    size = ledger._database.plain("PRAGMA page_count")[0][0]
    ledger._database.plain(f"PRAGMA max_page_count = {size}")
    long = make_article("A long report on four people killed.\n" * 5_000)

    with pytest.raises(LedgerUnavailable, match="the disk is full"), ledger.transaction():
        ledger.save_article(long)

    assert dump(path) == before
    assert all(check.ok for check in ledger.check())


def test_a_ledger_that_can_not_be_written_says_so(ledger: Ledger) -> None:
    ledger._database.plain("PRAGMA query_only = ON")

    with pytest.raises(LedgerUnavailable, match="it can't be written to"):
        keep(ledger)


def test_a_ledger_another_program_writes_to_says_so(
    ledger: Ledger, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "_BUSY_SECONDS", 0.0)

    with (
        ledger.transaction(),
        open_ledger(path) as other,
        pytest.raises(LedgerUnavailable, match="another program is writing"),
    ):
        keep(other)


def test_what_fails_in_a_transaction_is_undone_as_a_whole(ledger: Ledger, path: Path) -> None:
    before = dump(path)

    def fail_half_way() -> None:
        with ledger.transaction():
            ledger.save_article(make_article())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    assert dump(path) == before


def test_a_ledger_that_cannot_be_written_can_still_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "kept.db"
    open_ledger(place).close()
    monkeypatch.setattr("twosource.store.sqlite_file.os.access", lambda *_: False)
    with open_ledger(place, create=False) as ledger:
        assert ledger.stats()["articles"] == 0
        with pytest.raises(LedgerUnavailable):
            ledger.save_article(make_article())
