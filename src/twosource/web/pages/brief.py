"""The brief of an incident on one page, to print: what is known, who says so, what is contradicted."""

from datetime import UTC, datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.briefs import Brief, FactBrief
from twosource.dossier import make_dossier
from twosource.dossier.nearby import look_around
from twosource.model import Incident, Status
from twosource.values.place import Place
from twosource.web.desk import desk_of
from twosource.web.figures.locator import Locator, draw_locator
from twosource.web.finding import find_incident
from twosource.web.looking import lens_of, lens_words, query_of
from twosource.web.rendering import render
from twosource.web.sentences import Alike, group_alike, split_facts

_FACTS: Final = 16  # rows of facts there is room for
_SPOKEN: Final = 4  # contradictions told in full
_QUOTES: Final = 3
_ARTICLES: Final = 10


def show_brief(request: Request) -> Response:
    """Show an incident on one page."""
    lens = lens_of(request)
    with desk_of(request).ledger() as ledger:
        found = find_incident(request, ledger, "brief")
        if isinstance(found, Response):
            return found
        dossier = make_dossier(ledger, found.id, lens)
    brief = dossier.brief
    main, apart = split_facts(brief)
    told = [one for one in main if one.fact.status is not Status.UNKNOWN]
    return render(request, "brief.html", {
        "page": "ledger", "incident": brief.incident, "brief": brief, "picture": dossier.picture,
        "facts": told[:_FACTS], "more_facts": max(0, len(told) - _FACTS),
        "unknown": [one.fact for one in main if one.fact.status is Status.UNKNOWN],
        "disputes": [_dispute(one) for one in told if one.against][:_SPOKEN],
        "quotes": _quotes(apart), "locator": _locator(brief.incident),
        "articles": _articles(brief), "more_articles": max(0, len(brief.articles) - _ARTICLES),
        "query": query_of(lens), "lens_words": lens_words(lens), "made_at": datetime.now(UTC),
        "address": f"{request.url_for('incident', id=found.id)}{query_of(lens)}",
    })  # fmt: skip


def _dispute(one: FactBrief) -> tuple[FactBrief, tuple[Alike, ...], tuple[Alike, ...]]:
    return one, group_alike(one.support, 2), group_alike(one.against, 2)


def _quotes(apart: tuple[FactBrief, ...]) -> tuple[Alike, ...]:
    quoted = [each for one in apart if one.fact.field == "quote" for each in one.support]
    return group_alike(quoted, _QUOTES)


def _locator(incident: Incident) -> Locator | None:
    places = (fact.value for fact in incident.facts if fact.field == "place")
    around = next((look_around(place) for place in places if isinstance(place, Place)), None)
    return None if around is None else draw_locator(around)


def _articles(brief: Brief) -> list[tuple[object, bool]]:
    """Return the first articles with whether each is a copy, originals first."""
    listed = sorted(
        brief.articles, key=lambda one: (one.id in brief.copies, one.published or one.fetched_at, one.id)
    )
    return [(one, one.id in brief.copies) for one in listed[:_ARTICLES]]


ROUTES: Final = (Route("/incidents/{id}/brief", show_brief, name="brief"),)
