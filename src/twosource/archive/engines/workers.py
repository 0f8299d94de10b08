"""One worker of this machine: a process of its own that does a call at a time, and ends when its parent does.

Calls, commits and errors travel as JSON over a pipe. A second pipe, its standard input, holds nothing: its end
tells the worker that the parent has gone. It is started anew rather than forked, so that no lock is held in it.
"""

import json
import os
import signal
import subprocess
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Thread
from time import sleep
from typing import Final

from twosource.archive import commits
from twosource.archive.commits import Commit
from twosource.archive.meter import find_held
from twosource.archive.plans import Call
from twosource.archive.tasks import perform, tell
from twosource.errors import ArchiveError, TwosourceError

_ORPHANED_FOR: Final = 5.0  # seconds for a worker without a parent to end in order; then it does without
_MOST_HELD: Final = 700_000_000  # bytes between tasks; libraries keep more and more, so it is replaced
_FEWEST_TASKS: Final = 20  # before it is replaced for that: models alone may weigh as much


class Worker:
    """A process that does calls, seen from its parent. ``call`` is what it is at."""

    def __init__(self) -> None:
        self.pipe, theirs = Pipe()
        self.call: Call | None = None
        self._done, self._held = 0, 0
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-c", f"from {__name__} import serve; serve({theirs.fileno()})"],
            stdin=subprocess.PIPE, stdout=2, pass_fds=(theirs.fileno(),), env=_environment(),
        )  # fmt: skip
        theirs.close()

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def is_worn(self) -> bool:
        """Whether it holds so much that a new one should take its place."""
        return self._done >= _FEWEST_TASKS and self._held > _MOST_HELD

    def begin(self, call: Call) -> None:
        """Give it a call; that it has died shows when it is heard."""
        self.call = call
        try:
            self.pipe.send_bytes(call.to_json().encode())
        except OSError:
            return

    def hear(self) -> Commit | None:
        """Return the commit of its call once it answers, None if it died; raises ArchiveError that it tells."""
        try:
            told = json.loads(self.pipe.recv_bytes())
        except (EOFError, OSError):
            return None
        self.call, self._done, self._held = None, self._done + 1, told["held"]
        if "error" in told:
            raise ArchiveError(told["error"], hint=told["hint"])
        return commits.from_json(told["commit"])

    def end(self) -> None:
        """Ask it to end, whatever it is at."""
        self._process.terminate()

    def wait(self, seconds: float) -> None:
        """Wait until it has ended, and make it where it does not within so many seconds."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.pipe.close()
        if self._process.stdin is not None:
            self._process.stdin.close()


def _environment() -> dict[str, str]:
    """Return the environment of a worker: it finds what its parent finds, and keeps to one processor."""
    paths = [path or str(os.getcwd()) for path in sys.path]  # noqa: PTH109 - as Python reads ""
    return {"OMP_NUM_THREADS": "1", **os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def serve(file: int) -> None:
    """Do calls as they come over a pipe, until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    signal.signal(signal.SIGTERM, _leave)
    Thread(target=_end_with_parent, daemon=True).start()
    with Connection(file) as pipe:
        try:
            while True:
                answer = _answer(Call.from_json(pipe.recv_bytes().decode()))
                pipe.send_bytes(json.dumps(answer | {"held": find_held()}).encode())
        except (EOFError, OSError):
            return


def _answer(call: Call) -> dict[str, object]:
    try:
        return {"commit": commits.to_json(perform(call))}
    except TwosourceError as error:
        return {"error": str(error), "hint": error.hint}
    except Exception as error:  # noqa: BLE001 - the parent tells it
        return {"error": f"task {call.number} of stage {call.stage} failed: {tell(error)}", "hint": ""}


def _leave(signum: int, _frame: object) -> None:
    raise SystemExit(128 + signum)


def _end_with_parent() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    sleep(_ORPHANED_FOR)
    os._exit(1)
