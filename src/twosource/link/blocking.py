"""Blocking keys: under what a report is filed, and under what its candidates are looked up.

Two reports are compared only where a key of one is a probe of the other. Fine keys name a day and a cell of
the map, a day and a country, a day and a place that is on no map, or words and a stretch of sixteen days:
what stands under one of them depends on how much happens at a time, not on how many years are filed.
Coarse keys (a name at any time, words of undated articles, a weekday) do grow with the years: one that
holds more than ``CROWDED`` reports says nothing any more, and the fine keys stand in for it.

Which candidates are taken where there are too many follows from what the reports hold, never from when
they came: callers take the ``MOST`` that share most keys. What came before a key was crowded stays judged;
beyond ``CROWDED`` and ``MOST`` alone can the order of arrival still show.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from math import ceil, cos, floor, radians

from twosource.knowledge.kinds import ancestry
from twosource.link.shape import Days, Outline, Spot
from twosource.link.wording import rare_words

CROWDED = 300  # reports under a coarse key from which on it says nothing: a president's name, a set phrase
MOST = 250  # candidates taken, those first that share most keys; on gva no report has more than 120
TELLING_DAYS = 3  # a report without a day is taken to tell of the days just before it was printed
WIDEST_DAYS = 31  # "in March" is looked up day by day, "in 2019" is not
REACH_DEGREES = 0.3  # about 33 km: two places within twice that always share a cell
FINE_KM = 60.0  # a radius up to this is a town; beyond, a region
QUOTATION_KEYS = 12
RARE_WORDS = 7  # of which every two make a key: 21 keys find 73 in 100 pairs of one incident, six 66
STRETCH = 16  # days of print that share a key for words; the one before and after are looked up too
UNDATED_WORDS = 3  # of which every two make a key between an article with a date and one without any

#: Where reports stand for words that meet at any time: all; dated ones, for undated ones to look up; undated
#: ones, for dated ones; undated ones, for each other.
ANYBODY, DATED, UNDATED, UNDATED_TOO = _WHENEVER = "*", "+", "-", "?"

#: Kinds that words mix up, filed together.
_FAMILY = {"explosion": "attack", "clash": "attack", "hijacking": "kidnapping"}


def keys(outline: Outline) -> tuple[str, ...]:
    """Return what to file a report under; order and number depend on nothing but the outline."""
    own = "fine" if _cells(outline) else "vague"
    dated = "dated" if _likely_days(outline) else "undated"
    stretch = _find_stretch(outline)
    stretches = (UNDATED, UNDATED_TOO) if stretch is None else (str(stretch), DATED)
    return tuple(dict.fromkeys(_all(outline, _Sought(sizes=(own,), dates=(dated,), stretches=stretches))))


def probes(outline: Outline) -> tuple[str, ...]:
    """Return what to look up to find a report's candidates.

    ``set(probes(a)) & set(keys(b))`` is empty if and only if it is with a and b exchanged.
    """
    sizes = ("vague",) if _cells(outline) else ("fine", "vague")
    dates = ("undated",) if _likely_days(outline) else ("dated", "undated")
    stretch = _find_stretch(outline)
    near = () if stretch is None else (str(stretch - 1), str(stretch), str(stretch + 1))
    stretches = (*near, UNDATED) if near else (DATED, UNDATED_TOO)
    return tuple(dict.fromkeys(_all(outline, _Sought(sizes=sizes, dates=dates, stretches=stretches))))


def is_coarse(key: str) -> bool:
    """Whether what stands under a key grows with the years, however little happens at a time."""
    return key[0] == "u" or key[2] in _WHENEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """Which ends of keys are meant: how well placed a report is, whether it has a day, when it was printed."""

    sizes: tuple[str, ...]
    dates: tuple[str, ...]
    stretches: tuple[str, ...]


def _all(outline: Outline, sought: _Sought) -> Iterator[str]:
    cells, family = _cells(outline), _family(outline.kind)
    for day in _likely_days(outline):
        yield from (f"d|{day}|{cell}" for cell in cells)
        yield from (f"n|{day}|{spot.key}" for spot in outline.spots if spot.lat is None and spot.key)
        yield from (f"c|{day}|{country}|{size}" for country in _countries(outline) for size in sought.sizes)
    for weekday in _weekdays(outline):
        yield from (f"u|{weekday}|{cell}|{family}|{dated}" for cell in cells for dated in sought.dates)
    yield from _word_keys(outline, sought.stretches)


def _word_keys(outline: Outline, stretches: tuple[str, ...]) -> Iterator[str]:
    """Keys of quoted words, of every two rare ones and of names, each within a stretch of days."""
    rare = rare_words(outline.words)[:RARE_WORDS]
    for stretch in stretches:
        few = stretch in {DATED, UNDATED}
        words = combinations(sorted(rare[:UNDATED_WORDS] if few else rare), 2)
        yield from (f"q|{stretch}|{shingle}" for shingle in sorted(outline.quotations)[:QUOTATION_KEYS])
        yield from (f"w|{stretch}|{one:x}{other:x}" for one, other in words)
    for stretch in (ANYBODY, *(stretch for stretch in stretches if stretch not in _WHENEVER)):
        yield from (f"p|{stretch}|{name}" for name in outline.persons)


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


def _find_stretch(outline: Outline) -> int | None:
    """Return the stretch of days in which others print of it: by its print, else by the days it tells of.

    A look back is filed where what it looks back on was in the news.
    """
    if outline.published is not None and not outline.recalled:
        return outline.published.toordinal() // STRETCH
    if outline.days is not None and outline.days.width <= WIDEST_DAYS:
        return outline.days.first.toordinal() // STRETCH
    return None


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
