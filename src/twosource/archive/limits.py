"""How long one row may take: an alarm of the process, and behind it one that nothing can hold up.

The alarm breaks into Python wherever it is. Where a library below Python does not come back, the process is
ended; that is a worker's death like any other (``attempts``). Both need the main thread of a process on a system
with alarms; elsewhere rows take as long as they take.
"""

import faulthandler
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import IO, Final, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: Seconds a row may take unless its stage says otherwise: reading, the slowest, takes 0.02 an article.
MOST_SECONDS: Final = 300.0
_GRACE: Final = 60.0  # seconds more, over twice the limit, until the process is ended
_LOOK_AFTER: Final = 5.0  # seconds for which the hard end is not set anew: each time starts a thread


class TookTooLong(BaseException):  # noqa: N818, RUF100 - no Exception: what catches those may not swallow it
    """A row took longer than it may."""


@dataclass(kw_only=True)
class _Alarm:
    rings: bool = False  # whether there is somebody to wake
    set_at: float = field(default=-_LOOK_AFTER)
    sink: IO[str] | None = None


_alarm: Final = _Alarm()


@contextmanager
def alarms() -> Iterator[None]:
    """Allow rows to be timed inside; a no-op where this is not the main thread."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    with open(os.devnull, "w", encoding="ascii") as sink:  # noqa: PTH123 - a device, not a path
        _alarm.sink, _alarm.set_at = sink, -_LOOK_AFTER
        try:
            yield
        finally:
            _alarm.sink = None
            faulthandler.cancel_dump_traceback_later()
            signal.signal(signal.SIGALRM, before)


def within(seconds: float, work: Callable[[T], R], row: T) -> R:
    """Do work on a row; raises TookTooLong after so many seconds, inside :func:`alarms`."""
    if _alarm.sink is None or threading.current_thread() is not threading.main_thread():
        return work(row)
    _set_hard_end(_alarm.sink, seconds)
    _alarm.rings = True
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return work(row)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        _alarm.rings = False


def rest() -> None:
    """Take the hard end away: there are no more rows, and what is done with them has its time."""
    if _alarm.sink is not None and threading.current_thread() is threading.main_thread():
        faulthandler.cancel_dump_traceback_later()
        _alarm.set_at = -_LOOK_AFTER


def _ring(_signum: int, _frame: object) -> None:
    if _alarm.rings:
        raise TookTooLong


def _set_hard_end(sink: IO[str], seconds: float) -> None:
    now = monotonic()
    if now - _alarm.set_at >= _LOOK_AFTER:
        _alarm.set_at = now
        faulthandler.dump_traceback_later(2 * seconds + _GRACE, exit=True, file=sink)
