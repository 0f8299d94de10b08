from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    NOW,
    make_article,
    make_claim,
    make_fact,
    make_incident,
    make_place,
    make_reading,
    make_report,
    make_when,
)
from twosource.ids import IncidentId, incident_id
from twosource.model import Status
from twosource.store import Circle, Filter, Ledger, search
from twosource.store.search import distance_km, find_incidents, match_terms, search_articles

DAY = timedelta(days=1)
EXPLOSION = "A blast hit the harbour of Mombasa, residents said."


def keep(ledger: Ledger, text: str, *facts: Any, kind: str = "shooting") -> IncidentId:
    article = make_article(text)
    report = make_report(article, make_claim(article, "quote", "words", text[:10]), kind=kind)
    name = incident_id(report.id)
    with ledger.transaction():
        ledger.save_article(article)
        ledger.save_reading(make_reading(article, report), NOW)
        ledger.file_report(report, outline="{}", keys=[])
        ledger.open_incident(name, NOW)
        ledger.move_reports([report.id], name)
        ledger.save_incident(make_incident(*facts, id=name, kind=kind, reports=(report.id,)), NOW)
    return name


@pytest.fixture
def names(ledger: Ledger) -> dict[str, IncidentId]:
    return {
        "bus": keep(
            ledger,
            "Gunmen opened fire on a bus near Kisumu.",
            make_fact("when", make_when(NOW - 10 * DAY, NOW - 9 * DAY)),
            make_fact("place", make_place()),
            make_fact("killed", None, status=Status.UNKNOWN),
        ),
        "harbour": keep(
            ledger,
            EXPLOSION,
            make_fact("when", make_when(NOW - 2 * DAY)),
            make_fact("place", make_place("Mombasa", lat=-4.05, lon=39.66, radius_km=8.0)),
            make_fact("killed", "two", status=Status.CONTRADICTED),
            kind="car bombing",
        ),
        "undated": keep(ledger, "A village was shot at.", make_fact("place", "a village")),
    }


FILTERS = pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param(Filter(), ["undated", "harbour", "bus"], id="all, newest first"),
        pytest.param(Filter(limit=1), ["undated"], id="limit"),
        pytest.param(Filter(since=NOW - 3 * DAY), ["undated", "harbour"], id="since"),
        pytest.param(Filter(since=NOW - 9.5 * DAY, until=NOW - 5 * DAY), ["bus"], id="inside its bounds"),
        pytest.param(Filter(until=NOW - 3 * DAY), ["bus"], id="until"),
        pytest.param(Filter(place="mombasa"), ["harbour"], id="place"),
        pytest.param(Filter(place="KENYA"), ["harbour", "bus"], id="what a place is within"),
        pytest.param(Filter(place="a%e"), [], id="a sign of patterns is a letter"),
        pytest.param(Filter(places=("mombasa", "UG")), ["harbour"], id="any of some places"),
        pytest.param(Filter(places=("KE",)), ["harbour", "bus"], id="a country's code"),
        pytest.param(Filter(near=Circle(lat=-0.1, lon=34.8, km=10)), ["bus"], id="near"),
        pytest.param(Filter(near=Circle(lat=-4.05, lon=39.57, km=6)), ["harbour"], id="its size reaches in"),
        pytest.param(Filter(near=Circle(lat=-4.05, lon=39.0, km=6)), [], id="too far"),
        pytest.param(Filter(kinds=("car bombing", "bombing")), ["harbour"], id="kinds"),
        pytest.param(Filter(words="blast residents"), ["harbour"], id="words"),
        pytest.param(Filter(words='"harbour of mombasa"'), ["harbour"], id="a phrase"),
        pytest.param(Filter(words='"mombasa harbour"'), [], id="a phrase in another order"),
        pytest.param(Filter(words="shots"), ["undated"], id="word stems"),
        pytest.param(Filter(words="NOT ( * AND"), [], id="signs are no operators"),
        pytest.param(Filter(words="..."), [], id="no words"),
        pytest.param(Filter(status=Status.CONTRADICTED), ["harbour"], id="status"),
    ],
)


@FILTERS
def test_incidents_are_found(
    ledger: Ledger, names: dict[str, IncidentId], wanted: Filter, found: list[str]
) -> None:
    assert find_incidents(ledger._database, wanted) == tuple(names[name] for name in found)


@FILTERS
def test_the_same_are_found_where_no_part_of_a_filter_leaves_few(
    ledger: Ledger,
    names: dict[str, IncidentId],
    wanted: Filter,
    found: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "find_few", lambda *_: None)
    monkeypatch.setattr(search, "_STEP", 1)

    assert find_incidents(ledger._database, wanted) == tuple(names[name] for name in found)


def test_articles_are_found_by_their_words(ledger: Ledger, names: dict[str, IncidentId]) -> None:
    assert search_articles(ledger._database, "Mombasa") == (make_article(EXPLOSION).id,)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=30))
def test_no_text_breaks_out_of_its_quotes(words: str) -> None:
    assert match_terms(words).count('"') % 2 == 0


def test_distance_follows_the_great_circle() -> None:
    assert distance_km(51.5, 0.0, 51.5, 0.0) == 0.0
    assert distance_km(0.0, 179.5, 0.0, -179.5) == pytest.approx(111.2, abs=0.1)


def test_times_before_the_epoch_sort_too(ledger: Ledger) -> None:
    old = keep(ledger, "In 1915 a ship sank.", make_fact("when", make_when(datetime(1915, 5, 7, tzinfo=UTC))))

    assert find_incidents(ledger._database, Filter(until=datetime(1920, 1, 1, tzinfo=UTC))) == (old,)
