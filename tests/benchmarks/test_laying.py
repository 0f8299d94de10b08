import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.store.filling import keep
from twosource import link
from twosource.store import open_ledger

laying = pytest.importorskip("laying")

WEEKS = 3


def _rows(path: Path, sql: str) -> Sequence[tuple[object, ...]]:
    database = sqlite3.connect(path)
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


@pytest.fixture
def laid(tmp_path: Path) -> Path:
    week, path = tmp_path / "week.db", tmp_path / "laid.db"
    with open_ledger(week) as ledger:
        keep(ledger)
    laying.lay(week, path, range(WEEKS - 1), frozenset())
    laying.lay(week, path, range(WEEKS - 1, WEEKS), frozenset())
    return path


def test_each_week_adds_the_same_rows(tmp_path: Path, laid: Path) -> None:
    with open_ledger(tmp_path / "week.db") as one, open_ledger(laid) as many:
        week, ledger = one.stats(), many.stats()

    once = {"pages", "place_names", "bytes", "report_keys", "sources"}
    assert {name: number for name, number in ledger.items() if name not in once} == {
        name: WEEKS * number for name, number in week.items() if name not in once
    }


def test_what_is_laid_is_a_sound_ledger_but_for_the_digests_of_its_cards(laid: Path) -> None:
    """Digests stay those of the week that was laid again: who asks a laid ledger never reads them."""
    with open_ledger(laid) as ledger:
        assert [check for check in ledger.check() if not check.ok and check.name != "cards"] == []


def test_each_week_happens_seven_days_before_the_next(laid: Path) -> None:
    days = [day for (day,) in _rows(laid, "SELECT earliest / 86400 FROM incidents ORDER BY earliest DESC")]

    assert [days[0] - day for day in days] == [0, 7, 14]  # type: ignore[operator]


def test_reports_are_filed_under_the_keys_of_their_outlines(laid: Path) -> None:
    for number, raw in _rows(laid, "SELECT seq, outline FROM members"):
        filed = {key for (key,) in _rows(laid, f"SELECT key FROM report_keys WHERE member = {number}")}
        assert filed == set(link.keys(link.outline_from_json(str(raw))))
