"""Subjects and objects of the verbs of an attack, a little beyond what ``tokens`` gives.

Steps over datelines, over "carrying ..." and over "at least"; takes "oil pumping station" and
"19-year-old man" whole. Whether a phrase can be a party is not decided here.
"""

import re
from collections.abc import Sequence

from twosource.knowledge.roles import load_roles
from twosource.read.scene import Scene, inside
from twosource.read.sentences import Sentence
from twosource.read.tokens import Token, phrase_after, phrase_before, subject_start, token_at
from twosource.text import Span

#: "MAPUTO, Feb 13 (Agency) - ", "QUETTA: ": who prints and where, before the first word of the story.
_DATELINE = re.compile(
    r"[A-Z][\w'./-]*(?: [A-Z][\w'./-]*){0,3}(?:, [^-():\"]{2,30})?\s?(?:\([^()]{2,40}\)\s?)?(?:-+ |: )"
)
_BOUNDING = re.compile(
    r"(?:at (?:least|most)|no (?:fewer|less) than|(?:more|fewer|less) than|up to|(?:about|around|nearly|almost|over|some)(?= \d| \w+ ))\s"
)
#: Words that open a clause of their own, so that the subject stands behind them.
_OPENS_CLAUSE = frozenset(
    {"that", "whether", "after", "before", "when", "while", "as", "because", "if", "though", "although"}
)
#: "people waiting for buses": what a bare "people" were doing tells who they were.
_DOING = re.compile(r"(?<=people)\s[a-z]+ing(?:\s(?:for|in|at|on|to))?(?:\s(?:the|a|an))?\s[a-z-]+")
_KNOWN_AS = re.compile(
    r"\s(?:locally |commonly |better |widely )?known (?:locally |commonly )?as (?:the )?(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,4})"
)
_AGED = re.compile(r"\b(?:a |an |the )?\d{1,3}-$")
_BE = frozenset({"was", "were", "been", "being", "be", "is", "are", "got"})
_NP = frozenset({"word", "num", "det"})


def dateline_end(scene: Scene, sentence: Sentence) -> int:
    """Return where a sentence starts behind its dateline; its own start where it has none."""
    span = sentence.span
    match = _DATELINE.match(scene.text, span.start, min(span.end, span.start + 110))
    if match is None:
        return span.start
    words = match.group()
    first = re.split(r"[,(:]| -", words)[0]
    return match.end() if first.isupper() or "(" in words or words.endswith(": ") else span.start


def is_passive(tokens: Sequence[Token], index: int) -> bool:
    """Whether the verb at ``index`` has a form of "be" close before it."""
    position = index - 1
    while position >= 0 and tokens[position].tag == "adv":
        position -= 1
    return position >= 0 and tokens[position].low in _BE


def find_subject(scene: Scene, sentence: Sentence, index: int) -> Span | None:
    """Return the subject of the verb whose group starts at ``index``, else None."""
    opening = token_at(sentence.tokens, dateline_end(scene, sentence))
    tokens = sentence.tokens[opening:]
    index -= opening
    if index <= 0:
        return None
    phrase = _subject(tokens, index)
    if phrase is None:
        return None
    named = _KNOWN_AS.match(scene.text, _before_known(scene, phrase), min(len(scene.text), phrase.end + 80))
    return Span(*named.span("name")) if named else _whole(scene, phrase)


def _before_known(scene: Scene, phrase: Span) -> int:
    return (
        phrase.end - len(" known") if scene.low.endswith(" known", phrase.start, phrase.end) else phrase.end
    )


def _subject(tokens: Sequence[Token], index: int) -> Span | None:
    if _is_pronoun(tokens, index):
        return None
    start = _behind_opener(tokens, subject_start(tokens, index), index)
    if (
        start > 1
        and tokens[start - 1].low.endswith("ing")
        and tokens[start - 1].tag == "verb"
        and tokens[start - 2].tag == "word"
    ):
        carrier = phrase_before(tokens, start - 1)  # "a bus carrying miners was hit"
        if carrier is not None:
            return carrier
    start = _skip_bound(tokens, start)
    return phrase_after(tokens[:index], start) or _nearest(tokens, index)


def _is_pronoun(tokens: Sequence[Token], index: int) -> bool:
    """Whether "he" or "they" stands right before the verb group: nobody that can be named."""
    while index > 0 and tokens[index - 1].tag in {"aux", "adv"}:
        index -= 1
    return index > 0 and tokens[index - 1].low in _PRONOUNS


_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you"})


def _behind_opener(tokens: Sequence[Token], start: int, index: int) -> int:
    openers = [at for at in range(start, index - 1) if tokens[at].low in _OPENS_CLAUSE]
    return openers[-1] + 1 if openers else start


def _skip_bound(tokens: Sequence[Token], index: int) -> int:
    """Return where a phrase starts behind "at least", "more than" and their like."""
    words = " ".join(token.low for token in tokens[index : index + 4]) + " "
    match = _BOUNDING.match(words)
    return index if match is None else index + len(match.group().split())


def _nearest(tokens: Sequence[Token], index: int) -> Span | None:
    """Return the noun phrase that ends right before the verb group, whatever stands left of it."""
    end = index
    while end > 0 and tokens[end - 1].tag in {"aux", "adv"}:
        end -= 1
    start = end
    while start > 0 and tokens[start - 1].tag in _NP:
        start -= 1
    return phrase_after(tokens[:end], start) if start < end else None


def find_object(scene: Scene, sentence: Sentence, offset: int) -> Span | None:
    """Return the noun phrase that starts at ``offset``, else None."""
    tokens = sentence.tokens
    phrase = phrase_after(tokens, _skip_bound(tokens, token_at(tokens, offset)))
    if phrase is None:
        return None
    doing = _DOING.match(scene.low, phrase.end, sentence.span.end)
    return Span(phrase.start, doing.end()) if doing else _whole(scene, phrase)


def _whole(scene: Scene, phrase: Span) -> Span:
    """Widen a phrase to the age before it and to the end of the site it begins to name."""
    aged = _AGED.search(scene.low, max(0, phrase.start - 9), phrase.start)
    start = aged.start() if aged else phrase.start
    for site in inside(scene.places, Span(max(0, phrase.start - 4), phrase.end)):
        if site.place.kind == "site" and site.span.end > phrase.end:
            return Span(start, max(phrase.end, site.span.start + _name_length(site.span.of(scene.low))))
    gerund = _SITE_IN_ING.match(scene.low, phrase.end, phrase.end + 40)
    return Span(start, gerund.end() if gerund and gerund["head"] in load_roles().sites else phrase.end)


_SITE_IN_ING = re.compile(r"\s[a-z]+ing\s(?P<head>[a-z]+)\b")  # "an oil" + "pumping station"
_WHERE = re.compile(
    r",| (?:near|in|on|at|of|outside|inside|north|south|east|west|close|off|between|along|around|from)\b"
)


def _name_length(words: str) -> int:
    """Return how much of a site's words names the site itself, not where it is."""
    match = _WHERE.search(words)
    return match.start() if match else len(words)
