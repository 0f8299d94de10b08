"""What each level of each feature is worth, read from ``weights.toml``.

The file is written by ``python -m eval.learn_links``; what its figures are stands in its head. Nothing is
learned here.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Points by name and level, in bits, and from how many points a pair is the same or unsure.

    At ``even`` points one pair in two is one incident, and each point more doubles the odds.
    """

    points: Mapping[str, Mapping[str, float]]
    same_at: float
    unsure_at: float
    even: float
    chances: tuple[tuple[float, float], ...] = ()

    def find_chance(self, score: float) -> float:
        """Return the share of pairs of about this score that were one incident, 0..1, interpolated."""
        for (low, below), (high, above) in pairwise(self.chances):
            if score <= high:
                return below + max(0.0, (score - low) / (high - low)) * (above - below)
        return self.chances[-1][1] if self.chances else 0.0


@cache
def load_weights() -> Weights:
    """Read the packaged weights."""
    return read_weights(files("twosource.link").joinpath("weights.toml").read_text("utf-8"))


def read_weights(text: str) -> Weights:
    """Read weights from TOML; raises ValueError or KeyError where it is not of their shape."""
    data: dict[str, Any] = tomllib.loads(text)
    levels = {
        name: {level: float(row["points"]) for level, row in rows.items()}
        for name, rows in data["reasons"].items()
    }
    bounds = data["thresholds"]
    return Weights(
        points=levels,
        same_at=float(bounds["same"]),
        unsure_at=float(bounds["unsure"]),
        even=float(bounds["even"]),
        chances=tuple((float(row["score"]), float(row["same"])) for row in data.get("chances", ())),
    )
