"""The ledger page: incidents, newest first."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.store import Filter
from twosource.web.desk import desk_of
from twosource.web.rendering import render


def show_ledger(request: Request) -> Response:
    """Show the newest incidents."""
    with desk_of(request).ledger() as ledger:
        found = tuple(ledger.incidents(Filter(limit=50)))
    return render(request, "ledger.html", {"incidents": found})


ROUTES: Final = (Route("/", show_ledger, name="ledger"),)
