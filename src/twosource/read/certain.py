"""Whether a sentence tells something as having happened, as likely, open, still ahead or denied.

Reads auxiliaries, negation, what governs an infinitive or a noun, orders, conditions and
questions around one event word; a shallow cousin of the rules of Sauri's FactBank and of
TruthTeller (Lotan et al. 2013). Who says it, and how much to trust them, is voices.py's.
"""

from collections.abc import Sequence
from enum import StrEnum

from twosource.knowledge.hedges import Realis, load_realis
from twosource.model import Certainty
from twosource.read.certain_context import bare_form, negated_noun, noun_governor, start_of_coordination
from twosource.read.tokens import Token, token_at, tokenize
from twosource.text import Span


class Standing(StrEnum):
    """How a happening is told."""

    HAPPENED = "happened"
    PROBABLE = "probable"
    POSSIBLE = "possible"  # may, might, could, perhaps
    OPEN = "open"  # asked, on a condition, or for a purpose
    AHEAD = "ahead"  # foretold, wished, promised or ordered: it has not happened yet
    DENIED = "denied"


_CERTAINTIES = {
    Standing.HAPPENED: Certainty.ASSERTED,
    Standing.PROBABLE: Certainty.SUSPECTED,
    Standing.POSSIBLE: Certainty.POSSIBLE,
    Standing.OPEN: Certainty.POSSIBLE,
    Standing.AHEAD: Certainty.POSSIBLE,
    Standing.DENIED: Certainty.DENIED,
}
#: How many tokens back an adverb or a condition still bears on an event.
_ADVERB_REACH, _CONDITION_REACH = 6, 9
_DEEPEST = 2  # verbs that govern one another
_NOT_UP = frozenset({"so", "that", "when", "there", "here", "then"})
_JOINING = frozenset({"and", "or", ",", "-", ";", ":", "then"})


def certainty_of(standing: Standing) -> Certainty:
    """Return the certainty that a claim of a happening so told has."""
    return _CERTAINTIES[standing]


def certainty_at(plain_text: str, sentence: Span, event: Span) -> Certainty:
    """Return how surely the happening that ``event`` names is told; asserted where nothing says otherwise."""
    return certainty_of(standing_at(plain_text, sentence, event))


def standing_at(plain_text: str, sentence: Span, event: Span) -> Standing:
    """Return how the happening that ``event`` names is told in its sentence."""
    tokens = tokenize(plain_text, sentence)
    index = token_at(tokens, event.start)
    return standing_of(tokens, index) if index < len(tokens) else Standing.HAPPENED


def standing_of(tokens: Sequence[Token], index: int, depth: int = 0) -> Standing:
    """Return how the happening at a token of a sentence is told; ``depth`` counts governing verbs."""
    words = load_realis()
    start, auxiliaries = _group(tokens, index, words)
    before = _low(tokens, start - 1)
    if before == "to":
        return _infinitive(tokens, start - 1, auxiliaries, words)
    by_auxiliary = _by_auxiliaries(tokens, index, auxiliaries, words)
    if by_auxiliary is not None:
        return by_auxiliary
    by_noun = negated_noun(tokens, start, index, words)
    if by_noun is not None:
        return Standing.DENIED if by_noun == "no" else Standing.POSSIBLE
    if _prevented(tokens, start, words):
        return Standing.DENIED
    return (
        _by_words(tokens, start, index, words)
        or _ordered(tokens, start, index, words)
        or _joined(tokens, start, index, words)
        or _governed(tokens, start, index, depth, words)
        or (Standing.OPEN if _asked(tokens, words) else Standing.HAPPENED)
    )


def _low(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].low if 0 <= index < len(tokens) else ""


def _group(tokens: Sequence[Token], index: int, words: Realis) -> tuple[int, list[str]]:
    """Return where the auxiliaries, negations and adverbs before an event begin, and all of them."""
    helping = words.negation | words.plain | words.modal | words.between
    start = index
    found = []
    while start > 0:
        token = tokens[start - 1]
        adverb = token.tag == "adv" or (token.low.endswith("ly") and token.tag != "punct")
        if token.low in _NOT_UP or not (token.low in helping or adverb):
            break
        start -= 1
        found.append(token.low)
    return start, found or _inverted(tokens, start, words)


def _inverted(tokens: Sequence[Token], start: int, words: Realis) -> list[str]:
    """Return the modal before a subject of one word ("could they leave"), [] where none stands there."""
    if start < 2 or tokens[start - 1].tag != "pron":
        return []
    modal = tokens[start - 2].low
    opens = start == 2 or tokens[start - 3].tag in {"punct", "conj", "sub", "adv"}
    return [modal] if modal in words.modal and opens else []


