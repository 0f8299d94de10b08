"""``python -m benchmarks.archive.jobs NEWS OUT``: one job over an archive on this machine, and what it cost as JSON.

Begun anew or taken up where an earlier one was stopped; then processor time is that of all its tasks, whichever run
did them, and the wall's that of this run alone.
"""

import argparse
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Any, Final

from twosource.archive.commits import Commit
from twosource.archive.engines.local import LocalEngine
from twosource.archive.plans import Stage
from twosource.archive.running import Asked, run_archive, table_names
from twosource.archive.settings import Settings, Sizes
from twosource.archive.stages import all_stages
from twosource.archive.storage import open_storage

Result = dict[str, Any]
_NOW: Final = datetime(2025, 3, 1, tzinfo=UTC)  # after the last of the year's news
_MB: Final = 1e6


class _Telling:
    """Says on standard error which stage is begun and how far it is."""

    def __init__(self) -> None:
        self._begun, self._tasks, self._done = perf_counter(), 0, 0

    def begin(self, stage: Stage, tasks: int, done: int) -> None:
        self._tasks, self._done = tasks, done
        print(
            f"{perf_counter() - self._begun:8.0f} s  {stage.name}: {tasks} tasks, {done} done before",
            file=sys.stderr,
            flush=True,
        )

    def advance(self, commit: Commit) -> None:
        self._done += 1
        if self._done == self._tasks or self._done % 100 == 0:
            print(
                f"{perf_counter() - self._begun:8.0f} s    {commit.stage} {self._done}",
                file=sys.stderr,
                flush=True,
            )


def run_apart(news: Path, out: Path, *, workers: int) -> Result:
    """Run a job in a process of its own and return what it cost; raises CalledProcessError where it fails."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.archive.jobs",
        str(news),
        str(out),
        "--workers",
        str(workers),
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: Result = json.loads(done.stdout.splitlines()[-1])
    return found


def run_job_here(news: Path, out: Path, *, workers: int, sizes: Sizes | None = None) -> Result:
    """Run a job with so many workers and return what it cost."""
    engine, begun = LocalEngine(workers), perf_counter()
    asked = Asked(inputs=[str(news)], place=str(out), settings=Settings(now=_NOW, sizes=sizes or Sizes()))
    try:
        run_archive(asked, engine, _Telling())
    finally:
        engine.close()
    spent = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    shapes = describe_stages()
    account: Result = json.loads(open_storage(str(out)).read("account.json"))
    return {
        "workers": workers,
        "wall s": perf_counter() - begun,
        "cpu s": max(
            sum(one.ru_utime + one.ru_stime for one in spent),
            sum(one["cpu_seconds"] for one in account["stages"]),
        ),
        "driver cpu s": spent[0].ru_utime + spent[0].ru_stime,
        "driver peak MB": spent[0].ru_maxrss / 1024,
        "articles": next(
            one["counts"].get("articles", 0) for one in account["stages"] if one["stage"] == "read"
        ),
        "stages": {one["stage"]: _sum_up(one) | shapes.get(one["stage"], {}) for one in account["stages"]},
    }


def describe_stages() -> dict[str, Result]:
    """Return for each stage whose datasets it reads and how, and how many datasets it writes."""
    makers = {dataset.name: stage.name for stage in all_stages() for dataset in stage.gives}
    return {
        stage.name: {
            "reads": [[makers[source.dataset.name], source.by] for source in stage.sources],
            "gives": len(stage.gives),
        }
        for stage in all_stages()
    }


def _sum_up(stage: Result) -> Result:
    return {
        "tasks": stage["tasks"], "cpu s": stage["cpu_seconds"], "task s": stage["seconds"], "peak MB": stage["peak_bytes"] / _MB,
        "bytes": sum(size for name, size in stage["bytes"].items() if name not in table_names()),
        "bytes left": sum(size for name, size in stage["bytes"].items() if name in table_names()), "rows": stage["rows"], "counts": stage["counts"],
    }  # fmt: skip


def main() -> None:
    """Run the job asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive.jobs", description=__doc__)
    parser.add_argument("news", type=Path, help="a folder of files")
    parser.add_argument("out", type=Path, help="where the job works")
    parser.add_argument("--workers", type=int, default=2, help="processes (2)")
    asked = parser.parse_args()
    print(json.dumps(run_job_here(asked.news, asked.out, workers=asked.workers)))


if __name__ == "__main__":
    main()
