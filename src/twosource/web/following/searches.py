"""The feeds of a search: which forms there are, how they are called, and where a page says they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request

from twosource.asking import Asked, show_asked, to_query
from twosource.lens import PLAIN
from twosource.web.addresses import path_to
from twosource.wire.feed_atom import atom_feed
from twosource.wire.feed_json import json_feed
from twosource.wire.feed_rss import rss_feed
from twosource.wire.feeds import Entry, FeedHead


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form in which a search can be followed: its name in addresses, how people call it, what to take it for."""

    name: str
    called: str
    media_type: str
    says: str
    write: Callable[[FeedHead, Sequence[Entry]], bytes]


#: Forms by their names in addresses, the one to take first.
FORMS: Final = {
    form.name: form
    for form in (
        Form(
            name="atom", called="Atom", media_type="application/atom+xml", write=atom_feed,
            says="For any reader; it tells apart what is new and what has changed.",
        ),
        Form(
            name="rss", called="RSS", media_type="application/rss+xml", write=rss_feed,
            says="For readers and programs that know nothing newer.",
        ),
        Form(
            name="json", called="JSON Feed", media_type="application/feed+json", write=json_feed,
            says="For programs that would rather not read XML.",
        ),
    )
}  # fmt: skip


def title_of(asked: Asked) -> str:
    """Say which incidents a search finds: "Incidents in “Kirkuk”"; "All incidents" where nothing is asked."""
    words = show_asked(asked)
    return "All incidents" if asked.is_empty else f"{words[:1].upper()}{words[1:]}"


def search_query(asked: Asked) -> str:
    """Return the query string of a search; feeds show the ledger as it stands, through no lens."""
    return urlencode(to_query(replace(asked, lens=PLAIN)))


def alternates(request: Request, asked: Asked) -> tuple[tuple[str, str, str], ...]:
    """Return title, media type and path of each feed of a search, for the head of its page."""
    query = search_query(asked)
    return tuple(
        (
            f"{title_of(asked)} ({form.called})",
            form.media_type,
            path_to(request, "incidents_feed", form=form.name) + (f"?{query}" if query else ""),
        )
        for form in FORMS.values()
    )
