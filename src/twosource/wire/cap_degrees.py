"""How urgent, severe and certain an alert is in CAP's words, and of which categories: by rules, not by feeling.

The rules are the rows of ``cap_rules.toml``, as ``docs/reference/cap.md`` prints them. Everything here takes an
alert and returns words of CAP 1.2 (3.2.2).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from twosource.knowledge.kinds import ancestry, load_kinds
from twosource.model import Status
from twosource.watches import Alert, Known

UNKNOWN: Final = "Unknown"
#: What is told of a happening itself, not of who did it or who says so.
_OF_IT: Final = frozenset({
    "when", "time", "place", "impact place", "target", "weapon", "munitions", "salvos", "killed", "injured",
    "casualties", "captured", "damage",
})  # fmt: skip
_RANKS: Final = ("Observed", "Likely", "Possible", "Unlikely", UNKNOWN)
_HOUR: Final = timedelta(hours=1)
_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Degrees:
    """The four words by which receivers of CAP sort alerts, and until when an alert is new."""

    categories: tuple[str, ...]
    urgency: str
    severity: str
    certainty: str
    expires: datetime


@cache
def load_rules() -> Mapping[str, Any]:
    """Return ``cap_rules.toml``."""
    return tomllib.loads(files("twosource.wire").joinpath("cap_rules.toml").read_text("utf-8"))


def find_degrees(alert: Alert) -> Degrees:
    """Return how urgent, severe and certain an alert is, and of which categories."""
    urgency = find_urgency(alert)
    return Degrees(
        categories=find_categories(alert),
        urgency=urgency,
        severity=find_severity(alert),
        certainty=find_certainty(alert),
        expires=alert.raised_at + load_rules()["expires"][urgency] * _HOUR,
    )


def find_certainty(alert: Alert) -> str:
    """Return how sure it is that it happened; Unknown for what was taken back or nobody says."""
    if alert.incident is None:
        return "Observed" if alert.triggers else UNKNOWN  # a feed is silent: we looked ourselves; or a test
    if _is_withdrawn(alert):
        return UNKNOWN
    kinds = [known for known in alert.known if known.field == "kind"]
    if kinds:
        return _certainty_of(kinds[0])
    # What is told of it happened no more surely than it did itself: the surest of it counts. That
    # voices differ on how many were hurt makes it no less sure that somebody was.
    told = (
        _certainty_of(replace(known, status=Status.AGREED)) for known in alert.known if known.field in _OF_IT
    )
    return min(told, key=_RANKS.index, default=UNKNOWN)


def _certainty_of(known: Known) -> str:
    rules = load_rules()["certainty"]
    if known.certainty is None:
        return UNKNOWN
    told = known.certainty.value
    row = next(row for row in rules["rows"] if told in row["told"] and row.get("confirmed", known.confirmed) == known.confirmed)  # fmt: skip
    found = str(row["is"])
    return rules["contradicted"].get(found, found) if known.status is Status.CONTRADICTED else found


def find_severity(alert: Alert) -> str:
    """Return how bad it is at least."""
    if alert.incident is None or _is_withdrawn(alert):
        return UNKNOWN
    rows: Sequence[Mapping[str, Any]] = load_rules()["severity"]["rows"]
    return next((str(row["is"]) for row in rows if _is_so_severe(alert, row)), UNKNOWN)


def find_urgency(alert: Alert) -> str:
    """Return how soon it matters, by the time since it happened; Unknown where the words leave it open."""
    if alert.incident is None:
        return UNKNOWN
    if alert.move == "cancel":
        return "Past"
    earliest, latest = alert.earliest, alert.latest or alert.earliest
    if earliest is None or latest is None or earliest > alert.raised_at:
        return UNKNOWN
    most, least = alert.raised_at - earliest, alert.raised_at - latest
    for row in load_rules()["urgency"]["rows"]:
        if most <= row.get("hours_at_most", -1) * _HOUR:
            return str(row["is"])
        if "hours_at_least" in row and least > row["hours_at_least"] * _HOUR:
            return str(row["is"])
    return UNKNOWN


def find_categories(alert: Alert) -> tuple[str, ...]:
    """Return what it is about: Security first, then what its kind and its targets make it."""
    if alert.incident is None:
        return ("Other",)
    rules = load_rules()["category"]
    by_kind = [name for kind in _lineage(alert.kind) for name in rules["kinds"].get(kind, ())]
    return tuple(dict.fromkeys(["Security", *by_kind, *_hit(alert)]))


def _hit(alert: Alert) -> Iterator[str]:
    """Yield the categories of what was hit."""
    words = {
        word.rstrip("s")
        for known in alert.known
        if known.field == "target"
        for word in _WORD.findall(known.value.lower())
    }
    for category, named in load_rules()["category"]["targets"].items():
        if any(name.rstrip("s") in words for name in named):
            yield category


def _is_so_severe(alert: Alert, row: Mapping[str, Any]) -> bool:
    if "killed" in row:
        return alert.killed_low is not None and alert.killed_low >= row["killed"]
    if "injured" in row:
        return alert.injured_low is not None and alert.injured_low >= row["injured"]
    if "vital" in row:
        return not set(_hit(alert)).isdisjoint(load_rules()["category"]["vital"])
    return alert.killed_low == 0 and alert.injured_low == 0 and _is_unharmed(alert)


def _is_unharmed(alert: Alert) -> bool:
    """Whether both counts are settled: "up to five" has nought as its least, and is no nought."""
    counts = [one for one in alert.known if one.field in {"killed", "injured"} and not one.scope]
    return all(one.status is not Status.CONTRADICTED and not _FIGURE.search(one.value) for one in counts)


_FIGURE: Final = re.compile(r"[1-9]|\b(?:up to|some|several|dozens?|at most|unknown)\b", re.IGNORECASE)


def _is_withdrawn(alert: Alert) -> bool:
    return alert.move == "cancel" and alert.moved_into is None


def _lineage(kind: str) -> tuple[str, ...]:
    return ancestry(kind) if kind in load_kinds() else ()
