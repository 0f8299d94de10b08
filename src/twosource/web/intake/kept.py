"""What became of what was sent, kept in memory for a while, so that a page can be loaded again.

The ledger holds what was added; this is only the telling of it. It is gone when the desk is started anew.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

from starlette.requests import Request

from twosource.web.intake.adding import Made

_MOST: Final = 40  # results kept, the latest
_LOCK: Final = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of what a person sent."""

    by: str
    made: Made


def keep(request: Request, kept: Kept) -> str:
    """Keep a result, the oldest giving way; return the name it is found by."""
    name = secrets.token_urlsafe(12)
    with _LOCK:
        shelf = _shelf(request)
        shelf[name] = kept
        while len(shelf) > _MOST:
            shelf.popitem(last=False)
    return name


def find_kept(request: Request, name: str) -> Kept | None:
    """Return a result by its name, or None where it is kept no more."""
    with _LOCK:
        return _shelf(request).get(name)


def _shelf(request: Request) -> OrderedDict[str, Kept]:
    state = request.app.state
    if not hasattr(state, "intake_results"):
        state.intake_results = OrderedDict[str, Kept]()
    shelf: OrderedDict[str, Kept] = state.intake_results
    return shelf
