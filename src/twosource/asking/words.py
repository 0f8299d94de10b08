"""Single words of a question as they are typed in an address: times, circles, boxes, names, numbers.

Each ``parse_x`` raises ValueError with words that go after the parameter's name (Meaningless where the
form is right); each ``write_x`` gives what reads back the same. Nothing here knows which parameters there are.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from typing import Final, TypeVar

from twosource.knowledge.kinds import load_kinds
from twosource.model import Status
from twosource.reconcile import load_profiles
from twosource.store import Box, Circle
from twosource.wording import show_instant

K = TypeVar("K", bound=str)

_LONGEST: Final = 300  # characters of a name or of words; longer ones are no question of a person
_MOST: Final = 1_000_000  # a number no ledger's voices reach
_FARTHEST_KM: Final = 20_038.0  # half the equator (WGS84)
_YEARS: Final = range(1800, 2200)  # farther ones can't be moved between zones safely, and nobody means them
_NUMBER: Final = re.compile(r"[+-]?\d{1,6}(\.\d{1,24})?", re.ASCII)  # a double may be printed with 20
_WHOLE: Final = re.compile(r"\d{1,7}", re.ASCII)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
#: A day, or an instant in RFC 3339, whose "T", seconds and zone may be left out.
INSTANT: Final = (
    r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
    r"(?:[Tt ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?)"
    r"(Z|z|[+ -](?:[01]\d|2[0-3]):[0-5]\d)?)?"
)
_INSTANT: Final = re.compile(INSTANT, re.ASCII)
_DAY_LENGTH: Final = len("2023-12-08")
_DECIMALS: Final = 6  # of a degree or a km: a tenth of a metre


class Meaningless(ValueError):
    """Words of the right form that mean nothing: the 30th of February, a box whose south lies in its north."""


# --- times ----------------------------------------------------------------------------------------


def parse_day(words: str) -> date:
    """Return a day, which stays one, or an aware instant (RFC 3339; without a zone, UTC)."""
    typed = _INSTANT.fullmatch(words)
    if typed is None:
        raise ValueError(f"{words!r} is no date: write 2023-12-08 or 2023-12-08T15:00:00+03:00")
    try:
        found = _read_day(*typed.groups())
    except ValueError:
        raise Meaningless(f"{words!r} is no day or time that exists") from None
    if found.year not in _YEARS:
        raise Meaningless(f"{words!r} lies outside the years {_YEARS[0]} to {_YEARS[-1]}")
    return found


def _read_day(day: str, clock: str | None, zone: str | None) -> date:
    if clock is None:
        return date.fromisoformat(day)
    # The plus of an offset is a blank in an address where nobody wrote it as %2B.
    offset = (zone or "Z").upper().replace(" ", "+")
    return datetime.fromisoformat(f"{day}T{clock}{offset}")


def parse_start(words: str) -> datetime:
    """Return an instant; a bare day gives its beginning in UTC."""
    return _instant(parse_day(words), time.min)


def parse_end(words: str) -> datetime:
    """Return an instant; a bare day gives its end in UTC."""
    return _instant(parse_day(words), time.max)


def _instant(day: date, clock: time) -> datetime:
    return day if isinstance(day, datetime) else datetime.combine(day, clock, UTC)


def write_day(day: date) -> str:
    """Write a day, or an instant in RFC 3339."""
    if not isinstance(day, datetime):
        return day.isoformat()
    return day.isoformat().replace("+00:00", "Z")


def write_start(instant: datetime) -> str:
    """Write an instant; the beginning of a day in UTC as the day."""
    return _write_instant(instant, time.min)


def write_end(instant: datetime) -> str:
    """Write an instant; the end of a day in UTC as the day."""
    return _write_instant(instant, time.max)


def _write_instant(instant: datetime, clock: time) -> str:
    is_whole = instant.utcoffset() == UTC.utcoffset(None) and instant.time() == clock
    return write_day(instant.date() if is_whole else instant)


def show_start(instant: datetime) -> str:
    """Write an instant for people; the beginning of a day in UTC as the day."""
    return show_instant(instant, only_day=len(write_start(instant)) == _DAY_LENGTH)


def show_end(instant: datetime) -> str:
    """Write an instant for people; the end of a day in UTC as the day."""
    return show_instant(instant, only_day=len(write_end(instant)) == _DAY_LENGTH)


# --- where ----------------------------------------------------------------------------------------


def parse_circle(words: str) -> Circle:
    """Return a circle on the map from LAT,LON,KM."""
    lat, lon, km = _numbers(words, 3, "LAT,LON,KM: write for example 33.31,44.37,25")
    if not (_is_somewhere(lat, lon) and 0 < km <= _FARTHEST_KM):
        raise Meaningless(f"{words!r} is nowhere: degrees from -90,-180 to 90,180, and some km")
    return Circle(lat=lat, lon=lon, km=km)


def write_circle(circle: Circle) -> str:
    """Write a circle as LAT,LON,KM."""
    return ",".join(map(_write_number, (circle.lat, circle.lon, circle.km)))


def parse_box(words: str) -> Box:
    """Return a box on the map from WEST,SOUTH,EAST,NORTH, as a bbox of GeoJSON (RFC 7946) has it.

    A box whose west lies beyond its east reaches over the date line.
    """
    west, south, east, north = _numbers(words, 4, "WEST,SOUTH,EAST,NORTH: write for example 43,32,46,35")
    if not (_is_somewhere(south, west) and _is_somewhere(north, east) and south <= north):
        raise Meaningless(f"{words!r} is nowhere: degrees, west and south before east and north")
    return Box(west=west, south=south, east=east, north=north)


def write_box(box: Box) -> str:
    """Write a box as WEST,SOUTH,EAST,NORTH."""
    return ",".join(map(_write_number, (box.west, box.south, box.east, box.north)))


def _numbers(words: str, how_many: int, form: str) -> tuple[float, ...]:
    parts = [part.strip() for part in words.split(",")]
    if len(parts) != how_many or not all(map(_NUMBER.fullmatch, parts)):
        raise ValueError(f"{words!r} is not {form}")
    return tuple(round(float(part), _DECIMALS) + 0.0 for part in parts)  # no minus nought


def _is_somewhere(lat: float, lon: float) -> bool:
    return -90 <= lat <= 90 and -180 <= lon <= 180


def _write_number(number: float) -> str:
    return f"{number:.{_DECIMALS}f}".rstrip("0").rstrip(".")


# --- names and numbers ----------------------------------------------------------------------------


def parse_words(words: str) -> str:
    """Return words to look for, blanks put in order."""
    found = " ".join(_CONTROL.sub(" ", words).split())
    if len(found) > _LONGEST:
        raise ValueError(f"it is longer than {_LONGEST} characters")
    if not found:
        raise ValueError("there is nothing in it to look for: write words")
    return found


def parse_whole(words: str) -> int:
    """Return a whole number from 1."""
    if not _WHOLE.fullmatch(words) or not 1 <= int(words) <= _MOST:
        raise ValueError(f"{words!r} is no whole number from 1")
    return int(words)


def parse_switch(words: str) -> bool:
    """Return whether it is on: true or false."""
    if words not in {"true", "false"}:
        raise ValueError(f"{words!r} is neither true nor false")
    return words == "true"


def write_switch(is_on: bool) -> str:
    """Write whether it is on."""
    return "true" if is_on else "false"


def parse_choice(words: str, choices: Mapping[str, K], what: str) -> K:
    """Return the key of a name out of a closed list; blanks, dashes and capitals do not matter."""
    keys = {_plain(name): key for name, key in choices.items()}
    found = keys.get(_plain(words))
    if found is None:
        raise ValueError(f"{words[:_LONGEST]!r} is no {what}. {_advice(_plain(words[:_LONGEST]), keys)}")
    return found


def parse_kind(words: str) -> str:
    """Return the key of a kind of incident by its key or name."""
    kinds = load_kinds()
    return parse_choice(
        words, {kind.label: key for key, kind in kinds.items()} | {key: key for key in kinds},
        "kind of incident",
    )  # fmt: skip


def parse_status(words: str) -> Status:
    """Return how the claims of some fact stand to each other."""
    return Status(parse_choice(words, {one.value: one.value for one in Status}, "status"))


def parse_profile(words: str) -> str:
    """Return the name of a profile of reconciling."""
    return parse_choice(words, {name: name for name in load_profiles()}, "profile")


def write_name(name: str) -> str:
    """Write a key with dashes for blanks."""
    return name.replace(" ", "-")


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _advice(value: str, keys: Mapping[str, K]) -> str:
    near = get_close_matches(value, list(keys), n=3, cutoff=0.6)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"It is one of {', '.join(dict.fromkeys(keys.values()))}"
