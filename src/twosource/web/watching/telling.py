"""Alerts, watches and feeds in words, as the pages tell them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from twosource.watches import Alert, Quiet, Rhythm, Watch
from twosource.wording import listed, plural, show_kind

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
#: When a watch tells, in words.
RHYTHMS: Final[Mapping[Rhythm, str]] = {
    "at once": "at once", "hourly": "gathered each hour", "daily": "gathered each day",
}  # fmt: skip


def move_words(alert: Alert) -> str:
    """Say what an alert does to those before it: "new", "update 2", "cancelled"."""
    if alert.move == "cancel":
        return "cancelled"
    return "new" if alert.number == 1 else f"update {alert.number - 1}"


def public_state(alert: Alert) -> str:
    """Say who may be told: "for those it was raised for", or who let it go to the public."""
    if alert.approved_by is None:
        return "for those it was raised for alone"
    return f"for the public: approved by {alert.approved_by}"


def show_span(span: timedelta) -> str:
    """Write a length of time in its largest whole unit: "5 min", "36 h", "4 days"."""
    if span < 2 * _HOUR:
        return f"{round(span / _MINUTE)} min"
    return f"{round(span / _HOUR)} h" if span < 2 * _DAY else plural(round(span / _DAY), "day")


def show_ask(watch: Watch) -> tuple[tuple[str, str], ...]:
    """Return what an incident must be for a watch, each condition with its name; none: any incident."""
    near = watch.near
    thresholds = (
        ("Killed", watch.killed_at_least),
        ("Injured", watch.injured_at_least),
        ("Voices", watch.voices_at_least),
    )
    pairs = (
        ("Near", "" if near is None else _near(watch)),
        ("Places", listed(watch.places)),
        ("Kinds", listed(map(show_kind, watch.kinds))),
        ("Actors", listed(watch.actors)),
        ("Targets", listed(watch.targets)),
        ("Words", watch.words or ""),
        *((name, "" if least is None else f"at least {least}") for name, least in thresholds),
        ("Silent for", "" if watch.silent_for is None else show_span(watch.silent_for)),
        ("Feeds", listed(watch.feeds)),
    )
    return tuple(
        (name, words.replace(" and ", " or ") if name in _ANY else words) for name, words in pairs if words
    )


_ANY: Final = frozenset({"Places", "Kinds", "Actors", "Targets"})  # any of these is enough


def _near(watch: Watch) -> str:
    near = watch.near
    assert near is not None
    centre = near.site or f"{near.lat:g}, {near.lon:g}"
    return f"within {near.radius_km:g} km of {centre}"


def show_rhythm(watch: Watch) -> str:
    """Say when a watch tells: "at once, but from 22:00 to 06:00 (Asia/Baghdad)"."""
    words = RHYTHMS[watch.rhythm]
    return words if watch.quiet is None else f"{words}; {show_quiet(watch.quiet)}"


def show_quiet(quiet: Quiet) -> str:
    """Say when nothing is sent: "quiet from 22:00 to 06:00 (UTC), but for 10 killed and more"."""
    words = f"quiet from {quiet.begins:%H:%M} to {quiet.ends:%H:%M} ({quiet.zone})"
    least = quiet.breaks_at_killed
    return words if least is None else f"{words}, but for {least} killed and more"
