"""Changes to bytes that know nothing of what they mean: flips, cuts, repeats, insertions."""

from collections.abc import Callable
from random import Random
from typing import Final

from fuzz.odd import load_odd

_LONGEST_PIECE: Final = 400  # bytes cut, doubled or moved at once
_MOST_REPEATS: Final = 300
_EDGES: Final = (0, 1, 9, 10, 13, 0x1F, 0x22, 0x26, 0x3C, 0x3E, 0x7F, 0x80, 0xC0, 0xED, 0xF8, 0xFE, 0xFF)


def change_bytes(content: bytes, rng: Random) -> bytes:
    """Return content with one change somewhere."""
    return rng.choice(_CHANGES)(content, rng)


def _flip(content: bytes, rng: Random) -> bytes:
    at = _place(content, rng)
    return (
        content[:at] + bytes([content[at] ^ (1 << rng.randrange(8))]) + content[at + 1 :] if content else b""
    )


def _overwrite(content: bytes, rng: Random) -> bytes:
    at = _place(content, rng)
    return content[:at] + bytes(rng.choices(_EDGES, k=rng.randint(1, 4))) + content[at + 1 :]


def _cut(content: bytes, rng: Random) -> bytes:
    start, end = _piece(content, rng)
    return content[:start] + content[end:]


def _end_early(content: bytes, rng: Random) -> bytes:
    return content[: _place(content, rng)]


def _repeat(content: bytes, rng: Random) -> bytes:
    start, end = _piece(content, rng)
    return content[:start] + content[start:end] * rng.randint(2, _MOST_REPEATS) + content[end:]


def _move(content: bytes, rng: Random) -> bytes:
    start, end = _piece(content, rng)
    rest = content[:start] + content[end:]
    at = _place(rest, rng)
    return rest[:at] + content[start:end] + rest[at:]


def _insert(content: bytes, rng: Random) -> bytes:
    at = _place(content, rng)
    return content[:at] + rng.choice(load_odd().strings).encode() + content[at:]


def _place(content: bytes, rng: Random) -> int:
    return rng.randrange(len(content)) if content else 0


def _piece(content: bytes, rng: Random) -> tuple[int, int]:
    start = _place(content, rng)
    return start, min(len(content), start + rng.randint(1, _LONGEST_PIECE))


_CHANGES: Final[tuple[Callable[[bytes, Random], bytes], ...]] = (
    _flip, _overwrite, _cut, _end_early, _repeat, _move, _insert,
)  # fmt: skip
