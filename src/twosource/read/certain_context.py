"""What stands around an event word without helping it: adjectives, governors, joined verbs."""

from collections.abc import Sequence
from typing import Literal

from twosource.knowledge.hedges import Realis
from twosource.read.tokens import Token

#: After these a noun names what the reader knows of already ("the attack").
_KNOWN = frozenset(["the", "this", "that", "these", "those", "his", "her", "their", "its", "my", "our"])
_LINKS = frozenset({"of", "for", "on", "in", "to", "from", "against", "with", "about"})
_SUBJECTS = frozenset({"he", "she", "it", "they", "i", "we", "you", "who"})
_SPEAKING = frozenset({"he", "she", "they", "i", "we"})
_LONGEST_PHRASE = 4
_JOIN_REACH = 14


def bare_form(token: Token, words: Realis) -> bool:
    """Whether a word can be a verb's base form, as in an order."""
    if token.low.endswith(("ed", "ing")) or token.low in words.own_words:
        return False
    return token.tag in {"word", "aux", "adv"} or token.low in words.bare_verbs


def negated_noun(
    tokens: Sequence[Token], start: int, index: int, words: Realis
) -> Literal["no", "open"] | None:
    """Tell whether a noun's phrase denies it ("no attack") or leaves it open ("any", "a planned attack").

    Before a verb the phrase is its subject: "no rebels attacked" denies, "suspected rebels" does not hedge.
    """
    noun = tokens[index].tag != "verb" or tokens[index].low.endswith("ing")
    at = start
    while at > max(0, start - _LONGEST_PHRASE) and tokens[at - 1].tag in {"word", "num"}:
        at -= 1
        if noun and tokens[at].low in words.open_adjectives:
            return "open"
    before = tokens[at - 1].low if at else ""
    if before in {"no", "without"}:
        return "no"
    return "open" if noun and before in {"any", "neither"} else None


def start_of_coordination(tokens: Sequence[Token], start: int, words: Realis) -> bool:
    """Whether a bare verb after "and" goes on from "to", a modal or an order in its clause."""
    for position in range(start - 2, max(-1, start - _JOIN_REACH), -1):
        token = tokens[position]
        if token.low in {"to", "please", "let"} or token.low in words.modal:
            return True
        finished = token.tag == "verb" and token.low not in words.bare_verbs
        if (finished and not token.low.endswith("ing")) or token.low in _SPEAKING or token.low == ".":
            return False
    return start <= _JOIN_REACH and _opens_order(tokens, words)


def _opens_order(tokens: Sequence[Token], words: Realis) -> bool:
    """Whether a sentence begins with a bare verb and its object ("Take the keys and")."""
    object_follows = len(tokens) > 1 and tokens[1].tag in {"det", "pron"}
    return bare_form(tokens[0], words) and (object_follows or tokens[0].low in words.bare_verbs)


def noun_governor(tokens: Sequence[Token], start: int, index: int, words: Realis) -> int | None:
    """Return the verb or noun on which an event without tense depends, None where it has its own."""
    at = start
    while at > max(0, start - _LONGEST_PHRASE) and _describes(tokens[at - 1], words):
        at -= 1
    if 0 < at < start and tokens[at - 1].low == "to":
        return at  # "to gain approval": the verb after "to" looks like a noun
    if at > 0 and tokens[at - 1].tag == "det":
        if tokens[at - 1].low in _KNOWN:
            return None
        at -= 1
    if at > 0 and tokens[at - 1].low in _LINKS:
        at -= 1
    if at == 0:
        return None
    event, governor = tokens[index], tokens[at - 1]
    if governor.low in words.open:
        finite = event.tag == "verb" and not event.low.endswith("ing")
        return None if finite else at - 1
    tensed = event.tag == "verb" or event.low.endswith("ed") or tokens[start - 1].low in _SUBJECTS
    return at - 1 if not tensed and governor.tag in {"word", "verb"} else None


def _describes(token: Token, words: Realis) -> bool:
    return token.tag in {"word", "num", "adv"} and token.low not in words.open
