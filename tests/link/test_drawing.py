from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from twosource.ids import ArticleId, ClaimId, ReportId
from twosource.link import outline
from twosource.link.drawing import find_days, shingles
from twosource.link.shape import Clock, Days, Outline, Range, Spot
from twosource.model import Article, Certainty, Claim, Evidence, PressTally, Report, Voice
from twosource.text import Span
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When

AT = datetime(2024, 3, 6, 12, tzinfo=UTC)
TEXT = "A bomb went off at the market in Mosul on Tuesday, and seven people were killed, a doctor said."

ARTICLE = Article(
    id=ArticleId("a_1"), address="", url=None, outlet="The Plain", newsroom="Qarat Press", title="", published=AT,
    updated=None, fetched_at=AT, language="en", text=TEXT, digest="", cleaner="",
)  # fmt: skip


def claim(field: Any, value: Any, scope: str = "") -> Claim:
    return Claim(
        id=ClaimId(f"c_{field}_{scope}"), report=ReportId("r_1"), field=field, value=value, as_said="",
        evidence=Evidence(article=ArticleId("a_1"), span=Span(0, 6), quote="A bomb"),
        voice=Voice(name=None, kind="newsroom"), certainty=Certainty.ASSERTED, origin="test", made_at=AT, scope=scope,
    )  # fmt: skip


def report(*claims: Claim) -> Report:
    return Report(
        id=ReportId("r_1"), article=ArticleId("a_1"), kind="bombing", main=True,
        spans=(Span(0, len(TEXT)),), claims=claims,
    )  # fmt: skip


def on(first: datetime, last: datetime, said: str) -> When:
    return When(earliest=first, latest=last, precision="day", zone=None, as_said=said)


TUESDAY = on(datetime(2024, 3, 5, tzinfo=UTC), datetime(2024, 3, 5, 23, 59, 59, tzinfo=UTC), "on Tuesday")
MARCH = on(datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 3, 31, 23, 59, 59, tzinfo=UTC), "this month")
AT_NINE = When(
    earliest=None,
    latest=None,
    precision="minute",
    zone="+03:00",
    as_said="at 9 a.m.",
    clock=(time(9), time(9)),
)


def count(number: int) -> Count:
    return Count(low=number, high=number, as_said=str(number), number=number)


def test_an_outline_holds_what_linking_needs() -> None:
    place = Place(
        name="Makhmour", country="IQ", lat=35.77, lon=43.58, radius_km=4, as_said="Makhmour", kind="city",
        within=("Erbil", "Iraq"),
    )  # fmt: skip
    drawn = outline(
        report(
            claim("when", TUESDAY), claim("time", AT_NINE), claim("place", place), claim("killed", count(7)),
            claim("killed", count(2), scope="children"), claim("casualties", count(9)), claim("weapon", "car bomb"),
            claim("target", "The Old Market"),
            claim("perpetrator", Party(name="Dawud Karim", kind="person", as_said="Karim")),
            claim("tally", PressTally(count=count(12), what="Bombings")),
        ),
        ARTICLE,
    )  # fmt: skip
    assert drawn == Outline(
        report=ReportId("r_1"), article=ArticleId("a_1"), kind="bombing", published=AT, newsroom="qarat press",
        days=Days(first=date(2024, 3, 5), last=date(2024, 3, 5), said="on Tuesday"),
        clock=Clock(earliest=time(9), latest=time(9), zone="+03:00", said="at 9 a.m."),
        spots=(
            Spot(
                name="Makhmour", key=drawn.spots[0].key, country="IQ", lat=35.77, lon=43.58, radius_km=4, kind="city",
                within=drawn.spots[0].within,
            ),
        ),
        killed=Range(low=7, high=7, said="7"), weapons=("car bomb",), targets=("the old market",),
        perpetrators=("dawud karim",), persons=("dawud karim",), tallies=("12-12 bombings",), sketch=drawn.sketch,
        words=drawn.words,
    )  # fmt: skip
    assert drawn.sketch == tuple(sorted(set(shingles(TEXT))))


def test_a_figure_is_what_all_counts_allow_or_else_all_that_any_allows() -> None:
    at_least = Count(low=6, high=None, as_said="at least six", number=6)
    assert outline(report(claim("killed", at_least), claim("killed", count(6))), ARTICLE).killed == Range(
        low=6, high=6, said="at least six"
    )
    assert outline(report(claim("killed", count(7)), claim("killed", count(23))), ARTICLE).killed == Range(
        low=7, high=23, said="7"
    )


def test_no_casualties_is_none_killed_and_none_injured() -> None:
    drawn = outline(report(claim("casualties", count(0))), ARTICLE)
    assert drawn.killed == drawn.injured == Range(low=0, high=0, said="0")


def test_some_casualties_say_nothing_of_the_dead() -> None:
    assert outline(report(claim("casualties", count(4))), ARTICLE).killed is None


def test_days_are_those_all_words_allow() -> None:
    assert find_days([MARCH, TUESDAY]) == Days(
        first=date(2024, 3, 5), last=date(2024, 3, 5), said="on Tuesday"
    )


def test_a_day_is_not_widened_by_words_that_do_not_fit() -> None:
    april = on(datetime(2024, 4, 1, tzinfo=UTC), datetime(2024, 4, 30, tzinfo=UTC), "in April")
    assert find_days([april, TUESDAY]) == Days(
        first=date(2024, 3, 5), last=date(2024, 3, 5), said="on Tuesday"
    )


def test_a_bare_weekday_is_no_day_but_is_kept() -> None:
    friday = When(earliest=None, latest=None, precision="day", zone=None, as_said="Friday", weekday=4)
    drawn = outline(report(claim("when", friday)), ARTICLE)
    assert (drawn.days, drawn.weekday) == (None, 4)


def test_a_shortened_quotation_shares_its_words_with_the_full_one() -> None:
    full = "we will rebuild the market and we will not leave this city, whatever they do to us"
    cut = "We will rebuild the market… and we will not leave this city"
    assert len(set(shingles(full)) & set(shingles(cut))) >= 4


def test_the_name_of_a_town_it_is_set_in_is_nobodys_name() -> None:
    text = "Gunmen killed San Marelo, 31, and Ada Lind, 40, in San Marelo."
    place = Place(
        name="San Marelo", country=None, lat=None, lon=None, radius_km=None, gazetteer_id=None, as_said=""
    )
    told = replace(report(claim("place", place)), spans=(Span(0, len(text)),))
    assert outline(told, replace(ARTICLE, text=text)).persons == ("ada lind",)
