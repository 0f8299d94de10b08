"""What is measured, part by part; each is run in a process of its own, so that its memory is its own too."""

import gzip
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final, Never

import invented
import webpages
from stopwatch import Cost, Stopwatch, now, peak_mb
from twosource.errors import RefusedAddress
from twosource.ingest.clock import SystemClock
from twosource.pipeline import Inputs, Pipe, add
from twosource.store import open_ledger

EXAMPLES: Final = Path(__file__).parent.parent / "examples" / "wires"
_WINDOW: Final = 50  # articles whose median tells what one costs at that point
_BATCH: Final = 50  # articles in one input file of a growing ledger, as a feed has them
_POINTS: Final = (50, 100, 200, 500, 1_000, 2_000, 5_000)

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


def run(given: Sequence[Path]) -> Run:
    """Add files to a fresh ledger, by the clock."""
    watch, fates = Stopwatch(), dict[str, int]()
    pipe = Pipe(clock=SystemClock())
    pipe = Pipe(clock=pipe.clock, stages=watch.on(pipe.stages))
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
    stages = {**watch.spent, "store, link, reconcile": total.cpu - sum(watch.spent.values())}
    return Run(each=each, stages=stages, fates=fates, total=total)


def measure_wires(size: Size) -> Result:
    """Run the packaged examples; the first round shows what loading costs."""
    files = [EXAMPLES]
    first = run(files)
    rounds = [run(files) for _ in range(size.rounds)]
    return {"first run ms": 1e3 * first.total.wall, **_middle(rounds)}


def measure_text(size: Size) -> Result:
    """Run plain text articles of $TWOSOURCE_DATA/gva, or invented ones where it is not set."""
    source, lines = _texts(size)
    with TemporaryDirectory() as folder:
        files = _write(Path(folder), lines)
        _warm_up(Path(folder))
        return {"source": source, **_middle([run(files)])}


def measure_html(size: Size) -> Result:
    """Run pages, and trafilatura alone on the same pages, in turn."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        _warm_up(folder)
        sorts = {
            "example pages": _dressed(size),
            "simple pages": map(webpages.wrap, _stories(size)),
            "heavy pages": map(webpages.burden, _stories(size)),
        }
        return {
            kind: _beside_trafilatura(_save_pages(folder / kind, made), size) for kind, made in sorts.items()
        }


def measure_growth(size: Size) -> Result:
    """Tell what the 100th article costs, and the 5,000th."""
    return _grow(size.growth, invented.tell)


def measure_one_incident(size: Size) -> Result:
    """Tell what an article costs when hundreds tell of one incident."""
    return _grow(size.one + _WINDOW, invented.tell_of_one)


PARTS: Final[Mapping[str, Callable[[Size], Result]]] = {
    "wires": measure_wires,
    "text": measure_text,
    "html": measure_html,
    "growth": measure_growth,
    "one incident": measure_one_incident,
}


def measure(part: str, size: Size) -> Result:
    """Measure one part in this process."""
    return {**PARTS[part](size), "peak MB": peak_mb()}


def _warm_up(folder: Path) -> None:
    """Have everything loaded that loads on first use, by a text and a page."""
    text, page = folder / "warm.jsonl", folder / "warm.html"
    text.write_text(invented.tell(1_000_000).record(), encoding="utf-8")
    page.write_text(webpages.wrap(invented.tell(1_000_001)), encoding="utf-8")
    run([text, page])


def _middle(rounds: Sequence[Run]) -> Result:
    """Return the figures of the round in the middle, per article."""
    chosen = sorted(rounds, key=lambda one: one.total.cpu)[len(rounds) // 2]
    number = len(chosen.each)
    return {
        "articles": number,
        "fates": dict(chosen.fates),
        "cpu ms": 1e3 * chosen.total.cpu / number,
        "wall ms": 1e3 * chosen.total.wall / number,
        "articles per second": number / chosen.total.cpu,
        "stages ms": {name: 1e3 * spent / number for name, spent in sorted(chosen.stages.items())},
    }


def _texts(size: Size) -> tuple[str, Iterator[str]]:
    data = os.environ.get("TWOSOURCE_DATA")
    packed = Path(data, "gva", "docs.jsonl.gz") if data else None
    if packed is None or not packed.exists():
        return "invented articles", (invented.tell(at).record() for at in range(size.articles or 5_000))
    with gzip.open(packed, "rt", encoding="utf-8") as stream:
        return "gva", iter(list(islice(stream, size.articles)))


def _write(folder: Path, lines: Iterator[str]) -> list[Path]:
    """Write JSONL files of a feed's size."""
    files: list[Path] = []
    while batch := list(islice(lines, _BATCH)):
        files.append(folder / f"{len(files):05}.jsonl")
        files[-1].write_text("\n".join(line.rstrip("\n") for line in batch), encoding="utf-8")
    return files


def _dressed(size: Size) -> Iterator[str]:
    examples = webpages.read_examples(EXAMPLES / "pages")
    return (webpages.dress(examples[at % len(examples)], invented.tell(at)) for at in range(size.pages))


def _stories(size: Size) -> Iterator[invented.Story]:
    return map(invented.tell, range(size.pages))


def _save_pages(folder: Path, pages: Iterator[str]) -> list[Path]:
    folder.mkdir()
    files: list[Path] = []
    for at, page in enumerate(pages):
        files.append(folder / f"{at:05}.html")
        files[-1].write_text(page, encoding="utf-8")
    return files


def _beside_trafilatura(files: Sequence[Path], size: Size) -> Result:
    rounds = [
        (run(files), _trafilatura(files), _trafilatura(files, fast=True)) for _ in range(min(size.rounds, 3))
    ]
    alone = 1e3 * median(whole.cpu for _, whole, _ in rounds) / len(files)
    fast = 1e3 * median(quick.cpu for _, _, quick in rounds) / len(files)
    found = _middle([pipe for pipe, _, _ in rounds])
    return {
        **found,
        "page characters": sum(path.stat().st_size for path in files) // len(files),
        "trafilatura ms": alone,
        "trafilatura fast ms": fast,
        "pipe / trafilatura": found["cpu ms"] / alone,
        "pipe / trafilatura fast": found["cpu ms"] / fast,
    }


def _trafilatura(files: Sequence[Path], *, fast: bool = False) -> Cost:
    """Take the text out of pages as its users do; ``fast`` is how our own cleaning asks."""
    from trafilatura import extract  # noqa: PLC0415  (0.6 s to import, for this part alone)

    start = now()
    for path in files:
        extract(path.read_text(encoding="utf-8"), fast=fast)
    return now() - start


def _grow(number: int, tell: Callable[[int], invented.Story]) -> Result:
    """Add invented articles one after another; a point's cost is the median of those around it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = _write(folder, (tell(at).record() for at in range(number)))
        _warm_up(folder)
        made = run(files)
    points = {str(at): _around(made.each, at) for at in _POINTS if at + _WINDOW // 2 <= len(made.each)}
    return {**_middle([made]), "points": points}


def _around(each: Sequence[Cost], at: int) -> Result:
    window = each[max(at - _WINDOW // 2, 0) : at + _WINDOW // 2]
    return {
        "cpu ms": 1e3 * median(cost.cpu for cost in window),
        "wall ms": 1e3 * median(cost.wall for cost in window),
    }
