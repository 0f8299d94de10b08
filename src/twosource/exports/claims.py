"""``claims-jsonl``: claims with their quotes, as docs/reference/json.md describes them.

With a filter or through a lens they are those of the incidents that pass, in the order of these; else they
come in the order they were read, those of reports that opened no incident among them.
"""

from collections.abc import Iterator
from typing import Final

from twosource.exports.streams import Wanted, tell_all
from twosource.ids import IncidentId
from twosource.lens import Lens
from twosource.model import Claim
from twosource.store import Ledger
from twosource.wire import claim_line, to_line
from twosource.wire.cells import Column

COLUMNS: Final[tuple[Column, ...]] = ()


def pieces(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[str]:
    """Yield a line for each claim."""
    for claim, address, incident in list_claims(ledger, wanted, lens):
        yield to_line(claim_line(claim, address=address, incident=incident)) + "\n"


def list_claims(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[tuple[Claim, str, IncidentId | None]]:
    """Yield claims with the address of their article and their incident."""
    if wanted is None and lens.is_plain:
        yield from ledger.claims()
        return
    for told in tell_all(ledger, wanted, lens):
        addresses = {article.id: article.address for article in told.articles}
        for claim in (claim for report in told.reports for claim in report.claims):
            yield claim, addresses[claim.evidence.article], told.incident.id
