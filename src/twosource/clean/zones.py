"""Zones as pages print them beside a time, and what seats them when one means several.

Holds the abbreviations of the press, not of the tz database; a zone it does not hold is not known.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

#: Minutes ahead of UTC. Abbreviations as used in the tz database and by agencies' style guides.
FIXED: dict[str, int] = {
    "GMT": 0, "UTC": 0, "Z": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "WAT": 60, "CEST": 120,
    "EET": 120, "CAT": 120, "SAST": 120, "EEST": 180, "IDT": 180, "MSK": 180, "EAT": 180, "TRT": 180,
    "AST": 180, "IRST": 210, "GST": 240, "AFT": 270, "PKT": 300, "UZT": 300, "IST": 330, "NPT": 345,
    "MMT": 390, "WIB": 420, "ICT": 420, "HKT": 480, "SGT": 480, "MYT": 480, "PHT": 480, "PHST": 480,
    "AWST": 480, "WITA": 480, "JST": 540, "KST": 540, "ACST": 570, "AEST": 600, "AEDT": 660,
    "NZST": 720, "NZDT": 780, "NDT": -150, "NST": -210, "BRT": -180, "ART": -180, "ADT": -180,
    "EDT": -240, "VET": -240, "EST": -300, "CDT": -300, "PET": -300, "COT": -300, "CST": -360,
    "MDT": -360, "MST": -420, "PDT": -420, "PST": -480, "AKDT": -480, "AKST": -540, "HST": -600,
}  # fmt: skip

#: Zones that follow summer time by themselves: "ET" is EST or EDT as the day has it.
SEASONAL: dict[str, str] = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}

#: Abbreviations that mean something else where the outlet sits there.
ELSEWHERE: dict[tuple[str, str], str] = {
    ("IST", "IL"): "Asia/Jerusalem",
    ("IST", "IE"): "Europe/Dublin",
    ("BST", "BD"): "Asia/Dhaka",
    ("CST", "CN"): "Asia/Shanghai",
    ("CST", "TW"): "Asia/Taipei",
    ("AST", "CA"): "America/Halifax",
    ("AST", "PR"): "America/Puerto_Rico",
    ("PST", "PK"): "Asia/Karachi",
    ("PST", "PH"): "Asia/Manila",
    ("MST", "MY"): "Asia/Kuala_Lumpur",
}

#: Zones of the only country that prints month-first (CLDR: en-US "M/d/y").
MONTH_FIRST_ZONES = frozenset(
    {"ET", "CT", "MT", "PT", "EST", "EDT", "CST", "CDT", "MDT", "MST", "PST", "PDT", "AKST", "AKDT", "HST"}
)
MONTH_FIRST_COUNTRIES = frozenset({"US", "PR"})

_OFFSET = re.compile(r"(?:GMT|UTC)?\s?([+-])(\d{1,2}):?(\d\d)?")

#: What a printed zone looks like, for use in larger expressions.
ZONE_PATTERN = r"(?:(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d|" + (
    "|".join(sorted((*FIXED, *SEASONAL), key=len, reverse=True)) + r")(?![\w+])"
)


@cache
def _zone(key: str) -> ZoneInfo:
    return ZoneInfo(key)


def _offset(match: re.Match[str]) -> tzinfo | None:
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if ahead >= timedelta(hours=15):
        return None
    return timezone(-ahead if match[1] == "-" else ahead)


def find_zone(words: str, country: str | None) -> tzinfo | None:
    """Return what a printed zone means for an outlet that sits in ``country``; None if nobody knows it."""
    match = _OFFSET.fullmatch(words)
    if match is not None:
        return _offset(match)
    elsewhere = ELSEWHERE.get((words, country or ""))
    if elsewhere or words in SEASONAL:
        return _zone(elsewhere or SEASONAL[words])
    if words not in FIXED:
        return None
    return timezone(timedelta(minutes=FIXED[words])) if FIXED[words] else UTC


def fix_offset(at: datetime) -> datetime:
    """Return the same instant and clock with a bare offset instead of a zone with rules."""
    offset = at.utcoffset()
    return at.replace(tzinfo=timezone(offset) if offset else UTC, fold=0)
