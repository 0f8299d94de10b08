"""A watch as a form: read from what was typed, and written back into it; and from a search or an incident.

What is wrong is told by field, all of it at once. Whether channels and feeds exist is for the page to check,
which offers those there are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any, Final, TypeVar, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from twosource.asking import Asked
from twosource.config.watches import format_watch, parse_watch
from twosource.errors import ConfigError
from twosource.knowledge.kinds import load_kinds
from twosource.store import Card
from twosource.watches import Area, Quiet, Site, Trigger, Watch
from twosource.web.watching.telling import RHYTHMS

T = TypeVar("T")

#: Fields of one line each, by their names in the form.
LINES: Final = (
    "name", "site", "lat", "lon", "km", "places", "actors", "targets", "words", "killed", "injured", "voices",
    "silent_hours", "fresh_days", "rhythm", "quiet_from", "quiet_to", "quiet_zone", "quiet_killed",
)  # fmt: skip
#: Fields that hold several values, and switches that are "yes" or nothing.
LISTS: Final = ("kinds", "tells", "feeds", "channels")
SWITCHES: Final = ("rehearsal",)
TRIGGERS: Final[Mapping[Trigger, str]] = {
    "new incident": "a new incident like this",
    "killed": "the dead reach their number",
    "injured": "the injured reach their number",
    "voices": "independent voices reach their number",
    "toll rises": "a toll rises",
    "contradiction": "voices contradict each other",
    "claim of responsibility": "somebody claims responsibility",
    "press tally contradicted": "a count of the press does not fit the ledger",
    "feed is silent": "a feed is silent",
}
_NEEDED: Final[Mapping[Trigger, str]] = {"killed": "killed", "injured": "injured", "voices": "voices"}
_MOST_COUNT: Final = 1_000_000
_FARTHEST_KM: Final = 20_038.0  # half the equator (WGS84)
_USUAL_KM: Final = 25.0  # round an incident, where its place says no radius of its own: a city and its edge
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the form: lines, lists and switches by their names."""

    lines: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]

    def line(self, name: str) -> str:
        """Return what was typed into a field, without blanks around it."""
        return self.lines.get(name, "").strip()

    def all(self, name: str) -> tuple[str, ...]:
        """Return what was chosen of a list."""
        return self.lists.get(name, ())


@dataclass(slots=True)
class Reading:
    """Reads fields, and notes what is wrong by field."""

    typed: Typed
    wrong: dict[str, str] = field(default_factory=dict)

    def read(self, name: str, parse: Callable[[str], T]) -> T | None:
        """Return what a field says, None for nothing, or for what can't be read, which is noted."""
        words = self.typed.line(name)
        if not words:
            return None
        try:
            return parse(words)
        except ValueError as error:
            self.wrong[name] = str(error)
            return None


def read_watch(typed: Typed, sites: Sequence[Site]) -> tuple[Watch | None, dict[str, str]]:
    """Read a watch; what is wrong by field, and then no watch."""
    reading = Reading(typed)
    watch = Watch(
        name=_name(reading),
        kinds=tuple(kind for kind in typed.all("kinds") if kind in load_kinds()),
        near=_near(reading, sites),
        words=typed.line("words") or None,
        killed_at_least=reading.read("killed", parse_count),
        injured_at_least=reading.read("injured", parse_count),
        voices_at_least=reading.read("voices", parse_count),
        tells=tuple(one for one in get_args(Trigger) if one in typed.all("tells")),
        feeds=typed.all("feeds"),
        silent_for=_span(reading, "silent_hours", _HOUR),
        quiet=_quiet(reading),
        channels=typed.all("channels"),
        rehearsal="yes" in typed.all("rehearsal"),
        source="desk",
        **_rest(reading),
    )
    _check_tells(watch, reading.wrong)
    if not reading.wrong:
        _check_sense(watch, reading.wrong)
    return (None if reading.wrong else watch), reading.wrong


def parse_count(words: str) -> int:
    """Return a whole number from 1."""
    if not (words.isascii() and words.isdigit() and len(words) <= 7 and 1 <= int(words) <= _MOST_COUNT):
        raise ValueError("Write a whole number from 1.")
    return int(words)


