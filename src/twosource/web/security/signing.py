"""Marks that only this desk can make: HMAC-SHA-256 with a secret that lives as long as the process."""

import hmac
from hashlib import sha256


def sign(secret: bytes, words: str) -> str:
    """Return the mark of some words, 64 hex digits."""
    return hmac.new(secret, words.encode("utf-8", "surrogatepass"), sha256).hexdigest()


def is_signed(secret: bytes, words: str, mark: str) -> bool:
    """Whether a mark is that of the words, told in constant time."""
    return hmac.compare_digest(sign(secret, words).encode(), mark.encode("utf-8", "replace"))
