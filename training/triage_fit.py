"""The linear model of triage, learnt: which terms it keeps, their weights, and honest scores of what taught it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from training.triage_texts import Sample
from twosource.read.triage import find_terms

SEED = 0
#: Inverse strength of the penalty. Of 1, 3, 10 and 30, the one up to which scores on held folds still
#: gain clearly and a whole set left out of training is still told well; see NOTES.md.
STRENGTH = 3.0
#: Articles that must hold a term before it is looked at.
FEWEST_ARTICLES = 5
#: Terms kept, those first whose weight counts in most articles; 8,000 gave no more on held folds.
KEPT_TERMS = 3_000
FOLDS = 5

Terms = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A model as learnt, and of each sample its score by a model that has not seen it."""

    bias: float
    weights: Mapping[str, float]
    held_scores: tuple[float, ...]


def fit(samples: Sequence[Sample], allowed: frozenset[str]) -> Fit:
    """Learn from samples that all have an answer; only terms made of ``allowed`` words are kept."""
    counts = [find_terms(sample.text, sample.title) for sample in samples]
    names = _choose(samples, counts, allowed)
    model = _learn(samples, _matrix(counts, names))
    return Fit(
        bias=float(model.intercept_[0]),
        weights=dict(zip(names, map(float, model.coef_[0]), strict=True)),
        held_scores=tuple(_score_held(samples, _matrix(counts, names))),
    )


def _choose(samples: Sequence[Sample], counts: Sequence[Terms], allowed: frozenset[str]) -> list[str]:
    articles = Counter(term for terms in counts for term in terms)
    names = sorted(
        term for term, number in articles.items() if number >= FEWEST_ARTICLES and _is_of(term, allowed)
    )
    weights = dict(zip(names, _learn(samples, _matrix(counts, names)).coef_[0], strict=True))
    most = sorted(names, key=lambda term: -abs(weights[term]) * sqrt(articles[term]))
    return sorted(most[:KEPT_TERMS])


def _is_of(term: str, allowed: frozenset[str]) -> bool:
    return term.startswith("*") or all(word in allowed for word in term.split())


def _learn(samples: Sequence[Sample], matrix: Any) -> Any:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  (a second to import)

    model = LogisticRegression(C=STRENGTH, solver="liblinear", intercept_scaling=10, random_state=SEED)
    return model.fit(matrix, [bool(sample.incident) for sample in samples], sample_weight=weigh(samples))


def _matrix(counts: Sequence[Terms], names: Sequence[str]) -> Any:
    """Return one row a text, one column a term, each row of length 1."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    column = {name: number for number, name in enumerate(names)}
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for terms in counts:
        known = [(column[term], value) for term, value in terms.items() if term in column]
        norm = sqrt(sum(value * value for _, value in known)) or 1.0
        columns.extend(number for number, _ in known)
        values.extend(value / norm for _, value in known)
        ends.append(len(values))
    return csr_matrix((values, columns, ends), shape=(len(counts), len(names)))


def weigh(samples: Sequence[Sample]) -> list[float]:
    """Weigh samples so that both answers count alike, and a set by the root of its size: none outshouts the rest."""
    sizes = Counter(sample.group for sample in samples)
    shares: dict[bool | None, float] = {True: 0.0, False: 0.0}
    for group in {sample.group: sample for sample in samples}.values():
        shares[group.incident] += sqrt(sizes[group.group])
    return [len(samples) / 2 / shares[sample.incident] / sqrt(sizes[sample.group]) for sample in samples]


def _score_held(samples: Sequence[Sample], matrix: Any) -> Iterator[float]:
    from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415

    groups = [sample.group for sample in samples]
    scores: dict[int, float] = {}
    for kept, held in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(groups, groups):
        model = _learn([samples[i] for i in kept], matrix[kept])
        scores.update(zip(map(int, held), map(float, model.predict_proba(matrix[held])[:, 1]), strict=True))
    return (scores[i] for i in range(len(samples)))
