"""Real processes that run ``twosource archive``, and what they leave: to be stopped at a moment, and looked at."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.archive.answers import NOON
from twosource.archive.driver import open_job
from twosource.archive.settings import Settings, Sizes
from twosource.archive.storage import Storage

SIZES: Final = Sizes(unit_records=2, bucket_articles=3)
_STEP: Final = 0.005  # seconds between two looks
_LONGEST: Final = 60.0  # seconds that a job may take


@contextmanager
def begun(inputs: Sequence[str], place: Path, *options: str) -> "Iterator[subprocess.Popen[str]]":
    """Begin a job at noon; what is left of it ends with the block."""
    open_job(Storage(str(place)), Settings(now=NOON, sizes=SIZES), [])
    sizes = ["--unit-records", str(SIZES.unit_records), "--bucket-articles", str(SIZES.bucket_articles)]
    line = ["archive", *inputs, "--out", str(place), "--workers", "1", *sizes, *options]
    with subprocess.Popen(
        [sys.executable, "-m", "twosource", *line],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            for left in members(process.pid):
                os.kill(left, signal.SIGKILL)


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for something; raises AssertionError where it never comes."""
    end = time.monotonic() + _LONGEST
    while not is_so():
        assert time.monotonic() < end, "it never came"
        time.sleep(_STEP)


def commits(place: Path, stage: str = "*") -> dict[Path, bytes]:
    """Return what is committed in a folder, of a stage or of all."""
    return {path: path.read_bytes() for path in place.glob(f"_work/{stage}/*/commit.json")}


def members(session: int) -> list[int]:
    """Return the processes of a session that live, the one that leads it among them."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its = stat.read_text("utf-8").rpartition(")")[2].split()[:4]
        except OSError:  # it has just ended
            continue
        if int(its) == session and state != "Z":
            found.append(int(stat.parent.name))
    return found


def tables(place: Path) -> dict[str, bytes]:
    """Return every file that a job left for people, by its path."""
    return {str(path.relative_to(place)): path.read_bytes() for path in sorted(place.glob("*/*.parquet"))}
