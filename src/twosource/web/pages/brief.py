"""The brief of an incident on one page, to print: what is known, who says so, what is contradicted."""

from collections.abc import Iterable
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

# What one page of A4 or Letter has room for, beside a map:
_FACTS: Final = 14  # rows of facts
_DISPUTES: Final = 3  # contradictions told in both sides' words
_SIDES: Final = 1  # sentences of each side
_QUOTES: Final = 2
_ARTICLES: Final = 7
_LONGEST: Final = 240  # characters of a sentence


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
    rows = _rows(one for one in main if one.fact.status is not Status.UNKNOWN)
    told = [one for one in main if one.fact.status is not Status.UNKNOWN]
    return render(request, "brief.html", {
        "page": "ledger", "incident": brief.incident, "brief": brief, "picture": dossier.picture,
        "facts": main, "rows": rows[:_FACTS], "more_facts": sum(map(len, rows[_FACTS:])),
        "unknown": [one.fact for one in main if one.fact.status is Status.UNKNOWN],
        "disputes": [_dispute(one) for one in told if one.against][:_DISPUTES],
        "quotes": _quotes(apart), "locator": _locator(brief.incident),
        "articles": _articles(brief), "more_articles": max(0, len(brief.articles) - _ARTICLES),
        "query": query_of(lens), "lens_words": lens_words(lens), "made_at": datetime.now(UTC),
        "address": f"{request.url_for('incident', id=found.id)}{query_of(lens)}",
    })  # fmt: skip


def _rows(facts: Iterable[FactBrief]) -> list[list[FactBrief]]:
    """Return facts in rows: those of one field and status share one."""
    rows: dict[tuple[str, str, Status], list[FactBrief]] = {}
    for one in facts:
        rows.setdefault((one.fact.field, one.fact.scope, one.fact.status), []).append(one)
    return list(rows.values())


def _dispute(one: FactBrief) -> tuple[FactBrief, tuple[Alike, ...], tuple[Alike, ...]]:
    sides = (group_alike(each, _SIDES, longest=_LONGEST) for each in (one.support, one.against))
    support, against = sides
    return one, support, against


def _quotes(apart: tuple[FactBrief, ...]) -> tuple[Alike, ...]:
    quoted = [each for one in apart if one.fact.field == "quote" for each in one.support]
    return group_alike(quoted, _QUOTES, longest=_LONGEST)


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
