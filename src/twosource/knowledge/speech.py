"""The lexicon of attribution: cue verbs, kinds of speaker, institutions, words of anonymity."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from twosource.model import VoiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """The lexicon, turned round so that each word finds its class."""

    cues: dict[str, str]  # verb form -> asserted, claimed, denied, suspected, shown
    weak: frozenset[str]  # cues that need a speaker of a speaking kind
    heads: dict[str, VoiceKind]  # head noun (or two words) -> kind of speaker
    institutions: frozenset[str]
    synonyms: dict[str, tuple[str, ...]]
    offices: frozenset[str]
    anonymous_phrases: tuple[str, ...]
    anonymous_words: frozenset[str]


@cache
def load_speech() -> Speech:
    """Read speech.toml; where a head noun stands in two lists, the first list in the file wins."""
    data = tomllib.loads(files("twosource.knowledge").joinpath("speech.toml").read_text("utf-8"))
    weak = frozenset(data["cues"].pop("weak"))
    heads: dict[str, VoiceKind] = {}
    for kind, words in data["kinds"].items():
        for word in words:
            heads.setdefault(word, cast("VoiceKind", kind))
    return Speech(
        cues={verb: label for label, verbs in data["cues"].items() for verb in verbs},
        weak=weak,
        heads=heads,
        institutions=frozenset(data["institutions"]["heads"]),
        synonyms={word: tuple(heads) for word, heads in data["institutions"]["synonyms"].items()},
        offices=frozenset(data["institutions"]["offices"]),
        anonymous_phrases=tuple(data["anonymous"]["phrases"]),
        anonymous_words=frozenset(data["anonymous"]["words"]),
    )
