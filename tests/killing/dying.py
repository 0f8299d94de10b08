"""Children that are killed: before their n-th statement, by their own hand, or after some time."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final, NoReturn

from sqlalchemy import Engine, event

from tests.killing.stories import Story

_STEP: Final = 0.002  # seconds between two looks whether a new interpreter has opened its ledger
KILLED: Final = -signal.SIGKILL


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """When a child dies: before its n-th statement, else after some seconds.

    A ``cold`` one is a new interpreter, whose seconds are counted from the moment it opens its ledger;
    others are forked from this one, which has all modules at hand.
    """

    statement: int | None = None
    seconds: float = 0.0
    cold: bool = False


def die(story: Story, ledger: Path, death: Death) -> bool:
    """Let a child act on a ledger; returns whether it was killed before it came to its end."""
    status = _run_cold(story, ledger, death) if death.cold else _run_forked(story, ledger, death)
    assert status in {0, KILLED}, f"the child ended with {status}"
    return status == KILLED


def live(story: Story, ledger: Path) -> int:
    """Act on a ledger to the end, undisturbed; returns how many statements that took."""
    counted = count()
    with _before_each_statement(lambda: next(counted)):
        story.act(ledger)
    return next(counted)


def _run_forked(story: Story, ledger: Path, death: Death) -> int:
    child = os.fork()
    if child == 0:
        _act_and_die(story, ledger, death)
    if death.statement is None:
        time.sleep(death.seconds)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _act_and_die(story: Story, ledger: Path, death: Death) -> NoReturn:
    """Be the child: act, unless killed, and end without a word of the parent's."""
    status = 1
    try:
        counted = count(1)
        with _before_each_statement(lambda: _kill_self(next(counted) == death.statement)):
            story.act(ledger)
        status = 0
    finally:
        os._exit(status)


def _kill_self(now: bool) -> None:
    if now:
        os.kill(os.getpid(), signal.SIGKILL)


def _run_cold(story: Story, ledger: Path, death: Death) -> int:
    arguments = [sys.executable, "-m", "twosource", "--db", str(ledger), *story.command]
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL) as child:
        while child.poll() is None and not Path(f"{ledger}-wal").exists():
            time.sleep(_STEP)
        time.sleep(death.seconds)
        child.kill()
        return child.wait()


@contextmanager
def _before_each_statement(call: Any) -> Iterator[None]:
    def told(*_: object) -> None:
        call()

    event.listen(Engine, "before_cursor_execute", told)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", told)
