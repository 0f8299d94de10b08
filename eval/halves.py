"""Two halves of a set, told apart by a hash: one to look at and learn from, one to report on."""

from hashlib import sha256


def half_of(name: str) -> int:
    """Return 0 (to learn from) or 1 (to report on), the same on every machine."""
    return int(sha256(name.encode()).hexdigest(), 16) % 2
