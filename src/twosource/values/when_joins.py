"""Joins pieces that stand together: a day and a clock, two clocks of one instant, the ends of a range."""

import re
from dataclasses import replace

from twosource.values.when_calendar import one_day, part_of, shift_days
from twosource.values.when_pieces import Piece, Scene
from twosource.values.when_words import PARTS
from twosource.values.when_zones import offset_between

#: Longest run of words, in characters, that still ties two pieces together.
MAX_GAP = 24

_GLUE = re.compile(
    r"[\s,]{0,3}(?:-\s)?\(?\s?(?:(?:on|at|in|of|during|the|local\s+time|late|early)[\s,]\s?){0,3}\(?",
    re.ASCII,
)
_BESIDE = re.compile(r"[(/]|local\s+time")
_INTO = re.compile(r"\s(?:into|to|through|until)\s(?:early\s)?")
_RANGE = re.compile(r"\s?(?:-|to|through|and|until|till)\s?(?:the\s|on\s|in\s)?")
_OPENS = re.compile(r"\b(?P<word>between|from)\s+(?:the\s+|on\s+|in\s+)?$")

_HOURLY = frozenset({"minute", "hour"})
_COARSE = frozenset({"week", "month", "season", "year", "decade"})
_THIRD = re.compile(
    r"\b(?:(?P<third>early|mid|late)(?:\s+in)?|(?P<edge>(?:the\s+)?(?:end|close|beginning|start|middle)\s+of)"
    r"|(?P<adverb>earlier|later))[\s-]+(?:the\s+)?$"
)
_EDGES = {"end": "end", "close": "end", "beginning": "start", "start": "start", "middle": "mid"}
_HALF_DAY = re.compile(r"\b(?P<half>early|late)\s+(?:on\s+)?$")
_HALVES = {PARTS[half]: half for half in ("early", "late")}
_PART_OF_CLOCK = {PARTS[part]: part for part in ("morning", "afternoon", "evening", "night")}


def refine(piece: Piece, scene: Scene) -> Piece:
    """Take in the words before a piece that cut it: "late Thursday", "mid-October", "the end of March"."""
    if piece.role != "day":
        return piece
    left = max(0, piece.start - 24)
    if piece.precision in _COARSE and (found := _THIRD.search(scene.low, left, piece.start)):
        return _cut(piece, found)
    if piece.precision == "day" and piece.clock is None:
        half = _HALF_DAY.search(scene.low, left, piece.start)
        if half:
            return replace(piece, start=half.start(), clock=PARTS[half["half"]], precision="part", about=True)
    return piece


def _cut(piece: Piece, found: re.Match[str]) -> Piece:
    if found["adverb"]:
        return replace(piece, start=found.start())
    which = found["third"] or _EDGES[found["edge"].split()[-2]]
    days = part_of(piece.days, which) if piece.days else None
    return replace(piece, start=found.start(), days=days, about=True)


def join(left: Piece, right: Piece, scene: Scene) -> Piece | None:
    """Return the one piece that two neighbours make, or None where they tell two times."""
    if not 0 <= right.start - left.end <= MAX_GAP:
        return None
    gap = scene.low[left.end : right.start]
    if left.role == "part" and right.role == "day" and _INTO.fullmatch(gap):
        return _night_into(left, right)
    if not _GLUE.fullmatch(gap):
        return None
    joined = _join_kinds(left, right, gap)
    if joined and "(" in gap and scene.low[joined.end : joined.end + 1] == ")":
        return replace(joined, end=joined.end + 1)
    return joined


def _join_kinds(left: Piece, right: Piece, gap: str) -> Piece | None:
    start, end = left.start, right.end
    if "clock" in {left.role, right.role}:
        return _join_clock(left, right, gap)
    if (left.role, right.role) == ("day", "day"):
        return _two_days(left, right)
    if left.role == "day" and left.precision in _HOURLY:
        return replace(left, end=end)  # "3 a.m. Tuesday morning"
    if left.role == "day" and (left.precision == "day" or left.clock in _HALVES):
        return _with_part(left, right, start, end)
    if right.role == "day" and right.precision == "day":
        return _with_part(right, left, start, end)
    return None


