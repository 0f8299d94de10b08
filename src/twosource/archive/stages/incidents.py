"""Reconcile what is said of each incident into its facts, as the ledger does."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from twosource.archive.datasets import Table
from twosource.archive.records import article_from_json, copy_from_json, incident_to_json, report_from_json
from twosource.archive.stages.gathering import ORIGINALS, RECONCILED, TOLD
from twosource.archive.tables import fact_row, final_table
from twosource.ids import IncidentId
from twosource.model import Incident
from twosource.reconcile import reconcile
from twosource.wire.frames import incident_frame_row

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is told of one incident, in order of arrival, and the originals of copies that tell it."""

    incident: IncidentId
    rows: Sequence[_Row]
    originals: Sequence[str]


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Return a bucket's incidents; counts "incidents" and "facts"."""
    told = _gather(given)
    pairs = task.each(told, lambda one: str(one.incident), lambda one: (one, _reconcile(one)))
    made = [(one.rows[0]["arrival"], incident) for one, incident in pairs]
    facts = [fact_row(incident.id, fact) for _, incident in made for fact in incident.facts]
    task.count("incidents", len(made))
    task.count("facts", len(facts))
    rows = [
        {"incident": incident.id, "arrival": arrival, "body": incident_to_json(incident)}
        for arrival, incident in made
    ]
    return {
        RECONCILED.name: RECONCILED.table(rows),
        "incidents": final_table("incidents", [incident_frame_row(incident) for _, incident in made]),
        "facts": final_table("facts", facts),
    }


def _gather(given: Mapping[str, Table]) -> list[_Told]:
    told: dict[str, list[_Row]] = defaultdict(list)
    for row in given[TOLD.name].to_pylist():
        told[row["incident"]].append(row)
    originals: dict[str, list[str]] = defaultdict(list)
    for row in given[ORIGINALS.name].to_pylist():
        originals[row["incident"]].append(row["body"])
    return [
        _Told(
            incident=IncidentId(name),
            rows=sorted(told[name], key=itemgetter("arrival", "position")),
            originals=sorted(originals[name]),
        )
        for name in sorted(told)
    ]


def _reconcile(one: _Told) -> Incident:
    """Return an incident; its reports and articles stand in order of arrival, as in a ledger."""
    reports = [report_from_json(row["body"]) for row in one.rows]
    printed = dict.fromkeys([*(row["article"] for row in one.rows), *one.originals])
    articles = {article.id: article for article in map(article_from_json, printed)}
    copies = {copy.article: copy for copy in (copy_from_json(row["copy"]) for row in one.rows if row["copy"])}
    incident = reconcile(one.incident, reports, articles, copies)
    return replace(
        incident,
        reports=tuple(report.id for report in reports),
        articles=tuple(dict.fromkeys(report.article for report in reports)),
    )