def _rest(reading: Reading) -> dict[str, Any]:
    """Return what needs more than one line to read, and is left as usual where nothing is typed."""
    typed = reading.typed
    found: dict[str, Any] = {name: split_names(typed.line(name)) for name in ("places", "actors", "targets")}
    fresh = _span(reading, "fresh_days", _DAY)
    if fresh is not None:
        found["fresh_for"] = fresh
    if typed.line("rhythm") in RHYTHMS:
        found["rhythm"] = typed.line("rhythm")
    return found


def split_names(words: str) -> tuple[str, ...]:
    """Return names that commas part, each once."""
    return tuple(dict.fromkeys(name.strip() for name in words.split(",") if name.strip()))


def _name(reading: Reading) -> str:
    name = reading.typed.line("name")
    if not name or not name.isprintable() or len(name) > 80:
        reading.wrong["name"] = "Give it a name of one line, at most 80 characters."
    return name


def _near(reading: Reading, sites: Sequence[Site]) -> Area | None:
    """Return the circle: round a site, or a point that is typed."""
    km = reading.read("km", _parse_km)
    site = next((one for one in sites if one.name == reading.typed.line("site")), None)
    if site is not None:
        if km is None and "km" not in reading.wrong:
            reading.wrong["km"] = "Say how many km round the site count."
        return None if km is None else Area(lat=site.lat, lon=site.lon, radius_km=km, site=site.name)
    lat, lon = reading.read("lat", _degrees(90)), reading.read("lon", _degrees(180))
    given = {name for name in ("lat", "lon", "km") if reading.typed.line(name)}
    for name in {"lat", "lon", "km"} - given if given else ():
        reading.wrong[name] = "A circle takes latitude, longitude and a radius."
    return None if lat is None or lon is None or km is None else Area(lat=lat, lon=lon, radius_km=km)


def _degrees(most: int) -> Callable[[str], float]:
    def parse(words: str) -> float:
        return _number(words, -most, most, f"Write degrees from -{most} to {most}, such as 33.31.")

    return parse


def _parse_km(words: str) -> float:
    return _number(words, 0.01, _FARTHEST_KM, "Write a number of km, such as 25.")


def _number(words: str, least: float, most: float, wrong: str) -> float:
    try:
        found = float(words.replace(",", "."))
    except ValueError:
        raise ValueError(wrong) from None
    if not least <= found <= most:  # also what is no number
        raise ValueError(wrong)
    return found


def _span(reading: Reading, name: str, unit: timedelta) -> timedelta | None:
    most = 365 * _DAY // unit
    found = reading.read(name, lambda words: _number(words, 0.1, most, f"Write a number up to {most:,}."))
    return None if found is None else found * unit


def _quiet(reading: Reading) -> Quiet | None:
    begins, ends = (reading.read(name, _parse_clock) for name in ("quiet_from", "quiet_to"))
    killed = reading.read("quiet_killed", parse_count)
    zone = reading.read("quiet_zone", _parse_zone) or "UTC"
    if begins is None and ends is None:
        return None
    if begins is None or ends is None or begins == ends:
        reading.wrong.setdefault("quiet_to", "Quiet hours take a beginning and an end that differ.")
        return None
    return Quiet(begins=begins, ends=ends, zone=zone, breaks_at_killed=killed)


def _parse_clock(words: str) -> time:
    try:
        return time.fromisoformat(words).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise ValueError("Write a time of day, such as 22:00.") from None


def _parse_zone(words: str) -> str:
    try:
        return ZoneInfo(words).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("Write a zone as Asia/Baghdad or UTC.") from None


