"""The words that stand beside the names of people who were hurt or are held to have done it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleCues:
    """The lists of people.toml; what each is for stands there."""

    roles: frozenset[str]
    verbs_before: frozenset[str]
    nouns_of: frozenset[str]
    naming: frozenset[str]
    verbs_after: frozenset[str]
    states: frozenset[str]
    belongings: frozenset[str]
    titles: frozenset[str]
    suffixes: frozenset[str]
    never: frozenset[str]


@cache
def load_people_cues() -> PeopleCues:
    """Read people.toml."""
    data = tomllib.loads(files("twosource.knowledge").joinpath("people.toml").read_text("utf-8"))
    return PeopleCues(**{name: frozenset(words) for name, words in data.items()})
