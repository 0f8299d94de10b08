"""Refuse what another site makes a browser send: CSRF tokens, Origin and Sec-Fetch-Site.

Every request to a page that may change something must come from a page of ours (its Origin, or what the
browser says of the site it comes from) and carry the token that only our pages show, in the form's field
``csrf`` or the header ``X-CSRF-Token``. The token is bound to the session. The interface for programs
takes no cookies and stands outside.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from twosource.web.desk import LOOPBACK, desk_of
from twosource.web.forms import FORM, field_of
from twosource.web.security.paths import own_path
from twosource.web.security.people import SESSION
from twosource.web.security.signing import is_signed, sign

#: Where the middleware leaves the mark of a browser that has not signed in yet.
VISIT: Final = "twosource.visit"

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")

#: Bounds of a form; its bytes are bounded before (``limits.py``).
MOST_FIELDS: Final = 2_000
MOST_FILES: Final = 200
MOST_FIELD_BYTES: Final = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Forgery:
    """Lets through what is safe or provably ours; leaves the form for ``form_of``."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request; raises HTTPException (403, 413, 415)."""
        if scope["type"] != "http" or scope["method"] in _SAFE or is_for_programs(scope):
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        _check_site(request)
        form = await _read_form(request)
        scope[FORM] = form
        try:
            _check_token(request)
            await self.app(scope, receive, send)
        finally:
            await form.close()


def token_of(request: Request) -> str:
    """Return the token of this session's forms."""
    return sign(desk_of(request).secret, _bound_to(request))


def is_for_programs(scope: Scope) -> bool:
    """Whether a request goes to the interface for programs, which knows people by their tokens alone."""
    return own_path(scope).startswith("/api/")


def _bound_to(request: Request) -> str:
    """Return what a token is bound to: the session, else the visit of who signs in, else the desk alone."""
    session = request.scope.get(SESSION) or request.scope.get(VISIT)
    return f"csrf:{session or 'local'}"


async def _read_form(request: Request) -> FormData:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _FORMS:
        raise HTTPException(415, "a form was expected")
    try:
        return await request.form(
            max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=MOST_FIELD_BYTES
        )
    except MultiPartException as error:
        raise HTTPException(413, error.message) from error


def _check_site(request: Request) -> None:
    """Refuse what the browser itself says comes from elsewhere."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    if site not in {"same-origin", "none"} or (origin is not None and not _is_ours(request, origin)):
        raise HTTPException(403, "this form was sent from another site")


def _is_ours(request: Request, origin: str) -> bool:
    """Whether an origin is what we were asked as, or a name we were told to answer to (as behind a proxy)."""
    try:
        parts = urlsplit(origin)
        host = parts.hostname
    except ValueError:
        return False
    told = set(desk_of(request).settings.hosts) - set(LOOPBACK)
    return parts.netloc == request.headers.get("host", "") or host in told


def _check_token(request: Request) -> None:
    given = request.headers.get("x-csrf-token") or field_of(request, "csrf")
    if not is_signed(desk_of(request).secret, _bound_to(request), given):
        raise HTTPException(403, "this form is too old: load its page again, then send it once more")
