"""Everything said of one field of an incident, and all its articles: lists that may be long, page by page."""

from collections.abc import Iterable
from typing import Final, get_args

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.briefs import Brief, Quoted, make_brief
from twosource.model import Field
from twosource.store.past import printed_at
from twosource.web.desk import desk_of
from twosource.web.finding import find_incident, page_of
from twosource.web.looking import lens_of, lens_words, query_of
from twosource.web.rendering import render
from twosource.web.sentences import group_alike

_SAYINGS: Final = 25
_ARTICLES: Final = 50


def show_said(request: Request) -> Response:
    """Show everything said of one field, those against it first."""
    field, lens, page = request.path_params["field"], lens_of(request), page_of(request)
    if field not in get_args(Field):
        raise HTTPException(404, f"{field!r} is no field of an incident")
    with desk_of(request).ledger() as ledger:
        found = find_incident(request, ledger, "incident_said")
        if isinstance(found, Response):
            return found
        brief = make_brief(ledger, found.id, lens)
    said = list(_said_of(brief, field))
    start = (page - 1) * _SAYINGS
    shown = [(stand, group_alike([one])[0]) for stand, one in said[start : start + _SAYINGS]]
    return render(request, "incident_said.html", {
        "page": "ledger", "incident": brief.incident, "field": field, "sayings": shown, "number": page,
        "first": start, "total": len(said), "query": query_of(lens), "lens_words": lens_words(lens),
    })  # fmt: skip


def _said_of(brief: Brief, field: str) -> Iterable[tuple[str, Quoted]]:
    """Yield how each claim stands to its fact, and the claim; each once."""
    facts = [one for one in brief.facts if one.fact.field == field]
    yield from (("contradicts", quoted) for one in facts for quoted in one.against)
    against = {quoted.claim.id for one in facts for quoted in one.against}
    yield from (
        ("says so or fits", quoted)
        for one in facts
        for quoted in one.support
        if quoted.claim.id not in against
    )
    yield from (("earlier or otherwise", quoted) for quoted in brief.others if quoted.claim.field == field)


def show_articles(request: Request) -> Response:
    """Show all articles of an incident, in the order they were printed."""
    lens, page = lens_of(request), page_of(request)
    with desk_of(request).ledger() as ledger:
        found = find_incident(request, ledger, "incident_articles")
        if isinstance(found, Response):
            return found
        brief = make_brief(ledger, found.id, lens)
    articles = sorted(brief.articles, key=lambda one: (printed_at(one), one.id))
    start = (page - 1) * _ARTICLES
    return render(request, "incident_articles.html", {
        "page": "ledger", "incident": brief.incident, "articles": articles[start : start + _ARTICLES],
        "copies": brief.copies, "number": page, "first": start, "total": len(articles),
        "query": query_of(lens), "lens_words": lens_words(lens),
    })  # fmt: skip


ROUTES: Final = (
    Route("/incidents/{id}/said/{field}", show_said, name="incident_said"),
    Route("/incidents/{id}/articles", show_articles, name="incident_articles"),
)
