"""From an id in an address to what it names: shortened and merged ids lead on, removed ones are told of."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from twosource.dossier.deeds import find_deeds
from twosource.errors import InputError
from twosource.ids import IncidentId
from twosource.model import Article, Incident
from twosource.store import Ledger
from twosource.web.addresses import path_to
from twosource.web.rendering import render


def find_incident(request: Request, ledger: Ledger, name: str = "incident") -> Incident | Response:
    """Return the incident that the address means, or the answer that leads to it; raises NoSuchRecord.

    ``name`` is the page that is asked for.
    """
    given = request.path_params["id"]
    asked = ledger.incident_id(given)
    found = ledger.incident(asked)
    if not found.reports:
        return _show_gone(request, ledger, asked)
    if found.id != given:
        return _lead(request, name, found.id)
    return found


def find_article(request: Request, ledger: Ledger, name: str = "article") -> Article | Response:
    """Return the article that the address means, or the answer that leads to it; raises NoSuchRecord."""
    given = request.path_params["id"]
    found = ledger.article(given)
    return found if found.id == given else _lead(request, name, found.id)


def _lead(request: Request, name: str, id_: str) -> Response:
    """Answer with the right address for good, what is asked beside it kept (308, RFC 9110)."""
    others = {key: words for key, words in request.path_params.items() if key != "id"}
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(path_to(request, name, id=id_, **others) + query, status_code=308)


def _show_gone(request: Request, ledger: Ledger, name: IncidentId) -> Response:
    """Say that an incident is none any more, and what people did about it (410)."""
    return render(request, "gone.html", {"name": name, "deeds": find_deeds(ledger, {name})}, status=410)


def page_of(request: Request, name: str = "page") -> int:
    """Return which page of a list is asked for, from 1; raises InputError for what is no such number."""
    given = request.query_params.get(name, "1")
    if not given.isascii() or not given.isdigit() or not 1 <= int(given[:9]) < 1_000_000:
        raise InputError(f"{name}: {given[:40]!r} is no page", hint=f"leave {name} out for the first")
    return int(given)
