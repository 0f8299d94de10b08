"""The ledger as the rest of the program sees it: one object over the tables' own modules."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from twosource.errors import NoSuchRecord
from twosource.ids import ArticleId, IncidentId, PageId, ReportId
from twosource.model import Article, Claim, Copy, Dropped, Field, Incident, Judgement, Page, Reading, Report
from twosource.store import articles, checks, counts, incidents, judgements, opening, past, reports, search
from twosource.store.alert_threads import Threads
from twosource.store.alerts import Alerts
from twosource.store.articles import Intake
from twosource.store.checks import Check
from twosource.store.counts import Counting, Print
from twosource.store.database import Database
from twosource.store.decisions import Decisions
from twosource.store.feeds import Feeds
from twosource.store.finding import Finding
from twosource.store.held import Past
from twosource.store.judgements import OpenPair
from twosource.store.listing import Listing
from twosource.store.narrowing import Filter
from twosource.store.outbox import Outbox
from twosource.store.people import People
from twosource.store.queue import Queue
from twosource.store.queue_seen import SeenItems
from twosource.store.queue_watchers import Watchers
from twosource.store.ratings import Ratings
from twosource.store.reports import Member
from twosource.store.search import RecordKind
from twosource.store.source_rows import SourceRows
from twosource.store.tallying import Tallying
from twosource.store.watches import Watches

_BATCH: Final = 200  # incidents loaded at a time, so that an export of all takes little memory


class Ledger(Finding):
    """An open ledger. Writing is done inside :meth:`transaction`; use it as a context manager.

    Every method raises LedgerUnavailable where the file fails. Ids given by people may be
    shortened to four digits and more, with or without their letter: see :meth:`article`,
    :meth:`report` and :meth:`incident`, which raise NoSuchRecord.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.name = database.name  # a path, or an address without its password
        self.path = Path(database.name)  # of the file; of no meaning on a server
        self.decisions = Decisions(database)  # what people decided: acts and corrections
        self.past = Past(database)  # what it held at earlier moments
        self.watches = Watches(database)  # what people wait for
        self.alerts = Alerts(database)  # what was raised for them
        self.threads = Threads(database)  # where telling stands
        self.feeds = Feeds(database)  # what is read without being asked again
        self.outbox = Outbox(database)  # what is to be sent to whom
        self.people = People(database)  # who may use the desk, and what they wrote
        self.tallying = Tallying(database)  # what counts and sources need, kept beside incidents
        self.sources = SourceRows(database)  # outlets, newsrooms and voices
        self.queue = Queue(database)  # work of the watch that waits
        self.seen = SeenItems(database)  # items of feeds that were seen
        self.watchers = Watchers(database)  # processes of the watch
        self.ratings = Ratings(database)  # how far people trust sources and believe claims
        self.listing = Listing(database)  # rows in the order they came, some at a time

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Do everything inside or nothing of it; inside another, it is a part of that one."""
        return self._database.transaction()

    def snapshot(self) -> AbstractContextManager[None]:
        """Read everything inside as it stands at the first question, whatever is written meanwhile."""
        return self._database.snapshot()

    def rehearsal(self) -> AbstractContextManager[None]:
        """Do everything inside to see what comes of it, and keep nothing."""
        return self._database.rehearsal()

    # --- pages and articles --------------------------------------------------------------------

    def save_page(self, page: Page, intake: Intake) -> None:
        """Keep a page's bytes and how it came; known ones are left as they are."""
        articles.save_page(self._database, page, intake)

    def finish_intake(self, intake: Intake) -> None:
        """Note that everything in a page was added."""
        articles.finish_intake(self._database, intake)

    def is_finished(self, intake: Intake) -> bool:
        """Whether everything in a page given this way was added before."""
        return articles.is_finished(self._database, intake)

    def kept_pages(self) -> Iterator[tuple[Page, Intake]]:
        """Yield every page with each way it was given, oldest first."""
        return articles.kept_pages(self._database)

    def articles_of_page(self, page: PageId) -> tuple[Article, ...]:
        """Return the current articles of a page, in order of arrival."""
        return articles.articles_of_page(self._database, page)

    def has_article(self, article: ArticleId) -> bool:
        """Whether an article of exactly this id is kept."""
        return articles.has_article(self._database, article)

    def is_withdrawn(self, article: ArticleId) -> bool:
        """Whether an article of exactly this id is kept, which a later cleaner drops."""
        return articles.is_withdrawn(self._database, article)

    def save_article(self, article: Article, sketch: Sequence[int] = ()) -> None:
        """Keep a new article with its words for searching and its sketch for finding copies."""
        articles.save_article(self._database, article, sketch)

    def alter_article(self, article: Article) -> None:
        """Write down newly found metadata of a kept article; its text stays."""
        articles.alter_article(self._database, article)

    def replace_article(self, old: ArticleId, new: ArticleId | None) -> None:
        """Note that a later cleaner made another article of the same words, or dropped them (None)."""
        articles.replace_article(self._database, old, new)

    def drop(
        self, left_out: Iterable[Dropped], *, article: ArticleId | None = None, page: PageId | None = None
    ) -> None:
        """Keep what was left out, and why; the same is kept once."""
        articles.save_dropped(self._database, left_out, article=article, page=page)

    def drops(self) -> tuple[Dropped, ...]:
        """Return everything left out, in order."""
        return articles.list_dropped(self._database)

    def drop_counts(self) -> tuple[tuple[str, str, int], ...]:
        """Return (what, reason, how many) of everything left out, most first."""
        return articles.count_dropped(self._database)

    def article(self, given: str) -> Article:
        """Return one article with what was left out of it, by an id that may be shortened."""
        found = articles.find_article(self._database, ArticleId(self._get_id(given, "article")))
        assert found is not None, "its id was just found"
        return found

    def articles(self) -> Iterator[Article]:
        """Yield every current article in order of arrival, without what was left out of them."""
        return articles.all_articles(self._database)

    def articles_by_id(self, ids: Iterable[ArticleId]) -> Mapping[ArticleId, Article]:
        """Return articles by id, in order of arrival, without what was left out of them."""
        return articles.load_articles(self._database, ids)

    def search_articles(self, words: str, limit: int = 50) -> tuple[ArticleId, ...]:
        """Return the ids of articles that hold all the words, best first."""
        return search.search_articles(self._database, words, limit)

    def arrivals(self, ids: Iterable[ArticleId]) -> Mapping[ArticleId, datetime]:
        """Return when articles were first read into this ledger."""
        return past.find_arrivals(self._database, ids)

    def articles_with(self, words: str, among: Iterable[ArticleId]) -> frozenset[ArticleId]:
        """Return those of some articles that hold all the words."""
        return past.find_with_words(self._database, among, words)

    # --- copies --------------------------------------------------------------------------------

    def copy_candidates(self, sketch: Sequence[int], url: str | None = None) -> tuple[Article, ...]:
        """Return the articles that share most of a sketch or stand at an address, in order of arrival."""
        return articles.find_alike(self._database, sketch, url)

    def save_copy(self, copy: Copy) -> None:
        """Keep whose text an article's comes from; it stands in for what was known of that before."""
        articles.save_copy(self._database, copy)

    def drop_copies(self, ids: Iterable[ArticleId]) -> None:
        """Note that articles are copies of none."""
        articles.drop_copies(self._database, ids)

    def copies(self, ids: Iterable[ArticleId]) -> Mapping[ArticleId, Copy]:
        """Return which of the articles are copies, and of what."""
        return articles.load_copies(self._database, ids)

    # --- readings ------------------------------------------------------------------------------

    def save_reading(self, reading: Reading, made_at: datetime) -> None:
        """Keep a reading; it stands in for an earlier one of its article."""
        reports.save_reading(self._database, reading, made_at)

    def retire_reading(self, article: ArticleId) -> None:
        """Note that nothing read from an article stands any longer."""
        reports.retire_reading(self._database, article)

    def reading(self, article: ArticleId) -> Reading | None:
        """Return what a reader last made of an article, uncorrected, or None if it was not read."""
        return reports.find_reading(self._database, article)

    def report(self, given: str) -> Report:
        """Return one current report with its claims, by an id that may be shortened."""
        found = self.reports([ReportId(self._get_id(given, "report"))])
        if not found:
            raise NoSuchRecord(f"report {given!r} belongs to an earlier reading")
        return found[0]

    def reports(self, ids: Iterable[ReportId]) -> tuple[Report, ...]:
        """Return current reports with their claims, in order of reading."""
        return reports.load_reports(self._database, ids)

    def reports_of(self, ids: Iterable[ArticleId]) -> tuple[Report, ...]:
        """Return the current reports of articles with their claims, in order of reading."""
        return reports.reports_of_articles(self._database, ids)

    def claims(self) -> Iterator[tuple[Claim, str, IncidentId | None]]:
        """Yield every current claim with its article's address and its incident, in order of reading."""
        return reports.all_claims(self._database)

    # --- linking -------------------------------------------------------------------------------

    def file_report(
        self, report: Report, *, outline: str, keys: Sequence[str], successor_of: Member | None = None
    ) -> None:
        """File a report for linking; a successor takes over the place and incident of the other."""
        reports.file_report(self._database, report, outline=outline, keys=keys, successor_of=successor_of)

    def unfile_reports(self, gone: Iterable[Member]) -> None:
        """Take reports of an earlier reading out of the linking."""
        reports.unfile_reports(self._database, tuple(gone))

    def link_candidates(self, probes: Sequence[str], most: int) -> tuple[Member, ...]:
        """Return the reports filed under any of the keys: at most so many, those that share most keys."""
        return reports.find_candidates(self._database, probes, most)

    def crowded_keys(self, keys: Sequence[str], crowd: int) -> frozenset[str]:
        """Return those of some keys under which more than so many reports are filed."""
        return reports.find_crowded(self._database, keys, crowd)

    def members(self, ids: Iterable[ReportId]) -> Mapping[ReportId, Member]:
        """Return where reports stand, by id, in order of arrival."""
        return reports.members_by_report(self._database, ids)

    def members_by_number(self, numbers: Iterable[int]) -> tuple[Member, ...]:
        """Return where reports stand by their numbers of arrival, which a later reading's inherit."""
        return reports.members_by_number(self._database, numbers)

    def members_of_article(self, article: ArticleId) -> tuple[Member, ...]:
        """Return where an article's reports stand, in order of arrival."""
        return reports.members_of_article(self._database, article)

    def members_of_incidents(self, ids: Iterable[IncidentId]) -> tuple[Member, ...]:
        """Return the reports of incidents, in order of arrival."""
        return reports.members_of_incidents(self._database, ids)

    def move_reports(self, ids: Iterable[ReportId], incident: IncidentId | None) -> None:
        """Let reports tell of an incident, or of none."""
        reports.move_reports(self._database, ids, incident)

    def save_judgements(self, decided: Iterable[Judgement]) -> None:
        """Keep judgements; earlier ones about the same pair stay beside them."""
        judgements.save_judgements(self._database, decided)

    def judgements_between(self, one: ReportId, other: ReportId) -> tuple[Judgement, ...]:
        """Return everything decided about a pair, oldest first."""
        return judgements.judgements_between(self._database, one, other)

    def judgements_among(self, ids: Iterable[ReportId]) -> tuple[Judgement, ...]:
        """Return everything decided about pairs within a set of reports, oldest first."""
        return judgements.judgements_among(self._database, ids)

    def ties_among(self, ids: Iterable[ReportId]) -> tuple[Judgement, ...]:
        """Return the same, with the reasons of those alone that hold two reports apart."""
        return judgements.ties_among(self._database, ids)

    def judgements_touching(self, ids: Iterable[ReportId]) -> tuple[Judgement, ...]:
        """Return everything decided about any of the reports, oldest first."""
        return judgements.judgements_touching(self._database, ids)

    def judgements_by_people(self) -> tuple[Judgement, ...]:
        """Return what people decided, oldest first."""
        return judgements.judgements_by_people(self._database)

    def judgements_ever_touching(self, ids: Iterable[ReportId]) -> tuple[Judgement, ...]:
        """Return the same with what people took back, which a later reading carries over too."""
        return judgements.judgements_ever_touching(self._database, ids)

    def open_pairs(self) -> Iterator[OpenPair]:
        """Yield the latest pairs left unsure between two incidents; those that people judged are out."""
        return judgements.open_pairs(self._database)

    def same_neighbours(self, ids: Iterable[ReportId]) -> frozenset[ReportId]:
        """Return the reports that were ever judged to tell of the same as one of these."""
        return judgements.same_neighbours(self._database, ids)

    # --- incidents -----------------------------------------------------------------------------

    def open_incident(self, incident: IncidentId, opened_at: datetime) -> None:
        """Give an id its row; a known id is left as it is."""
        incidents.open_incident(self._database, incident, opened_at)

    def save_incident(self, incident: Incident, printed_at: datetime, now: datetime | None = None) -> None:
        """Write down how an incident now stands; ``printed_at`` is when its first article came out.

        Where readers see a difference, that is a change at ``now``.
        """
        incidents.save_incident(self._database, incident, printed_at, now)

    def close_incident(
        self, incident: IncidentId, into: IncidentId | None, now: datetime | None = None
    ) -> None:
        """Note that an incident was merged into another, or holds nothing any more: a change at ``now``."""
        incidents.close_incident(self._database, incident, into, now)

    def is_open(self, incident: IncidentId) -> bool:
        """Whether reports tell of an incident of exactly this id."""
        return incidents.is_open(self._database, incident)

    def incident(self, given: str) -> Incident:
        """Return one incident by an id that may be shortened, following merges."""
        found = incidents.follow(self._database, IncidentId(self._get_id(given, "incident")))
        assert found is not None, "its id was just found"
        return incidents.load_incidents(self._database, [found])[0]

    def incident_id(self, given: str) -> IncidentId:
        """Return an incident's id in full, merged or not."""
        return IncidentId(self._get_id(given, "incident"))

    def incidents(self, wanted: Filter) -> Iterator[Incident]:
        """Yield incidents, newest first."""
        return self.incidents_by_id(self.incident_ids(wanted))

    def incidents_told(self, wanted: Filter, moment: datetime | None) -> tuple[past.Standing, ...]:
        """Return the incidents that an article had told of by a moment and that may pass a filter then."""
        return past.find_told(self._database, wanted, moment)

    def incidents_by_id(
        self, ids: Sequence[IncidentId], fields: Collection[Field] | None = None
    ) -> Iterator[Incident]:
        """Yield incidents in the order asked for, with facts about some fields only where these are named.

        Unknown ids are passed over.
        """
        for start in range(0, len(ids), _BATCH):
            yield from incidents.load_incidents(self._database, ids[start : start + _BATCH], fields)

    def first_happened_at(self) -> datetime | None:
        """Return when the earliest incident with a known day happened, or None."""
        return search.first_happened_at(self._database)

    # --- counting ------------------------------------------------------------------------------

    def counting_reports(self, incidents: Iterable[IncidentId] | None = None) -> tuple[Counting, ...]:
        """Return the reports that count something; every report of given incidents."""
        return counts.find_counting(self._database, incidents)

    def twins(self, incidents: Iterable[IncidentId]) -> tuple[OpenPair, ...]:
        """Return the pairs of reports left unsure between two of the incidents, best first."""
        return counts.find_twins(self._database, incidents)

    def spans(self, ids: Iterable[IncidentId]) -> Mapping[IncidentId, tuple[int, int]]:
        """Return between which seconds a filter's period takes incidents to lie."""
        return counts.load_spans(self._database, ids)

    def prints(self, ids: Iterable[ArticleId]) -> Mapping[ArticleId, Print]:
        """Return who printed articles and when, by id, without reading their texts."""
        return counts.load_prints(self._database, ids)

    # --- the whole -----------------------------------------------------------------------------

    @property
    def identity(self) -> Hashable:
        """What tells this ledger from any other; raises LedgerUnavailable where its file is gone."""
        return self._database.identity

    def stats(self) -> dict[str, int]:
        """Return how many rows each table holds, and the bytes on disk under "bytes"."""
        return {**checks.count_rows(self._database), "bytes": self._database.size}

    def check(self) -> Iterator[Check]:
        """Check everything, every quote included; slow on a large ledger."""
        return checks.check_ledger(self._database)

    def _get_id(self, given: str, kind: RecordKind) -> str:
        return search.get_id(self._database, given, kind)


def open_ledger(place: str | Path, *, create: bool = True) -> Ledger:
    """Open a ledger by path, ``sqlite:///`` or ``postgresql://`` address; raises LedgerUnavailable where it can't be.

    A new one is made unless ``create`` is False.
    """
    return Ledger(opening.open_database(place, create=create))
