"""What asking an address once gave, and what its headers say of asking again.

Nothing is asked here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final, Literal

from twosource.errors import InputError, RefusedAddress, TooLarge, UnreadableInput
from twosource.ingest.exchange import advice
from twosource.model import Page

#: Nobody keeps us away for longer with a header alone.
LONGEST: Final = timedelta(days=1)
_PASSING: Final = frozenset({408, 421, 425, 429})  # of the 4xx, those that may answer otherwise soon
_MAX_AGE: Final = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE | re.ASCII)
_LONGEST_TAG: Final = 1_000  # characters of an ETag; common ones have 30
_LONGEST_DATE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of asking an address.

    ``kind`` is "page" (it came), "unchanged" (as last time), "failed", or "later" (it was not asked, as its
    host is to be left alone for ``retry_after``). ``moved_to`` is where it has gone for good, None where
    it has not. ``trouble`` says what went wrong, "" for nothing. ``is_lasting`` failures will not pass by
    asking again soon. ``fresh_for`` is how long the server takes its answer for fresh.
    """

    kind: Literal["page", "unchanged", "failed", "later"]
    page: Page | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    retry_after: timedelta | None = None
    fresh_for: timedelta | None = None
    trouble: str = ""
    hint: str = ""
    is_lasting: bool = False


def failed(error: InputError) -> Answer:
    """Return the answer that an error stands for."""
    is_lasting = isinstance(error, RefusedAddress | TooLarge | UnreadableInput)
    return Answer(kind="failed", trouble=str(error), hint=error.hint, is_lasting=is_lasting)


def failed_with(status: int, headers: Mapping[str, str], now: datetime) -> Answer:
    """Return the answer that a status other than 200 and 304 stands for."""
    return Answer(
        kind="failed",
        status=status,
        retry_after=find_retry_after(headers, now),
        trouble=f"the server answered {status}",
        hint=advice(status),
        is_lasting=400 <= status < 500 and status not in _PASSING,
    )


def find_retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long a server asks to be left alone (RFC 9110 10.2.3), a day at most; None for not at all.

    A date is taken against the server's own clock where it tells it, else against ``now``.
    """
    words = headers.get("Retry-After", "").strip()
    if words.isascii() and words.isdigit():
        return min(timedelta(seconds=min(int(words[:12]), 10**9)), LONGEST)
    until = _find_date(words)
    if until is None:
        return None
    wait = until - (_find_date(headers.get("Date", "")) or now)
    return min(max(wait, timedelta()), LONGEST)


def find_fresh_for(headers: Mapping[str, str]) -> timedelta | None:
    """Return the max-age of Cache-Control (RFC 9111 5.2.2.1), a day at most; None where there is none."""
    words = headers.get("Cache-Control", "")[:_LONGEST_TAG]
    match = _MAX_AGE.search(words)
    if match is None or "no-cache" in words.lower() or "no-store" in words.lower():
        return None
    return min(timedelta(seconds=min(int(match[1]), 10**9)), LONGEST)


def find_validators(headers: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return ETag and Last-Modified as they are sent back (RFC 9110 8.8); None for absent or odd ones."""
    etag, modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
    return (
        etag if etag and len(etag) <= _LONGEST_TAG and _is_plain(etag) else None,
        modified if modified and len(modified) <= _LONGEST_DATE and _is_plain(modified) else None,
    )


def _is_plain(words: str) -> bool:
    return words.isprintable() and words.isascii()


def _find_date(words: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(words[:_LONGEST_DATE])
    except (ValueError, TypeError, IndexError, OverflowError):  # the ways in which it gives up
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
