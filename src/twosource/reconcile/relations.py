"""How two claims about one field stand to each other.

The values' own comparison, with what the field asks on top: refinement, rounding, part and whole, and
different scope are no contradictions.
"""

import re
from functools import lru_cache
from itertools import pairwise

from twosource.knowledge.kinds import is_a, load_kinds
from twosource.knowledge.weapons import weapon_is_a
from twosource.model import Certainty, Claim, Value
from twosource.reconcile.harms import is_guess, relate_harm
from twosource.reconcile.independence import spell_plainly
from twosource.reconcile.sayings import Marked, Marks
from twosource.reconcile.scenes import relate_days, relate_hours, relate_places
from twosource.text import fold
from twosource.values import count as counts
from twosource.values import party as parties
from twosource.values.comparison import Comparison, Relation
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When

_HARM = frozenset({"killed", "injured", "casualties", "captured"})
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    ["the", "a", "an", "of", "and", "in", "at", "on", "to", "was", "were", "by", "for", "its", "their"]
)
_NOTHING = ("no ", "none", "nothing", "without ", "undamaged")
_SEAT = re.compile(r" in [A-Z].*$")
_LEFT_OUT = re.compile(r"…|\.\.\.|\[\W*\]")
REWORDED = 0.6  # share of the shorter one's pairs of words that make two quotations one
_REMEMBERED = 32_768  # texts whose words are kept: an incident's are compared anew with each article


def relate(left: Claim, right: Claim) -> Comparison:
    """Compare two claims of one field; a denial turns the same value into its opposite."""
    found = relate_values(left.field, left.value, right.value)
    if left.field in _HARM:
        found = relate_harm(left, right, found)
    if found.relation is Relation.APART and isinstance(left.value, Count) and is_guess(left, right):
        return Comparison(relation=Relation.OVERLAPPING, why=f"one only guesses: {found.why}")
    ours, theirs = left.certainty is Certainty.DENIED, right.certainty is Certainty.DENIED
    if ours == theirs:
        return found
    if found.relation is Relation.SAME:
        return Comparison(relation=Relation.APART, why=f"one says it and the other denies it: {found.why}")
    return Comparison(relation=Relation.UNKNOWN, why=f"one denies something else: {found.why}")


def relate_values(field: str, left: Value, right: Value) -> Comparison:
    """Compare two values of one field; values of two types say nothing about each other."""
    match left, right:
        case When(), When():
            return relate_days(left, right) if field == "when" else relate_hours(left, right)
        case Count(), Count():
            return counts.compare(left, right)
        case Place(), Place():
            return relate_places(left, right)
        case Party(), Party():
            return _relate_parties(left, right)
        case str(), str():
            return _relate_words(field, left, right)
        case _:
            return _relate_words(field, describe(left), describe(right))


def describe(value: Value) -> str:
    """Return the plain words of a value."""
    if isinstance(value, str):
        return value
    for name in ("name", "as_said", "what"):
        if isinstance(words := getattr(value, name, None), str):
            return words
    return str(getattr(value, "stance", value))


def _say(relation: Relation, why: str) -> Comparison:
    return Comparison(relation=relation, why=why)


def _relate_parties(left: Party, right: Party) -> Comparison:
    """Parties: where a group is said to be does not make it another; unnamed groups contradict nobody."""
    ours, theirs = (content_words(_SEAT.sub("", party.name)) for party in (left, right))
    if ours == theirs:
        return _say(Relation.SAME, f"both name {left.name}")
    found = parties.compare(left, right)
    if found.relation is Relation.APART and not (is_named_party(left) and is_named_party(right)):
        return _say(Relation.OVERLAPPING, f"{left.name} and {right.name} can be the same people")
    return found


def is_named_party(party: Party) -> bool:
    """Whether a party has a name of its own, not only a description ("gunmen")."""
    words = party.name.split()
    return party.id is not None or any(word[:1].isupper() for word in words[-1:])


def _relate_words(field: str, left: str, right: str) -> Comparison:
    if field == "kind":
        return _relate_kinds(left, right)
    if field == "weapon":
        return _relate_cases(left, right, weapon_is_a(left, right), weapon_is_a(right, left))
    return _relate_texts(field, left, right)


