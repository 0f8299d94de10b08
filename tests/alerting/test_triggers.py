"""What about an incident raises an alert: what holds now and did not before."""

from datetime import timedelta
from typing import Any

import pytest

from tests.alerting.making import HOUR, OFFICE, make_known, make_standing, make_watch
from tests.builders import NOW
from twosource.alerting.standing import Check, Least
from twosource.alerting.triggers import find_triggers
from twosource.model import Status

DISPUTED = make_known(value="4 or 7", status=Status.CONTRADICTED)


@pytest.mark.parametrize(
    ("asked", "told", "raised"),
    [
        pytest.param({}, {}, ("new incident", "New incident."), id="new"),
        pytest.param({"near": OFFICE}, {}, ("new incident", "New incident, 0.0 km from our office, give or take 5.0 km."), id="near"),
        pytest.param(
            {"tells": ("killed",), "killed_at_least": 4}, {},
            ("killed", "At least 4 killed: the watch asks for 4."), id="killed",
        ),
        pytest.param(
            {"tells": ("injured",), "injured_at_least": 20}, {"injured": Least(low=24)},
            ("injured", "At least 24 injured: the watch asks for 20."), id="injured",
        ),
        pytest.param(
            {"tells": ("voices",), "voices_at_least": 2}, {"voices": 2},
            ("voices", "2 independent voices now: the watch asks for 2."), id="voices",
        ),
        pytest.param(
            {"tells": ("contradiction",)}, {"known": (DISPUTED,)},
            ("contradiction", "The voices contradict each other on killed (4 or 7)."), id="contradiction",
        ),
        pytest.param(
            {"tells": ("toll rises",)}, {"killed": Least(low=4, before=2)},
            ("toll rises", "The toll rises: killed from 2 to 4."), id="by its own history",
        ),
        pytest.param(
            {"tells": ("claim of responsibility",)}, {"owners": ("Sons of the Lake",)},
            ("claim of responsibility", "Responsibility is claimed by Sons of the Lake."), id="claim",
        ),
        pytest.param(
            {"tells": ("press tally contradicted",)}, {"checks": (Check(claim="c_1", sentence="It is the fifth."),)},
            ("press tally contradicted", "It is the fifth."), id="press tally",
        ),
    ],
)  # fmt: skip
def test_what_holds_of_a_new_incident_is_told_once(
    asked: dict[str, Any], told: dict[str, Any], raised: tuple[str, str]
) -> None:
    watch, now = make_watch(**asked), make_standing(**told)

    assert find_triggers(watch, None, now, NOW) == (raised,)
    assert find_triggers(watch, now, now, NOW) == ()


@pytest.mark.parametrize(
    ("trigger", "told"),
    [
        pytest.param("contradiction", {"known": (make_known("weapon", status=Status.CONTRADICTED),)}, id="no grave field"),
        pytest.param("claim of responsibility", {"actors": ("sons of the lake",)}, id="only blamed"),
        pytest.param("toll rises", {}, id="a toll that never rose"),
        pytest.param("toll rises", {"killed": Least(low=4, before=7)}, id="a toll that fell"),
        pytest.param("press tally contradicted", {}, id="no count"),
    ],
)  # fmt: skip
def test_nothing_else_is_told(trigger: str, told: dict[str, Any]) -> None:
    assert find_triggers(make_watch(tells=(trigger,)), None, make_standing(**told), NOW) == ()


def test_a_toll_rises_from_what_was_told_last() -> None:
    before, after = make_standing(killed=Least(low=4)), make_standing(killed=Least(low=6, before=2))

    assert find_triggers(make_watch(tells=("toll rises",)), before, after, NOW) == (
        ("toll rises", "The toll rises: killed from 4 to 6."),
    )


@pytest.mark.parametrize(
    ("happened", "printed", "is_told"),
    [
        pytest.param(timedelta(hours=2), timedelta(), True, id="now"),
        pytest.param(timedelta(days=2), timedelta(), True, id="within three days"),
        pytest.param(timedelta(days=4), timedelta(), False, id="an anniversary"),
        pytest.param(timedelta(days=400), timedelta(days=399), False, id="an archive"),
        pytest.param(None, timedelta(hours=1), True, id="no time, fresh article"),
        pytest.param(None, timedelta(days=10), False, id="no time, old article"),
    ],
)
def test_only_what_can_have_happened_lately_is_new(
    happened: timedelta | None, printed: timedelta, is_told: bool
) -> None:
    at = None if happened is None else NOW - happened
    told = make_standing(earliest=at, latest=at, newest_at=NOW - printed)

    assert bool(find_triggers(make_watch(), None, told, NOW)) is is_told


def test_an_incident_of_an_open_time_can_have_happened_lately() -> None:
    told = make_standing(earliest=NOW - timedelta(days=60), latest=NOW + timedelta(days=200))

    assert find_triggers(make_watch(), None, told, NOW)


def test_how_long_things_are_fresh_is_for_the_watch_to_say() -> None:
    old = make_standing(earliest=NOW - 50 * HOUR, latest=NOW - 50 * HOUR)

    assert find_triggers(make_watch(fresh_for=timedelta(days=1)), None, old, NOW) == ()
    assert find_triggers(make_watch(fresh_for=timedelta(days=3)), None, old, NOW)


def test_a_late_toll_of_an_older_incident_is_told_while_its_article_is_fresh() -> None:
    week_old = {"earliest": NOW - timedelta(days=7), "latest": NOW - timedelta(days=7)}
    watch = make_watch(tells=("new incident", "killed"), killed_at_least=4)

    assert find_triggers(watch, None, make_standing(**week_old), NOW) == (
        ("killed", "At least 4 killed: the watch asks for 4."),
    )
