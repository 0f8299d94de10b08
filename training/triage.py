"""Make the weights of triage anew: ``python -m training.triage --data DIR``.

A logistic regression over the words and pairs of words of whole articles (as read/triage.py counts
them), made in a few minutes on one core and seeded, so that the same data give the same file. It
learns from part "train" of eval/parts.py, sets its thresholds by scores of articles that were held
back from learning (folds, part "tune"), and reports on "unseen". NOTES.md keeps what came out.
"""

import argparse
import gzip
import logging
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

from training.triage_fit import SEED, Fit, fit
from training.triage_texts import Sample, gather
from training.triage_words import find_allowed
from twosource.knowledge.triage import SCALE, TriageWeights, parse_triage_weights
from twosource.read.triage import score

FILE = Path(__file__).parent.parent / "src" / "twosource" / "knowledge" / "triage_weights.txt.gz"
LOG = Path("build") / "triage.log"
#: One article in so many that tell of an incident may score below "alone": a recall of 99.5 %.
ONE_IN = 200
#: How many times smaller the odds at "low" are than at "alone": leaving gvdb out of training made the
#: odds of its lowest articles 1.4 times smaller; news of other times and places gets twice that.
MARGIN = 2.8

_HEAD = "# What terms say for news of an incident, in thousandths; made by training/triage.py.\n"
_log = logging.getLogger("training.triage")


def main() -> None:
    """Learn from the folder given, write the file and log what it does."""
    options = _parse()
    options.log.parent.mkdir(parents=True, exist_ok=True)
    handlers: list[logging.Handler] = [logging.FileHandler(options.log, mode="w"), logging.StreamHandler()]
    logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=handlers)
    samples = list(gather(options.data))
    learnt = [sample for sample in samples if sample.part == "train"]
    answered = [sample for sample in learnt if sample.incident is not None]
    _log.info("seed %d; learning from %d articles of %d", SEED, len(answered), len(learnt))
    model = fit(answered, find_allowed(sample.text for sample in learnt))
    low, alone = choose_thresholds(model, answered, samples)
    text = write(model, low=low, alone=alone)
    options.out.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
    report(parse_triage_weights(text), samples)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m training.triage", description="Make the weights of triage."
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of the sets")
    parser.add_argument(
        "--out", type=Path, default=FILE, help="the file to write (default: the packaged one)"
    )
    parser.add_argument("--log", type=Path, default=LOG, help=f"where to log (default: {LOG})")
    return parser.parse_args()


def choose_thresholds(model: Fit, learnt: Sequence[Sample], samples: Sequence[Sample]) -> tuple[float, float]:
    """Return "low" and "alone": what held-back articles with an incident hardly ever score below."""
    weights = parse_triage_weights(write(model, low=0.0, alone=0.0))
    held = [held for sample, held in zip(learnt, model.held_scores, strict=True) if sample.incident]
    tuning = [score(weights, s.text, s.title) for s in samples if s.part == "tune" and s.incident]
    lowest = [quantiles(scores, n=ONE_IN, method="inclusive")[0] for scores in (held, tuning)]
    _log.info("one in %d scores below %.3f on held folds, below %.3f on part tune", ONE_IN, *lowest)
    alone = min(lowest)
    odds = alone / (1 - alone) / MARGIN
    return round(odds / (1 + odds), 3), round(alone, 3)


def write(model: Fit, *, low: float, alone: float) -> str:
    """Return the text of the weights' file."""
    settings = {"bias": round(model.bias, 4), "low": low, "alone": alone}
    thousandths = {term: round(weight * SCALE) for term, weight in model.weights.items()}
    lines = [f"{value} ={name}" for name, value in settings.items()]
    lines += [f"{number} {term}" for term, number in sorted(thousandths.items()) if number]
    return _HEAD + "\n".join(lines) + "\n"


def report(weights: TriageWeights, samples: Sequence[Sample]) -> None:
    """Log, for each set and part, how many articles are let go: below "low", and by the rule with "alone" too."""
    _log.info(
        "bias %.3f, low %.3f, alone %.3f, %d terms",
        weights.bias,
        weights.low,
        weights.alone,
        len(weights.terms),
    )
    groups: dict[tuple[str, str, str], list[Sample]] = defaultdict(list)
    for sample in samples:
        groups[sample.part, sample.group, "rules see one" if sample.seen else "rules see none"].append(sample)
    for (part, group, seen), members in sorted(groups.items()):
        scores = [score(weights, sample.text, sample.title) for sample in members]
        low = sum(one < weights.low for one in scores)
        gone = sum(
            one < weights.low or (one < weights.alone and not sample.triggered)
            for one, sample in zip(scores, members, strict=True)
        )
        _log.info(
            "%-7s%-28s%-16s%5d articles, %4d below low, %4d let go, lowest %.3f",
            part, group, seen, len(members), low, gone, min(scores),
        )  # fmt: skip


if __name__ == "__main__":
    main()
