"""Who wrote it: an agency named where agencies sign, else the outlet that prints it.

Only the places where agencies sign count; an agency quoted in a sentence or credited for a picture
has not written the text. Says nothing of who speaks in it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from twosource.clean.sightings import Sighting
from twosource.clean.unlisted import find_unlisted
from twosource.knowledge.press import agency_pattern, find_newsroom, mentions_agency


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The lines of an article on which a newsroom can sign.

    ``body`` are the kept paragraphs, ``margin`` the lines dropped around them, ``stamps`` those of
    them that are stamp lines.
    """

    body: Sequence[str]
    margin: Sequence[str]
    stamps: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line in which every agency is written as one sign, and their names in order."""

    text: str
    agencies: tuple[str, ...]


_A = "\ue000"  # stands for an agency; private use, so no text holds it for anything else
_PLACE = r"[^\W\d_a-z][\w.'’ -]{1,40}(?:,\s[\w.'’ -]{1,30}){0,3}"
_DASH = r"\s*[-–—:]+\s*"
_FORMS: dict[str, re.Pattern[str]] = {
    "dateline": re.compile(
        rf"(?:{_PLACE})?\s*[,–—-]?\s*\({_A}(?:[/\s|,][^(){_A}]{{0,30}})?\)(?:{_DASH}|\s+(?=[A-Z“\"]))"
        rf"|{_PLACE}\s*[–—-]\s*{_A}{_DASH}|{_A}\s*(?:[–—|]|-[ -])\s*"
    ),
    "stamp line": re.compile(
        rf"\W*(?:(?i:by|source|from)\W+)?{_A}\s*(?:[|/·•–—-]|\bon\b|,|\Z|(?i:updated|published|created|posted))"
    ),
    "byline": re.compile(
        rf"(?i:by|from|by:)\s+(?:[A-Z][^|,/{_A}]{{1,60}}[|,/–—-]\s*|[A-Z][\w.'’ -]{{1,60}}\s(?:of|for|with|in)\s)?{_A}"
    ),
    "credit line": re.compile(
        rf"(?i:sources?|agency|credit|courtesy|via)\s?:\s*{_A}\W*\Z|[^\w{_A}]*[-–—]{{0,3}}\s?{_A}[^\w{_A}]*\Z"
    ),
    "copyright line": re.compile(
        rf"\W*(?i:copyright|\(c\)|©)\W*(?i:by\b|\(c\)|©)?\W*(?:(?:19|20)\d\d\W+)?(?i:by\s)?{_A}|\W*(?:19|20)\d\d\W+{_A}"
    ),
    "foot": re.compile(rf"(?:[.!?\"”’)]\s*(?:[-–—]{{1,3}}\s?|\(\s?|\[\s?)|\s--\s?){_A}(?:/\w+)?[^\w{_A}]*\Z"),
    "author": re.compile(rf"(?:.*[,|/(]\s*|(?i:by\s+))?{_A}[^\w{_A}]*\Z"),
    "contribution": re.compile(
        rf"(?i:with (?:additional |agency )?(?:inputs?|reports?|reporting|files|material) (?:from|by))\s{_A}"
        rf"|{_A}(?i: (?:journalists? |writers? |staff )?contributed)|(?i:material from|feed of|from)\s{_A}(?i: feed| was used)"
    ),
}


@cache
def _agencies() -> re.Pattern[str]:
    return re.compile(agency_pattern())


def _mark(line: str) -> _Line | None:
    """Write agencies as signs; None for a line without any."""
    if not mentions_agency(line):
        return None
    names = [room.name for m in _agencies().finditer(line) if (room := find_newsroom(m[0])) is not None]
    return _Line(text=_agencies().sub(_A, line), agencies=tuple(names)) if names else None


def _marked(lines: Sequence[str], longest: int) -> list[_Line]:
    return [marked for line in lines if len(line) <= longest and (marked := _mark(line)) is not None]


def _find(form: str, lines: Sequence[_Line], *, anywhere: bool = False) -> str | None:
    """Return the agency that signs in a form on the first line that holds it."""
    pattern = _FORMS[form]
    for line in lines:
        match = pattern.search(line.text) if anywhere else pattern.match(line.text)
        if match is not None:
            return line.agencies[line.text.count(_A, 0, match.end()) - 1]
    return None


def _signings(lines: Signed) -> Iterator[tuple[str | None, str]]:
    """Yield agency and form of signing, surest form first."""
    head = _marked([p[:200] for p in lines.body[:3]], 200)
    yield _find("dateline", head), "dateline"
    yield _find("stamp line", _marked(lines.stamps, 300)), "stamp line"
    margin = _marked(lines.margin, 300)
    yield _find("byline", [*margin, *(line for line in head if len(line.text) <= 120)]), "byline"
    foot = _marked([p[-80:] for p in lines.body[-3:]], 80)
    yield _find("credit line", [*margin, *_marked(lines.body[-3:], 80)]), "credit line"
    yield _find("copyright line", margin), "copyright line"
    yield _find("foot", foot, anywhere=True), "credit at the foot"


def _author(sightings: Sequence[Sighting]) -> tuple[str, str] | None:
    for sighting in sightings:
        name = _find("author", _marked([sighting.words], 200))
        if name is not None:
            return name, sighting.where
    return None


def find_writer(
    lines: Signed, bylines: Sequence[Sighting], outlet: str | None, *, from_feed: bool
) -> tuple[str | None, str]:
    """Return the newsroom that wrote the text and where that was found; None where nothing tells.

    ``from_feed`` says that a note calls the text a feed's, so that the outlet can't have written it.
    """
    signed = next(((name, form) for name, form in _signings(lines) if name), None) or _author(bylines)
    signed = signed or find_unlisted(lines.body, lines.margin, lines.stamps)
    if signed is not None:
        return signed
    own = find_newsroom(outlet or "")
    if own is not None:
        return own.name, "outlet"
    ends = _marked([*lines.margin, *(p[-300:] for p in lines.body[-2:])], 500)
    contributed = _find("contribution", ends, anywhere=True)
    if contributed is not None:
        return contributed, "contribution note"
    if outlet is None:
        return None, "nothing"
    return (None, "a feed that is not named") if from_feed else (outlet, "outlet")
