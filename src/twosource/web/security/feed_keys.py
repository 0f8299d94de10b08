"""Who asks for a feed: programs that can't sign in show a key, which opens feeds to read and nothing else.

A key stands in the address (``key=``), as most readers of feeds take nothing else, or, better, is the
password of HTTP Basic or a bearer token, which no log keeps. Addresses that may hold one send no Referer.
"""

import re
from base64 import b64decode
from binascii import Error
from datetime import UTC, datetime
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import Scope

from twosource.api import Person, Role
from twosource.store import Ledger
from twosource.store.people import digest_of
from twosource.web.security.paths import own_path

#: The parameter of an address that holds a key.
KEY: Final = "key"
#: What whoever shows no key is told (RFC 7617).
CHALLENGE: Final = {"WWW-Authenticate": 'Basic realm="twosource feeds", charset="UTF-8"'}
_FEED: Final = re.compile(r"/feeds/(incidents\.(atom|rss|json)|alerts\.atom)|/alerts/[^/]+/cap\.xml")
_IN_ADDRESS: Final = re.compile(r"(?<=[?&]key=)[^&\s]+")


def is_feed(scope: Scope) -> bool:
    """Whether a request is for what programs follow: a feed, or a message that one leads to."""
    return scope["method"] in {"GET", "HEAD"} and _FEED.fullmatch(own_path(scope)) is not None


def shown_key(request: HTTPConnection) -> str | None:
    """Return the key that a request shows, or None."""
    return request.query_params.get(KEY) or _authorized(request.headers)


def find_follower(request: HTTPConnection, ledger: Ledger) -> Person | None:
    """Return who follows a feed by the key they show, as a reader; None for a key of no use."""
    key = shown_key(request)
    known = None if key is None else ledger.people.bearer(digest_of(key), datetime.now(UTC), "feeds")
    return None if known is None else Person(name=known.name, role=Role.READER)


def hide_key(address: str) -> str:
    """Return an address as it may be written down, without the key in it.

    >>> hide_key("/feeds/incidents.atom?place=Kirkuk&key=twosource_abc")
    '/feeds/incidents.atom?place=Kirkuk&key=…'
    """
    return _IN_ADDRESS.sub("…", address)


def _authorized(headers: Headers) -> str | None:
    """Return the token of "Bearer", or the password of "Basic"; None for neither."""
    scheme, _, given = headers.get("authorization", "").strip().partition(" ")
    if scheme.lower() == "bearer":
        return given.strip() or None
    return _password(given.strip()) if scheme.lower() == "basic" else None


def _password(given: str) -> str | None:
    try:
        return b64decode(given, validate=True).decode("utf-8").partition(":")[2] or None
    except (Error, UnicodeDecodeError):
        return None
