"""The options by which a watch is asked on the command line, and what they mean."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

import click

from twosource.errors import ConfigError
from twosource.watches import Rhythm, Trigger

if TYPE_CHECKING:
    from twosource.config import Config
    from twosource.watches import Watch

_Function = TypeVar("_Function", bound=Callable[..., Any])
_COUNT: Final = click.IntRange(min=1)

#: Options by the key of a watch's table that they stand for.
_KEYS: Final = {
    "near": "near", "km": "radius_km", "kinds": "kinds", "places": "places", "actors": "actors",
    "targets": "targets", "words": "words", "killed": "killed_at_least", "injured": "injured_at_least",
    "voices": "voices_at_least", "tells": "tells", "feeds": "feeds", "silent_for": "silent_for",
    "fresh_for": "fresh_for", "rhythm": "rhythm", "channels": "channels", "paused": "paused",
    "rehearsal": "rehearsal",
}  # fmt: skip
_OPTIONS: Final = {key: option for option, key in _KEYS.items()}
_NAMES: Final = {"kinds": "kind", "places": "place", "actors": "actor", "targets": "target", "tells": "tell",
                 "feeds": "feed", "channels": "channel"}  # fmt: skip


def watch_options(function: _Function) -> _Function:
    """Add the options that ask a watch."""
    for option in reversed((
        click.option("--near", metavar="SITE|LAT,LON", help="Round a site of the configuration, or a point."),
        click.option("--km", type=float, metavar="KM", help="How far round it (25)."),
        click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only this kind and its special cases."),
        click.option("--place", "places", multiple=True, metavar="NAME|CODE",
                     help="Part of a place's name, or a country's code."),
        click.option("--actor", "actors", multiple=True, metavar="NAME", help="Part of the name of who did it."),
        click.option("--target", "targets", multiple=True, metavar="NAME", help="Part of the target's name."),
        click.option("--words", metavar="WORDS", help='Words that an article holds; "in quotes" as a phrase.'),
        click.option("--killed", type=_COUNT, metavar="N", help="At least so many killed."),
        click.option("--injured", type=_COUNT, metavar="N", help="At least so many injured."),
        click.option("--voices", type=_COUNT, metavar="N", help="At least so many independent voices."),
        click.option("--tell", "tells", type=click.Choice(get_args(Trigger)), multiple=True,
                     help="What raises an alert (new incident)."),
        click.option("--feed", "feeds", multiple=True, metavar="NAME", help="Whose silence is told (of all)."),
        click.option("--silent-for", metavar="LENGTH", help="How long a feed is silent before it is told: 6h."),
        click.option("--fresh-for", metavar="LENGTH", help="How old what is told may be (3d)."),
        click.option("--rhythm", type=click.Choice(get_args(Rhythm)), help="When it is sent (at once)."),
        click.option("--quiet", metavar="FROM-TO", help="Hours in which nothing is sent: 22:00-06:00."),
        click.option("--zone", metavar="ZONE", help="The zone of these hours (UTC): Asia/Baghdad."),
        click.option("--quiet-breaks-at", type=_COUNT, metavar="N", help="Send even then from so many killed on."),
        click.option("--channel", "channels", multiple=True, metavar="NAME", help="Where it goes."),
        click.option("--paused", is_flag=True, help="Do not look yet."),
        click.option("--rehearsal", is_flag=True, help="Mark what it raises as an exercise."),
    )):  # fmt: skip
        function = option(function)
    return function


def read_options(name: str, given: dict[str, Any], config: "Config") -> "Watch":
    """Return the watch that options ask; raises a usage error that names the option, or ConfigError."""
    from twosource.config.watches import parse_watch  # noqa: PLC0415

    raw: dict[str, Any] = {"name": name}
    for option, key in _KEYS.items():
        value = given[option]
        if value not in (None, (), False):
            raw[key] = list(value) if isinstance(value, tuple) else value
    if given["near"] is not None:
        raw["near"] = _near(given["near"])
    if (quiet := _quiet(given)) is not None:
        raw["quiet"] = quiet
    try:
        watch = parse_watch(raw, config.sites)
    except ConfigError as error:
        raise click.UsageError(_as_option(error.faults[0])) from None
    _check_channels(watch, config)
    return watch


def _near(given: str) -> Any:
    """Return a point where two numbers are given, else the name of a site."""
    parts = given.split(",")
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError:
        return given
    return {"lat": lat, "lon": lon}


def _quiet(given: dict[str, Any]) -> dict[str, Any] | None:
    hours = given["quiet"]
    if hours is None:
        for option in ("zone", "quiet_breaks_at"):
            if given[option] is not None:
                raise click.UsageError(f"--{option.replace('_', '-')} needs --quiet FROM-TO")
        return None
    begins, dash, ends = hours.partition("-")
    if not dash:
        raise click.UsageError(f"--quiet {hours!r} is no stretch of hours: write it as 22:00-06:00")
    found = {"from": begins.strip(), "to": ends.strip(), "zone": given["zone"] or "UTC"}
    breaks = given["quiet_breaks_at"]
    return found if breaks is None else {**found, "breaks_at_killed": breaks}


def _as_option(fault: str) -> str:
    """Tell a fault by the option it is about: "kinds: ..." as "--kind: ..."."""
    place, _, words = fault.partition(": ")
    key = place.partition(".")[0]
    option = _OPTIONS.get(key, key)
    shown = "NAME" if key == "name" else f"--{_NAMES.get(option, option).replace('_', '-')}"
    return f"{shown}: {words}"


def _check_channels(watch: "Watch", config: "Config") -> None:
    known = [channel.name for channel in config.channels]
    for name in watch.channels:
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it has none; write one under [[channels]]"
            raise click.UsageError(f"--channel: the configuration has no channel {name!r}; {has}")
