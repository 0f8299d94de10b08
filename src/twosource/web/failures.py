"""What goes wrong, as a page with one clear line; what nobody foresaw goes to standard error whole."""

from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from twosource.api.problems import Problem, show_problem
from twosource.errors import InputError, LedgerUnavailable, NoSuchRecord, Refused, TwosourceError
from twosource.web.desk import desk_of
from twosource.web.rendering import render
from twosource.web.security.headers import add_headers
from twosource.web.security.paths import own_path

_STATUS: Final[dict[type[TwosourceError], int]] = {
    NoSuchRecord: 404,
    Refused: 409,
    InputError: 422,
    LedgerUnavailable: 503,
}
#: What a status is called where its own name says little to people.
_TITLES: Final = {
    400: "That can't be asked",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    405: "That can't be done here",
    409: "That can't be done now",
    413: "Too large",
    422: "That can't be read",
    429: "Too many tries",
    500: "A fault of ours",
    503: "The ledger can't be had",
}


def status_of(error: Exception) -> int:
    """Return the status that tells of an error."""
    if isinstance(error, HTTPException):
        return error.status_code
    return next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)


def show_error(request: Request, error: Exception) -> Response:
    """Show what was raised on purpose."""
    assert isinstance(error, TwosourceError)
    return _page_of(request, status_of(error), str(error), error.hint)


def show_http_error(request: Request, error: Exception) -> Response:
    """Show what the frame refuses."""
    assert isinstance(error, HTTPException)
    hint = "" if error.status_code != 404 or error.detail != "Not Found" else "Begin at the ledger."
    detail = "there is no such page" if hint else error.detail
    answer = _page_of(request, error.status_code, detail, hint)
    answer.headers.update(error.headers or {})
    return answer


def show_fault(request: Request, _: Exception) -> Response:
    """Show that something broke, and nothing of what; the server writes the trace to standard error."""
    answer = PlainTextResponse(
        "A fault in twosource stopped this page. Nothing was written by halves.\n"
        "What happened stands in the terminal where twosource serve runs.\n",
        status_code=500,
    )
    add_headers(answer.headers, desk_of(request).settings.tiles)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page_of(request: Request, status: int, message: str, hint: str) -> Response:
    if own_path(request.scope).startswith("/api/"):  # what a guard refuses before the interface is asked
        return show_problem(Problem(HTTPStatus(status), message, hint))
    title = _TITLES.get(status) or HTTPStatus(status).phrase
    given = {"title": title, "message": message, "hint": hint}
    return render(request, "error.html", given, status=status)
