"""Find out who asks before any page is made, and lead whoever must sign in to where they can.

A desk over a ledger that knows no people belongs to whoever runs it: everybody who reaches it is its
owner. That is why it is served to its own machine alone then (``cli/serve.py``).
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from twosource.api import Person
from twosource.web.addresses import path_to
from twosource.web.desk import desk_of, only_reads
from twosource.web.security.feed_keys import CHALLENGE, find_follower, is_feed, shown_key
from twosource.web.security.forgery import VISIT, is_for_programs
from twosource.web.security.paths import own_path
from twosource.web.security.people import PERSON, SESSION, as_person, owner_of
from twosource.web.security.sessions import cookie_name, find_session

#: What everybody may have: assets, and where people sign in.
_OPEN: Final = ("/static/", "/healthz", "/favicon.ico", "/robots.txt")
_LOGIN: Final = "/login"


@dataclass(frozen=True, slots=True)
class Identity:
    """Notes who asks; pages are for those who are known alone."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with who asks; raises HTTPException (401) for what can't be led elsewhere."""
        path = own_path(scope)
        if scope["type"] != "http" or path.startswith(_OPEN):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        only_reads.set(scope["method"] in {"GET", "HEAD"})
        person = await run_in_threadpool(_identify, request)
        if person is not None:
            scope[PERSON] = person
        elif path == _LOGIN:
            scope[VISIT] = request.cookies.get(cookie_name(desk_of(request), "visit"))
        elif is_feed(scope):
            raise HTTPException(401, "show a key of yours: see “Follow this search” in the desk", CHALLENGE)
        elif not is_for_programs(scope):
            await _lead_to_login(request)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _identify(request: Request) -> Person | None:
    """Return who asks, or None where nobody has signed in who should."""
    with desk_of(request).ledger() as ledger:
        if desk_of(request).settings.is_local and ledger.people.is_empty():
            return owner_of(request)
        if is_feed(request.scope) and shown_key(request) is not None:
            return find_follower(request, ledger)
        found = find_session(request, ledger)
    if found is None:
        return None
    request.scope[SESSION] = found[0]
    return as_person(found[1].person)


def _lead_to_login(request: Request) -> RedirectResponse:
    if request.method not in {"GET", "HEAD"}:
        raise HTTPException(401, "sign in first: your session has ended")
    wanted = own_path(request.scope) + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{path_to(request, 'login')}?{urlencode({'next': wanted})}", status_code=303)
