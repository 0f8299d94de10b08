"""A watch in plain words, for lists and pages: what it waits for, when it tells, and whom."""

from collections.abc import Iterable, Iterator

from twosource.config.tables import show_duration
from twosource.watches import FRESH_FOR, Quiet, Watch
from twosource.wording import listed, plural, show_kind


def say_asked(watch: Watch) -> str:
    """Say what a watch waits for: "rocket attack, within 25 km of our office; 3 killed or more"."""
    if watch.tells == ("feed is silent",):
        return f"silence of {listed(watch.feeds) if watch.feeds else 'any feed'}"
    return "; ".join(_asked(watch)) or "any incident"


def say_told(watch: Watch) -> str:
    """Say what about it raises an alert."""
    words = [_told(watch, trigger) for trigger in watch.tells]
    return listed(words)


def say_when(watch: Watch) -> str:
    """Say when it is sent: "at once, but not 22:00 to 06:00 Asia/Baghdad"."""
    gathered = {"at once": "at once", "hourly": "each hour", "daily": "each day"}[watch.rhythm]
    return gathered if watch.quiet is None else f"{gathered}, {_quiet(watch.quiet)}"


def say_state(watch: Watch) -> str:
    """Say whether it looks now, and that it is an exercise."""
    states = (watch.paused and "paused", watch.rehearsal and "exercise")
    return ", ".join(one for one in states if one)


def _asked(watch: Watch) -> Iterator[str]:
    yield from _where(watch)
    for before, parts in (("by", watch.actors), ("at", watch.targets)):
        if parts:
            yield f"{before} {_any(parts)}"
    if watch.words:
        yield f'whose articles hold "{watch.words}"'
    yield from _thresholds(watch)
    if watch.fresh_for != FRESH_FOR:
        yield f"not older than {show_duration(watch.fresh_for)}"


def _where(watch: Watch) -> Iterator[str]:
    if watch.kinds:
        yield _any(show_kind(kind) for kind in watch.kinds)
    if watch.near is not None:
        near = watch.near
        yield f"within {near.radius_km:g} km of {near.site or f'{near.lat:g}, {near.lon:g}'}"
    if watch.places:
        yield f"in {_any(watch.places)}"


def _thresholds(watch: Watch) -> Iterator[str]:
    """Yield the thresholds that are conditions; those that are told when they are reached are triggers."""
    asked = (("killed", watch.killed_at_least), ("injured", watch.injured_at_least))
    for name, least in asked:
        if least is not None and name not in watch.tells:
            yield f"{least} {name} or more"
    if watch.voices_at_least is not None and "voices" not in watch.tells:
        yield f"{plural(watch.voices_at_least, 'voice')} or more"


def _told(watch: Watch, trigger: str) -> str:
    least = {
        "killed": watch.killed_at_least,
        "injured": watch.injured_at_least,
        "voices": watch.voices_at_least,
    }
    if least.get(trigger) is not None:
        return f"{least[trigger]} {trigger} or more"
    if trigger == "feed is silent" and watch.silent_for is not None:
        return f"feed silent for {show_duration(watch.silent_for)}"
    return trigger


def _any(words: Iterable[str]) -> str:
    parts = list(words)
    return " or ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _quiet(quiet: Quiet) -> str:
    breaks = "" if quiet.breaks_at_killed is None else f" unless {quiet.breaks_at_killed} were killed"
    return f"but not {quiet.begins:%H:%M} to {quiet.ends:%H:%M} {quiet.zone}{breaks}"
