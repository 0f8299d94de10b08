"""The ledger page: list, map and line of time of the same incidents, filtered together by the address.

The page holds all of the first view; scripts only bring it up to date without loading it anew.
"""

from functools import cache
from importlib.resources import files
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from twosource.asking import FILTER_PARAMS, Asked, show_parts
from twosource.asking.words import parse_box
from twosource.errors import InputError
from twosource.model import Status
from twosource.store import Box, Card, Facets, Filter, Head, Ledger, Order
from twosource.tallies.remembering import Remembered
from twosource.web.addresses import path_to
from twosource.web.desk import desk_of
from twosource.web.following.searches import alternates, search_query
from twosource.web.listing.asking import View, read_view
from twosource.web.listing.choices import make_groups
from twosource.web.listing.freshness import find_fresh_since, tell_fresh
from twosource.web.listing.mapping import show_spots, write_spots
from twosource.web.listing.timeline import day_of, make_timeline
from twosource.web.rendering import render
from twosource.wording import plural

_ROWS: Final = 40  # cards of one page of the list
_TOLD: Final = 12  # incidents told of one mark of the map
_HEADS: Final = Remembered[Head](most=8)
_MOST_VIEW: Final = 200  # characters of a box in an address


def show_ledger(request: Request) -> Response:
    """Show list, map and line of time; an address with empty parameters leads to one without."""
    pairs = request.query_params.multi_items()
    view = read_view(pairs)
    if any(not words.strip() for _, words in pairs):
        query = view.write(after=view.after)
        return RedirectResponse(path_to(request, "ledger") + (f"?{query}" if query else ""), status_code=303)
    with desk_of(request).ledger() as ledger:
        return render(request, "ledger.html", _page(request, ledger, view))


def show_map(request: Request) -> Response:
    """Answer with the spots that lie in a part of the map, as JSON for our script."""
    box = _read_box(request)
    view = read_view(request.query_params.multi_items(), beside=("view",))
    with desk_of(request).ledger() as ledger:
        return JSONResponse(show_spots(ledger, view.asked, box))


def show_here(request: Request) -> Response:
    """Show the newest incidents of a part of the map as a piece of a page: what a mark opens."""
    view = read_view(request.query_params.multi_items())
    with desk_of(request).ledger() as ledger:
        page = ledger.cards(view.asked.filter, limit=_TOLD)
        count = ledger.count(view.asked.filter) if page.after else len(page.cards)
    query = view.write()
    return render(request, "ledger_here.html", {"cards": page.cards, "count": count, "query": query})


def _read_box(request: Request) -> Box | None:
    words = request.query_params.get("view", "")[:_MOST_VIEW]
    try:
        return parse_box(words) if words else None
    except ValueError as error:
        raise InputError(f"view: {error}") from None


# --- the page -------------------------------------------------------------------------------------


def _page(request: Request, ledger: Ledger, view: View) -> dict[str, Any]:
    """Return what the template fills in."""
    wanted = view.asked.filter
    facets = ledger.facets(wanted)
    page = ledger.cards(wanted, after=view.after, limit=_ROWS, order=view.order)
    fresh_since = find_fresh_since(ledger)
    return {
        "page": "ledger",
        "head": _HEADS.get(ledger, "head", ledger.head),
        "view": view,
        "count_line": _count_line(view, facets),
        "total": facets.total,
        "without_place": facets.without_place,
        "parts": _parts(request, view),
        "groups": make_groups(view, facets, fresh_since),
        "timeline": make_timeline(ledger, view),
        "rows": [(card, tell_fresh(card, fresh_since)) for card in page.cards],
        "latest_change": _latest_change(ledger, page.cards, view),
        "next_query": view.write(after=page.after) if page.after else "",
        "first_query": view.write() if view.after else "",
        "form": _form(view),
        "spots": write_spots(show_spots(ledger, view.asked)),
        "has_map": has_map(),
        "alternates": alternates(request, view.asked),
        "follow_query": search_query(view.asked),
        "tiles": desk_of(request).settings.tiles or "",
    }


@cache
def has_map() -> bool:
    """Whether the map's script was built when this program was installed."""
    return files("twosource.web").joinpath("static", "built", "map.js").is_file()


def _latest_change(ledger: Ledger, cards: tuple[Card, ...], view: View) -> int:
    """Return the number of the ledger's latest change, by which a browser knows what it has seen."""
    if view.order is Order.CHANGED and view.asked.is_empty and view.after is None and cards:
        return cards[0].changed
    latest = ledger.cards(Filter(), limit=1, order=Order.CHANGED).cards
    return latest[0].changed if latest else 0


def _count_line(view: View, facets: Facets) -> str:
    """Say how many incidents there are, and what stands out: "14 incidents, 3 of them contradicted"."""
    asked, total = view.asked, facets.total
    contradicted = 0 if asked.statuses else dict(facets.statuses).get(Status.CONTRADICTED, 0)
    lost = 0 if asked.with_place is not None else facets.without_place
    single = 0 if asked.single_source else facets.single_source
    words = plural(total, "incident") + _share(", ", contradicted, total, "of them contradicted")
    words += _share("; ", lost, total, "without a place")
    return words + _share("; ", single, total, "from a single source")


def _share(join: str, number: int, total: int, words: str) -> str:
    """Say how many of all are so; nothing where none is."""
    if not number:
        return ""
    if number < total:
        return f"{join}{number:,} {words}"
    words = words.removeprefix("of them ")
    return f"{join}{words}" if total == 1 else f"{join}all {words}"


_PLACES: Final = {param.name: param.place for param in FILTER_PARAMS}
#: Names of parameters on their chips, and the words that these stand for.
_CHIPS: Final = {
    "since": ("From", "since "),
    "until": ("To", "until "),
    "place": ("Place", "in "),
    "near": ("Near", ""),
    "box": ("Map", "on the map "),
    "kind": ("Kind", "of the kind "),
    "actor": ("Actor", "claimed by or blamed on "),
    "status": ("Facts", "with a fact that is "),
    "voices": ("Voices", "told by "),
    "single_source": ("Sources", ""),
    "with_place": ("Map", ""),
    "text": ("Words", "told of with the words "),
    "updated_since": ("Changed", "changed "),
}


def _parts(request: Request, view: View) -> list[tuple[str, str, str]]:
    """Return each thing that is asked for: its name, its words, and the address without it."""
    path = path_to(request, "ledger")
    nothing = {name: getattr(Asked(), place) for name, place in _PLACES.items()}
    return [
        (
            _CHIPS[name][0],
            words.removeprefix(_CHIPS[name][1]),
            f"{path}?{view.query(**{_PLACES[name]: nothing[name]})}",
        )
        for name, words in show_parts(view.asked)
    ]


def _form(view: View) -> dict[str, Any]:
    """Return what the form is filled in with, and what it hands on unseen."""
    asked = view.asked
    typed = ("text", "place", "actor", "since", "until", "after")
    return {
        "text": asked.text or "",
        "place": asked.place or "",
        "actor": asked.actor or "",
        "since": day_of(asked.since),
        "until": day_of(asked.until),
        "kept": [(name, words) for name, words in view.pairs if name not in typed],
    }


ROUTES: Final = (
    Route("/", show_ledger, name="ledger"),
    Route("/ledger/map.json", show_map, name="ledger_map"),
    Route("/ledger/here", show_here, name="ledger_here"),
)
