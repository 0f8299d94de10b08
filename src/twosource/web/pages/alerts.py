"""The pages of alerts: the list, one alert from all sides, and the acts upon it.

A reviewer acknowledges and has an alert sent again; only an admin approves one for the public, since CAP
then says so to whoever reads it and nothing takes that back.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.api import Person, Role
from twosource.asking import read_params
from twosource.asking.words import parse_choice, parse_whole, parse_words
from twosource.errors import InputError
from twosource.store import Ledger
from twosource.store.alerts import AlertFilter
from twosource.watches import Alert, fold_watch
from twosource.web.addresses import path_to
from twosource.web.answers import redirect
from twosource.web.desk import desk_of
from twosource.web.forms import field_of
from twosource.web.rendering import render
from twosource.web.security.auditing import tell_about
from twosource.web.security.people import require
from twosource.web.watching.messages import describe_message, write_message
from twosource.web.watching.telling import move_words, public_state

_PAGE: Final = 30
_STATES: Final = {"open": "open", "all": "all"}


def show_alerts(request: Request) -> Response:
    """List alerts, newest first: those nobody has acknowledged, or all; of one watch or of every."""
    wanted, state, before = _read(request)
    with desk_of(request).ledger() as ledger:
        found = ledger.alerts.page(wanted, before)
        values = {
            "page": "alerts",
            "alerts": found.alerts,
            "state": state,
            "watch": wanted.watch or "",
            "watches": _watch_names(ledger, wanted.watch),
            "open": _count_open(ledger, wanted.watch),
            "tab": _tab(request, wanted.watch),
            "later": _address(request, state, wanted.watch, found.before) if found.before else "",
            "first": _address(request, state, wanted.watch) if before else "",
            "move_words": move_words,
        }
        return render(request, "alerts.html", values)


def show_alert(request: Request) -> Response:
    """Show one alert: what is known, from whom, what is new, its thread, where it was sent; raises NoSuchRecord."""
    return _show(request)


def send_message(request: Request) -> Response:
    """Send an alert as CAP 1.2."""
    with desk_of(request).ledger() as ledger:
        alert = ledger.alerts.get(request.path_params["id"])
        content = write_message(request, ledger, alert)
    return Response(content, media_type="application/cap+xml", headers={"Cache-Control": "private, no-cache"})


# --- acts ---------------------------------------------------------------------------------------------


def acknowledge(request: Request) -> Response:
    """Note that somebody has seen an alert and looks after it."""
    person = require(request, Role.REVIEWER)

    def do(ledger: Ledger, alert: Alert) -> str:
        ledger.alerts.acknowledge(alert.id, by=person.name, at=datetime.now(UTC))
        return f"Acknowledged: {alert.headline}"

    return _act(request, do)


def approve(request: Request) -> Response:
    """Let an alert go to the public: its messages say so from then on."""
    person = require(request, Role.ADMIN)

    def do(ledger: Ledger, alert: Alert) -> str:
        _refuse_unread(request)
        ledger.alerts.approve(alert.id, by=person.name, at=datetime.now(UTC))
        return "Approved for the public. Messages made from now on say so."

    return _act(request, do)


def send_again(request: Request) -> Response:
    """Have an alert sent again to one channel, under the id it had: who has it already need not be told twice."""
    person = require(request, Role.REVIEWER)

    def do(ledger: Ledger, alert: Alert) -> str:
        return resend(ledger, alert, field_of(request, "channel"), person)

    return _act(request, do)


def resend(ledger: Ledger, alert: Alert, channel: str, person: Person) -> str:
    """Put the delivery of an alert to a channel back into the outbox; say so. Raises InputError for no such channel."""
    found = [one for one in ledger.outbox.of_alert(alert.id) if one.channel == channel]
    if not found:
        raise InputError(f"{channel[:80]!r} is no channel that this alert goes to")
    now = datetime.now(UTC)
    with ledger.transaction():
        ledger.outbox.send_again([found[0].id], now)
        ledger.alerts.note_resent(alert.id, by=person.name, at=now, channel=channel)
    return f"It is sent to {channel} again, under the same id."


def _act(request: Request, do: Callable[[Ledger, Alert], str]) -> Response:
    with desk_of(request).ledger() as ledger:
        alert = ledger.alerts.get(request.path_params["id"])
        tell_about(request, alert.id)
        said = do(ledger, alert)
    if field_of(request, "back") == "list":
        return redirect(request, "alerts", said=said)
    return redirect(request, "alert", said=said, id=alert.id)


def _refuse_unread(request: Request) -> None:
    if field_of(request, "read") != "yes":
        raise HTTPException(422, "tick that you have read the message as it will go out")


# --- one alert -------------------------------------------------------------------------------------------


def _show(request: Request) -> Response:
    given = request.path_params["id"]
    with desk_of(request).ledger() as ledger:
        alert = ledger.alerts.get(given)
        if alert.id != given:
            return redirect(request, "alert", id=alert.id)
        thread = ledger.alerts.chain(alert)
        values = {
            "page": "alerts",
            "alert": alert,
            "thread": thread,
            "later": [one for one in thread if one.number > alert.number],
            "deliveries": ledger.outbox.of_alert(alert.id),
            "acts": ledger.alerts.acts(alert.id),
            "message": describe_message(request, alert),
            "xml": write_message(request, ledger, alert).decode("utf-8"),
            "incident": _standing(ledger, alert),
            "now": datetime.now(UTC),
            "move_words": move_words,
            "public": public_state(alert),
        }
        return render(request, "alert.html", values)


def _standing(ledger: Ledger, alert: Alert) -> Any:
    """Return the card of the incident as it now stands; None where it stands no more, or there never was one."""
    wanted = alert.moved_into or alert.incident
    return next(iter(ledger.cards_by_id([wanted])), None) if wanted else None


# --- what is asked ------------------------------------------------------------------------------------------


def _read(request: Request) -> tuple[AlertFilter, str, int | None]:
    given = read_params(request.query_params.multi_items())
    try:
        state = given.one("state", lambda words: parse_choice(words, _STATES, "state")) or "open"
        watch = given.one("watch", parse_words)
        before = given.one("before", parse_whole)
        given.refuse_others(())
    except ValueError as error:
        raise InputError(str(error), hint="Correct the address, or leave it out.") from None
    return AlertFilter(watch=watch, unacknowledged=state == "open", limit=_PAGE), state, before


def _watch_names(ledger: Ledger, chosen: str | None) -> tuple[str, ...]:
    """Return the watches there are, and the one chosen, which may be gone."""
    names = {one.name for one in ledger.watches.all()} | ({chosen} if chosen else set())
    return tuple(sorted(names))


def _count_open(ledger: Ledger, watch: str | None) -> int:
    if watch is None:
        return ledger.alerts.count_open()
    counted = {one.watch: one.unacknowledged for one in ledger.alerts.counts()}
    return counted.get(fold_watch(watch), 0)


def _tab(request: Request, watch: str | None) -> Callable[[str], str]:
    return lambda state: _address(request, state, watch)


def _address(request: Request, state: str, watch: str | None, before: int | None = None) -> str:
    pairs = {"state": state if state != "open" else "", "watch": watch or "", "before": before or ""}
    query = urlencode({name: value for name, value in pairs.items() if value})
    return path_to(request, "alerts") + (f"?{query}" if query else "")


ROUTES: Final = (
    Route("/alerts", show_alerts, name="alerts"),
    Route("/alerts/{id}", show_alert, name="alert", methods=["GET"]),
    Route("/alerts/{id}/cap.xml", send_message, name="alert_cap"),
    Route("/alerts/{id}/acknowledge", acknowledge, name="acknowledge", methods=["POST"]),
    Route("/alerts/{id}/approve", approve, name="approve", methods=["POST"]),
    Route("/alerts/{id}/again", send_again, name="send_again", methods=["POST"]),
)
