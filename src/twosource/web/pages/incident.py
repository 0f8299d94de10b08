"""The page of an incident: what is known, who says so and in which words, from every side.

Its history, its other readings and every sentence have pages of their own, so that this one is there at once.
"""

from collections.abc import Sequence
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.dossier import Dossier, make_dossier
from twosource.dossier.deeds import find_deeds
from twosource.dossier.facts import STAND_SIGNS, Stand
from twosource.dossier.moments import Moment, find_moments, thin
from twosource.dossier.nearby import Surroundings, look_around
from twosource.dossier.ties import find_ties
from twosource.lens import Lens
from twosource.model import Fact, Incident
from twosource.neighbours import find_neighbours
from twosource.reconcile import DEFAULT_PROFILE, load_profiles
from twosource.store import Ledger
from twosource.values.place import Place
from twosource.web.desk import desk_of
from twosource.web.exporting import exports_of
from twosource.web.figures.links import draw_links
from twosource.web.figures.locator import draw_locator
from twosource.web.figures.timeline import draw_timeline
from twosource.web.finding import find_incident, page_of
from twosource.web.looking import changed_by, lens_of, lens_words, query_of
from twosource.web.pages.incident_history import ROUTES as HISTORY_ROUTES
from twosource.web.pages.incident_lists import ROUTES as LIST_ROUTES
from twosource.web.rendering import render
from twosource.web.sentences import group_alike, press_of, quotes_of, split_facts
from twosource.web.watching.telling import move_words
from twosource.wording import field_name

_MOMENTS: Final = 60  # moments a reader can choose from
_TIES: Final = 6  # reports whose ties are shown here; the page of reasons has them all
_ARTICLES: Final = 40  # articles listed here; the page of sentences leads to the others
_DEEDS: Final = 12


def show_incident(request: Request) -> Response:
    """Show an incident, as it stands or through a lens; a merged or shortened id leads to the right one."""
    lens = lens_of(request)
    with desk_of(request).ledger() as ledger:
        found = find_incident(request, ledger)
        if isinstance(found, Response):
            return found
        dossier = make_dossier(ledger, found.id, lens, page=page_of(request, "voices"))
        by_arrival = request.query_params.get("as_of_by") == "arrived"
        moments = _moments(ledger, found, by_arrival=by_arrival)
        values = {**_values(ledger, found, dossier, lens), "moments": moments, "by_arrival": by_arrival}
    address = f"{request.url_for('incident', id=found.id)}{query_of(lens)}"
    given = {**values, "page": "ledger", "query": query_of(lens), "address": address}
    return render(request, "incident.html", {**given, "exports": exports_of(request, found)})


def _values(ledger: Ledger, today: Incident, dossier: Dossier, lens: Lens) -> dict[str, Any]:
    brief = dossier.brief
    around = _around(brief.incident)
    main, apart = split_facts(brief)
    return {
        "incident": brief.incident,
        "brief": brief,
        "table": dossier.table,
        "course": dossier.course,
        "told_in": dossier.course.told_in(),
        "picture": dossier.picture,
        "facts": main,
        "besides": brief.others,
        "quotes": quotes_of(apart),
        "press": press_of(apart),
        "timeline": draw_timeline(dossier.course),
        "links": draw_links(dossier.picture),
        "around": around,
        "locator": None if around is None else draw_locator(around),
        "alike": group_alike,
        "named": _named,
        "move_words": move_words,
        "most_articles": _ARTICLES,
        "stand_signs": STAND_SIGNS,
        "Stand": Stand,
        **_lens_values(ledger, today, lens),
        **_standing_values(ledger, brief.incident, lens),
    }


def _lens_values(ledger: Ledger, today: Incident, lens: Lens) -> dict[str, Any]:
    """Return what the choice of moment and profile needs."""
    return {
        "lens": lens,
        "lens_words": lens_words(lens),
        "profiles": load_profiles(),
        "default_profile": DEFAULT_PROFILE,
        "changes": changed_by(ledger, today.id, lens),
    }


def _moments(ledger: Ledger, today: Incident, *, by_arrival: bool) -> tuple[Moment, ...]:
    articles = ledger.articles_by_id(today.articles)
    arrived = ledger.arrivals(today.articles) if by_arrival else None
    return thin(find_moments(articles.values(), arrived), _MOMENTS)


def _standing_values(ledger: Ledger, incident: Incident, lens: Lens) -> dict[str, Any]:
    """Return what is known of today alone: ties, neighbours, acts; nothing of them in the past."""
    if lens.as_of is not None:
        return {"ties": None, "neighbours": (), "deeds": (), "more_deeds": 0, "alerts": ()}
    deeds = find_deeds(ledger, {incident.id, *incident.reports})
    return {
        "ties": find_ties(ledger, incident.id, most=_TIES),
        "neighbours": find_neighbours(ledger, incident),
        "deeds": deeds[:_DEEDS],
        "more_deeds": max(0, len(deeds) - _DEEDS),
        "alerts": ledger.alerts.of_incident(incident.id),
    }


def _named(facts: Sequence[Fact]) -> tuple[str, ...]:
    """Return the names of facts, each once."""
    return tuple(dict.fromkeys(field_name(fact.field, fact.scope) for fact in facts))


def _around(incident: Incident) -> Surroundings | None:
    places = (fact.value for fact in incident.facts if fact.field == "place")
    return next((look_around(place) for place in places if isinstance(place, Place)), None)


ROUTES: Final = (
    Route("/incidents/{id}", show_incident, name="incident"),
    *HISTORY_ROUTES,
    *LIST_ROUTES,
)
