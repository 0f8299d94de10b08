"""The outlines of a labelled set, as the program reads them, and the pairs that a ledger would judge.

Articles go in by the day they were printed. Judges nothing and knows no points but which reasons are hard.
"""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.gold import EXAMPLES
from eval.grouping import write_articles
from eval.halves import half_of
from eval.shapes import load_gold
from eval.tasks import Record
from twosource import link
from twosource.ids import ReportId
from twosource.link.judging import find_levels
from twosource.link.weights import Weights
from twosource.model import Article, Reading
from twosource.text import fold

Level = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One article of a set: its own id, the incident it tells of, and the outlines of what was read from it."""

    name: str
    incident: str
    article: Article
    reading: Reading
    outlines: tuple[link.Outline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two reports: the levels of all reasons between them, and whether one incident is behind both.

    ``half`` is None where the two incidents are of different halves.
    """

    left: ReportId
    right: ReportId
    levels: tuple[Level, ...]
    same: bool
    half: int | None
    main: bool


def read_set(records: Sequence[Record]) -> list[Told]:
    """Read the articles of a set with the rules; those that cleaning drops are left out."""
    from twosource.cli.intake import make_inputs  # noqa: PLC0415 - the program is imported when it is run
    from twosource.ingest.clock import SystemClock  # noqa: PLC0415
    from twosource.pipeline import Pipe, read_only  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "articles.jsonl"
        ordered = write_articles(path, records)
        found = list(read_only(Pipe(clock=SystemClock()), make_inputs([str(path)])))
    read = [one for one in found if isinstance(one, tuple)]
    return [_told(ordered[_line(article) - 1], article, reading) for article, reading in read]


def read_examples() -> list[Told]:
    """Read the packaged examples; an article that tells of no incident of gold's is one of its own."""
    from twosource.cli.intake import make_inputs  # noqa: PLC0415
    from twosource.ingest.clock import SystemClock  # noqa: PLC0415
    from twosource.pipeline import Pipe, read_only  # noqa: PLC0415

    gold = load_gold(EXAMPLES)
    homes = {article: incident.id for incident in gold.incidents for article in incident.articles}
    names = {fold(article.title): article.id for article in gold.articles}
    found = read_only(Pipe(clock=SystemClock()), make_inputs([str(EXAMPLES.parent / "wires")]))
    told = []
    for article, reading in (one for one in found if isinstance(one, tuple)):
        name = names.get(fold(article.title))
        if name is not None:
            outlines = tuple(link.outline(report, article) for report in reading.reports if report.main)
            home = homes.get(name, name)
            told.append(Told(name=name, incident=home, article=article, reading=reading, outlines=outlines))
    return told


def _line(article: Article) -> int:
    return int(article.address.rsplit(":", 1)[1])


def _told(record: Record, article: Article, reading: Reading) -> Told:
    outlines = tuple(link.outline(report, article) for report in reading.reports)
    incident = str(record.data["incident_id"])
    return Told(name=record.id, incident=incident, article=article, reading=reading, outlines=outlines)


def find_candidates(told: Sequence[Told]) -> Iterator[tuple[link.Outline, link.Outline]]:
    """Yield every pair of reports that a ledger would judge."""
    filed: dict[str, list[ReportId]] = defaultdict(list)
    seen: dict[ReportId, link.Outline] = {}
    for outline in (outline for one in told for outline in one.outlines):
        for other in _filed_under(outline, filed):
            if seen[other].article != outline.article and link.is_worth_judging(outline, seen[other]):
                yield outline, seen[other]
        seen[outline.report] = outline
        for key in link.keys(outline):
            filed[key].append(outline.report)


def _filed_under(outline: link.Outline, filed: Mapping[str, list[ReportId]]) -> list[ReportId]:
    """Return the reports that share most keys with one, as the ledger takes them."""
    shared = Counter(
        report
        for probe in link.probes(outline)
        if not (link.is_coarse(probe) and len(filed.get(probe, ())) > link.CROWDED)
        for report in filed.get(probe, ())
    )
    return [report for report, _ in shared.most_common(link.MOST)]


def label_pairs(told: Sequence[Told], weights: Weights) -> list[Pair]:
    """Return the pairs that a ledger would judge, with their levels and whether they are one incident."""
    incidents = {outline.report: one.incident for one in told for outline in one.outlines}
    pairs = []
    for one, other in find_candidates(told):
        left, right = (one, other) if one.report < other.report else (other, one)
        ours, theirs = incidents[left.report], incidents[right.report]
        halves = {half_of(ours), half_of(theirs)}
        pairs.append(
            Pair(
                left=left.report,
                right=right.report,
                levels=tuple((said.name, said.level) for said in find_levels(left, right, weights)),
                same=ours == theirs,
                half=halves.pop() if len(halves) == 1 else None,
                main=left.main and right.main,
            )
        )
    return pairs
