"""Changes to XML and HTML by their tags: elements lost, doubled, moved, nested, attributes and words replaced."""

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from fuzz.odd import load_odd

_TOKEN: Final = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[^<>]*>|[^<]+|<", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"""([\w:.-]+)=("[^"]*"|'[^']*')""")
_NAME: Final = re.compile(r"(</?)([\w:.-]+)")
_MOST_NESTED: Final = 2_000
_MOST_REPEATED: Final = 300

Tokens = list[str]


def change_markup(text: str, rng: Random) -> str:
    """Return markup with one change somewhere."""
    tokens = _TOKEN.findall(text) or [""]
    return "".join(rng.choice(_CHANGES)(tokens, rng))


def _lose(tokens: Tokens, rng: Random) -> Tokens:
    at = rng.randrange(len(tokens))
    return tokens[:at] + tokens[at + rng.randint(1, 3) :]


def _double(tokens: Tokens, rng: Random) -> Tokens:
    start, end = _stretch(tokens, rng)
    return (
        tokens[:end] + tokens[start:end] * rng.choice((1, 2, rng.randint(3, _MOST_REPEATED))) + tokens[end:]
    )


def _move(tokens: Tokens, rng: Random) -> Tokens:
    start, end = _stretch(tokens, rng)
    rest = tokens[:start] + tokens[end:]
    at = rng.randint(0, len(rest))
    return rest[:at] + tokens[start:end] + rest[at:]


def _nest(tokens: Tokens, rng: Random) -> Tokens:
    """Open an element many times at one place; half the time it is closed as often."""
    opened = [token for token in tokens if _NAME.match(token) and not token.startswith("</")]
    if not opened:
        return tokens
    token, times = rng.choice(opened), rng.choice((1, 5, rng.randint(6, _MOST_NESTED)))
    at = rng.randint(0, len(tokens))
    closing = [f"</{_name(token)}>"] * times if rng.random() < 0.5 else []
    return [*tokens[:at], *[token] * times, *closing, *tokens[at:]]


def _rename(tokens: Tokens, rng: Random) -> Tokens:
    """Give a tag the name of another one."""
    tags = [at for at, token in enumerate(tokens) if _NAME.match(token)]
    if not tags:
        return tokens
    at, name = rng.choice(tags), _name(tokens[rng.choice(tags)])
    return _with(tokens, at, _NAME.sub(lambda found: f"{found[1]}{name}", tokens[at], count=1))


def _reword(tokens: Tokens, rng: Random) -> Tokens:
    """Put an odd string for the words of an element."""
    words = [at for at, token in enumerate(tokens) if not token.startswith("<")]
    return _with(tokens, rng.choice(words), rng.choice(load_odd().strings)) if words else tokens


def _redress(tokens: Tokens, rng: Random) -> Tokens:
    """Put an odd string for the value of an attribute, leave the attribute out, or write it twice."""
    dressed = [at for at, token in enumerate(tokens) if token.startswith("<") and _ATTRIBUTE.search(token)]
    if not dressed:
        return tokens
    at = rng.choice(dressed)
    found = rng.choice(list(_ATTRIBUTE.finditer(tokens[at])))
    put = rng.choice((f'{found[1]}="{rng.choice(load_odd().strings)}"', "", f"{found[0]} {found[0]}"))
    return _with(tokens, at, tokens[at][: found.start()] + put + tokens[at][found.end() :])


def _insert(tokens: Tokens, rng: Random) -> Tokens:
    at = rng.randint(0, len(tokens))
    return [*tokens[:at], rng.choice(load_odd().markup), *tokens[at:]]


def _swell(tokens: Tokens, rng: Random) -> Tokens:
    """Make the words or the tag at one place very long."""
    at = rng.randrange(len(tokens))
    return _with(tokens, at, (tokens[at] or "x")[:60] * rng.randint(10, 1_000))


def _stretch(tokens: Sequence[str], rng: Random) -> tuple[int, int]:
    start = rng.randrange(len(tokens))
    return start, min(len(tokens), start + rng.choice((1, 1, 3, rng.randint(2, 20))))


def _with(tokens: Tokens, at: int, token: str) -> Tokens:
    return [*tokens[:at], token, *tokens[at + 1 :]]


def _name(token: str) -> str:
    found = _NAME.match(token)
    return found[2] if found else "x"


_CHANGES: Final[tuple[Callable[[Tokens, Random], Tokens], ...]] = (
    _lose, _double, _move, _nest, _rename, _reword, _reword, _redress, _redress, _insert, _swell,
)  # fmt: skip
