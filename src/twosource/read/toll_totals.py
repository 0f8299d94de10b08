"""Tolls that need no effect word: stated totals ("the toll rose to 12") and counted nouns ("12 deaths").

Works on one sentence with its counts; says nothing of whose total it is.
"""

import re
from collections.abc import Iterator

from twosource.read.toll_cues import Effect
from twosource.read.toll_links import Sentence
from twosource.read.toll_shape import Toll
from twosource.text import Span
from twosource.values.count import CountMention

_TOTAL = re.compile(
    r"\b(?P<what>(?:death )?toll|(?:number|tally) of (?:the )?(?:confirmed )?(?:dead|deaths|fatalities|killed|people killed|wounded|injured"
    r"|casualties|missing|injuries|hostages)|(?:deaths|fatalities|casualties|injuries)(?! of))\b[^.;:]{0,60}?"
    r" (?:to|at|reached|reaches|reaching|passed|passes|surpassed|exceeded|hit|hits|topped|was|is|of)(?: at)? $"
)
_RISING = re.compile(
    r"\b(?:ros\w+|ris\w+|climb\w*|increas\w+|jump\w*|gr[eo]w\w*|br(?:ing|ought)\w*|rais\w+|reach\w*|pass\w*|surpass\w*|exceed\w*|top\w*|mount\w*|soar\w*|revis\w+|up)\b"
)
_NOUN_EFFECTS: dict[str, tuple[Effect, re.Pattern[str] | None]] = {
    **dict.fromkeys(("deaths", "death", "fatalities", "fatality"), ("killed", None)),
    **dict.fromkeys(("bodies", "body", "corpses"), ("killed", re.compile(r"\b(?:found|recovered|discovered|pulled|retrieved|counted|dug|exhumed|received|brought|lying|lay|identified|collected|saw)\b"))),
    "lives": ("killed", re.compile(r"\b(?:claim\w*|lost|took|taken|taking|cost)\b")),
    **dict.fromkeys(("injuries", "injury"), ("injured", None)),
    **dict.fromkeys(("casualties", "casualty"), ("casualties", None)),
    **dict.fromkeys(("hostages", "hostage", "captives"), ("captured", re.compile(r"\b(?:t[oa]k\w+|seiz\w+|h[oe]ld\w*|captur\w+)\b"))),
}  # fmt: skip


def find_totals(sentence: Sentence, mentions: tuple[CountMention, ...]) -> Iterator[Toll]:
    """Yield stated totals: "the death toll rose to 12", "bringing the number of wounded to 30"."""
    for mention in mentions:
        match = _TOTAL.search(sentence.folded[: mention.span.start], max(0, mention.span.start - 110))
        if match is not None:
            yield Toll(
                span=Span(match.start(), mention.span.end),
                count=mention.count,
                effect=_effect_of_total(match["what"]),
                who=mention.noun.of(sentence.text) if mention.noun else "",
                rising=_RISING.search(sentence.folded, max(0, match.start() - 40), mention.span.start)
                is not None,
            )


def _effect_of_total(what: str) -> Effect:
    if "wound" in what or "injur" in what:
        return "injured"
    if "missing" in what:
        return "missing"
    if "hostage" in what:
        return "captured"
    return "casualties" if "casualt" in what else "killed"


def find_counted_harm(sentence: Sentence, mentions: tuple[CountMention, ...]) -> Iterator[Toll]:
    """Yield tolls that are counted nouns themselves: "12 deaths", "three bodies were found"."""
    for mention in mentions:
        if mention.noun is None or mention.count.high == 0:
            continue
        noun = mention.noun.of(sentence.folded)
        effect, needs = _NOUN_EFFECTS.get(noun.split(" of ")[0].rpartition(" ")[2], (None, None))
        if effect is not None and (needs is None or needs.search(sentence.folded)):
            yield Toll(span=Span(mention.span.start, mention.noun.end), count=mention.count, effect=effect)
