"""What of an incident a watch asks and an alert tells, from facts, claims and articles."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import (
    NOW,
    make_article,
    make_claim,
    make_count,
    make_fact,
    make_incident,
    make_place,
    make_report,
)
from tests.ledgers import open_ledger
from twosource.alerting.gathering import Wanted, gather
from twosource.alerting.standing import Least, Standing
from twosource.lens import Seen
from twosource.model import Article, Certainty, Claim, Fact, Report, Responsibility, Status, Voice
from twosource.values.count import Count
from twosource.values.party import Party

TEXT = "Gunmen killed four people near Kisumu.\nThe hospital counted seven. Dozens were hurt. The Lake Front did it."
ARTICLE = make_article(TEXT, url="https://lakeside.example/a")
HOSPITAL = Voice(name="Kisumu hospital", kind="medical", body="Kisumu hospital")
FOUR = make_claim(ARTICLE, "killed", make_count(4), "four people")
SEVEN = make_claim(ARTICLE, "killed", make_count(7), "seven", voice=HOSPITAL)
DOZENS = make_claim(ARTICLE, "injured", Count(low=24, high=None, as_said="Dozens"), "Dozens")
FRONT = Party(name="The Lake Front", kind="armed group", as_said="The Lake Front")
CLAIMED = make_claim(ARTICLE, "responsibility", Responsibility(stance="claimed", by=FRONT), "The Lake Front")
DENIED = Responsibility(stance="denied", by=FRONT)


def stand(
    *facts: Fact,
    claims: Sequence[Claim] = (FOUR, SEVEN, DOZENS, CLAIMED),
    article: Article = ARTICLE,
    **report: Any,
) -> Standing:
    """Gather an incident of one article; nothing is asked of the ledger, which is empty."""
    told: Report = make_report(article, *claims, **report)
    incident = make_incident(*facts, reports=(told.id,), articles=(article.id,), voices=2)
    seen = Seen(incident=incident, reports=(told,), articles={article.id: article}, copies={})
    with open_ledger(":memory:") as ledger:
        return gather(ledger, seen, NOW, Wanted())


@pytest.mark.parametrize(
    ("facts", "least"),
    [
        pytest.param([make_fact("killed", make_count(4), [FOUR])], Least(low=4), id="one figure"),
        pytest.param([make_fact("killed", Count(low=24, high=None, as_said="dozens"))], Least(low=24), id="dozens"),
        pytest.param([make_fact("killed", Count(low=None, high=5, as_said="up to five"))], Least(low=0), id="up to"),
        pytest.param([make_fact("killed", make_count(0))], Least(low=0), id="nobody"),
        pytest.param([make_fact("killed", None, status=Status.UNKNOWN)], Least(), id="unknown is not nought"),
        pytest.param([], Least(), id="nothing told"),
        pytest.param(
            [make_fact("killed", make_count(7), [SEVEN], status=Status.CONTRADICTED, against=(FOUR.id,))],
            Least(low=4), id="the lowest side of a contradiction",
        ),
        pytest.param(
            [make_fact("killed", make_count(7), status=Status.UPDATED, history=((NOW, make_count(4)),))],
            Least(low=7, before=4), id="a toll that rose",
        ),
        pytest.param([make_fact("killed", make_count(3), scope="children")], Least(low=3), id="some of them"),
        pytest.param(
            [make_fact("killed", make_count(9), certainty=Certainty.POSSIBLE)], Least(), id="only possible"
        ),
    ],
)  # fmt: skip
def test_the_least_of_a_toll(facts: list[Fact], least: Least) -> None:
    assert stand(*facts).killed == least


def test_a_contradiction_is_told_with_the_words_of_both_sides() -> None:
    fact = make_fact("killed", make_count(7), [SEVEN], status=Status.CONTRADICTED, against=(FOUR.id,))

    (known,) = stand(fact).known

    assert (known.value, known.status) == ("7 or 4", Status.CONTRADICTED)
    assert [(quote.words, quote.voice) for quote in known.quotes] == [
        ("seven", "Kisumu hospital (medical)"),
        ("four people", "Kisumu police (official)"),
    ]
    assert all(TEXT[quote.start : quote.end] == quote.words for quote in known.quotes)


def test_who_claims_it_is_told_also_where_somebody_denies_it() -> None:
    fact = make_fact("responsibility", DENIED, status=Status.CONTRADICTED, against=(CLAIMED.id,))

    assert stand(fact).owners == ("The Lake Front",)


def test_who_is_only_blamed_does_not_own_up() -> None:
    standing = stand(make_fact("perpetrator", FRONT))

    assert (standing.owners, standing.actors) == ((), ("the lake front",))


def test_contradictions_stand_first_then_the_gravest() -> None:
    facts = (
        make_fact("weapon", "rifles", status=Status.CONTRADICTED),
        make_fact("kind", "shooting"),
        make_fact("place", make_place()),
        make_fact("killed", make_count(4), [FOUR]),
        make_fact("quote", "words"),
    )

    assert [known.field for known in stand(*facts).known] == ["weapon", "killed", "place", "kind"]


def test_place_and_point_are_those_of_the_fact() -> None:
    standing = stand(make_fact("place", make_place()))

    assert (standing.place, standing.place_names, standing.country) == (
        "Kisumu, Kenya",
        "kisumu, kenya",
        "KE",
    )
    assert (standing.lat, standing.lon, standing.radius_km) == (-0.1, 34.75, 5.0)


@pytest.mark.parametrize(
    ("printed", "fetched", "newest"),
    [
        pytest.param(NOW, NOW, NOW, id="printed"),
        pytest.param(NOW - timedelta(days=9), NOW, NOW - timedelta(days=9), id="an archive"),
        pytest.param(None, NOW, NOW, id="no date"),
        pytest.param(NOW + timedelta(days=9), NOW, NOW, id="a date to come counts as now"),
    ],
)
def test_news_is_as_old_as_its_printing(printed: Any, fetched: Any, newest: Any) -> None:
    article = make_article(TEXT, published=printed, fetched_at=fetched)

    assert stand(claims=(), article=article).newest_at == newest


def test_addresses_to_read_on_are_told() -> None:
    assert stand().links == ("https://lakeside.example/a",)
