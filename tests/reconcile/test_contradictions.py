"""Pairs of tellings: those that can't both be true must contradict, all others must not.

Each pair is told by two newsrooms, an hour apart and each by a voice of its own, as the first words of their
articles.
"""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from tests.reconcile.samples import HOSPITAL, MINISTRY, NEWSROOM, START, article, claim, count, day, incident
from twosource.ids import ArticleId
from twosource.model import Certainty, Claim, Evidence, Fact, Responsibility, Status, Voice
from twosource.text import Span
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When

TWO = [article("Alpha"), article("Beta", hours=1)]
NEXT_DAY = [article("Alpha"), article("Beta", hours=30)]
MAYOR = Voice(name="the mayor", kind="official", body="mayor of Nahr")


def pair(field: str, left: Any, right: Any, **changes: Any) -> list[Claim]:
    return [claim("Alpha", field, left, MINISTRY), claim("Beta", field, right, HOSPITAL, **changes)]


def is_contradicted(claims: list[Claim], articles: Any = TWO) -> bool:
    return any(fact.status is Status.CONTRADICTED for fact in incident(articles, claims).facts)


def about(number: int, off: int) -> Count:
    return count(number - off, number + off, f"about {number}", number=number, about=True)


def none(said: str) -> Count:
    return Count(low=0, high=0, as_said=said)


def some(said: str, number: int) -> Count:
    return Count(low=number, high=number, as_said=said)


def when(first: datetime, hours: float, said: str, **changes: Any) -> When:
    fields: dict[str, Any] = {"precision": "part", "zone": None}
    return When(earliest=first, latest=first + timedelta(hours=hours), as_said=said, **{**fields, **changes})


def hour(low: time, high: time, said: str, **changes: Any) -> When:
    first = datetime.combine(START.date(), low, UTC)
    last = datetime.combine(START.date(), high, UTC)
    fields: dict[str, Any] = {"precision": "minute", "zone": None, "clock": (low, high)}
    return When(earliest=first, latest=last, as_said=said, **{**fields, **changes})


NAHR = Place(
    name="Nahr", country="IQ", lat=36.0, lon=43.0, radius_km=5, as_said="Nahr", kind="city", within=("Iraq",)
)
DAIR = replace(NAHR, name="Dair", as_said="Dair", lat=37.5)
PROVINCE = replace(DAIR, name="Dair province", as_said="Dair province", radius_km=120, kind="region")
FAR = replace(NAHR, name="Lakeland", as_said="Lakeland", country="KE", lat=0.0, lon=37.0, within=("Kenya",))
HOTEL = replace(NAHR, name="hotel", as_said="a hotel", kind="site", radius_km=0.5, within=("Nahr", "Iraq"))
GRAND = replace(HOTEL, name="Grand Hotel", as_said="the Grand Hotel")
STREET = replace(HOTEL, name="Mill", as_said="the 400 block of Mill", lat=37.5, kind="site")
AVENUE = replace(HOTEL, name="Mill Avenue", as_said="Mill Avenue")
HOME = replace(HOTEL, name="home", as_said="their home in Dair", lat=37.5, within=("Dair", "Iraq"))
RIVER = Party(name="River Front", kind="armed group", as_said="the River Front", id="river-front")
WING = Party(name="River Front Youth", kind="armed group", as_said="its youth wing", id="river-front/youth")
HILL = Party(name="Hill Army", kind="armed group", as_said="the Hill Army", id="hill-army")
GUNMEN = Party(name="gunmen", kind="armed group", as_said="gunmen")
MASKED = Party(name="unidentified men", kind="unidentified", as_said="unidentified men")
TUESDAY_NIGHT = when(START.replace(hour=18), 12, "Tuesday night", weekday=1)
SMALL_HOURS = when(START.replace(day=6, hour=0), 5, "early Wednesday", weekday=2)
FIVE_TO_TWO = hour(time(1, 50), time(1, 50), "1.50 a.m.")
TWO_O_CLOCK = hour(time(2, 0), time(2, 0), "2 a.m.")
LAST_WEEK = replace(day(12, "on Tuesday"), weekday=1)

