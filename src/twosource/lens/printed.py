"""Incidents as the press had told them by a moment: today's groups, of what had been printed by then.

Which reports belong together is as the ledger knows it today; so are people's corrections.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from twosource.ids import IncidentId
from twosource.lens.making import Loaded, load_sources, make_anew, make_seen
from twosource.lens.seeing import Lens, Seen
from twosource.model import Article, Incident, Report
from twosource.store import Ledger
from twosource.store.past import printed_at

_BATCH: Final = 200  # incidents loaded together


def see_printed(ledger: Ledger, ids: Sequence[IncidentId], lens: Lens) -> Iterator[Seen]:
    """Yield incidents as they had been told, in the order asked for; those nobody told of are passed over."""
    for start in range(0, len(ids), _BATCH):
        incidents = tuple(ledger.incidents_by_id(ids[start : start + _BATCH]))
        reports = {one.id: one for one in ledger.reports([name for one in incidents for name in one.reports])}
        sources = load_sources(ledger, {name for one in incidents for name in one.articles})
        for incident in incidents:
            told = [reports[name] for name in incident.reports if name in reports]
            yield from _see(incident, told, sources, lens)


def _see(incident: Incident, told: Sequence[Report], sources: Loaded, lens: Lens) -> Iterator[Seen]:
    there = [report for report in told if _is_there(sources.articles[report.article], lens)]
    if all(report.recalled for report in there):  # looking back alone opens no incident
        return
    if len(there) == len(told) and lens.profile is None:
        yield make_seen(incident, there, sources)
    else:
        yield make_anew(incident.id, there, sources, lens)


def _is_there(article: Article, lens: Lens) -> bool:
    return lens.as_of is None or printed_at(article) <= lens.as_of
