"""Calendar dates as the press prints them: weekdays, days, months, seasons, years, stamps."""

import re
from datetime import date, time
from re import Match

from twosource.values.when import Precision
from twosource.values.when_calendar import (
    Days,
    guess_year,
    month_of,
    nearest_weekday,
    one_day,
    season_of,
    shift_days,
    year_told,
    years,
)
from twosource.values.when_pieces import (
    MONTH,
    WEEKDAY,
    WEEKDAY_SHORT,
    Piece,
    Rule,
    Scene,
    capital,
)
from twosource.values.when_tense import direction
from twosource.values.when_words import (
    AFTER_DAY_NAMES,
    BEFORE_DAY_NAMES,
    MONTH_FIRST_ZONES,
    MONTHS,
    SEASONS,
    WEEKDAYS,
    ZONES,
)
from twosource.values.when_zones import name_offset, parse_offset

_DAY = r"\d{1,2}"
_NTH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_YEAR_SAID = rf"(?:{_YEAR}|(?:of\s+)?(?:last|this|next|that|the\s+same)\s+year\b)"
_TO = r"\s?(?:-|to|and|until|till|through)\s?"
#: What makes a bare "May", "March" or an abbreviated month a month.
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|during|of|early|late|mid|from|to|through|before|after|each|every"
    r"|between)[\s-]+(?:(?:early|mid|late|the)[\s-]+){0,2}$"
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|of|by|from|until|till|to|and|or|during|through|early|late|mid|before|after|between|the|a|his"
    r"|her|its|their|year|back|throughout|both|into|fiscal|under|with|around|about|over|for|summer|spring|autumn|fall|winter)[\s-]+|[(,;]\s?|^)$"
)
#: Counted nouns after a figure that only looks like a year.
_COUNTED = re.compile(
    r"\s+(?:people|troops|soldiers|men|women|children|fighters|members|civilians|police|refugees|families|deaths"
    r"|dead|miles|km|kilomet|met|feet|tons|tonnes|dollars|euros|pounds|barrels|rounds|block|homes|houses|years)\b"
)
#: A street after a figure that only looks like a year: "1816 N. Alder", "1900 Linden Avenue".
_ADDRESS = re.compile(
    r"\s+(?:[NSEW]\.?\s+(?=[A-Z\d])|(?:(?:North|South|East|West|[NSEW]\.?)\s+)?(?:[A-Z][\w'.-]*\s+|\d{1,3}(?:st|nd|rd|th)\s+){1,3}"
    r"(?:St|Street|Ave|Avenue|Av|Rd|Road|Blvd|Boulevard|Dr|Drive|Ln|Lane|Way|Hwy|Highway|Pl|Place|Ct|Court|Pkwy|Parkway|Terrace|Circle)\b)"
)
_NEXT_WORD = re.compile(r"\s+([A-Za-z]+)")
_LAST_WORD = re.compile(r"([a-z]+)\s+$")


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_number(words: str) -> int:
    return MONTHS[words.rstrip(".")]


def _month_printed(match: Match[str], scene: Scene) -> bool:
    """Whether the month is printed as one: "may" and "mar" need their capital."""
    return capital(scene, match.start("month")) or len(match["month"].rstrip(".")) > 5


def _weekday_number(words: str | None) -> int | None:
    if not words:
        return None
    return next(number for name, number in WEEKDAYS.items() if name.startswith(words.rstrip(".")[:3]))


def _piece(match: Match[str], days: Days | None, precision: Precision = "day", **more: object) -> Piece:
    return Piece(
        start=match.start(),
        end=match.end(),
        role="day",
        precision=precision,
        days=days,
        **more,  # type: ignore[arg-type]
    )


def _read_named_date(match: Match[str], scene: Scene) -> Piece | None:
    if not _month_printed(match, scene):
        return None
    month, day, last = _month_number(match["month"]), int(match["day"]), int(match["last"] or match["day"])
    weekday = _weekday_number(match["weekday"])
    said = match["year"]
    year = int(said) if said and said.isdigit() else None
    if said and year is None and scene.today is not None:
        year = _named_year(said, scene, scene.today)
    if make_day(year or 2024, month, day) is None or make_day(year or 2024, month, last) is None:
        return None
    if year is None and scene.today is not None:
        year = _pick_day_year(match, scene, scene.today, (month, day), weekday)
    if year is None:
        return _piece(match, None, weekday=weekday)
    first, final = make_day(year, month, day), make_day(year, month, last)
    if first is None or final is None or first > final:
        return None
    return _piece(match, (first, final), weekday=weekday)


