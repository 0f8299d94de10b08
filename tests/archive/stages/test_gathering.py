"""Gathering beside the ledger's view: what ``twosource add`` left, laid out anew, gives the same incidents."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.stages.laying import gathered, kept, lay
from tests.ledgers import open_ledger
from tests.simple_stages import SimpleStages, inputs
from twosource.archive.stages.gathering import RECONCILED, STAGES
from twosource.archive.tables import FINAL
from twosource.pipeline import add
from twosource.store import Ledger

DAY, NEXT = "2024-05-01", "2024-05-09"
#: Incidents told once, twice, by copies, in a chain, looked back on, and several in one article.
WIRES = {
    "courier/1": f"Four people were shot dead in Kisumu on {DAY}, police said.",
    "herald/1": f"Four people were shot in Kisumu on {DAY}.",
    "post/1": f"Four people were shot dead in Kisumu on {DAY}, police said.",
    "post/2": f"Three people died when a bomb went off in Mombasa on {DAY}.\nEarlier Four were shot in Kisumu on {DAY}.",
    "post/3": f"Earlier One died when a bomb went off in Garissa on {NEXT}.",
    "mail/1": f"One house was burnt in Garissa on {DAY}.\nTwo people were shot in Mombasa on {NEXT}.",
    "mail/2": f"Two people were shot in Mombasa on {NEXT}.\nThree died when a bomb went off in Mombasa on {DAY}.",
    "mail/3": "Somebody painted a wall.",
}


@pytest.fixture
def wires(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "wires.db") as ledger:
        list(add(ledger, SimpleStages(texts=WIRES).pipe(), inputs(*WIRES)))
        yield ledger


@pytest.mark.parametrize("buckets", [1, 3, 7])
def test_the_examples_are_gathered_into_the_incidents_of_the_ledger(examples: Ledger, buckets: int) -> None:
    flow = lay(examples, buckets).run(*STAGES)
    assert gathered(flow) == kept(examples)
    assert flow.dropped == []


@pytest.mark.parametrize("buckets", [1, 3, 7])
def test_invented_wires_are_gathered_into_the_incidents_of_the_ledger(wires: Ledger, buckets: int) -> None:
    flow = lay(wires, buckets).run(*STAGES)
    assert gathered(flow) == kept(wires)
    assert flow.dropped == []


def test_tables_are_the_same_however_many_buckets(wires: Ledger) -> None:
    one, many = lay(wires, 1).run(*STAGES), lay(wires, 5).run(*STAGES)
    shared = [dataset for name, dataset in FINAL.items() if name != "drops"]
    assert [one.rows(dataset) for dataset in shared] == [many.rows(dataset) for dataset in shared]
    assert one.rows(RECONCILED) == many.rows(RECONCILED)


def test_nothing_told_gives_empty_tables(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "empty.db") as ledger:
        flow = lay(ledger, 2).run(*STAGES)
    assert [flow.rows(dataset) for name, dataset in FINAL.items() if name != "drops"] == [[]] * 7
