"""What a page answers beside a page: go there, and a line that the next page shows once."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from twosource.web.addresses import path_to
from twosource.web.desk import desk_of
from twosource.web.security.signing import is_signed, sign

_COOKIE: Final = "twosource_said"
_SECONDS: Final = 60  # a redirect is followed at once
_MOST: Final = 600  # characters; a cookie holds 4,096 bytes


def redirect(request: Request, name: str, *, said: str = "", query: str = "", **parts: Any) -> Response:
    """Go to a page by its name after an act (303); ``said`` is shown there once, above everything."""
    address = path_to(request, name, **parts) + (f"?{query}" if query else "")
    answer = RedirectResponse(address, status_code=303)
    if said:
        _tell(request, answer, said)
    return answer


def said_before(request: Request) -> str:
    """Return the line that the page before left for this one, or an empty string."""
    mark, _, words = request.cookies.get(_COOKIE, "").partition(".")
    if not words or not is_signed(desk_of(request).secret, words, mark):
        return ""
    try:
        return urlsafe_b64decode(words).decode("utf-8")
    except (Error, UnicodeDecodeError):
        return ""


def forget_said(request: Request, answer: Response) -> None:
    """Take the line away once it is shown."""
    if _COOKIE in request.cookies:
        answer.delete_cookie(_COOKIE, path=_path(request), httponly=True, samesite="lax")


def _tell(request: Request, answer: Response, said: str) -> None:
    words = urlsafe_b64encode(said[:_MOST].encode("utf-8", "replace")).decode("ascii")
    mark = sign(desk_of(request).secret, words)
    answer.set_cookie(
        _COOKIE,
        f"{mark}.{words}",
        max_age=_SECONDS,
        path=_path(request),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def _path(request: Request) -> str:
    return str(request.scope.get("root_path", "")) or "/"
