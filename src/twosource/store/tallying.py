"""What counts and sources need of a ledger, kept beside incidents as these are written."""

from collections.abc import Collection, Iterator
from typing import Final

from twosource.ids import ClaimId, IncidentId
from twosource.model import Value
from twosource.store import articles, census, countables, incidents, reports, tellings
from twosource.store.census import Count, Cut, Found, Sieve
from twosource.store.countables import Sort, Trait
from twosource.store.database import Database
from twosource.store.tellings import Told
from twosource.tally.tolls import TollField

_BATCH: Final = 200  # incidents whose facts are held at a time


class Tallying:
    """The rows by which incidents are counted, and what each source tells of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, told: Told) -> None:
        """Keep the rows of an incident as it was just made."""
        _keep(self._database, told)

    def traits(self, sort: Sort, after: int = 0) -> Iterator[Trait]:
        """Yield what incidents tell of a sort of thing, each way of telling it once, in the order they came."""
        return countables.load_traits(self._database, sort, after)

    @property
    def is_whole(self) -> bool:
        """Whether every incident can be counted by its row."""
        return not census.has_unmade(self._database)

    def count(
        self, sieve: Sieve, cut: Cut | None = None, tolls: Collection[TollField] = ()
    ) -> Iterator[Count]:
        """Yield how many incidents answer surely, and perhaps, in each part of a cut, with sums of some tolls."""
        return census.count_rows(self._database, sieve, cut, tolls)

    def newest(self, sieve: Sieve, most: int, *, sure: bool) -> tuple[IncidentId, ...]:
        """Return the newest incidents that answer surely, or those that do perhaps: at most so many."""
        return census.list_rows(self._database, sieve, most, sure=sure)

    def among(self, sieve: Sieve, cut: Cut | None, ids: Collection[IncidentId]) -> Iterator[Found]:
        """Yield those of some incidents that answer, each in every part of a cut that it is in."""
        return census.find_rows(self._database, sieve, cut, ids)

    def pairs(self, sieve: Sieve) -> tuple[tuple[int, int], ...]:
        """Return the places and targets that one incident has, of those that a sieve lets through."""
        return census.list_pairs(self._database, sieve)


def complete(database: Database) -> None:
    """Make the rows of incidents that an older twosource wrote."""
    lacking = countables.find_unmade(database)
    for start in range(0, len(lacking), _BATCH):
        for incident in incidents.load_incidents(database, lacking[start : start + _BATCH]):
            told = reports.load_reports(database, incident.reports)
            printed = {report.article for report in told}
            copies = articles.load_copies(database, printed)
            known = articles.load_articles(database, printed | {copy.original for copy in copies.values()})
            _keep(database, Told(incident=incident, reports=told, articles=known, copies=copies))


def _keep(database: Database, told: Told) -> None:
    wanted = {claim for fact in told.incident.facts for claim in fact.against}
    against: dict[ClaimId, Value] = {
        claim.id: claim.value for report in told.reports for claim in report.claims if claim.id in wanted
    }
    countables.keep_countable(database, told.incident, against)
    tellings.keep_tellings(database, told)
