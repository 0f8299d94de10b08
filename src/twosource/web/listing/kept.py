"""What was counted over a whole ledger, kept until the ledger changes: many look at the same first page."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from twosource.store import Ledger

T = TypeVar("T")

_MOST: Final = 64  # answers kept; one of the largest, all spots of a map, takes some 60 kB


class Kept:
    """Answers by ledger, its latest change and what was asked; those asked for longest ago go first."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, ledger: Ledger, question: Hashable, answer: Callable[[], T]) -> T:
        """Return the answer to a question about a ledger as it stands; callers must not change it."""
        key = (str(ledger.path), ledger.last_change(), question)
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                kept: T = self._found[key]
                return kept
        made = answer()
        with self._lock:
            self._found[key] = made
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return made


#: One for the whole program.
KEPT: Final = Kept()
