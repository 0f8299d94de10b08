from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledgers import open_ledger
from tests.web.many import Told, keep_many
from twosource.store import Ledger
from twosource.tallies.remembering import Remembered


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "kept.db")) as found:
        yield found


def test_an_answer_is_kept_until_the_ledger_changes(ledger: Ledger) -> None:
    kept: Remembered[int] = Remembered(most=8)

    assert kept.get(ledger, "how many", lambda: 0) == 0
    assert kept.get(ledger, "how many", lambda: 99) == 0
    assert kept.get(ledger, "how few", lambda: 7) == 7

    keep_many(ledger, [Told()])

    assert kept.get(ledger, "how many", lambda: 1) == 1


def test_what_was_asked_longest_ago_is_let_go(ledger: Ledger) -> None:
    kept: Remembered[str] = Remembered(most=2)
    for question in ("one", "two", "one", "three"):
        kept.get(ledger, question, lambda: "old")

    assert [kept.get(ledger, question, lambda: "new") for question in ("one", "three", "two")] == [
        "old", "old", "new",
    ]  # fmt: skip
