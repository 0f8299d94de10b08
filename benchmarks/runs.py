"""One run of the whole pipe by the clock, and the plain texts that it is run on."""

import gzip
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Never

import invented
import webpages
from stopwatch import Cost, Stopwatch, now
from twosource.errors import RefusedAddress
from twosource.ingest.clock import SystemClock
from twosource.pipeline import Inputs, Pipe, add, load_stages
from twosource.ports import Reader
from twosource.store import open_ledger

_BATCH: Final = 50  # articles in one input file, as a feed has them
_STARTING: Final = 0.01  # seconds of other threads that are no encoder's

Result = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much to measure; ``articles`` is how many of the corpus, None for all."""

    articles: int | None = 1_000
    rounds: int = 5
    pages: int = 200
    growth: int = 5_050
    one: int = 200


class _NoWeb:
    """A fetcher that asks nobody."""

    def fetch(self, url: str) -> Never:
        raise RefusedAddress(f"a benchmark asks nobody: {url}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the whole pipe into a fresh ledger."""

    each: Sequence[Cost]  # one for each fate, in order
    stages: Mapping[str, float]
    fates: Mapping[str, int]
    total: Cost


def run(given: Sequence[Path], reader: Reader | None = None) -> Run:
    """Add files to a fresh ledger, by the clock; the rules read unless another reader is given."""
    watch, fates = Stopwatch(), dict[str, int]()
    pipe = Pipe(clock=SystemClock(), stages=watch.on(load_stages(reader)))
    inputs = Inputs(given=[str(path) for path in given], fetcher=_NoWeb())
    each: list[Cost] = []
    with TemporaryDirectory() as folder, open_ledger(Path(folder, "ledger.db")) as ledger:
        start = last = now()
        for fate in add(ledger, pipe, inputs):
            here = now()
            each.append(here - last)
            last = here
            fates[fate.what] = fates.get(fate.what, 0) + 1
        total = now() - start
    stages = {**watch.spent, "store, link, reconcile": total.here - sum(watch.spent.values())}
    if reader is not None and total.cpu - total.here > _STARTING:
        stages["encoder, in a thread of its own"] = total.cpu - total.here
    return Run(each=each, stages=stages, fates=fates, total=total)


def warm_up(folder: Path) -> None:
    """Have everything loaded that loads on first use, by a text and a page."""
    text, page = folder / "warm.jsonl", folder / "warm.html"
    text.write_text(invented.tell(1_000_000).record(), encoding="utf-8")
    page.write_text(webpages.wrap(invented.tell(1_000_001)), encoding="utf-8")
    run([text, page])


def middle(rounds: Sequence[Run]) -> Result:
    """Return the figures of the round in the middle, per article."""
    chosen = sorted(rounds, key=lambda one: one.total.cpu)[len(rounds) // 2]
    number = len(chosen.each)
    return {
        "articles": number,
        "fates": dict(chosen.fates),
        "cpu ms": 1e3 * chosen.total.cpu / number,
        "wall ms": 1e3 * chosen.total.wall / number,
        "articles per second": number / chosen.total.cpu,
        "articles per second gone by": number / chosen.total.wall,
        "stages ms": {name: 1e3 * spent / number for name, spent in sorted(chosen.stages.items())},
    }


def texts(size: Size) -> tuple[str, Iterator[str]]:
    """Return where plain texts come from, and the texts as JSONL records."""
    data = os.environ.get("TWOSOURCE_DATA")
    packed = Path(data, "gva", "docs.jsonl.gz") if data else None
    if packed is None or not packed.exists():
        return "invented articles", (invented.tell(at).record() for at in range(size.articles or 5_000))
    with gzip.open(packed, "rt", encoding="utf-8") as stream:
        return "gva", iter(list(islice(stream, size.articles)))


def write(folder: Path, lines: Iterator[str]) -> list[Path]:
    """Write JSONL files of a feed's size; returns them in order."""
    files: list[Path] = []
    while batch := list(islice(lines, _BATCH)):
        files.append(folder / f"{len(files):05}.jsonl")
        files[-1].write_text("\n".join(line.rstrip("\n") for line in batch), encoding="utf-8")
    return files
