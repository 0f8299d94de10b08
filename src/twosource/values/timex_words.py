"""Words that point at the present, the past or the future, and habits: "now", "recently", "every day"."""

from re import Match

from twosource.values.timex_lengths import UNITS, unit_of
from twosource.values.timex_pieces import Found, Rule, Setting, found
from twosource.values.when_calendar import guess_year
from twosource.values.when_relative import unit_around
from twosource.values.when_tense import direction
from twosource.values.when_words import MONTH_NAMES, WEEKDAYS

_HABITS = {"daily": "D", "weekly": "W", "monthly": "M", "annually": "Y", "yearly": "Y", "nightly": "D"}
#: How TIMEX2, in which histories are marked up, writes a habit.
_OPEN_DAYS = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}
_MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}
_DAYS = "|".join(WEEKDAYS)


def _read_present(match: Match[str], setting: Setting) -> Found:
    del setting
    return found(match, "DATE", "PRESENT_REF")


def _read_past(match: Match[str], setting: Setting) -> Found:
    del setting
    return found(match, "DATE", "PAST_REF")


def _read_recent(match: Match[str], setting: Setting) -> Found:
    del setting
    return found(match, "DATE", "PAST_REF", start=match.start("recent"))


def _read_future(match: Match[str], setting: Setting) -> Found:
    del setting
    return found(match, "DATE", "FUTURE_REF")


def _read_future_thing(match: Match[str], setting: Setting) -> Found | None:
    return found(match, "DATE", "FUTURE_REF") if setting.narrated else None


def _read_former(match: Match[str], setting: Setting) -> Found | None:
    """Read "former" in histories only: TIMEX2 takes it for a time, TIMEX3 does not."""
    return found(match, "DATE", "PAST_REF") if setting.narrated else None


def _read_that_time(match: Match[str], setting: Setting) -> Found | None:
    """Read "the same time" in histories: when what was told last happened."""
    days = setting.spoken_before(match.start()) if setting.narrated else None
    if days is None:
        return None
    width, day = (days[1] - days[0]).days, f"{days[0]:%Y-%m-%d}"
    return found(match, "DATE", day if width < 7 else day[:7] if width < 32 else day[:4])


def _read_weekend(match: Match[str], setting: Setting) -> Found | None:
    """Read "the weekend": the one running or last over, the next one where the words look ahead."""
    today = setting.anchor(match.start())
    if today is None:
        return None
    ahead = direction(setting.text, setting.low, match.start(), match.end()) > 0
    saturday = unit_around(today, "weekend", 0 if ahead or today.weekday() >= _SATURDAY else -1)[0][0]
    year, week, _ = saturday.isocalendar()
    return found(match, "DATE", f"{year:04}-W{week:02}-WE")


_SATURDAY = 5


def _read_the_time(match: Match[str], setting: Setting) -> Found | None:
    """Read "at the time" in histories as the year they tell of."""
    days = setting.spoken_before(match.start()) if setting.narrated else None
    return found(match, "DATE", f"{days[0].year:04}", start=match.start("time")) if days else None


def _read_that_period(match: Match[str], setting: Setting) -> Found | None:
    """Read "during this period" in histories: a length that is not told."""
    return found(match, "DURATION", "PXX") if setting.narrated else None


def _read_this_time(match: Match[str], setting: Setting) -> Found | None:
    return found(match, "DATE", "PRESENT_REF") if setting.narrated else None


def _read_habit(match: Match[str], setting: Setting) -> Found:
    letter = _HABITS[match["habit"]]
    return found(match, "SET", _OPEN_DAYS[letter] if setting.narrated else f"P1{letter}")


def _read_every(match: Match[str], setting: Setting) -> Found:
    del setting
    what = match["what"]
    if what.removesuffix("s") in WEEKDAYS:
        return found(match, "SET", f"XXXX-WXX-{WEEKDAYS[what.removesuffix('s')] + 1}")
    if what in _MONTHS:
        return found(match, "SET", f"XXXX-{_MONTHS[what]:02}")
    letter, timed, times, _ = UNITS[unit_of(what)]
    return found(match, "SET", f"P{'T' if timed else ''}{times}{letter}")


