"""Make an incident of the reports that a lens lets through, and of nothing else."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from twosource.ids import ArticleId, IncidentId
from twosource.lens.seeing import Lens, Seen
from twosource.model import Article, Copy, Incident, Report
from twosource.reconcile import DEFAULT_PROFILE, reconcile
from twosource.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Articles at hand, the originals of copies among them, and which are copies of which."""

    articles: Mapping[ArticleId, Article]
    copies: Mapping[ArticleId, Copy]

    def narrow(self, reports: Sequence[Report]) -> "Loaded":
        """Return what concerns some reports."""
        own = {report.article for report in reports}
        copies = {name: copy for name, copy in self.copies.items() if name in own}
        wanted = own | {copy.original for copy in copies.values()}
        articles = {name: article for name, article in self.articles.items() if name in wanted}
        return Loaded(articles=articles, copies=copies)


def load_sources(ledger: Ledger, ids: Collection[ArticleId]) -> Loaded:
    """Load articles with the originals they are copies of."""
    copies = ledger.copies(ids)
    articles = ledger.articles_by_id({*ids, *(copy.original for copy in copies.values())})
    return Loaded(articles=articles, copies=copies)


def make_seen(incident: Incident, reports: Sequence[Report], sources: Loaded) -> Seen:
    """Return what is seen of an incident that stands already."""
    near = sources.narrow(reports)
    told = {report.article for report in reports}
    own = {name: article for name, article in near.articles.items() if name in told}
    return Seen(incident=incident, reports=tuple(reports), articles=own, copies=near.copies)


def make_anew(name: IncidentId, reports: Sequence[Report], sources: Loaded, lens: Lens) -> Seen:
    """Return what some reports make of an incident, by the profile of the lens, in the order given."""
    near = sources.narrow(reports)
    return make_seen(_reconcile(name, reports, near, lens), reports, sources)


def _reconcile(name: IncidentId, reports: Sequence[Report], near: Loaded, lens: Lens) -> Incident:
    profile = DEFAULT_PROFILE if lens.profile is None else lens.profile
    made = reconcile(name, reports, near.articles, near.copies, profile=profile)
    told = dict.fromkeys(report.article for report in reports)
    return replace(made, reports=tuple(report.id for report in reports), articles=tuple(told))
