"""The queue of what is worth a person's look, most worth first, and one item of it with all it takes to decide."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.ids import IncidentId
from twosource.review import Item
from twosource.store import Ledger
from twosource.web.answers import redirect
from twosource.web.desk import desk_of
from twosource.web.finding import page_of
from twosource.web.pages import acts, grouping
from twosource.web.rendering import render
from twosource.web.reviewing.done import find_done, tells_done
from twosource.web.reviewing.going_on import Then
from twosource.web.reviewing.listed import load_items
from twosource.web.reviewing.queue import (
    Narrowing,
    count_fields,
    count_sorts,
    find_item,
    find_place,
    read_narrowing,
)
from twosource.web.reviewing.views import Text, view_article, view_fact, view_pair

_PAGE: Final = 25
_TEXTS: Final = 8  # texts shown of an incident that one newsroom alone tells of


def show_queue(request: Request) -> Response:
    """Show what is worth a person's look, most worth first."""
    narrowing, number = _narrowing(request), page_of(request)
    with desk_of(request).ledger(tries=tells_done(request)) as ledger:
        items = load_items(request, ledger)
        wanted = [item for item in items if narrowing.admits(item)]
        start = min((number - 1) * _PAGE, max(0, (len(wanted) - 1) // _PAGE * _PAGE))
        values = {
            "page": "review",
            "items": wanted[start : start + _PAGE],
            "start": start,
            "total": len(wanted),
            "size": _PAGE,
            "narrowing": narrowing,
            "sorts": count_sorts(items),
            "fields": count_fields(items),
            "done": find_done(request, ledger, Then(narrowing=narrowing)),
        }
        return render(request, "review/queue.html", values)


def show_item(request: Request) -> Response:
    """Show one item: what is in doubt, the words it rests on, and what may be decided."""
    narrowing = _narrowing(request)
    with desk_of(request).ledger(tries=tells_done(request)) as ledger:
        items = load_items(request, ledger)
        item = find_item(items, request.path_params["item"])
        if item is None:
            return _show_settled(request, narrowing)
        place = find_place([one for one in items if narrowing.admits(one)], item)
        here = Then(page="review_item", about=item.id, narrowing=narrowing)
        values = {
            "page": "review",
            "item": item,
            "place": place,
            "narrowing": narrowing,
            "here": here,
            "next": Then(page="review_item", about=place.after, narrowing=narrowing)
            if place.after
            else Then(narrowing=narrowing),
            "done": find_done(request, ledger, here),
            "incidents": ledger.cards_by_id(item.incidents),
            **_view(ledger, item),
        }
        return render(request, "review/item.html", values)


def _view(ledger: Ledger, item: Item) -> dict[str, Any]:
    """Return what the item rests on, in the way of its sort."""
    blank: dict[str, Any] = {"pair": None, "fact": None, "texts": ()}
    if item.kind == "pair":
        return {**blank, "pair": view_pair(ledger, item)}
    if item.kind == "contradiction":
        return {**blank, "fact": view_fact(ledger, item)}
    return {**blank, "texts": _texts(ledger, item.incidents[0])}


def _texts(ledger: Ledger, name: IncidentId) -> list[Text]:
    """Return the first texts of an incident, with all that was read from them marked."""
    reports = ledger.reports(ledger.incident(name).reports[:_TEXTS])
    articles = ledger.articles_by_id({report.article for report in reports})
    claims = [claim for report in reports for claim in report.claims]
    return [
        view_article(article, None, (one for one in claims if one.evidence.article == article.id))
        for article in articles.values()
    ]


def _show_settled(request: Request, narrowing: Narrowing) -> Response:
    """Go on from an item that is in the list no more; without an act just done, say so."""
    done = request.query_params.get("done", "")
    if done:
        query = "&".join(filter(None, (narrowing.query, f"done={done}")))
        return redirect(request, "review", query=query)
    values = {"page": "review", "given": request.path_params["item"], "narrowing": narrowing}
    return render(request, "review/settled.html", values, status=404)


def _narrowing(request: Request) -> Narrowing:
    return read_narrowing(request.query_params.get("kind", ""), request.query_params.get("field", ""))


ROUTES: Final = (
    Route("/review", show_queue, name="review"),
    Route("/review/items/{item}", show_item, name="review_item"),
    *acts.ROUTES,
    *grouping.ROUTES,
)