#: Feasts that fall on one day of the calendar wherever they are kept.
_FEASTS = {
    "christmas eve": "12-24", "christmas day": "12-25", "christmas": "12-25", "new year's eve": "12-31",
    "new year's day": "01-01", "halloween": "10-31", "valentine's day": "02-14",
}  # fmt: skip


def _read_feast(match: Match[str], setting: Setting) -> Found | None:
    """Read "Christmas 1963" and "Christmas": of the year told, else the nearest one the tense allows."""
    day, today = _FEASTS[match["feast"]], setting.anchor(match.start())
    if match["year"] or today is None:
        return found(match, "DATE", f"{match['year'] or 'XXXX'}-{day}")
    if setting.narrated:
        return found(match, "DATE", f"{today.year:04}-{day}")
    month, number = map(int, day.split("-"))
    looks = direction(setting.text, setting.low, match.start(), match.end())
    year = guess_year(today, (month, number), looks)
    return found(match, "DATE", f"{year:04}-{day}")


_THING = r"(?=[\s-]+[a-z\d])"
RULES = (
    Rule(
        name="every",
        pattern=(
            rf"(?:every|each|per)\s+(?P<what>minute|hour|day|night|week|month|quarter|year|decade|{_DAYS}"
            rf"|{'|'.join(_MONTHS)})\b"
        ),
        read=_read_every,
    ),
    Rule(
        name="feast",
        pattern=rf"(?P<feast>{'|'.join(_FEASTS)})\b(?:,?\s+(?P<year>(?:1\d|20)\d\d)\b)?",
        read=_read_feast,
    ),
    Rule(name="every_day", pattern=rf"(?P<what>(?:{_DAYS})s)\b", read=_read_every),
    Rule(name="habit", pattern=rf"(?P<habit>{'|'.join(_HABITS)})\b", read=_read_habit),
    Rule(
        name="present",
        pattern=(
            r"(?:(?:now|currently|presently|nowadays|these\s+days|the\s+present(?:\s+time)?|the\s+time\s+being)\b"
            rf"|current\b{_THING})"
        ),
        read=_read_present,
    ),
    Rule(
        name="recent",
        pattern=(
            r"(?:in\s+)?(?:the\s+)?(?P<recent>recent\s+(?:days|weeks|months|years|quarters|decades|times)"
            r"(?:\s+and\s+(?:weeks|months|years))?)\b"
        ),
        read=_read_recent,
    ),
    Rule(
        name="past",
        pattern=(
            rf"(?:(?:more|most)\s+recently|recently|lately)\b|recent\b{_THING}"
            r"|the\s+(?:recent\s+|distant\s+)?past\b(?=\s*(?:[.,;:!?)\"']|$|(?:and|but|or|have|has|had|was|were|to|when|that|as|he|she"
            r"|they|it|we|the)\b))"
        ),
        read=_read_past,
    ),
    Rule(
        name="future",
        pattern=(
            r"(?:the\s+(?:near\s+|foreseeable\s+)?future|(?:the\s+)?coming\s+(?:days|weeks|months|years)"
            r"|as\s+soon\s+as\s+possible)\b"
        ),
        read=_read_future,
    ),
    Rule(name="future_thing", pattern=rf"future\b{_THING}", read=_read_future_thing),
    Rule(name="former", pattern=r"former\b", read=_read_former),
    Rule(name="that_time", pattern=r"(?:the\s+same|that)\s+time\b", read=_read_that_time),
    Rule(
        name="the_time", pattern=r"at\s+(?P<time>the\s+time)\b(?!\s+(?:of|when|that)\b)", read=_read_the_time
    ),
    Rule(
        name="that_period",
        pattern=r"(?:this|that|the\s+same|the\s+previous|the\s+preceding)\s+period\b",
        read=_read_that_period,
    ),
    Rule(name="weekend", pattern=r"the\s+weekend\b(?!\s+of\b)", read=_read_weekend),
    Rule(name="this_time", pattern=r"(?:at\s+)?this\s+time\b", read=_read_this_time),
)
