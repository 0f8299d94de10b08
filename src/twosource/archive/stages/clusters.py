"""Gather the reports of each component into incidents, as the ledger does, and give these their ids.

What clustering asks of a judgement is its verdict, its points and whether hard evidence holds the two apart;
so judgements come as bonds, without their words. One component is held at a time, some kilobyte for each of its
judgements: a million of them take 1.2 GB and a minute (docs/scale.md).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from twosource import link
from twosource.archive.datasets import Table
from twosource.archive.nodes import name_report, number_report
from twosource.archive.stages.gathering import BELONGING, NAMED, OWN_BONDS
from twosource.archive.stages.ties import DOUBTFUL, HARD, SOFT, VERDICTS
from twosource.ids import ArticleId, ReportId
from twosource.link.finding import HARD as HARD_POINTS
from twosource.link.finding import MISREADABLE
from twosource.model import Judgement, Reason
from twosource.store.naming import name_clusters
from twosource.store.reports import Member

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

#: The reason that stands for those of a bond, by its weight: one that may be misread, one that may not.
_AGAINST: Final = {HARD: "held_apart", DOUBTFUL: min(MISREADABLE)}
_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Reports tied together, in order of arrival, and the judgements on them."""

    root: int
    rows: Sequence[_Row]
    bonds: "Bonds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonds:
    """What all components of a bucket are judged by: columns, and where in them each component's rows are."""

    columns: Mapping[str, Sequence[Any]]
    places: Mapping[int, Sequence[int]]

    def read(self, root: int, reports: Mapping[int, ReportId], decided_at: datetime) -> Iterator[Judgement]:
        """Yield the judgements between reports of a component, which are given by their numbers."""
        left, right, verdict, weight, score = (
            self.columns[name] for name in ("left", "right", "verdict", "weight", "score")
        )
        for at in self.places.get(root, ()):
            if right[at] not in reports:
                continue
            yield Judgement(
                left=reports[left[at]],
                right=reports[right[at]],
                verdict=VERDICTS[verdict[at]],
                reasons=_reasons(weight[at], score[at]),
                decided_by=link.LINKER,
                decided_at=decided_at,
            )


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Return every report of a bucket's components with its incident; counts "components"."""
    bonds = _gather_bonds(given[OWN_BONDS.name])
    rows = given[BELONGING.name].to_pylist()
    rows.sort(key=itemgetter("root", "arrival", "position", "node"))
    components = [
        Component(root=root, rows=list(found), bonds=bonds)
        for root, found in groupby(rows, key=itemgetter("root"))
    ]
    task.count("components", len(components))
    now = task.plan.settings.now
    made = task.each(components, lambda one: name_report(one.root), lambda one: list(_name(one, now)))
    return {NAMED.name: NAMED.table([row for named in made for row in named])}


def _gather_bonds(table: Table) -> Bonds:
    places: dict[int, list[int]] = defaultdict(list)
    for at, root in enumerate(table["root"].to_pylist()):
        places[root].append(at)
    columns = {name: table[name].to_pylist() for name in ("left", "right", "verdict", "weight", "score")}
    return Bonds(columns=columns, places=places)


def _reasons(weight: int, score: float) -> tuple[Reason, ...]:
    if weight == SOFT:
        return (Reason(name="all reasons", points=score, text=""),)
    against = Reason(name=_AGAINST[weight], points=HARD_POINTS, text="")
    return against, Reason(name="all reasons", points=score - HARD_POINTS, text="")


def _name(component: Component, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield the reports of a component with the incident that each tells of."""
    members = {name_report(row["node"]): _member(row, at) for at, row in enumerate(component.rows)}
    openers = {report for report, member in members.items() if member.opens}
    arrivals = {name_report(row["node"]): row["arrival"] for row in component.rows}
    naming = name_clusters(
        _cluster(component, members, now), members, openers=openers, is_taken=lambda _: False
    )
    for name, cluster in naming.clusters:
        founder = next((member.report for member in cluster if member.report in openers), None)
        for member in cluster:
            yield {
                "key": name or member.report,
                "incident": name,
                "founder": founder,
                "arrival": None if founder is None else arrivals[founder],
                "article": member.article,
                "report": member.report,
            }


def _cluster(
    component: Component, members: Mapping[ReportId, Member], now: datetime
) -> tuple[frozenset[ReportId], ...]:
    if len(members) == 1:
        return (frozenset(members),)
    return link.cluster(
        members,
        component.bonds.read(component.root, {number_report(report): report for report in members}, now),
        copied=_find_copied(component.rows),
        article_of={report: member.article for report, member in members.items()},
        recalled={report for report, member in members.items() if not member.opens},
    )


def _find_copied(rows: Sequence[_Row]) -> dict[ReportId, ReportId]:
    return {
        name_report(row["node"]): name_report(row["original"]) for row in rows if row["original"] is not None
    }


def _member(row: _Row, seq: int) -> Member:
    return Member(
        seq=seq,
        report=name_report(row["node"]),
        article=ArticleId(row["article"]),
        incident=None,
        opens=row["opens"],
        outline="",
    )
