"""Which media type an answer comes in: what the asker accepts of what there is (RFC 9110, 12.5.1)."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from twosource.api.problems import Problem

#: Web Annotations: JSON-LD with the profile of https://www.w3.org/TR/annotation-model/.
ANNOTATION: Final = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_MOST: Final = 32  # ranges that are read of a header


def choose_type(accepted: str, offered: Sequence[str]) -> str:
    """Return the media type of those offered that is wanted most, the first of several alike.

    Raises Problem (406) where none is accepted.
    """
    if not accepted.strip():
        return offered[0]
    ranges = [_read_range(one) for one in accepted.split(",")[:_MOST]]
    best = max(offered, key=lambda one: _quality(one, ranges))
    if _quality(best, ranges) <= 0:
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, f"there is {' or '.join(offered)} here, and nothing else")
    return best


def media_type(header: str) -> str:
    """Return the media type of a header without its parameters."""
    return header.partition(";")[0].strip().lower()


def _read_range(words: str) -> tuple[str, float]:
    """Return a media range with how much it is wanted, 0 to 1."""
    name, _, rest = words.partition(";")
    quality = 1.0
    for parameter in rest.split(";"):
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            quality = _number(value.strip())
    return name.strip().lower(), quality


def _number(words: str) -> float:
    try:
        found = float(words)
    except ValueError:
        return 0.0
    return min(1.0, max(0.0, found)) if found == found else 0.0  # noqa: PLR0124  (not a number)


def _quality(offered: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return how much a type is wanted, by the range that names it most exactly."""
    kind = media_type(offered)
    names = (kind, f"{kind.partition('/')[0]}/*", "*/*")
    found = [(names.index(name), quality) for name, quality in ranges if name in names]
    return min(found, default=(0, 0.0), key=lambda one: (one[0], -one[1]))[1]
