"""The page of feeds: how each does, what waits to be read, and what admins change about both.

Only admins add, pause or take out feeds: the watch asks whatever address stands here, from its own network.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.api import Role
from twosource.errors import InputError
from twosource.feeds import EVERY, Feed
from twosource.ingest.live.opml import read_subscriptions, write_opml
from twosource.store import Ledger
from twosource.web.answers import redirect
from twosource.web.desk import desk_of
from twosource.web.forms import field_of, uploads_of
from twosource.web.rendering import render
from twosource.web.security.auditing import tell_about
from twosource.web.security.people import require
from twosource.web.watching.feed_states import (
    FORMS,
    feed_state,
    find_address,
    is_of_the_web,
    read_feed,
    share_words,
)
from twosource.web.watching.telling import show_span
from twosource.wording import plural

_DEAD: Final = 50  # jobs set aside that are shown; the command line lists all
_MOST_OPML: Final = 4_000_000  # bytes; some 20,000 feeds
_FIELDS: Final = ("name", "address", "form", "minutes", "outlet", "group")


def show_feeds(request: Request) -> Response:
    """Show how every feed does and what waits."""
    return _page(request)


def add_feed(request: Request) -> Response:
    """Add a feed; what can't be one is told beside the form."""
    require(request, Role.ADMIN)
    typed = {name: field_of(request, name) for name in _FIELDS}
    feed, wrong = read_feed(typed, pages=field_of(request, "pages") == "yes")
    tell_about(request, typed["name"])
    if feed is not None:
        try:
            with desk_of(request).ledger() as ledger:
                ledger.feeds.add(feed, datetime.now(UTC))
        except InputError as error:
            wrong = {"name": f"{error}."}
        else:
            return redirect(request, "feeds", said=f"{feed.name} is asked from now on.")
    return _page(request, typed={**typed, "pages": field_of(request, "pages")}, wrong=wrong)


def send_opml(_: Request) -> Response:
    """Send all feeds as OPML 2.0."""
    with desk_of(_).ledger() as ledger:
        content = write_opml([one.feed for one in ledger.feeds.all()])
    return Response(
        content,
        media_type="text/x-opml",
        headers={"Content-Disposition": 'attachment; filename="twosource-feeds.opml"'},
    )


def take_opml(request: Request) -> Response:
    """Add the feeds of an OPML file that are not there yet."""
    require(request, Role.ADMIN)
    sent = uploads_of(request, "file")
    if not sent:
        return _page(request, wrong={"file": "Choose a file."})
    content = sent[0].file.read(_MOST_OPML + 1)
    tell_about(request, "feeds of an OPML file")
    if len(content) > _MOST_OPML:
        return _page(request, wrong={"file": f"It is larger than {_MOST_OPML // 1_000_000} MB."})
    try:
        given = read_subscriptions(content)
    except InputError as error:
        return _page(request, wrong={"file": f"{error}."})
    with desk_of(request).ledger() as ledger:
        added = _add_all(ledger, given.feeds)
    others = len(given.feeds) + len(given.issues) - len(added)
    return redirect(request, "feeds", said=_say_added(len(added), others))


def _add_all(ledger: Ledger, given: tuple[Feed, ...]) -> tuple[Feed, ...]:
    """Add those of the web whose name and address are new; return them."""
    now = datetime.now(UTC)
    with ledger.transaction():
        known = ledger.feeds.all()
        addresses, names = {one.feed.address for one in known}, {one.feed.name.casefold() for one in known}
        added = []
        for feed in given:
            is_known = feed.address in addresses or feed.name.casefold() in names
            if is_known or not is_of_the_web(feed.address):
                continue
            ledger.feeds.add(feed, now)
            addresses.add(feed.address)
            names.add(feed.name.casefold())
            added.append(feed)
    return tuple(added)


def _say_added(added: int, others: int) -> str:
    words = f"{plural(added, 'feed')} added"
    return (
        f"{words}; {plural(others, 'other')} of the file: there already, or not of the web."
        if others
        else f"{words}."
    )


