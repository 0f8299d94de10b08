"""Times told from the day of printing or from the day just spoken of: "yesterday", "two days later"."""

import re
from datetime import date, timedelta
from re import Match

from twosource.values.when import Precision
from twosource.values.when_calendar import (
    Days,
    one_day,
    shift_days,
    shift_month,
    week_of,
    years,
)
from twosource.values.when_pieces import FIGURE, Piece, Rule, Scene, figure
from twosource.values.when_words import PARTS

_UNIT = r"(?:day|night|week|fortnight|month|year|decade)"
_DAY_WORDS = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2,
    "the day after tomorrow": 2,
}  # fmt: skip
#: How far back or ahead "in recent days" and "in the coming weeks" reach, in units of what is named.
RECENT_UNITS = 8


def _piece(match: Match[str], days: Days | None, precision: Precision = "day", **more: object) -> Piece:
    return Piece(
        start=match.start(),
        end=match.end(),
        role="day",
        precision=precision,
        days=days,
        **more,  # type: ignore[arg-type]
    )


def _read_day_word(match: Match[str], scene: Scene) -> Piece | None:
    word = " ".join(match.group().split())
    clock = PARTS["night"] if word == "tonight" else None
    days = one_day(shift_days(scene.today, _DAY_WORDS[word])) if scene.today else None
    return _piece(match, days, "part" if clock else "day", clock=clock)


