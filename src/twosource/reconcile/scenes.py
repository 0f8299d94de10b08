"""How two tellings of when and where stand to each other, where the press is less exact than it sounds.

A night has two dates, an evening and a night run into each other, an hour is rounded, a street stands
under its short name, and a country is no town: none of that is a contradiction.
"""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from twosource.text import fold
from twosource.values import place as places
from twosource.values import when as whens
from twosource.values.comparison import Comparison, Relation
from twosource.values.place import Place
from twosource.values.when import When

CLEARLY_APART_KM = 10.0  # nearer places are taken for two names of one scene
WIDE_KM = 50.0  # a place that reaches further is a province or a country, and says too little to contradict
ROUNDED = timedelta(minutes=30)  # hours that are no further apart are one hour, rounded in two ways
PART_EDGE = timedelta(hours=2)  # so far "evening" and "night" reach into each other
_DAY = timedelta(days=1)
_DATELINE = 60  # characters from the start of a text in which a dateline begins
_SMALL_HOURS, _LATE = time(6), time(21)  # a night's last and first hour, which people give either date
_EVENING = time(18)
_FINE = frozenset({"minute", "hour", "part"})
_ZONE = re.compile(r"\b(?:[A-Z]{1,4}T|UTC|Z)\b|\blocal\b")  # "1200 GMT", "3 p.m. EST", "9 a.m. local time"
_DATED = re.compile(r"\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


def _say(relation: Relation, why: str) -> Comparison:
    return Comparison(relation=relation, why=why)


# --- days ---------------------------------------------------------------------------------------------


def relate_days(left: When, right: When) -> Comparison:
    """Days: a bare Friday is the Friday of the other; parts of one day are that day; a night has two dates."""
    said = f'"{left.as_said}" and "{right.as_said}"'
    ours, theirs = _one_day(left), _one_day(right)
    if ours is not None and ours == theirs:
        return _say(Relation.SAME, f"{said} are the same day")
    days = {_weekday(left), _weekday(right)}
    if None in days or (left.earliest is not None and right.earliest is not None):
        return _relate_dated(left, right, said)
    if len(days) == 1:
        return _say(Relation.SAME, f"{said} are the same day of the week, and only one is dated")
    return _say(Relation.APART, f"{said} are different days of the week")


def _relate_dated(left: When, right: When, said: str) -> Comparison:
    found = whens.compare(left, right)
    if found.relation is not Relation.APART:
        return found
    ours, theirs = _days(left), _days(right)
    if ours is None or theirs is None:
        return found
    if _weekday(left) == _weekday(right) is not None and not (_is_dated(left) and _is_dated(right)):
        return _say(Relation.OVERLAPPING, f"{said} name one day of the week; the pages' own dates differ")
    earlier, later = (left, right) if ours <= theirs else (right, left)
    (_, ends), (starts, _) = sorted((ours, theirs))
    if starts <= ends:
        return _say(Relation.OVERLAPPING, f"{said} can be the same day")
    if starts - ends == _DAY and (
        _is_late(earlier) or (_is_in_small_hours(later) and not _is_by_day(earlier))
    ):
        return _say(Relation.OVERLAPPING, f"{said} can be the same night")
    return found


def _days(when: When) -> tuple[date, date] | None:
    if when.earliest is None or when.latest is None:
        return None
    return when.earliest.date(), when.latest.date()


def _is_dated(when: When) -> bool:
    """Whether the words name a date, so that its year and month do not hang on when the page was printed."""
    return when.weekday is None or _DATED.search(when.as_said) is not None


def _is_late(when: When) -> bool:
    return when.precision in _FINE and when.earliest is not None and when.earliest.time() >= _LATE


def _is_in_small_hours(when: When) -> bool:
    """Whether it lies in the hours after midnight that people count to the day before."""
    return when.precision in _FINE and when.latest is not None and when.latest.time() <= _SMALL_HOURS


def _is_by_day(when: When) -> bool:
    """Whether the words name a part of the day that is over before night."""
    return when.precision in _FINE and when.latest is not None and when.latest.time() < _EVENING


def _one_day(when: When) -> date | None:
    days = _days(when)
    return days[0] if days is not None and days[0] == days[1] else None


def _weekday(when: When) -> int | None:
    if when.weekday is not None:
        return when.weekday
    one = _one_day(when)
    return one.weekday() if one is not None else None


# --- hours --------------------------------------------------------------------------------------------


def relate_hours(left: When, right: When) -> Comparison:
    """Hours: only the time of day can contradict here, and not by less than people round it.

    Which day it was is a field of its own.
    """
    found = whens.compare(left, right)
    if found.relation is not Relation.APART:
        return found
    said = f'"{left.as_said}" and "{right.as_said}"'
    if left.clock is None or right.clock is None:
        return _say(Relation.UNKNOWN, f"{said}: no hour stands against another")
    bare = whens.compare(_on_the_wall(left, right), _on_the_wall(right, left))
    if bare.relation is not Relation.APART:
        return _say(Relation.OVERLAPPING, f"{said} can be the same hour")
    if left.bound or right.bound:
        return _say(Relation.UNKNOWN, f"{said}: one only gives a bound")
    is_part = not {left.precision, right.precision} <= {"minute", "hour"}
    if _gap(left, right) <= (PART_EDGE if is_part else ROUNDED):
        return _say(Relation.OVERLAPPING, f"{said} can be one hour, told in two ways")
    return bare


def _on_the_wall(when: When, other: When) -> When:
    """Take off the day, and zones that neither page's words name: they were guessed from its places."""
    bare = replace(when, earliest=None, latest=None, weekday=None)
    is_zoned = any(_ZONE.search(each.as_said) for each in (when, other))
    return bare if is_zoned else replace(bare, zone=None)


def _gap(left: When, right: When) -> timedelta:
    """Return how far apart two clocks are on the wall, the shorter way round."""
    assert left.clock is not None
    assert right.clock is not None
    ways = [(left.clock, right.clock), (right.clock, left.clock)]
    return min((_at(second[0]) - _at(first[1])) % _DAY for first, second in ways)


def _at(clock: time) -> datetime:
    return datetime.combine(date.min, clock)


# --- places -------------------------------------------------------------------------------------------


def relate_places(left: Place, right: Place) -> Comparison:
    """Places contradict each other only where both are told closely, lie clearly apart and share no name."""
    found = places.compare(left, right)
    if found.relation is not Relation.APART:
        return _say(Relation.SAME, f"both say {left.name}") if _is_one_site(left, right) else found
    distance = places.distance_km(left, right)
    if distance is not None and distance <= CLEARLY_APART_KM:
        return _say(Relation.OVERLAPPING, f"{left.name} and {right.name} are parts of one scene")
    if _shares_name(left, right):
        return _say(Relation.OVERLAPPING, f"{left.name} and {right.name} can be two names of one place")
    if is_wide(left) or is_wide(right):
        return _say(Relation.UNKNOWN, f"{left.name} or {right.name} is too wide to contradict the other")
    if _is_loose(left) or _is_loose(right):
        return _say(Relation.UNKNOWN, f"where {left.name} or {right.name} lies was concluded, not said")
    return found


def is_wide(place: Place) -> bool:
    """Whether a place is as large as a province, so that it names no scene."""
    return place.kind in {"country", "region"} or (place.radius_km is not None and place.radius_km > WIDE_KM)


def _is_loose(place: Place) -> bool:
    """Whether it is on no list ("their home"), so that it was put where the article's town was thought to be."""
    return place.kind == "site" and place.gazetteer_id is None


def _is_one_site(left: Place, right: Place) -> bool:
    """Whether both name one site, though one says more closely where it is."""
    return left.kind == right.kind == "site" and fold(left.name) == fold(right.name)


def _shares_name(left: Place, right: Place) -> bool:
    """Whether one's name is the other's, a shorter form of it, or that of what is around it."""
    for one, other in ((left, right), (right, left)):
        words = _words(one.name)
        if words and any(words <= _words(name) for name in (other.name, other.as_said, *other.within[:1])):
            return True
    return False


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(name)))


def is_dateline(place: Place, start: int) -> bool:
    """Whether a place stands in capitals where a text begins: it says where the report was filed."""
    return start < _DATELINE and place.as_said.upper() == place.as_said
