"""Passwords: argon2id by RFC 9106, and what one must be like by NIST SP 800-63B.

Only length is asked for, no odd signs. A name that nobody has costs as much to refuse as a wrong
password, so that it can't be told from how long it takes.
"""

import threading
from functools import cache
from typing import Final
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from twosource.errors import InputError

LEAST: Final = 12  # characters; SP 800-63B-4 asks for 15 where nothing else guards, 8 where something does
MOST: Final = 256  # more is no safer, and must be hashed

#: Passwords checked at once; each takes 64 MiB for some 50 ms.
_AT_ONCE: Final = threading.BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """Return what is kept of a password; raises InputError for one that is too short or long."""
    wanted = _normal(password)
    if not LEAST <= len(wanted) <= MOST:
        raise InputError(
            f"a password has {LEAST} to {MOST} characters", hint="a few words in a row make a good one"
        )
    with _AT_ONCE:
        return _hasher().hash(wanted)


def is_password(kept: str | None, password: str) -> bool:
    """Whether a password is the one of which this was kept; None takes as long and is always no."""
    with _AT_ONCE:
        try:
            _hasher().verify(_nobodys() if kept is None else kept, _normal(password)[: MOST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def _normal(password: str) -> str:
    """Return a password as it is compared, however a keyboard wrote it."""
    return normalize("NFKC", password.encode("utf-8", "replace").decode("utf-8"))


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash("the password of nobody")
