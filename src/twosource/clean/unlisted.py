"""Agencies that no list holds, told by where and how they sign: "(Name Newswire) -", "Name News | Updated".

Takes a name only where its own words or its capitals say that it is a newsroom, so that a country
in brackets or a writer's name on a stamp line is none.
"""

import re
from collections.abc import Iterator, Sequence

_NAME = r"(?P<name>[A-Z][\w&.'’-]*+(?:\s[A-Z][\w&.'’-]*+){0,4})"
_DATELINE = re.compile(rf"(?:[^\W\d_a-z][\w.,'’ -]{{1,90}})?\({_NAME}\)\s*[-–—:]")
_STAMP = re.compile(rf"\W*{_NAME}\s*[|/·•]\s*(?i:last |first )?(?i:updated|published|created|posted)\b")
_BYLINE = re.compile(rf"(?i:by|from)\s[^,|/]{{2,60}}\s?[,|/]\s?{_NAME}\W*\Z")
_NEWS = re.compile(
    r"\b(?:news|newswire|wire|press|agency|agence|agencia|media|service|newsroom|bureau)\b", re.IGNORECASE
)
_AGENCY = re.compile(
    r"\b(?:newswire|wire|agency|agence|agencia|news service|press association)\b", re.IGNORECASE
)
_CAPITALS = re.compile(r"[A-Z]{3,6}")
_COUNTRIES = frozenset(
    {"CAR", "DRC", "ROC", "UAE", "USA", "KSA", "USSR"}
)  # printed in brackets behind a city


def _is_newsroom(name: str) -> bool:
    return bool(_NEWS.search(name) or (_CAPITALS.fullmatch(name) and name not in _COUNTRIES))


def _names(body: Sequence[str], margin: Sequence[str], stamps: Sequence[str]) -> Iterator[tuple[str, str]]:
    rows = (
        ("dateline", _DATELINE, _is_newsroom, body[:3]),
        ("stamp line", _STAMP, _is_newsroom, stamps),
        ("byline", _BYLINE, lambda name: _AGENCY.search(name) is not None, margin),
    )
    for form, pattern, counts, lines in rows:
        for line in lines:
            match = pattern.match(line[:200])
            if match is not None and counts(match["name"]):
                yield match["name"], form


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def find_unlisted(
    body: Sequence[str], margin: Sequence[str], stamps: Sequence[str]
) -> tuple[str, str] | None:
    """Return an agency and the form it signs in, or None; the long name where the text has both.

    ``body`` are kept paragraphs, ``margin`` dropped lines, ``stamps`` stamp lines.
    """
    found = list(_names(body, margin, stamps))
    if not found:
        return None
    name, form = found[0]
    return next((other for other, _ in found if " " in other and _initials(other) == name), name), form
