"""One wrong input from seeds: a seed chosen, changed a few times with an eye for its form, written in some encoding."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from fuzz import jsonwise
from fuzz.archives import change_warc, change_zip
from fuzz.bytewise import change_bytes
from fuzz.linewise import change_lines
from fuzz.markup import change_markup
from fuzz.odd import load_odd

#: Bytes of one input: many times what a page weighs that these seeds look like.
LONGEST: Final = 200_000
_CHANGES: Final = (1, 1, 1, 2, 2, 3, 4, 6, 10)  # how many to one seed
_BYTEWISE: Final = 0.15  # share of changes that know no structure
_OTHERWISE_ENCODED: Final = 0.1
_NOTHING_BUT_NESTING: Final = 0.01

Change = Callable[[bytes, Random], bytes]


def make_input(seeds: Sequence[bytes], change: Change, rng: Random) -> bytes:
    """Return one input of at most :data:`LONGEST` bytes."""
    made = rng.choice(seeds)
    for _ in range(rng.choice(_CHANGES)):
        made = (change_bytes if rng.random() < _BYTEWISE else change)(made, rng)[:LONGEST]
    return made


def as_markup(content: bytes, rng: Random) -> bytes:
    """Change XML or HTML."""
    return _encode(change_markup(_decode(content), rng), rng)


def as_json(content: bytes, rng: Random) -> bytes:
    """Change JSON; where it is none any more, its lines."""
    if rng.random() < _NOTHING_BUT_NESTING:
        return jsonwise.nest(rng).encode()
    text = _decode(content)
    changed = jsonwise.change_json(text, rng)
    return _encode(change_lines(text, rng) if changed is None else changed, rng)


def as_json_lines(content: bytes, rng: Random) -> bytes:
    """Change one line of JSON lines, or their order."""
    lines = content.splitlines(keepends=True) or [b""]
    if rng.random() < 0.3:
        return as_lines(content, rng)
    at = rng.randrange(len(lines))
    return b"".join([*lines[:at], as_json(lines[at], rng).rstrip(b"\n"), b"\n", *lines[at + 1 :]])


def as_lines(content: bytes, rng: Random) -> bytes:
    """Change what is written in lines."""
    return _encode(change_lines(_decode(content), rng), rng)


as_warc: Final[Change] = change_warc
as_zip: Final[Change] = change_zip


def _decode(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _encode(text: str, rng: Random) -> bytes:
    encoding = rng.choice(load_odd().encodings) if rng.random() < _OTHERWISE_ENCODED else "utf-8"
    return text.encode(encoding, "replace")
