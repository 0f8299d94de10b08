"""Does an incident meet what a watch asks of it? Pure: values in, a sentence out.

Thresholds are conditions too, unless the watch is told when they are reached: then they are triggers.
Unknown never meets a condition: an incident without a place is near nothing.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from twosource.alerting.standing import Standing
from twosource.knowledge.kinds import is_a
from twosource.store.search import distance_km
from twosource.text import fold
from twosource.watches import Area, Trigger, Watch
from twosource.wording import show_kind

_COUNTRY: Final = 2  # letters of an ISO 3166-1 code


def find_obstacle(watch: Watch, standing: Standing) -> str | None:
    """Say why an incident does not meet the conditions of a watch; None where it does."""
    return next(
        filter(
            None,
            (
                _kind_obstacle(watch, standing),
                _place_obstacle(watch, standing),
                _party_obstacle(watch, standing),
                _words_obstacle(watch, standing),
                _threshold_obstacle(watch, standing),
            ),
        ),
        None,
    )


def can_meet(watch: Watch, standing: Standing) -> bool:
    """Whether kind and place, which cost nothing to ask, leave it open that a watch is met."""
    return _kind_obstacle(watch, standing) is None and _place_obstacle(watch, standing) is None


def tell_nearness(area: Area, standing: Standing) -> str | None:
    """Say how an incident lies to a circle; None where it is too far off or has no point.

    Where only the uncertainty of its place reaches the circle, that is said. Uncertainty counts up to the
    circle's own radius, as in lists: what is only known to be in a country is not near every point of it.
    """
    if standing.lat is None or standing.lon is None:
        return None
    away = distance_km(area.lat, area.lon, standing.lat, standing.lon)
    where = area.site or f"{area.lat:g}, {area.lon:g}"
    reach = standing.radius_km or 0.0
    if away <= area.radius_km:
        return f"{_km(away)} from {where}" + (f", give or take {_km(reach)}" if reach else "")
    if away > area.radius_km + min(reach, area.radius_km):
        return None
    return (
        f"may lie within {_km(area.radius_km)} of {where}: its place is known to {_km(reach)},"
        f" round a point {_km(away)} away"
    )


def reaches(watch: Watch, standing: Standing) -> tuple[Trigger, ...]:
    """Return the thresholds of a watch that an incident reaches, by the least that is told."""
    asked: tuple[tuple[Trigger, int | None, int | None], ...] = (
        ("killed", watch.killed_at_least, standing.killed.low),
        ("injured", watch.injured_at_least, standing.injured.low),
        ("voices", watch.voices_at_least, standing.voices),
    )
    return tuple(name for name, least, low in asked if least is not None and low is not None and low >= least)


def _kind_obstacle(watch: Watch, standing: Standing) -> str | None:
    if not watch.kinds or any(is_a(standing.kind, kind) for kind in watch.kinds):
        return None
    return f"it is told as {show_kind(standing.kind)}"


def _place_obstacle(watch: Watch, standing: Standing) -> str | None:
    if watch.near is not None and tell_nearness(watch.near, standing) is None:
        return _off(standing, watch.near)
    if watch.places and not any(_is_place(part, standing) for part in watch.places):
        return f"it is placed in {standing.place}" if standing.place else "its place is not known"
    return None


def _off(standing: Standing, area: Area) -> str:
    if standing.lat is None or standing.lon is None:
        return "its place is not known"
    away = distance_km(area.lat, area.lon, standing.lat, standing.lon)
    return f"it is placed in {standing.place}, {_km(away)} from {area.site or 'the point'}"


def _is_place(part: str, standing: Standing) -> bool:
    if len(part) == _COUNTRY and part.isupper():
        return standing.country == part
    return holds_name(part, (standing.place_names,))


def _party_obstacle(watch: Watch, standing: Standing) -> str | None:
    if watch.actors and not any(holds_name(part, standing.actors) for part in watch.actors):
        return "nobody of those is said to have done it"
    if watch.targets and not any(holds_name(part, standing.targets) for part in watch.targets):
        return "none of those is said to be the target"
    return None


def _words_obstacle(watch: Watch, standing: Standing) -> str | None:
    if watch.words is None or watch.words in standing.words:
        return None
    return f"no article of it holds {watch.words}"


def _threshold_obstacle(watch: Watch, standing: Standing) -> str | None:
    reached = reaches(watch, standing)
    asked: tuple[tuple[Trigger, int | None], ...] = (
        ("killed", watch.killed_at_least),
        ("injured", watch.injured_at_least),
        ("voices", watch.voices_at_least),
    )
    missed = [f"{name}" for name, least in asked if least is not None and name not in reached]
    if any(name not in watch.tells for name in missed):
        return "it does not reach " + ", ".join(
            f"{least} {name}" for name, least in asked if name in missed and name not in watch.tells
        )
    if _tells_thresholds_alone(watch) and not reached:
        return "it no longer reaches " + " or ".join(f"{n} {name}" for name, n in asked if n is not None)
    return None


def _tells_thresholds_alone(watch: Watch) -> bool:
    return bool(watch.tells) and {*watch.tells} <= {"killed", "injured", "voices"}


def holds_name(part: str, names: Iterable[str]) -> bool:
    """Whether some folded name holds words that begin with these: "iran" is in "iranian", not in "tirana"."""
    return any(_beginning(part).search(name) for name in names)


@lru_cache(maxsize=4_096)
def _beginning(part: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(fold(part))}")


def _km(length: float) -> str:
    """Write a distance to what a reader needs of it."""
    return f"{length:.1f} km" if length < 10 else f"{length:,.0f} km"
