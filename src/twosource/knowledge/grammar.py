"""Closed classes of English words, as the shallow reading of sentences needs them."""

import tomllib
from functools import cache
from importlib.resources import files

#: Where a word stands in two classes, the first of these wins ("after" is a preposition).
_ORDER = ("det", "prep", "conj", "pron", "sub", "aux", "adv", "verb")


@cache
def load_classes() -> dict[str, str]:
    """Map each closed-class word to its class: det, prep, conj, pron, sub, aux, adv or verb."""
    data = tomllib.loads(files("twosource.knowledge").joinpath("grammar.toml").read_text("utf-8"))
    classes: dict[str, str] = {}
    for name in _ORDER:
        for word in data[name]:
            classes.setdefault(word, name)
    return classes
