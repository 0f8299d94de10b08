"""Times as pages, feeds and metadata print them: one day, maybe a clock, maybe a zone.

Reads printed stamps only ("Updated: 08-12-2023 15:00 IST", "May 4, 2024 at 3:15 p.m. ET", RFC 822,
RFC 3339); times told in prose are another matter. Relative stamps ("2 hours ago") are not read.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from twosource.clean.zones import (
    MONTH_FIRST_COUNTRIES,
    MONTH_FIRST_ZONES,
    ZONE_PATTERN,
    find_zone,
    fix_offset,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the rest of a page tells about how its stamps are written.

    ``country`` is the outlet's seat; ``days`` are days the page names without doubt;
    ``not_after`` is when the page was fetched, for it can't be printed later.
    """

    country: str | None = None
    days: frozenset[date] = frozenset()
    not_after: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One printed time. ``zone`` is its printed zone, None where UTC only stands in for it.

    ``order`` says what decided day or month first: "" where there was no doubt.
    """

    at: datetime
    precision: Literal["minute", "day"]
    zone: str | None
    order: str = ""

    @property
    def exactness(self) -> int:
        """0 a day, 1 a clock, 2 a clock with its zone."""
        return (self.precision == "minute") + (self.precision == "minute" and self.zone is not None)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ymd", re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")),
    (
        "dmy words",
        re.compile(
            rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s-](?:of )?{_MONTH},?[\s-](\d{{4}})(?!\d)", re.IGNORECASE
        ),
    ),
    (
        "mdy words",
        re.compile(rf"(?<!\w){_MONTH}\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(\d{{4}})(?!\d)", re.IGNORECASE),
    ),
    ("figures", re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")),
    ("compact", re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?=T\d{4}|$)")),
)
_CLOCK = re.compile(
    r"(?<![\d:.])(?:T|at )?(\d{1,2})(?:[:.h](\d\d))(?::(\d\d))?(?:[.,]\d+)?\s?([ap]\.?m\b\.?)?"
    r"|(?<![\d:.])()(\d{1,2})\s?([ap]\.?m\b\.?)"
    r"|(?<!\d)T?(\d\d)(\d\d)(\d\d)?(?=\s?(?:hrs?\b|hours\b|Z|GMT|UTC|IST|[+-]\d))",
    re.IGNORECASE,
)
_AFTER_CLOCK = re.compile(rf"\s?(?:hrs?|hours)?,?\s?\(?({ZONE_PATTERN})")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_LONGEST = 120  # characters of a stamp looked at: RFC 822 with a named zone needs 40


def _first_date(words: str) -> tuple[str, re.Match[str]] | None:
    found = [(kind, match) for kind, pattern in _DATES if (match := pattern.search(words))]
    return min(found, key=lambda pair: pair[1].start(), default=None)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _year(figures: str) -> int:
    year = int(figures)
    return year if len(figures) == 4 else year + (2000 if year < 70 else 1900)  # POSIX %y


def _readings(kind: str, match: re.Match[str]) -> list[date]:
    """Return the days a printed date can mean, day-first before month-first."""
    if kind == "ymd":
        orders = [(int(match[1]), int(match[3]), int(match[4]))]
    elif kind == "compact":
        orders = [(int(match[1]), int(match[2]), int(match[3]))]
    elif kind == "dmy words":
        orders = [(int(match[3]), _month(match[2]), int(match[1]))]
    elif kind == "mdy words":
        orders = [(int(match[3]), _month(match[1]), int(match[2]))]
    else:
        year, first, second = _year(match[4]), int(match[1]), int(match[3])
        orders = [(year, second, first), (year, first, second)]
    days = [date(*order) for order in orders if 1 <= order[1] <= 12 and _is_day(*order)]
    return list(dict.fromkeys(days))


def _is_day(year: int, month: int, day: int) -> bool:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    length = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    return 1900 <= year <= 2100 and 1 <= day <= length


def _choose_day(days: list[date], zone: str | None, evidence: Evidence) -> tuple[date, str]:
    """Say which reading of a date in figures holds, and what decided."""
    if len(days) == 1:
        return days[0], ""
    near = [day for day in days if any(abs((day - other).days) <= 2 for other in evidence.days)]
    if len(near) == 1:
        return near[0], "another date of the page"
    past = [day for day in days if evidence.not_after is None or day <= evidence.not_after + timedelta(1)]
    if len(past) == 1:
        return past[0], "the other reading is after the page was fetched"
    if evidence.country is not None:
        return days[evidence.country in MONTH_FIRST_COUNTRIES], f"the outlet sits in {evidence.country}"
    if zone is not None and zone[0].isalpha() and zone not in {"GMT", "UTC", "Z"}:
        return days[zone in MONTH_FIRST_ZONES], f"the zone {zone}"
    return days[0], "nothing: day first is taken"


def _read_clock(match: re.Match[str]) -> time | None:
    hour, minute, second = match[1] or match[6] or match[8], match[2] or match[9], match[3] or match[10]
    half = (match[4] or match[7] or "").lower()
    figures = int(hour), int(minute or 0), int(second or 0)
    if half:
        if not 1 <= figures[0] <= 12:
            return None
        figures = (figures[0] % 12 + 12 * half.startswith("p"), *figures[1:])
    if figures[0] > 23 or figures[1] > 59 or figures[2] > 59:
        return None
    return time(*figures)


def _find_clock(words: str) -> tuple[time, str | None] | None:
    """Find the first time of day and the zone printed after it."""
    for match in _CLOCK.finditer(words):
        clock = _read_clock(match)
        if clock is not None:
            zone = _AFTER_CLOCK.match(words, match.end())
            return clock, zone and zone[1]
    return None


def parse_stamp(words: str, evidence: Evidence | None = None) -> Stamp:
    """Read one printed time; raises ValueError where the words hold no full day.

    Without a clock the stamp is midnight of its day; without a zone UTC stands in.
    """
    evidence = evidence or Evidence()
    words = " ".join(words[:_LONGEST].split())
    if _EPOCH.fullmatch(words):
        return Stamp(at=datetime.fromtimestamp(int(words[:10]), UTC), precision="minute", zone="UTC")
    found = _first_date(words)
    days = _readings(*found) if found else []
    if found is None or not days:
        raise ValueError(f"no day in {words!r}")
    start, end = found[1].span()
    clock = _find_clock(words[end:]) or _find_clock(words[:start])
    zone_words = clock[1] if clock else None
    day, order = _choose_day(days, zone_words, evidence)
    zone = find_zone(zone_words.replace(" ", ""), evidence.country) if zone_words else None
    at = fix_offset(datetime.combine(day, clock[0] if clock else time(), zone or UTC))
    return Stamp(
        at=at,
        precision="minute" if clock else "day",
        zone=zone_words if zone is not None else None,
        order=order,
    )


def has_figures(words: str) -> bool:
    """Whether a date stands there in figures, so that day and month may be in doubt."""
    return dict(_DATES)["figures"].search(words) is not None


def find_days(words: str) -> frozenset[date]:
    """Return the days that dates in these words name without doubt."""
    found = ((kind, match) for kind, pattern in _DATES for match in pattern.finditer(words))
    return frozenset(days[0] for kind, match in found if len(days := _readings(kind, match)) == 1)


_LABEL = re.compile(
    r"\b(?:(created|(?:first |originally )?(?:published|posted|issued)|date|filed)"
    r"|((?:last |story )?(?:updated|modified|edited|changed|revised)|update))\b(?:\s?(?:on|at|date)\b)?\s?:?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedStamp:
    """A time printed on a line: what it stamps ("" where unsaid), its words, whether its label stands apart."""

    role: Literal["published", "updated", ""]
    words: str
    apart: bool


_YEARLY = re.compile(r"\d(?:(?<=1)9\d\d|(?<=2)0\d\d|[-/.]\d\d?[-/.]\d\d)")


def find_stamps(line: str) -> tuple[PrintedStamp, ...]:
    """Find the stamps of a short line, each from its label to the next; () where it holds no date."""
    if not _YEARLY.search(line):
        return ()
    labels = list(_LABEL.finditer(line))
    starts = [0, *(label.start() for label in labels)]
    ends = [*starts[1:], len(line)]
    stamps: list[PrintedStamp] = []
    for label, start, end in zip([None, *labels], starts, ends, strict=True):
        words = line[label.end() if label else start : end]
        if (found := _first_date(words)) and _readings(*found):
            before = line[:start].rstrip()
            stamps.append(
                PrintedStamp(
                    role="" if label is None else "published" if label[1] else "updated",
                    words=words.strip(" |,;-–—·•"),
                    apart=label is not None and (not before or not before[-1].isalnum()),
                )
            )
    return tuple(stamps)


_STAMP_WORDS = re.compile(
    rf"{_CLOCK.pattern}|\b(?i:mon|tues?|wed|thu|thurs?|fri|sat|sun)(?i:[a-z]{{0,5}}day)?\b"
    r"|\b(?i:at|on|hrs?|hours|local time)\b",
    re.IGNORECASE,
)
_ZONE = re.compile(rf"\b{ZONE_PATTERN}")


def strip_stamps(line: str) -> str:
    """Return what a line holds besides its printed times and their labels."""
    for pattern in (_ZONE, *(pattern for _, pattern in _DATES), _LABEL, _STAMP_WORDS):
        line = pattern.sub(" ", line)
    return " ".join(line.split())
