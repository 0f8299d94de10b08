"""Words for people: what a list leaves out of a headline because it stands beside it."""

import pytest

from twosource.wording import show_title


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        pytest.param(
            "Raid on a farm in Lira, Uganda, on 3 May 2025: 2 killed (disputed), 5 injured; 2 newsrooms, 4 voices",
            "Raid on a farm in Lira, Uganda, on 3 May 2025",
            id="day and toll",
        ),
        pytest.param(
            "Shelling in Kharkiv, Ukraine; 1 newsroom, 1 voice", "Shelling in Kharkiv, Ukraine", id="no toll"
        ),
        pytest.param("Shelling", "Shelling", id="a headline that holds no more"),
        pytest.param("", "", id="none"),
    ],
)
def test_a_title_is_the_headline_without_toll_and_numbers(headline: str, title: str) -> None:
    assert show_title(headline) == title
