"""Following a search: its feeds for programs, and the page that gives their addresses, with keys of their own."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.asking import Asked, to_query
from twosource.exports.feed_entries import incident_entry
from twosource.lens import PLAIN
from twosource.store import Order
from twosource.store.alerts import AlertFilter
from twosource.store.people import TOKEN_NAME, Token, digest_of
from twosource.watches import Alert
from twosource.web.desk import desk_of
from twosource.web.following.conditional import answer_once
from twosource.web.following.searches import FORMS, Form, alternates, search_query, title_of
from twosource.web.listing.asking import read_view
from twosource.web.rendering import render
from twosource.web.security.auditing import tell_about
from twosource.web.security.feed_keys import KEY
from twosource.web.security.people import SESSION, person_of
from twosource.web.security.tokens import make_token
from twosource.web.watching.messages import sender_of
from twosource.wire.cap_feed import FeedPlace, cap_feed
from twosource.wire.feeds import FeedHead

_MOST_LABEL: Final = 80  # characters of the words by which a key is known again
_SHOWN: Final = 50  # incidents of a feed: a reader that comes once a day misses none of a busy desk's


def send_search_feed(request: Request) -> Response:
    """Send the incidents of a search as a feed, latest change first; 304 where nothing was written since."""
    form = FORMS.get(request.path_params["form"])
    if form is None:
        raise HTTPException(404, f"a feed comes as {', '.join(FORMS)}")
    asked = _read(request)
    with desk_of(request).ledger() as ledger:

        def make() -> tuple[bytes, str]:
            cards = ledger.cards(asked.filter, limit=_SHOWN, order=Order.CHANGED).cards
            entries = [incident_entry(card, str(request.url_for("incident", id=card.id))) for card in cards]
            return form.write(_head(request, form, asked), entries), form.media_type

        return answer_once(request, str(ledger.last_change()), make)


def send_alert_feed(request: Request) -> Response:
    """Send alerts as an Atom feed of CAP, newest first; ``?watch=`` those of one watch alone."""
    wanted, keyed = (
        AlertFilter(watch=request.query_params.get("watch"), limit=_SHOWN),
        request.query_params.get(KEY),
    )
    with desk_of(request).ledger() as ledger:
        alerts = ledger.alerts.list(wanted)
        state = " ".join(f"{one.id}{one.approved_at}" for one in alerts)

        def address_of(alert: Alert) -> str:
            address = str(request.url_for("alert_cap", id=alert.id))
            return f"{address}?{urlencode({KEY: keyed})}" if keyed else address

        def make() -> tuple[bytes, str]:
            place = FeedPlace(
                address_of=address_of,
                own=None if keyed else str(request.url),
                home=str(request.url_for("alerts")),
                title=f"Alerts of {wanted.watch}" if wanted.watch else "Alerts",
            )
            return cap_feed(alerts, sender_of(request), place), "application/atom+xml"

        return answer_once(request, state, make)


def show_following(request: Request) -> Response:
    """Show the addresses by which a search is followed."""
    return _page(request, _read(request))


def make_following(request: Request) -> Response:
    """Make a key that opens feeds alone, and show the addresses with it, once."""
    if SESSION not in request.scope:
        raise HTTPException(409, "this desk knows no people, so its feeds need no key")
    asked, person = _read(request), person_of(request)
    secret, now = make_token(), datetime.now(UTC)
    digest = digest_of(secret)
    token = Token(
        name=digest[:TOKEN_NAME], person=person.name, label=title_of(asked)[:_MOST_LABEL], made_at=now,
        expires_at=None, scope="feeds",
    )  # fmt: skip
    tell_about(request, f"feed key {token.name}")
    with desk_of(request).ledger() as ledger:
        ledger.people.add_token(digest, token)
    answer = _page(request, asked, secret=secret)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _read(request: Request) -> Asked:
    view = read_view(request.query_params.multi_items(), beside=(KEY,))
    return replace(view.asked, lens=PLAIN)


def _page(request: Request, asked: Asked, *, secret: str = "") -> Response:
    given: dict[str, Any] = {
        "page": "ledger",
        "title": title_of(asked),
        "query": search_query(asked),
        "feeds": [
            (form.called, form.says, _feed_address(request, form, asked, secret), alternate[2])
            for form, alternate in zip(FORMS.values(), alternates(request, asked), strict=True)
        ],
        "has_key": bool(secret),
        "needs_key": SESSION in request.scope,
    }
    return render(request, "follow.html", given)


def _head(request: Request, form: Form, asked: Asked) -> FeedHead:
    """Return the head of a feed; its own address is left out where it holds a key."""
    return FeedHead(
        title=title_of(asked),
        home=_absolute(request, "ledger", asked),
        own=None if KEY in request.query_params else _feed_address(request, form, asked),
    )


def _feed_address(request: Request, form: Form, asked: Asked, secret: str = "") -> str:
    return _absolute(request, "incidents_feed", asked, secret, form=form.name)


def _absolute(request: Request, page: str, asked: Asked, secret: str = "", **parts: str) -> str:
    """Return the whole address of a page for a search, as other programs ask for it."""
    pairs = [*to_query(asked), *([(KEY, secret)] if secret else [])]
    address = str(request.url_for(page, **parts))
    return f"{address}?{urlencode(pairs)}" if pairs else address


ROUTES: Final = (
    Route("/feeds/incidents.{form}", send_search_feed, name="incidents_feed"),
    Route("/feeds/alerts.atom", send_alert_feed, name="alerts_feed"),
    Route("/follow", show_following, name="follow", methods=["GET"]),
    Route("/follow", make_following, name="follow_key", methods=["POST"]),
)
