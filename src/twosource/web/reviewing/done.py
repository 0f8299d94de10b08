"""An act just done, as the next page tells it: what it changed, with the way back."""

from dataclasses import dataclass, field, replace

from starlette.requests import Request

from twosource.api import Role
from twosource.errors import LedgerUnavailable, NoSuchRecord, Refused
from twosource.ingest.clock import SystemClock
from twosource.review import Signed
from twosource.review.rehearsing import Change, rehearse
from twosource.store import Act, Ledger
from twosource.web.reviewing.deeds import perform
from twosource.web.reviewing.going_on import Then
from twosource.web.reviewing.intent import Intent
from twosource.web.reviewing.state import State, find_state
from twosource.web.reviewing.telling import Told, ToldChange, tell_acts, tell_changes
from twosource.web.security.people import person_of

NOTHING_DONE = "none"  # stands in an address for an act that was not needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An act and what it changed; None for what stood so already. ``undo`` is the intent that takes it back."""

    told: Told | None
    changes: tuple[ToldChange, ...] = ()
    undo: Intent | None = None
    state: State | None = None
    then: Then = field(default_factory=Then)


def tells_done(request: Request) -> bool:
    """Whether a page is to tell of an act just done, which it tries to take back to see what it changed."""
    return request.query_params.get("done", NOTHING_DONE) != NOTHING_DONE


def find_done(request: Request, ledger: Ledger, then: Then) -> Done | None:
    """Return what the address says was just done; None where it says nothing that is known."""
    given = request.query_params.get("done", "")
    if given == NOTHING_DONE:
        return Done(told=None)
    if not given or person_of(request).role < Role.REVIEWER:
        return None
    try:
        return tell_done(ledger, ledger.decisions.act(given), then)
    except NoSuchRecord:
        return None


def tell_done(ledger: Ledger, act: Act, then: Then) -> Done:
    """Return an act with what it changed, as taking it back would show, and how that is asked for."""
    (told,) = tell_acts(ledger, [act])
    if act.undone:
        return Done(told=told, then=then)
    undo = Intent(what="undo", act=act.id)
    return Done(
        told=told, changes=_changes(ledger, undo), undo=undo, state=find_state(ledger, undo), then=then
    )


def _changes(ledger: Ledger, undo: Intent) -> tuple[ToldChange, ...]:
    """Return what an act changed, by trying to take it back; nothing where that can't be tried."""
    signed = Signed(by="desk", reason="only tried", at=SystemClock().now())
    try:
        tried = rehearse(ledger, lambda one: perform(one, signed, undo))
    except (LedgerUnavailable, Refused):
        return ()
    changes = (one.reversed() for one in tried.changes)
    return tell_changes(ledger, [one if one.after else _with_heir(ledger, one) for one in changes])


def _with_heir(ledger: Ledger, change: Change) -> Change:
    """Return an incident that ended with the one that its id leads to now."""
    return replace(change, into=ledger.incident(change.incident).id)
