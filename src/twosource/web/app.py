"""The application: which pages there are, what stands around them, and what errors look like.

From outside in: headers and compression around every answer; the proxy's prefix; then, with errors shown
as pages, names we answer to, bounds, who asks, the log of writes, forms that are ours; then the page.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Final

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount, Router
from starlette.staticfiles import StaticFiles

from twosource.api import make_api
from twosource.delivering.by_hand import desk_sender
from twosource.errors import TwosourceError
from twosource.web.desk import Desk, DeskSettings
from twosource.web.failures import show_error, show_fault, show_http_error
from twosource.web.pages import (
    alerts,
    article,
    brief,
    downloads,
    feeds,
    following,
    incident,
    intake,
    ledger,
    plain,
    review,
    settings,
    signing_in,
    sources,
    tally,
    watches,
    why,
)
from twosource.web.programs import DeskSurroundings
from twosource.web.proxy import Proxy
from twosource.web.security.attempts import Attempts
from twosource.web.security.auditing import Audit
from twosource.web.security.forgery import Forgery
from twosource.web.security.headers import SecureHeaders
from twosource.web.security.hosts import Hosts
from twosource.web.security.identity import Identity
from twosource.web.security.limits import Limits

#: Modules of pages; each holds ROUTES.
PAGES: Final = (
    ledger, incident, article, why, brief, alerts, watches, following, feeds, review, intake, tally, sources,
    downloads, signing_in, settings, plain,
)  # fmt: skip
#: What stands before every page, in this order.
_GUARDS: Final = (Hosts, Limits, Identity, Audit, Forgery)
_COMPRESSED_FROM: Final = 1_400  # bytes; less fits into one packet anyway


def make_app(wanted: DeskSettings) -> Starlette:
    """Return the desk over one ledger (ASGI)."""
    desk = Desk(wanted)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = wanted.threads
        yield
        desk.close()

    app = Starlette(
        routes=[Mount("", routes=_routes(desk), middleware=[Middleware(each) for each in _GUARDS])],
        lifespan=lifespan,
        middleware=[
            Middleware(SecureHeaders, tiles=wanted.tiles),
            Middleware(GZipMiddleware, minimum_size=_COMPRESSED_FROM, compresslevel=5),
            Middleware(Proxy, prefix=wanted.prefix, is_trusted=wanted.trusts_proxy),
        ],
        exception_handlers={
            HTTPException: show_http_error,
            TwosourceError: show_error,
            Exception: show_fault,
        },
    )
    app.state.desk = desk
    app.state.attempts = Attempts()
    return app


def _make_programs(desk: Desk) -> Router:
    return make_api(DeskSurroundings(desk), sender_at=partial(desk_sender, desk.settings.config.channels))


def _routes(desk: Desk) -> list[BaseRoute]:
    assets = Mount("/static", StaticFiles(packages=[("twosource.web", "static")]), name="static")
    programs = Mount("/api/v1", _make_programs(desk), name="api")
    return [*(route for page in PAGES for route in page.ROUTES), assets, programs]
