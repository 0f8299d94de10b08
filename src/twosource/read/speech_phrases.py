"""Who stands before and after a verb of speech: verb groups and noun phrases, without a parser.

Coarser than a grammar: a subject is the stretch of nouns before its verb, over asides between
commas and over relative clauses ("a woman who has sued the firm said").
"""

from collections.abc import Sequence

from twosource.read.speech_lines import DAYS, is_adverb
from twosource.read.tokens import Token

#: Tokens ``[start, end)`` of a line.
Phrase = tuple[int, int]
Tokens = Sequence[Token]

BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "am", "isn't", "wasn't", "aren't", "weren't"}
)
_AUXILIARIES = BE | frozenset(
    [
        "has",
        "have",
        "had",
        "having",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "'s",
        "'ve",
        "'re",
        "'d",
        "'ll",
        "not",
        "never",
        "n't",
        "don't",
        "doesn't",
        "didn't",
        "won't",
        "wouldn't",
        "can't",
        "couldn't",
        "hasn't",
        "haven't",
        "hadn't",
        "cannot",
        "shouldn't",
    ]
)
PRONOUNS = frozenset(
    [
        "he",
        "she",
        "they",
        "we",
        "i",
        "it",
        "who",
        "which",
        "that",
        "you",
        "those",
        "these",
        "this",
        "some",
        "many",
        "others",
        "most",
        "all",
        "both",
        "one",
        "none",
        "several",
        "few",
        "everyone",
        "nobody",
        "people",
    ]
)
POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our", "your", "whose"})
_SUBJECT_PRONOUNS = frozenset({"he", "she", "they", "we", "i", "it", "who"})
_ASIDES = {",": ",", "-": "-", ")": "("}
_LONGEST_ASIDE = 30
_LONGEST_RELATIVE = 17
_LONGEST_ABBREVIATION = 4
_INSIDE = frozenset({"word", "num", "det"})


def is_possessive(token: Token) -> bool:
    """Whether a token is a noun with a possessive ending ("the mayor's", "the rebels'")."""
    return token.low.endswith(("'s", "s'")) and len(token.low) > 2


def verb_group(tokens: Tokens, index: int) -> tuple[int, frozenset[str]]:
    """Return where the auxiliaries and adverbs before a verb begin, and which auxiliaries they are."""
    start = index
    auxiliaries = set()
    while start > 0 and _helps(tokens[start - 1]):
        start -= 1
        if tokens[start].low in _AUXILIARIES:
            auxiliaries.add(tokens[start].low)
    return start, frozenset(auxiliaries)


def _helps(token: Token) -> bool:
    return token.low in _AUXILIARIES or token.tag == "adv" or is_adverb(token)


def subject_before(tokens: Tokens, end: int) -> Phrase | None:
    """Return the noun phrase, with its aside, that ends where a verb group begins; None without one."""
    if end <= 0:
        return None
    last = tokens[end - 1]
    if last.low in _ASIDES:
        opening = _aside_start(tokens, end - 1, _ASIDES[last.low])
        inner = subject_before(tokens, opening) if opening is not None else _opening_phrase(tokens, end - 1)
        return (inner[0], end - 1) if inner else None
    if last.low in PRONOUNS:
        return (end - 1, end)
    return _phrase_before(tokens, end)


def _opening_phrase(tokens: Tokens, comma: int) -> Phrase | None:
    """Return a sentence's first phrase, cut from its verb by a comma ("A note from the office, said")."""
    found = _phrase_before(tokens, comma)
    return found if found and found[0] == 0 and comma > 1 and tokens[comma].low == "," else None


def _aside_start(tokens: Tokens, close: int, mark: str) -> int | None:
    """Return where an aside opens whose closing mark stands at ``close``; an empty one is none."""
    for position in range(close - 1, max(0, close - _LONGEST_ASIDE), -1):
        if tokens[position].low == mark:
            return position if position < close - 1 else None
        if tokens[position].low in {'"', ";"}:
            return None
    return None


def _phrase_before(tokens: Tokens, end: int) -> Phrase | None:
    start = end
    while start > 0 and not _stops_phrase(tokens, start - 1):
        if tokens[start - 1].tag in {"verb", "aux"}:
            if _only_describes(tokens, start - 1, end):
                start -= 1
                continue
            relative = _relative_before(tokens, start - 1)
            if relative is None:
                break
            inner = subject_before(tokens, relative)
            return (inner[0], end) if inner else None
        start -= 1
    if 1 < start < end and tokens[start - 1].low == "who" and tokens[start - 2].tag == "word":
        inner = subject_before(tokens, start - 1)
        return (inner[0], end) if inner else None
    return _tidy(tokens, start, end)


