"""Group articles offline with given weights, as a ledger would, and tell how well: in seconds, not minutes.

Copies are not told from other stories here, and nothing is written; ``python -m eval --only gva`` goes the whole way.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from eval.halves import half_of
from eval.links.reading import Told, find_candidates
from eval.scorers.clusters import count_b_cubed, count_pairs
from twosource import link
from twosource.ids import ReportId
from twosource.link.judging import decide, find_levels
from twosource.link.weights import Weights, load_weights
from twosource.model import Judgement, Reason

_NOW = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """B-cubed of articles by their main report, pairs of articles brought together, and how many wrongly."""

    precision: float
    recall: float
    f1: float
    joined: int
    wrong: int

    def __str__(self) -> str:
        share = 100 * self.wrong / max(1, self.joined)
        return f"P {self.precision:.3f} R {self.recall:.3f} F {self.f1:.3f}, wrong {self.wrong} of {self.joined} ({share:.1f} %)"


def try_weights(told: Sequence[Told], weights: Weights, *, without: Collection[str] = ()) -> list[str]:
    """Return a label for each article: the incident that its main report is put in."""
    outlines = [outline for one in told for outline in one.outlines]
    judged = [_judge(*pair, weights, without) for pair in find_candidates(told)]
    clusters = link.cluster(
        [outline.report for outline in outlines],
        judged,
        article_of={outline.report: outline.article for outline in outlines},
        recalled={outline.report for outline in outlines if outline.recalled},
    )
    homes = {report: min(cluster) for cluster in clusters for report in cluster}
    return [_label(one, homes) for one in told]


def _judge(one: link.Outline, other: link.Outline, weights: Weights, without: Collection[str]) -> Judgement:
    left, right = (one, other) if one.report < other.report else (other, one)
    said = [part for part in find_levels(left, right, weights) if part.name not in without]
    points = ((part, weights.points[part.name][part.level]) for part in said)
    return Judgement(
        left=left.report,
        right=right.report,
        verdict=decide(said, weights),
        reasons=(
            *(Reason(name=part.name, points=worth, text=part.text) for part, worth in points),
            Reason(
                name="even", points=load_weights().even - weights.even, text="as the packaged weights have it"
            ),
        ),
        decided_by=link.LINKER,
        decided_at=_NOW,
    )


def _label(one: Told, homes: Mapping[ReportId, ReportId]) -> str:
    mains = [homes[outline.report] for outline in one.outlines if outline.main]
    return (
        next(iter(mains), None)
        or min((homes[outline.report] for outline in one.outlines), default=None)
        or one.name
    )


def score_labels(told: Sequence[Told], labels: Sequence[str], half: int | None = None) -> Score:
    """Score the articles of one half of the incidents, or all."""
    kept = [
        (one.incident, label)
        for one, label in zip(told, labels, strict=True)
        if half in {None, half_of(one.incident)}
    ]
    gold, ours = [incident for incident, _ in kept], [label for _, label in kept]
    articles, pairs = count_b_cubed(gold, ours), count_pairs(gold, ours)
    return Score(
        precision=articles.precision or 0.0,
        recall=articles.recall or 0.0,
        f1=articles.f1 or 0.0,
        joined=int(pairs.given),
        wrong=int(pairs.given - pairs.right_given),
    )
