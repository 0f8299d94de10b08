"""Times of day as the press prints them: clocks, hedged clocks, ranges, parts of the day."""

import re
from dataclasses import replace
from datetime import time, timedelta
from re import Match

from twosource.values.when import Bound, Precision
from twosource.values.when_pieces import Piece, Rule, Scene, either
from twosource.values.when_words import PART_NAMES, PARTS, ZONES
from twosource.values.when_zones import get_offset, read_zone

_HOUR_WORDS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        start=1,
    )
}
_AMPM = r"(?:[ap]\.m\.|[ap]\.?m\b)"
_ZONE_NAME = rf"(?:{either(ZONES)})(?![\w-])"
_ZONE = rf"(?:(?:gmt|utc)[+-]\d\d?:?(?:\d\d)?(?!\d)|(?<=[\s(])[+-]\d\d:?\d\d(?!\d)|{_ZONE_NAME})"
_PLACE_TIME = r"(?:local(?:\s+time)?\b|(?!(?:the|this|that|some|any|for|first|second|last|next|each|every|same)\b)[a-z]{3,12}\s+(?:standard\s+|summer\s+|daylight\s+)?time\b)"
_HEDGE = (
    r"(?P<hedge>about|around|approximately|roughly|circa|some\s+time\s+around|nearly|almost|shortly\s+before"
    r"|shortly\s+after|soon\s+after|just\s+before|just\s+after|moments\s+(?:before|after)"
    r"|minutes\s+(?:before|after)|a\s+little\s+(?:before|after)|before|after|by|since|until|till|from)\s+"
)
#: Half the width, in minutes, of "about" before a clock on the hour, the quarter, or neither.
ABOUT_HOUR, ABOUT_QUARTER, ABOUT_MINUTE = 30, 15, 5  # people round to what they print
#: How far "shortly before" and "shortly after" reach, in minutes.
SHORTLY = 30
_BOUNDS: dict[str, Bound] = {
    "before": "before", "after": "after", "by": "until", "since": "since", "until": "until", "till": "until",
    "from": "since",
}  # fmt: skip
#: "2 a.m. and 4 a.m." are two times, "between 2 and 4 a.m." is one.
_OPENS = rf"(?:(?:between|from)\s+|(?!\d{{1,2}}(?:[:.]\d\d)?\s?{_AMPM}?\s?and\b))"
DAY_END = time(23, 59, 59)
#: The halves of the day that "in the morning" and its like stand for after "o'clock".
_HALVES = {"morning": "am", "afternoon": "pm", "evening": "pm", "night": "pm"}
_STAMP_BEFORE = re.compile(r"\d[-/.]\d\d?[-/.]\d{2,4},?\s+(?:at\s+)?$")


