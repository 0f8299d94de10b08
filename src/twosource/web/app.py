"""The application: which pages there are, what stands around them, and what errors look like."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from twosource.errors import InputError, LedgerUnavailable, NoSuchRecord, Refused, TwosourceError
from twosource.web.desk import Desk, DeskSettings
from twosource.web.rendering import render
from twosource.web.security.forgery import Forgery

#: Modules of pages; each holds ROUTES.
PAGES: Final = (
    "ledger",
    "incident",
    "article",
    "why",
    "brief",
    "review",
    "intake",
    "tally",
    "sources",
    "downloads",
    "signing_in",
    "settings",
)

_STATUS: Final[dict[type[TwosourceError], int]] = {
    NoSuchRecord: 404,
    Refused: 409,
    InputError: 422,
    LedgerUnavailable: 503,
}


def make_app(settings: DeskSettings) -> Starlette:
    """Return the desk over one ledger (ASGI)."""
    desk = Desk(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    app = Starlette(
        routes=[Mount("", routes=_routes(), middleware=[Middleware(Forgery)])],
        lifespan=lifespan,
        exception_handlers={HTTPException: _show_http_error, TwosourceError: _show_error},
    )
    app.state.desk = desk
    return app


def _routes() -> list[BaseRoute]:
    known = [name for name in PAGES if find_spec(f"twosource.web.pages.{name}")]
    pages = [route for name in known for route in import_module(f"twosource.web.pages.{name}").ROUTES]
    assets = Mount("/static", StaticFiles(packages=[("twosource.web", "static")]), name="static")
    return [*pages, assets, Route("/healthz", _show_health, name="healthz")]


def _show_health(_: Request) -> Response:
    return PlainTextResponse("ok\n")


def _show_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, TwosourceError)
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    return _page_of(request, status, str(error), error.hint)


def _show_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _page_of(request, error.status_code, error.detail, "")


def _page_of(request: Request, status: int, message: str, hint: str) -> Response:
    title = HTTPStatus(status).phrase
    return render(request, "error.html", {"title": title, "message": message, "hint": hint}, status=status)