# --- one feed ---------------------------------------------------------------------------------------------


def pause_feed(request: Request) -> Response:
    """Leave a feed unasked."""
    return _change(request, lambda ledger, name: ledger.feeds.pause(name), "is not asked until it is resumed")


def resume_feed(request: Request) -> Response:
    """Ask a paused feed again."""
    return _change(request, lambda ledger, name: ledger.feeds.resume(name), "is asked again")


def remove_feed(request: Request) -> Response:
    """Take a feed out; what was read of it stays."""
    now = datetime.now(UTC)
    return _change(
        request, lambda ledger, name: ledger.feeds.remove(name, now), "is read no more; what it brought stays"
    )


def _change(request: Request, do: Callable[[Ledger, str], Any], said: str) -> Response:
    require(request, Role.ADMIN)
    name = field_of(request, "name")
    tell_about(request, name)
    with desk_of(request).ledger() as ledger:
        found = ledger.feeds.get(name)
        do(ledger, found.feed.name)
    return redirect(request, "feeds", said=f"{found.feed.name} {said}.")


def retry_jobs(request: Request) -> Response:
    """Let jobs that were set aside be tried again: one by its key, or all."""
    require(request, Role.ADMIN)
    key = field_of(request, "key")
    tell_about(request, f"job {key}" if key else "all jobs set aside")
    with desk_of(request).ledger() as ledger:
        number = ledger.queue.revive([key] if key else None, datetime.now(UTC))
    return redirect(
        request, "feeds", said=f"{plural(number, 'job')} {'is' if number == 1 else 'are'} tried again."
    )


# --- the page -----------------------------------------------------------------------------------------------


def _page(
    request: Request, *, typed: dict[str, str] | None = None, wrong: dict[str, str] | None = None
) -> Response:
    now = datetime.now(UTC)
    with desk_of(request).ledger() as ledger:
        depths = {(one.kind, one.state): one for one in ledger.queue.depths()}
        values = {
            "page": "alerts",
            "feeds": [(one, feed_state(one, now)) for one in ledger.feeds.all()],
            "depths": depths,
            "oldest": _oldest(depths, now),
            "dead": [(job, find_address(job)) for job in ledger.queue.dead(_DEAD)],
            "dead_count": sum(one.count for (_, state), one in depths.items() if state == "dead"),
            "backlogs": ledger.outbox.backlogs(),
            "typed": typed or _nothing(),
            "wrong": wrong or {},
            "forms": FORMS,
            "span": show_span,
            "share": share_words,
            "delay_words": lambda seconds: show_span(timedelta(seconds=seconds)),
            "now": now,
        }
        return render(request, "feeds.html", values, status=422 if wrong else 200)


def _nothing() -> dict[str, str]:
    minutes = f"{EVERY / timedelta(minutes=1):g}"
    return {**dict.fromkeys(_FIELDS, ""), "form": "auto", "minutes": minutes, "pages": "yes"}


def _oldest(depths: dict[tuple[Any, Any], Any], now: datetime) -> timedelta | None:
    """Return how long the oldest open job has waited; None where none is open."""
    put = [one.oldest_at for (_, state), one in depths.items() if state in {"waiting", "taken"}]
    return max(now - min(put), timedelta()) if put else None


ROUTES: Final = (
    Route("/feeds", show_feeds, name="feeds", methods=["GET"]),
    Route("/feeds", add_feed, name="add_feed", methods=["POST"]),
    Route("/feeds/pause", pause_feed, name="pause_feed", methods=["POST"]),
    Route("/feeds/resume", resume_feed, name="resume_feed", methods=["POST"]),
    Route("/feeds/remove", remove_feed, name="remove_feed", methods=["POST"]),
    Route("/feeds/retry", retry_jobs, name="retry_jobs", methods=["POST"]),
    Route("/feeds.opml", send_opml, name="opml", methods=["GET"]),
    Route("/feeds.opml", take_opml, name="take_opml", methods=["POST"]),
)
