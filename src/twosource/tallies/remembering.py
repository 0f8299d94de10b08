"""What was made of a ledger as it stands is remembered until anything in it changes; shared by all threads."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, TypeVar

from twosource.store import Ledger

_Made = TypeVar("_Made")


class Remembered(Generic[_Made]):
    """The newest few things made of ledgers, each good as long as its ledger is as it was."""

    def __init__(self, most: int) -> None:
        self._most: Final = most
        self._known: OrderedDict[tuple[Hashable, Hashable], tuple[int, _Made]] = OrderedDict()
        self._lock: Final = Lock()

    def get(self, ledger: Ledger, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """Return what was made before, or make it; two threads that ask at once may both make it."""
        place, now = (ledger.identity, key), ledger.last_change()
        with self._lock:
            known = self._known.get(place)
            if known is not None and known[0] == now:
                self._known.move_to_end(place)
                return known[1]
        made = make()
        with self._lock:
            self._known[place] = (now, made)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return made