#: Named by what explains the difference.
COMPATIBLE: dict[str, list[Claim]] = {
    "the same figure": pair("killed", count(3), count(3, said="three")),
    "a bound below": pair("killed", count(6), count(2, None, "at least two")),
    "more than": pair("killed", count(101, None, "more than 100", number=100), count(120)),
    "a bound above": pair("killed", count(6), count(0, 9, "fewer than ten", number=10)),
    "dozens": pair("killed", count(70), Count(low=24, high=None, as_said="dozens")),
    "rounding": pair("killed", about(70, 5), count(68)),
    "two roundings": pair("injured", about(70, 5), about(75, 5)),
    "a range": pair("killed", count(4, 6, "four to six", number=None), count(5)),
    "feared": pair("killed", count(4), count(9), certainty=Certainty.POSSIBLE),
    "suspected": pair("killed", count(4), count(9), certainty=Certainty.SUSPECTED),
    "more dead": pair("killed", count(4), count(2, said="two more", more=True)),
    "a man": pair("killed", count(4), some("a man", 1)),
    "two told of one by one": pair("killed", count(4), some("his wife and their son", 2)),
    "also": pair("injured", count(6), count(2, said="two women were also hit")),
    "her two sons": pair("killed", count(3), count(2, said="her two sons")),
    "taken to one hospital": pair("injured", count(9), count(4, said="four were taken to St Ann's")),
    "hospitalised": pair("injured", count(9), count(5, said="five others were hospitalised")),
    "unharmed children": pair("injured", count(3), none("were unharmed")),
    "no one else": pair("injured", count(3), none("no one else was hurt")),
    "a war's dead": pair("killed", count(12), count(4000)),
    "a year's wounded": pair("injured", count(11, None, "at least 11"), count(300)),
    "a part of its own scope": [
        claim("Alpha", "killed", count(9), MINISTRY),
        claim("Beta", "killed", count(4), HOSPITAL, scope="soldiers"),
    ],
    "attackers": [
        claim("Alpha", "killed", count(3), MINISTRY),
        claim("Beta", "killed", count(5), HOSPITAL, scope="attackers"),
    ],
    "the dead among the hurt": [
        *pair("injured", count(3), count(4)),
        claim("Alpha", "killed", count(1), MINISTRY),
    ],
    "parts that add up": [
        claim("Alpha", "injured", count(5), MINISTRY),
        claim("Beta", "injured", count(3), HOSPITAL),
        claim("Beta", "injured", count(2), HOSPITAL, said="two in private cars"),
    ],
    "whole and part in one article": [
        claim("Alpha", "killed", count(5), MINISTRY),
        claim("Alpha", "killed", count(2), NEWSROOM),
    ],
    "one voice, less sure": [
        claim("Alpha", "killed", count(5), MINISTRY),
        claim("Alpha", "killed", count(2), MINISTRY, certainty=Certainty.REPORTED),
    ],
    "one voice, later": [
        claim("Alpha", "killed", count(3), MINISTRY),
        claim("Beta", "killed", count(8), MINISTRY),
    ],
    "a town and a hotel in it": pair("place", NAHR, GRAND),
    "a hotel and the Grand Hotel": pair("place", HOTEL, GRAND),
    "a country": pair("place", NAHR, replace(FAR, name="Kenya", as_said="Kenya", radius_km=500, kind="country", within=())),
    "a province": pair("place", NAHR, PROVINCE),
    "a street under a shorter name": pair("place", AVENUE, STREET),
    "a house put where its people live": pair("place", GRAND, HOME),
    "near": pair("place", NAHR, replace(NAHR, name="Weir", as_said="Weir", lat=36.08)),
    "a dateline": pair("place", NAHR, replace(DAIR, as_said="DAIR")),
    "a day and its morning": pair("when", day(5), when(START.replace(hour=6), 5, "Tuesday morning")),
    "evening and night": pair("when", when(START.replace(hour=16), 3, "Tuesday evening"), TUESDAY_NIGHT),
    "a night and its small hours": pair("when", TUESDAY_NIGHT, SMALL_HOURS),
    "a day and the small hours after it": pair("when", day(5, "on Tuesday"), SMALL_HOURS),
    "a bare weekday": pair("when", day(5, "on Tuesday"), day(5, "Tuesday", earliest=None, latest=None, weekday=1)),
    "one weekday, of pages dated a week apart": pair("when", replace(day(5, "on Tuesday"), weekday=1), LAST_WEEK),
    "a month": pair("when", day(5), when(START.replace(day=1, hour=0), 700, "in March", precision="month")),
    "a day still to come": pair("when", day(5), day(29, "29 March")),
    "rounded hours": pair("time", FIVE_TO_TWO, TWO_O_CLOCK),
    "an hour and the part of the day": pair(
        "time", hour(time(21), time(21), "9 p.m."), hour(time(16), time(20, 30), "early evening", precision="part")
    ),
    "one wall clock in two guessed zones": pair(
        "time", replace(FIVE_TO_TWO, zone="-05:00"), replace(FIVE_TO_TWO, zone="-04:00")
    ),
    "one text against an hour": pair("time", TWO_O_CLOCK, hour(time(8), time(8), "8 a.m.")),
    "a wing of the group": pair("perpetrator", RIVER, WING),
    "gunmen": pair("perpetrator", RIVER, GUNMEN),
    "men nobody knows": pair("perpetrator", RIVER, MASKED),
    "a wider kind": pair("kind", "car bombing", "explosion"),
    "another sort of kind": pair("kind", "shooting", "bombing"),
    "nobody had claimed it yet": pair(
        "responsibility", Responsibility(stance="none claimed"), Responsibility(stance="claimed", by=RIVER)
    ),
    "two targets": pair("target", "mosque", "police station"),
    "a weapon and its sort": pair("weapon", "rocket", "Katyusha rocket"),
}  # fmt: skip

