"""A ledger of an older twosource shows in lists, and to mirrors, what one of today does."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import make_judgement
from tests.contents import failures
from tests.deciding import decide
from tests.ledgers import dump
from tests.simple_stages import SimpleStages, inputs
from tests.store.older import make_older
from twosource.model import Verdict
from twosource.pipeline import add, reread
from twosource.store import Card, Filter, Ledger, open_ledger

pytestmark = pytest.mark.sqlite_file("ledgers of an older twosource were files")

TEXTS = {
    "courier/a": "Four people were shot dead in Kisumu on 2024-05-01, police said.",
    "herald/b": "Gunmen shot at people in Kisumu on 2024-05-01, killing some. Four died.",
    "post/c": "Two people were killed by a bomb in Mombasa on 2024-05-01.",
    "post/d": "Three houses were burnt in Garissa on 2024-04-11.",
}


def shown(ledger: Ledger) -> list[Card]:
    """Return the cards, without when the ledger wrote them."""
    found = ledger.cards(Filter()).cards
    return [replace(card, changed=0, changed_at=card.opened_at) for card in found]


@pytest.fixture
def today(tmp_path: Path) -> Path:
    """A ledger of today, in which a person merged two incidents."""
    path = tmp_path / "today.db"
    with open_ledger(path) as ledger:
        list(add(ledger, SimpleStages(texts=TEXTS).pipe(), inputs(*TEXTS)))
        one, other = (incident.reports[0] for incident in ledger.incidents(Filter(limit=2)))
        decide(ledger, make_judgement(one, other, Verdict.SAME, decided_by="Amina"))
    return path


@pytest.mark.parametrize("revision", ["0003", "0004"])
def test_an_older_ledger_is_filled_in_when_it_is_opened(today: Path, tmp_path: Path, revision: str) -> None:
    older = tmp_path / "older.db"
    make_older(today, older, revision)

    with open_ledger(today) as one, open_ledger(older) as other:
        assert shown(other) == shown(one)
        assert other.facets(Filter()) == one.facets(Filter())
        log = other.changes().changes
        assert {change.incident for change in log if change.what == "changed"} == set(
            other.incident_ids(Filter())
        )
        assert [change.into for change in log if change.what == "merged"] == [
            change.into for change in one.changes().changes if change.what == "merged"
        ]
    assert failures(older) == []


def test_what_was_filled_in_counts_as_known(today: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    make_older(today, older, "0004")

    with open_ledger(older) as ledger:
        before = ledger.changes().changes
        list(reread(ledger, SimpleStages(texts=TEXTS).pipe()))
        assert ledger.changes().changes == before


def test_a_ledger_is_filled_in_once(today: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    make_older(today, older, "0004")
    open_ledger(older).close()
    before = dump(older)
    open_ledger(older).close()

    assert dump(older) == before
