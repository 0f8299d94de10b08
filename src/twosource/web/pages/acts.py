"""Acts of a reviewer: what one would change, doing it, what it changed, and the log of all.

An act is done in two steps. Asked for by its address, it is tried and shown; sent as a form with a
reason, it is done, if things still stand as they were shown. It is signed with the name of who asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.api import Role
from twosource.errors import InputError, NoSuchRecord, Refused, TwosourceError
from twosource.ingest.clock import SystemClock
from twosource.review import Outcome, Signed
from twosource.review.log import acts_on_incident
from twosource.review.rehearsing import Rehearsal, rehearse
from twosource.store import Act, Card, Ledger
from twosource.web.desk import desk_of
from twosource.web.failures import status_of
from twosource.web.finding import page_of
from twosource.web.forms import field_of, form_of
from twosource.web.pages.grouping import show_choice, show_wrong_claim
from twosource.web.rendering import render
from twosource.web.reviewing.deeds import find_subject, perform
from twosource.web.reviewing.done import find_done, tell_done, tells_done
from twosource.web.reviewing.going_on import Then, go_on, read_then, then_path
from twosource.web.reviewing.intent import Intent, read_intent
from twosource.web.reviewing.state import State, acts_since, find_state, read_state
from twosource.web.reviewing.telling import tell_acts, tell_changes
from twosource.web.security.people import find_person, person_of, require

_PAGE: Final = 50  # acts of the log on one page
_MOST_REASON: Final = 1_000  # characters; a reason is a sentence or two
_NOT_YET: Final = "only tried"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a form was sent with and what is wrong with it; ``meanwhile`` is what others decided since."""

    reason: str = ""
    wrong: str = ""
    hint: str = ""
    status: int = 200
    meanwhile: tuple[Act, ...] = ()


class _Meanwhile(Exception):
    """What the act was decided on stands no more as it was shown."""


def show_act(request: Request) -> Response:
    """Show what an act would change, with the form that does it."""
    require(request, Role.REVIEWER)
    intent, then = read_intent(request.query_params), read_then(request.query_params.get("then", ""))
    with desk_of(request).ledger(tries=True) as ledger:
        if intent.lacks_incident:
            return show_choice(request, ledger, intent, then)
        return _show_try(request, ledger, intent, Typed())


def do_act(request: Request) -> Response:
    """Do an act if things stand as they were shown, and go on; else show how they stand now.

    A form that does not say what it was decided on is too long for an address: it is only tried.
    """
    require(request, Role.REVIEWER)
    intent = read_intent(form_of(request))
    seen, reason = read_state(field_of(request, "seen")), field_of(request, "reason")
    with desk_of(request).ledger() as ledger:
        if not field_of(request, "seen"):
            return _show_try(request, ledger, intent, Typed())
        if wrong := _find_wrong(reason):
            return _show_try(request, ledger, intent, Typed(reason=reason, wrong=wrong, status=422))
        try:
            outcome = _do(ledger, intent, _sign(request, reason), seen)
        except _Meanwhile:
            return _answer_meanwhile(request, ledger, intent, seen)
        except (InputError, NoSuchRecord, Refused) as error:
            return _show_refused(request, ledger, intent, error)
    return go_on(request, read_then(field_of(request, "then")), outcome.act.id if outcome.act else "")


def show_acts(request: Request) -> Response:
    """Show what people decided, newest first: all of it, or what is about one incident."""
    incident, page = request.query_params.get("incident", ""), page_of(request)
    with desk_of(request).ledger(tries=tells_done(request)) as ledger:
        acts = acts_on_incident(ledger, incident) if incident else ledger.decisions.acts(_PAGE * page + 1)
        shown = acts[_PAGE * (page - 1) : _PAGE * page]
        values = {
            "page": "review",
            "told": tell_acts(ledger, shown),
            "incident": ledger.incident(incident) if incident else None,
            "number": page,
            "more": len(acts) > _PAGE * page,
            "done": find_done(request, ledger, Then(page="review_acts")),
        }
        return render(request, "review/acts.html", values)


def show_done(request: Request) -> Response:
    """Show one act: who, when, why, what it changed, and the way back."""
    with desk_of(request).ledger(tries=True) as ledger:
        act = ledger.decisions.act(request.path_params["act"])
        then = Then(page="review_done", about=act.id)
        may_act = person_of(request).role >= Role.REVIEWER
        if may_act:
            done = tell_done(ledger, act, then)
            told, changes = done.told, done.changes
        else:
            (told,), changes = tell_acts(ledger, [act]), ()
        just_done = find_done(request, ledger, then)
        values = {"page": "review", "told": told, "changes": changes, "then": then, "done": just_done}
        return render(request, "review/done.html", values)


