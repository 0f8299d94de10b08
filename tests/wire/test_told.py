from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import make_article, make_count, make_when
from twosource.values.count import Count
from twosource.values.when import When
from twosource.wire.told import Days, best_figure, file_name, find_days, in_print_order, outlets_of

START = datetime(2024, 3, 4, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("length", "days"),
    [
        pytest.param(timedelta(0), Days(first=date(2024, 3, 4), last=date(2024, 3, 4), hours=0.0), id="instant"),
        pytest.param(
            timedelta(hours=5), Days(first=date(2024, 3, 4), last=date(2024, 3, 4), hours=5.0), id="a night is one day"
        ),
        pytest.param(timedelta(days=2), Days(first=date(2024, 3, 4), last=date(2024, 3, 6), hours=48.0), id="days"),
    ],
)  # fmt: skip
def test_days_lie_where_it_happened(length: timedelta, days: Days) -> None:
    assert find_days(make_when(START, START + length)) == days


def test_a_time_without_an_end_has_no_days() -> None:
    since = When(
        earliest=START, latest=None, precision="day", zone="UTC", as_said="since Monday", bound="since"
    )

    assert (find_days(None), find_days(since)) == (None, None)


@pytest.mark.parametrize(
    ("count", "figure"),
    [
        pytest.param(None, None, id="none"),
        pytest.param(make_count(4), 4, id="exact"),
        pytest.param(
            Count(low=850, high=950, as_said="about 900", number=900), 900, id="the figure that was said"
        ),
        pytest.param(Count(low=24, high=None, as_said="dozens"), 24, id="the lowest of a range"),
    ],
)
def test_one_figure_stands_for_a_count(count: Count | None, figure: int | None) -> None:
    assert best_figure(count) == figure


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/home/amina/wires/kisumu.txt", "kisumu.txt"),
        (r"C:\wires\kisumu.txt", "kisumu.txt"),
        ("https://post.example/", "post.example"),
        ("feed.xml#3", "feed.xml#3"),
        ("", ""),
    ],
)
def test_a_text_is_named_by_its_file_alone(address: str, name: str) -> None:
    assert file_name(address) == name


def test_articles_stand_in_the_order_they_were_printed() -> None:
    late = make_article("b", outlet="Late", published=START + timedelta(hours=1))
    early = make_article("a", outlet="Early", published=START)

    assert in_print_order([late, early]) == (early, late)
    assert outlets_of([late, early, late]) == "Early; Late"
