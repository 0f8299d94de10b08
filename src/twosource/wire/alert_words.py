"""An alert in plain words, as messages of every kind print it: what is known, from whom, and what is new.

All of it is bounded and free of signs that XML or a terminal can't hold. Nothing is advised: what people
are told to do is quoted, with who said it.
"""

import re
from collections.abc import Iterator
from typing import Final

from twosource.knowledge.kinds import load_kinds
from twosource.model import Certainty, Status
from twosource.watches import Alert, Known, Quoted

#: What every message ends with.
DISCLAIMER: Final = "Made from press reports by a program. It is no warning by an authority."
_MOST_QUOTE: Final = 400  # characters
_MOST_QUOTES: Final = 3  # of one fact
_MOST_KNOWN: Final = 20
_MOST_VALUE: Final = 300  # characters of a value, a name, a sentence
# What XML 1.0 has no signs for (Char, 2.2), and what turns text round or hides it.
_BARRED: Final = re.compile(
    "[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0001fffd\U00020000-\U0002fffd"
    "\U00030000-\U0003fffd]|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def clean_words(words: str, most: int) -> str:
    """Return words on one line without barred signs, cut to ``most`` characters with a mark."""
    line = " ".join(_BARRED.sub(" ", words[: 4 * most + 100]).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def allowed_words(words: str) -> str:
    """Return words as they are, with a blank in place of each barred sign."""
    return _BARRED.sub(" ", words)


def event_of(alert: Alert) -> str:
    """Return what it is in a word or two: the label of its kind; of no incident, that a feed is silent, or a test."""
    if alert.incident is None:
        return "Test" if alert.feed is None and not alert.triggers else "Feed is silent"
    kind = load_kinds().get(alert.kind)
    label = kind.label if kind is not None else clean_words(alert.kind, 80)
    return (label or "incident").capitalize()


def headline_of(alert: Alert, most: int = 160) -> str:
    """Return one line that tells what it is, marked where it updates, cancels or only rehearses."""
    mark = {"alert": "", "update": "Update: ", "cancel": "Cancelled: "}[alert.move]
    rehearsed = "Exercise: " if alert.rehearsal else ""
    return clean_words(f"{rehearsed}{mark}{clean_words(alert.headline, most) or event_of(alert)}", most)


def facts_of(alert: Alert) -> tuple[Known, ...]:
    """Return what is known beside its kind, which the headline tells; where that is disputed, with it."""
    return tuple(
        known for known in alert.known if known.field != "kind" or known.status is Status.CONTRADICTED
    )


def value_of(known: Known) -> str:
    """Return one thing that is known, and how it stands, on one line."""
    scope = f" ({clean_words(known.scope, 80)})" if known.scope else ""
    name = clean_words(known.field, 80).capitalize()
    return f"{name}{scope}: {clean_words(known.value, _MOST_VALUE) or 'unknown'} [{standing_of(known)}]"


def standing_of(known: Known) -> str:
    """Return how a fact stands: its status, how surely it is told, by how many, and whether it is confirmed.

    That what a single source says has one voice, and is not confirmed, goes without saying.
    """
    told = [] if known.certainty is None else [known.certainty.value]
    if known.status is Status.SINGLE_SOURCE:
        return ", ".join([known.status.value, *told])
    counts = [count_of(known.voices, "voice"), count_of(known.newsrooms, "newsroom")]
    told = [] if known.confirmed and known.certainty is Certainty.ASSERTED else told
    return ", ".join(
        [known.status.value, *told, *counts, "confirmed" if known.confirmed else "not confirmed"]
    )


def quote_of(quoted: Quoted) -> str:
    """Return quoted words with who said them and who printed them."""
    voice = clean_words(quoted.voice or quoted.voice_kind, 120)
    outlet = clean_words(quoted.outlet or "", 80)
    speaks_itself = voice.removesuffix(" itself") == outlet
    who = outlet if speaks_itself or not voice else f"{voice}, in {outlet}" if outlet else voice
    return f"“{clean_words(quoted.words, _MOST_QUOTE)}” ({who or quoted.voice_kind})"


def paragraphs_of(alert: Alert, *, instruction: str = "") -> Iterator[str]:
    """Yield what a message tells, paragraph by paragraph: what is new, what is known, what is disputed.

    An instruction stands before what is known; the disclaimer stands last.
    """
    if alert.reason:
        yield clean_words(alert.reason, _MOST_VALUE)
    if alert.triggers:
        yield "\n".join(["Why you are told:", *_points(words for _, words in alert.triggers)])
    if alert.differences:
        yield "\n".join(["New since the last alert:", *_points(one.sentence for one in alert.differences)])
    if instruction:
        yield f"Sources told people:\n{instruction}"
    if facts_of(alert):
        yield "\n".join(["What is known:", *_known_lines(alert)])
    disputed = [known.field for known in alert.known if known.status is Status.CONTRADICTED]
    if disputed:
        yield f"Contradicted: {clean_words(', '.join(dict.fromkeys(disputed)), _MOST_VALUE)}."
    if alert.incident is not None:
        yield sources_of(alert)
    yield DISCLAIMER


def told_of(alert: Alert) -> tuple[str, ...]:
    """Return what a message tells with what sources told people to do."""
    return tuple(paragraphs_of(alert, instruction=instruction_of(alert)))


def sources_of(alert: Alert) -> str:
    """Return by how many it is told."""
    counts = ((alert.voices, "voice"), (alert.newsrooms, "newsroom"), (alert.outlets, "outlet"))
    return f"Told by {', '.join(count_of(count, name) for count, name in counts)}."


def instruction_of(alert: Alert) -> str:
    """Return what sources told people to do, in their words and with their names; "" for nothing."""
    return "\n".join(quote_of(quoted) for quoted in alert.instructions[:_MOST_QUOTES])


def count_of(count: int, name: str) -> str:
    """Return a count with its word ("1 voice", "3 voices").

    >>> count_of(2, "voice")
    '2 voices'
    """
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def _points(sentences: Iterator[str]) -> Iterator[str]:
    return (
        f"- {clean_words(words, _MOST_VALUE)}"
        for words, _ in zip(sentences, range(_MOST_KNOWN), strict=False)
    )


def _known_lines(alert: Alert) -> Iterator[str]:
    facts = facts_of(alert)
    for known in facts[:_MOST_KNOWN]:
        yield f"- {value_of(known)}"
        for quoted in known.quotes[:_MOST_QUOTES]:
            yield f"  {quote_of(quoted)}"
    if len(facts) > _MOST_KNOWN:
        yield f"- and {count_of(len(facts) - _MOST_KNOWN, 'more fact')}"