def _pick_day_year(
    match: Match[str], scene: Scene, today: date, month_day: tuple[int, int], weekday: int | None
) -> int | None:
    if scene.narrated and scene.line:
        year = year_told(scene.line, month_day[0])
        return year if make_day(year, *month_day) else guess_year(date(year, 12, 31), month_day, 0)
    looks = direction(scene.text, scene.low, match.start(), match.end())
    return guess_year(today, month_day, looks, weekday)


def _named_year(words: str, scene: Scene, today: date) -> int:
    """Return the year that "last year", "this year", "next year" or "that year" is."""
    which = words.removeprefix("of").split()[0]
    if which in {"that", "the"}:
        return scene.previous[0].year if scene.previous else today.year
    return today.year + {"last": -1, "this": 0, "next": 1}[which]


def _read_month(match: Match[str], scene: Scene) -> Piece | None:
    word, year = match["month"], match["year"]
    month = _month_number(word)
    if not _month_printed(match, scene) and not year:
        return None
    if year and year.isdigit():
        return _piece(match, month_of(int(year), month), "month")
    led = match["which"] or _BEFORE_MONTH.search(scene.low, max(0, match.start() - 30), match.start())
    if not led and (len(word) <= 5 or _is_name(match, scene)):
        return None
    if scene.today is None:
        return _piece(match, None, "month")
    return _piece(match, month_of(_pick_month_year(match, scene, scene.today), month), "month")


def _pick_month_year(match: Match[str], scene: Scene, today: date) -> int:
    month, which = _month_number(match["month"]), match["which"]
    if match["year"]:
        return _named_year(match["year"], scene, today)
    if which == "next":
        return today.year + (month <= today.month)
    if which in {"last", "past"}:
        return today.year - (month >= today.month)
    if which == "this":
        return today.year
    return _told_year(match, scene, today, month)


def _told_year(match: Match[str], scene: Scene, today: date, month: int) -> int:
    """Return the year of a month or a season that is told without one."""
    if scene.narrated and scene.line:
        return year_told(scene.line, month)
    return _month_year(today, month, direction(scene.text, scene.low, match.start(), match.end()))


def _month_year(today: date, month: int, looks: int) -> int:
    """Return the year of the latest such month begun, or of the first not over when looking ahead."""
    if looks > 0:
        return today.year + (month < today.month)
    return today.year - (month > today.month)


def _is_name(match: Match[str], scene: Scene) -> bool:
    """Whether a month stands in a person's or a thing's name ("April Hollis", "August Vance")."""
    follower = _NEXT_WORD.match(scene.text, match.end())
    return bool(follower and follower[1][0].isupper() and scene.text[match.end()] == " ")


def _read_weekday(match: Match[str], scene: Scene) -> Piece | None:
    weekday, which = WEEKDAYS[match["weekday"]], match["which"]
    if not which and _is_day_name(match, scene):
        return None
    if scene.today is None:
        return _piece(match, None, weekday=weekday)
    return _piece(match, one_day(_pick_weekday(match, scene, scene.today, which)), weekday=weekday)


def _pick_weekday(match: Match[str], scene: Scene, today: date, which: str | None) -> date:
    weekday = WEEKDAYS[match["weekday"]]
    if which in {"last", "past", "previous"}:
        return nearest_weekday(shift_days(today, -1), weekday, ahead=False)
    if which in {"next", "coming"}:
        return nearest_weekday(shift_days(today, 1), weekday, ahead=True)
    looks = direction(scene.text, scene.low, match.start(), match.end())
    return nearest_weekday(today, weekday, ahead=looks > 0 or (which == "this" and looks == 0))


