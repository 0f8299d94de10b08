"""Words that say how surely something is said, and whether it is told as having happened."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from twosource.text import one_of


@cache
def load_hedges() -> dict[str, re.Pattern[str]]:
    """Return one pattern per certainty ("suspected", "possible", ...) over plain lower-case text."""
    data = tomllib.loads(files("twosource.knowledge").joinpath("hedges.toml").read_text("utf-8"))
    return {certainty: re.compile(rf"\b{one_of(words)}\b") for certainty, words in data.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Realis:
    """Sets of lower-case words by what they do to the happening beside them; see realis.toml."""

    negation: frozenset[str]
    plain: frozenset[str]
    future: frozenset[str]
    obligation: frozenset[str]
    possibility: frozenset[str]
    perfect: frozenset[str]
    between: frozenset[str]
    happened: frozenset[str]
    failed: frozenset[str]
    thought: frozenset[str]
    wished: frozenset[str]
    open: frozenset[str]
    prevented: frozenset[str]
    condition: frozenset[str]
    open_adjectives: frozenset[str]
    probable: frozenset[str]
    possible: frozenset[str]
    asking: frozenset[str]
    bare_verbs: frozenset[str]
    own_words: frozenset[str]

    @property
    def modal(self) -> frozenset[str]:
        """Future, obligation and possibility together."""
        return self.future | self.obligation | self.possibility


@cache
def load_realis() -> Realis:
    """Read realis.toml."""
    data = tomllib.loads(files("twosource.knowledge").joinpath("realis.toml").read_text("utf-8"))
    return Realis(
        **{name: frozenset(words.split()) for table in data.values() for name, words in table.items()}
    )
