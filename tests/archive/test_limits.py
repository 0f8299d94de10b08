import signal
import subprocess
import sys
import time
from threading import Thread

import pytest

from twosource.archive.limits import TookTooLong, alarms, within


def hang(row: str) -> str:
    while True:
        time.sleep(10)


def swallow(row: str) -> str:
    """Hang, in code that lets no error through."""
    try:
        return hang(row)
    except Exception:  # noqa: BLE001
        return "swallowed"


def fine(row: str) -> str:
    return row.upper()


def test_a_row_in_time_is_done() -> None:
    with alarms():
        assert within(5, fine, "a") == "A"


@pytest.mark.parametrize("work", [hang, swallow])
def test_a_row_that_hangs_is_broken_off(work: object) -> None:
    with alarms(), pytest.raises(TookTooLong):
        within(0.05, hang if work is hang else swallow, "a")


def test_the_next_row_has_its_own_time() -> None:
    with alarms():
        with pytest.raises(TookTooLong):
            within(0.05, hang, "a")
        time.sleep(0.06)
        assert within(5, fine, "b") == "B"


def test_outside_and_in_other_threads_rows_take_as_long_as_they_take() -> None:
    told: list[str] = []
    with alarms():
        other = Thread(target=lambda: told.append(within(0.0001, fine, "a")))
        other.start()
        other.join()
    assert [*told, within(0.0001, fine, "b")] == ["A", "B"]


def test_alarms_of_others_are_left_as_they_were() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with alarms():
        assert signal.getsignal(signal.SIGALRM) is not before
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


DEAF = """
import signal, time
from twosource.archive import limits
limits._GRACE = 0.2
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
with limits.alarms():
    limits.within(0.1, time.sleep, 60)
"""


def test_a_process_that_no_alarm_reaches_is_ended() -> None:
    ended = subprocess.run([sys.executable, "-c", DEAF], capture_output=True, check=False, timeout=50)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, b"", b"")


LATER = (
    DEAF.replace("within(0.1, time.sleep, 60)", "within(0.1, time.sleep, 0)")
    + """
    limits.rest()
    time.sleep(0.5)
"""
)


def test_what_is_done_after_the_rows_has_its_time() -> None:
    ended = subprocess.run([sys.executable, "-c", LATER], capture_output=True, check=False, timeout=50)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
