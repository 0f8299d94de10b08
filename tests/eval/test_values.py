"""Values beside gold: lenient about wording, never about figures, days, stances or places."""

from typing import Any

import pytest
from eval.values import same_value
from eval.words import words

DAY = {"earliest": "2024-03-12", "latest": "2024-03-12"}
MORNING = {"earliest": "2024-03-12T06:00:00+03:00", "latest": "2024-03-12T12:00:00+03:00"}
EXACT = {"earliest": "2024-03-12T03:40+03:00", "latest": "2024-03-12T03:40+03:00"}


def instant(clock: str, until: str, zone: str | None = "+03:00") -> dict[str, Any]:
    offset = zone or "+00:00"
    return {
        "earliest": f"2024-03-12T{clock}{offset}",
        "latest": f"2024-03-12T{until}{offset}",
        "zone": zone,
        "local": clock[:5],
        "local_until": until[:5],
    }


SAME: dict[str, tuple[str, Any, Any]] = {
    "an exact count": ("killed", {"low": 2, "high": 2}, {"low": 2, "high": 2, "as_said": "two"}),
    "a count as a figure": ("salvos", 2, {"low": 2, "high": 2}),
    "an open count": ("killed", {"low": 5, "high": None}, {"low": 5, "high": None}),
    "one of several": ("killed", {"any_of": [7, 23]}, {"low": 23, "high": 23}),
    "a day": ("when", DAY, {**DAY, "precision": "day"}),
    "a part of the day": ("when", DAY, MORNING),
    "a weekday without a date": (
        "when", {"weekday": "Friday", "date": None}, {"earliest": None, "latest": None, "weekday": "Friday"},
    ),
    "a minute": ("time", EXACT, instant("03:40:00", "03:40:59")),
    "a wall clock without a zone": ("time", EXACT, instant("03:40:00", "03:40:59", zone=None)),
    "a hedged minute": ("time", {**EXACT, "about": True}, instant("03:25:00", "03:55:00")),
    "an instant in another zone": (
        "time", EXACT,
        {"earliest": "2024-03-12T00:40:00+00:00", "latest": "2024-03-12T00:40:00+00:00", "zone": "UTC"},
    ),
    "a clock without a date": (
        "time", {"local": "20:00", "offset": None, "about": True},
        {"earliest": None, "latest": None, "local": "19:30", "local_until": "20:30", "zone": None},
    ),
    "every part of a place": (
        "place", ["Sarab", "Dibis"], {"name": "Sarab, Dibis, Iraq", "parts": ["Sarab", "Dibis", "Iraq"]},
    ),
    "a party by its name": ("perpetrator", "armed bandits", {"name": "armed bandits", "kind": "armed group"}),
    "a phrase by most of its words": ("damage", "front wall of the police station", "police station's front wall"),
    "a stance and who takes it": (
        "responsibility", {"stance": "denied", "by": "Rafael Mora Front"},
        {"stance": "denied", "by": {"name": "Rafael Mora Front", "kind": "armed group"}},
    ),
    "nobody's claim in words": ("responsibility", "none claimed so far", {"stance": "none claimed", "by": None}),
    "a tally": (
        "tally", {"low": 41, "high": 41, "what": "attacks in the province"},
        {"low": 41, "high": 41, "said": "41", "what": "militant attacks"},
    ),
    "first since a date": (
        "first since", {"what": "on the station", "since": "2022-07"},
        {"what": "x", "since": "July 2022", "since_when": {"earliest": "2022-07-01", "latest": "2022-07-31"}},
    ),
    "a background figure": ("background", {"count": 900}, {"low": 850, "high": 950, "number": 900}),
}  # fmt: skip

DIFFERENT: dict[str, tuple[str, Any, Any]] = {
    "an open count for an exact one": ("killed", {"low": 2, "high": 2}, {"low": 2, "high": None}),
    "words for a count": ("killed", {"low": 2, "high": 2}, "two"),
    "the next day": ("when", DAY, {"earliest": "2024-03-13", "latest": "2024-03-13"}),
    "a stretch of days for a day": ("when", DAY, {"earliest": "2024-03-11", "latest": "2024-03-12"}),
    "a date where only a weekday is said": (
        "when", {"weekday": "Friday", "date": None}, {"earliest": "2024-03-08", "weekday": "Friday"},
    ),
    "another minute": ("time", EXACT, instant("03:42:00", "03:42:59")),
    "a whole morning for a hedged minute": ("time", {**EXACT, "about": True}, instant("00:00:00", "06:00:00")),
    "the wrong offset": ("time", {"local": "03:40", "offset": "+03:00"}, instant("03:40:00", "03:40:00", "+02:00")),
    "a place without one of its parts": ("place", ["Sarab", "Dibis"], {"parts": ["Dibis", "Iraq"]}),
    "another kind": ("kind", "drone strike", "rocket attack"),
    "the other stance": (
        "responsibility", {"stance": "claimed", "by": "Rafael Mora Front"},
        {"stance": "denied", "by": {"name": "Rafael Mora Front"}},
    ),
    "the same stance of another group": (
        "responsibility", {"stance": "claimed", "by": "Rafael Mora Front"},
        {"stance": "claimed", "by": {"name": "Jaysh al-Sahil"}},
    ),
    "one word of many": ("perpetrator", "dissident republicans of Derry", "republicans"),
}  # fmt: skip


@pytest.mark.parametrize(("field", "gold", "found"), SAME.values(), ids=SAME)
def test_a_value_says_what_gold_says(field: str, gold: Any, found: Any) -> None:
    assert same_value(field, gold, found)


@pytest.mark.parametrize(("field", "gold", "found"), DIFFERENT.values(), ids=DIFFERENT)
def test_a_value_does_not_say_what_gold_says(field: str, gold: Any, found: Any) -> None:
    assert not same_value(field, gold, found)


def test_a_place_may_be_completed_by_its_quote() -> None:
    assert same_value(
        "place", ["Saltivka", "Kharkiv"], {"parts": ["Kharkiv"]}, said="the Saltivka district of"
    )


def test_words_are_folded_and_lose_small_words_and_plurals() -> None:
    assert words("The U.S. Embassy’s Rockets in Jamundí") == {"us", "embassy", "rocket", "jamundi"}
