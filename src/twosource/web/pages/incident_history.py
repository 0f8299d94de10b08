"""How an incident was told step by step, and what each profile makes of it.

Both make the incident again and again, so they are pages of their own, bounded by its size.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.dossier.marks import find_sentence
from twosource.errors import NoSuchRecord
from twosource.lens import Lens, look_back
from twosource.lens.history import History, Step
from twosource.lens.making import load_sources
from twosource.model import Incident
from twosource.reconcile import DEFAULT_PROFILE, load_profiles, reconcile_by_each
from twosource.reconcile.comparing import Choice, list_choices
from twosource.store import Ledger
from twosource.web.desk import desk_of
from twosource.web.finding import find_incident
from twosource.web.looking import lens_of, lens_words, query_of
from twosource.web.rendering import render

_EFFORT: Final = 500  # moments times articles that are made anew for one page, about a quarter of a second
_LEAST: Final = 6  # moments that are looked at, however large the incident
_MOST_COMPARED: Final = 80  # articles of an incident that is made by every profile


def show_history(request: Request) -> Response:
    """Show how each fact moved, step by step."""
    lens = lens_of(request)
    with desk_of(request).ledger() as ledger:
        found = find_incident(request, ledger, "incident_history")
        if isinstance(found, Response):
            return found
        history = _look_back(ledger, found, lens)
    return render(request, "incident_history.html", {
        "page": "ledger", "incident": history.incident, "query": query_of(lens), "lens_words": lens_words(lens),
        "moved": [one for one in history.fields if len(one.steps) > 1],
        "once": [one for one in history.fields if len(one.steps) == 1],
        "arrived": history.arrived_at, "sentence": _sentence, "moves": _MOVES,
        "in_zone": _zone_of(history),
        "looked_at": _moments(found), "articles": len(found.articles),
    })  # fmt: skip


#: How a move is shown: its sign, its meaning and a word.
_MOVES: Final = {
    "told": ("·", "unknown", "first told"),
    "moved": (">", "updated", "a new value"),
    "contradicted": ("!", "contradicted", "contradicted"),
    "settled": ("=", "good", "settled"),
}


def _zone_of(history: History) -> Callable[[datetime], datetime]:
    """Return what brings instants into one zone: that of the first step."""
    zone = min(
        (step.at for one in history.fields for step in one.steps), default=datetime.min.replace(tzinfo=UTC)
    ).tzinfo
    return lambda instant: instant.astimezone(zone)


def _look_back(ledger: Ledger, incident: Incident, lens: Lens) -> History:
    found = look_back(ledger, incident.id, lens, most=_moments(incident))
    if found is None:
        raise NoSuchRecord(f"nobody had told of {incident.id} by then", hint="choose a later moment")
    return found


def _moments(incident: Incident) -> int:
    return max(_LEAST, _EFFORT // max(1, len(incident.articles)))


def _sentence(step: Step) -> str:
    """Return the sentence that made a step."""
    text = step.article.text
    return " ".join(find_sentence(text, step.claim.evidence.span).of(text).split())


def show_profiles(request: Request) -> Response:
    """Show what each profile makes of an incident, where they differ."""
    with desk_of(request).ledger() as ledger:
        found = find_incident(request, ledger, "incident_profiles")
        if isinstance(found, Response):
            return found
        choices = _compare(ledger, found) if len(found.articles) <= _MOST_COMPARED else None
    known = [one for one in choices or () if any(fact.value is not None for fact in one.facts.values())]
    return render(request, "incident_profiles.html", {
        "page": "ledger", "incident": found, "profiles": load_profiles(), "default_profile": DEFAULT_PROFILE,
        "differing": [one for one in known if one.differs], "alike": [one for one in known if not one.differs],
        "compared": choices is not None, "most": _MOST_COMPARED,
    })  # fmt: skip


def _compare(ledger: Ledger, incident: Incident) -> tuple[Choice, ...]:
    sources = load_sources(ledger, incident.articles)
    reports = ledger.reports(incident.reports)
    return list_choices(reconcile_by_each(incident.id, reports, sources.articles, sources.copies))


ROUTES: Final = (
    Route("/incidents/{id}/history", show_history, name="incident_history"),
    Route("/incidents/{id}/profiles", show_profiles, name="incident_profiles"),
)
