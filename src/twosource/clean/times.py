"""When it was printed and changed: one choice among all the times a page and its feed give.

A more exact time replaces the first one only where the two agree; what is far off belongs to
something else on the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from twosource.clean.sightings import Sighting, seen
from twosource.clean.stamps import Evidence, Stamp, find_days, has_figures, parse_stamp

_AGREE = timedelta(hours=36)  # a day as printed, read in the farthest zone: 24 h + 12 h


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The times of an article; ``notes`` say where they were found and what is not known of them."""

    published: datetime | None
    updated: datetime | None
    precision: Literal["minute", "day"]
    notes: tuple[tuple[str, str], ...]


def _read(sightings: Sequence[Sighting], evidence: Evidence) -> list[tuple[Stamp, str]]:
    stamps: list[tuple[Stamp, str]] = []
    for sighting in sightings:
        try:
            stamps.append((parse_stamp(sighting.words, evidence), sighting.where))
        except ValueError:
            continue  # words without a day ("2 hours ago") are no stamp
    return stamps


def _choose(stamps: list[tuple[Stamp, str]]) -> tuple[Stamp, str] | None:
    """Return the most exact of the stamps that agree with the first."""
    agreeing = [pair for pair in stamps if abs(pair[0].at - stamps[0][0].at) <= _AGREE]
    return max(agreeing, key=lambda pair: pair[0].exactness, default=None)


def _notes(subject: str, stamp: Stamp, where: str) -> list[tuple[str, str]]:
    notes = [(subject, where)]
    if stamp.precision == "minute":
        notes.append((f"{subject} zone", stamp.zone or "unknown"))
    if stamp.order:
        notes.append((f"{subject} day and month", stamp.order))
    return notes


def choose_times(
    sightings: tuple[Sighting, ...], country: str | None, fetched_on: date, address: str
) -> Printed:
    """Choose publication and update among sightings in order of trust.

    A page that prints only when it was updated was published no later: that time stands for both.
    """
    published, updated = seen(sightings, "published"), seen(sightings, "updated")
    words = " ".join((address, *(s.words for s in (*published, *updated))))
    days = find_days(words) if has_figures(words) else frozenset()
    evidence = Evidence(country=country, days=days, not_after=fetched_on)
    first, last = _choose(_read(published, evidence)), _choose(_read(updated, evidence))
    notes = [
        note
        for name, pair in (("published", first), ("updated", last))
        if pair
        for note in _notes(name, *pair)
    ]
    if first is None and last is not None:
        only = (("published", f"{last[1]} (only the update is printed)"), *notes)
        return Printed(published=last[0].at, updated=last[0].at, precision=last[0].precision, notes=only)
    if first is None:
        return Printed(published=None, updated=None, precision="minute", notes=(("published", "nothing"),))
    later = last[0].at if last and last[0].at > first[0].at else None
    return Printed(published=first[0].at, updated=later, precision=first[0].precision, notes=tuple(notes))
