"""Finds the times that a text tells, and reads each as a :class:`~twosource.values.when.When`.

``when_scan`` gives the pieces; neighbouring pieces are joined; words before them bound them ("since", "by"); the day of printing
and the tense place them on the calendar. Lengths of time ("a two-month war") are not found here
(see ``when_lengths``), nor are habits ("on Fridays").
"""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from twosource.text import Span, lower, plain
from twosource.values.when import Bound, TimeMention, When, move, place_clock
from twosource.values.when_calendar import Days, one_day, shift_days
from twosource.values.when_joins import join, join_range
from twosource.values.when_pieces import Piece, Scene
from twosource.values.when_scan import scan
from twosource.values.when_tense import direction
from twosource.values.when_zones import get_offset, move_to, name_offset, tz_of

_LED = re.compile(
    r"\b(?P<word>since|until|till|by|before|after|up\s+to)\s+(?:(?:the|at|on|in|about|around)\s+){0,2}$"
)
_BOUNDS: dict[str, Bound] = {"since": "since", "before": "before", "after": "after"}
#: What may follow "after Friday" for it to mean the day and not what happened on it.
_FREE = re.compile(
    r"\s*(?:$|[.,;:)?!\"-]|(?:and|or|but|when|in|on|at|as|with|if|to|for|because|while|that)\b)"
)
_SINCE = re.compile(r"\bsince\b[^.,;:!?\"()\n]*(?:\bu\.s\.[^.,;:!?\"()\n]*)*\s(?:on|in|of|this|last)\s+$")
#: How far before a date the "since" of its clause may stand, in characters.
SINCE_REACH = 220
_LOOSE_LEAD = re.compile(r"\b(?:in|at|during|by|before|around|through|over|until|since)\s+(?:the\s+)?$")


def find_times(text: str, *, published: datetime | None, zone: str | None = None) -> tuple[TimeMention, ...]:
    """Find all times told in a sentence or an article, in order, none overlapping.

    ``published`` is aware; its local day (in ``zone`` if given, else by its own offset) is what
    "Friday" and "yesterday" count from. Without it they stay off the calendar. ``zone`` (an IANA
    name or an offset) is where the told times are local; ValueError if nobody knows it.
    Spans count characters of ``text`` as given.
    """
    straight = plain(text)
    if published is not None and zone is not None:
        published = move_to(published, zone)
    scene = Scene(text=straight, low=lower(straight), published=published, zone=zone)
    return tuple(_mention(piece, scene, text) for piece in _pieces(scene))


def parse_when(words: str, *, published: datetime | None = None, zone: str | None = None) -> When:
    """Read words that are a time and nothing else; raises ValueError for any others."""
    said = words.strip().rstrip(".,;")
    unknown = said.endswith(" unknown")
    if unknown:
        said, published = said.rpartition(",")[0], None
    for lead in ("", "in ", "on "):
        found = find_times(lead + said, published=published, zone=zone)
        if len(found) == 1 and _all_said(lead + said, found[0].span):
            return replace(found[0].when, as_said=words)
    msg = f"not a time: {words!r}"
    raise ValueError(msg)


def _all_said(text: str, span: Span) -> bool:
    before, after = text[: span.start].lower().split(), text[span.end :].strip(" .,;")
    return not after and all(word in {"on", "at", "in", "during", "the", "a", "an"} for word in before)


def find_pieces(scene: Scene) -> list[Piece]:
    """Return the pieces of a text, joined where they tell one time, ranges and bounds left apart."""
    joined: list[Piece] = []
    for piece in scan(scene):
        both = join(joined[-1], piece, scene) if joined else None
        if both:
            joined[-1] = both
        else:
            joined.append(piece)
    return joined


def is_told(piece: Piece, scene: Scene) -> bool:
    """Whether a piece tells a time where it stands: loose words need a preposition before them."""
    return not piece.loose or bool(_LOOSE_LEAD.search(scene.low, max(0, piece.start - 16), piece.start))


