"""The question that a count in the press puts to the ledger, and what it makes of each incident.

Stricter than a question a person asks: what the press may or may not have counted is borderline.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from twosource.ids import IncidentId
from twosource.model import Border, Certainty, FirstSince, Incident, PressTally
from twosource.tally.answers import Fit
from twosource.tally.counting import Holding, Sorted
from twosource.tally.definition import Definition, define
from twosource.tally.names import find_countries, find_words, read_name
from twosource.tally.parties import name_of
from twosource.tally.places import fit_name
from twosource.tally.question import CHECKS, Held, Question, check_period
from twosource.values.when import When, format_when

#: Units of time in days: how long after the start of "since May" or "since 2018" counting may begin.
_UNIT_DAYS: Final = {"week": 7, "month": 31, "season": 92, "year": 366, "decade": 3653}
_ABOUT_DAYS: Final = 10  # "mid-October" is the 11th to the 20th
_LAG: Final = timedelta(days=1)  # what happened less than this before printing may not be counted yet
_ORDINAL: Final = re.compile(
    r"\d(?:st|nd|rd|th)\b|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|\w+teenth|\w+tieth)\b",
    re.IGNORECASE,
)
_UNSURE: Final = frozenset({Certainty.POSSIBLE, Certainty.DENIED, Certainty.SUSPECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A count as an article prints it.

    ``said`` are its words ("the deadliest attack since"), ``home`` the incident whose article it
    is, ``printed_at`` None where the article has no date.
    """

    value: PressTally | FirstSince
    said: str
    home: Held
    printed_at: datetime | None = None

    @property
    def definition(self) -> Definition:
        """Return what is counted."""
        return define(self.value, self.home.places(), self.home.incident.kind)

    @property
    def is_ordinal(self) -> bool:
        """Whether it counts its own incident: "the twelfth"."""
        return isinstance(self.value, PressTally) and _ORDINAL.search(self.value.count.as_said) is not None

    @property
    def leads_up(self) -> bool:
        """Whether it counts what went before its own incident: that one is no part of the question."""
        return self.is_ordinal or isinstance(self.value, FirstSince)


def find_when(held: Held) -> When | None:
    """Return when an incident happened, by the hour where that is told."""
    values = (fact.value for fact in [*held.facts("time"), *held.facts("when")])
    return next(
        (value for value in values if isinstance(value, When) and value.earliest and value.latest), None
    )


def last_start(since: When) -> datetime | None:
    """Return the latest moment at which counting "since" some time may begin; None without a date."""
    start = since.earliest or since.latest
    if start is None or since.bound not in {"since", "after"}:
        return start
    days = _ABOUT_DAYS if since.about else _UNIT_DAYS.get(since.precision, 0)
    return start + timedelta(days=days)


def ask(printed: Printed, definition: Definition) -> Question:
    """Return the question: what may be counted, from the earliest start to the latest end."""
    since = printed.value.since
    return Question(
        kinds=definition.kinds,
        targets=definition.targets,
        actors=definition.actors,
        places=definition.places,
        since=None if since is None else _first_start(printed.value, since),
        until=_until(printed),
    )


def _first_start(value: PressTally | FirstSince, since: When) -> datetime | None:
    """Return the earliest start; "the first since May" is after May, where what went before it lies."""
    if isinstance(value, FirstSince) and not since.about:
        return end_of_start(since)
    return since.earliest or since.latest


def end_of_start(since: When) -> datetime | None:
    """Return when the day or month that a "since" names is over; None without a date."""
    start = last_start(since)
    is_day = since.bound == "since" and since.precision == "day" and not since.about
    return start if start is None or not is_day else start + timedelta(days=1)


def _until(printed: Printed) -> date | None:
    """Return the end of counting: as told, or the end of "this year", or when it was printed."""
    value = printed.value
    when = find_when(printed.home)
    if printed.leads_up and when is not None:
        return when.earliest
    told = value.until if isinstance(value, PressTally) else None
    since = value.since
    ends = [
        told.latest if told else None,
        since.latest if since and not since.bound else None,
        printed.printed_at,
    ]
    return min((end for end in ends if end is not None), default=None)


def sort_strictly(printed: Printed, definition: Definition, holding: Holding) -> Sorted:
    """Sort incidents into those the press surely counts and those it may.

    What leads up to an incident leaves that one out.
    """
    question = ask(printed, definition)
    inside: list[IncidentId] = []
    borders: list[Border] = []
    for incident in sorted(holding.incidents, key=lambda one: one.id):
        if printed.leads_up and incident.id == printed.home.incident.id:
            continue
        held = Held(incident=incident, against=holding.against)
        found = holding.answer(incident, question)
        if found.fit is Fit.OUTSIDE:
            continue
        whys = (*found.whys, *_doubts(held, printed, definition))
        if whys:
            borders.append(Border(incident=incident.id, whys=whys))
        else:
            inside.append(incident.id)
    return Sorted(inside=tuple(inside), borders=tuple(borders))


def is_home_meant(printed: Printed, definition: Definition) -> bool:
    """Whether the incident the press counts can itself be what it says it counts."""
    question = ask(printed, definition)
    checks = (check for check in CHECKS if check is not check_period)
    return all(check(printed.home, question).fit is not Fit.OUTSIDE for check in checks)


def _doubts(held: Held, printed: Printed, definition: Definition) -> Iterator[str]:
    """Yield why the press may not have counted an incident that answers."""
    if definition.gaps:
        gaps = " and ".join(f'"{gap}"' for gap in definition.gaps)
        yield f"whether it is {gaps} is not known"
    yield from _doubts_of_place(held, definition)
    yield from _doubts_of_time(held, printed)
    yield from _doubts_of_target(held, definition)
    for fact in held.facts("kind"):
        if fact.certainty in _UNSURE:
            yield f"that it happened is only {fact.certainty}"


def _doubts_of_place(held: Held, definition: Definition) -> Iterator[str]:
    """Doubt what is in one of several places that are not all countries: which is meant is not told."""
    if len(definition.places) < 2 or all(find_countries(name) for name in definition.places):
        return
    for name in definition.places:
        if not any(fit_name(place, name).fit is Fit.INSIDE for place in held.places()):
            yield f"that it was in {name} is not told"


def _doubts_of_time(held: Held, printed: Printed) -> Iterator[str]:
    when, since = find_when(held), printed.value.since
    if when is None or when.earliest is None or when.latest is None:
        return
    start = None if since is None else last_start(since)
    if since is not None and start is not None and when.earliest < start:
        yield f"counting may have begun after it ({format_when(since)})"
    if not printed.is_ordinal and printed.printed_at and printed.printed_at - _LAG < when.latest:
        yield "it happened within a day of the printing"


def _doubts_of_target(held: Held, definition: Definition) -> Iterator[str]:
    """Doubt an incident whose target a wider word of the press lets in, or that is not told to be there."""
    told = " ".join(name_of(fact.value) for fact in held.facts("target"))
    around = find_words(" ".join((told, *(place.name for place in held.places()))))
    for site in definition.sites:
        if not read_name(site).words <= around:
            yield f"that it was at {site} is not told"
    for asked in definition.targets:
        if not read_name(asked).words and not read_name(asked).actor:
            yield f"{asked} may mean more than {told or 'its target'}"


def incidents_by_id(holding: Holding) -> dict[IncidentId, Incident]:
    """Return the incidents of a holding by id."""
    return {incident.id: incident for incident in holding.incidents}
