"""What is measured, part by part; each is run in a process of its own, so that its memory is its own too."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

import invented
import webpages
from reading import measure_readers, measure_triage
from runs import Result, Size, middle, run, texts, warm_up, write
from stopwatch import Cost, now, peak_mb

EXAMPLES: Final = Path(__file__).parent.parent / "examples" / "wires"
_WINDOW: Final = 50  # articles whose median tells what one costs at that point
_POINTS: Final = (50, 100, 200, 500, 1_000, 2_000, 5_000)


def measure_wires(size: Size) -> Result:
    """Run the packaged examples; the first round shows what loading costs."""
    files = [EXAMPLES]
    first = run(files)
    rounds = [run(files) for _ in range(size.rounds)]
    return {"first run ms": 1e3 * first.total.wall, **middle(rounds)}


def measure_text(size: Size) -> Result:
    """Run plain text articles of $TWOSOURCE_DATA/gva, or invented ones where it is not set."""
    source, lines = texts(size)
    with TemporaryDirectory() as folder:
        files = write(Path(folder), lines)
        warm_up(Path(folder))
        return {"source": source, **middle([run(files)])}


def measure_html(size: Size) -> Result:
    """Run pages, and trafilatura alone on the same pages, in turn."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        warm_up(folder)
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
    "readers": measure_readers,
    "triage": measure_triage,
    "html": measure_html,
    "growth": measure_growth,
    "one incident": measure_one_incident,
}


def measure(part: str, size: Size) -> Result:
    """Measure one part in this process."""
    return {**PARTS[part](size), "peak MB": peak_mb()}


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
    found = middle([pipe for pipe, _, _ in rounds])
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
        files = write(folder, (tell(at).record() for at in range(number)))
        warm_up(folder)
        made = run(files)
    points = {str(at): _around(made.each, at) for at in _POINTS if at + _WINDOW // 2 <= len(made.each)}
    return {**middle([made]), "points": points}


def _around(each: Sequence[Cost], at: int) -> Result:
    window = each[max(at - _WINDOW // 2, 0) : at + _WINDOW // 2]
    return {
        "cpu ms": 1e3 * median(cost.cpu for cost in window),
        "wall ms": 1e3 * median(cost.wall for cost in window),
    }