def _infinitive(tokens: Sequence[Token], to: int, auxiliaries: list[str], words: Realis) -> Standing:
    """Read "to" and a verb by what stands before it."""
    governor = _low(tokens, to - 1)
    start = to - 1
    denied = modal = False
    while start > 0 and (
        tokens[start - 1].low in words.negation | words.modal or tokens[start - 1].tag == "adv"
    ):
        start -= 1
        denied = denied or tokens[start].low in words.negation
        modal = modal or tokens[start].low in words.modal
    if not words.negation.isdisjoint(auxiliaries):
        return Standing.DENIED
    if governor in words.failed:
        return Standing.HAPPENED if denied and governor != "too" else Standing.DENIED
    if governor in words.thought:
        return Standing.DENIED if denied else Standing.PROBABLE
    if governor in words.happened or governor in {"able", "have", "has"}:
        ahead = modal or _low(tokens, start - 1) == "to" or governor in {"have", "has"}
        return Standing.DENIED if denied else Standing.AHEAD if ahead else Standing.HAPPENED
    if not words.perfect.isdisjoint(auxiliaries):
        return Standing.HAPPENED
    return Standing.AHEAD if governor in words.wished else Standing.OPEN


def _by_auxiliaries(
    tokens: Sequence[Token], index: int, auxiliaries: list[str], words: Realis
) -> Standing | None:
    found = set(auxiliaries)
    if found & words.future or (
        tokens[index].low == "going" and auxiliaries and _low(tokens, index + 1) == "to"
    ):
        return Standing.DENIED if found & words.negation else Standing.AHEAD
    if found & words.obligation:
        return Standing.AHEAD
    if found & words.possibility:
        return Standing.POSSIBLE
    return Standing.DENIED if found & words.negation else None


def _prevented(tokens: Sequence[Token], start: int, words: Realis) -> bool:
    """Whether an event is what was kept from happening ("without firing", "kept from leaving")."""
    before, second = _low(tokens, start - 1), _low(tokens, start - 2)
    if before in words.prevented or (before == "of" and second in {"instead", "lack"}):
        return True
    return before == "from" and any(
        token.low in words.prevented for token in tokens[max(0, start - 5) : start]
    )


def _by_words(tokens: Sequence[Token], start: int, index: int, words: Realis) -> Standing | None:
    """Read conditions and adverbs that stand before an event in its clause."""
    for position in range(start - 1, max(-1, start - _CONDITION_REACH), -1):
        low = tokens[position].low
        if low in words.condition:
            return Standing.OPEN
        if low in {",", ";", ":", '"', "and", "but"}:
            break
    near = {token.low for token in tokens[max(0, start - _ADVERB_REACH) : index]}
    if near & words.probable:
        return Standing.PROBABLE
    return Standing.POSSIBLE if near & words.possible else None


def _ordered(tokens: Sequence[Token], start: int, index: int, words: Realis) -> Standing | None:
    """Read orders: a bare verb that opens its sentence, "please", "let"."""
    event, before = tokens[index], _low(tokens, start - 1)
    if event.low == "let" and before in {"", "and", "please", ","}:
        return Standing.AHEAD
    if "please" in {token.low for token in tokens[max(0, index - 2) : index]}:
        return Standing.AHEAD
    if not bare_form(event, words) or _low(tokens, index + 1) in {"is", "was", "are", "were"}:
        return None
    opens = start == 0 or (before == '"' and start == 1)
    return Standing.AHEAD if opens or _low(tokens, start - 2) == "let" else None


def _joined(tokens: Sequence[Token], start: int, index: int, words: Realis) -> Standing | None:
    """Read a bare verb joined to an order, a wish or a future before it ("will come and see")."""
    if not bare_form(tokens[index], words) or _low(tokens, start - 1) not in _JOINING:
        return None
    return Standing.AHEAD if start_of_coordination(tokens, start, words) else None


def _governed(tokens: Sequence[Token], start: int, index: int, depth: int, words: Realis) -> Standing | None:
    """Read a noun or -ing form by the verb or noun it depends on ("sought a truce")."""
    governor = noun_governor(tokens, start, index, words) if depth < _DEEPEST else None
    if governor is None:
        return None
    if tokens[governor].low in words.open:
        return Standing.OPEN
    standing = standing_of(tokens, governor, depth + 1)
    return Standing.OPEN if standing in {Standing.OPEN, Standing.AHEAD, Standing.POSSIBLE} else None


def _asked(tokens: Sequence[Token], words: Realis) -> bool:
    """Whether a sentence asks if something is so; who, where and why take it for granted."""
    return tokens[-1].low == "?" and tokens[0].low in words.asking
