import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.sources import make_share, show_share


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        pytest.param(10, 100, 0.0552, 0.1744, id="one in ten of a hundred"),
        pytest.param(0, 20, 0.0, 0.1611, id="none of twenty"),
        pytest.param(20, 20, 0.8389, 1.0, id="all of twenty"),
    ],
)
def test_an_interval_is_wilsons(part: int, whole: int, low: float, high: float) -> None:
    share = make_share(part, whole)

    assert (round(share.low, 4), round(share.high, 4)) == (low, high)


@given(whole=st.integers(1, 5000), data=st.data())
def test_a_share_lies_in_its_interval(whole: int, data: st.DataObject) -> None:
    share = make_share(data.draw(st.integers(0, whole)), whole)

    assert 0 <= share.low <= share.value + 1e-9
    assert share.value - 1e-9 <= share.high <= 1


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 0, "none to tell by"), (1, 4, "too few: 1 of 4"), (12, 100, "12 % (7 to 20) of 100")],
)
def test_few_cases_tell_no_share(part: int, whole: int, words: str) -> None:
    assert show_share(make_share(part, whole)) == words


def test_a_part_is_never_more_than_the_whole() -> None:
    with pytest.raises(ValueError, match="no part"):
        make_share(3, 2)
