"""Words of a sentence with a coarse class each, and where a noun phrase begins and ends.

A shallow reading: closed classes come from a table, verbs from their endings and neighbours,
all else counts as part of a noun phrase. No parser, no model; wrong now and then, never slow.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from twosource.knowledge.grammar import load_classes
from twosource.text import Span

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S.
    r"|\d[\d,.:]*\d|\d"
    r"|[^\W\d_]+(?:['-][^\W_]+)*"
    r"|\.{3}|[^\w\s]"
)
_POSSESSIVE = re.compile(r"'s?$")
_PARTICIPLE_END = frozenset({"prep", "det", "punct", "pron", "adv", "sub", "conj", "aux"})


class Token(NamedTuple):
    """One word: where it stands, its lower-case form and its class."""

    start: int
    end: int
    low: str
    tag: str
    capital: bool


def tokenize(plain_text: str, span: Span) -> tuple[Token, ...]:
    """Cut a stretch of plain text into tokens, offsets into the whole text."""
    raw: list[Token] = []
    for match in _TOKEN.finditer(plain_text, span.start, span.end):
        low, tag, capital = _classify(match.group())
        raw.append(Token(match.start(), match.end(), low, tag, capital))
    return tuple(_settle(_without_asides(raw)))


def _without_asides(raw: list[Token]) -> list[Token]:
    """Leave out a short form or full name in brackets behind a name: "Oroman Peasant League (OPL) fighters"."""
    kept: list[Token] = []
    index = 0
    while index < len(raw):
        end = _aside_end(raw, index) if raw[index].low in _BRACKETS and kept and kept[-1].capital else index
        if end == index:
            kept.append(raw[index])
        index = end + 1
    return kept


def _aside_end(raw: Sequence[Token], index: int) -> int:
    """Return where a bracket that holds nothing but a name ends; its own place where it holds more."""
    close = _BRACKETS[raw[index].low]
    for position in range(index + 1, min(len(raw), index + _LONGEST_IN_BRACKETS)):
        token = raw[position]
        if token.low == close:
            return position if position > index + 1 else index
        if not token.capital and token.low not in _IN_NAMES:
            return index
    return index


_BRACKETS = {"(": ")", "[": "]"}
_LONGEST_IN_BRACKETS = 11
_IN_NAMES = frozenset({"of", "the", "and", "for", "de", "del", "-"})


@lru_cache(maxsize=32_768)
def _classify(word: str) -> tuple[str, str, bool]:
    """Return what a word is wherever it stands: its lower-case form, its class, whether it has a capital."""
    low = word.lower()
    return low, _tag(low, word, load_classes()), word[0].isupper()


def _tag(low: str, word: str, classes: dict[str, str]) -> str:
    if not (word[0].isalnum()):
        return "punct"
    if word[0].isdigit() or low in _NUMBER_WORDS:
        return "num"
    if low == "us" and word in {"US", "U.S."}:
        return "word"
    known = classes.get(low)
    if known:
        return known
    if "-" not in low and len(low) > 3:
        if low.endswith("ly") and low not in _LY_NOUNS and word.islower():
            return "adv"
        if low.endswith("ed") and not low.endswith("eed"):
            return "ed"
        if low.endswith("ing"):
            return "ing"
    return "word"


def _settle(raw: list[Token]) -> list[Token]:
    """Decide whether an -ed or -ing word is a verb or stands before its noun."""
    settled: list[Token] = []
    for index, token in enumerate(raw):
        if token.tag in {"ed", "ing"}:
            before = settled[-1].tag if settled else "punct"
            after = raw[index + 1].tag if index + 1 < len(raw) else "punct"
            settled.append(token._replace(tag=_participle(token, before, after)))
        elif token.tag == "adv" and index + 1 < len(raw) and raw[index + 1].low in _ADJECTIVES:
            settled.append(token._replace(tag="word"))  # "heavily armed men"
        else:
            settled.append(token)
    return settled


def _participle(token: Token, before: str, after: str) -> str:
    if token.capital and before != "punct":
        return "word"
    if before in {"aux", "pron"}:
        return "verb"
    if token.low in _ADJECTIVES and after == "word":
        return "word"
    if after in _PARTICIPLE_END:
        return "word" if token.tag == "ing" and before in {"det", "word"} and after == "punct" else "verb"
    if before == "conj" and after == "num":
        return "verb"
    if before in {"det", "num", "prep", "conj"}:
        return "word"
    if before == "adv":
        return "word"
    return "verb" if before == "word" else "word"


#: Participles that stand before people more often than they tell of a deed.
_ADJECTIVES = frozenset(
    {
        "alleged",
        "armed",
        "hired",
        "hooded",
        "masked",
        "organized",
        "presumed",
        "retired",
        "suspected",
        "trafficking",
        "unarmed",
        "unidentified",
        "uniformed",
    }
)
_NUMBER_WORDS = frozenset(
    {
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "dozens",
        "hundreds",
        "scores",
    }
)
_LY_NOUNS = frozenset(
    {
        "family",
        "assembly",
        "anomaly",
        "supply",
        "reply",
        "rally",
        "bully",
        "ally",
        "elderly",
        "deadly",
        "weekly",
        "daily",
    }
)
_INSIDE = frozenset({"word", "num", "det"})


def phrase_after(tokens: Sequence[Token], index: int, *, of: bool = True) -> Span | None:
    """Return the noun phrase that starts at a token, with its "of" phrases; None where none does."""
    start = index
    while start < len(tokens) and tokens[start].tag == "adv":
        start += 1
    end = _phrase_end(tokens, start, of=of)
    return Span(tokens[start].start, tokens[end - 1].end) if end > start else None


def _phrase_end(tokens: Sequence[Token], start: int, *, of: bool) -> int:
    index = start
    while index < len(tokens):
        token = tokens[index]
        if token.tag in _INSIDE or token.low in {"'s", "'"}:
            if (
                token.tag == "det"
                and index > start
                and tokens[index - 1].low not in {"of", "and", "or", "all", "both", "&"}
            ):
                break
            index += 1
        elif _joins(tokens, index, start, of=of):
            index += 1
        else:
            break
    while index > start and (
        tokens[index - 1].tag in {"det", "conj", "prep"} or tokens[index - 1].low == "of"
    ):
        index -= 1
    return index


def _joins(tokens: Sequence[Token], index: int, start: int, *, of: bool) -> bool:
    """Whether "of", "and", an adverb or a hyphen here holds the phrase together."""
    if index == start or index + 1 >= len(tokens):
        return False
    token, following = tokens[index], tokens[index + 1]
    inside = following.tag in _INSIDE
    if token.low == "of":
        return of and inside
    if token.low in {"and", "&", "or"}:
        return inside and not _clause_follows(tokens, index + 1)
    if token.tag == "adv":
        return tokens[index - 1].low in {"'s", "the", "a", "an"} and following.tag == "word"
    return token.low == "." and len(tokens[index - 1].low) <= 3 and following.capital


def _clause_follows(tokens: Sequence[Token], index: int) -> bool:
    """Whether a subject with its verb begins here (", and the army said")."""
    for token in tokens[index : index + 8]:
        if token.tag in {"verb", "aux"}:
            return True
        if token.tag not in _INSIDE:
            return False
    return False


def phrase_before(tokens: Sequence[Token], index: int) -> Span | None:
    """Return the subject: the first noun phrase of the stretch that ends before a verb group.

    Steps over adverbs and over a parenthesis between commas ("The group, operating under a
    banner, said"); stops at a comma, a conjunction, a quotation mark or another verb.
    """
    start = subject_start(tokens, index)
    while 0 < start < index and tokens[start].tag == "prep" and tokens[start - 1].low.endswith(("ed", "ing")):
        start = subject_start(
            tokens, start - 1
        )  # "Videos shared on the net": a verb that only describes its noun
    while start < index and tokens[start].tag in {"adv", "conj", "sub"}:
        start += 1
    return phrase_after(tokens[:index], start) if start < index else None


def subject_start(tokens: Sequence[Token], index: int) -> int:
    """Return where the stretch that holds the subject of the verb at ``index`` begins."""
    position = index
    while position > 0 and tokens[position - 1].tag in {"aux", "adv"}:
        position -= 1
    if position > 1 and tokens[position - 1].low == ",":
        opening = _earlier_comma(tokens, position - 1)
        if opening is not None:
            position = opening
    while position > 0 and not _breaks(tokens, position - 1):
        position -= 1
    return position


#: Words an aside between commas may hold ("..., who spoke on condition of anonymity because ..., said").
LONGEST_ASIDE = 30


def _earlier_comma(tokens: Sequence[Token], index: int) -> int | None:
    for position in range(index - 1, max(-1, index - LONGEST_ASIDE), -1):
        if tokens[position].low == ",":
            return position
        if tokens[position].low == '"':
            return None
    return None


def _breaks(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.tag == "punct":
        return token.low not in {"'", "."} or (token.low == "." and not tokens[index - 1].capital)
    if token.tag in {"verb", "aux", "sub"}:
        return True
    return token.low in {"but", "and", "or"} and _verb_between(tokens, index)


def _verb_between(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb stands left of a conjunction in the same clause, so that it joins clauses."""
    for position in range(index - 1, max(-1, index - 12), -1):
        if tokens[position].tag in {"verb", "aux"}:
            return True
        if tokens[position].low in {",", ";", '"'}:
            return False
    return False


def token_at(tokens: Sequence[Token], offset: int) -> int:
    """Return the index of the first token that ends after an offset (len(tokens) if none does)."""
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    return low


def bare(phrase: str) -> str:
    """Return a noun phrase without its leading articles and without a trailing possessive."""
    words = phrase.split()
    while words and words[0].lower() in {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "our",
    }:
        words = words[1:]
    return _POSSESSIVE.sub("", " ".join(words))