def _stops_phrase(tokens: Tokens, index: int) -> bool:
    """Whether a subject can't reach back over a token."""
    token = tokens[index]
    if token.low == ".":
        return not (
            index > 0 and tokens[index - 1].capital and len(tokens[index - 1].low) <= _LONGEST_ABBREVIATION
        )
    if token.tag == "punct":
        return token.low not in {"'", "&"}
    if token.tag == "sub" or token.low in {"but", "that"} or token.low in _SUBJECT_PRONOUNS:
        return True
    return token.tag == "conj" and index > 0 and tokens[index - 1].tag in {"verb", "punct"}


def _only_describes(tokens: Tokens, verb: int, end: int) -> bool:
    """Whether a verb only describes the noun before it ("videos shared on the net")."""
    token = tokens[verb]
    if not token.low.endswith(("ed", "ing")) or tokens[verb + 1].tag != "prep" or verb + 1 >= end:
        return False
    joined = any(word.tag == "conj" for word in tokens[verb:end])
    return not joined and verb > 0 and tokens[verb - 1].tag == "word"


def _relative_before(tokens: Tokens, verb: int) -> int | None:
    """Return the "who" or "that" which makes a verb part of a noun's relative clause, else None."""
    for position in range(verb - 1, max(0, verb - _LONGEST_RELATIVE), -1):
        token = tokens[position]
        if token.low in {"who", "which", "that"} and tokens[position - 1].tag == "word":
            return position
        if token.low in {",", ";", '"'}:
            return None
    return None


def _tidy(tokens: Tokens, start: int, end: int) -> Phrase | None:
    """Cut what opens a sentence before its subject ("On Friday", "In a statement"); None if nothing is left."""
    while start < end and (tokens[start].tag in {"conj", "adv"} or tokens[start].low in DAYS):
        start += 1
    if start < end and tokens[start].tag == "prep":
        following = _second_phrase(tokens, start, end)
        if following is None:
            return None
        start = following
    if start >= end or tokens[end - 1].tag in {"prep", "conj"}:
        return None
    names_nobody = all(token.tag in {"det", "adv", "num"} for token in tokens[start:end])
    return None if names_nobody and tokens[start].low not in PRONOUNS else (start, end)


def _second_phrase(tokens: Tokens, start: int, end: int) -> int | None:
    """Return where the last noun phrase after an opening preposition's own begins ("In a letter | the mayor")."""
    for position in range(end - 1, start + 1, -1):
        token, before = tokens[position], tokens[position - 1]
        opens = token.tag == "det" or (token.capital and not before.capital)
        if opens and before.tag in {"word", "num", "adv"}:
            return position
    return None


def speaker_after(tokens: Tokens, start: int) -> Phrase | None:
    """Return the noun phrase that follows a verb or "by", over adverbs; None where none does."""
    while start < len(tokens) and tokens[start].tag == "adv":
        start += 1
    end = start
    while end < len(tokens) and _goes_on(tokens, end, start):
        end += 1
    if end == start:
        pronoun = start < len(tokens) and tokens[start].low in PRONOUNS
        return (start, start + 1) if pronoun else None
    while end > start and tokens[end - 1].tag in {"prep", "conj", "det"}:
        end -= 1
    return (start, end) if end > start else None


def _goes_on(tokens: Tokens, index: int, start: int) -> bool:
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.low in DAYS:
        return False
    if token.tag == "det" and index > start:
        return tokens[index - 1].low in {"of", "for", "in", "all", "both", "and"}
    if token.low in {"of", "for", "in"}:
        return following is not None and following.tag in _INSIDE
    if token.tag in _INSIDE or token.low == "'s":
        return True
    if index == start or following is None or not following.capital or not tokens[index - 1].capital:
        return False
    return token.low in {"and", "&"} or (
        token.low == "." and len(tokens[index - 1].low) <= _LONGEST_ABBREVIATION
    )


def clause_follows(tokens: Tokens, start: int) -> bool:
    """Whether a noun phrase with its verb begins here ("the bridge was closed")."""
    for position in range(start, min(len(tokens), start + 7)):
        token = tokens[position]
        if token.tag in {"verb", "aux"}:
            return position > start
        if token.low in {",", ";", '"', ".", ":"} or token.tag == "sub":
            return False
    return False
