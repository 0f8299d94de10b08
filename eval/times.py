"""Whether two times in JSON say the same: days by day, clocks by minute, hedged ones by nearness."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

_NEAR: Final = timedelta(hours=2)  # how much wider than gold a hedged or ranged time may be
_EXACT: Final = timedelta(minutes=1)
_DAY_LENGTH: Final = len("2024-03-12")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    first: datetime
    last: datetime

    @property
    def width(self) -> timedelta:
        return self.last - self.first

    def meets(self, other: "_Stretch") -> bool:
        return self.first <= other.last and other.first <= self.last


def same_time(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether a found time says what gold says; the shape of gold decides what is compared.

    ``{weekday, date}`` and ``{earliest, latest}`` of days compare days; ``{local, utc, offset}``
    compares clocks; ``{earliest, latest}`` with hours compares instants, or wall clocks where no
    zone was found.
    """
    if "local" in gold:
        return _same_clock(gold, found)
    if "weekday" in gold and gold.get("date") is None:
        return found.get("earliest") is None and bool(found.get("weekday") == gold["weekday"])
    first: str = gold.get("date") or gold["earliest"]
    last: str = gold.get("date") or gold["latest"]
    if len(first) == _DAY_LENGTH:
        return _within_days(first, last, found)
    return _same_instant(first, last, gold, found)


def _within_days(first: str, last: str, found: dict[str, Any]) -> bool:
    if not found.get("earliest") or not found.get("latest"):
        return False
    given_first, given_last = str(found["earliest"])[:_DAY_LENGTH], str(found["latest"])[:_DAY_LENGTH]
    return first <= given_first <= given_last <= last


def _same_clock(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    if "local" not in found:
        return False
    zone_fits = gold.get("offset") in {None, found.get("zone")}
    utc_fits = gold.get("utc") is None or found.get("utc") in {None, gold["utc"]}
    wanted = _Stretch(first=_clock(gold["local"]), last=_clock(gold["local"]))
    given = _Stretch(first=_clock(found["local"]), last=_clock(found.get("local_until", found["local"])))
    return zone_fits and utc_fits and _near(wanted, given, hedged=bool(gold.get("about")))


def _same_instant(first: str, last: str, gold: dict[str, Any], found: dict[str, Any]) -> bool:
    if not found.get("earliest"):
        return _same_clock({"local": first[11:16], "about": gold.get("about")}, found)
    if not found.get("latest"):
        return False
    unzoned = found.get("zone") is None
    wanted = _Stretch(first=_instant(first, unzoned=unzoned), last=_instant(last, unzoned=unzoned))
    given = _Stretch(
        first=_instant(found["earliest"], unzoned=unzoned), last=_instant(found["latest"], unzoned=unzoned)
    )
    return _near(wanted, given, hedged=bool(gold.get("about")))


def _near(wanted: _Stretch, given: _Stretch, *, hedged: bool) -> bool:
    spare = _NEAR if hedged or wanted.width else _EXACT
    return wanted.meets(given) and given.width <= wanted.width + spare


def _instant(text: str, *, unzoned: bool) -> datetime:
    instant = datetime.fromisoformat(text)
    if unzoned or instant.tzinfo is None:
        return instant.replace(tzinfo=UTC)
    return instant


def _clock(text: str) -> datetime:
    return datetime.combine(date(2000, 1, 1), datetime.strptime(text[:5], "%H:%M").time(), UTC)  # noqa: DTZ007
