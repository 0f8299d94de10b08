"""Stored rows that can't be read back: a damaged ledger, told in one line that names the row."""

import zlib
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar

import msgspec

from twosource.errors import LedgerUnavailable
from twosource.store.failures import RESTORE

#: What reading a row raises where letters of it are not what was written.
UNREADABLE: Final = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    msgspec.MsgspecError,
    zlib.error,
)
_SHOWN: Final = 120  # characters of the reason that are shown

_Row = TypeVar("_Row")
_Rest = ParamSpec("_Rest")
_Made = TypeVar("_Made")


def stored(
    what: str, name: str = "id"
) -> Callable[[Callable[Concatenate[_Row, _Rest], _Made]], Callable[Concatenate[_Row, _Rest], _Made]]:
    """Let a function that reads a row raise LedgerUnavailable where the row is damaged.

    ``what`` says what a row holds, ``name`` which column names it.
    """

    def telling(
        read: Callable[Concatenate[_Row, _Rest], _Made],
    ) -> Callable[Concatenate[_Row, _Rest], _Made]:
        @wraps(read)
        def reading(row: _Row, /, *rest: _Rest.args, **named: _Rest.kwargs) -> _Made:
            try:
                return read(row, *rest, **named)
            except UNREADABLE as error:
                raise _damaged(f"{what} {getattr(row, name, '?')}", error) from error

        return reading

    return telling


def _damaged(what: str, error: Exception) -> LedgerUnavailable:
    why = " ".join(f"{type(error).__name__}: {error}".split())[:_SHOWN]
    return LedgerUnavailable(
        f"the ledger is damaged: {what} can't be read ({why})",
        hint=f"{RESTORE}; twosource doctor tells what else is wrong",
    )
