"""Which word a proposed cue hands over by, as the rules and voices name it, and whether it is one of saying.

A trained reader marks a cue as words ("has been quipping", "told reporters in"); the rest of the
program goes by one word of the lexicon. The lexicon decides, no score does.
"""

import re
from dataclasses import replace
from functools import cache

from twosource.knowledge.speech import load_speech
from twosource.knowledge.speech_verbs import load_speech_words
from twosource.read.handing import Handing

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*|[:-]")
_SAYING = frozenset({"statement", "valuation", "quotation"})
_MARKS = frozenset({":", "-"})


def name_cue(text: str, handing: Handing) -> Handing:
    """Return a handing with its cue's word and whether that states, as the rules would have them.

    A verb whose form knowledge/speech.toml leaves out goes by a form that it lists ("denying" by
    "denied"); a verb of saying left out whole by "said", where it hands over a clause or a
    quotation, not a thing.
    """
    word = main_word(_WORD.findall(text[handing.cue.start : handing.cue.end].lower()))
    states = _states(word) or is_quoted(text, handing)
    return replace(handing, word=_listed(word, clause=states and _is_clause(text, handing)), states=states)


def main_word(words: list[str]) -> str:
    """Return the word of a cue that hands over: its first verb of speech, else a noun of it, else its last.

    >>> main_word(["has", "been", "telling", "reporters"])
    'telling'
    """
    lexicon = load_speech_words()
    known = [word for word in words if word in lexicon.cues]
    verbs = [word for word in known if word in lexicon.verbs or word == "according"]
    return next(iter((*verbs, *known, *words[-1:])), "")


def is_quoted(text: str, handing: Handing) -> bool:
    """Whether any piece of what is handed over opens with a quotation mark."""
    return any('"' in text[max(0, one.start - 1) : one.start + 1] for one in handing.contents)


def _listed(word: str, *, clause: bool) -> str:
    verb = load_speech_words().verbs.get(word)
    if word in load_speech().cues or word in _MARKS or word == "according":
        return word
    if verb is not None and verb.lemma in _listed_verbs():
        return _listed_verbs()[verb.lemma]
    return "said" if clause else word


@cache
def _listed_verbs() -> dict[str, str]:
    """Return one listed form of each verb of speech.toml, by its base form."""
    verbs = load_speech_words().verbs
    return {verbs[word].lemma: word for word in reversed(load_speech().cues) if word in verbs}


def _states(word: str) -> bool:
    verb = load_speech_words().verbs.get(word)
    return word == "according" or word in _MARKS or (verb is not None and not _SAYING.isdisjoint(verb.frames))


def _is_clause(text: str, handing: Handing) -> bool:
    first = min((one.start for one in handing.contents), default=handing.cue.end)
    return text.startswith("that ", first) or first < handing.cue.start or is_quoted(text, handing)
