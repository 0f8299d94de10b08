"""maverick: what reconciling makes of reports of one event that people have coded (MAVERICK).

Every event with two or more reports goes through ``twosource.reconcile`` as if its coded values had
been read from text. Asked is whether our values' comparison finds the same events disputed as plain
counting of codes does (it may not where one base is spelt in two ways), and whether "contradicted" is said only of figures whose coded ranges lie apart.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from eval.scorers.disagreement import (
    are_apart,
    count_differing,
    count_differing_or_silent,
    count_flags,
    differ,
)
from eval.tasks import Comparison, Figure, Outcome, Record, Row, Task, read_rows, share

_HARMS = ("deaths", "injuries")
#: Columns as the makers of values name them; the published figures go by the first names.
_COLUMNS = {
    "deaths": "deaths_best",
    "actor": "actor1",
    "start_date": "date_start",
    "location": "location",
    "city": "city",
    "injuries": "injuries_best",
    "damage": "damage",
}


def load(folder: Path) -> list[Record]:
    """Load the events, each with the rows of its reports, in the order of the file."""
    events: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read_rows(folder, "reports.jsonl"):
        events[str(row["event_id"])].append(row)
    return [Record(id=name, data={"reports": rows}) for name, rows in events.items()]


# --- reading --------------------------------------------------------------------------------------


def read(records: Sequence[Record]) -> list[Outcome]:
    """Reconcile each event; the coded rows are what is read here, no answer is among them.

    An outcome is ``{"differ": {variable: bool or None}, "status": {"deaths": status or None, ...}}``, with
    what each profile takes where there are two reports or more.
    """
    return [_read(record.data["reports"]) for record in records]


def _read(rows: list[dict[str, Any]]) -> Outcome:
    from eval.sets.maverick_claims import VARIABLES, make_range  # noqa: PLC0415 - the program is loaded late

    found = {
        name: _differ(rows, [(field, make(row, column)) for row in rows])
        for name, column, field, make in VARIABLES
    }
    ranges = {harm: [make_range(row, harm) for row in rows] for harm in _HARMS}
    return {"differ": found, "status": _settle(rows, ranges), **_take(rows)}


def _take(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what each profile takes, of reports without their days and with them; nothing of one report."""
    from eval.sets.maverick_profiles import count_sayings, take  # noqa: PLC0415

    if len(rows) < 2:
        return {}
    return {"undated": take(rows), "dated": take(rows, dated=True), "sayings": count_sayings(rows)}


def _differ(rows: list[dict[str, Any]], values: list[tuple[Any, Any]]) -> bool | None:
    """Whether any two claims do not say the very same, by the comparison that reconciling uses."""
    from eval.sets.maverick_claims import make_report  # noqa: PLC0415
    from twosource.model import Claim  # noqa: PLC0415
    from twosource.reconcile.relations import relate  # noqa: PLC0415
    from twosource.values.comparison import Relation  # noqa: PLC0415

    claims: list[Claim] = []
    for row, (field, value) in zip(rows, values, strict=True):
        if value is not None:
            claims.extend(make_report(row, [(field, value)])[1].claims)
    if len(claims) < 2:
        return None
    return any(relate(left, right).relation is not Relation.SAME for left, right in combinations(claims, 2))


def _settle(rows: list[dict[str, Any]], ranges: dict[str, list[Any]]) -> dict[str, str | None]:
    """Reconcile the coded ranges of deaths and injuries and return the status of each."""
    from eval.sets.maverick_claims import make_report  # noqa: PLC0415
    from twosource.ids import IncidentId  # noqa: PLC0415
    from twosource.reconcile import reconcile  # noqa: PLC0415

    articles, reports = {}, []
    for row, killed, injured in zip(rows, ranges["deaths"], ranges["injuries"], strict=True):
        told = [(field, value) for field, value in (("killed", killed), ("injured", injured)) if value]
        article, report = make_report(row, told)  # type: ignore[arg-type]
        articles[article.id] = article
        reports.append(report)
    facts = reconcile(IncidentId("i_coded"), reports, articles, {}).facts
    status = {fact.field: fact.status.value for fact in facts if not fact.scope}
    return {"deaths": status.get("killed"), "injuries": status.get("injured")}


# --- scoring --------------------------------------------------------------------------------------


