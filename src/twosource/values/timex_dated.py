"""Days, clocks and other calendar times as TIMEX3 has them: what ``find_times`` finds, cut to size.

TIMEX3 leaves out the words that lead to a time ("since Friday" is "Friday"), tells both ends of a
range apart, and takes "several years ago" for the past.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from twosource.values.timex_pieces import Found, Kind
from twosource.values.when_calendar import Days, one_day
from twosource.values.when_grammar import find_pieces, is_told, settle
from twosource.values.when_pieces import Piece, Scene
from twosource.values.when_timex import to_timex3

_LEAD = re.compile(
    r"(?:(?:since|until|till|by|before|after|from|in|on|at|over|during|within|for|between|of|about|around|approximately"
    r"|roughly|shortly|just|some\s+time)\s+(?:(?=the\s+(?:\d|[a-z]+\.?\s\d))the\s+)?)+"
)
_THE = re.compile(r"\bthe\s+$")
_TAKES_THE = re.compile(
    r"(?:previous|following|next|last|early|mid|late|\d+s\b|'\d0s|spring|summer|autumn|fall|winter)"
)
_TWO_YEARS = re.compile(r"(?P<first>\d{4})\s?-\s?(?P<last>\d{2,4})$")
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_TWO_DAYS = re.compile(
    rf"(?P<first>(?:[a-z]+\.?\s+)?{_NTH})\s?(?:-|to|and|until|till|through)\s?(?P<last>{_NTH}(?:(?:\s+of)?[\s-]\D+|,)?(?:\s+\d{{4}})?)$"
)
_SOME_AGO = re.compile(r"(?:several|a\s+few|few|some|many)\b.*\b(?P<way>[a-z]+)$")
#: What a text compares itself with, not what it tells of.
_YEAR_BACK = re.compile(r"a\s+year\s+(?:ago|earlier|before)$")
_DECADES_AGO = re.compile(r".*\bdecades?\s+ago$")


def find_dated(scene: Scene) -> tuple[list[Found], list[tuple[int, Days]]]:
    """Return what stands on the calendar, and the days that it names, each with its place, in order."""
    hits: list[Found] = []
    spoken: list[tuple[int, Days]] = []
    for piece in find_pieces(scene):
        if not is_told(piece, scene):
            continue
        last = spoken[-1][1][0] if spoken else scene.today
        hits.extend(_as_timex(_with_day(piece, last), scene, last))
        if piece.days and piece.role == "day" and not _YEAR_BACK.match(scene.low, piece.start, piece.end):
            spoken.append((piece.start, piece.days))
    return hits, spoken


def _with_day(piece: Piece, last: date | None) -> Piece:
    """Give a part of the day told alone ("the morning") the day named last."""
    if piece.role != "part" or piece.days or last is None:
        return piece
    return replace(piece, days=one_day(last))


def _as_timex(piece: Piece, scene: Scene, last: date | None) -> Iterator[Found]:
    start = _start(piece, scene.low)
    ends = list(_both_ends(piece, scene.low, start))
    if ends:
        yield from ends
        return
    value = _value(piece, scene, scene.low[start : piece.end], last)
    if value is not None:
        kind: Kind = "TIME" if "T" in value and "REF" not in value else "DATE"
        yield Found(start=start, end=piece.end, kind=kind, value=value)


def _start(piece: Piece, low: str) -> int:
    """Return where a time begins without the words that only lead to it, and with its article."""
    led = _LEAD.match(low, piece.start, piece.end)
    start = led.end() if led and led.end() < piece.end else piece.start
    the = _THE.search(low, max(0, start - 5), start)
    return the.start() if the and _TAKES_THE.match(low, start) else start


def _both_ends(piece: Piece, low: str, start: int) -> Iterator[Found]:
    """Yield both ends of "1914-18" and of "6-7 February"; nothing for what is one time."""
    if piece.role != "day" or piece.days is None or piece.days[0] == piece.days[1]:
        return
    if piece.precision == "year" and (years := _TWO_YEARS.match(low, start, piece.end)):
        yield _end(years, "first", f"{piece.days[0].year:04}")
        yield _end(years, "last", f"{piece.days[1].year:04}")
    elif piece.precision == "day" and (days := _TWO_DAYS.match(low, start, piece.end)):
        yield _end(days, "first", f"{piece.days[0]:%Y-%m-%d}")
        yield _end(days, "last", f"{piece.days[1]:%Y-%m-%d}")


def _end(match: re.Match[str], name: str, value: str) -> Found:
    return Found(start=match.start(name), end=match.end(name), kind="DATE", value=value)


def _value(piece: Piece, scene: Scene, words: str, last: date | None) -> str | None:
    some = _SOME_AGO.match(words)
    if some:
        return "FUTURE_REF" if some["way"] in {"later", "after"} else "PAST_REF"
    today = last if scene.narrated and last else scene.today
    if piece.days and today and _DECADES_AGO.match(words):
        return f"{piece.days[0].year + today.year % 10:04}"  # TIMEX3 counts back by years
    if scene.narrated and words == "today":
        return "PRESENT_REF"
    return to_timex3(settle(piece, scene, words))
