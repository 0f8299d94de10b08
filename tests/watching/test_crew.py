"""Workers that die, hang, babble and end: what their parent makes of it. The workers here are small scripts."""

import asyncio
import os
import select
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from tests.watching.making import Heard, make_log
from twosource.store.queue import Taker
from twosource.watching.crew import MOST_CRASHES, MOST_KILLS, Crew
from twosource.watching.metrics import Metrics
from twosource.watching.settings import Settings

BEGIN = """
import json, os, signal, sys, time
orders = json.loads(sys.stdin.readline())
def say(**message): print(json.dumps(message), flush=True)
say(what="ready")
"""
READS = """
told = [{"fate": "added", "address": "a", "feed": "f", "article": "a_1", "outlet": "", "reason": "",
         "incidents": ["i_1"], "age_s": 2.5}]
say(what="begun", job="1")
say(what="ended", job="1", told=told)
"""
WAITS = """
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
time.sleep(60)
"""


@dataclass(kw_only=True)
class Grave:
    """What was given back for dead workers, as :class:`Crew` asks for it."""

    buried: list[tuple[str, int | None]] = field(default_factory=list)

    async def bury(self, taker: Taker, why: str, most: int | None) -> int:
        assert taker.watch == "w"
        self.buried.append((why, most))
        return 0


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A crew of one small script, and all that was told of it."""

    crew: Crew
    grave: Grave
    heard: Heard

    def count(self, event: str) -> int:
        return self.heard.events.count(event)


def try_out(script: str, until: Callable[[Trial], bool], *, deadline_s: float = 30.0) -> Trial:
    """Keep a crew of a script until something is so, and stop it; fails after some seconds."""
    return asyncio.run(_try_out(script, until, deadline_s))


async def _try_out(script: str, until: Callable[[Trial], bool], deadline_s: float) -> Trial:
    log, heard = make_log("tests.crew")
    grave = Grave()
    crew = Crew(
        settings=Settings(ledger="ledger.db", deadline=timedelta(seconds=deadline_s)),
        watch="w",
        log=log,
        metrics=Metrics(),
        bury=grave.bury,
        command=(sys.executable, "-I", "-S", "-c", BEGIN + textwrap.dedent(script)),
    )
    trial = Trial(crew=crew, grave=grave, heard=heard)
    keeping = asyncio.create_task(crew.keep())
    try:
        async with asyncio.timeout(20):
            while not until(trial):  # noqa: ASYNC110  (what is waited for is for each test to say)
                await asyncio.sleep(0.01)
            crew.stop()
            await keeping
    finally:
        crew.kill()
        await asyncio.gather(keeping, return_exceptions=True)
    return trial


def figure(trial: Trial, name: str, **labels: str) -> float | None:
    return trial.crew.metrics.registry.get_sample_value(name, labels)


def test_what_a_worker_read_is_told_and_counted() -> None:
    trial = try_out(READS + WAITS, lambda trial: trial.crew.read == 1)

    (line,) = (line for line in trial.heard.lines if line["event"] == "article")
    assert (line["fate"], line["article"], line["incidents"]) == ("added", "a_1", ("i_1",))
    assert figure(trial, "twosource_articles_total", fate="added") == 1
    assert figure(trial, "twosource_publication_to_ledger_seconds_count") == 1
    assert trial.count("worker-ended") == 0


@pytest.mark.parametrize(
    ("script", "why", "most", "kind"),
    [
        pytest.param(
            "os.kill(os.getpid(), signal.SIGSEGV)", "signal 11", MOST_CRASHES, "crashed", id="it crashes"
        ),
        pytest.param("sys.exit(3)", "status 3", MOST_CRASHES, "crashed", id="it gives up"),
        pytest.param(
            "os.kill(os.getpid(), signal.SIGKILL)", "signal 9", MOST_KILLS, "killed", id="it is killed"
        ),
    ],
)
def test_a_worker_that_dies_is_replaced_and_what_it_had_goes_back(
    script: str, why: str, most: int, kind: str
) -> None:
    trial = try_out(f"say(what='begun', job='1')\n{script}", lambda trial: trial.count("worker-begun") == 2)

    assert why in trial.grave.buried[0][0]
    assert trial.grave.buried[0][1] == most
    assert (figure(trial, "twosource_worker_ends_total", why=kind) or 0) >= 1


def test_a_worker_that_hangs_is_killed() -> None:
    script = "say(what='begun', job='1')\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)"
    trial = try_out(script, lambda trial: bool(trial.grave.buried), deadline_s=0.4)

    assert trial.grave.buried[0] == ("the worker hung and was killed", MOST_CRASHES)
    assert (figure(trial, "twosource_worker_ends_total", why="hung") or 0) >= 1


def test_a_worker_without_work_is_never_taken_to_hang() -> None:
    turns = iter(range(80))  # of a hundredth of a second
    trial = try_out(WAITS, lambda trial: trial.crew.ready == 1 and next(turns, None) is None, deadline_s=0.2)
    assert trial.count("worker-ended") == 0


def test_what_a_worker_babbles_is_told_and_does_no_harm() -> None:
    script = """
    print("not json at all \\x1b[31m")
    print("x" * 6_000_000)
    print("[1, 2]", file=sys.stderr)
    print(json.dumps({"event": "page-not-read", "level": "error", "why": "a bug"}), file=sys.stderr, flush=True)
    """
    trial = try_out(
        textwrap.dedent(script) + READS + WAITS,
        lambda trial: trial.crew.read == 1 and trial.count("page-not-read") == 1,
    )
    assert trial.count("worker-says") >= 2
    assert trial.count("worker-ended") == 0


def test_stopping_lets_a_worker_end_what_it_has_in_hand() -> None:
    script = """
    say(what="begun", job="1")
    signal.signal(signal.SIGTERM, lambda *_: (say(what="ended", job="1", told=[]), sys.exit(0)))
    say(what="deaf")
    time.sleep(60)
    """
    trial = try_out(script, lambda trial: trial.crew.ready == 1 and _is_armed(trial))
    assert trial.crew.read == 1
    assert trial.grave.buried == [("the worker ended with status 0", None)]


def test_a_worker_that_waits_for_the_ledger_does_not_hang() -> None:
    script = """
    say(what="begun", job="1")
    for _ in range(12):
        time.sleep(0.1)
        say(what="waits")
    """
    trial = try_out(
        textwrap.dedent(script) + READS + WAITS, lambda trial: trial.crew.read == 1, deadline_s=0.6
    )
    assert trial.count("worker-ended") == 0


def _is_armed(trial: Trial) -> bool:
    """Whether the script heeds SIGTERM already: its signals caught, as the system tells."""
    (pid,) = trial.crew.pids.values()
    caught = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if "SigCgt" in line)
    return bool(int(caught.split()[1], 16) & (1 << (signal.SIGTERM - 1)))


PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(60)
"""
CHILD = """
import threading, time
from twosource.watching.lifeline import die_with_parent, listen
{tie}
print("tied", flush=True)
while True: time.sleep(0.01)
"""


@pytest.mark.parametrize(
    "tie",
    [
        pytest.param("die_with_parent()", id="by the kernel", marks=pytest.mark.skipif(sys.platform != "linux", reason="Linux alone")),
        pytest.param("threading.Thread(target=listen, args=(threading.Event(),), daemon=True).start()", id="by its input"),
    ],
)  # fmt: skip
def test_a_worker_ends_when_its_parent_is_killed(tie: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, CHILD.format(tie=tie)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
        assert _has_ended(child)


def _has_ended(pid: int) -> bool:
    """Wait until a process that is no child of ours has ended."""
    try:
        line = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ready, _, _ = select.select([line], [], [], 15)
    os.close(line)
    return bool(ready)
