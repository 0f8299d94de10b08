"""When a figure counts nothing: dates, clocks, ages, calibres, money, addresses, scores, labels.

Looks only at the words beside the figure; works on straightened text, in its own case and folded.
"""

import re

from twosource.values.count_nouns import PERSONS, word_set

_MONTH = (
    r"(?:january|february|march|april|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b"
)
_UNIT = (
    r"(?:mm|cm|km|kms|m|kg|kgs|g|lb|lbs|mph|kph|kmh|ft|percent|degrees?|kilomet(?:er|re)s?|met(?:er|re)s?"
    r"|centimet(?:er|re)s?|millimet(?:er|re)s?|miles?|feet|foot|yards?|inch(?:es)?|acres?|hectares?|square"
    r"|kilograms?|kilos?|pounds?|tons?|tonnes?|lit(?:er|re)s?|gallons?|barrels? of oil|watts?|knots"
    r"|seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|years?|decades?|centur(?:y|ies)"
    r"|dollars?|cents?|euros?|rupees?|pesos?|dinars?|riyals?|naira|shekels?|lakh|crore|pence|francs?|yen|yuan"
    r"|times|thirds?|quarters?|fifths?|halves|points?|goals?|runs?|wickets?|caliber|calibre)\b(?!-(?!old|long|odd)[a-z])"
)
_AFTER = re.compile(
    rf"""
      [%°$€£/:×] | -\ (?:and|or|to)\b | ,\d | \.\d | -[a-z0-9] | \ ?per\ ?cent | [ -]?{_UNIT}
    | (?:st|nd|rd|th|s|'s|am|pm)\b | \ ?(?:a\.m|p\.m|am\b|pm\b|o'clock|gmt|utc|hrs\b)
    | [ ](?:of\ )?{_MONTH} | [ ](?:north|south|east|west)?(?:ern)?\ ?block\b | \ in\ (?:\d+|two|three|four|five|ten)\b
    """,
    re.VERBOSE,
)
_BEFORE = re.compile(
    rf"(?:(?:{_MONTH}\.?|\b(?:no|nos|rs|vol|art|ch|pp|sec|approx)\.|\b(?:usd|eur|rs|aged|age|ages|age of|ages of|quarter of|thirds? of)) "
    r"|# ?|[(]\d{3}[)] ?)$"
)
#: A bare number after one of these is its name ("Route 9", "Section 144") or counts children.
_LABEL = re.compile(
    r"\b(?:number|route|highway|interstate|flight|room|article|resolution|chapter|page|section|unit|phase|channel"
    r"|apartment|apt|suite|exit|gate|block|ward|sector|zone|district|precinct|division|level|grade|version|volume|part"
    r"|act|bureau|group of|top|party of|season|episode|box|lot|psalm|line|class|formula|category|type|note|image|photo"
    r"|glock|model|runway|platform|terminal|pier|tower|building|house no|area|checkpoint|camp|battalion|brigade"
    r"|company|(?:father|mother|mom|dad|parents?|grandmother|grandfather) of) $"
)
_ASKED = ("how ", " so ", " too ", " that ")  # "how many" asks, it does not count
_AGE_BEFORE = re.compile(r"(?:[A-Z][\w'.-]*|\)|\bJr\.?), $")
_FULL_NAME_BEFORE = re.compile(r"\b[A-Z][\w'.-]* [A-Z][\w'.-]*, $")
_AGE_AFTER = re.compile(r"[,.;)]|$| (?:was|of|from|and|who|is|died|had|has|remains?|told|said)\b")
#: Ages in a row: "two men, 34 and 27, and", "aged 8, 9 and 12".
_AGES_BEFORE = re.compile(r"(?:, |\b(?:aged?|ages|between) |\()(?:\d{1,3}, )*(?:\d{1,3},? and )?$")
_AGES_AFTER = re.compile(r"(?:, \d{1,3})*,? and \d{1,3}(?=[,.;)]| (?:was|were|are|had|have)\b)")
_AGE_ROW_ENDS = re.compile(r"[,.;)]| (?:was|were|are|had|have)\b")
_STREET = re.compile(
    r"(?: [NSEW]\.?(?=\s)| (?:North|South|East|West|Northwest|Northeast|Southwest|Southeast|[NS][EW])\b)?"
    r"(?: (?:[A-Z][\w.']*|\d+(?:st|nd|rd|th))){0,3} "
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Place|Court|Ct|Way|Highway|Hwy|Parkway|Terrace)\b"
)
_YEAR_BEFORE = word_set(
    "in since of from by until till before after during to the early late mid and between around than as"
)
_EMERGENCY = frozenset({"911", "999", "112"})  # numbers one calls
_NOT_ONE_BEFORE = word_set("no the this that any every each some which another")
_NOT_ONE_AFTER = re.compile(
    r" (?:another|day|time|way|thing|hand|point|side|can|must|could|should|would|might|morning|evening|night"
    r"|afternoon|more time|year's|that|which|who|where|by one|would)\b|-|'s\b"
)