def _pieces(scene: Scene) -> list[Piece]:
    ranged: list[Piece] = []
    for piece in find_pieces(scene):
        both = join_range(ranged[-1], piece, scene) if ranged else None
        if both:
            ranged[-1] = both
        elif is_told(piece, scene):
            ranged.append(piece)
    ends = [0, *(piece.end for piece in ranged)]
    return [_bounded(piece, scene, floor) for piece, floor in zip(ranged, ends, strict=False)]


def _bounded(piece: Piece, scene: Scene, floor: int) -> Piece:
    """Take in "since", "until", "by", "before" or "after" where it governs the piece."""
    if piece.bound or piece.role == "span":
        return piece
    led = _LED.search(scene.low, max(floor, piece.start - 30), piece.start)
    if led:
        word: str = led["word"]
        if word in {"before", "after"} and not _FREE.match(scene.low, piece.end):
            return piece
        return replace(piece, start=led.start(), bound=_BOUNDS.get(word, "until"))
    if piece.role == "day" and _SINCE.search(scene.low, max(floor, piece.start - SINCE_REACH), piece.start):
        return replace(piece, bound="since")
    return piece


def _mention(piece: Piece, scene: Scene, text: str) -> TimeMention:
    end = piece.end
    if scene.low[end - 1] == ")" and "(" not in scene.low[piece.start : end]:
        end -= 1
    span = Span(piece.start, end)
    return TimeMention(span=span, when=settle(piece, scene, span.of(text)))


def settle(piece: Piece, scene: Scene, as_said: str) -> When:
    """Make a time of a piece: its days and its clock become bounds."""
    if piece.instants:
        low, high = piece.instants
        offset = name_offset(low.utcoffset() or timedelta(0))
        return When(
            earliest=low, latest=high, precision=piece.precision, zone=offset, as_said=as_said, about=piece.about
        )  # fmt: skip
    days = piece.days or _day_of_clock(piece, scene)
    zone = piece.zone or (_zone_at(scene.zone, days, piece.clock) if scene.zone else None)
    earliest, latest = _instants(piece, days, zone)
    return When(
        earliest=earliest, latest=latest, precision=piece.precision, zone=zone, as_said=as_said,
        about=piece.about, bound=piece.bound, weekday=piece.weekday, clock=piece.clock,
        utc_clock=piece.utc_clock,
    )  # fmt: skip


def _zone_at(zone: str, days: Days | None, clock: tuple[time, time] | None) -> str | None:
    if days is None:
        return None
    return name_offset(get_offset(zone, days[0], clock[0] if clock else time(12)))


def _day_of_clock(piece: Piece, scene: Scene) -> Days | None:
    """Place a bare clock: the latest such hour before the printing, or the first after it."""
    if piece.role != "clock" or piece.clock is None or scene.published is None:
        return None
    printed = scene.published.astimezone(tz_of(piece.zone)) if piece.zone else scene.published
    said = piece.said or piece.clock[0]
    today, now = printed.date(), printed.time()
    if direction(scene.text, scene.low, piece.start, piece.end) > 0:
        return one_day(shift_days(today, int(said < now)))
    return one_day(shift_days(today, -int(said > now)))


def _instants(piece: Piece, days: Days | None, zone: str | None) -> tuple[datetime | None, datetime | None]:
    if days is None:
        return None, None
    precision = "minute" if piece.role == "clock" else piece.precision  # a bare midnight has no day to end
    low, high = place_clock(days, piece.clock, precision, tz_of(zone))
    if piece.clock and piece.bound and piece.role != "day":
        return low, high
    one = timedelta(seconds=1)
    bounds: dict[Bound, tuple[datetime | None, datetime | None]] = {
        "": (low, high), "since": (low, None), "until": (None, high), "before": (None, move(low, -one)),
        "after": (move(high, one), None),
    }  # fmt: skip
    if piece.clock and piece.bound in {"before", "after"}:
        return low, high
    return bounds[piece.bound]