def _check_tells(watch: Watch, wrong: dict[str, str]) -> None:
    """Note triggers that can't fire, and a watch that tells of nothing."""
    thresholds = {
        "killed": watch.killed_at_least, "injured": watch.injured_at_least, "voices": watch.voices_at_least,
    }  # fmt: skip
    if not watch.tells:
        wrong["tells"] = "Choose at least one thing that it tells."
    for trigger, name in _NEEDED.items():
        if trigger in watch.tells and thresholds[name] is None:
            wrong.setdefault(name, "This trigger needs its number.")
    if "feed is silent" in watch.tells and watch.silent_for is None:
        wrong.setdefault("silent_hours", "Say after how many hours a feed is silent.")


def _check_sense(watch: Watch, wrong: dict[str, str]) -> None:
    """Note what the configuration would refuse, in its words, so that a watch means the same everywhere."""
    sites = (
        (Site(name=watch.near.site, lat=watch.near.lat, lon=watch.near.lon),)
        if watch.near and watch.near.site
        else ()
    )
    try:
        parse_watch(format_watch(watch), sites, "desk")
    except ConfigError as error:
        wrong["tells"] = f"{'; '.join(error.faults)}."


# --- back into the form ------------------------------------------------------------------------------


def type_watch(watch: Watch) -> Typed:
    """Return the form that gives a watch."""
    near, quiet = watch.near, watch.quiet
    is_free = near is not None and near.site is None
    lines = {
        "name": watch.name,
        "site": (near and near.site) or "",
        "lat": f"{near.lat:.10g}" if near and is_free else "",
        "lon": f"{near.lon:.10g}" if near and is_free else "",
        "km": f"{near.radius_km:.10g}" if near else "",
        **{name: ", ".join(getattr(watch, name)) for name in ("places", "actors", "targets")},
        "words": watch.words or "",
        "killed": _shown(watch.killed_at_least),
        "injured": _shown(watch.injured_at_least),
        "voices": _shown(watch.voices_at_least),
        "silent_hours": "" if watch.silent_for is None else f"{watch.silent_for / _HOUR:g}",
        "fresh_days": f"{watch.fresh_for / _DAY:g}",
        "rhythm": watch.rhythm,
        "quiet_from": f"{quiet.begins:%H:%M}" if quiet else "",
        "quiet_to": f"{quiet.ends:%H:%M}" if quiet else "",
        "quiet_zone": quiet.zone if quiet else "",
        "quiet_killed": _shown(quiet.breaks_at_killed) if quiet else "",
    }
    lists: dict[str, tuple[str, ...]] = {name: tuple(getattr(watch, name)) for name in LISTS}
    return Typed(lines=lines, lists={**lists, "rehearsal": ("yes",) if watch.rehearsal else ()})


def _shown(number: int | None) -> str:
    return "" if number is None else str(number)


# --- from what somebody looks at -----------------------------------------------------------------------


def watch_of_search(asked: Asked) -> Watch:
    """Return a watch that waits for what a search finds, as far as a watch can: places, kinds, parties, words."""
    near = asked.near
    return Watch(
        name="",
        kinds=asked.kinds,
        places=(asked.place,) if asked.place else (),
        near=None if near is None else Area(lat=near.lat, lon=near.lon, radius_km=near.km),
        actors=(asked.actor,) if asked.actor else (),
        words=asked.text,
        voices_at_least=asked.voices,
        tells=("new incident", "voices") if asked.voices else ("new incident",),
        source="desk",
    )


def left_of_search(asked: Asked) -> tuple[str, ...]:
    """Return what of a search no watch can wait for, in words."""
    parts = (
        ("its dates", asked.since or asked.until or asked.updated_since),
        ("the box on the map", asked.box),
        ("how its facts stand", asked.statuses),
        ("a single source", asked.single_source),
        ("whether there is a point", asked.with_place is not None),
    )
    return tuple(words for words, is_asked in parts if is_asked)


def watch_of_incident(card: Card) -> Watch:
    """Return a watch of the surroundings of an incident; of its place by name where no point is known."""
    if card.lat is None or card.lon is None:
        places = (card.place.partition(",")[0],) if card.place else ()
        return Watch(name="", places=places, source="desk")
    km = max(_USUAL_KM, round(card.radius_km or 0.0, 1))
    return Watch(name="", near=Area(lat=card.lat, lon=card.lon, radius_km=km), source="desk")
