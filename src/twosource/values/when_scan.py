"""Scans a text once for everything that may tell a time.

One pattern made of all rules finds where a rule hits; that rule reads its words into a piece.
What pieces mean together is for ``when_grammar``.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from twosource.values import when_clocks, when_dates, when_relative
from twosource.values.when_calendar import one_day
from twosource.values.when_joins import refine
from twosource.values.when_pieces import MONTH, WEEKDAY, WEEKDAY_SHORT, Piece, Scene, either
from twosource.values.when_words import FIGURES, MONTHS, PART_NAMES, PARTS, SEASONS, WEEKDAYS

_RULES = {
    rule.name: rule
    for rule in (
        *when_dates.RULES[:5], *when_clocks.RULES[:4], *when_relative.RULES, *when_dates.RULES[5:],
        *when_clocks.RULES[4:],
    )
}  # fmt: skip


def _nameless(pattern: str) -> str:
    """Make the groups of a rule anonymous, so that many rules fit into one pattern."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern).replace("(?P=mark)", "[-/.]")


_UNITS = r"(?:day|night|week|fortnight|month|year|decade|hour|minute)"
_DAY_NAMES = (
    ["noon", "midday", "mid-day", "midnight", "overnight", "recently", "lately", "today", "tonight", "yesterday", "tomorrow"]
    + [name for name in (*PARTS, *PART_NAMES) if name not in {"early", "late"}]
)  # fmt: skip
_POINTERS = "last|this|next|past|previous|coming|that|recent"
_HEDGES = (
    "about|around|approximately|roughly|circa|some|nearly|almost|shortly|soon|just|moments|minutes|before|after|by"
    "|since|until|till|from|between|more|over|less|at|a"
)
_SOON = r"(?:time|before|after|around|little|than|least)\s+"
_LEADS = "in|over|during|within|for"
_NAMED = either(_DAY_NAMES)
#: How any rule may start: a cheap look before the many rules are tried. A test holds them together.
STARTS = "|".join((
    r"\d",
    rf"(?:{MONTH}|(?:{WEEKDAY}|{WEEKDAY_SHORT})\b|(?:{_NAMED})\b)",
    rf"(?:{_POINTERS}|in\s+recent)\s",
    rf"(?:{_LEADS})\s+(?:the\s+)?(?:past|last|recent|coming|next|weekend|{either(SEASONS)})\b",
    rf"the\s+(?:\d|previous|following|same|next|{_UNITS}|{either(SEASONS)}|{_NAMED})",
    either(SEASONS),
    rf"(?:{either(FIGURES)})\s+(?:{_UNITS}|o'clock|[ap]\.?m\b)",
    rf"(?:{_HEDGES})\s+(?:{_SOON}){{0,2}}(?:\d|noon|mid-?day|midnight|(?:{either(FIGURES)})\s)",
))  # fmt: skip


def _first_letters() -> str:
    """Return a pattern for the first two letters of anything in STARTS, the cheapest look of all."""
    words = [*MONTHS, *WEEKDAYS, *SEASONS, *FIGURES, *_DAY_NAMES, "the"]
    words += f"{_POINTERS}|{_HEDGES}|{_LEADS}|mon|tue|wed|thu|fri|sat|sun".split("|")
    seconds: dict[str, set[str]] = {}
    for word in words:
        seconds.setdefault(word[0], set()).add(f"{word} "[1].replace(" ", r"\s"))
    return "|".join(
        [r"\d", *(f"{first}[{''.join(sorted(rest))}]" for first, rest in sorted(seconds.items()))]
    )


ANY_RULE = "|".join(f"(?P<{name}>{_nameless(rule.pattern)})" for name, rule in _RULES.items())


@lru_cache(maxsize=1)
def scanner() -> re.Pattern[str]:
    """Return the one pattern that finds where any rule hits; compiled when first asked for."""
    return re.compile(rf"(?<![\w$€£])(?={_first_letters()})(?={STARTS})(?:{ANY_RULE})", re.ASCII)


@lru_cache(maxsize=len(_RULES))
def rule_pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of one rule with its groups named."""
    return re.compile(_RULES[name].pattern, re.ASCII)


def scan(scene: Scene) -> Iterator[Piece]:
    """Yield the pieces of a text in order, each told from the day last spoken of before it."""
    at, everything = 0, scanner()
    while (hit := everything.search(scene.low, at)) is not None:
        name = hit.lastgroup
        assert name is not None
        match = rule_pattern(name).match(scene.low, hit.start())
        piece = _RULES[name].read(match, scene) if match else None
        if piece is None:
            at = hit.start() + 1
            continue
        at = piece.end
        piece = refine(piece, scene)
        if scene.narrated and scene.previous and piece.role == "clock":
            piece = replace(piece, days=one_day(scene.previous[0]))
        yield piece
        if piece.days and piece.role == "day" and piece.precision != "vague":
            line = piece.days if scene.narrated and _carries_on(piece, scene) else scene.line
            scene = replace(scene, previous=piece.days, line=line)


#: A year further off than this is of another story than the one told, in years.
ASIDE_YEARS = 20  # 10 and 20 did alike on histories of wars, none at all worse
#: How far before a year the beginning of its paragraph is looked for, in characters.
PARAGRAPH_REACH = 600
_YEARLONG = frozenset({"year", "decade"})
_OPENING = re.compile(
    r"(?:^|\n|[.!?][\"')\]]*\s)\s*(?:(?:in|by|during|since|from|after|until|throughout|through|the|end|start|beginning|of|early"
    r"|late|mid|and|but|then|however|also|later|again)[\s,-]+){0,5}$"
)


def _carries_on(piece: Piece, scene: Scene) -> bool:
    """Whether a history goes on from a time: most years inside a paragraph are asides ("as in 1940")."""
    if piece.precision not in _YEARLONG or scene.line is None:
        return True
    if _OPENING.search(scene.low, max(0, piece.start - 50), piece.start):
        return True
    assert piece.days is not None
    near = abs(piece.days[0].year - scene.line[0].year) <= ASIDE_YEARS
    return near and _opens_paragraph(piece, scene)


def _opens_paragraph(piece: Piece, scene: Scene) -> bool:
    left = max(0, piece.start - PARAGRAPH_REACH)
    return scene.low.rfind("\n", left, piece.start) > scene.low.rfind(". ", left, piece.start)
