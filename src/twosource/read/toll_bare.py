"""People named without an article before an effect word: headlines, surnames, texts in one case.

"Teen killed in Lagos", "Girl, 9, shot", "Okoro died", "mayor jose perez was murdered". Reads only
the words right before the effect word; who stands there with a figure or an article is found by
``toll_victims``.
"""

import re

from twosource.read.toll_cues import Cue
from twosource.read.toll_victims import Victims, individual, scope_of
from twosource.text import Span
from twosource.values.count_nouns import PERSONS, find_singular, is_plural, is_stop, is_year_old, word_set

_BEFORE = 80  # characters looked at before the effect word
_SUBJECT = re.compile(
    r"(?:^|[:;,.] |- |\band |\bas |\bafter )(?P<who>(?:[\w'-]+ ){0,5}?[\w'-]+)"
    r"(?:,? (?:aged )?\d{1,3},|, (?:aged )?\d{1,3},? |,? \(\d{1,3}\))?"
    r"(?P<aux>(?: (?:was|is|has|had|been|later|also|found|reported|fatally|critically|seriously|accidentally|badly))*) $"
)
#: What may follow where a headline leaves out "was"; an object would make the subject the doer.
_NO_OBJECT = re.compile(
    r"$|[.,;:!?)]| -| (?:in|at|by|on|after|near|during|outside|inside|while|when|and|as|over|from|following|with"
    r"|dead|to|overnight|today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|amid|within|along|behind|early|late)\b"
)
_OBJECT_PRONOUN = re.compile(
    r" (?P<who>him|her)(?=[.,;:)]|$| (?:and|in|at|on|with|as|after|before|while|during|instantly|outside|inside)\b)"
)
_NO_SURNAME = word_set(
    """
    police nobody everybody everyone someone somebody anyone nothing one none another most all others
    it this that these those what which who there they we you he she officials army
    """
)


def find_bare(text: str, folded: str, cue: Cue) -> Victims | None:
    """Return the one person whose words stand bare before an effect word, or None."""
    first = max(0, cue.start - _BEFORE)
    match = _SUBJECT.search(folded[first : cue.start])
    if match is None:
        return None
    who = Span(*match.span("who")).shift(first)
    aux = match["aux"].split()
    whole = bool(aux) or cue.build == "happening"
    if whole and _is_surname(text, folded, who):
        return individual(text, who, scope="") if cue.effect in {"killed", "casualties"} else None
    if not whole and _NO_OBJECT.match(folded, cue.end) is None:
        return None
    words = who.of(folded).split()
    if any(is_stop(word) for word in words):
        return None
    caseless = text.islower() or text.isupper()
    if words[-1] in PERSONS or is_year_old(words[-1]):
        return individual(text, who, scope=scope_of(words[-1]))
    if whole and caseless and any(word in PERSONS for word in words[:4]):
        return individual(text, who, scope="")
    return None


def find_bare_object(text: str, folded: str, cue: Cue) -> Victims | None:
    """Return the one person whose words stand bare after an effect word: "Man kills wife", "killing him"."""
    if cue.build not in {"verb", "taker"}:
        return None
    pronoun = _OBJECT_PRONOUN.match(folded, cue.end)
    if pronoun is not None:
        return individual(text, Span(*pronoun.span("who")), scope="")
    noun = find_singular(folded, cue.end)
    if noun is None:
        return None
    return individual(text, noun, scope=scope_of(noun.of(folded)))


def _is_surname(text: str, folded: str, who: Span) -> bool:
    """Whether a sentence opens with one capitalised word that is no other sort of word."""
    word = who.of(folded)
    if who.start or not text[0].isupper() or not word.isalpha() or text.isupper():
        return False
    return not (word in _NO_SURNAME or word in PERSONS or is_stop(word) or is_plural(word))
