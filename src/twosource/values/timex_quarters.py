"""Quarters, halves and years of business as TIMEX3 dates: "the third quarter", "fiscal 1989", "year-end"."""

import re
from datetime import date
from re import Match

from twosource.values.timex_pieces import Found, Rule, Setting, found
from twosource.values.when_tense import direction

#: A year and the number of one of its quarters, 1 to 4.
Quarter = tuple[int, int]

_RANKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_RANK = "|".join(_RANKS)
_YEAR = r"(?:1\d|20)\d\d"
_YEAR_BACK = r"year-ago|year-earlier|year-before|prior-year"
_AFTERWARDS = r"a\s+year\s+(?:ago|earlier|before)|last\s+year"
_QUALITY = (
    rf"(?:this|that|last|next|same|comparable|corresponding|latest|current|previous|prior|past|coming|(?:most\s+)?recent"
    rf"|fiscal|seasonally\s+[a-z]+|{_YEAR_BACK}|{_YEAR}|{_RANK}|(?:this|last|next)\s+year's)"
)
_BACK = re.compile(rf"\b(?:{_YEAR_BACK}|a year (?:ago|earlier|before)|last year)\b(?!')")
_NO_QUARTER = re.compile(r"(?:\s+of\s+(?!\d)|[\s-](?:mile|hour|century|back|final))")
_PERIOD_OF = re.compile(r"year|corresponding|comparable|latest|same")
#: How far after a quarter "a year earlier" still means a quarter, in characters.
QUARTER_REACH = 600


def quarter_of(day: date) -> Quarter:
    """Return the quarter around a day."""
    return day.year, (day.month - 1) // 3 + 1


def shift_quarter(quarter: Quarter, by: int) -> Quarter:
    """Return the quarter that lies some quarters off."""
    total = quarter[0] * 4 + quarter[1] - 1 + by
    return total // 4, total % 4 + 1


def write_quarter(quarter: Quarter) -> str:
    """Write a quarter as a TIMEX3 value: "1989-Q3"."""
    return f"{quarter[0]:04}-Q{quarter[1]}"


def _spoken(setting: Setting, at: int) -> Quarter | None:
    """Return the quarter last named not far before a place in the text."""
    if setting.quarter is None or at - setting.quarter[0] > QUARTER_REACH:
        return None
    said = setting.quarter[1]
    return int(said[:4]), int(said[-1])


def _read_quarter(match: Match[str], setting: Setting) -> Found | None:
    words, today = " ".join(match.group().split()), setting.anchor(match.start())
    rank = next((_RANKS[word] for word in re.split(r"[\s-]", words) if word in _RANKS), None)
    if today is None or words in {"quarter", "period", "the period"}:
        return None
    if rank is None and _NO_QUARTER.match(setting.low, match.end()):
        return None  # "the quarter of a century"
    if "period" in words and (setting.narrated or not _PERIOD_OF.search(words)):
        return None
    start = match.start()
    if "-quarter" in words and words.startswith("the "):
        start += 4  # "the third-quarter loss"
    value = write_quarter(_place(match, setting, today, rank, words))
    return found(match, "DATE", value, start=start, leads=not _BACK.search(words))


def _place(match: Match[str], setting: Setting, today: date, rank: int | None, words: str) -> Quarter:
    year, spoken = _year_named(today, words), _spoken(setting, match.start())
    quarter = _unranked(words, today, spoken) if rank is None else None
    if rank is not None:
        quarter = year or _year_of_rank(match, setting, today, rank), rank
    assert quarter is not None
    if year is not None:
        return year, quarter[1]
    if _BACK.search(words):
        base = spoken if rank is None and spoken else quarter
        return base[0] - 1, base[1]
    return quarter


def _year_named(today: date, words: str) -> int | None:
    """Return the year that stands beside a quarter or a half, if one does."""
    said = re.search(rf"\b{_YEAR}\b", words)
    if said:
        return int(said.group())
    named = re.search(r"\b(this|last|next) year's\b|\b(?:of|in) (this|last|next) year\b", words)
    if named is None:
        return None
    return today.year + {"this": 0, "last": -1, "next": 1}[named[1] or named[2]]