def _join_clock(left: Piece, right: Piece, gap: str) -> Piece | None:
    """Join a clock with its day, its part of the day or its other zone."""
    start, end = left.start, right.end
    if right.role == "clock" and (left.role == "clock" or left.precision in _HOURLY):
        return _two_clocks(left, right) if _BESIDE.search(gap) else None
    if left.role == "part":
        return replace(right, start=start)
    if right.role == "part":
        return None if gap.strip() in {"", ","} else replace(left, end=end)
    if right.role == "clock" and left.precision in {"day", "part", "vague"}:
        return _with_clock(left, right, start, end)
    if left.role == "clock" and right.precision in {"day", "part"}:
        return _with_clock(right, left, start, end)
    return None


def _two_clocks(left: Piece, right: Piece) -> Piece | None:
    """Read "4.15am (0115 GMT)": one instant on two clocks, which gives the offset."""
    local, utc = (left, right) if right.zone == "UTC" else (right, left)
    if utc.zone != "UTC" or local.zone or local.said is None or utc.said is None:
        return None
    zone = offset_between(local.said, utc.said)
    if zone is None:
        return None
    return replace(local, start=left.start, end=right.end, zone=zone, utc_clock=utc.said)


def _two_days(left: Piece, right: Piece) -> Piece | None:
    """Read "Friday (8 December)" and "yesterday, Friday": one day told twice."""
    named, dated = (left, right) if left.weekday is not None else (right, left)
    if named.weekday is None or dated.weekday is not None or dated.clock or dated.precision != "day":
        return None
    if dated.days and (dated.days[0] != dated.days[1] or dated.days[0].weekday() != named.weekday):
        return None
    return replace(named, start=left.start, end=right.end, days=dated.days)


def _with_part(day: Piece, part: Piece, start: int, end: int) -> Piece | None:
    clock = part.clock
    if day.clock is not None:
        half = _HALVES.get(day.clock)
        if half is None:
            return None
        clock = PARTS.get(f"{half} {_PART_OF_CLOCK.get(part.clock or day.clock)}", part.clock)
    days = day.days
    if part.days and days:  # "overnight on Friday" may be the night that ends or starts that day
        days = shift_days(days[0], -1), days[1]
    return replace(day, start=start, end=end, days=days, clock=clock, precision="part", about=part.about)


def _night_into(part: Piece, day: Piece) -> Piece | None:
    if day.precision not in {"day", "part"} or part.clock is None or part.clock[0] < part.clock[1]:
        return None
    days = (shift_days(day.days[1], -1), shift_days(day.days[1], -1)) if day.days else None
    return replace(day, start=part.start, days=days, clock=part.clock, precision="part", weekday=None)


def _with_clock(day: Piece, clock: Piece, start: int, end: int) -> Piece:
    precision = "vague" if day.precision == "vague" else clock.precision
    return replace(
        clock, start=start, end=end, role="day", precision=precision, days=day.days, weekday=day.weekday
    )


def join_range(left: Piece, right: Piece, scene: Scene) -> Piece | None:
    """Return the stretch from one piece to the next: "between 5 and 8 May" is one already."""
    if left.role != "day" or right.role != "day" or not 0 < right.start - left.end <= MAX_GAP:
        return None
    gap = scene.low[left.end : right.start]
    if not _RANGE.fullmatch(gap):
        return None
    opens = _OPENS.search(scene.low, max(0, left.start - 16), left.start)
    dated = all(re.search(r"\d", scene.low[piece.start : piece.end]) for piece in (left, right))
    if opens is None and gap.strip() not in ({"-", "to", "through"} if dated else {"-", "through"}):
        return None
    start = opens.start() if opens else left.start
    return _span(left, right, start)


def _span(left: Piece, right: Piece, start: int) -> Piece | None:
    both = left.days is not None and right.days is not None
    days = None
    if left.days and right.days:
        if left.weekday is not None and left.days[0] > right.days[1]:
            left = replace(left, days=one_day(shift_days(left.days[0], -7)))
        assert left.days is not None
        if left.days[0] > right.days[1]:
            return None
        days = left.days[0], right.days[1]
    precision = left.precision if left.precision == right.precision else right.precision
    clock = (left.clock[0], right.clock[1]) if left.clock and right.clock else None
    if (left.clock is None) != (right.clock is None) or (clock and not both):
        return None
    return replace(
        right, start=start, days=days, precision=precision, clock=clock, weekday=None, said=None,
        about=left.about or right.about, zone=right.zone or left.zone,
    )  # fmt: skip
