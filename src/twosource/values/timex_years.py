"""Years, decades and centuries that the finder of incidents' times leaves alone, as TIMEX3 dates.

Years before Christ, spelt-out years, figures that can hardly be anything but a year, "the current
year", "the 19th century".
"""

import re
from datetime import date, timedelta
from re import Match

from twosource.values.count_grammar import TENS, UNITS
from twosource.values.timex_pieces import Found, Rule, Setting, found

_STEPS = {"next": 1, "coming": 1, "last": -1, "previous": -1, "past": -1, "latest": -1, "recent": -1}
_ENDED = re.compile(r"\s+(?:ended|ending|to|through)\b")
_LEADS_ON = re.compile(r"\s+(?:of|before|after|when|in|that|since|earlier|later|ago|long|two)\b")
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21,
}  # fmt: skip
_TENS = {word: number for number, word in enumerate(TENS, 2)}
_ONES = {word: number for number, word in enumerate(UNITS, 1)}
_DECADES = {f"{name.removesuffix('y')}ies": number for name, number in _TENS.items()}
#: Counted nouns, units and parts of an address after a figure that only looks like a year.
_NO_YEAR_AFTER = re.compile(
    r"\s*(?:%|percent|per\s+cent|[mb]illion|dollars|pounds|met(?:er|re)s|miles|feet|km|kg|tons|tonnes|acres|degrees"
    r"|people|troops|soldiers|men|women|children|shares|jobs|employees|workers|members|units|points|votes|seats|homes"
    r"|barrels|casualties|dead|deaths|wounded|prisoners|tanks|aircraft|guns|ships|killed|civilians|captured|infantry"
    r"|cavalry|(?:[nsew]\.?\s+)?(?:[a-z]+\s+){1,2}(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|lane|highway)\b)"
)
_NO_YEAR_BEFORE = re.compile(
    r"(?:\b(?:no|nos|number|flight|resolution|highway|route|room|section|article|page|channel|model|than|about|nearly"
    r"|almost|some|over|least|estimated|approximately|roughly|exactly|only|another|killed|lost|numbered|order|act|top"
    r"|total(?:ed|ing)?)\.?\s+|[a-z]-|[#@])$"
)
#: The first and the last year that stand for themselves in news, without words that lead to them.
NEWS_YEARS = (1900, 2039)


def _read_period(match: Match[str], setting: Setting) -> Found | None:
    """Read "the current year", "the latest fiscal year", "the present century"."""
    return _period(match, setting, match["unit"], _STEPS.get(match["which"].split()[-1], 0))


def _period(match: Match[str], setting: Setting, unit: str, by: int) -> Found | None:
    today = setting.anchor(match.start())
    if today is None:
        return None
    return found(match, "DATE", _write_period(today, unit, by))


def _write_period(today: date, unit: str, by: int) -> str:
    if unit == "week":
        year, week, _ = (today + timedelta(7 * by)).isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "month":
        months = today.year * 12 + today.month - 1 + by
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return {
        "year": f"{today.year + by:04}", "decade": f"{today.year // 10 + by:03}",
        "century": f"{today.year // 100 + by:02}",
    }[unit]  # fmt: skip


def _read_the_year(match: Match[str], setting: Setting) -> Found | None:
    """Read "for the year ended Aug. 31" as a length, and "the year" as the one spoken of."""
    if _ENDED.match(setting.low, match.end()):
        return found(match, "DURATION", f"P1{match['unit'][0].upper()}")
    if _LEADS_ON.match(setting.low, match.end()):
        return None
    return _period(match, setting, match["unit"], 0)


def _read_century(match: Match[str], setting: Setting) -> Found | None:
    del setting
    words = match["rank"]
    number = _ORDINALS.get(words) or int(re.sub(r"\D", "", words))
    return found(match, "DATE", f"{'BC' if match['era'] else ''}{number - 1:02}") if number else None


def _read_bc(match: Match[str], setting: Setting) -> Found:
    del setting
    return found(match, "DATE", f"BC{int(match['year']):04}")