def _is_day_name(match: Match[str], scene: Scene) -> bool:
    follower = _NEXT_WORD.match(scene.text, match.end())
    if follower and follower[1][0].isupper() and follower[1].lower() in AFTER_DAY_NAMES:
        return True
    before = _LAST_WORD.search(scene.low, max(0, match.start() - 14), match.start())
    return bool(before and before[1] in BEFORE_DAY_NAMES)


def _read_iso(match: Match[str], scene: Scene) -> Piece | None:
    day = make_day(int(match["year"]), int(match["mm"]), int(match["dd"]))
    if day is None:
        return None
    if match["hh"] is None:
        return _piece(match, one_day(day))
    if int(match["hh"]) > 23 or int(match["mi"]) > 59 or int(match["ss"] or 0) > 59:
        return None
    clock = time(int(match["hh"]), int(match["mi"]), int(match["ss"] or 0))
    offset = parse_offset(match["zone"]) if match["zone"] else None
    zone = name_offset(offset) if offset is not None else None
    piece = _piece(match, one_day(day), "minute", clock=(clock, clock), said=clock, zone=zone)
    return piece if scene.text else None


def _read_numeric(match: Match[str], scene: Scene) -> Piece | None:
    """Read 08-12-2023: a part over 12, dots, a zone or the publication tell day from month.

    Where nothing tells, both readings stay open and the bounds run from one to the other.
    """
    left, right, year = int(match["left"]), int(match["right"]), int(match["year"])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    day_first, month_first = make_day(year, right, left), make_day(year, left, right)
    if day_first is None or month_first is None or day_first == month_first:
        only = day_first or month_first
        return _piece(match, one_day(only)) if only else None
    chosen = _choose_order(match, scene, day_first, month_first)
    if chosen:
        return _piece(match, one_day(chosen))
    low, high = sorted((day_first, month_first))
    return _piece(match, (low, high), "vague")


_ZONE_BESIDE = re.compile(r"\s*,?\s*(?:at\s+)?\d{1,2}[:.]?\d\d(?::\d\d)?\s*(?:am|pm)?\s*\(?([a-z]{1,4})\b")


def _choose_order(match: Match[str], scene: Scene, day_first: date, month_first: date) -> date | None:
    if match["mark"] == ".":
        return day_first
    beside = _ZONE_BESIDE.match(scene.low, match.end())
    if beside and beside[1] in ZONES and beside[1] not in {"gmt", "utc", "z"}:
        return month_first if beside[1] in MONTH_FIRST_ZONES else day_first
    if scene.today is not None:
        near = [d for d in (day_first, month_first) if abs((d - scene.today).days) <= 3]
        return near[0] if len(near) == 1 else None
    return None


def _read_year(match: Match[str], scene: Scene) -> Piece | None:
    first = int(match["year"])
    led = scene.narrated or _BEFORE_YEAR.search(scene.low, max(0, match.start() - 12), match.start())
    if not led:
        return None
    if _COUNTED.match(scene.low, match.end()) or _is_house(match, scene):
        return None
    last = int(match["last"]) if match["last"] else first
    last += first // 100 * 100 if last < 100 else 0
    return _piece(match, years(first, last), "year") if first <= last <= first + 100 else None


def _is_house(match: Match[str], scene: Scene) -> bool:
    """Whether a figure is a house's: a street follows it, and no word before it leads to a year."""
    before = scene.low[max(0, match.start() - 2) : match.start()].rstrip()
    return not before[-1:].isalpha() and _ADDRESS.match(scene.text, match.end()) is not None


def _read_decade(match: Match[str], scene: Scene) -> Piece | None:
    first = int(match["decade"]) if len(match["decade"]) == 4 else 1900 + int(match["decade"])
    if scene.text[match.start() - 1 : match.start()] == "'":
        first = 1900 + first % 100
    return _piece(match, years(first, first + (99 if first % 100 == 0 and first < 2000 else 9)), "decade")


def _is_no_season(match: Match[str], scene: Scene) -> bool:
    """Whether "the fall" or "the spring of hope" is no season of a year."""
    if match["which"] not in {"the", "in", None}:
        return False
    return match["season"] == "fall" or scene.low.startswith(" of ", match.end())