def _unranked(words: str, today: date, spoken: Quarter | None) -> Quarter:
    """Return the quarter that "this quarter" or "the quarter" is; the latest one over where nothing tells."""
    now = quarter_of(today)
    if re.search(r"\b(?:current|this)\b", words):
        return now
    if re.search(r"\b(?:next|coming)\b", words):
        return shift_quarter(now, 1)
    if spoken is None or re.search(r"\b(?:last|latest|recent|past)\b(?! year)", words):
        return shift_quarter(now, -1)
    return shift_quarter(spoken, -1) if re.search(r"\b(?:previous|prior)\b", words) else spoken


def _year_of_rank(match: Match[str], setting: Setting, today: date, rank: int) -> int:
    """Return the year of "the third quarter": the one just over or running, else as the tense has it."""
    now = quarter_of(today)
    last = shift_quarter(now, -1)
    if setting.narrated or rank == now[1]:
        return now[0]
    if rank == last[1]:
        return last[0]
    ahead = direction(setting.text, setting.low, match.start(), match.end()) > 0
    return now[0] + (rank < now[1]) if ahead else now[0] - (rank > now[1])


def _read_year_back(match: Match[str], setting: Setting) -> Found | None:
    """Read "a year earlier" beside a quarter as that quarter of the year before."""
    spoken = _spoken(setting, match.start())
    if spoken:
        return found(match, "DATE", write_quarter((spoken[0] - 1, spoken[1])))
    if setting.narrated or setting.today is None:
        return None
    days = setting.spoken_before(match.start())
    if "ago" not in match.group() and days and days[0].year == days[1].year != setting.today.year - 1:
        return None  # counts from a day just spoken of
    return found(match, "DATE", f"{setting.today.year - 1:04}")


def _read_half(match: Match[str], setting: Setting) -> Found | None:
    words, today = " ".join(match.group().split()), setting.anchor(match.start())
    if today is None:
        return None
    year = _year_named(today, words) or today.year
    return found(match, "DATE", f"{year:04}-H{1 if match['half'] in {'first', '1st'} else 2}")


def _read_year_end(match: Match[str], setting: Setting) -> Found | None:
    today = setting.anchor(match.start())
    if match["year"]:
        return found(match, "DATE", f"{match['year']}-12-31")
    if today is None:
        return None
    if "-" not in match.group():
        return found(match, "DATE", f"{today.year:04}")
    since = setting.low.endswith("since ", 0, match.start())
    return found(match, "DATE", f"{today.year - since:04}-12-31")


def _read_fiscal(match: Match[str], setting: Setting) -> Found:
    del setting
    return found(match, "DATE", match["year"])


RULES = (
    Rule(
        name="quarter",
        pattern=(
            rf"(?:the\s+)?(?:{_QUALITY}[\s-]+){{0,5}}(?:quarter|period)\b(?:\s+(?:of|in)\s+(?:fiscal\s+)?{_YEAR}\b"
            rf"|\s+(?:of|in)\s+(?:last|this|next)\s+year\b|\s+(?:{_AFTERWARDS})\b|,?\s+{_YEAR}\b)?"
        ),
        read=_read_quarter,
    ),
    Rule(
        name="half",
        pattern=(
            rf"(?:the\s+)?(?P<half>first|second|last|latter|1st|2nd)\s+half\s+of\s+(?:(?:fiscal\s+)?{_YEAR}\b|the\s+year\b"
            r"|(?:last|this|next)\s+year\b)"
        ),
        read=_read_half,
    ),
    Rule(
        name="year_back",
        pattern=rf"(?:a\s+year\s+(?:ago|earlier)|{_YEAR_BACK})\b(?!-)",
        read=_read_year_back,
    ),
    Rule(name="fiscal", pattern=rf"fiscal(?:\s+year)?\s+(?P<year>{_YEAR})\b", read=_read_fiscal),
    Rule(
        name="year_end",
        pattern=rf"(?:(?:the\s+)?year[\s-]end|(?:the\s+)?year's\s+end)\b(?:\s+(?P<year>{_YEAR})\b)?",
        read=_read_year_end,
    ),
)
