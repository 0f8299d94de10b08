"""Settings: one's own password and tokens; for admins, who is there and what was written."""

from datetime import UTC, datetime, timedelta
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.api import Person, Role
from twosource.errors import InputError
from twosource.store import Ledger
from twosource.store.people import TOKEN_NAME, Token, digest_of
from twosource.web.answers import redirect
from twosource.web.desk import desk_of
from twosource.web.forms import field_of, form_of
from twosource.web.rendering import render
from twosource.web.security.attempts import Attempts
from twosource.web.security.auditing import address_of, tell_about
from twosource.web.security.passwords import LEAST, hash_password, is_password
from twosource.web.security.people import SESSION, person_of, require
from twosource.web.security.sessions import begin
from twosource.web.security.tokens import make_token

_LOG_PAGE: Final = 50  # lines of the log on one page
_MOST_LABEL: Final = 80  # characters
_DAYS: Final = {"30": 30, "90": 90, "365": 365, "": None}


def show_settings(request: Request) -> Response:
    """Show what somebody may set, and to admins who is there and what was written last."""
    return _page(request)


def show_log(request: Request) -> Response:
    """Show what was written, newest first; for admins."""
    require(request, Role.ADMIN)
    before = _number(request.query_params.get("before"))
    with desk_of(request).ledger() as ledger:
        lines = ledger.people.log(most=_LOG_PAGE + 1, before=before)
        total = ledger.people.count_log()
    values = {
        "page": "settings",
        "lines": lines[:_LOG_PAGE],
        "total": total,
        "before": lines[_LOG_PAGE - 1].seq if len(lines) > _LOG_PAGE else None,
        "is_newest": before is None,
    }
    return render(request, "log.html", values)


def set_password(request: Request) -> Response:
    """Give who asks another password; their other browsers are signed out."""
    person, form = _signed_in(request), form_of(request)
    tell_about(request, "own password")
    attempts: Attempts = request.app.state.attempts
    if attempts.wait_s(person.name, address_of(request)):
        raise HTTPException(429, "too many wrong passwords: try again in a quarter of an hour")
    old, new, again = (str(form.get(name, "")) for name in ("old", "new", "again"))
    with desk_of(request).ledger() as ledger:
        kept = ledger.people.get(person.name).password
    if not is_password(kept, old):
        attempts.fail(person.name, address_of(request))
        return _page(request, wrong={"old": "This is not your password."})
    if new != again:
        return _page(request, wrong={"again": "The two are not the same."})
    try:
        hashed = hash_password(new)
    except InputError as error:
        return _page(request, wrong={"new": f"{error}; {error.hint}."})
    with desk_of(request).ledger() as ledger:
        ledger.people.change(person.name, password=hashed)
        answer = redirect(
            request, "settings", said="Your password was changed. Your other browsers are signed out."
        )
        begin(request, ledger, person.name, answer)
    return answer


def make_own_token(request: Request) -> Response:
    """Make a token for a program of who asks, and show it once."""
    person, label = _signed_in(request), field_of(request, "label")[:_MOST_LABEL]
    days = field_of(request, "days")
    if days not in _DAYS:
        raise HTTPException(422, "choose after how many days the token stops")
    secret, now, length = make_token(), datetime.now(UTC), _DAYS[days]
    digest = digest_of(secret)
    token = Token(
        name=digest[:TOKEN_NAME],
        person=person.name,
        label=label,
        made_at=now,
        expires_at=now + timedelta(days=length) if length else None,
    )
    tell_about(request, f"token {token.name}")
    with desk_of(request).ledger() as ledger:
        ledger.people.add_token(digest, token)
    answer = _page(request, secret=secret)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def revoke_token(request: Request) -> Response:
    """End a token of one's own, or of anybody for admins."""
    person, name = _signed_in(request), str(request.path_params["token"])
    tell_about(request, f"token {name}")
    with desk_of(request).ledger() as ledger:
        own = {token.name for token in ledger.people.tokens(person.name)}
        if name not in own:
            require(request, Role.ADMIN)
        ledger.people.revoke(name)
    return redirect(request, "settings", said=f"The token {name} is of no use any more.")


def _signed_in(request: Request) -> Person:
    """Return who has signed in; raises HTTPException where the desk knows no people."""
    if SESSION not in request.scope:
        raise HTTPException(409, "this desk knows no people yet: add one with twosource people add NAME")
    return person_of(request)


def _page(request: Request, *, wrong: dict[str, str] | None = None, secret: str = "") -> Response:
    person = person_of(request)
    with desk_of(request).ledger() as ledger:
        values = {
            "page": "settings",
            "is_signed_in": SESSION in request.scope,
            **_own_tokens(ledger, person),
            "least": LEAST,
            "wrong": wrong or {},
            "secret": secret,
            **(_for_admins(ledger) if person.role >= Role.ADMIN else {"everybody": None}),
        }
    return render(request, "settings.html", values, status=422 if wrong else 200)


def _own_tokens(ledger: Ledger, person: Person) -> dict[str, object]:
    """Return one's tokens for programs, and the keys that open feeds alone."""
    tokens = ledger.people.tokens(person.name)
    return {
        "own": [token for token in tokens if token.scope == "everything"],
        "keys": [token for token in tokens if token.scope == "feeds"],
    }


def _for_admins(ledger: Ledger) -> dict[str, object]:
    return {
        "everybody": ledger.people.all(),
        "tokens": ledger.people.tokens(),
        "lines": ledger.people.log(most=10),
        "total": ledger.people.count_log(),
    }


def _number(given: str | None) -> int | None:
    """Return a number of a line of the log; raises InputError."""
    if given is None:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) <= 15):
        raise InputError(f"before: {given!r} is no number of a line")
    return int(given)


ROUTES: Final = (
    Route("/settings", show_settings, name="settings"),
    Route("/settings/log", show_log, name="log"),
    Route("/settings/password", set_password, methods=["POST"], name="set_password"),
    Route("/settings/tokens", make_own_token, methods=["POST"], name="make_token"),
    Route("/settings/tokens/{token}", revoke_token, methods=["POST"], name="revoke_token"),
)
