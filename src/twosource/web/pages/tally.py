"""The page that counts: a question is built, and answered as a range, a chart and a list.

The address holds the question, in the words of ``twosource tally``.
"""

from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.asking import AskedTally, parse_question, question_query
from twosource.errors import InputError
from twosource.ids import IncidentId
from twosource.store import Card, Ledger
from twosource.tallies import Layout, Survey, survey
from twosource.web.addresses import path_to
from twosource.web.counting.bars import is_time, make_bars, make_chart, show_range
from twosource.web.counting.building import list_chips, make_builder
from twosource.web.counting.leading import lead, lead_all
from twosource.web.desk import desk_of
from twosource.web.pages import press
from twosource.web.rendering import render

_LISTED: Final = 50  # incidents of each sort; the counts hold all
_TWINS: Final = 30
_SHOWN: Final = 30  # parts of a chart on view; the others stand below, to be opened


def show_tally(request: Request) -> Response:
    """Answer the question that the address asks; raises InputError for one that can't be read."""
    asked = read_tally(request)
    with desk_of(request).ledger() as ledger:
        has_incidents = ledger.first_happened_at() is not None or ledger.head().incidents > 0
        found = survey(ledger, asked.question, Layout(by=asked.by, sums=asked.sums, most=_LISTED), asked.lens)
        values = _values(ledger, asked, found, path_to(request, "tally"))
    return render(request, "tally.html", {**values, "has_incidents": has_incidents, "page": "tally"})


def read_tally(request: Request) -> AskedTally:
    """Return the question of an address; raises InputError."""
    try:
        return parse_question(request.query_params.multi_items())
    except ValueError as error:
        raise InputError(str(error), hint="Correct the address, or build the question anew.") from error


def _values(ledger: Ledger, asked: AskedTally, found: Survey, here: str) -> dict[str, Any]:
    bars = make_bars(found.parts, lead_all(asked, found.parts))
    return {
        "asked": asked,
        "survey": found,
        "form": make_builder(asked),
        "chips": [(name, words, f"{here}?{query}") for name, words, query in list_chips(asked)],
        "bars": bars,
        "chart": make_chart(bars) if is_time(asked.by) else None,
        "most_shown": _SHOWN,
        "range": show_range,
        "cards": _cards(ledger, found),
        "twins": found.twins[:_TWINS],
        "in_ledger": lead(asked.question),
        "query": urlencode(question_query(asked)),
    }


def _cards(ledger: Ledger, found: Survey) -> dict[IncidentId, Card]:
    pairs = (each for pair in found.twins[:_TWINS] for each in (pair.left, pair.right))
    borders = (one.incident for one in found.borders)
    wanted = tuple(dict.fromkeys((*found.listed, *borders, *pairs)))
    return {card.id: card for card in ledger.cards_by_id(wanted)}


ROUTES: Final = (Route("/tally", show_tally, name="tally"), *press.ROUTES)
