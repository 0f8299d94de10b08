"""The whole list of what is in doubt, kept by the desk: made anew after each write where that is quick.

Of a large ledger, where making it takes a second, it may be a minute old; what was decided meanwhile is
taken out of it at once, so that nobody is asked what is settled.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile
from threading import Lock
from time import monotonic
from typing import Final

from starlette.requests import Request

from twosource.ids import ActId
from twosource.review import Item, list_items
from twosource.review.log import touched_by
from twosource.store import Act, Ledger

_QUICK_S: Final = 0.2  # so much may be waited for after each write
_OLD_S: Final = 60.0  # how old the list of a large ledger may be


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The list as it was made: after how many writes and which act, when, and how long that took (seconds)."""

    items: tuple[Item, ...]
    written: int
    latest: ActId
    at: float
    took_s: float

    def is_fit(self, written: int, now: float) -> bool:
        """Whether it may still be shown."""
        if written == self.written:
            return True
        return self.took_s > _QUICK_S and now - self.at < _OLD_S


@dataclass(slots=True, kw_only=True)
class Shelf:
    """Keeps one list; ``clock`` tells seconds. Of several who need it anew, one makes it."""

    clock: Callable[[], float] = monotonic
    _kept: Listed | None = None
    _making: Lock = field(default_factory=Lock)

    def load(self, ledger: Ledger) -> tuple[Item, ...]:
        """Return the list, those laid aside last."""
        written, kept = ledger.last_change(), self._kept
        if kept is None or not kept.is_fit(written, self.clock()):
            kept = self._make_anew(ledger, kept)
        return kept.items if kept.written == written else _without_settled(ledger, kept)

    def _make_anew(self, ledger: Ledger, old: Listed | None) -> Listed:
        if not self._making.acquire(blocking=old is None or old.took_s <= _QUICK_S):
            assert old is not None, "without an old one it is waited for"
            return old
        try:
            self._kept = _list(ledger, self.clock)
            return self._kept
        finally:
            self._making.release()


def load_items(request: Request, ledger: Ledger) -> tuple[Item, ...]:
    """Return the whole list of the desk's ledger, those laid aside last."""
    state = request.app.state
    if not hasattr(state, "review_shelf"):
        state.review_shelf = Shelf()
    shelf: Shelf = state.review_shelf
    return shelf.load(ledger)


def _list(ledger: Ledger, clock: Callable[[], float]) -> Listed:
    start, written = clock(), ledger.last_change()
    latest = next((act.id for act in ledger.decisions.acts(1)), ActId(""))
    items = list_items(ledger, seen=True)
    end = clock()
    return Listed(items=items, written=written, latest=latest, at=end, took_s=end - start)


def _without_settled(ledger: Ledger, kept: Listed) -> tuple[Item, ...]:
    """Return the items that no act since was about."""
    newer = takewhile(lambda act: act.id != kept.latest, ledger.decisions.acts())
    settled = frozenset(name for act in newer for name in _about(act))
    return tuple(item for item in kept.items if settled.isdisjoint({item.id, *item.incidents}))


def _about(act: Act) -> frozenset[str]:
    """Return what an act was about; one that lays an item aside says nothing of its incidents."""
    return frozenset({act.body["item"]}) if act.what == "dismiss" else touched_by(act)