#: True contradictions, which must stay.
CONTRADICTED: dict[str, list[Claim]] = {
    "two tolls": pair("killed", count(3), count(12)),
    "two tolls near each other": pair("killed", count(7), count(8)),
    "two numbers of injured": pair("injured", count(7), count(10)),
    "a toll below a bound": pair("killed", count(3), count(5, None, "at least five")),
    "a toll above a bound": pair("killed", count(30), count(0, 9, "fewer than ten", number=10)),
    "roundings too far apart": pair("killed", about(70, 5), about(90, 5)),
    "none and some": pair("killed", none("no deaths"), count(4)),
    "nobody hurt and some dead": [
        claim("Alpha", "casualties", none("no casualties"), MINISTRY),
        claim("Beta", "killed", count(4), HOSPITAL),
    ],
    "a figure and its denial": pair("killed", count(5), count(5), certainty=Certainty.DENIED),
    "two voices in one article": [
        claim("Alpha", "killed", count(7), MAYOR),
        claim("Alpha", "killed", count(12), HOSPITAL),
    ],
    "two tolls of one scope": [
        claim("Alpha", "killed", count(7), MAYOR, scope="children"),
        claim("Beta", "killed", count(12), HOSPITAL, scope="children"),
    ],
    "a part greater than the whole": [
        claim("Alpha", "killed", count(3), MINISTRY),
        claim("Beta", "killed", count(6), HOSPITAL, scope="officials"),
    ],
    "another town": pair("place", NAHR, DAIR),
    "another country's town": pair("place", NAHR, FAR),
    "another day": pair("when", day(4), day(3)),
    "another weekday": pair("when", day(5, "on Tuesday"), day(5, "Friday", earliest=None, latest=None, weekday=4)),
    "a morning and the small hours of the next day": pair(
        "when", when(START.replace(hour=6), 5, "Tuesday morning"), SMALL_HOURS
    ),
    "another hour in two texts": [
        *pair("time", TWO_O_CLOCK, hour(time(8), time(8), "8 a.m.")),
        claim("Gamma", "time", hour(time(8), time(8), "8 a.m."), MAYOR),
        claim("Delta", "time", TWO_O_CLOCK, Voice(name="a guard", kind="witness", body="the guard")),
    ],
    "another group": pair("perpetrator", RIVER, HILL),
    "two claimants": pair(
        "responsibility", Responsibility(stance="claimed", by=RIVER), Responsibility(stance="claimed", by=HILL)
    ),
    "a claim and its denial": pair(
        "responsibility", Responsibility(stance="claimed", by=RIVER), Responsibility(stance="denied", by=RIVER)
    ),
    "damage and none": pair("damage", "a wall collapsed", "no damage"),
}  # fmt: skip

FOUR = [*TWO, article("Gamma", hours=2), article("Delta", hours=3)]


@pytest.mark.parametrize("claims", COMPATIBLE.values(), ids=COMPATIBLE.keys())
def test_no_contradiction(claims: list[Claim]) -> None:
    assert not is_contradicted(claims)


@pytest.mark.parametrize("claims", CONTRADICTED.values(), ids=CONTRADICTED.keys())
def test_a_contradiction(claims: list[Claim]) -> None:
    assert is_contradicted(claims, FOUR)


def test_the_table_has_pairs_of_both_ways() -> None:
    assert len(COMPATIBLE) + len(CONTRADICTED) >= 75


def test_a_toll_that_is_higher_a_day_later_has_risen_and_one_that_is_lower_contradicts() -> None:
    rising, falling = pair("killed", count(3), count(8)), pair("killed", count(8), count(3))
    assert not is_contradicted(rising, NEXT_DAY)
    assert is_contradicted(falling, NEXT_DAY)


def deep(told: Claim) -> Claim:
    span = Span(4000, 4004)
    return replace(told, evidence=Evidence(article=ArticleId(told.evidence.article), span=span, quote="text"))


def test_what_a_newsroom_says_far_into_an_article_contradicts_nobody() -> None:
    first = claim("Alpha", "killed", count(9), MINISTRY)
    aside = claim("Beta", "killed", count(4), NEWSROOM)
    assert is_contradicted([first, aside])
    assert not is_contradicted([first, deep(aside)])
    assert is_contradicted([first, deep(claim("Beta", "killed", count(4), HOSPITAL))])


def test_an_article_that_differs_on_two_of_day_place_and_toll_may_tell_of_another_incident() -> None:
    told = [*pair("killed", count(9), count(4)), *pair("place", NAHR, DAIR)]
    facts: dict[str, Fact] = {fact.field: fact for fact in incident(TWO, told).facts}
    assert {facts["killed"].status, facts["place"].status} == {Status.SINGLE_SOURCE}
    assert is_contradicted(told[:2])
    assert is_contradicted(told[2:])
