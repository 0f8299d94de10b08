"""``python -m benchmarks.archive``: what a job over an archive costs as the archive grows, and three peers beside it.

Makes a year of synthetic news in each size, runs a job over it with two workers (the smallest also with one), and
lets others' tools do single steps on the same articles. Prints tables; figures and a picture go to
``benchmarks/results/``. A million articles take some eighty minutes on two idle cores.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.archive.beside import measure_peers
from benchmarks.archive.jobs import Result, run_apart
from benchmarks.archive.machine import describe_machine
from benchmarks.archive.quality import score_job
from benchmarks.archive.tables import picture, print_found

RESULTS: Final = Path(__file__).parents[1] / "results"
_DEFAULT: Final = "10000,100000"


def main() -> None:
    """Measure what was asked for, print it and write it down."""
    asked = _options()
    stem = RESULTS / f"archive-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    RESULTS.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="archive-") as made:
        folder = asked.folder or Path(made)
        found = _measure(folder, asked, stem.with_suffix(".json"))
    if found["sizes"]:
        stem.with_suffix(".svg").write_text(picture(found["sizes"]), encoding="utf-8")
    print_found(found)
    print(f"\nwritten to {stem}.json")


def _measure(folder: Path, asked: Any, path: Path) -> Result:
    """Measure part after part; the figures are written down after each."""
    found: Result = {"machine": describe_machine(), "sizes": {}}
    sizes = sorted({int(size) for size in asked.articles.split(",")})
    for size in sizes if asked.only in {None, "sizes"} else ():
        news = make_news(folder, size)
        _tell(f"a job over {size:,} articles, {asked.workers} workers")
        job = run_apart(news / "news", folder / f"out-{size}", workers=asked.workers)
        scores = {name: asdict(one) for name, one in score_job(news, folder / f"out-{size}").items()}
        found["sizes"][str(size)] = {**job, "scores": scores}
        _write(path, found)
    if asked.only in {None, "speed"}:
        news = make_news(folder, sizes[0])
        for workers in (1, asked.workers):
            _tell(f"{sizes[0]:,} articles anew, workers: {workers}")
            with TemporaryDirectory(dir=folder) as out:
                job = run_apart(news / "news", Path(out), workers=workers)
            found.setdefault("speed-up", {})[str(workers)] = job
            _write(path, found)
    if asked.only in {None, "peers"}:
        make_news(folder, sizes[0])
        found["peers"] = measure_peers(folder, sizes[0], found["sizes"].get(str(sizes[0])))
        _write(path, found)
    return found


def make_news(folder: Path, size: int, form: str = "jsonl") -> Path:
    """Make an archive unless it is there; returns where."""
    out = folder / (f"archive-{size}" if form == "jsonl" else f"pages-{size}")
    if not (out / "made").exists():
        _tell(f"making {size:,} articles")
        command = [
            sys.executable,
            "-m",
            "benchmarks.archive.make",
            "--articles",
            str(size),
            "--out",
            str(out),
            "--format",
            form,
        ]
        subprocess.run(command, check=True)
        (out / "made").touch()
    return out


def _write(path: Path, found: Result) -> None:
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _tell(what: str) -> None:
    print(f"{what} ...", file=sys.stderr, flush=True)


def _options() -> Any:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive", description=__doc__)
    parser.add_argument("--articles", default=_DEFAULT, help=f"sizes, with commas ({_DEFAULT})")
    parser.add_argument("--workers", type=int, default=2, help="processes (2)")
    parser.add_argument("--only", choices=["sizes", "speed", "peers"], help="a part of it")
    parser.add_argument(
        "--folder",
        type=Path,
        help="where archives and jobs lie, and are taken up again; else they go in the end",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
