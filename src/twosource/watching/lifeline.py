"""What ties a worker to its parent: however the parent ends, the worker ends too.

Linux kills it as soon as the parent has gone. Elsewhere the end of its standard input, which the parent holds
open, tells it.
"""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Final

_PR_SET_PDEATHSIG: Final = 1  # linux/prctl.h


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends; only Linux can."""
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    prctl: Callable[..., int] = ctypes.CDLL(None, use_errno=True).prctl
    prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:  # it ended before that was said
        os._exit(1)


def listen(work: threading.Event) -> None:
    """Wake the reader at each line of the parent's; its end is ours."""
    while os.read(sys.stdin.fileno(), 4096):  # unbuffered: a lock held here would hinder our own end
        work.set()
    os._exit(1)
