"""What several modules of tests share: who reads, set as a user sets it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest

from twosource.knowledge.encoder import Encoder

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: How far the encoder's numbers are moved to stand for another processor, which adds up in another
#: order: what moving its input's last bits moves them by (mean 0.025, 99 in 100 by less than 0.17).
ROUNDING = 0.05


@pytest.fixture(scope="module", params=["rules", "both", "both-elsewhere"])
def reader(request: pytest.FixtureRequest) -> Iterator[str]:
    """Set who reads; "both-elsewhere" reads as on a processor that rounds otherwise."""
    name, _, elsewhere = request.param.partition("-")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TWOSOURCE_READER", name)
        if elsewhere:
            _round_otherwise(patch)
        yield request.param


def _round_otherwise(patch: pytest.MonkeyPatch) -> None:
    here, chance = Encoder.run, np.random.default_rng(1)

    def run(encoder: Encoder, windows: Iterable[Sequence[int]]) -> "list[NDArray[np.float32]]":
        rows = here(encoder, windows)
        return [(one + chance.normal(0, ROUNDING, one.shape)).astype(np.float32) for one in rows]

    patch.setattr(Encoder, "run", run)
