"""Incidents as this ledger held them at a moment: what had come by then, grouped by what was decided by then.

An incident that was merged since shows as the two that it was, one that a person took apart as one.
Groups are drawn by today's clustering from the judgements of that time, and bear the ids of that time.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from twosource import link
from twosource.ids import ArticleId, IncidentId, ReportId, incident_id
from twosource.lens.making import Loaded, load_sources, make_anew
from twosource.lens.seeing import Lens, Seen
from twosource.model import Judgement, Report, Verdict
from twosource.store import Ledger
from twosource.store.pairing import COPY_JUDGE, find_copied

_BATCH = 200  # incidents whose articles are loaded together


def see_arrived(ledger: Ledger, ids: Sequence[IncidentId], lens: Lens) -> Iterator[Seen]:
    """Yield the incidents that the articles of today's belonged to then, each once."""
    assert lens.as_of is not None, "what had arrived is asked of a moment"
    then = _Then(ledger=ledger, moment=lens.as_of, lens=lens)
    for start in range(0, len(ids), _BATCH):
        articles = ledger.past.articles(ids[start : start + _BATCH])
        for report in ledger.past.reports(articles, lens.as_of):
            yield from then.see_around(report)


def see_one_arrived(ledger: Ledger, name: IncidentId, lens: Lens) -> Seen | None:
    """Return the incident that bore an id then; else, where it bears it today, that of most of its articles."""
    today = ledger.incident(name)
    found = list(see_arrived(ledger, [today.id], lens))
    same = next((seen for seen in found if seen.incident.id == name), None)
    if same is not None or today.id != name:
        return same
    own = set(today.articles)
    near = [seen for seen in found if own & seen.articles.keys()]
    return max(near, key=lambda seen: (len(own & seen.articles.keys()), seen.incident.id), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Then:
    """The ledger at a moment, and the reports of it that were dealt with."""

    ledger: Ledger
    moment: datetime
    lens: Lens
    _done: set[ReportId] = field(default_factory=set)

    def see_around(self, report: Report) -> Iterator[Seen]:
        """Yield all incidents that judgements tie to a report, unless it was dealt with."""
        if report.id in self._done:
            return
        reports, decided = self._tied(report)
        self._done.update(reports)
        sources = self._sources({one.article for one in reports.values()})
        for cluster in _cluster(reports, decided, sources):
            told = [one for name, one in reports.items() if name in cluster]
            if not all(one.recalled for one in told):  # looking back alone opens no incident
                yield make_anew(self._name(told), told, sources, self.lens)

    def _tied(self, report: Report) -> tuple[dict[ReportId, Report], list[Judgement]]:
        """Return the reports that "same" leads to, and what was decided about them, oldest first."""
        known, decided = {report.id: report}, dict[tuple[ReportId, ReportId, datetime, str], Judgement]()
        frontier = [report.id]
        while frontier:
            made = self.ledger.past.judgements(frontier, self.moment)
            decided |= {(one.left, one.right, one.decided_at, one.decided_by): one for one in made}
            same = {name for one in made if one.verdict is Verdict.SAME for name in (one.left, one.right)}
            fresh = self.ledger.past.reports_by_id(same - known.keys(), self.moment)
            known |= {one.id: one for one in fresh}
            frontier = [one.id for one in fresh]
        return known, sorted(decided.values(), key=lambda one: one.decided_at)

    def _sources(self, ids: Collection[ArticleId]) -> Loaded:
        """Load articles, and those copies among them whose originals had come."""
        loaded = load_sources(self.ledger, ids)
        arrived = self.ledger.arrivals(copy.original for copy in loaded.copies.values())
        copies = {
            name: copy
            for name, copy in loaded.copies.items()
            if copy.original in arrived and arrived[copy.original] <= self.moment
        }
        return Loaded(articles=loaded.articles, copies=copies)

    def _name(self, told: Sequence[Report]) -> IncidentId:
        """Return the id that the ledger had given for the first of these reports that opened an incident."""
        standing = self.ledger.members(one.id for one in told)
        arrived = self.ledger.arrivals({one.article for one in told})

        def came(one: Report) -> tuple[datetime, int, str]:
            return arrived[one.article], standing[one.id].seq if one.id in standing else 0, one.id

        names = [incident_id(one.id) for one in sorted(told, key=came) if not one.recalled]
        given = self.ledger.past.opened(names, self.moment)
        today = (one.incident for one in standing.values() if one.incident is not None)
        return next((name for name in names if name in given), None) or next(today, names[0])


def _cluster(
    reports: Mapping[ReportId, Report], decided: Iterable[Judgement], sources: Loaded
) -> tuple[frozenset[ReportId], ...]:
    made = [one for one in decided if reports.keys() >= {one.left, one.right}]
    article_of = {name: one.article for name, one in reports.items()}
    return link.cluster(
        reports,
        [one for one in made if one.decided_by != COPY_JUDGE],
        copied=find_copied(made, article_of, sources.copies),
        article_of=article_of,
        recalled={name for name, one in reports.items() if one.recalled},
    )
