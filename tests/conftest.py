"""What several modules of tests share: who reads, set as a user sets it."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", params=["rules", "both"])
def reader(request: pytest.FixtureRequest) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TWOSOURCE_READER", request.param)
        yield request.param
