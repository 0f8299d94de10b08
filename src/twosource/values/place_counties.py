"""Counties in a row: "Barrow, Jackson and Madison counties" names three, and no towns."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from twosource.values.place_evidence import STRONG
from twosource.values.place_gazetteer import Gazetteer
from twosource.values.place_scan import Candidate, Scanner
from twosource.values.place_spelling import name_key

_COUNTIES = re.compile(r" (?P<noun>[Cc]ount|[Pp]arish)(?:ies|es)\b")
_NOUNS = {"count": "county", "parish": "parish"}
_BETWEEN = re.compile(r",? (?:and|or|&) |, ")
_NAME = re.compile(r"(?<![\w'-])[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,2}$")
_LOOK_BACK = 240  # characters that a row of counties may take


def join_counties(found: Sequence[Candidate], scanner: Scanner, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the candidates with those that stand for counties in a row read as such."""
    counties = list(_find_counties(scanner, gazetteer)) if _COUNTIES.search(scanner.text) else []
    if not counties:
        return list(found)
    taken = {at for one in counties for at in range(one.first, one.last + 1)}
    kept = [one for one in found if taken.isdisjoint(range(one.first, one.last + 1))]
    return sorted([*kept, *counties], key=lambda one: one.start)


def _find_counties(scanner: Scanner, gazetteer: Gazetteer) -> Iterator[Candidate]:
    starts = [word.start for word in scanner.words]
    for noun in _COUNTIES.finditer(scanner.text):
        for start, end in _row(scanner.text, noun.start()):
            key = name_key(f"{scanner.text[start:end]} {_NOUNS[noun['noun'].lower()]}")
            entries = gazetteer.find(key)
            if entries:
                first, last = bisect_left(starts, start), bisect_left(starts, end) - 1
                yield Candidate(
                    start=start,
                    end=end,
                    first=first,
                    last=last,
                    key=key,
                    entries=entries,
                    style=scanner.styles[first],
                    evidence=STRONG,
                    tail=end,
                )


def _row(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Yield the names of a row that ends here, the last one first; a row has two names or more."""
    floor = max(0, end - _LOOK_BACK)
    gaps = [match.span() for match in _BETWEEN.finditer(text, floor, end)]
    for gap_start, gap_end in reversed(gaps):
        if _NAME.fullmatch(text, gap_end, end) is None:
            return
        yield gap_end, end
        end = gap_start
        name = _NAME.search(text, max(floor, end - 60), end)
        if name is None:
            return
        if name.start() not in {stop for _, stop in gaps}:
            yield name.start(), end
            return
