"""Signing in and out."""

import secrets
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from twosource.store.people import Known, fold_name
from twosource.web.addresses import path_to
from twosource.web.answers import redirect
from twosource.web.desk import desk_of
from twosource.web.forms import field_of, form_of
from twosource.web.rendering import render
from twosource.web.security.attempts import Attempts
from twosource.web.security.auditing import address_of, tell_about
from twosource.web.security.forgery import VISIT
from twosource.web.security.passwords import is_password
from twosource.web.security.paths import inner_path
from twosource.web.security.people import PERSON, SESSION, as_person, find_person
from twosource.web.security.sessions import begin, cookie_name, cookie_path, forget, give_cookie

_MOST_NAME: Final = 80


def show_login(request: Request) -> Response:
    """Show the form to sign in with; who is signed in goes on."""
    wanted = inner_path(request.query_params.get("next", "/"))
    if find_person(request) is not None:
        return _go_on(request, wanted)
    return _form(request, wanted)


def sign_in(request: Request) -> Response:
    """Begin a session for who shows their password."""
    name, wanted = field_of(request, "name")[:_MOST_NAME], inner_path(field_of(request, "next"))
    tell_about(request, name)
    attempts: Attempts = request.app.state.attempts
    wait_s = attempts.wait_s(fold_name(name), address_of(request))
    if wait_s:
        raise HTTPException(
            429, f"too many wrong passwords: try again in {-(-wait_s // 60)} minutes",
            headers={"Retry-After": str(wait_s)},
        )  # fmt: skip
    known = _check(request, name)
    if known is None:
        attempts.fail(fold_name(name), address_of(request))
        return _form(request, wanted, name=name, wrong="That name and password do not belong together.")
    attempts.succeed(fold_name(name))
    request.scope[PERSON] = as_person(known)  # the log names who it was
    answer = _go_on(request, wanted)
    with desk_of(request).ledger() as ledger:
        if session := request.scope.get(SESSION):
            ledger.people.end(session)
        begin(request, ledger, known.name, answer)
    answer.delete_cookie(cookie_name(desk_of(request), "visit"), path=cookie_path(request))
    return answer


def sign_out(request: Request) -> Response:
    """End the session of this browser."""
    if session := request.scope.get(SESSION):
        with desk_of(request).ledger() as ledger:
            ledger.people.end(session)
    answer = redirect(request, "login")
    forget(request, answer)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _check(request: Request, name: str) -> Known | None:
    """Return who signs in, or None; names that nobody has take as long as wrong passwords."""
    given = form_of(request).get("password")
    with desk_of(request).ledger() as ledger:
        known = ledger.people.find(name)
    kept = None if known is None else known.password
    return known if is_password(kept, given if isinstance(given, str) else "") else None


def _form(request: Request, wanted: str, *, name: str = "", wrong: str = "") -> Response:
    visit = request.scope.get(VISIT)
    made = None if visit else secrets.token_urlsafe(16)
    request.scope[VISIT] = visit or made
    values = {"wanted": wanted, "name": name, "wrong": wrong}
    answer = render(request, "login.html", values, status=401 if wrong else 200)
    answer.headers["Cache-Control"] = "no-store"
    if made:
        give_cookie(request, answer, cookie_name(desk_of(request), "visit"), made)
    return answer


def _go_on(request: Request, wanted: str) -> Response:
    return RedirectResponse(path_to(request, "ledger").rstrip("/") + wanted, status_code=303)


ROUTES: Final = (
    Route("/login", show_login, methods=["GET"], name="login"),
    Route("/login", sign_in, methods=["POST"], name="sign_in"),
    Route("/logout", sign_out, methods=["POST"], name="logout"),
)
