"""Learn what the reasons of linking are worth, and show what each is good for.

``python -m eval.learn_links DATA/gva`` reads the articles, pairs them as a ledger would, fits points on half of the
incidents and the packaged examples, and prints how well they do on the other half and on all. ``--write`` puts them
into link/weights.toml; ``--ablate`` leaves each family of reasons out in turn; ``--reading FILE`` keeps
what was read, so that the next run takes seconds. The same input gives the same weights.
"""

import argparse
import pickle
from collections.abc import Sequence
from pathlib import Path

from eval.links.fitting import fit
from eval.links.reading import Told, label_pairs, read_examples, read_set
from eval.links.trying import score_labels, try_weights
from eval.links.writing import calibrate, format_weights, read_priors
from eval.tasks import load_records
from twosource.link.weights import Weights, read_weights

WEIGHTS = Path(__file__).parent.parent / "src" / "twosource" / "link" / "weights.toml"
EXAMPLES_WEIGH = 10  # times: they are few, and hold what the set does not, attacks of a war
#: Reasons that are left out together: they say one thing in several ways.
FAMILIES = {
    "days": ("same_day", "next_day", "days_apart", "same_weekday", "other_weekday"),
    "printing": ("printed_before", "printed_near", "printed_long_after", "printed_apart"),
    "hour": ("same_hour", "other_hour"),
    "site": ("same_site", "other_site"),
    "area": ("same_area", "same_country", "other_country", "places_beside", "places_apart", "town_told_too"),
    "kind": ("same_kind", "other_kind", "same_weapon", "other_weapon"),
    "target": ("same_target", "other_target"),
    "perpetrator": ("same_perpetrator",),
    "toll": ("same_toll", "toll_rises", "toll_falls", "tolls_apart"),
    "people": ("shared_person",),
    "street": ("same_street", "other_street"),
    "ages": ("same_ages", "other_ages"),
    "words": ("alike_words", "unlike_words"),
    "quotations, text": ("shared_quotation", "shared_tally", "same_text"),
    "two attacks": ("two_attacks",),
    "looking back": ("looking_back",),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn, print, and write where that is asked for."""
    chosen = _parse(arguments)
    told = _read(chosen.folder, chosen.reading)
    text = WEIGHTS.read_text("utf-8")
    priors, costs = read_priors(text)
    pairs, examples = label_pairs(told, read_weights(text)), label_pairs(read_examples(), read_weights(text))
    learned = fit(
        [*(pair for pair in pairs if pair.half == chosen.half), *(examples * EXAMPLES_WEIGH)], priors
    )
    data = (
        f"half {chosen.half} of the incidents of {chosen.folder.name}"
        f" ({sum(pair.half == chosen.half for pair in pairs)} pairs) and the packaged examples ({len(examples)})"
    )
    between = [pair for pair in pairs if pair.half is None]
    chances = calibrate(learned, [*(pair for pair in pairs if pair.half == 1 - chosen.half), *between[::2]])
    written = format_weights(learned, priors, costs, data, chances)
    weights = read_weights(written)
    _show("as they stand", told, read_weights(text))
    _show("learned", told, weights)
    if chosen.write:
        WEIGHTS.write_text(written, "utf-8")
    if chosen.ablate:
        _ablate(told, weights)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.learn_links", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of a labelled set, such as DATA/gva")
    parser.add_argument(
        "--half", type=int, choices=(0, 1), default=0, help="half of the incidents to learn from"
    )
    parser.add_argument("--write", action="store_true", help="write link/weights.toml")
    parser.add_argument("--ablate", action="store_true", help="leave each family of reasons out in turn")
    parser.add_argument("--reading", type=Path, help="file to keep what was read in, or to take it from")
    return parser.parse_args(arguments)


def _read(folder: Path, kept: Path | None) -> list[Told]:
    if kept is not None and kept.exists():
        return list(pickle.loads(kept.read_bytes()))  # noqa: S301 - written by the line below
    told = read_set(load_records(folder))
    if kept is not None:
        kept.write_bytes(pickle.dumps(told))
    return told


def _show(name: str, told: Sequence[Told], weights: Weights, *, without: Sequence[str] = ()) -> None:
    labels = try_weights(told, weights, without=without)
    for part, half in (("all", None), ("half 0", 0), ("half 1", 1)):
        print(f"{name:<18}{part:<8}{score_labels(told, labels, half)}")


def _ablate(told: Sequence[Told], weights: Weights) -> None:
    """Leave families out; what is left keeps its points, as it would for a reader who finds no such thing."""
    for family, names in FAMILIES.items():
        _show(f"no {family}", told, weights, without=names)


if __name__ == "__main__":
    main()