def _read_season(match: Match[str], scene: Scene) -> Piece | None:
    month, which = SEASONS[match["season"]], match["which"]
    bare = which is None and not (scene.narrated and match["season"] != "fall")
    if not match["year"] and (bare or _is_no_season(match, scene)):
        return None
    if match["year"]:
        return _piece(match, season_of(int(match["year"]), month), "season", about=True)
    if scene.today is None:
        return _piece(match, None, "season", about=True)
    year = _told_year(match, scene, scene.today, month)
    if which == "next":
        year = scene.today.year + (month <= scene.today.month)
    elif which == "last" and season_of(year, month)[1] >= scene.today:
        year -= 1
    return _piece(match, season_of(year, month), "season", about=True)


_WEEKDAY_LEAD = rf"(?:(?P<weekday>{WEEKDAY}|{WEEKDAY_SHORT}\b\.?),?\s+)?"

RULES = (
    Rule(
        name="iso",
        pattern=(
            r"(?P<year>\d{4})(?P<mark>[-/])(?P<mm>\d\d)(?P=mark)(?P<dd>\d\d)(?!\d)(?:(?:t|\s)(?P<hh>\d\d):(?P<mi>\d\d)"
            r"(?::(?P<ss>\d\d)(?:\.\d{1,9})?)?(?:\s?(?P<zone>z\b|[+-]\d\d:?\d\d(?!\d)))?)?"
        ),
        read=_read_iso,
    ),
    Rule(
        name="day_month",
        pattern=(
            rf"{_WEEKDAY_LEAD}(?:the\s+)?(?P<day>{_DAY}){_NTH}(?:{_TO}(?P<last>{_DAY}){_NTH})?(?:\s+of)?[\s-]"
            rf"(?P<month>{MONTH})(?:,?[\s-](?P<year>{_YEAR_SAID})(?!\d|:))?"
        ),
        read=_read_named_date,
    ),
    Rule(
        name="month_day",
        pattern=(
            rf"{_WEEKDAY_LEAD}(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{_DAY}){_NTH}(?![\d%]|[:.,]\d)"
            rf"(?:{_TO}(?P<last>{_DAY}){_NTH}(?![\d:]|\s?[ap]\.?m\b))?(?:,?\s+(?P<year>{_YEAR_SAID})(?!\d|:))?"
        ),
        read=_read_named_date,
    ),
    Rule(
        name="numeric",
        pattern=(
            rf"(?P<left>{_DAY})(?P<mark>[-/.])(?P<right>{_DAY})(?P=mark)(?P<year>(?:19|20)\d\d|(?<=/)\d\d)(?![\d/-])"
        ),
        read=_read_numeric,
    ),
    Rule(
        name="season",
        pattern=(
            r"(?:(?P<which>last|past|this|next|the|in)\s+)?(?P<season>spring|summer|autumn|fall|winter)\b"
            rf"(?:(?:\s+of)?\s+(?P<year>{_YEAR})\b)?"
        ),
        read=_read_season,
    ),
    Rule(
        name="weekday",
        pattern=rf"(?:(?P<which>last|past|previous|this|next|coming)\s+)?(?P<weekday>{WEEKDAY})(?!\w)",
        read=_read_weekday,
    ),
    Rule(
        name="month",
        pattern=(
            rf"(?:(?P<which>last|past|this|next)\s+)?(?P<month>{MONTH})(?:,?(?:\s+of)?\s+(?P<year>{_YEAR_SAID})(?!\d))?"
            r"(?!\w)"
        ),
        read=_read_month,
    ),
    Rule(
        name="decade", pattern=r"(?:the\s+)?(?P<decade>(?:1[5-9]|20)\d0|(?<=')[2-9]0)'?s\b", read=_read_decade
    ),
    Rule(
        name="year",
        pattern=(
            rf"(?<![\d.,$€£/#])(?P<year>{_YEAR})(?:\s?-\s?(?P<last>(?:20|19)?\d\d)(?![\d-]))?"
            r"(?![\d%]|[.,:/]\d|-\d|(?:st|nd|rd|th)\b)"
        ),
        read=_read_year,
    ),
)
