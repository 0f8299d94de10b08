"""A web page where a feed was looked for: saying so, with the feed that the page names, if it does."""

import re
from typing import Final

from twosource.errors import UnreadableInput
from twosource.ingest.exchange import join
from twosource.model import Page

_LINK: Final = re.compile(r"<link\b[^>]{1,1000}>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    r"""\b(rel|type|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE
)
_FEEDS: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_LOOKED_AT: Final = 200_000  # characters; the head stands first


def explain_page(page: Page, text: str) -> UnreadableInput:
    """Return the error that a page is no feed, naming the first feed it links to, if any."""
    found = find_feed_link(text)
    if found is None:
        return UnreadableInput("is a web page, not a feed", hint="Give the address of the site's feed.")
    return UnreadableInput(
        "is a web page, not a feed", hint=f"It names one: {_absolute(page.address, found)}"
    )


def find_feed_link(text: str) -> str | None:
    """Return the first feed a page names in its head, as it is written there; None where it names none."""
    for link in _LINK.finditer(text[:_LOOKED_AT]):
        named = {
            name.lower(): double or single or bare
            for name, double, single, bare in _ATTRIBUTE.findall(link[0])
        }
        if "alternate" in named.get("rel", "").lower() and named.get("type", "").lower() in _FEEDS:
            return named.get("href") or None
    return None


def _absolute(address: str, link: str) -> str:
    from yarl import URL  # noqa: PLC0415 - comes with aiohttp

    return join(URL(address), link) if address.startswith(("http://", "https://")) else link
