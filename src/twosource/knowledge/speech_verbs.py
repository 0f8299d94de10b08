"""Words that hand speech, thought or attitude to somebody, with what may follow each.

Holds the lexicon only; whether a word is used so in a sentence is decided where it is read.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Form = Literal["base", "s", "past", "ing"]
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechVerb:
    """One form of a verb: its base form, which form it is, and the frames it opens.

    Frames are "statement", "clause", "object", "infinitive", "gerund" and "p:about" and the like.
    """

    lemma: str
    form: Form
    frames: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechWords:
    """Verbs by each of their forms, verbs whose passive stands alone, adjectives, nouns of speech.

    ``adjectives`` holds the frames of each, ``cues`` every word that can hand over.
    """

    verbs: dict[str, SpeechVerb]
    adjectives: dict[str, frozenset[str]]
    bare_passives: frozenset[str]
    nouns: frozenset[str]
    cues: frozenset[str]


@cache
def load_speech_words() -> SpeechWords:
    """Read speech_verbs.toml; a form that two verbs share belongs to the first of the file."""
    data = tomllib.loads(files("twosource.knowledge").joinpath("speech_verbs.toml").read_text("utf-8"))
    verbs: dict[str, SpeechVerb] = {}
    for lemma, frames in _frames(data["frames"], data["prepositions"]).items():
        for word, form in _inflect(lemma, data["forms"]).items():
            verbs.setdefault(word, SpeechVerb(lemma=lemma, form=form, frames=frozenset(frames)))
    adjectives = _adjectives(data["adjectives"])
    nouns = frozenset(data["nouns"]["heads"].split())
    return SpeechWords(
        verbs=verbs,
        adjectives=adjectives,
        bare_passives=frozenset(data["passive"]["bare"].split()),
        nouns=nouns,
        cues=nouns.union(verbs, adjectives, ("according",)),
    )


def _adjectives(table: dict[str, str]) -> dict[str, frozenset[str]]:
    plain = {name: words for name, words in table.items() if name in {"clause", "infinitive"}}
    prepositions = {name: words for name, words in table.items() if name not in plain}
    return {word: frozenset(frames) for word, frames in _frames(plain, prepositions).items()}


def _frames(plain: dict[str, str], prepositions: dict[str, str]) -> dict[str, set[str]]:
    """Turn lists of words by frame round: the frames of each word."""
    frames: dict[str, set[str]] = {}
    for frame, words in (*plain.items(), *((f"p:{name}", words) for name, words in prepositions.items())):
        for word in words.split():
            frames.setdefault(word, set()).add(frame)
    return frames


def _inflect(lemma: str, forms: dict[str, Any]) -> dict[str, Form]:
    """Return the forms of a verb, each with its name; the irregular past stands in the file."""
    past = forms["irregular"].get(lemma)
    inflected: dict[str, Form] = {lemma: "base", _third_person(lemma): "s"}
    stem = _stem(lemma, doubled=lemma in forms["doubled"].split())
    pasts = past.split() if past else [f"{_past_stem(lemma, stem)}ed"]
    return {
        **inflected,
        **dict.fromkeys(pasts, "past"),
        f"{stem}ing": "ing",
    }


def _third_person(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        return f"{lemma}es"
    return f"{lemma[:-1]}ies" if _ends_in_y(lemma) else f"{lemma}s"


def _stem(lemma: str, *, doubled: bool) -> str:
    """Return what "-ing" is added to: without a mute e, with a doubled consonant."""
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return lemma[:-1]
    return lemma + lemma[-1] if doubled else lemma


def _past_stem(lemma: str, stem: str) -> str:
    if lemma.endswith("ee"):
        return lemma[:-1]
    return f"{lemma[:-1]}i" if _ends_in_y(lemma) else stem


def _ends_in_y(lemma: str) -> bool:
    return lemma.endswith("y") and lemma[-2] not in _VOWELS
