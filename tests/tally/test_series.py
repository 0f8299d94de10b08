"""Counts of one thing over time, and sums of tolls."""

from dataclasses import replace
from typing import Any

import pytest

from tests.tally.samples import UNSURE, at, case, counted, exactly, fact, incident, on, since
from twosource.ids import ClaimId
from twosource.model import PressTally
from twosource.tally import Held, Toll, sum_toll
from twosource.tally.series import Point, gather
from twosource.values.count import Count


def point(number: str, month: int, day: int, printer: str = "Delta Post", **changes: Any) -> Point:
    printed = counted(number, **changes)
    return Point(printed=replace(printed, printed_at=at(month, day)), printer=printer)


def test_counts_of_one_thing_are_one_series_in_order_of_printing() -> None:
    first, other, second = point("five", 3, 1), point("two", 3, 1, what="kidnappings"), point("nine", 2, 1)
    (longer, shorter) = gather([first, other, second])

    assert (longer.title, longer.points) == ("Bombings in Iraq", (2, 0))
    assert (shorter.title, shorter.points) == ("Kidnappings in Iraq", (1,))


@pytest.mark.parametrize(
    "changes",
    [{"what": "shootings"}, {"where": ("Syria",)}, {"start": since(4)}, {"what": "bombings against police"}],
    ids=["another kind", "another place", "another start", "another target"],
)
def test_what_differs_is_another_series(changes: dict[str, Any]) -> None:
    assert len(gather([point("five", 5, 1), point("six", 5, 9, **changes)])) == 2


def test_a_series_that_falls_says_so() -> None:
    (series,) = gather([point("nine", 3, 1), point("ten", 3, 9), point("seven", 3, 20, "Hill Courier")])

    assert series.remarks == (
        "It falls: 7 (Hill Courier) on 20 March 2024, after 10 (Delta Post) on 9 March 2024.",
    )


def test_outlets_that_differ_on_one_day_are_told() -> None:
    (series,) = gather([point("nine", 3, 1), point("more than ten", 3, 2, "Hill Courier")])

    assert series.remarks == (
        "They differ: 9 (Delta Post) and more than 10 (Hill Courier), about 1 March 2024.",
    )


def test_a_count_that_leaves_room_differs_from_nothing() -> None:
    (series,) = gather([point("at least nine", 3, 1), point("twelve", 3, 2, "Hill Courier")])
    assert series.remarks == ()


def test_a_title_says_what_was_not_understood_as_it_was_printed() -> None:
    point_of = counted("five").value
    assert isinstance(point_of, PressTally)
    (series,) = gather([point("five", 3, 1, what="deadly bombings")])
    assert series.title == "Deadly bombings"


# --- tolls ----------------------------------------------------------------------------------------


def test_a_toll_is_a_range_over_what_is_sure_and_what_is_not() -> None:
    sure = [Held(incident=case("i_1", killed=exactly(2))), Held(incident=case("i_2"))]
    perhaps = [Held(incident=case("i_3", killed=exactly(5)))]

    assert sum_toll(sure, perhaps, "killed") == Toll(field="killed", low=2, high=7, untold=1)


def test_a_disputed_toll_is_as_wide_as_the_dispute() -> None:
    disputed = incident("i_1", fact("killed", exactly(7), **UNSURE))
    held = Held(incident=disputed, against={ClaimId("c_other"): exactly(23)})

    assert sum_toll([held], [], "killed") == Toll(field="killed", low=7, high=23, untold=0)


def test_an_open_toll_has_no_upper_end_and_no_casualties_are_nought() -> None:
    dozens = Held(incident=case("i_1", killed=Count(low=24, high=None, as_said="dozens")))
    nobody = Held(incident=incident("i_2", fact("casualties", exactly(0)), fact("when", on(3, 5))))

    assert sum_toll([dozens, nobody], [], "killed") == Toll(field="killed", low=24, high=None, untold=0)
