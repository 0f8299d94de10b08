"""``python -m eval.orders --set gva --orders 5``: see whether the same articles end the same in any order.

Each article is read once. Then all are filed in the order of printing and in shuffled orders, each time in
a new ledger through the pipe itself, and the incidents are held against one another and against gold.
Says nothing of how readings differ: a reading never depends on what else is in the ledger.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Final

from eval.grouping import write_articles
from eval.scorers.clusters import count_b_cubed, count_pairs
from eval.sets import get_task
from eval.tasks import Record
from twosource.errors import RefusedAddress
from twosource.ids import ArticleId, PageId, ReportId
from twosource.model import Article, Draft, Fact, Incident, Issue, Page, Reading
from twosource.pipeline import Inputs, Pipe, Stages, add, load_stages, read_only
from twosource.ports import Clock
from twosource.store import Filter, Intake, open_ledger

SETS: Final = ("gva", "gvc")
NOON: Final = datetime(2024, 1, 1, 12, tzinfo=UTC)  # when everything is filed: order is all that changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An article of a set with what was read from it, and the incident it belongs to."""

    article: Article
    reading: Reading
    sketch: tuple[int, ...]
    gold: str

    @property
    def main(self) -> ReportId | None:
        """The report the article is mainly about, if any."""
        return next((report.id for report in self.reading.reports if report.main), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What a ledger holds when all is filed: incidents by their reports, whatever their ids."""

    incidents: Mapping[frozenset[ReportId], Incident]
    seconds: float

    def home(self, report: ReportId | None) -> frozenset[ReportId]:
        """Return the reports that share an incident with one; of none, nothing."""
        return next((reports for reports in self.incidents if report in reports), frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedClock:
    """A clock that stands still, so that nothing differs by when it was filed."""

    instant: datetime = NOON

    def now(self) -> datetime:
        """Return the one instant."""
        return self.instant


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how the orders compare; the exit status is 1 where an article changes company."""
    options = _make_parser().parse_args(arguments)
    if options.data is None:
        print("eval.orders: give the folder of the sets with --data or $TWOSOURCE_DATA", file=sys.stderr)
        return 2
    task = get_task(options.set)
    reads = read_set(task.load(options.data / options.set))
    print(f"{options.set}: {len(reads)} articles read")
    first = file_in_order(reads)
    print(_describe("in order of printing", reads, first, first), flush=True)
    moved = 0
    for seed in range(1, options.orders + 1):
        shuffled = list(reads)
        Random(seed).shuffle(shuffled)  # noqa: S311 - a sample, no secret
        ending = file_in_order(shuffled)
        print(_describe(f"shuffled, seed {seed}", reads, ending, first), flush=True)
        moved += len(find_moved(reads, ending, first))
    return 1 if moved else 0


def read_set(records: Sequence[Record]) -> list[Read]:
    """Read every article of a set once, in the order of printing; dropped ones are left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        ordered = write_articles(path, records)
        return [
            replace(read, gold=str(ordered[_line(read.article) - 1].data.get("incident_id", "")))
            for read in read_files([path])
        ]


def _line(article: Article) -> int:
    return int(article.address.rsplit(":", 1)[1])


def read_files(paths: Sequence[Path]) -> list[Read]:
    """Read every article of some files once, without gold; dropped ones are left out."""
    from twosource.cli.intake import make_inputs  # noqa: PLC0415 - the program is imported when it is run

    stages = load_stages()
    found = read_only(Pipe(clock=FixedClock(), stages=stages), make_inputs([str(path) for path in paths]))
    whole = (one for one in found if isinstance(one, tuple))
    return [
        Read(article=article, reading=reading, sketch=tuple(stages.sketch(article.text)), gold="")
        for article, reading in whole
    ]


def file_in_order(reads: Sequence[Read], *, batches: int = 1) -> Ending:
    """File articles as they come in a new ledger, in so many batches, and return how it ends."""
    stages = _Again(reads)
    pipe = Pipe(clock=FixedClock(), stages=stages.make())
    started = perf_counter()
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.db") as ledger:
        for number in range(batches):
            given = Inputs(given=[f"{number}/{batches}"], fetcher=_NoFetcher())
            for fate in add(ledger, pipe, given):
                assert fate.issue is None, fate.issue
        seconds = perf_counter() - started
        incidents = {frozenset(incident.reports): incident for incident in ledger.incidents(Filter())}
    return Ending(incidents=incidents, seconds=seconds)


class _Again:
    """Stages that give what was read before, in the order it is handed over."""

    def __init__(self, reads: Sequence[Read]) -> None:
        self._reads = reads
        self._by_id = {read.article.id: read for read in reads}
        self._sketches = {read.article.text: read.sketch for read in reads}

    def make(self) -> Stages:
        """Return the stages: the real search for copies, and the rest from memory."""
        return replace(
            load_stages(),
            pages=self._pages,
            split=self._split,
            clean=lambda draft: replace(self._by_id[ArticleId(draft.body)].article, page=draft.page),
            sketch=lambda text: self._sketches[text],
            read=lambda article, _: self._by_id[article.id].reading,
            prepare=lambda _: None,
        )

    def _pages(self, inputs: Inputs, clock: Clock) -> Iterator[Page | Issue]:
        for given in inputs.given:
            number, batches = map(int, given.split("/"))
            share = (
                self._reads[number::batches] if batches == len(self._reads) else self._part(number, batches)
            )
            content = "\n".join(read.article.id for read in share).encode()
            name = PageId(sha256(content).hexdigest())
            yield Page(
                id=name, address=given, media_type="text/plain", content=content, fetched_at=clock.now()
            )

    def _part(self, number: int, batches: int) -> Sequence[Read]:
        size = -(-len(self._reads) // batches)
        return self._reads[number * size : (number + 1) * size]

    def _split(self, page: Page, _: Intake) -> Iterator[Draft | Issue]:
        for at, name in enumerate(page.content.decode().splitlines()):
            yield Draft(
                page=page.id,
                address=f"{page.address}:{at}",
                body=name,
                body_type="text",
                fetched_at=page.fetched_at,
            )


def find_moved(reads: Sequence[Read], ending: Ending, other: Ending) -> set[ArticleId]:
    """Return the articles that keep other company in one ending than in the other."""
    ours, theirs = _company(ending), _company(other)
    return {
        read.article.id
        for read in reads
        if any(ours.get(report.id) != theirs.get(report.id) for report in read.reading.reports)
    }


def find_retold(ending: Ending, other: Ending) -> list[tuple[Incident, Incident]]:
    """Return incidents of the same reports that are told differently: their kind, headline or facts."""
    both = ending.incidents.keys() & other.incidents.keys()
    pairs = ((ending.incidents[reports], other.incidents[reports]) for reports in both)
    return [(one, another) for one, another in pairs if _telling(one) != _telling(another)]


def _telling(incident: Incident) -> tuple[str, str, tuple[Fact, ...], tuple[int, int, int]]:
    numbers = (incident.voices, incident.newsrooms, incident.outlets)
    return incident.kind, incident.headline, incident.facts, numbers


def _company(ending: Ending) -> dict[ReportId, frozenset[ReportId]]:
    return {report: reports for reports in ending.incidents for report in reports}


def _describe(name: str, reads: Sequence[Read], ending: Ending, first: Ending) -> str:
    gold = [read.gold for read in reads]
    ours, theirs = _labels(reads, ending), _labels(reads, first)
    against, between, pairs = count_b_cubed(gold, ours), count_b_cubed(theirs, ours), count_pairs(gold, ours)
    wrong = 1 - pairs.right_given / pairs.given if pairs.given else 0.0
    return (
        f"{name:<22} {len(ending.incidents)} incidents; B-cubed against gold {against.f1:.4f} "
        f"(precision {against.precision:.4f}, recall {against.recall:.4f}), wrong pairs {wrong:.2%}; "
        f"against the first order {between.f1:.4f}; articles in other company "
        f"{len(find_moved(reads, ending, first))}, incidents told otherwise {len(find_retold(ending, first))}; "
        f"{1000 * ending.seconds / max(1, len(reads)):.1f} ms an article"
    )


def _labels(reads: Sequence[Read], ending: Ending) -> list[str]:
    """Name the group of each article: its main report's incident, else its first, else itself."""
    homes = _company(ending)
    named: list[str] = []
    for read in reads:
        order = sorted(read.reading.reports, key=lambda report: not report.main)
        home = next((homes[report.id] for report in order if report.id in homes), None)
        named.append(read.article.id if home is None else min(home))
    return named


class _NoFetcher:
    """Asks nobody for anything: all was read before."""

    def fetch(self, url: str) -> Page:
        """Refuse."""
        raise RefusedAddress(url)


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.orders", description=__doc__)
    folder = os.environ.get("TWOSOURCE_DATA")
    default = Path(folder) if folder else None
    parser.add_argument(
        "--data", type=Path, default=default, help="the folder of the sets; else $TWOSOURCE_DATA"
    )
    parser.add_argument("--set", choices=SETS, default="gva", help="which set")
    parser.add_argument("--orders", type=int, default=5, metavar="N", help="how many shuffled orders")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
