"""What a reader would care about that is told otherwise than before."""

from datetime import timedelta
from typing import Any

import pytest

from tests.alerting.making import HOUR, make_known, make_quoted, make_standing
from tests.builders import NOW
from twosource.alerting.differences import find_differences
from twosource.alerting.standing import Standing, read_standing, write_standing
from twosource.model import Certainty, Status

THREE = make_known(value="at least 3", voices=2)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        pytest.param({"known": (make_known(value="1"),)}, {"known": (THREE,)},
                     "killed: at least 3, before: 1", id="a toll"),
        pytest.param({"known": (make_known(value="1"),)},
                     {"known": (make_known(value="3", confirmed=True),)},
                     "killed: 3, before: 1; confirmed by two independent voices", id="a toll that is confirmed"),
        pytest.param({}, {"known": (make_known(confirmed=True),)},
                     "now confirmed by two independent voices: killed: 4", id="confirmed"),
        pytest.param({}, {"known": (make_known(value="4 or 7", status=Status.CONTRADICTED),)},
                     "now contradicted: killed: 4 or 7, before: 4", id="contradicted"),
        pytest.param({"known": (make_known(value="4 or 7", status=Status.CONTRADICTED),)}, {},
                     "no longer contradicted: killed: 4, before: 4 or 7", id="no longer contradicted"),
        pytest.param({}, {"known": ()}, "no longer told: killed (before: 4)", id="no longer told"),
        pytest.param({"known": ()}, {}, "killed: 4, not told before", id="told first"),
        pytest.param({"known": ()}, {"known": (make_known("perpetrator", "militants", certainty=Certainty.SUSPECTED),)},
                     "perpetrator: militants (suspected), not told before", id="with its doubt"),
        pytest.param({}, {"kind": "bombing"}, "kind: bombing, before: shooting", id="kind"),
        pytest.param({}, {"known": (make_known(), make_known("damage", "a burnt bus"))},
                     "damage: a burnt bus", id="damage stands beside other damage"),
        pytest.param({}, {"voices": 2, "speakers": ("Kisumu police (official)", "Asha Odera (witness)")},
                     "a second independent voice: Asha Odera (witness)", id="a second voice"),
        pytest.param({}, {"instructions": (make_quoted(),)},
                     'told by Kisumu police (official): "Stay indoors."', id="an instruction"),
    ],
)  # fmt: skip
def test_a_difference_is_told_in_a_sentence(
    before: dict[str, Any], after: dict[str, Any], sentence: str
) -> None:
    found = find_differences(make_standing(**before), make_standing(**after))

    assert [one.sentence for one in found] == [sentence]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param({"outlets": 7}, id="another outlet"),
        pytest.param({"headline": "Four shot in Kisumu"}, id="another headline"),
        pytest.param({"known": (make_known(quotes=(make_quoted("Four died"),)),)}, id="another quote"),
        pytest.param({"newest_at": NOW + HOUR}, id="a newer article"),
        pytest.param({"known": (make_known(), make_known("target", "a bus"))}, id="what was hit alone"),
        pytest.param({"links": ("https://lakeside.example/a",)}, id="another link"),
        pytest.param({"known": (make_known(voices=3, newsrooms=2),)}, id="more newsrooms"),
    ],
)
def test_a_mere_repetition_is_no_difference(after: dict[str, Any]) -> None:
    assert find_differences(make_standing(), make_standing(**after)) == ()


def test_a_third_voice_is_no_news() -> None:
    two = make_standing(voices=2, speakers=("a", "b"))

    assert find_differences(two, make_standing(voices=3, speakers=("a", "b", "c"))) == ()


def timed(words: str, first: timedelta, last: timedelta) -> Standing:
    known = (make_known(), make_known("time", words))
    return make_standing(known=known, earliest=NOW - first, latest=NOW - last)


def test_a_time_that_is_only_made_finer_is_no_news_by_itself() -> None:
    morning, exact = timed("morning", 9 * HOUR, 3 * HOUR), timed("07:10", 5 * HOUR, 5 * HOUR)

    assert find_differences(morning, exact) == ()


def test_another_time_is() -> None:
    found = find_differences(timed("07:10", 5 * HOUR, 5 * HOUR), timed("yesterday", 40 * HOUR, 20 * HOUR))

    assert [one.sentence for one in found] == ["when: yesterday, before: 07:10"]


def test_what_is_finer_is_told_beside_other_news() -> None:
    after = timed("07:10", 5 * HOUR, 5 * HOUR)
    found = find_differences(timed("morning", 9 * HOUR, 3 * HOUR), after_with(after, "6"))

    assert [one.sentence for one in found] == ["killed: 6, before: 4", "when: 07:10, before: morning"]


def after_with(after: Standing, killed: str) -> Standing:
    return make_standing(
        known=(make_known(value=killed), *after.known[1:]), earliest=after.earliest, latest=after.latest
    )


def test_a_standing_is_read_back_as_it_was_but_for_quotes_and_links() -> None:
    standing = make_standing(instructions=(make_quoted(),), links=("https://lakeside.example/a",))

    assert read_standing(write_standing(standing)) == make_standing(instructions=(make_quoted(),))
