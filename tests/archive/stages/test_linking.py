"""Linking beside the ledger's: reports that ``twosource add`` filed, judged anew, give the same judgements."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.archive.stages.flow import Flow
from tests.archive.stages.laying import lay
from tests.ledgers import open_ledger
from tests.simple_stages import SimpleStages, inputs
from twosource.archive.datasets import COPIED, JUDGEMENTS, REPORTS
from twosource.archive.stages import blocks
from twosource.archive.stages.linking import LENT, PAIRS, STAGES
from twosource.pipeline import add
from twosource.store import Ledger

TOWNS, DAYS = ("Kisumu", "Mombasa", "Garissa"), ("2024-05-01", "2024-05-02", "2024-05-09")
WIRES = {
    f"courier/{number}": f"{many} people were shot dead in {town} on {day}, police said.\nOne was shot in {town} too."
    for number, (many, town, day) in enumerate(
        (many, town, day) for many in ("One", "Two", "Four") for town in TOWNS for day in DAYS
    )
} | {"herald/1": "Somebody painted a wall.", "post/1": "Four people were shot dead in Kisumu on 2024-05-01."}

Judged = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture
def wires(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "wires.db") as ledger:
        list(add(ledger, SimpleStages(texts=WIRES).pipe(), inputs(*WIRES)))
        yield ledger


def judged(flow: Flow) -> Judged:
    """Return what is judged by likeness, by pair, whenever that was; what clusters pass over is left out.

    Those are the pairs of a copied report: ``add`` may have judged it before its original came.
    """
    settled = set(flow.table(COPIED)["report"].to_pylist())
    rows = flow.table(JUDGEMENTS).to_pylist()
    kept = [row for row in rows if settled.isdisjoint((row["left"], row["right"]))]
    pairs = {(row["left"], row["right"]): _timeless(row) for row in kept}
    assert len(pairs) == len(kept)
    return pairs


def _timeless(row: dict[str, Any]) -> dict[str, Any]:
    body = {name: value for name, value in json.loads(row["body"]).items() if name != "decided_at"}
    return {**row, "body": body}


@pytest.mark.parametrize("buckets", [1, 3, 7])
def test_the_examples_are_judged_as_in_the_ledger(examples: Ledger, buckets: int) -> None:
    flow = lay(examples, buckets)
    expected = judged(flow)
    assert judged(flow.run(*STAGES)) == expected
    assert len(expected) > 10
    assert flow.dropped == []


@pytest.mark.parametrize("buckets", [1, 3, 7])
def test_invented_wires_are_judged_as_in_the_ledger(wires: Ledger, buckets: int) -> None:
    flow = lay(wires, buckets)
    expected = judged(flow)
    assert judged(flow.run(*STAGES)) == expected
    assert expected


def test_cutting_every_key_changes_no_judgement(wires: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = judged(lay(wires, 3).run(*STAGES))
    monkeypatch.setattr(blocks, "HOT_PAIRS", 0)
    cut = lay(wires, 3).run(*STAGES)
    assert judged(cut) == whole
    assert cut.counts["slabs"] > 100


def test_settled_reports_are_compared_with_nobody(examples: Ledger) -> None:
    flow = lay(examples, 2).run(*STAGES)
    settled = set(flow.table(COPIED)["report"].to_pylist())
    paired = {row[side] for row in flow.table(JUDGEMENTS).to_pylist() for side in ("left", "right")}
    assert settled
    assert settled.isdisjoint(paired)
    assert flow.counts["settled"] == len(settled)


def test_an_outline_goes_once_to_a_bucket_that_needs_it(examples: Ledger) -> None:
    flow = lay(examples, 3).run(*STAGES)
    lent = [(row["to"], row["report"]) for row in flow.table(LENT).to_pylist()]
    needed = {
        (number, row["earlier"])
        for number, part in enumerate(flow.parts[PAIRS.name])
        for row in part.to_pylist()
    }
    assert sorted(lent) == sorted(needed)


def test_counts_say_what_was_compared(examples: Ledger) -> None:
    flow = lay(examples, 3).run(*STAGES)
    verdicts = [flow.counts.get(f"verdict {verdict}", 0) for verdict in ("same", "different", "unsure")]
    assert sum(verdicts) == flow.counts["judged"] == flow.table(JUDGEMENTS).num_rows
    assert flow.counts["pairs"] == flow.table(PAIRS).num_rows >= flow.counts["judged"]
    assert flow.counts["filed"] + flow.counts["settled"] == flow.table(REPORTS).num_rows


def test_an_outline_that_nobody_can_read_costs_its_own_report(wires: Ledger) -> None:
    flow = lay(wires, 1)
    rows = flow.table(REPORTS).to_pylist()
    broken = rows[0]["report"]
    rows[0]["outline"] = "{"
    flow.parts[REPORTS.name] = [REPORTS.table(rows)]
    expected = {pair: row for pair, row in judged(lay(wires, 1)).items() if broken not in pair}
    assert judged(flow.run(*STAGES)) == expected
    assert [(row["stage"], row["address"], row["reason"]) for row in flow.dropped] == [
        ("filing", broken, "stage-failed")
    ]


def test_nothing_told_gives_no_judgement(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "empty.db") as ledger:
        flow = lay(ledger, 2).run(*STAGES)
    assert flow.rows(JUDGEMENTS) == []
