from datetime import timedelta
from typing import Any

import pytest

from tests.alert_making import NOON, make_alert, make_known
from twosource.ids import IncidentId
from twosource.knowledge.kinds import load_kinds
from twosource.model import Certainty, Status
from twosource.wire.cap_degrees import (
    find_categories,
    find_certainty,
    find_degrees,
    find_severity,
    find_urgency,
    load_rules,
)

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("certainty", "confirmed", "disputed", "found"),
    [
        (Certainty.ASSERTED, True, False, "Observed"),
        (Certainty.ASSERTED, False, False, "Likely"),
        (Certainty.SO_FAR, True, False, "Observed"),
        (Certainty.REPORTED, True, False, "Likely"),
        (Certainty.REPORTED, False, False, "Possible"),
        (Certainty.CLAIMED, True, False, "Likely"),
        (Certainty.CLAIMED, False, False, "Possible"),
        (Certainty.SUSPECTED, True, False, "Possible"),
        (Certainty.POSSIBLE, False, False, "Possible"),
        (Certainty.DENIED, True, False, "Unlikely"),
        (Certainty.ASSERTED, True, True, "Likely"),
        (Certainty.ASSERTED, False, True, "Possible"),
        (Certainty.REPORTED, False, True, "Possible"),
        (None, True, False, "Unknown"),
    ],
)
def test_certainty_follows_from_how_it_is_told_and_by_how_many(
    certainty: Certainty | None, confirmed: bool, disputed: bool, found: str
) -> None:
    status = Status.CONTRADICTED if disputed else Status.AGREED
    known = make_known(certainty=certainty, confirmed=confirmed, status=status)
    assert find_certainty(make_alert(known=(make_known("killed", "4"), known))) == found


@pytest.mark.parametrize("certainty", list(Certainty))
@pytest.mark.parametrize("confirmed", [True, False])
@pytest.mark.parametrize("status", list(Status))
def test_every_way_of_telling_has_a_row(certainty: Certainty, confirmed: bool, status: Status) -> None:
    known = make_known(certainty=certainty, confirmed=confirmed, status=status)
    assert find_certainty(make_alert(known=(known,))) in {"Observed", "Likely", "Possible", "Unlikely"}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"known": ()}, "Unknown"),
        ({"known": (make_known("motive", "revenge"),)}, "Unknown"),
        ({"known": (make_known("killed", "4 to 7", status=Status.CONTRADICTED),)}, "Observed"),
        (
            {
                "known": (
                    make_known("place", "Kisumu", confirmed=False),
                    make_known("killed", "4", certainty=Certainty.REPORTED),
                    make_known("weapon", "rifle", certainty=Certainty.DENIED),
                )
            },
            "Likely",
        ),
        ({"incident": None, "feed": "Lake wire"}, "Observed"),
        ({"move": "cancel"}, "Unknown"),
        ({"move": "cancel", "moved_into": IncidentId("i_00000000bb")}, "Observed"),
    ],
    ids=[
        "nothing known",
        "nothing of it",
        "how many is disputed",
        "the surest counts",
        "a silent feed we saw ourselves",
        "withdrawn",
        "merged",
    ],
)
def test_certainty_of_other_alerts(changes: dict[str, Any], found: str) -> None:
    assert find_certainty(make_alert(**changes)) == found


