"""Statuses and what is confirmed, with the colours of a terminal; all other words are ``twosource.wording``."""

from typing import Final

from twosource.cli.screen import Meaning, Piece
from twosource.model import Fact, Status
from twosource.wording import SIGNS

_MEANINGS: Final[dict[Status, Meaning]] = {
    Status.CONTRADICTED: "bad",
    Status.UPDATED: "changed",
    Status.AGREED: "good",
    Status.COMPATIBLE: "good",
    Status.SINGLE_SOURCE: "alone",
    Status.UNKNOWN: "unknown",
}
#: The sign of each status and what its colour means, in the order facts are shown.
STATUSES: Final[dict[Status, tuple[str, Meaning]]] = {
    status: (sign, _MEANINGS[status]) for status, sign in SIGNS.items()
}
UNKNOWN: Final = Piece("unknown", "unknown")


def show_status(status: Status) -> Piece:
    """Return a status as its sign and its name."""
    sign, meaning = STATUSES[status]
    return Piece(f"{sign} {status.value}", meaning)


def show_confirmed(fact: Fact) -> Piece:
    """Return "yes" or "no" for what voices can confirm, nothing for the rest."""
    if not fact.confirmation:
        return Piece("")
    return Piece("yes", "good") if fact.confirmed else Piece("no", "alone")
