"""What the heads are told they did wrong: one loss a head, each over what its sets mark."""

from collections.abc import Sequence

import numpy as np
import torch
from eval.scorers.certainty import CLASSES, get_class
from torch import Tensor
from torch.nn import functional

from training.network import LINK_WIDTH, columns
from training.windows import UNKNOWN, Window
from twosource.read.proposals import LABELS


def losses(outputs: Tensor, windows: Sequence[Window]) -> dict[str, Tensor]:
    """Return the loss of each head over a batch, outputs [B, T, N]; heads without material are left out."""
    named = {name: outputs[..., first:end] for name, (first, end) in columns().items()}
    found = {
        "tags": _tags(outputs, windows),
        "links": _links(named, windows),
        **_sureness(named, windows),
        **_sentences(named, windows),
        **_windows(named, windows),
    }
    return {name: loss for name, loss in found.items() if loss is not None}


def _tags(outputs: Tensor, windows: Sequence[Window]) -> Tensor | None:
    """Sum over labels the mean loss over the words that teach a label."""
    width = outputs.shape[1]
    wanted = torch.full((len(windows), width, len(LABELS)), UNKNOWN, dtype=torch.long)
    for row, window in enumerate(windows):
        wanted[row, : len(window.pieces)] = torch.from_numpy(window.tags.astype(np.int64))
    if not (wanted != UNKNOWN).any():
        return None
    logits = outputs[..., : 3 * len(LABELS)].reshape(-1, 3)
    each = functional.cross_entropy(logits, wanted.reshape(-1), ignore_index=UNKNOWN, reduction="none")
    words = (wanted != UNKNOWN).any(dim=-1).sum()
    return each.sum() / words


def _links(named: dict[str, Tensor], windows: Sequence[Window]) -> Tensor | None:
    pairs = (("content_query", "cue_key", "content_to_cue"), ("cue_query", "source_key", "cue_to_source"))
    each = []
    for query, key, field in pairs:
        for row, window in enumerate(windows):
            links: list[tuple[int, int]] = getattr(window, field)
            if not links:
                continue
            size = len(window.pieces)
            queries = named[query][row, [start for start, _ in links]]
            scores = queries @ named[key][row, :size].T / LINK_WIDTH**0.5
            wanted = torch.tensor([end for _, end in links])
            each.append(functional.cross_entropy(scores, wanted, reduction="none"))
    return torch.cat(each).mean() if each else None


def _sureness(named: dict[str, Tensor], windows: Sequence[Window]) -> dict[str, Tensor]:
    at = [(row, piece, degree) for row, one in enumerate(windows) for piece, degree in one.degrees]
    if not at:
        return {}
    rows, pieces = [row for row, _, _ in at], [piece for _, piece, _ in at]
    degrees = torch.tensor([degree for _, _, degree in at])
    classes = torch.tensor([CLASSES.index(get_class(degree)) for _, _, degree in at])
    return {
        "sureness": functional.cross_entropy(named["sureness"][rows, pieces], classes),
        "degree": functional.smooth_l1_loss(named["degree"][rows, pieces, 0], degrees),
    }


def _sentences(named: dict[str, Tensor], windows: Sequence[Window]) -> dict[str, Tensor]:
    """Score each sentence by the mean of its pieces' outputs."""
    shown = [
        (row, stretch, about, kinds)
        for row, one in enumerate(windows)
        for stretch, about, kinds in zip(one.sentences, one.tellings, one.kinds, strict=False)
        if about != UNKNOWN
    ]
    if not shown:
        return {}
    tellings = torch.stack([named["tellings"][row, a:b].mean(dim=0) for row, (a, b), _, _ in shown])
    kinds = torch.stack([named["kinds"][row, a:b].mean(dim=0) for row, (a, b), _, _ in shown])
    wanted = torch.tensor([one for *_, one in shown], dtype=torch.float32)
    return {
        "tellings": functional.cross_entropy(tellings, torch.tensor([about for _, _, about, _ in shown])),
        "kinds": functional.binary_cross_entropy_with_logits(kinds, wanted),
    }


def _windows(named: dict[str, Tensor], windows: Sequence[Window]) -> dict[str, Tensor]:
    told = [(row, one) for row, one in enumerate(windows) if one.incident != UNKNOWN]
    if not told:
        return {}
    given = named["incident"][[row for row, _ in told], 0, 0]
    wanted = torch.tensor([float(one.incident) for _, one in told])
    found = {"incident": functional.binary_cross_entropy_with_logits(given, wanted)}
    kinds = [(row, one.incident_kinds) for row, one in told if UNKNOWN not in one.incident_kinds]
    if kinds:
        found["incident_kinds"] = functional.binary_cross_entropy_with_logits(
            named["incident_kinds"][[row for row, _ in kinds], 0],
            torch.tensor([one for _, one in kinds], dtype=torch.float32),
        )
    return found
