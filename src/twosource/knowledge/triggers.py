"""The words that say an incident happened, compiled into one pattern."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from twosource.errors import KnowledgeError
from twosource.knowledge.kinds import load_kinds
from twosource.knowledge.weapons import plural
from twosource.text import one_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One form: the kind it says, how much it weighs, whether it is a noun and a plural."""

    kind: str
    strong: bool
    noun: bool
    plural: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Triggers:
    """All forms with their patterns over plain lower-case text."""

    forms: dict[str, Trigger]
    pattern: re.Pattern[str]
    refuse: re.Pattern[str]
    hypothetical: re.Pattern[str]
    aside: re.Pattern[str]  # words of other worlds, of mishaps and of launches in one
    aside_of: dict[str, str]  # "mishap", "launch" or the other world that each of them belongs to


@cache
def load_triggers() -> Triggers:
    """Read triggers.toml; raises KnowledgeError for a kind that is not in kinds.toml."""
    data = tomllib.loads(files("twosource.knowledge").joinpath("triggers.toml").read_text("utf-8"))
    forms: dict[str, Trigger] = {}
    for strength in ("weak", "strong"):
        _collect(forms, data[strength], strong=strength == "strong")
    asides = {**data["elsewhere"], "mishap": data["mishap"]["words"], "launch": data["launch"]["words"]}
    aside_of = {word: sort for sort, words in asides.items() for word in words}
    return Triggers(
        forms=forms,
        pattern=_any_of(list(forms)),
        refuse=_any_of(data["refuse"]["phrases"]),
        hypothetical=_any_of(data["refuse"]["hypothetical"]),
        aside=_any_of(list(aside_of)),
        aside_of=aside_of,
    )


def _collect(forms: dict[str, Trigger], part: dict[str, dict[str, list[str]]], *, strong: bool) -> None:
    for sort, kinds in part.items():
        for kind, words in kinds.items():
            if kind not in load_kinds():
                raise KnowledgeError(f"triggers.toml: {kind!r} is no kind of kinds.toml")
            for word in words:
                forms[word] = Trigger(kind=kind, strong=strong, noun=sort == "nouns", plural=False)
                if sort == "nouns":
                    forms[plural(word)] = Trigger(kind=kind, strong=strong, noun=True, plural=True)


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){one_of(words)}(?!\w)")
