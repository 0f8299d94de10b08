"""What the interface for programs is handed by the desk: ledgers, who asks, and the log."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request

from twosource.api import Done, Person
from twosource.store import Ledger
from twosource.store.people import Written, digest_of
from twosource.web.desk import Desk
from twosource.web.security.auditing import address_of
from twosource.web.security.paths import own_path
from twosource.web.security.people import as_person, find_person


@dataclass(frozen=True, slots=True)
class DeskSurroundings:
    """Lets programs ask the same ledgers in the name of the same people."""

    desk: Desk

    def ledger(self) -> AbstractContextManager[Ledger]:
        """Give a ledger; raises LedgerUnavailable."""
        return self.desk.ledger()

    def find_reader(self, request: Request) -> Person | None:
        """Return who is signed in in this browser, or the owner of a desk without people."""
        return find_person(request)

    def find_bearer(self, token: str) -> Person | None:
        """Return whose token it is; None for one that is not, or no longer, in use."""
        with self.desk.ledger() as ledger:
            known = ledger.people.bearer(digest_of(token), datetime.now(UTC))
        return None if known is None else as_person(known)

    def note(self, request: Request, done: Done) -> None:
        """Add a line to the log, as pages do."""
        line = Written(
            at=datetime.now(UTC),
            who=done.by,
            what=f"{request.method} {own_path(request.scope)}",
            about=done.about,
            origin=address_of(request),
            result=str(done.status),
        )
        with self.desk.ledger() as ledger:
            ledger.people.note(line)
