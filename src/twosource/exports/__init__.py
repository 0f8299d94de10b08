"""What leaves a ledger for other programs: every format once, for the command line, the web and the API.

A format's record is made in :mod:`twosource.wire`; here stands which records there are, in which order and
how they are put together. Everything is written piece by piece: no export holds the ledger in memory.
"""

from collections.abc import Iterator

from twosource.exports.forms import FORMS, Form, get_form
from twosource.exports.streams import Wanted
from twosource.lens import PLAIN, Lens
from twosource.store import Ledger

__all__ = ["FORMS", "Form", "Wanted", "export", "export_text", "get_form"]


def export(ledger: Ledger, name: str, wanted: Wanted = None, lens: Lens = PLAIN) -> Iterator[bytes]:
    r"""Yield an export piece by piece, text as UTF-8.

    ``wanted`` is a filter, the ids of incidents in the order wanted, or None for everything, claims of reports
    that opened no incident among it. Half a character (a lone surrogate), which UTF-8 cannot hold, is written as ``\udxxx``, as JSON escapes it.
    Raises ValueError for a name that no format has, and Refused for a profile the format does not take.
    """
    pieces = get_form(name).pieces(ledger, wanted, lens)
    return (
        piece.encode("utf-8", "backslashreplace") if isinstance(piece, str) else piece for piece in pieces
    )


def export_text(ledger: Ledger, name: str, wanted: Wanted = None, lens: Lens = PLAIN) -> Iterator[str]:
    """Yield the same as text; raises ValueError also for a format that is no text."""
    form = get_form(name)
    if not form.is_text:
        raise ValueError(f"{name} is no text")
    return (str(piece) for piece in form.pieces(ledger, wanted, lens))
