"""Which words triage may keep weights of: common English words, and what the program's own lists hold.

No name of anybody is to end up in the weights, so a word that is mostly written with a capital in
the texts learnt from is left out even where a word list has it.
"""

import re
from collections import Counter
from collections.abc import Iterable

from twosource.knowledge.kinds import load_kinds
from twosource.knowledge.triage import load_sorts
from twosource.knowledge.vocabulary import load_vocabulary

#: Share of the texts with a word that must have it in small letters at least once.
MOSTLY_SMALL = 0.6
#: Texts with a word before its letters count: below, the lists alone decide.
FEWEST_TEXTS = 3

_WORD = re.compile(r"[^\W\d_]+")


def find_allowed(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that weights may be kept of; ``texts`` show how they are written."""
    own = {word for term in (*load_sorts(), *load_kinds()) for word in term.split()}
    return (load_vocabulary() - find_capitalised(texts)) | own


def find_capitalised(texts: Iterable[str]) -> frozenset[str]:
    """Return, in lower case, the words that most texts write with a capital; texts in capitals say nothing."""
    written, small = Counter[str](), Counter[str]()
    for text in texts:
        if text.upper() == text:
            continue
        words = set(_WORD.findall(text))
        written.update({word.lower() for word in words})
        small.update({word for word in words if word.islower()})
    return frozenset(
        word
        for word, count in written.items()
        if count >= FEWEST_TEXTS and small[word] < MOSTLY_SMALL * count
    )
