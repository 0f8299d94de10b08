"""The incidents that an export is of, one after another, newest first, some hundred in memory at a time.

As of a moment, all incidents that look otherwise then are made anew and sorted, and so held until they
are written.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Final, TypeAlias, TypeVar

from twosource.ids import ArticleId, IncidentId
from twosource.lens import Lens, Seen, look_at, look_over, see_over
from twosource.lens.making import Loaded, make_anew
from twosource.lens.printed import see_printed
from twosource.model import Article, Field, Incident, Report, Value
from twosource.store import Filter, Ledger
from twosource.wire.told import Told, file_name, in_print_order

_BATCH: Final = 200
_FIGURES: Final[tuple[Field, ...]] = ("killed", "injured", "casualties", "captured")
_One = TypeVar("_One")
#: What an export is of: the incidents that pass a filter, those of some ids in their order, or everything.
Wanted: TypeAlias = Filter | tuple[IncidentId, ...] | None


def list_incidents(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[Incident]:
    """Yield incidents as the lens shows them."""
    if lens.is_plain:
        return ledger.incidents_by_id(_ids(ledger, wanted))
    if lens.as_of is None or isinstance(wanted, tuple):
        return (seen.incident for seen in _see(ledger, wanted, lens))
    return look_over(ledger, wanted or Filter(), lens)


def tell_all(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[Told]:
    """Yield the same with the reports and articles they are made of."""
    return (told_of(seen) for seen in _see(ledger, wanted, lens))


def tell_with(ledger: Ledger, wanted: Wanted, lens: Lens, profile: str) -> Iterator[tuple[Told, Incident]]:
    """Yield the same as the desk has it, each with the incident by a profile that a format takes figures from."""
    for batch in in_batches(tell_all(ledger, wanted, replace(lens, profile=None)), _BATCH):
        originals = {copy.original for told in batch for copy in told.copies.values()}
        known = ledger.articles_by_id(originals)
        for told in batch:
            yield told, _figures(told, known, profile)


def _figures(told: Told, originals: Mapping[ArticleId, Article], profile: str) -> Incident:
    """Return an incident by another profile, or as it is where that can change no figure."""
    if not tells_figures_apart(told.reports):
        return told.incident
    sources = Loaded(articles={**originals, **{one.id: one for one in told.articles}}, copies=told.copies)
    return make_anew(told.incident.id, told.reports, sources, Lens(profile=profile)).incident


def tells_figures_apart(reports: Iterable[Report]) -> bool:
    """Whether some toll is told with two figures; of one figure every profile makes the same."""
    told: dict[tuple[Field, str], set[Value]] = defaultdict(set)
    for claim in (claim for report in reports for claim in report.claims if claim.field in _FIGURES):
        told[claim.field, claim.scope].add(claim.value)
    return any(len(figures) > 1 for figures in told.values())


def told_of(seen: Seen) -> Told:
    """Return what is seen of an incident as records want it."""
    return Told(
        incident=seen.incident,
        reports=seen.reports,
        articles=in_print_order(seen.articles.values()),
        copies=seen.copies,
    )


def with_outlets(ledger: Ledger, incidents: Iterable[Incident]) -> Iterator[tuple[Incident, list[str]]]:
    """Yield incidents with who printed them; where that is not known, with the files they came in."""
    for batch in in_batches(incidents, _BATCH):
        prints = ledger.prints({article for incident in batch for article in incident.articles})
        nameless = [name for name, one in prints.items() if not (one.outlet or one.newsroom)]
        files = {one.id: file_name(one.address) for one in ledger.articles_by_id(nameless).values()}
        for incident in batch:
            printed = (prints[name] for name in incident.articles if name in prints)
            yield incident, [one.outlet or one.newsroom or files[one.article] for one in printed]


def in_batches(items: Iterable[_One], size: int) -> Iterator[tuple[_One, ...]]:
    """Yield items so many at a time; the last batch may be smaller."""
    left = iter(items)
    while batch := tuple(islice(left, size)):
        yield batch


def _see(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[Seen]:
    """Yield what is seen; which incidents pass is asked of the ledger as it stands, by no profile."""
    if lens.as_of is None:
        return see_printed(ledger, _ids(ledger, wanted), lens)
    if isinstance(wanted, tuple):
        return filter(None, (look_at(ledger, name, lens) for name in wanted))
    return see_over(ledger, wanted or Filter(), lens)


def _ids(ledger: Ledger, wanted: Wanted) -> tuple[IncidentId, ...]:
    return wanted if isinstance(wanted, tuple) else ledger.incident_ids(wanted or Filter())
