"""A campaign: inputs of one target after another, in this process or in one of its own that may die of them."""

import faulthandler
import resource
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from random import Random
from time import perf_counter
from typing import Any, Final

from fuzz.bounds import STUCK_SECONDS, Finding, Outcome, try_input
from fuzz.mutating import make_input
from fuzz.targets import TARGETS, Target

_TRACED: Final = 50  # every so-manieth input has its memory measured
_WARM: Final = 2_000  # inputs after which a process has loaded what it will load
_MOST_GROWTH_KB: Final = 150_000  # from there to the end, all caches included
_MOST_MEMORY: Final = 4_000_000_000  # address space of a child: growth without bound ends in a MemoryError
_LAST_WORDS_S: Final = 5.0
_MOST_DEATHS: Final = 5  # of a target's processes, before it is left alone
_PATIENCE_S: Final = STUCK_SECONDS + 30


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of a target's inputs so far."""

    target: str
    inputs: int = 0
    refused: int = 0
    size: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    most_held: int = 0
    grown_kb: int = 0
    findings: list[Finding] = field(default_factory=list)

    def count(self, content: bytes, outcome: Outcome) -> None:
        """Add one input."""
        self.inputs += 1
        self.refused += outcome.refused
        self.size += len(content)
        self.slowest = max(self.slowest, outcome.seconds)
        self.most_held = max(self.most_held, outcome.held)

    def add(self, other: "Tally") -> None:
        """Add what another process counted of the same target."""
        self.inputs += other.inputs
        self.refused += other.refused
        self.size += other.size
        self.seconds += other.seconds
        self.slowest = max(self.slowest, other.slowest)
        self.most_held = max(self.most_held, other.most_held)
        self.grown_kb = max(self.grown_kb, other.grown_kb)
        self.findings += other.findings


def nth_input(target: Target, seed: int, number: int) -> bytes:
    """Make one input of a campaign, the same on every machine."""
    rng = Random(f"{target.name}/{seed}/{number}")  # noqa: S311  (nothing secret is made of it)
    return make_input(target.seeds, target.change, rng)


def run_here(
    target: Target, seed: int, numbers: range, told: Callable[[int], None] = lambda _: None
) -> Tally:
    """Try inputs in this process; ``told`` hears the number of each before it is tried."""
    tally = Tally(target=target.name)
    begun, warm_kb = perf_counter(), 0
    for number in numbers:
        told(number)
        content = nth_input(target, seed, number)
        outcome = try_input(target.read, content, measure_held=number % _TRACED == 0)
        tally.count(content, outcome)
        if outcome.wrong is not None:
            what, detail = outcome.wrong
            tally.findings.append(
                Finding(target=target.name, seed=seed, number=number, what=what, detail=detail)
            )
        if tally.inputs == _WARM:
            warm_kb = _peak_kb()
    tally.grown_kb = _peak_kb() - warm_kb if warm_kb else 0
    tally.seconds = perf_counter() - begun
    if tally.grown_kb > _MOST_GROWTH_KB:
        tally.findings.append(
            Finding(
                target=target.name,
                seed=seed,
                number=numbers[-1],
                what="grew",
                detail=f"by {tally.grown_kb:,} kB",
            )
        )
    return tally


def run_apart(name: str, seed: int, runs: int) -> Tally:
    """Try inputs in a process of its own, and in another from the next on where one kills or hangs it."""
    whole, first = Tally(target=name), 0
    for _ in range(_MOST_DEATHS):
        tally, last = _run_child(name, seed, range(first, runs))
        whole.add(tally)
        first = last + 1
        if first >= runs:
            break
    return whole


def _run_child(name: str, seed: int, numbers: range) -> tuple[Tally, int]:
    """Return the tally of a child and the last number it tried."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    at = context.Value("q", numbers.start)
    child = context.Process(target=_be_child, args=(name, seed, numbers, theirs, at))
    child.start()
    theirs.close()
    tally = _hear(ours, at)
    child.join(_LAST_WORDS_S)
    child.kill()
    child.join()
    if tally is not None:
        return tally, numbers[-1]
    finding = Finding(
        target=name, seed=seed, number=at.value, what="ended the process", detail=f"exit {child.exitcode}"
    )
    return Tally(target=name, inputs=at.value - numbers.start + 1, findings=[finding]), at.value


def _hear(pipe: Connection, at: Any) -> Tally | None:
    """Wait for a child's tally; None where it died, or stays at one input for too long."""
    seen = -1
    while not pipe.poll(_PATIENCE_S):
        if at.value == seen:
            return None
        seen = at.value
    try:
        tally: Tally = pipe.recv()
    except EOFError:
        return None
    return tally


def _be_child(name: str, seed: int, numbers: range, pipe: Connection, at: Any) -> None:
    faulthandler.enable()
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))

    def told(number: int) -> None:
        at.value = number

    pipe.send(run_here(TARGETS[name], seed, numbers, told))


def _peak_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
