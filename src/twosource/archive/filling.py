"""Everything that a job found, written into a ledger by the ledger's own means, in the order of arrival.

Articles with what they tell come first, then whose text is whose, judgements, incidents and what was left out. Each
step knows what of it is there already, so that it can be stopped and begun again anywhere. Pages are not here: they
stay in the archive, and no article of such a ledger names one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Final

from pyarrow import parquet

from twosource import link
from twosource.archive.arrivals import Row, in_order
from twosource.archive.datasets import ARTICLES, COPIES, COPY_JUDGEMENTS, DROPS, JUDGEMENTS, REPORTS, Dataset
from twosource.archive.driver import Job
from twosource.archive.exchange import read_part
from twosource.archive.records import (
    article_from_json,
    copy_from_json,
    incident_from_json,
    judgement_from_json,
    report_from_json,
)
from twosource.archive.stages.gathering import RECONCILED
from twosource.copies import sketch
from twosource.exports.streams import in_batches
from twosource.ids import ArticleId
from twosource.model import Article, Dropped, Incident, Reading
from twosource.store import Ledger
from twosource.store.records import from_json, to_json
from twosource.store.tellings import Told

_ARTICLES: Final = 200  # of a transaction; each costs a few milliseconds
_ROWS: Final = 2_000  # the same of copies, judgements and what was left out
_INCIDENTS: Final = 100  # the same; all of their articles are held

Files = Mapping[str, Sequence[str]]  # of a job's datasets


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A job that has ended, the files of its datasets, who read in it, and the ledger that takes it in."""

    job: Job
    files: Files
    origin: str
    ledger: Ledger

    def fill(self) -> None:
        """Do what is left to do."""
        self._fill_articles()
        self._fill_copies()
        self._fill_judgements()
        self._fill_incidents()
        self._fill_dropped()

    # --- articles ------------------------------------------------------------------------------

    def _fill_articles(self) -> None:
        with in_order(self._arrived()) as bodies:
            for batch in in_batches(bodies, _ARTICLES):
                with self.ledger.transaction():
                    for body in batch:
                        self._take_article(*from_json(body))

    def _arrived(self) -> Iterator[Row]:
        """Yield every article with its reports and their outlines."""
        for articles, reports in zip(self._parts(ARTICLES), self._parts(REPORTS), strict=True):
            told = _by_article(reports)
            for row in articles:
                body = to_json([row["body"], told.get(row["id"], [])])
                yield row["arrival"], row["id"], body

    def _take_article(self, body: str, told: Sequence[tuple[str, str]]) -> None:
        article = replace(article_from_json(body), page=None)
        if self.ledger.has_article(article.id):
            return
        reports = tuple(report_from_json(report) for report, _ in told)
        self.ledger.save_article(article, sketch(article.text))
        reading = Reading(article=article.id, reports=reports, origin=self.origin)
        self.ledger.save_reading(reading, self.job.settings.now)
        for report, (_, outline) in zip(reports, told, strict=True):
            keys = link.keys(link.outline_from_json(outline))
            self.ledger.file_report(report, outline=outline, keys=keys)

    # --- what was decided ----------------------------------------------------------------------

    def _fill_copies(self) -> None:
        for batch in in_batches(self._rows(COPIES), _ROWS):
            with self.ledger.transaction():
                for row in batch:
                    self.ledger.save_copy(copy_from_json(row["body"]))

    def _fill_judgements(self) -> None:
        """Go on after those that are there: they are written in one order, some thousand or none."""
        kept = self.ledger.stats()["judgements"]
        rows = (row for dataset in (COPY_JUDGEMENTS, JUDGEMENTS) for row in self._rows(dataset))
        for batch in in_batches(islice(rows, kept, None), _ROWS):
            with self.ledger.transaction():
                self.ledger.save_judgements(judgement_from_json(row["body"]) for row in batch)

    # --- incidents -----------------------------------------------------------------------------

    def _fill_incidents(self) -> None:
        rows = ((row["arrival"], row["incident"], row["body"]) for row in self._rows(RECONCILED))
        with in_order(rows) as bodies:
            for batch in in_batches(map(incident_from_json, bodies), _INCIDENTS):
                new = [incident for incident in batch if not self.ledger.is_open(incident.id)]
                with self.ledger.transaction():
                    for told in self._tell(new):
                        self._take_incident(told)

    def _tell(self, incidents: Iterable[Incident]) -> Iterator[Told]:
        """Yield incidents with their reports, the articles of these, and the originals of copies among them."""
        listed = list(incidents)
        reports = {one.id: one for one in self.ledger.reports(name for one in listed for name in one.reports)}
        printed = {name for incident in listed for name in incident.articles}
        copies = self.ledger.copies(printed)
        articles = self.ledger.articles_by_id(printed | {copy.original for copy in copies.values()})
        for incident in listed:
            own = {copies[name].article: copies[name] for name in incident.articles if name in copies}
            names = (*incident.articles, *(copy.original for copy in own.values()))
            told = tuple(reports[name] for name in incident.reports)
            yield Told(
                incident=incident,
                reports=told,
                articles={name: articles[name] for name in names},
                copies=own,
            )

    def _take_incident(self, told: Told) -> None:
        incident, now = told.incident, self.job.settings.now
        printed_at = min(_printed_at(told.articles[name]) for name in incident.articles)
        self.ledger.open_incident(incident.id, now)
        self.ledger.move_reports(incident.reports, incident.id)
        self.ledger.save_incident(incident, printed_at, now)
        self.ledger.tallying.keep(told)

    # --- what was left out ---------------------------------------------------------------------

    def _fill_dropped(self) -> None:
        for path in self.files.get(DROPS.name, ()):
            with self.job.storage.open(path) as handle:
                rows = parquet.read_table(handle).to_pylist()
            with self.ledger.transaction():
                for article, dropped in groupby(rows, key=itemgetter("article")):
                    self.ledger.drop(map(_read_dropped, dropped), article=article and ArticleId(article))

    # --- what a job left -----------------------------------------------------------------------

    def _parts(self, dataset: Dataset) -> Iterator[list[dict[str, Any]]]:
        """Yield the rows of a dataset, a part at a time."""
        for path in self.files.get(dataset.name, ()):
            yield read_part(self.job.storage, path, dataset).to_pylist()

    def _rows(self, dataset: Dataset) -> Iterator[dict[str, Any]]:
        return (row for part in self._parts(dataset) for row in part)


def _by_article(reports: Iterable[Mapping[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """Return the bodies and outlines of reports by article, in the order they were read in."""
    told: dict[str, list[tuple[str, str]]] = {}
    for row in sorted(reports, key=itemgetter("article", "position")):
        told.setdefault(row["article"], []).append((row["body"], row["outline"]))
    return told


def _printed_at(article: Article) -> Any:
    return article.published or article.fetched_at


def _read_dropped(row: Mapping[str, Any]) -> Dropped:
    return Dropped(**{name: row[name] for name in ("what", "reason", "text", "address", "detail")})