def is_no_count(text: str, folded: str, start: int, end: int, *, bare: bool) -> bool:
    """Whether the figure at [start, end) is a date, clock, age, measure, sum of money or label.

    ``text`` is straightened text in its own case, ``folded`` the same in lower case. A ``bare``
    figure has no words that bound it and no noun: only such a one is taken for an age or a year.
    """
    if _AFTER.match(folded, end) or (folded.startswith("many", start) and folded.endswith(_ASKED, 0, start)):
        return True
    if folded[start].isdigit() and (text.startswith(" May", end) or text.endswith("May ", 0, start)):
        return True
    before = folded[max(0, start - 16) : start]
    if _BEFORE.search(before) or (bare and _LABEL.search(before)):
        return True
    return folded[end - 1].isdigit() and _is_no_count_digits(text, folded, start, end, bare=bare)


def _is_no_count_digits(text: str, folded: str, start: int, end: int, *, bare: bool) -> bool:
    """Test what only digits can be: years, ages between commas, house numbers, marks of notes."""
    figure = folded[start:end]
    if not figure.isdigit():
        return bool(_STREET.match(text, end))
    if len(figure) > 7 or (figure[0] == "0" and len(figure) > 1) or (bare and figure in _EMERGENCY):
        return True
    if len(figure) == 4 and figure[:2] in {"18", "19", "20"} and (bare or _is_year(folded, start)):
        return True
    if len(figure) < 4 and _is_age(text, start, end, bare=bare):
        return True
    return bool(_STREET.match(text, end))


def _is_year(folded: str, start: int) -> bool:
    """Whether four digits stand where a year does ("in 2015 attacks", "the 2015 attacks")."""
    return folded[max(0, start - 12) : start].rstrip(" ,(").rpartition(" ")[2] in _YEAR_BEFORE


def _is_age(text: str, start: int, end: int, *, bare: bool) -> bool:
    """Whether the digits are an age as the press sets it: "Ada Obi, 35," or "(35)"."""
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        return True
    before = text[max(0, start - 40) : start]
    if bare and _AGES_BEFORE.search(before) and _is_in_a_row(text, before, end):
        return True
    if bare and (_FULL_NAME_BEFORE.search(before) or _is_person_before(before)):
        return True
    return bool(_AGE_BEFORE.search(before) and _AGE_AFTER.match(text, end))


def _is_in_a_row(text: str, before: str, end: int) -> bool:
    """Whether bare figures stand before and after "and" and nothing is counted: they are ages."""
    if _AGES_AFTER.match(text, end):
        return True
    return before.endswith(" and ") and _AGE_ROW_ENDS.match(text, end) is not None


def _is_person_before(before: str) -> bool:
    """Whether a person and a comma stand before: "boy, 9, killed"; a plural may head a list."""
    return before.endswith(", ") and before[:-2].rpartition(" ")[2].lower() in PERSONS


def is_no_one(folded: str, start: int, end: int) -> bool:
    """Whether "one" is a pronoun or points at a day: "no one", "one day", "one must"."""
    word = folded[max(0, start - 9) : start].rstrip().rpartition(" ")[2]
    return word in _NOT_ONE_BEFORE or bool(_NOT_ONE_AFTER.match(folded, end))