def _read_ancient(match: Match[str], setting: Setting) -> Found | None:
    """Read a bare "in 480" in a text on the time before Christ."""
    led = _YEAR_LED.search(setting.low, max(0, match.start() - 10), match.start())
    return found(match, "DATE", f"BC{int(match['year']):04}") if setting.ancient and led else None


_YEAR_LED = re.compile(
    r"\b(?:in|by|of|from|since|until|till|to|and|during|after|before|c\.|circa|late|early|mid)[\s-]+$|[(-]$"
)


def _read_spelt(match: Match[str], setting: Setting) -> Found:
    """Read "nineteen ninety-six" and "the year two thousand", as broadcasters spell years."""
    del setting
    if match["tens"] is None:
        return found(match, "DATE", "2000")
    century = {"eighteen": 18, "nineteen": 19}[match["century"]]
    return found(match, "DATE", f"{century}{_TENS[match['tens']]}{_ONES.get(match['ones'] or '', 0)}")


def _read_decade(match: Match[str], setting: Setting) -> Found:
    del setting
    return found(match, "DATE", f"19{_DECADES[match['decade']]}")


def _read_loose_year(match: Match[str], setting: Setting) -> Found | None:
    """Read a figure that can hardly be anything but a year ("the 1996 campaign")."""
    if _NO_YEAR_AFTER.match(setting.low, match.end()):
        return None
    if _NO_YEAR_BEFORE.search(setting.low, max(0, match.start() - 16), match.start()):
        return None
    told = setting.narrated and not setting.ancient
    if not told and not NEWS_YEARS[0] <= int(match["year"]) <= NEWS_YEARS[1]:
        return None
    return found(match, "DATE", match["year"])


_PERIODS = "year|month|week|decade|century"
RULES = (
    Rule(
        name="fiscal_year",
        pattern=(
            r"(?:the\s+|its\s+)?(?P<which>current|latest|(?:most\s+)?recent|present|next|last|previous|past|coming|this)\s+"
            r"(?:fiscal|calendar|school|academic)\s+(?P<unit>year)\b"
        ),
        read=_read_period,
    ),
    Rule(
        name="current",
        pattern=rf"(?:the\s+)?(?P<which>current|present)\s+(?P<unit>{_PERIODS})\b",
        read=_read_period,
    ),
    Rule(
        name="century",
        pattern=(
            rf"(?:the\s+)?(?:(?:early|mid|late)[\s-]+)?(?P<rank>[12]?\d(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})[\s-]century\b"
            r"(?P<era>\s+b\.?c\.?(?:e\.?)?(?!\w))?"
        ),
        read=_read_century,
    ),
    Rule(name="bc", pattern=r"(?P<year>\d{1,4})\s?(?:bc|bce|b\.c\.(?:e\.)?)(?!\w)", read=_read_bc),
    Rule(
        name="spelt",
        pattern=(
            rf"(?P<century>eighteen|nineteen)\s+(?P<tens>{'|'.join(_TENS)})(?:[\s-](?P<ones>{'|'.join(_ONES)}))?\b(?!\s+(?:years|people))"
            r"|the\s+year\s+two\s+thousand\b"
        ),
        read=_read_spelt,
    ),
    Rule(
        name="decade",
        pattern=rf"the\s+(?:(?:early|mid|late)[\s-]+)?(?P<decade>{'|'.join(_DECADES)})\b",
        read=_read_decade,
    ),
    Rule(name="the_year", pattern=r"the\s+(?:fiscal\s+)?(?P<unit>year|week)\b(?!-)", read=_read_the_year),
)
#: Figures that may be years: to be tried after everything else.
LOOSE_RULES = (
    Rule(
        name="ancient",
        pattern=r"(?P<year>[1-9]\d{1,2})(?![\d%]|[,.]\d)(?!\s+(?:bc|bce|[a-z]+s)\b)",
        read=_read_ancient,
    ),
    Rule(
        name="loose_year",
        pattern=r"(?P<year>1[5-9]\d\d|20[0-3]\d)(?![\d%]|[.,:/]\d|(?:st|nd|rd|th|s)\b)",
        read=_read_loose_year,
    ),
)
