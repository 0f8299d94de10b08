"""``python -m benchmarks.archive.make --articles N --out DIR``: write a year of synthetic news, the same on every machine.

DIR/news has files of ten thousand articles in the order of publication (JSONL, or WARC with a page each), DIR/truth the
truth about each as CSV: which incident an article tells of, whose text it prints. Made by all processors, a file at a time.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path
from typing import Any, Final

from benchmarks.archive.articles import Printed, print_article, write_truth
from benchmarks.archive.pages import write_warc
from benchmarks.archive.year import Slot, plan_archive

FILE_ARTICLES: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where an archive is made, of which seed, in which format."""

    out: Path
    seed: int = 1
    format: str = "jsonl"


def main() -> None:
    """Make what was asked for."""
    options = _options()
    asked = Asked(out=options.out, seed=options.seed, format=options.format)
    for at, path in enumerate(make_archive(options.articles, asked, workers=options.workers), 1):
        print(
            f"\r{min(at * FILE_ARTICLES, options.articles):,} articles, {path.name}", end="", file=sys.stderr
        )
    print(file=sys.stderr)


def make_archive(articles: int, asked: Asked, *, workers: int = 1) -> "Sequence[Path]":
    """Write an archive and return its files, in order."""
    for folder in ("news", "truth"):
        (asked.out / folder).mkdir(parents=True, exist_ok=True)
    slots = plan_archive(articles, asked.seed)
    files = [
        (at // FILE_ARTICLES, slots[at : at + FILE_ARTICLES]) for at in range(0, len(slots), FILE_ARTICLES)
    ]
    if workers == 1 or len(files) == 1:
        return [_write_file(asked, one) for one in files]
    with get_context("spawn").Pool(workers) as pool:
        return list(pool.imap(partial(_write_file, asked), files))


def _write_file(asked: Asked, given: tuple[int, Sequence[Slot]]) -> Path:
    number, slots = given
    printed = [print_article(slot, asked.seed) for slot in slots]
    path = asked.out / "news" / f"{number:05}.{'warc.gz' if asked.format == 'warc' else 'jsonl'}"
    _write(path, printed, asked.format)
    (asked.out / "truth" / f"{number:05}.csv").write_text(write_truth(printed), encoding="utf-8")
    return path


def _write(path: Path, printed: Sequence[Printed], form: str) -> None:
    if form == "warc":
        write_warc(path, printed)
        return
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(f"{one.record()}\n" for one in printed)


def _options() -> Any:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive.make", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000, help="how many (10,000)")
    parser.add_argument("--out", type=Path, required=True, help="the folder they are written to")
    parser.add_argument("--format", choices=["jsonl", "warc"], default="jsonl", help="jsonl")
    parser.add_argument("--seed", type=int, default=1, help="another seed tells another year (1)")
    parser.add_argument("--workers", type=int, default=cpu_count() or 1, help="processes (all processors)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
