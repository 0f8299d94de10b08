"""A worker: a process that reads what waits, one page after another, and tells its parent what came of it.

Its parent says by a line on standard input what ledger it reads for, and by each later line that there is
new work. The worker ends with its parent, however that ends: the kernel kills it, and where there is no such
kernel it ends itself when its input does. SIGTERM lets it end the page in hand first.

    python -m twosource.watching.worker < orders
"""

import contextlib
import json
import signal
import sys
import threading
from dataclasses import asdict
from typing import Any, Final

from twosource.ingest.clock import SystemClock
from twosource.pipeline import Pipe, load_stages
from twosource.read.readers import load_reader
from twosource.store.queue import Job, Taker
from twosource.watching.lifeline import die_with_parent, listen
from twosource.watching.logs import Log, start_logging
from twosource.watching.patience import Standing, Stopped
from twosource.watching.reading import Desk

#: Seconds after which a worker looks for work though nobody told it of any: another machine may have put it.
_LOOK_S: Final = 1.0


def main() -> int:
    """Read until told to stop; returns 0."""
    die_with_parent()
    orders = json.loads(sys.stdin.buffer.readline())
    stop, work = threading.Event(), threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is for the parent, who tells us
    signal.signal(signal.SIGTERM, lambda *_: _end(stop, work))
    threading.Thread(target=listen, args=(work,), daemon=True).start()
    log = start_logging(sys.stderr, "json")
    desk = Desk(
        standing=Standing(orders["ledger"], log, stop, lambda: say({"what": "waits"})),
        pipe=Pipe(clock=SystemClock(), stages=load_stages(load_reader(orders["reader"]))),
        taker=Taker(watch=orders["watch"], worker=orders["worker"]),
    )
    say({"what": "ready"})
    with contextlib.suppress(Stopped):
        read_on(desk, stop, work, log)
    desk.standing.close()
    return 0


def read_on(desk: Desk, stop: threading.Event, work: threading.Event, log: Log) -> None:
    """Read what waits until told to stop."""
    while not stop.is_set():
        work.clear()
        job = desk.take()
        if job is None:
            work.wait(_LOOK_S)
        else:
            read_one(desk, job, log)


def read_one(desk: Desk, job: Job, log: Log) -> None:
    """Read a page and tell what came of it; one that can't be read is set aside with its reason."""
    say({"what": "begun", "job": job.key})
    try:
        told = desk.read(job)
    except Stopped:
        raise
    except Exception as error:  # noqa: BLE001  (a bug that one page shows must not stop the others)
        log.surprise("page-not-read", error, job=job.key)
        desk.fail(job, f"{type(error).__name__}: {error}")
        say({"what": "ended", "job": job.key, "failed": True, "told": []})
        return
    say({"what": "ended", "job": job.key, "told": [asdict(one) for one in told]})


def say(message: dict[str, Any]) -> None:
    """Tell the parent something, on a line of its own."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _end(stop: threading.Event, work: threading.Event) -> None:
    stop.set()
    work.set()


if __name__ == "__main__":
    sys.exit(main())
