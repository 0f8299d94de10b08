"""What tells an item of a feed from the others, and what shows that the feed says something else of it.

Neither depends on where the item stands in its feed, nor on parameters that only count readers.
"""

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from twosource.ids import digest
from twosource.ingest.drafts import plain_line

#: Parameters that say from where a reader came, never what the page is. From the lists of the tools
#: that add them (Google, Meta, Microsoft, Mailchimp, HubSpot, Matomo, AT Internet, Marketo).
_TRACKING: Final = re.compile(
    r"utm_\w+|(?:fb|g|dcl|ms|tw|yc|li_fat_|mc_e|oly_enc_|oly_anon_|vero_|wicked|twc|igsh)(?:clid|id)"
    r"|gclsrc|mc_cid|_hsenc|_hsmi|mkt_tok|pk_\w+|mtm_\w+|at_(?:medium|campaign|custom\d|link\w*|bbc_team|format|ptr_name)"
    r"|ns_(?:mchannel|source|campaign|linkname|fee)|ocid|cmpid|ftag|smid|xtor|spm|ref_src|igshid|__twitter_impression",
    re.IGNORECASE,
)
_LONGEST_KEY: Final = 300  # characters; longer ones stand as their digests


def clean_url(url: str) -> str:
    """Return an address without what only counts readers; one that can't be taken apart as it is.

    >>> clean_url("https://news.example/a?id=7&utm_source=rss#top")
    'https://news.example/a?id=7'
    """
    try:
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return url
    kept = [pair for pair in pairs if not _TRACKING.fullmatch(pair[0])]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit(
        parts._replace(query=query, fragment="" if _is_anchor(parts.fragment) else parts.fragment)
    )


def _is_anchor(fragment: str) -> bool:
    """Whether a fragment is a place in a page; "#!" and "#/" lead to pages of their own."""
    return not fragment.startswith(("!", "/"))


def key_of(name: str | None, url: str | None, words: tuple[str, ...]) -> str:
    """Return what tells an item from others: its guid or id, else its address, else a digest of its words."""
    key = (name or "").strip() or (clean_url(url) if url else "") or "digest:" + digest(*words)
    return key if len(key) <= _LONGEST_KEY else "digest:" + digest(key, size=32)


def print_of(title: str, summary: str, updated: str | None, url: str | None) -> str:
    """Return a digest that changes with an item's words, date of change or address.

    Markup, blanks and parameters that count readers do not change it.
    """
    return digest(
        _bare(title), _bare(summary), " ".join((updated or "").split()), clean_url(url) if url else ""
    )


def _bare(words: str) -> str:
    return " ".join(plain_line(words).split())
