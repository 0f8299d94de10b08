"""``event-reports``: one row for each incident and report, as the R package ``eventreport`` reads them."""

from collections.abc import Iterator

from twosource.exports.streams import Wanted, tell_all, tells_figures_apart
from twosource.lens import Lens
from twosource.reconcile import reconcile
from twosource.store import Ledger
from twosource.wire.cells import csv_table
from twosource.wire.event_reports import COLUMNS, ToldOnce, report_row
from twosource.wire.told import Told

__all__ = ["COLUMNS", "pieces"]


def pieces(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[str]:
    """Yield the table line by line: the reports of an incident together, in the order they were read."""
    return csv_table(COLUMNS, map(report_row, _tell_each(ledger, wanted, lens)))


def _tell_each(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[ToldOnce]:
    for told in tell_all(ledger, wanted, lens):
        yield from _reports_of(told)


def _reports_of(told: Told) -> Iterator[ToldOnce]:
    """Yield what each report says by itself: as if there were no other."""
    articles = {article.id: article for article in told.articles}
    for report in told.reports:
        own = {report.article: articles[report.article]}
        said = reconcile(told.incident.id, [report], own, {})
        apart = tells_figures_apart([report])
        span = reconcile(told.incident.id, [report], own, {}, profile="range") if apart else said
        yield ToldOnce(
            incident=told.incident.id, report=report, article=articles[report.article], copies=told.copies,
            said=said, span=span,
        )  # fmt: skip
