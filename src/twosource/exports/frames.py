"""Rows of typed columns, one after another, as data frames, Parquet and CSV are made of them."""

from collections.abc import Iterable, Iterator
from typing import Final

from twosource.exports.claims import list_claims
from twosource.exports.streams import Wanted, in_batches, list_incidents
from twosource.ids import ArticleId, IncidentId
from twosource.lens import Lens
from twosource.model import Claim
from twosource.store import Ledger
from twosource.wire.frames import FrameRow, Printed, claim_frame_row, incident_frame_row

_BATCH: Final = 1_000
_UNKNOWN: Final = Printed(outlet=None, newsroom=None, published=None)


def incident_rows(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[FrameRow]:
    """Yield a row for each incident, newest first."""
    return map(incident_frame_row, list_incidents(ledger, wanted, lens))


def claim_rows(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[FrameRow]:
    """Yield a row for each claim, with who printed it."""
    return rows_of_claims(ledger, list_claims(ledger, wanted, lens))


def rows_of_claims(
    ledger: Ledger, claims: Iterable[tuple[Claim, str, IncidentId | None]]
) -> Iterator[FrameRow]:
    """Yield a row for each of some claims, which come with the address of their article and their incident."""
    for batch in in_batches(claims, _BATCH):
        yield from _claim_rows(ledger, batch)


def printed_of(ledger: Ledger, articles: Iterable[ArticleId]) -> dict[ArticleId, Printed]:
    """Return who printed articles and wrote them, and when."""
    return {
        name: Printed(outlet=one.outlet, newsroom=one.newsroom, published=one.published)
        for name, one in ledger.prints(set(articles)).items()
    }


def _claim_rows(ledger: Ledger, claims: Iterable[tuple[Claim, str, IncidentId | None]]) -> Iterator[FrameRow]:
    told = list(claims)
    printed = printed_of(ledger, (claim.evidence.article for claim, _, _ in told))
    for claim, address, incident in told:
        known = printed.get(claim.evidence.article, _UNKNOWN)
        yield claim_frame_row(claim, printed=known, address=address, incident=incident)
