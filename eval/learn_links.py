"""Fit the points of linking to labelled pairs, to hold them against those that stand in the code.

``python -m eval.learn_links DATA/gva`` reads the articles, pairs them as a ledger would, fits a logistic
regression to the reasons of the pairs on half of the incidents, and prints each reason with its points, the
bits fitted to it and how many pairs have it. Nothing is written: points are set by hand, so that a
sparse or odd figure (a street of one town) does not rule what is said of another war.
"""

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import log
from pathlib import Path

from eval.grouping import write_articles
from eval.halves import half_of
from eval.tasks import load_records
from twosource import link
from twosource.ids import ReportId
from twosource.link.judging import find_levels, weigh
from twosource.link.weights import load_weights

_FEWEST = 8  # pairs with a reason before it is fitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two main reports: the reasons between them, and whether one incident is behind both."""

    reasons: dict[str, float]
    same: bool
    half: int | None  # None where the two incidents are of different halves


def main() -> None:
    """Print the table for the folder given."""
    pairs = list(find_pairs(Path(sys.argv[1])))
    counts = Counter(name for pair in pairs for name in _levels(pair))
    same = Counter(name for pair in pairs if pair.same for name in _levels(pair))
    weights, precision = _fit(pairs, {name for name, count in counts.items() if count >= _FEWEST})
    print(f"{len(pairs)} pairs, {sum(pair.same for pair in pairs)} of one incident")
    print(
        f"average precision on the other half: fitted {precision[0]:.3f}, points as they are {precision[1]:.3f}"
    )
    print(f"{'reason and its points':<32}{'fitted':>8}{'pairs':>8}{'same':>8}")
    for name in sorted(weights):
        print(f"{name:<32}{weights[name]:>8.2f}{counts[name]:>8}{same[name]:>8}")


def find_pairs(folder: Path) -> Iterator[Pair]:
    """Yield every pair of main reports that a ledger would judge, articles in order of printing."""
    incidents = {record.id: str(record.data["incident_id"]) for record in load_records(folder)}
    filed: dict[str, list[ReportId]] = defaultdict(list)
    seen: dict[ReportId, tuple[link.Outline, str]] = {}
    for outline, name in _read(folder):
        for other in _candidates(outline, filed, seen):
            ours, theirs = incidents[name], incidents[other[1]]
            halves = {half_of(ours), half_of(theirs)}
            yield Pair(
                reasons={
                    reason.name: reason.points
                    for reason in weigh(find_levels(*_in_order(outline, other[0])), load_weights())
                },
                same=ours == theirs,
                half=halves.pop() if len(halves) == 1 else None,
            )
        seen[outline.report] = outline, name
        for key in link.keys(outline):
            filed[key].append(outline.report)


def _read(folder: Path) -> Iterator[tuple[link.Outline, str]]:
    """Yield the outline of each article's main report with the article's own id."""
    from twosource.cli.intake import make_inputs  # noqa: PLC0415 - the program is imported when it is run
    from twosource.ingest.clock import SystemClock  # noqa: PLC0415
    from twosource.model import Article  # noqa: PLC0415
    from twosource.pipeline import Pipe, read_only  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "articles.jsonl"
        ordered = write_articles(path, load_records(folder))
        for read in read_only(Pipe(clock=SystemClock()), make_inputs([str(path)])):
            if isinstance(read, tuple) and isinstance(read[0], Article):
                article, reading = read
                name = ordered[int(article.address.rsplit(":", 1)[1]) - 1].id
                yield from (
                    (link.outline(report, article), name) for report in reading.reports if report.main
                )


def _candidates(
    outline: link.Outline, filed: dict[str, list[ReportId]], seen: dict[ReportId, tuple[link.Outline, str]]
) -> Iterator[tuple[link.Outline, str]]:
    probes = (probe for probe in link.probes(outline) if _says_something(probe, len(filed[probe])))
    found = {report: None for probe in probes for report in filed[probe]}
    others = (seen[report] for report in found)
    yield from (other for other in others if link.is_worth_judging(outline, other[0]))


def _says_something(probe: str, number: int) -> bool:
    return number <= link.CROWDED or not link.is_coarse(probe)


def _in_order(one: link.Outline, other: link.Outline) -> tuple[link.Outline, link.Outline]:
    return (one, other) if one.report < other.report else (other, one)


def _levels(pair: Pair) -> list[str]:
    return [f"{name} {points:+.1f}" for name, points in pair.reasons.items()]


def _fit(pairs: list[Pair], names: set[str]) -> tuple[dict[str, float], tuple[float, float]]:
    """Return the bits of each name, and the average precision of fitted and present points elsewhere."""
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415 - takes seconds to import
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.metrics import average_precision_score  # noqa: PLC0415

    rows = {half: [pair for pair in pairs if pair.half == half] for half in (0, 1)}
    shown = {
        half: [{name: 1 for name in _levels(pair) if name in names} for pair in part]
        for half, part in rows.items()
    }
    table = DictVectorizer()
    model = LogisticRegression(C=0.5, max_iter=3000)
    model.fit(table.fit_transform(shown[0]), [pair.same for pair in rows[0]])
    fitted = model.decision_function(table.transform(shown[1]))
    answers, present = [pair.same for pair in rows[1]], [sum(pair.reasons.values()) for pair in rows[1]]
    bits = dict(zip(table.get_feature_names_out(), model.coef_[0] / log(2), strict=True))
    return bits, (average_precision_score(answers, fitted), average_precision_score(answers, present))


if __name__ == "__main__":
    main()
