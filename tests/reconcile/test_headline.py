from dataclasses import replace

import pytest

from tests.reconcile.samples import HOSPITAL, MINISTRY, article, claim, count, day, incident
from twosource.model import Certainty, Claim
from twosource.values.count import Count
from twosource.values.place import Place
from twosource.values.when import When

ALL = [article("Alpha"), article("Beta")]
NAHR = Place(
    name="Nahr",
    country="IQ",
    lat=36.0,
    lon=43.0,
    radius_km=5,
    as_said="Nahr",
    kind="city",
    within=("Nineveh", "Iraq"),
)
NONE = Count(low=0, high=0, as_said="no casualties")
FRIDAY = When(earliest=None, latest=None, precision="day", zone=None, as_said="on Friday", weekday=4)

OVERNIGHT = replace(FRIDAY, as_said="overnight", weekday=None)
NIGHT = replace(day(5), latest=day(6).latest)
MARCH = replace(day(1), latest=day(31).latest)


@pytest.mark.parametrize(
    ("claims", "headline"),
    [
        ([], "Bombing; 0 newsrooms, 0 voices"),
        (
            [claim("Alpha", "kind", "car bombing"), claim("Alpha", "target", "a bakery"), claim("Alpha", "place", NAHR),
             claim("Alpha", "when", day(5)), claim("Alpha", "killed", count(3))],
            "Car bombing of a bakery in Nahr, Nineveh, Iraq, on 5 Mar 2024: 3 killed; 1 newsroom, 1 voice",
        ),
        (
            [claim("Alpha", "target", "coalition troops"), claim("Alpha", "target", "the Old Mill"),
             claim("Alpha", "place", replace(NAHR, name="Old Mill", kind="site", within=("Nahr", "Iraq")))],
            "Bombing of the Old Mill in Nahr, Iraq; 1 newsroom, 1 voice",
        ),
        ([claim("Alpha", "when", FRIDAY)], "Bombing on a Friday (date unknown); 1 newsroom, 1 voice"),
        ([claim("Alpha", "when", OVERNIGHT)], "Bombing overnight (date unknown); 1 newsroom, 1 voice"),
        (
            [claim("Alpha", "target", "police van"), claim("Alpha", "when", FRIDAY),
             claim("Alpha", "place", replace(NAHR, name="bus stand", kind="site", within=("Nahr", "Iraq")))],
            "Bombing of a police van at a bus stand in Nahr, Iraq, on a Friday (date unknown); 1 newsroom, 1 voice",
        ),
        (
            [claim("Alpha", "place", replace(NAHR, name="northern Nineveh", kind="region"))],
            "Bombing in northern Nineveh, Iraq; 1 newsroom, 1 voice",
        ),
        (
            [claim("Alpha", "target", "houses"),
             claim("Alpha", "place", replace(NAHR, name="house", kind="site", within=("Nahr", "Iraq")))],
            "Bombing of houses in Nahr, Iraq; 1 newsroom, 1 voice",
        ),
        ([claim("Alpha", "when", NIGHT)], "Bombing on 5 or 6 Mar 2024; 1 newsroom, 1 voice"),
        ([claim("Alpha", "when", MARCH)], "Bombing in Mar 2024; 1 newsroom, 1 voice"),
        (
            [claim("Alpha", "casualties", NONE, MINISTRY, certainty=Certainty.REPORTED)],
            "Bombing: no casualties reported; 1 newsroom, 1 voice",
        ),
        ([claim("Alpha", "casualties", NONE, MINISTRY)], "Bombing: no casualties; 1 newsroom, 1 voice"),
        (
            [claim("Alpha", "killed", count(3), MINISTRY), claim("Beta", "killed", count(9), HOSPITAL)],
            "Bombing: 3 killed (disputed); 2 newsrooms, 2 voices",
        ),
        ([claim("Alpha", "killed", count(2), scope="children")], "Bombing; 1 newsroom, 1 voice"),
    ],
    ids=["nothing", "all", "the target that the place is named after", "a weekday", "a night", "a site without a name", "a part of a region", "a target and its site", "a night between two days", "a month", "none reported", "none", "disputed", "a part"],
)  # fmt: skip
def test_a_headline_says_what_is_known(claims: list[Claim], headline: str) -> None:
    assert incident(ALL, claims).headline == headline
