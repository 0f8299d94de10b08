"""What a page answers beside a page: go there, and a line that the next page shows once."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from twosource.web.addresses import path_to
from twosource.web.desk import desk_of
from twosource.web.security.sessions import cookie_name, cookie_path, give_cookie
from twosource.web.security.signing import is_signed, sign

_SAID: Final = "said"
_SECONDS: Final = 60  # a redirect is followed at once
_MOST: Final = 600  # characters; a cookie holds 4,096 bytes


def redirect(request: Request, page: str, /, *, said: str = "", query: str = "", **parts: Any) -> Response:
    """Go to a page by its name after an act (303); ``said`` is shown there once, above everything."""
    address = path_to(request, page, **parts) + (f"?{query}" if query else "")
    answer = RedirectResponse(address, status_code=303)
    if said:
        _tell(request, answer, said)
    return answer


def said_before(request: Request) -> str:
    """Return the line that the page before left for this one, or an empty string."""
    desk = desk_of(request)
    mark, _, words = request.cookies.get(cookie_name(desk, _SAID), "").partition(".")
    if not words or not is_signed(desk.secret, words, mark):
        return ""
    return urlsafe_b64decode(words).decode("utf-8")


def forget_said(request: Request, answer: Response) -> None:
    """Take the line away once it is shown."""
    name = cookie_name(desk_of(request), _SAID)
    if name in request.cookies:
        answer.delete_cookie(name, path=cookie_path(request), httponly=True, samesite="lax")


def _tell(request: Request, answer: Response, said: str) -> None:
    desk = desk_of(request)
    words = urlsafe_b64encode(said[:_MOST].encode("utf-8", "replace")).decode("ascii")
    value = f"{sign(desk.secret, words)}.{words}"
    give_cookie(request, answer, cookie_name(desk, _SAID), value, max_age_s=_SECONDS)