# --- doing it -----------------------------------------------------------------------------------------


def _find_wrong(reason: str) -> str:
    if not reason:
        return "An act needs a reason: say why, in a few words."
    return f"A reason has at most {_MOST_REASON:,} characters." if len(reason) > _MOST_REASON else ""


def _sign(request: Request, reason: str) -> Signed:
    return Signed(by=person_of(request).name, reason=reason, at=SystemClock().now())


def _do(ledger: Ledger, intent: Intent, signed: Signed, seen: State) -> Outcome:
    """Do an act on exactly what was seen; raises _Meanwhile where that stands no more."""
    with ledger.transaction():
        if find_state(ledger, intent).mark != seen.mark:
            raise _Meanwhile
        return perform(ledger, signed, intent)


def _answer_meanwhile(request: Request, ledger: Ledger, intent: Intent, seen: State) -> Response:
    """Show what changed since, the reason kept; a form sent twice goes on as if it was sent once."""
    person, reason = person_of(request).name, field_of(request, "reason")
    newer = acts_since(ledger, seen)
    try:
        tried = _try(request, ledger, intent)
    except (InputError, NoSuchRecord, Refused) as error:
        return _show_refused(request, ledger, intent, error, newer)
    if tried.outcome.act is None:
        own = (act for act in newer if (act.what, act.by) == (intent.what, person))
        return go_on(request, read_then(field_of(request, "then")), next((act.id for act in own), ""))
    wrong = "What this is about changed while you looked at it. Nothing was done; your reason is kept."
    typed = Typed(reason=reason, wrong=wrong, status=409, meanwhile=newer)
    return _show_try(request, ledger, intent, typed)


# --- showing it ---------------------------------------------------------------------------------------


def _try(request: Request, ledger: Ledger, intent: Intent) -> Rehearsal:
    signed = _sign(request, _NOT_YET)
    return rehearse(ledger, lambda one: perform(one, signed, intent))


def _show_try(request: Request, ledger: Ledger, intent: Intent, typed: Typed) -> Response:
    try:
        state, tried = find_state(ledger, intent), _try(request, ledger, intent)
    except (InputError, NoSuchRecord, Refused) as error:
        return _show_refused(request, ledger, intent, error)
    values = {
        "state": state,
        "tried": tried,
        "changes": tell_changes(ledger, tried.changes),
        "subject": ledger.cards_by_id(find_subject(ledger, intent)),
    }
    return _render(request, ledger, intent, typed, values)


def _show_refused(
    request: Request, ledger: Ledger, intent: Intent, error: TwosourceError, newer: Sequence[Act] = ()
) -> Response:
    """Show why an act can't be done; a correction goes back to its form."""
    if intent.what == "correct" and isinstance(error, InputError):
        return show_wrong_claim(request, ledger, intent, error)
    typed = Typed(
        reason=field_of(request, "reason"),
        wrong=str(error),
        hint=error.hint,
        status=status_of(error),
        meanwhile=tuple(newer),
    )
    values: dict[str, Any] = {"state": None, "tried": None, "changes": (), "subject": ()}
    return _render(request, ledger, intent, typed, values)


def _render(
    request: Request, ledger: Ledger, intent: Intent, typed: Typed, values: dict[str, Any]
) -> Response:
    then = _then(request, values["subject"])
    told = {
        "page": "review",
        "intent": intent,
        "typed": typed,
        "meanwhile": tell_acts(ledger, typed.meanwhile),
        "then": then,
        "back": then_path(request, then),
        "reasons": _reasons(request, ledger),
    }
    return render(request, "review/act.html", {**told, **values}, status=typed.status)


def _then(request: Request, subject: Sequence[Card]) -> Then:
    """Return where to go on: where the address says, else to the incident that the act is about."""
    given = field_of(request, "then") or request.query_params.get("then", "")
    if given or not subject:
        return read_then(given)
    return Then(page="review_incident", about=subject[0].id)


def _reasons(request: Request, ledger: Ledger) -> tuple[str, ...]:
    """Return what the person gave as reasons lately, to be chosen again."""
    person = find_person(request)
    own = (act.reason for act in ledger.decisions.acts(200) if person and act.by == person.name)
    return tuple(dict.fromkeys(own))[:8]


ROUTES: Final = (
    Route("/review/act", show_act, name="review_act", methods=["GET"]),
    Route("/review/act", do_act, methods=["POST"], name="review_do"),
    Route("/review/acts", show_acts, name="review_acts"),
    Route("/review/acts/{act}", show_done, name="review_done"),
)