def score(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    """Score the events with two reports or more."""
    several = [
        (record.data["reports"], outcome)
        for record, outcome in zip(records, outcomes, strict=True)
        if outcome and len(record.data["reports"]) > 1
    ]
    figures = [figure for name in _COLUMNS for figure in _score_variable(name, several)]
    return [*figures, _score_silence(several), *_score_statuses(several), *_score_profiles(several)]


def _score_profiles(several: list[tuple[list[dict[str, Any]], Outcome]]) -> list[Figure]:
    from eval.sets.maverick_profiles import score_profiles  # noqa: PLC0415

    return score_profiles(several)


def _values(rows: list[dict[str, Any]], name: str) -> list[Any]:
    return [row.get(_COLUMNS[name]) for row in rows]


def _score_variable(name: str, several: list[tuple[list[dict[str, Any]], Outcome]]) -> list[Figure]:
    """Count disputed events plainly, as published, and tell on how many our comparison agrees."""
    plain = [differ(_values(rows, name)) for rows, _ in several]
    ours = [outcome["differ"][name] for _, outcome in several]
    disputed, asked = count_differing(_values(rows, name) for rows, _ in several)
    known = [answer for answer in ours if answer is not None]
    same = sum(one is other for one, other in zip(plain, ours, strict=True))
    beside = (("our values' comparison", sum(known) / len(known)),) if known else ()
    return [
        Figure(
            name=f"maverick.{name}_disagree",
            value=share(disputed, asked),
            of=asked,
            says=f"events whose reports disagree on {name.replace('_', ' ')}, of those that two reports give it for",
            beside=beside,
        ),
        Figure(
            name=f"maverick.{name}_disagree_match",
            value=share(same, len(several)),
            of=len(several),
            says="events on which our values' comparison and plain counting agree; must be all",
            headline=name == "deaths",
        ),
    ]


def _score_silence(several: list[tuple[list[dict[str, Any]], Outcome]]) -> Figure:
    disputed, asked = count_differing_or_silent(_values(rows, "actor") for rows, _ in several)
    return Figure(
        name="maverick.actor_disagree_or_silent",
        value=share(disputed, asked),
        of=asked,
        says="the same for the actor as eventreport counts it: to name none is to name another",
    )


def _score_statuses(several: list[tuple[list[dict[str, Any]], Outcome]]) -> list[Figure]:
    """Score the statuses of deaths and injuries: "contradicted" only where ranges lie apart."""
    apart = [_is_apart(rows, harm) for rows, _ in several for harm in _HARMS]
    said = [outcome["status"][harm] for _, outcome in several for harm in _HARMS]
    opposed = count_flags(apart, [status == "contradicted" for status in said])
    noticed = count_flags(apart, [status in {"contradicted", "updated"} for status in said])
    return [
        Figure(
            name="maverick.contradicted_precision",
            value=opposed.precision,
            of=int(opposed.given),
            says='tolls called "contradicted" whose coded ranges have no number in common',
            headline=True,
        ),
        Figure(
            name="maverick.contradicted_recall",
            value=opposed.recall,
            of=int(opposed.gold),
            says='tolls whose coded ranges lie apart, called "contradicted" (others are "updated")',
        ),
        Figure(
            name="maverick.dispute_recall",
            value=noticed.recall,
            of=int(noticed.gold),
            says='tolls whose coded ranges lie apart, called "contradicted" or "updated"',
            headline=True,
        ),
    ]


def _is_apart(rows: list[dict[str, Any]], harm: str) -> bool:
    ranges = [(row.get(f"{harm}_low"), row.get(f"{harm}_high")) for row in rows]
    told = [(low, high) for low, high in ranges if low is not None and high is not None]
    return are_apart((min(ends), max(ends)) for ends in told)


def compare(record: Record, outcome: Outcome) -> Comparison:
    """Lay out an event: its reports' headlines, each variable's values, our verdicts."""
    rows = record.data["reports"]
    text = "\n".join(str(row.get("source") or "") for row in rows)
    told = outcome or {"differ": {}, "status": {}}
    lines = [
        Row(
            name=name,
            gold=" | ".join(str(value) for value in _values(rows, name)),
            ours={True: "differ", False: "same", None: "not compared"}[told["differ"].get(name)],
            right=differ(_values(rows, name)) is told["differ"].get(name),
        )
        for name in _COLUMNS
    ]
    statuses = [
        Row(
            name=f"{harm}, low to high",
            gold=" | ".join(f"{row.get(f'{harm}_low')}-{row.get(f'{harm}_high')}" for row in rows),
            ours=str(told["status"].get(harm)),
        )
        for harm in _HARMS
    ]
    return Comparison(text=text, rows=(*lines, *statuses))


TASK = Task(
    name="maverick",
    measures="reconciling coded reports: which events are disputed, and what is called contradicted",
    load=load,
    read=read,
    score=score,
    compare=compare,
    cost=40.0,
)
