"""The ``[[sites]]`` and ``[[watches]]`` tables: places of one's own, and what people wait for.

A form of the desk, a request of the API and the options of the command are read by :func:`parse_watch`
too, so that a fault is told in the same words everywhere.
"""

from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from difflib import get_close_matches
from typing import Any, Final, Literal, get_args
from zoneinfo import available_timezones

from twosource.config.tables import Faults, Table, show_duration, tables_of
from twosource.errors import ConfigError
from twosource.knowledge.kinds import load_kinds
from twosource.watches import FRESH_FOR, Area, Quiet, Rhythm, Site, Trigger, Watch

TRIGGERS: Final[tuple[Trigger, ...]] = get_args(Trigger)
_RHYTHMS: Final[tuple[Rhythm, ...]] = get_args(Rhythm)
_FARTHEST_KM: Final = 20_038.0  # half the equator (WGS84)
_NEAR_KM: Final = 25.0  # of a circle for which nobody says how wide it is: a city and its outskirts
_MANY: Final = 1_000_000  # no threshold is higher
_PLACE_NAMES: Final = 2  # letters of a country's code

_Source = Literal["file", "cli", "desk"]


def parse_sites(raw: object) -> tuple[Site, ...]:
    """Return the sites of ``[[sites]]``; raises ConfigError."""
    faults = Faults()
    sites: list[Site] = []
    for table in tables_of(raw, "sites", faults):
        site = _site(table)
        table.finish()
        if any(site.name.casefold() == one.name.casefold() for one in sites):
            table.fault("name", f"{site.name!r} is the name of another site too; each needs its own")
        sites.append(site)
    faults.check()
    return tuple(sites)


def parse_watches(raw: object, sites: Sequence[Site] = ()) -> tuple[Watch, ...]:
    """Return the watches of ``[[watches]]``, which may name sites; raises ConfigError."""
    faults = Faults()
    watches: list[Watch] = []
    for table in tables_of(raw, "watches", faults):
        watch = _watch(table, sites, "file")
        table.finish()
        if any(watch.name and watch.name.casefold() == one.name.casefold() for one in watches):
            table.fault("name", f"{watch.name!r} is the name of another watch too; each needs its own")
        watches.append(watch)
    faults.check()
    return tuple(watches)


def parse_watch(raw: Mapping[str, Any], sites: Sequence[Site] = (), source: _Source = "cli") -> Watch:
    """Return one watch of the same keys; raises ConfigError, whose lines begin with the key."""
    faults = Faults()
    table = Table(raw, "", faults)
    watch = _watch(table, sites, source)
    table.finish()
    try:
        faults.check()
    except ConfigError as error:
        raise ConfigError(*(line.lstrip(".") for line in error.faults)) from None
    return watch


