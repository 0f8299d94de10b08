"""Quick figures of a network on windows: spans by label, links, sureness, sentences and windows.

They watch a run; the scorecard (eval/) measures the program.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from eval.scorers.certainty import CLASSES, get_class

from training.network import Network, columns
from training.windows import BEGINS, OUTSIDE, UNKNOWN, Window
from twosource.read.proposals import LABELS


@torch.no_grad()
def measure(network: Network, windows: Sequence[Window]) -> Iterator[str]:
    """Yield one line a head, over windows that teach it."""
    network.eval()
    outputs = []
    for window in windows:
        rows = network.below(torch.from_numpy(window.pieces)[None], None)
        outputs.append(network(rows, None)[0].numpy())
    for number, label in enumerate(LABELS):
        counts = np.zeros(3, dtype=np.int64)
        for window, output in zip(windows, outputs, strict=True):
            wanted = window.tags[:, number]
            if (wanted == UNKNOWN).all():
                continue
            given = np.where(wanted == UNKNOWN, UNKNOWN, output[:, 3 * number : 3 * number + 3].argmax(1))
            gold, ours = _spans(wanted), _spans(given)
            counts += (len(gold & ours), len(ours), len(gold))
        right, ours_count, gold_count = (int(one) for one in counts)
        if gold_count:
            yield f"{label} exact F {2 * right / max(1, ours_count + gold_count):.3f} of {gold_count}"
    yield from _heads(windows, outputs)


def _spans(tags: np.ndarray) -> set[tuple[int, int]]:
    """Return the spans of a row of tags; pieces inside a word (UNKNOWN) are passed over."""
    spans, start = set(), None
    for at, tag in enumerate([*tags.tolist(), OUTSIDE]):
        if tag == UNKNOWN:
            continue
        if start is not None and tag in {OUTSIDE, BEGINS}:
            spans.add((start, at))
            start = None
        if tag == BEGINS or (tag != OUTSIDE and start is None):
            start = at
    return spans


def _heads(windows: Sequence[Window], outputs: Sequence[np.ndarray]) -> Iterator[str]:
    place = columns()
    links: list[bool] = []
    gold: list[int] = []
    given: list[int] = []
    told: list[bool] = []
    about: list[tuple[int, int]] = []
    for window, output in zip(windows, outputs, strict=True):
        named = {name: output[:, first:end] for name, (first, end) in place.items()}
        for query, key, pairs in (
            ("content_query", "cue_key", window.content_to_cue),
            ("cue_query", "source_key", window.cue_to_source),
        ):
            links += [int((named[key] @ named[query][start]).argmax()) == end for start, end in pairs]
        for piece, degree in window.degrees:
            gold.append(CLASSES.index(get_class(degree)))
            given.append(int(named["sureness"][piece].argmax()))
        if window.incident != UNKNOWN:
            told.append((named["incident"][0, 0] > 0) == bool(window.incident))
        about += [
            (wanted, int(named["tellings"][a:b].mean(0).argmax()))
            for (a, b), wanted in zip(window.sentences, window.tellings, strict=False)
            if wanted != UNKNOWN
        ]
    yield f"links right {np.mean(links or [False]):.3f} of {len(links)}"
    f1 = [_f1(gold, given, one) for one in range(3)]
    yield f"sureness macro F {np.mean(f1):.3f} ({', '.join(f'{one:.3f}' for one in f1)}) of {len(gold)}"
    yield f"incident windows right {np.mean(told or [False]):.3f} of {len(told)}"
    f1 = [_f1([w for w, _ in about], [g for _, g in about], one) for one in range(3)]
    yield f"tellings F main {f1[0]:.3f} other {f1[1]:.3f} background {f1[2]:.3f} of {len(about)}"


def _f1(gold: Sequence[int], given: Sequence[int], one: int) -> float:
    right = sum(w == g == one for w, g in zip(gold, given, strict=True))
    return 2 * right / max(1, sum(w == one for w in gold) + sum(g == one for g in given))
