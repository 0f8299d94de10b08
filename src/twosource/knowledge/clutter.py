"""What is printed with an article and is no part of it: cue phrases by the reason they are dropped for."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from twosource.errors import KnowledgeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Clutter:
    """One reason to drop a paragraph: its sentence for users, and the phrases that give it away.

    ``max_words`` bounds what ``starts`` and ``contains`` may drop; ``run`` says that short
    unfinished lines below a ``whole`` go with it; ``tail`` begins clutter glued to a paragraph.
    """

    reason: str
    sentence: str
    whole: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    max_words: int = 0
    run: bool = False


@cache
def load_clutter() -> dict[str, Clutter]:
    """Read clutter.toml; raises KnowledgeError for a reason without a sentence or a phrase not folded."""
    rows = tomllib.loads(files("twosource.knowledge").joinpath("clutter.toml").read_text("utf-8"))
    reasons = {name: _read(name, row) for name, row in rows.items()}
    for clutter in reasons.values():
        _check(clutter)
    return reasons


def _read(name: str, row: dict[str, Any]) -> Clutter:
    fields: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
    return Clutter(reason=name, **fields)


def _check(clutter: Clutter) -> None:
    if not clutter.sentence.endswith("."):
        raise KnowledgeError(f"clutter.toml: {clutter.reason!r} needs a full sentence")
    for phrase in (*clutter.whole, *clutter.starts, *clutter.contains, *clutter.tail):
        if phrase != phrase.casefold():
            raise KnowledgeError(f"clutter.toml: {clutter.reason!r} holds capitals: {phrase!r}")


@cache
def whole_phrases() -> dict[str, str]:
    """Map paragraphs that are nothing but clutter to their reason."""
    return {phrase: c.reason for c in load_clutter().values() for phrase in c.whole}


@cache
def phrase_reasons() -> dict[str, str]:
    """Map every phrase that starts, is held by or ends a paragraph to its reason."""
    return {phrase: c.reason for c in load_clutter().values() for phrase in (*c.starts, *c.contains, *c.tail)}


@cache
def starting_phrases() -> re.Pattern[str]:
    """Return an expression for the phrases that clutter starts with, longest first, whole words."""
    phrases = sorted((p for c in load_clutter().values() for p in c.starts), key=len, reverse=True)
    return re.compile("|".join(re.escape(p) + (r"(?!\w)" if p[-1].isalnum() else "") for p in phrases))


@cache
def contained_phrases() -> tuple[str, ...]:
    """Return the phrases that clutter holds anywhere."""
    return tuple(phrase for c in load_clutter().values() for phrase in c.contains)


@cache
def tail_phrases() -> tuple[str, ...]:
    """Return the phrases that begin clutter glued to the end of a finished sentence."""
    return tuple(phrase for c in load_clutter().values() for phrase in c.tail)
