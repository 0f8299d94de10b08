"""What machines ask every site for: is it well, may it be indexed, its icon."""

from importlib.resources import files
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from twosource.web.desk import desk_of

_DAY: Final = "public, max-age=86400"


def show_health(request: Request) -> Response:
    """Say that the desk answers and its ledger can be read; raises LedgerUnavailable (503)."""
    with desk_of(request).ledger() as ledger:
        ledger.people.is_empty()
    return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})


def show_robots(_: Request) -> Response:
    """Ask search engines to stay away: a ledger is not for them."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n", headers={"Cache-Control": _DAY})


def show_icon(_: Request) -> Response:
    """Give the icon to those who ask by its old name."""
    icon = files("twosource.web").joinpath("static", "img", "favicon.ico").read_bytes()
    return Response(icon, media_type="image/x-icon", headers={"Cache-Control": _DAY})


ROUTES: Final = (
    Route("/healthz", show_health, name="health"),
    Route("/robots.txt", show_robots, name="robots"),
    Route("/favicon.ico", show_icon, name="icon"),
)
