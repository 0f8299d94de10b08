"""Cursors: where a list goes on, as one word that belongs to one question and says nothing to its bearer."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from enum import Enum
from hashlib import blake2b
from http import HTTPStatus
from typing import Any, Final, TypeVar

import msgspec

from twosource.api.answers import Page
from twosource.api.operations import Call, Parameter
from twosource.api.problems import Problem

T = TypeVar("T")

USUAL: Final = 50  # records of a page where nobody says how many
MOST: Final = 200  # so many incidents with all their facts are some 2 MB
_LONGEST: Final = 2_000  # characters of a cursor

PAGING: Final = (
    Parameter(
        name="limit",
        says=f"So many records at most; {USUAL} where it is left out.",
        schema={"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
    ),
    Parameter(
        name="cursor",
        says="Go on from here: a word out of `next` of the answer before, for the same question.",
        schema={"type": "string", "pattern": "^[A-Za-z0-9_-]+$", "maxLength": _LONGEST},
    ),
)


def read_limit(call: Call) -> int:
    """Return how many records are wanted."""
    return call.one("limit", _parse_limit) or USUAL


def _parse_limit(words: str) -> int:
    if not (words.isascii() and words.isdigit() and len(words) <= 6 and 1 <= int(words) <= MOST):
        raise ValueError(f"{words[:40]!r} is no number from 1 to {MOST}")
    return int(words)


def read_cursor(call: Call) -> list[Any] | None:
    """Return the place in a list that a cursor names; raises Problem for none of ours, or of another list."""
    given = call.one("cursor", str)
    if given is None:
        return None
    try:
        raw = urlsafe_b64decode(given[:_LONGEST].encode("ascii") + b"=" * (-len(given) % 4))
        mark, *place = msgspec.json.decode(raw, type=list[int | str | None])
    except (ValueError, msgspec.DecodeError):
        raise _no_cursor() from None
    if mark != _mark(call):
        raise _no_cursor()
    return place


def write_cursor(call: Call, *place: int | str | None) -> str:
    """Return a cursor for a place in the list that is asked for."""
    return urlsafe_b64encode(msgspec.json.encode([_mark(call), *place])).decode("ascii").rstrip("=")


class Rest(Enum):
    """Stands in a list where enough was looked through for one answer; the next page goes on from there."""

    HERE = "here"


def take_page(call: Call, found: Iterator[tuple[tuple[int | str | None, ...], T | Rest]]) -> Page:
    """Return the first records of what is found, each with the place after it."""
    limit, items = read_limit(call), list[T]()
    last: tuple[int | str | None, ...] = ()
    for place, record in found:
        if record is Rest.HERE:
            return Page(items=items, after=write_cursor(call, *place))
        if len(items) == limit:
            return Page(items=items, after=write_cursor(call, *last))
        items.append(record)
        last = place
    return Page(items=items, after=None)


def number_in(place: list[Any] | None, at: int = 0) -> int:
    """Return a whole number of a place from 0; 0 at the start of a list. Raises Problem for another word."""
    if place is None:
        return 0
    found = place[at] if len(place) > at else None
    if not isinstance(found, int) or not 0 <= found < 2**63:
        raise _no_cursor()
    return found


def word_in(place: list[Any] | None, at: int = 0) -> str | None:
    """Return a word of a place; None at the start of a list. Raises Problem for a number."""
    if place is None:
        return None
    found = place[at] if len(place) > at else None
    if found is not None and not isinstance(found, str):
        raise _no_cursor()
    return found


def _mark(call: Call) -> str:
    """Return a digest of what is asked, but for how much of it and from where."""
    asked = [pair for pair in call.request.query_params.multi_items() if pair[0] not in {"cursor", "limit"}]
    named = f"{call.request.scope['path']}?{sorted(asked)}"
    return blake2b(named.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def _no_cursor() -> Problem:
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY, "cursor: it names no place in this list",
        "take it from next of the answer before, and ask the same question",
    )  # fmt: skip
