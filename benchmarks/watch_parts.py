"""What of the watch is measured: a backlog read, its memory, what a change costs in alerts, how fast they go out."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from threading import Event, Thread
from time import perf_counter
from typing import Any, Final

from benchmarks.chaos.killing import children, read_articles
from benchmarks.replay.configuring import Wanted, write_config
from benchmarks.replay.driving import Setup, begin, events
from benchmarks.replay.receiving import Receiver, receive
from benchmarks.synthetic import articles

from twosource.alerting import raise_alerts
from twosource.config import load_config
from twosource.delivering import deliver_due
from twosource.ingest.clock import SystemClock
from twosource.store import Ledger, open_ledger

Result = dict[str, Any]
_SAMPLE_S: Final = 0.5
_PARTS: Final = 5  # stretches of a run whose memory is told


def write_backlog(folder: Path, number: int) -> Path:
    """Write so many synthetic articles as files, one each, as a folder that is watched has them."""
    folder.mkdir(parents=True, exist_ok=True)
    for at, told in enumerate(islice(articles(), number)):
        (folder / f"{at:06}.jsonl").write_text(told.record(), encoding="utf-8")
    return folder


def measure_backlog(folder: Path, backlog: Path, place: str, workers: int) -> Result:
    """Let the watch read a folder to its end; articles a second from the first fate to the last, and memory."""
    config = write_config(folder / "backlog.toml", Wanted(feeds={}, workers=workers, most_waiting=2_000))
    with config.open("a", encoding="utf-8") as stream:
        stream.write(f'[[feeds]]\nname = "backlog"\nfolder = "{backlog}"\nevery = "1s"\n')
    log = folder / f"backlog-{workers}.log"
    log.unlink(missing_ok=True)
    begun, spent = perf_counter(), _children_cpu()
    watch = begin(Setup(place=place, config=config, log=log))
    number = sum(1 for _ in backlog.iterdir())
    memory = _Memory(watch.process.pid)
    try:
        with memory.sampled():
            watch.wait_until(lambda: read_articles(log) >= number, 60 + number)
        seconds = perf_counter() - begun
        status = watch.end()
    finally:
        watch.kill()
    return {
        **_rate(log),
        "articles": number,
        "cpu ms an article": 1e3 * (_children_cpu() - spent) / number,
        "seconds in all": seconds,
        "status": status,
        "memory MB": memory.told(),
    }


def _rate(log: Path) -> Result:
    at = [datetime.fromisoformat(line["at"]) for line in events(log) if line["event"] == "article"]
    seconds = (at[-1] - at[0]).total_seconds()
    return {"articles a second": (len(at) - 1) / seconds if seconds else 0.0, "from first to last s": seconds}


def measure_add(backlog: Path, place: str) -> Result:
    """Add the same folder by the command; what it takes to begin is measured by adding it once more."""
    command = [sys.executable, "-m", "twosource", "--db", place, "add", str(backlog)]
    (whole, spent), (again, spent_again) = (_timed(command) for _ in range(2))
    number = sum(1 for _ in backlog.iterdir())
    return {
        "articles": number,
        "articles a second": number / (whole - again),
        "cpu ms an article": 1e3 * spent / number,
        "cpu ms an article, beginning left out": 1e3 * (spent - spent_again) / number,
        "seconds in all": whole,
    }


def _timed(command: Sequence[str]) -> tuple[float, float]:
    """Return the seconds on the wall and of processor time that a command takes."""
    begun, spent = perf_counter(), _children_cpu()
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return perf_counter() - begun, _children_cpu() - spent


def _children_cpu() -> float:
    """Return the processor time of all children that have ended, theirs included."""
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class _Memory:
    """Samples the resident memory of a watch and its workers, in MB."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._samples: list[tuple[float, float]] = []
        self._over = Event()

    def sampled(self) -> "_Memory":
        return self

    def __enter__(self) -> None:
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(_SAMPLE_S):
            workers = [rss_mb(pid) for pid in children(self._pid)]
            self._samples.append((rss_mb(self._pid), max(workers, default=0.0)))

    def told(self) -> dict[str, list[float]]:
        """Return the most of each fifth of the time: the watch itself, and its largest worker."""
        size = max(1, len(self._samples) // _PARTS)
        parts = [self._samples[at : at + size] for at in range(0, len(self._samples), size)][:_PARTS]
        return {
            "watch": [round(max(one for one, _ in part)) for part in parts],
            "worker": [round(max(one for _, one in part)) for part in parts],
        }


def rss_mb(pid: int) -> float:
    """Return the resident memory of a process; 0 where it is gone (Linux)."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure_alerts(place: str, folder: Path, watches: Sequence[int] = (1, 100)) -> Result:
    """Raise all there is in a ledger by so many watches, each in a copy of its own; milliseconds a changed incident."""
    with open_ledger(place) as ledger:
        incidents = ledger.stats()["incidents"]
    return {str(number): _raise(place, folder, number, incidents) for number in watches}


def _raise(place: str, folder: Path, number: int, incidents: int) -> Result:
    path, now = folder / f"alerts-{number}.db", datetime.now(UTC)
    _copy(place, path)
    config = write_config(
        folder / "alerts.toml", Wanted(feeds={}, hook="http://127.0.0.1:1/", watches=number)
    )
    with open_ledger(path) as ledger:
        for watch in load_config(config).watches:
            ledger.watches.save(replace(watch, source="cli"), now, from_past=True)
        begun = perf_counter()
        raised = sum(_raise_all(ledger, now))
        seconds = perf_counter() - begun
    return {"changed": incidents, "raised": raised, "ms a change": 1e3 * seconds / max(incidents, 1)}


def _raise_all(ledger: Ledger, now: datetime) -> Iterator[int]:
    behind = True
    while behind:
        run = raise_alerts(ledger, now)
        behind = run.behind
        yield len(run)


def _copy(place: str, path: Path) -> None:
    """Copy a ledger's file as SQLite does, whole."""
    from sqlite3 import connect  # noqa: PLC0415

    path.unlink(missing_ok=True)
    one, other = connect(place), connect(path)
    one.backup(other)
    one.close()
    other.close()


def measure_delivery(folder: Path) -> Result:
    """Send what one watch raised to a webhook on loopback; messages a second."""
    path = folder / "alerts-1.db"
    with receive(Receiver()) as receiver, open_ledger(path) as ledger:
        config = write_config(folder / "deliver.toml", Wanted(feeds={}, hook=receiver.url))
        begun = perf_counter()
        sent = deliver_due(ledger, load_config(config).channels, SystemClock())
        seconds = perf_counter() - begun
    return {"sent": sent.sent, "received": len(receiver.told), "messages a second": sent.sent / seconds}
