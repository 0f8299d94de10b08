"""Draw the outline of a report: its days, places, figures, names and words, and nothing else."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from math import inf
from zlib import crc32

from twosource.link.particulars import find_ages, find_streets
from twosource.link.people import find_people, find_person_name
from twosource.link.shape import Clock, Days, Outline, Range, Spot
from twosource.link.wording import telling_words
from twosource.model import Article, Claim, PressTally, Report
from twosource.text import fold, plain
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.place_spelling import loose_key, name_key
from twosource.values.when import When

SPOTS = 6  # places kept; the reader seldom gives more than four
SKETCH = 48  # lowest shingle hashes kept of a report's own words
QUOTATION_SHINGLES = 60  # about three long sentences
SHINGLE = 4  # words; as in copies
_READ_AT_MOST = 6_000  # characters of a report's sentences that enter the sketch and the words

_WORD = re.compile(r"\w+")


def outline(report: Report, article: Article) -> Outline:
    """Return what linking needs of ``report``, which must be a report of ``article``."""
    values = partial(_values, report.claims)
    told = plain(" ".join(span.of(article.text) for span in report.spans))
    whens = [when for when in (*values("when"), *values("time")) if isinstance(when, When)]
    return Outline(
        report=report.id,
        article=report.article,
        kind=report.kind,
        main=report.main,
        recalled=report.recalled,
        published=article.published,
        newsroom=article.newsroom and fold(article.newsroom),
        days=find_days(whens),
        weekday=next((when.weekday for when in whens if when.weekday is not None), None),
        clock=_find_clock([when for when in values("time") if isinstance(when, When)] or whens),
        spots=_find_spots((*values("place"), *values("impact place"))),
        killed=_hull(values("killed")) or _none_hurt(values("casualties")),
        injured=_hull(values("injured")) or _none_hurt(values("casualties")),
        munitions=_hull(values("munitions")),
        salvos=_hull(values("salvos")),
        weapons=_texts(values("weapon")),
        targets=_names(values("target")),
        perpetrators=_names(values("perpetrator")),
        persons=_persons((*values("perpetrator"), *values("target")), told, _towns_named(report)),
        tallies=_tallies(values("tally")),
        quotations=_quotations(values("quote")),
        sketch=_sketch(told),
        words=telling_words(2 * f"{fold(article.title)} " * report.main + fold(told[:_READ_AT_MOST])),
        streets=find_streets(told),
        ages=find_ages(told),
    )


def _values(claims: tuple[Claim, ...], field: str) -> list[object]:
    """Values of one field that are about everybody, not about children or staff only."""
    return [claim.value for claim in claims if claim.field == field and not claim.scope]


def find_days(whens: Iterable[When]) -> Days | None:
    """Return the days all of them allow, starting from the most exact; None where none is dated."""
    dated = sorted((_days(when) for when in whens if _is_dated(when)), key=lambda days: days.width)
    if not dated:
        return None
    found = dated[0]
    for days in dated[1:]:
        first, last = max(found.first, days.first), min(found.last, days.last)
        if first <= last:
            found = Days(first=first, last=last, said=found.said)
    return found


def _is_dated(when: When) -> bool:
    return when.earliest is not None and when.latest is not None


def _days(when: When) -> Days:
    assert when.earliest is not None
    assert when.latest is not None
    last = max(when.earliest, when.latest - timedelta(seconds=1)).date()
    return Days(first=when.earliest.date(), last=last, said=when.as_said)


def _find_clock(whens: Iterable[When]) -> Clock | None:
    said = next((when for when in whens if when.clock is not None), None)
    if said is None or said.clock is None:
        return None
    earliest, latest = said.clock
    return Clock(earliest=earliest, latest=latest, zone=said.zone, said=said.as_said)


def _find_spots(values: Iterable[object]) -> tuple[Spot, ...]:
    spots = {_spot(value): None for value in values if isinstance(value, Place)}
    return tuple(sorted(spots, key=lambda spot: (_size(spot), spot.key)))[:SPOTS]


def _size(spot: Spot) -> float:
    return spot.radius_km if spot.radius_km is not None else 1e6


def _spot(place: Place) -> Spot:
    return Spot(
        name=place.name,
        key=_key(place.name),
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
        kind=place.kind,
        within=tuple(_key(name) for name in place.within),
        gazetteer_id=place.gazetteer_id,
    )


def _key(name: str) -> str:
    """One key for the spellings of a name: Makhmour, Makhmur."""
    return loose_key(name_key(name))


def _hull(values: Iterable[object]) -> Range | None:
    """Return what all counts allow; where they contradict each other, all that any allows."""
    counts = [value for value in values if isinstance(value, Count) and not value.more]
    if not counts:
        return None
    lows = [count.low or 0 for count in counts]
    highs = [inf if count.high is None else count.high for count in counts]
    low, high = max(lows), min(highs)
    if low > high:  # they contradict each other: between the lowest and the highest
        low, high = min(lows), max(highs)
    return Range(low=low, high=None if high == inf else int(high), said=counts[0].as_said)


def _none_hurt(values: Iterable[object]) -> Range | None:
    hull = _hull(values)
    return hull if hull is not None and hull.high == 0 else None


def _names(values: Iterable[object]) -> tuple[str, ...]:
    names = (value if isinstance(value, str) else getattr(value, "name", "") for value in values)
    return tuple(dict.fromkeys(fold(name) for name in names if name))


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if isinstance(value, str)))


def _towns_named(report: Report) -> frozenset[str]:
    """Keys of all places of a report and what they lie in: "San Marino" is a town here, and nobody's name."""
    places = [claim.value for claim in report.claims if isinstance(claim.value, Place)]
    return frozenset(_key(name) for place in places for name in (place.name, *place.within))


def _persons(values: Iterable[object], told: str, towns: frozenset[str]) -> tuple[str, ...]:
    """First and last names: those the reader gives, and those the words around them single out."""
    people = (value for value in values if isinstance(value, Party) and value.kind == "person")
    named = (find_person_name(person.name) for person in people)
    names = dict.fromkeys((*filter(None, named), *find_people(told)))
    return tuple(name for name in names if _key(name) not in towns)


def _tallies(values: Iterable[object]) -> tuple[str, ...]:
    said = (value for value in values if isinstance(value, PressTally))
    return tuple(dict.fromkeys(f"{tally.count.low}-{tally.count.high} {fold(tally.what)}" for tally in said))


def _quotations(values: Iterable[object]) -> tuple[int, ...]:
    hashes: dict[int, None] = {}
    for value in values:
        if isinstance(value, str):
            hashes.update(dict.fromkeys(shingles(value)))
    return tuple(hashes)[:QUOTATION_SHINGLES]


def _sketch(told: str) -> tuple[int, ...]:
    return tuple(sorted(set(shingles(told[:_READ_AT_MOST])))[:SKETCH])


def shingles(text: str) -> Iterator[int]:
    """Yield a 32-bit hash for every run of four words, in order; nothing for shorter texts."""
    words = [word.encode() for word in _WORD.findall(fold(text))]
    runs = zip(*(words[start:] for start in range(SHINGLE)), strict=False)
    yield from map(crc32, map(b" ".join, runs))
