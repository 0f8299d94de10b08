"""How a text names news media: proper names, nouns for them, and words that hand on through them."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from twosource.knowledge.press import agency_pattern, load_outlets


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """Patterns over plain text. ``medium`` has the groups ``proper``, ``kind`` and ``unnamed``, of which one is met.

    ``after`` ends where a medium is to be named; ``source`` begins what a medium has its words from.
    """

    medium: re.Pattern[str]
    after: re.Pattern[str]
    source: re.Pattern[str]
    never: re.Pattern[str]


@cache
def load_media() -> Media:
    """Read media.toml."""
    data = tomllib.loads(files("twosource.knowledge").joinpath("media.toml").read_text("utf-8"))
    return Media(
        medium=re.compile(_medium(data)),
        after=re.compile(rf"\b(?:{_any(data['handing']['after'])})\s+"),
        source=re.compile(rf"[,;]?\s*\b(?i:{_any(data['handing']['from'])})\s+"),
        never=re.compile(rf"(?:{_any(data['names']['never'])})$"),
    )


def _medium(data: dict[str, dict[str, list[str]]]) -> str:
    """Return a pattern for what names a medium, from "the" on."""
    capital = r"[A-Z][\w'’.&-]*"
    head = rf"(?:{capital}\s+(?:(?:of|de|el|al|in|the)\s+)?){{1,4}}(?:{_any(data['names']['heads'])})\b"
    listed = _any(name for outlet in load_outlets().values() for name in (outlet.name, *outlet.names))
    numbered = rf"Channel\s\d+(?:\s{capital}){{0,2}}"
    proper = rf"{agency_pattern()}|(?:{listed})\b(?![\w-])|{head}|{numbered}"
    kinds = _any(data["nouns"]["kinds"])
    before = rf"(?:(?:(?i:{_any(data['nouns']['whose'])})|[A-Z]\w+(?:an|ian|i|ese|ish))\s+){{0,2}}"
    named = rf"{capital}(?:\s{capital}){{0,3}}"
    return (
        rf"(?:[Tt]he\s+|[Aa]n?\s+)?(?:(?P<proper>{proper})"
        rf"|{before}(?:{kinds})\s+(?P<kind>{named})"
        rf"|(?P<unnamed>{before}(?i:{_any([*data['nouns']['unnamed'], *data['nouns']['kinds']])})))(?![\w-])"
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
