from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import NOW
from tests.ledgers import dump, open_ledger, spoil
from tests.simple_stages import SimpleStages, inputs
from twosource.pipeline import add
from twosource.store import Ledger
from twosource.store.rebuilding import check_rebuilt

TEXTS = {
    "courier/a": "Four people were shot dead in Kisumu on 2024-05-01, police said.",
    "herald/b": "Gunmen shot at people in Kisumu on 2024-05-01, killing some. Four died.",
    "post/c": "Two people were killed by a bomb in Mombasa on 2024-05-01.",
    "post/d": "Three houses were burnt in Garissa on 2024-04-11.",
}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.db") as opened:
        list(add(opened, SimpleStages(texts=TEXTS).pipe(), inputs(*TEXTS)))
        yield opened


@pytest.mark.parametrize(("most", "number"), [(100, 3), (2, 2), (1, 1)])
def test_incidents_made_anew_are_what_they_were(ledger: Ledger, most: int, number: int) -> None:
    before = dump(ledger.path)

    check = check_rebuilt(ledger, most, NOW)

    assert (check.ok, check.detail) == (True, f"{number} incidents are what their claims and judgements give")
    assert dump(ledger.path) == before


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        pytest.param(
            "UPDATE facts SET body = replace(body, '\"low\":4', '\"low\":3')", "other facts", id="a value"
        ),
        pytest.param("UPDATE incidents SET voices = voices + 1", "other facts", id="a number of voices"),
        pytest.param("UPDATE incidents SET confirmed = 9", "in lists otherwise", id="a card"),
        pytest.param(
            "UPDATE judgements SET verdict = 'different'", "other reports", id="who belongs together"
        ),
        pytest.param(
            "UPDATE members SET incident = (SELECT incident FROM members WHERE seq = 3) WHERE seq = 4",
            "other reports",
            id="whose report it is",
        ),
    ],
)
def test_what_comes_out_otherwise_is_told(ledger: Ledger, sql: str, told: str) -> None:
    spoil(ledger.path, sql)

    check = check_rebuilt(ledger, 100, NOW)

    assert not check.ok
    assert any(f"would {verb} {told}" in check.detail for verb in ("hold", "have", "show"))
