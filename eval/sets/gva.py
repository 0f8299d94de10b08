"""Grouping articles on gun violence into incidents, and each incident against the register's record."""

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from eval.grouping import compare_grouping, find_near, read_grouping, sample_stretch, score_grouping
from eval.tasks import Comparison, Figure, Outcome, Record, Row, Task, load_records, read_rows

_REGISTER = "eval.scorers.register"
_HEADLINES = frozenset({"b3_f1", "b3_f1_multi"})


def load(folder: Path) -> list[Record]:
    """Load the articles; each has the register's record of its incident under "incident", or None."""
    incidents = {str(row["id"]): row for row in read_rows(folder, "incidents.jsonl")}
    return [
        Record(id=record.id, data={**record.data, "incident": incidents.get(str(record.data["incident_id"]))})
        for record in load_records(folder)
    ]


def score(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    """Score the grouping, then what the incidents say against the register."""
    return [
        *score_grouping("gva", records, outcomes, headlines=_HEADLINES),
        *_score_register(records, outcomes),
    ]


def _score_register(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    if find_spec(_REGISTER) is None:
        return []
    scorer = cast(
        "Callable[[Sequence[Record], Sequence[Outcome]], list[Figure]]",
        import_module(_REGISTER).score_register,
    )
    return scorer(records, outcomes)


def compare(record: Record, outcome: Outcome) -> Comparison:
    """Lay out an article with its incident, and what the register has beside what was reconciled."""
    laid = compare_grouping(record, outcome)
    incident = record.data.get("incident") or {}
    found = outcome or {"facts": {}}
    facts = {
        fact["field"]: fact for home in found["facts"].values() for fact in home["facts"] if not fact["scope"]
    }
    rows = [
        Row(name=ours, gold=str(incident.get(gold)), ours=_said(facts.get(ours)))
        for ours, gold in (("when", "date"), ("place", "city"), ("killed", "killed"), ("injured", "injured"))
    ]
    return Comparison(text=laid.text, rows=(*laid.rows, *rows))


def _said(fact: dict[str, object] | None) -> str:
    value = fact["value"] if fact is not None else None
    return str(value.get("name", value.get("as_said")) if isinstance(value, dict) else value)


TASK = Task(
    name="gva",
    measures="grouping articles into incidents; date, place, killed and injured against a register",
    load=load,
    read=read_grouping,
    score=score,
    compare=compare,
    sample=sample_stretch,
    whole=True,
    near=find_near,
)
