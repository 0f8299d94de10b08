"""What counts and sources need of a ledger, kept beside incidents as these are written."""

from collections.abc import Iterator
from typing import Final

from twosource.ids import ClaimId
from twosource.model import Value
from twosource.store import articles, countables, incidents, reports, tellings
from twosource.store.countables import Sort, Trait
from twosource.store.database import Database
from twosource.store.tellings import Told

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