@pytest.mark.parametrize(
    ("killed", "injured", "known", "found"),
    [
        (10, None, (), "Extreme"),
        (9, 50, (), "Severe"),
        (1, None, (), "Severe"),
        (0, 10, (), "Severe"),
        (None, 9, (), "Moderate"),
        (0, 1, (), "Moderate"),
        (0, 0, (), "Minor"),
        (0, 0, (make_known("killed", "none"), make_known("injured", "0")), "Minor"),
        (0, 0, (make_known("killed", "up to 5"),), "Unknown"),
        (0, 0, (make_known("killed", "none", status=Status.CONTRADICTED),), "Unknown"),
        (0, None, (), "Unknown"),
        (None, 0, (), "Unknown"),
        (None, None, (), "Unknown"),
        (None, None, (make_known("target", "Old Harbour hospital"),), "Moderate"),
        (0, 0, (make_known("target", "two power substations"),), "Moderate"),
        (None, None, (make_known("target", "hospitality school"),), "Unknown"),
        (None, None, (make_known("target", "a bus"),), "Unknown"),
    ],
)  # fmt: skip
def test_severity_follows_from_the_least_known_harm_and_the_target(
    killed: int | None, injured: int | None, known: tuple[Any, ...], found: str
) -> None:
    assert find_severity(make_alert(killed_low=killed, injured_low=injured, known=known)) == found


def test_what_was_withdrawn_has_no_severity() -> None:
    assert find_severity(make_alert(move="cancel")) == "Unknown"
    assert find_severity(make_alert(move="cancel", moved_into=IncidentId("i_00000000bb"))) == "Severe"


@pytest.mark.parametrize(
    ("earliest", "latest", "found"),
    [
        (0, 0, "Immediate"),
        (3, 1, "Immediate"),
        (4, 1, "Expected"),
        (24, 0, "Expected"),
        (25, 23, "Unknown"),
        (48, 24.1, "Past"),
        (26, 26, "Past"),
        (5, -5, "Expected"),
        (-1, -2, "Unknown"),
        (None, None, "Unknown"),
        (None, 3, "Unknown"),
        (2, None, "Immediate"),
    ],
    ids=[
        "now", "three hours at most", "more than three", "a day at most", "perhaps a day", "more than a day",
        "yesterday", "some time today", "ahead", "no time", "no beginning", "no end",
    ],
)  # fmt: skip
def test_urgency_follows_from_the_hours_since(
    earliest: float | None, latest: float | None, found: str
) -> None:
    def ago(hours: float | None) -> Any:
        return None if hours is None else NOON - hours * HOUR

    assert find_urgency(make_alert(earliest=ago(earliest), latest=ago(latest))) == found


def test_what_is_cancelled_is_past() -> None:
    assert find_urgency(make_alert(move="cancel")) == "Past"


@pytest.mark.parametrize(
    ("kind", "target", "found"),
    [
        ("shooting", "", ("Security",)),
        ("car bombing", "", ("Security", "CBRNE", "Safety")),
        ("explosion", "", ("Security", "CBRNE", "Safety")),
        ("arson", "", ("Security", "Fire")),
        ("hijacking", "", ("Security", "Transport")),
        ("raid", "an ambulance", ("Security", "Health")),
        ("raid", "oil pipelines", ("Security", "Infra")),
        ("roadside bombing", "a convoy", ("Security", "Transport", "CBRNE", "Safety")),
        ("no such kind", "", ("Security",)),
    ],
)
def test_categories_follow_from_kind_and_target(kind: str, target: str, found: tuple[str, ...]) -> None:
    assert find_categories(make_alert(kind=kind, known=(make_known("target", target),))) == found


def test_the_silence_of_a_feed_is_of_another_sort() -> None:
    silent = make_alert(incident=None, feed="Lake wire", kind="")
    found = find_degrees(silent)
    assert (found.categories, found.urgency, found.severity, found.certainty) == (
        ("Other",), "Unknown", "Unknown", "Observed",
    )  # fmt: skip


def test_an_alert_is_old_sooner_the_more_urgent_it_is() -> None:
    assert find_degrees(make_alert()).expires == NOON + 6 * HOUR
    assert find_degrees(make_alert(earliest=None, latest=None)).expires == NOON + 24 * HOUR


def test_rules_name_kinds_that_exist_and_say_why() -> None:
    rules = load_rules()
    assert set(rules["category"]["kinds"]) <= set(load_kinds())
    rows = [row for name in ("certainty", "severity", "urgency") for row in rules[name]["rows"]]
    assert [row for row in rows if not row["why"].endswith(".")] == []