def unit_around(day: date, unit: str, by: int) -> tuple[Days, Precision]:
    """Return the day, week, month, year or decade ``by`` units from the one around a day."""
    if unit in {"day", "night"}:
        return one_day(shift_days(day, by)), "day"
    if unit == "weekend":
        monday = week_of(shift_days(day, 7 * by))[0]
        return (shift_days(monday, 5), shift_days(monday, 6)), "day"
    if unit in {"week", "fortnight"}:
        return week_of(shift_days(day, by * (14 if unit == "fortnight" else 7))), "week"
    if unit == "month":
        return shift_month(day, by), "month"
    if unit == "year":
        return years(day.year + by, day.year + by), "year"
    return years((day.year // 10 + by) * 10, (day.year // 10 + by) * 10 + 9), "decade"


_STEPS = {"this": 0, "the": 0, "last": -1, "over the": -1, "next": 1}


def _read_this(match: Match[str], scene: Scene) -> Piece | None:
    """Read "this week", "last night", "next month", "the previous day", "the following year"."""
    which, unit = match["which"], match["unit"]
    by = _STEPS.get(" ".join(which.split()))
    base = scene.today
    if scene.text[match.start("unit")].isupper() and scene.text[match.start()].isupper():
        return None  # "This Week" is a programme
    if by is None:
        by = 0 if which.endswith(("same", "that")) else 1 if which.endswith(("following", "next")) else -1
        base = _narrated(match, scene)
    if unit in PARTS:
        return _part_of_day(match, base, by, unit)
    if base is None:
        return _piece(match, None, unit_around(date(2000, 1, 1), unit, 0)[1])
    days, precision = unit_around(base, unit, by)
    return _piece(match, days, precision)


def _part_of_day(match: Match[str], base: date | None, by: int, unit: str) -> Piece:
    days = one_day(shift_days(base, by)) if base else None
    return _piece(match, days, "part", clock=PARTS[unit])


def _narrated(match: Match[str], scene: Scene) -> date | None:
    """Return the day the words count from: the one last spoken of.

    Without one it is the day of printing, but only where the words stand alone: "a day after the
    raid" counts from the raid, which nobody dated.
    """
    if scene.previous:
        return scene.previous[0]
    follows = scene.low[match.end() : match.end() + 2].strip()
    return scene.today if not follows or not follows[0].isalnum() else None


_EVENT = re.compile(r"\s+(?!(?:in|on|at|and|but|when|as|with|to|for|near|by|from)\b)\w")


def _read_overnight(match: Match[str], scene: Scene) -> Piece | None:
    """Read "overnight": from the evening before to the morning of the day of printing."""
    if scene.today is None:
        return Piece(
            start=match.start(), end=match.end(), role="part", precision="part", clock=PARTS["night"]
        )
    night = one_day(shift_days(scene.today, -1))
    return Piece(
        start=match.start(), end=match.end(), role="part", precision="part", days=night, clock=PARTS["night"]
    )


def _read_ago(match: Match[str], scene: Scene) -> Piece | None:
    """Read "three weeks ago", "two days later", "the day before", "a month after"."""
    low, high = figure(match["figure"] or "a")
    sign = -1 if match["way"] in {"ago", "earlier", "before", "previously", "prior"} else 1
    base = scene.today if match["way"] == "ago" else _narrated(match, scene)
    if match["way"] in {"before", "after"} and not scene.narrated and _EVENT.match(scene.low, match.end()):
        base = None  # "a day after the raid" counts from the raid, which nobody dated
    unit = match["unit"].rstrip("s")
    precision = unit_around(date(2000, 1, 1), unit, 0)[1]
    about = low != high or bool(match["hedge"])
    if base is None:
        return _piece(match, None, precision, about=about)
    ends = [unit_around(base, unit, sign * n)[0] for n in (low, high)]
    days = min(end[0] for end in ends), max(end[1] for end in ends)
    return _piece(match, days, precision, about=about)


def _read_hours_ago(match: Match[str], scene: Scene) -> Piece | None:
    low, high = figure(match["figure"])
    if match["way"] != "ago" or scene.published is None:
        return _piece(match, None, "hour", about=True) if match["way"] == "ago" else None
    size = timedelta(hours=1) if match["unit"].startswith("hour") else timedelta(minutes=1)
    return Piece(
        start=match.start(), end=match.end(), role="span", precision="hour", about=True,
        instants=(scene.published - size * (high + 0.5), scene.published - size * max(low - 0.5, 0)),
    )  # fmt: skip


def _read_stretch(match: Match[str], scene: Scene) -> Piece | None:
    """Read "in the past two weeks", "over the last 24 hours", "in recent months", "in the coming days"."""
    low, high = figure(match["figure"]) if match["figure"] else (1, 1)
    unit, ahead = match["unit"].rstrip("s"), match["which"] in {"next", "coming"}
    vague = match["which"] in {"recent", "coming"} and not match["figure"]
    if vague:
        low, high = 1, RECENT_UNITS
    precision: Precision = (
        "vague" if vague else unit_around(date(2000, 1, 1), unit, 0)[1] if unit in _WHOLE else "hour"
    )
    if scene.published is None or scene.today is None:
        return _piece(match, None, precision, about=vague or low != high)
    if unit in _HOURS:
        return _hours_stretch(match, scene, high * _HOURS[unit], ahead=ahead)
    far = _far_end(scene.today, unit, high if ahead else -high)
    days = (scene.today, far) if ahead else (far, scene.today)
    return _piece(match, days, precision, about=vague or low != high)


_HOURS = {"hour": 1.0, "minute": 1 / 60}
_WHOLE = frozenset({"day", "night", "week", "fortnight", "month", "year", "decade"})


def _far_end(today: date, unit: str, by: int) -> date:
    if unit in {"month", "year", "decade"}:
        months = by * {"month": 1, "year": 12, "decade": 120}[unit]
        first, last = shift_month(today, months)
        return first.replace(day=min(today.day, last.day))
    return shift_days(today, by * {"week": 7, "fortnight": 14}.get(unit, 1))


def _hours_stretch(match: Match[str], scene: Scene, hours: float, *, ahead: bool) -> Piece:
    assert scene.published is not None
    size = timedelta(hours=hours)
    instants = (
        (scene.published, scene.published + size) if ahead else (scene.published - size, scene.published)
    )
    return Piece(start=match.start(), end=match.end(), role="span", precision="hour", instants=instants)


def _read_recently(match: Match[str], scene: Scene) -> Piece | None:
    days = (shift_days(scene.today, -61), scene.today) if scene.today else None
    return _piece(match, days, "vague", about=True)


_HEDGED = (
    r"(?:(?P<hedge>about|around|almost|nearly|roughly|some|more\s+than|over|less\s+than|at\s+least)\s+)?"
)

RULES = (
    Rule(
        name="day_word",
        pattern=(
            r"(?:the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|today|tonight|yesterday|tomorrow)\b"
            r"(?!'s\s+(?:world|society|standards))"
        ),
        read=_read_day_word,
    ),
    Rule(
        name="ago",
        pattern=(
            rf"{_HEDGED}(?:(?P<figure>{FIGURE})\s+|the\s+)(?P<unit>{_UNIT}s?)\s+"
            r"(?P<way>ago|earlier|later|before|after|previously|prior)\b"
        ),
        read=_read_ago,
    ),
    Rule(
        name="hours_ago",
        pattern=rf"{_HEDGED}(?P<figure>{FIGURE})\s+(?P<unit>hours?|minutes?)\s+(?P<way>ago)\b",
        read=_read_hours_ago,
    ),
    Rule(
        name="stretch",
        pattern=(
            rf"(?:in|over|during|within|for)\s+(?:the\s+)?(?P<which>past|last|recent|coming|next)\s+"
            rf"(?:(?P<figure>{FIGURE})\s+)?(?P<unit>(?:{_UNIT}|hour|minute)s|(?:(?<=past\s)|(?<=last\s)|(?<=next\s))(?:day|week|month|year|decade))\b"
        ),
        read=_read_stretch,
    ),
    Rule(
        name="this",
        pattern=(
            r"(?P<which>this|last|next|that(?:\s+same)?|the\s+(?:previous|following|same|next)|over\s+the(?=\s+weekend)"
            r"|(?<=of\s)the(?=\s+(?:week|month|year)\b))\s+"
            rf"(?P<unit>{_UNIT}|weekend|morning|afternoon|evening)\b(?!-)"
        ),
        read=_read_this,
    ),
    Rule(name="overnight", pattern=r"overnight\b", read=_read_overnight),
    Rule(name="recently", pattern=r"recently\b|in\s+recent\s+times\b|lately\b", read=_read_recently),
)
