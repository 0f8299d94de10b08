"""Browsers that are signed in: a cookie that says nothing, and what the ledger knows of it.

The cookie holds 32 random bytes, the ledger their digest; HttpOnly keeps it from scripts, SameSite from
other sites. A session ends after a time without use and, used or not, after some days.
"""

import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from starlette.requests import HTTPConnection
from starlette.responses import Response

from twosource.store import Ledger
from twosource.store.people import Session, digest_of
from twosource.web.desk import Desk, desk_of

IDLE: Final = timedelta(hours=12)  # a working day, with its pauses
LONGEST: Final = timedelta(days=7)
_NOTED_EVERY: Final = timedelta(minutes=5)  # writing at every page would cost more than the page


def cookie_name(desk: Desk, what: str = "session") -> str:
    """Return the name of a cookie: each ledger has its own, since ports of one machine share cookies."""
    return f"twosource_{what}_{sha256(desk.settings.ledger.encode()).hexdigest()[:8]}"


def find_session(request: HTTPConnection, ledger: Ledger) -> tuple[str, Session] | None:
    """Return the digest of the session a browser shows, and the session; None for none that counts."""
    shown = request.cookies.get(cookie_name(desk_of(request)))
    if not shown:
        return None
    digest, now = digest_of(shown), datetime.now(UTC)
    found = ledger.people.session(digest)
    if found is None or is_over(found, now):
        return None
    if now - found.seen_at > _NOTED_EVERY:
        ledger.people.see(digest, now)
    return digest, found


def is_over(session: Session, now: datetime) -> bool:
    """Whether a session has ended by itself."""
    return now - session.seen_at > IDLE or now - session.started_at > LONGEST


def begin(request: HTTPConnection, ledger: Ledger, name: str, answer: Response) -> None:
    """Begin a session, always a new one, and give it to the browser with an answer."""
    secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
    ledger.people.end_old(started_before=now - LONGEST, seen_before=now - IDLE)
    ledger.people.begin(digest_of(secret), name, now)
    give_cookie(request, answer, cookie_name(desk_of(request)), secret)


def forget(request: HTTPConnection, answer: Response) -> None:
    """Take the cookie from the browser."""
    answer.delete_cookie(
        cookie_name(desk_of(request)), path=cookie_path(request), httponly=True, samesite="lax"
    )


def give_cookie(
    request: HTTPConnection, answer: Response, name: str, value: str, *, max_age_s: int | None = None
) -> None:
    """Give the browser a cookie that scripts and other sites can't have; over https it stays there."""
    answer.set_cookie(
        name,
        value,
        max_age=max_age_s,
        path=cookie_path(request),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def cookie_path(request: HTTPConnection) -> str:
    """Return the path below which the desk stands."""
    scope = request.scope
    return str(scope.get("app_root_path", scope.get("root_path", ""))) or "/"
