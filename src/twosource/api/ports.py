"""What the interface is handed by whoever serves it: ledgers, who asks, and where writes are noted."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from starlette.requests import Request

from twosource.store import Ledger


class Role(IntEnum):
    """What somebody may do; each role may do what those before it may."""

    READER = 1
    REVIEWER = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whoever asks; ``name`` signs their acts."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a request came to: by whom, the status it was answered with, and the record it is about."""

    by: str
    status: int
    about: str = ""


class Surroundings(Protocol):
    """Hands out what an answer needs. Its methods are called in threads of their own, many at once."""

    def ledger(self) -> AbstractContextManager[Ledger]:
        """Give this thread's ledger; raises LedgerUnavailable."""
        ...

    def find_reader(self, request: Request) -> Person | None:
        """Return who may read without a token, as the owner of the machine may; None where nobody may."""
        ...

    def find_bearer(self, token: str) -> Person | None:
        """Return whose token it is; None for one that is not, or no longer, in use."""
        ...

    def note(self, request: Request, done: Done) -> None:
        """Write one line of the audit log: what a request that may write came to."""
        ...