def _relate_kinds(left: str, right: str) -> Comparison:
    """Kinds: an explosion is wider than a bombing; kinds of two sorts say nothing about each other."""
    kinds = load_kinds()
    if not kinds.keys() >= {left, right}:
        return _relate_cases(left, right, False, False)
    if kinds[left].acled[0] != kinds[right].acled[0] and not (is_a(left, right) or is_a(right, left)):
        return _say(Relation.UNKNOWN, f"{left} and {right} are not compared")
    wider, narrower = _covers(left, right), _covers(right, left)
    return _relate_cases(left, right, narrower and not wider, wider and not narrower)


def _covers(wide: str, narrow: str) -> bool:
    """Whether the second kind is a case of the first, or the first says no more than its ACLED type."""
    kinds = load_kinds()
    return is_a(narrow, wide) or (not kinds[wide].parent and kinds[wide].acled[0] == kinds[narrow].acled[0])


def _relate_cases(left: str, right: str, narrower: bool, wider: bool) -> Comparison:
    if fold(left) == fold(right):
        return _say(Relation.SAME, f"both say {left}")
    if narrower:
        return _say(Relation.NARROWER, f"{left} is a case of {right}")
    if wider:
        return _say(Relation.WIDER, f"{right} is a case of {left}")
    return _say(Relation.OVERLAPPING, f"{left} and {right} can both be said of it")


def _relate_texts(field: str, left: str, right: str) -> Comparison:
    ours, theirs = content_words(left), content_words(right)
    said = f'"{left}" and "{right}"'
    if ours == theirs or is_shortened(left, right) or is_shortened(right, left):
        return _say(Relation.SAME, f"{said} say the same")
    if field == "damage" and _is_nothing(left) != _is_nothing(right):
        return _say(Relation.APART, f"{said}: one says there was none")
    if ours < theirs:
        return _say(Relation.WIDER, f"{right} says more than {left}")
    if theirs < ours:
        return _say(Relation.NARROWER, f"{left} says more than {right}")
    return _say(Relation.OVERLAPPING, f"{said} can both be true")


def _is_nothing(text: str) -> bool:
    """Whether words say that there was none; the "No." of a tank's number does not."""
    return fold(text).startswith(_NOTHING) and not fold(text).startswith("no.")


@lru_cache(maxsize=_REMEMBERED)
def content_words(text: str) -> frozenset[str]:
    """Return the folded words that carry what a text says, plurals as singulars."""
    words = (word for word in _WORD.findall(spell_plainly(text)) if word not in _SMALL)
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words)


@lru_cache(maxsize=_REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=_REMEMBERED)
def _pieces(short: str) -> tuple[str, ...]:
    """Return the runs of words between the pieces left out; () where fewer than four words are left."""
    pieces = [words for piece in _LEFT_OUT.split(short) if (words := _words(piece))]
    return tuple(f" {' '.join(words)} " for words in pieces) if sum(map(len, pieces)) >= 4 else ()


@lru_cache(maxsize=_REMEMBERED)
def _line(full: str) -> str:
    return f" {' '.join(_words(full))} "


def is_shortened(short: str, full: str) -> bool:
    """Whether a quotation is another with pieces left out: its runs of words stand there in order."""
    pieces = _pieces(short)
    if not pieces:
        return False
    there, at = _line(full), 0
    for piece in pieces:
        at = there.find(piece, at)
        if at < 0:
            return False
    return True


def find_marks(claim: Claim) -> Marked:
    """Return words of a saying: one that says more than another, or shortens it, has all of its words."""
    if not isinstance(claim.value, str) or claim.field in {"kind", "weapon"}:
        return None
    words = content_words(claim.value)
    if not words or (claim.field == "damage" and _is_nothing(claim.value)):
        return None
    return Marks(words=words, share=1.0), Marks(words=frozenset(_words(claim.value)), share=1.0)


def find_quote_marks(claim: Claim) -> Marked:
    """Return words of a quotation, and its pairs of words, of which another wording keeps most."""
    marks = find_marks(claim)
    if marks is None or not isinstance(claim.value, str):
        return None
    runs = frozenset(" ".join(pair) for pair in _runs(claim.value))
    return (*marks, Marks(words=runs, share=REWORDED))


def is_reworded(left: str, right: str, *, share: float = REWORDED) -> bool:
    """Whether two quotations share most of their pairs of words: slips of the pen aside, one."""
    ours, theirs = _runs(left), _runs(right)
    smaller = min(len(ours), len(theirs))
    return smaller > 0 and len(ours & theirs) >= share * smaller


@lru_cache(maxsize=_REMEMBERED)
def _runs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(_words(text)))
