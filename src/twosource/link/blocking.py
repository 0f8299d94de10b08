"""Blocking keys: under what a report is filed, and under what its candidates are looked up.

Two reports are compared only where a key of one is a probe of the other. Keys name a day and a cell
of the map, a day and a country, a day and a place that is on no map, or quoted words, so what stands
under one key does not grow with the years. Only the ``u|`` keys (weekday, cell, kind: for articles without any date) do, slowly;
callers take the newest ``KEY_LIMIT`` under any key, and few under quoted words ("our thoughts are with").
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from math import ceil, cos, floor, radians

from twosource.knowledge.kinds import ancestry
from twosource.link.shape import Days, Outline, Spot
from twosource.link.wording import rare_words

KEY_LIMIT = 200  # candidates taken under one key, newest first; a big day in one city has fewer
TELLING_DAYS = 3  # a report without a day is taken to tell of the days just before it was printed
WIDEST_DAYS = 31  # "in March" is looked up day by day, "in 2019" is not
QUOTATION_LIMIT = 10  # the same under quoted words: what many quote is one incident's, or a formula of speech
REACH_DEGREES = 0.3  # about 33 km: two places within twice that always share a cell
FINE_KM = 60.0  # a radius up to this is a town; beyond, a region
QUOTATION_KEYS = 12
RARE_WORDS = 7  # of which every two make a key: 21 keys find 73 in 100 pairs of one incident, six 66
RARE_LIMIT = 20  # reports taken under a name or two rare words: those in the news for years are no help

#: Kinds that words mix up, filed together.
_FAMILY = {"explosion": "attack", "clash": "attack", "hijacking": "kidnapping"}


def keys(outline: Outline) -> tuple[str, ...]:
    """Return what to file a report under; order and number depend on nothing but the outline."""
    own = "fine" if _cells(outline) else "vague"
    dated = "dated" if _likely_days(outline) else "undated"
    return tuple(dict.fromkeys(_all(outline, (own,), (dated,))))


def probes(outline: Outline) -> tuple[str, ...]:
    """Return what to look up to find a report's candidates.

    ``set(probes(a)) & set(keys(b))`` is empty if and only if it is with a and b exchanged.
    """
    sizes = ("vague",) if _cells(outline) else ("fine", "vague")
    dates = ("undated",) if _likely_days(outline) else ("dated", "undated")
    return tuple(dict.fromkeys(_all(outline, sizes, dates)))


def probes_by_limit(outline: Outline) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return the probes with how many of the newest reports to take under each of them."""
    every = probes(outline)
    limits = {"q|": QUOTATION_LIMIT, "p|": RARE_LIMIT, "w|": RARE_LIMIT}
    parts: dict[int, list[str]] = {}
    for probe in every:
        parts.setdefault(limits.get(probe[:2], KEY_LIMIT), []).append(probe)
    return tuple((limit, tuple(parts[limit])) for limit in sorted(parts, reverse=True))


def _all(outline: Outline, sizes: tuple[str, ...], dates: tuple[str, ...]) -> Iterator[str]:
    cells, family = _cells(outline), _family(outline.kind)
    for day in _likely_days(outline):
        yield from (f"d|{day}|{cell}" for cell in cells)
        yield from (f"n|{day}|{spot.key}" for spot in outline.spots if spot.lat is None and spot.key)
        yield from (f"c|{day}|{country}|{size}" for country in _countries(outline) for size in sizes)
    for weekday in _weekdays(outline):
        yield from (f"u|{weekday}|{cell}|{family}|{dated}" for cell in cells for dated in dates)
    yield from (f"q|{shingle}" for shingle in sorted(outline.quotations)[:QUOTATION_KEYS])
    yield from (f"p|{name}" for name in outline.persons)
    rare = sorted(rare_words(outline.words)[:RARE_WORDS])
    yield from (f"w|{one:x}{other:x}" for one, other in combinations(rare, 2))


def _family(kind: str) -> str:
    root = ancestry(kind)[-1]
    return _FAMILY.get(root, root)


def _likely_days(outline: Outline) -> tuple[str, ...]:
    """Days to file under: those said, else the few before publication that fit the weekday."""
    if outline.days is not None:
        return _listed(outline.days) if outline.days.width <= WIDEST_DAYS else ()
    if outline.published is None or outline.recalled:
        return ()
    printed = outline.published.date()
    back = TELLING_DAYS if outline.weekday is None else 7
    days = [printed - timedelta(days=step) for step in range(back + 1)]
    return tuple(day.isoformat() for day in days if outline.weekday in {None, day.weekday()})


def _listed(days: Days) -> tuple[str, ...]:
    return tuple(_day(days.first, step).isoformat() for step in range(days.width))


def _day(first: date, step: int) -> date:
    return first + timedelta(days=step)


def _weekdays(outline: Outline) -> tuple[int, ...]:
    if outline.days is not None and outline.days.width <= 2:
        return tuple(_day(outline.days.first, step).weekday() for step in range(outline.days.width))
    return () if outline.weekday is None else (outline.weekday,)


def _cells(outline: Outline) -> tuple[str, ...]:
    """One-degree cells within reach of the report's town-sized places, at most four a place."""
    found: dict[str, None] = {}
    for spot in outline.spots:
        found.update(dict.fromkeys(_near(spot)))
    return tuple(found)


def _near(spot: Spot) -> Iterator[str]:
    if spot.lat is None or spot.lon is None or (spot.radius_km or 0.0) > FINE_KM:
        return
    wide = min(0.5, REACH_DEGREES / max(0.2, cos(radians(spot.lat))))
    for south in range(floor(spot.lat - REACH_DEGREES), ceil(spot.lat + REACH_DEGREES)):
        for west in range(floor(spot.lon - wide), ceil(spot.lon + wide)):
            yield f"{south},{(west + 180) % 360 - 180}"


def _countries(outline: Outline) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spot.country for spot in outline.spots if spot.country))