def move_clock(clock: time, minutes: int) -> time:
    """Turn a clock forward or back, around midnight where need be."""
    total = (clock.hour * 60 + clock.minute + minutes) % 1440
    return time(total // 60, total % 60)


def widen(clock: time, hedge: str) -> tuple[tuple[time, time], bool, Bound]:
    """Return the earliest and latest clock that a hedge leaves open, whether it is vague, its bound."""
    word = hedge.rsplit(maxsplit=1)[-1] if hedge else ""
    if not word:
        return (clock, clock), False, ""
    if hedge in _BOUNDS:
        bound = _BOUNDS[hedge]
        return ((clock, DAY_END) if bound in {"after", "since"} else (time(0), clock)), False, bound
    if word == "before":
        return (move_clock(clock, -SHORTLY), clock), True, ""
    if word == "after":
        return (clock, move_clock(clock, SHORTLY)), True, ""
    slack = ABOUT_HOUR if clock.minute == 0 else ABOUT_QUARTER if clock.minute % 15 == 0 else ABOUT_MINUTE
    return (move_clock(clock, -slack), move_clock(clock, slack)), True, ""


def make_clock(hour: str, minute: str | None, half: str | None) -> time | None:
    """Read an hour, its minutes and "am" or "pm" as a time of day; None where there is none such."""
    hours, minutes = _HOUR_WORDS.get(hour) or int(hour), int(minute or 0)
    if minutes > 59 or hours > 23 or (half and not 1 <= hours <= 12):
        return None
    if half:
        hours = hours % 12 + (12 if half.startswith("p") else 0)
    return time(hours, minutes)


def _hints(scene: Scene) -> tuple[timedelta, ...]:
    if scene.published is None:
        return ()
    own = scene.published.utcoffset()
    hints = [get_offset(scene.zone, scene.published.date())] if scene.zone else []
    return (*hints, *((own,) if own is not None else ()))


def _zone_of(match: Match[str], scene: Scene) -> str | None:
    groups = match.groupdict()
    words = groups.get("zone") or groups.get("zone2")
    if not words:
        return None
    stamp = _STAMP_BEFORE.search(scene.low, max(0, match.start() - 20), match.start())
    return read_zone(words, _hints(scene), stamp=stamp is not None)


def _clock_piece(match: Match[str], scene: Scene, clock: time, precision: Precision) -> Piece:
    hedge = " ".join((match["hedge"] or "").split())
    bounds, about, bound = widen(clock, hedge)
    zone = _zone_of(match, scene)
    return Piece(
        start=match.start(), end=match.end(), role="clock", precision=precision, clock=bounds, said=clock,
        utc_clock=clock if zone == "UTC" else None, zone=zone, about=about, bound=bound,
    )  # fmt: skip


def _read_clock(match: Match[str], scene: Scene) -> Piece | None:
    half = match["half"] or _HALVES.get(match["part"] or "")
    minute = match["minute"] or match["minute24"]
    clock = make_clock(match["hour"], minute, half)
    if clock is None:
        return None
    piece = _clock_piece(match, scene, clock, "minute" if minute else "hour")
    bare = not (match["half"] or match["part"] or match["hedge"] or match["zone"]) and len(match["hour"]) == 1
    return replace(piece, loose=bare)  # a bare "1:48" may be a score or the length of a film


def _read_military(match: Match[str], scene: Scene) -> Piece | None:
    clock = make_clock(match["digits"][:2], match["digits"][2:], None)
    return _clock_piece(match, scene, clock, "minute") if clock else None


def _read_noon(match: Match[str], scene: Scene) -> Piece | None:
    clock = time(0) if match["noon"].endswith("midnight") else time(12)
    return _clock_piece(match, scene, clock, "hour")


def _read_range(match: Match[str], scene: Scene) -> Piece | None:
    half, half2 = match["half"], match["half2"]
    if not half and half2 and match["minute"] is None and int(match["hour"]) > 12:
        return None
    last = make_clock(match["hour2"], match["minute2"], half2)
    first = make_clock(match["hour"], match["minute"], half or half2)
    if first is None or last is None:
        return None
    if not half and half2 and first > last:  # "from 11 to 2 pm" starts before noon
        first = make_clock(match["hour"], match["minute"], "a" if half2.startswith("p") else "p")
    assert first is not None
    precision: Precision = "minute" if match["minute"] or match["minute2"] else "hour"
    zone = _zone_of(match, scene)
    return Piece(
        start=match.start(),
        end=match.end(),
        role="clock",
        precision=precision,
        clock=(first, last),
        zone=zone,
    )


def _read_part(match: Match[str], scene: Scene) -> Piece | None:
    words = " ".join(match["part"].split()).removeprefix("the ")
    name = PART_NAMES.get(words, words)
    if scene.low[match.end() : match.end() + 1] == "-" or scene.low[match.start() - 1 : match.start()] == "-":
        return None
    return Piece(
        start=match.start(), end=match.end(), role="part", precision="part", clock=PARTS[name], loose=True
    )


_TAIL = rf"(?:\s?\(?(?P<zone>{_ZONE})\)?|,?\s+\(?{_PLACE_TIME}\)?)?"

RULES = (
    Rule(
        name="clock_range",
        pattern=(
            rf"{_OPENS}(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?\s?(?P<half>{_AMPM})?"
            r"\s?(?:-|and|to|until|till)\s?"
            rf"(?P<hour2>\d{{1,2}})(?:[:.](?P<minute2>\d\d))?\s?(?P<half2>{_AMPM})" + _TAIL
        ),
        read=_read_range,
    ),
    Rule(
        name="clock_range_24",
        pattern=(
            rf"{_OPENS}(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?P<half>)\s?(?:-|and|to|until|till)\s?"
            r"(?P<hour2>\d{1,2}):(?P<minute2>\d\d)(?P<half2>)(?!\d)" + _TAIL
        ),
        read=_read_range,
    ),
    Rule(
        name="military",
        pattern=(
            rf"(?:{_HEDGE})?(?P<digits>(?:[01]\d|2[0-3])[0-5]\d)"
            rf"(?:\s?(?:hours|hrs|h)\b{_TAIL}|\s?\(?(?P<zone2>{_ZONE_NAME})\)?|\s+local(?:\s+time)?\b)"
        ),
        read=_read_military,
    ),
    Rule(
        name="clock",
        pattern=(
            rf"(?:{_HEDGE})?(?P<hour>\d{{1,2}}|(?:{either(_HOUR_WORDS)})(?=\s))"
            rf"(?:(?:[:.](?P<minute>\d\d))?(?::\d\d)?\s?(?P<half>{_AMPM})"
            r"|\s?o'clock(?:\s+(?:in\s+the\s+|at\s+)?(?P<part>morning|afternoon|evening|night)\b)?"
            rf"|(?::|\.(?=\d\d\s?\(?(?:{_ZONE}|local\s|hours\b|hrs\b)))(?P<minute24>\d\d)(?::\d\d)?(?![\d%])"
            r"(?:\s?(?:hours|hrs)\b)?)" + _TAIL
        ),
        read=_read_clock,
    ),
    Rule(
        name="noon",
        pattern=rf"(?:{_HEDGE})?(?:12\s+)?(?P<noon>noon|mid-?day|midnight)\b(?!-)" + _TAIL,
        read=_read_noon,
    ),
    Rule(
        name="part",
        pattern=rf"(?P<part>(?:the\s+)?(?:{either({**PARTS, **PART_NAMES}.keys() - {'early', 'late'})})\b)",
        read=_read_part,
    ),
)
