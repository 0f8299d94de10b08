"""What a reader may take, hold and give for one input, and what is told where one does not keep to it."""

import gc
import signal
import traceback
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from types import FrameType
from typing import Final, Literal, NoReturn

from twosource.errors import TwosourceError

#: Seconds of processor time for one input of at most 200 kB: a news page takes 0.02, feedparser 3 for its worst.
MOST_SECONDS: Final = 20.0
#: Seconds gone by after which an input is broken off, however busy the machine.
STUCK_SECONDS: Final = 120.0
#: Bytes held at once while one input is read, as tracemalloc counts them: a tree of it and some copies.
MOST_HELD: Final = 250_000_000
#: Characters given for each one read, and for any input: a body told twice over, named characters spelt out.
MOST_GIVEN_EACH: Final = 20
MOST_GIVEN: Final = 1_000_000

What = Literal["raised", "slow", "stuck", "held too much", "gave too much", "grew", "ended the process"]

#: Reads one input and returns how many characters it gave; raises what the reader raises.
Reader = Callable[[bytes], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One input that a reader did not take well; made again by its target, seed and number."""

    target: str
    seed: int
    number: int
    what: What
    detail: str

    def __str__(self) -> str:
        again = f"python -m fuzz --target {self.target} --seed {self.seed} --only {self.number}"
        return f"{self.what}: {self.detail}\n    again by: {again}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one input went: refused with an error of ours or read, in how long, and what was wrong with that."""

    refused: bool = False
    seconds: float = 0.0
    held: int = 0
    wrong: tuple[What, str] | None = None


class _Stuck(BaseException):
    """No reader may catch this: the input has taken too long."""


def try_input(read: Reader, content: bytes, *, measure_held: bool = False) -> Outcome:
    """Hand one input to a reader and judge how that went; ``measure_held`` slows it by half."""
    begun = process_time()
    given, refused, held = 0, False, 0
    try:
        with _broken_off(), _traced(measure_held) as peak:
            try:
                given = read(content)
            finally:
                held = peak()
    except TwosourceError:
        refused = True
    except _Stuck:
        return Outcome(wrong=("stuck", f"not read after {STUCK_SECONDS:g} seconds"))
    except Exception as error:  # noqa: BLE001  (whatever it is, it is the finding)
        return Outcome(wrong=("raised", _where(error)))
    seconds = process_time() - begun
    wrong = _judge(seconds / (3 if measure_held else 1), held, given, len(content))
    return Outcome(refused=refused, seconds=seconds, held=held, wrong=wrong)


def _judge(seconds: float, held: int, given: int, length: int) -> tuple[What, str] | None:
    if seconds > MOST_SECONDS:
        return "slow", f"{seconds:.1f} s for {length:,} bytes"
    if held > MOST_HELD:
        return "held too much", f"{held:,} bytes for {length:,}"
    if given > MOST_GIVEN + MOST_GIVEN_EACH * length:
        return "gave too much", f"{given:,} characters for {length:,} bytes"
    return None


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1]
    ours = next((frame for frame in reversed(frames) if "twosource" in frame.filename), last)
    places = dict.fromkeys(f"{Path(frame.filename).name}:{frame.lineno}" for frame in (ours, last))
    return f"{type(error).__name__}: {str(error)[:200]!r} at {' > '.join(places)}"


@contextmanager
def _broken_off() -> Iterator[None]:
    """Raise in the midst of Python code that takes too long; C code is seen to by the campaign's parent."""

    def break_off(_number: int, _frame: FrameType | None) -> NoReturn:
        raise _Stuck

    before = signal.signal(signal.SIGALRM, break_off)
    signal.setitimer(signal.ITIMER_REAL, STUCK_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _traced(measure: bool) -> Iterator[Callable[[], int]]:
    """Give a function that tells the most bytes held since; it tells 0 where nothing is measured."""
    if not measure:
        yield lambda: 0
        return
    gc.collect()
    tracemalloc.start()
    try:
        yield lambda: tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
