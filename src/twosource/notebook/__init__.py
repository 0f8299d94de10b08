"""A ledger in a notebook: ``from twosource import Ledger``.

Asks in the words of the command line and the desk (``kind=``, ``since=``, ``place=``, ...) and gives lazy
lists, which become data frames with the columns of docs/reference/exports.md. Only reads; nothing is asked
of the ledger before a list is looked at. Data frames need the extra ``tables``.
"""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self, Unpack

from twosource.asking import parse_question
from twosource.exports.claims import list_claims
from twosource.exports.frames import claim_rows, incident_rows, printed_of
from twosource.exports.streams import in_batches, list_incidents, tell_all
from twosource.ids import IncidentId
from twosource.lens import Lens
from twosource.model import Article, Claim, Incident, Report
from twosource.notebook.asked import Filters, Lenses, Questions, read_filter, to_params
from twosource.notebook.one import OneIncident, get_incident
from twosource.notebook.records import Records
from twosource.notebook.tally import Tally
from twosource.store import Filter, open_ledger
from twosource.store import Ledger as Store
from twosource.tallies import Layout, survey
from twosource.wire.frames import (
    ARTICLES,
    CLAIMS,
    INCIDENTS,
    REPORTS,
    FrameRow,
    article_frame_row,
    report_frame_row,
)

__all__ = ["Ledger", "OneIncident", "Records", "Tally"]

_BATCH: Final = 500


class Ledger:
    """A ledger to look into, opened when first asked; use it as a context manager, or close it.

    Raises LedgerUnavailable where there is none at the path, and ValueError for a filter that can't be read.
    """

    def __init__(self, place: str | Path) -> None:
        """Take a ledger's path or ``sqlite:///`` address."""
        self._place = place
        self._opened: Store | None = None

    def __enter__(self) -> Self:
        """Open nothing yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; what is asked later opens it again."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def incidents(self, **asked: Unpack[Filters]) -> Records[Incident]:
        """Return the incidents that pass, newest first."""
        wanted, lens = read_filter(asked)
        return Records(
            what="incident",
            columns=INCIDENTS,
            items=lambda: list_incidents(self._store, wanted, lens),
            rows=lambda: incident_rows(self._store, wanted, lens),
            count=(lambda: len(self._store.incident_ids(wanted))) if lens.as_of is None else None,
        )

    def claims(self, field: str | None = None, **asked: Unpack[Filters]) -> Records[Claim]:
        """Return the claims of incidents that pass, about one field or all; without a filter all claims."""
        wanted, lens = read_filter(asked)
        narrow = wanted if asked else None
        return Records(
            what="claim",
            columns=CLAIMS,
            items=lambda: (
                claim
                for claim, _, _ in list_claims(self._store, narrow, lens)
                if field in {None, claim.field}
            ),
            rows=lambda: (
                row for row in claim_rows(self._store, narrow, lens) if field in {None, row["field"]}
            ),
        )

    def reports(self, **asked: Unpack[Filters]) -> Records[Report]:
        """Return the reports of incidents that pass."""
        wanted, lens = read_filter(asked)
        return Records(
            what="report",
            columns=REPORTS,
            items=lambda: (report for _, report in self._reports(wanted, lens)),
            rows=lambda: self._report_rows(wanted, lens),
        )

    def articles(self, **asked: Unpack[Filters]) -> Records[Article]:
        """Return the articles of incidents that pass; without a filter all articles, in order of arrival."""
        wanted, lens = read_filter(asked)

        def articles() -> Iterator[Article]:
            return self._articles_of(wanted, lens) if asked else self._store.articles()

        return Records(
            what="article", columns=ARTICLES, items=articles, rows=lambda: map(article_frame_row, articles())
        )

    def incident(self, given: str, **lens: Unpack[Lenses]) -> OneIncident:
        """Return one incident by its id, which may be shortened, with what it is made of.

        Raises NoSuchRecord, also where nobody had told of it at the moment asked for.
        """
        return get_incident(self._store, given, read_filter(lens)[1])

    def tally(self, **asked: Unpack[Questions]) -> Tally:
        """Count incidents, as a range; ``by="month"`` and the like count each part by itself."""
        question = parse_question(to_params(asked))
        layout = Layout(by=question.by, sums=question.sums)
        return Tally(survey=survey(self._store, question.question, layout, question.lens))

    @property
    def _store(self) -> Store:
        if self._opened is None:
            self._opened = open_ledger(self._place, create=False)
        return self._opened

    def _reports(self, wanted: Filter, lens: Lens) -> Iterator[tuple[IncidentId, Report]]:
        for told in tell_all(self._store, wanted, lens):
            yield from ((told.incident.id, report) for report in told.reports)

    def _report_rows(self, wanted: Filter, lens: Lens) -> Iterator[FrameRow]:
        for batch in in_batches(self._reports(wanted, lens), _BATCH):
            printed = printed_of(self._store, (report.article for _, report in batch))
            for incident, report in batch:
                yield report_frame_row(report, printed=printed[report.article], incident=incident)

    def _articles_of(self, wanted: Filter, lens: Lens) -> Iterator[Article]:
        seen: set[str] = set()
        for told in tell_all(self._store, wanted, lens):
            for article in told.articles:
                if article.id not in seen:
                    seen.add(article.id)
                    yield article