def format_watch(watch: Watch) -> dict[str, Any]:
    """Return a watch by the keys that :func:`parse_watch` reads; what it leaves open is left out."""
    near, quiet = watch.near, watch.quiet
    found: dict[str, Any] = {
        "name": watch.name,
        "near": None if near is None else _format_point(near),
        "radius_km": None if near is None else near.radius_km,
        "kinds": [*watch.kinds],
        "places": [*watch.places],
        "actors": [*watch.actors],
        "targets": [*watch.targets],
        "words": watch.words,
        "killed_at_least": watch.killed_at_least,
        "injured_at_least": watch.injured_at_least,
        "voices_at_least": watch.voices_at_least,
        "tells": [*watch.tells],
        "feeds": [*watch.feeds],
        "silent_for": None if watch.silent_for is None else show_duration(watch.silent_for),
        "fresh_for": None if watch.fresh_for == FRESH_FOR else show_duration(watch.fresh_for),
        "rhythm": None if watch.rhythm == "at once" else watch.rhythm,
        "quiet": None if quiet is None else _format_quiet(quiet),
        "channels": [*watch.channels],
        "paused": watch.paused or None,
        "rehearsal": watch.rehearsal or None,
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


def _format_point(near: Area) -> dict[str, Any]:
    found = {"lat": near.lat, "lon": near.lon}
    return found if near.site is None else {**found, "site": near.site}


def _format_quiet(quiet: Quiet) -> dict[str, Any]:
    found = {"from": f"{quiet.begins:%H:%M}", "to": f"{quiet.ends:%H:%M}", "zone": quiet.zone}
    return found if quiet.breaks_at_killed is None else {**found, "breaks_at_killed": quiet.breaks_at_killed}


def _site(table: Table) -> Site:
    for key in ("lat", "lon"):
        if not table.has(key):
            table.fault(key, "is missing; a site needs lat and lon in degrees, as 33.31 and 44.37")
    return Site(
        name=table.text("name", needed=True),
        lat=table.real("lat", 0.0, least=-90, most=90),
        lon=table.real("lon", 0.0, least=-180, most=180),
    )


def _watch(table: Table, sites: Sequence[Site], source: _Source) -> Watch:
    tells: Any = table.texts("tells", TRIGGERS)
    rhythm: Any = table.choice("rhythm", "at once", _RHYTHMS)
    watch = Watch(
        name=table.text("name", needed=True),
        kinds=_kinds(table),
        places=_places(table),
        near=_area(table, sites),
        actors=table.texts("actors"),
        targets=table.texts("targets"),
        words=table.text("words") or None,
        killed_at_least=_least(table, "killed_at_least"),
        injured_at_least=_least(table, "injured_at_least"),
        voices_at_least=_least(table, "voices_at_least"),
        tells=tuple(dict.fromkeys(tells)) or ("new incident",),
        feeds=table.texts("feeds"),
        silent_for=_silence(table),
        fresh_for=table.duration("fresh_for", FRESH_FOR),
        rhythm=rhythm,
        quiet=_quiet(table),
        channels=tuple(dict.fromkeys(table.texts("channels"))),
        paused=table.flag("paused"),
        rehearsal=table.flag("rehearsal"),
        source=source,
    )
    _check_sense(table, watch)
    return watch


# --- what it asks --------------------------------------------------------------------------------


def _kinds(table: Table) -> tuple[str, ...]:
    """Return the kinds by their keys; they may be written as people say them ("car bombing")."""
    known = {
        name: key for key, kind in load_kinds().items() for name in (key, _plain(kind.label), _plain(key))
    }
    found: list[str] = []
    for given in table.texts("kinds"):
        key = known.get(given) or known.get(_plain(given))
        if key is None:
            near = get_close_matches(_plain(given), known, n=1)
            meant = f"; did you mean {near[0]}?" if near else f"; kinds are {', '.join(load_kinds())}"
            table.fault("kinds", f"{given!r} is no kind of incident{meant}")
        else:
            found.append(key)
    return tuple(dict.fromkeys(found))


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _places(table: Table) -> tuple[str, ...]:
    """Return parts of names, and codes of countries in capitals."""
    return tuple(one.upper() if len(one) == _PLACE_NAMES else one for one in table.texts("places"))


def _area(table: Table, sites: Sequence[Site]) -> Area | None:
    radius_km = table.real("radius_km", _NEAR_KM, least=0.1, most=_FARTHEST_KM)
    near = table.raw("near")
    if near is None:
        if table.has("radius_km"):
            table.fault("radius_km", "stands without near; say what it is round")
        return None
    if isinstance(near, str):
        return _around_site(table, near, sites, radius_km)
    if not isinstance(near, dict):
        table.fault("near", "must be the name of a site, or { lat = 33.31, lon = 44.37 }")
        return None
    return _around_point(table, radius_km)


def _around_site(table: Table, name: str, sites: Sequence[Site], radius_km: float) -> Area | None:
    site = next((one for one in sites if one.name.casefold() == name.strip().casefold()), None)
    if site is not None:
        return Area(lat=site.lat, lon=site.lon, radius_km=radius_km, site=site.name)
    near = get_close_matches(name, [one.name for one in sites], n=1)
    meant = f"did you mean {near[0]}?" if near else "write it under [[sites]] with its lat and lon"
    table.fault("near", f"there is no site {name!r}; {meant}")
    return None


def _around_point(table: Table, radius_km: float) -> Area | None:
    point = table.table("near")
    assert point is not None, "a table was found there"
    if not (point.has("lat") and point.has("lon")):
        table.fault(
            "near", "has no coordinates; give it lat and lon in degrees, as { lat = 33.31, lon = 44.37 }"
        )
        return None
    area = Area(
        lat=point.real("lat", 0.0, least=-90, most=90),
        lon=point.real("lon", 0.0, least=-180, most=180),
        radius_km=radius_km,
        site=point.text("site") or None,
    )
    point.finish()
    return area


def _least(table: Table, key: str) -> int | None:
    return table.number(key, 0, least=1, most=_MANY) or None


def _silence(table: Table) -> timedelta | None:
    found = table.duration("silent_for", FRESH_FOR)
    return found if table.has("silent_for") else None


# --- when it tells -------------------------------------------------------------------------------


def _quiet(table: Table) -> Quiet | None:
    inner = table.table("quiet")
    if inner is None:
        return None
    begins, ends = _clock(inner, "from"), _clock(inner, "to")
    quiet = Quiet(
        begins=begins or time(),
        ends=ends or time(),
        zone=_zone(inner),
        breaks_at_killed=_least(inner, "breaks_at_killed"),
    )
    inner.finish()
    if begins is not None and begins == ends:
        inner.fault("to", "is the same as from: quiet hours would never end; pause the watch instead")
    return quiet


def _clock(table: Table, key: str) -> time | None:
    given = table.raw(key)
    if isinstance(given, time):  # TOML has times of day of its own
        return given.replace(microsecond=0, tzinfo=None)
    try:
        return time.fromisoformat(given).replace(tzinfo=None)
    except (TypeError, ValueError):
        words = "is missing" if given is None else f"{given!r} is no time of day"
        table.fault(key, f'{words}; write it as "22:00"')
        return None


def _zone(table: Table) -> str:
    given = table.text("zone", "UTC") or "UTC"
    zones = available_timezones()
    if given in zones:
        return given
    near = get_close_matches(given, zones, n=1) or get_close_matches(given, _ends(zones), n=1)
    meant = f"; did you mean {_ends(zones).get(near[0], near[0])}?" if near else "; write it as Asia/Baghdad"
    table.fault("zone", f"there is no zone {given!r}{meant}")
    return "UTC"


def _ends(zones: set[str]) -> dict[str, str]:
    """Return zones by their cities."""
    return {zone.rpartition("/")[2]: zone for zone in sorted(zones)}


# --- does it make sense --------------------------------------------------------------------------

_THRESHOLDS: Final[tuple[tuple[Trigger, str], ...]] = (
    ("killed", "killed_at_least"), ("injured", "injured_at_least"), ("voices", "voices_at_least"),
)  # fmt: skip


def _check_sense(table: Table, watch: Watch) -> None:
    """Note what can never be met: a trigger without its threshold, silence that nobody bounds."""
    for trigger, key in _THRESHOLDS:
        if trigger in watch.tells and getattr(watch, key) is None:
            table.fault("tells", f'has "{trigger}", which needs {key}')
    if "feed is silent" in watch.tells and watch.silent_for is None:
        table.fault("tells", 'has "feed is silent", which needs silent_for, as "6h"')
    for key in ("silent_for", "feeds"):
        if getattr(watch, key) and "feed is silent" not in watch.tells:
            table.fault(key, 'is of no use without "feed is silent" among tells')
    if watch.silent_for is not None and not watch.silent_for:
        table.fault("silent_for", "is no time at all: every feed would be silent always")
    if not watch.fresh_for:
        table.fault("fresh_for", "is no time at all: nothing could be told")
    if watch.tells == ("feed is silent",) and _asks(watch):
        table.fault(
            "tells", "is of feeds alone, which have no kind, place or toll; ask for these in another watch"
        )


def _asks(watch: Watch) -> bool:
    """Whether anything is asked of incidents."""
    lists = (watch.kinds, watch.places, watch.actors, watch.targets)
    numbers = (watch.killed_at_least, watch.injured_at_least, watch.voices_at_least)
    return (
        any(lists)
        or watch.near is not None
        or watch.words is not None
        or any(one is not None for one in numbers)
    )
