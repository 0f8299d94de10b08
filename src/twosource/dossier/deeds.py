"""What people did about an incident: their acts in a few words, and who took them back."""

from collections.abc import Collection
from dataclasses import dataclass

from twosource.ids import ActId
from twosource.review.log import acts_about, describe_act
from twosource.store import Act, Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An act in a few words; ``undoer`` took it back, where somebody did."""

    act: Act
    words: str
    undoer: ActId | None


def find_deeds(ledger: Ledger, names: Collection[str]) -> tuple[Deed, ...]:
    """Return the acts on any of these incidents and reports, as they are or were, newest first."""
    return tuple(
        Deed(act=act, words=describe_act(act), undoer=_undoer(ledger, act))
        for act in acts_about(ledger, names)
    )


def _undoer(ledger: Ledger, act: Act) -> ActId | None:
    undoer = ledger.decisions.undoer(act.id) if act.undone else None
    return None if undoer is None else undoer.id
