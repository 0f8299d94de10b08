"""Cards are what an incident's facts make of them, whatever became of the incident since."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.builders import NOW, make_count, make_fact, make_incident, make_place, make_when
from tests.contents import failures
from tests.ledgers import open_ledger
from tests.simple_stages import SimpleStages, inputs
from tests.store.crowd import invent
from tests.store.filling import keep
from twosource.model import Fact, Incident, Responsibility, Status
from twosource.pipeline import add, reread
from twosource.store import Card, Filter, Ledger, Toll
from twosource.store.cards import card_columns, from_micros, read_card, to_micros
from twosource.store.incidents import summarise
from twosource.values.party import Party
from twosource.values.place import Place

FRONT = Party(name="Lake Front", kind="armed group", as_said="the Lake Front")
DAY_END = timedelta(hours=23, minutes=59, seconds=59)


class Row:
    """A row of the table of incidents, as it would be read back."""

    def __init__(self, incident: Incident) -> None:
        columns = {**summarise(incident, NOW), **card_columns(incident), "id": incident.id}
        self.__dict__.update(columns, opened_at=NOW.isoformat(), changed=7, changed_at=to_micros(NOW))


def card(*facts: Fact, **changes: Any) -> Card:
    return read_card(Row(make_incident(*facts, **changes)))


def test_a_card_shows_what_the_facts_say() -> None:
    first = datetime(2024, 5, 1, tzinfo=UTC)
    found = card(
        make_fact("when", make_when(first, first + DAY_END, precision="day"), confirmed=True),
        make_fact("place", make_place()),
        make_fact("killed", make_count(4, 6), status=Status.CONTRADICTED),
        make_fact("killed", make_count(2), scope="children", status=Status.CONTRADICTED),
        make_fact("injured", make_count(12, said="twelve"), status=Status.UPDATED),
        make_fact("perpetrator", FRONT),
        make_fact("responsibility", Responsibility(stance="claimed", by=FRONT)),
        voices=3,
    )

    assert found == Card(
        id=found.id,
        kind="shooting",
        headline="Shooting near Kisumu",
        earliest=int(first.timestamp()),
        latest=int((first + DAY_END).timestamp()),
        sort_at=int(first.timestamp()),
        when="Wed 1 May 2024",
        day="2024-05-01",
        place="Kisumu, Kenya",
        country="KE",
        lat=-0.1,
        lon=34.75,
        radius_km=5.0,
        killed=Toll(low=4, high=6, words="4 to 6"),
        injured=Toll(low=12, high=12, words="12"),
        voices=3,
        newsrooms=1,
        outlets=1,
        reports=1,
        confirmed=1,
        statuses=(Status.UPDATED, Status.CONTRADICTED, Status.SINGLE_SOURCE),
        contradicted=("killed",),
        updated=("injured",),
        actors=("Lake Front",),
        opened_at=NOW,
        changed_at=NOW,
        changed=7,
    )
    assert not found.is_single_source


def test_what_nobody_says_stays_unknown() -> None:
    found = card(make_fact("killed", None, status=Status.UNKNOWN), make_fact("place", "a village"))

    assert (found.when, found.day, found.earliest, found.sort_at) == ("", "", None, int(NOW.timestamp()))
    assert (found.place, found.country, found.lat, found.radius_km) == ("a village", None, None, None)
    assert (found.killed, found.injured, found.actors, found.is_single_source) == (None, None, (), True)


@pytest.mark.parametrize(
    ("facts", "toll"),
    [
        pytest.param(
            [make_fact("killed", make_count(0))], Toll(low=0, high=0, words="none"), id="none is a number"
        ),
        pytest.param([make_fact("killed", "many")], Toll(low=None, high=None, words="many"), id="words"),
        pytest.param(
            [
                make_fact("killed", make_count(3), scope="children"),
                make_fact("killed", make_count(2), scope="staff"),
            ],
            Toll(low=3, high=None, words="3 children, 2 staff"),
            id="of some people alone",
        ),
    ],
)
def test_a_toll_is_told_in_words_and_bounds(facts: list[Fact], toll: Toll) -> None:
    assert card(*facts).killed == toll


@pytest.mark.parametrize(
    ("last", "day"),
    [
        (datetime(2024, 5, 1, 20, tzinfo=UTC), "2024-05-01"),
        (datetime(2024, 5, 4, tzinfo=UTC), "2024-05-01..04"),
        (datetime(2024, 7, 4, tzinfo=UTC), "2024-05..07"),
        (datetime(2025, 1, 4, tzinfo=UTC), "2024-05..2025-01"),
    ],
)
def test_days_are_told_shortly(last: datetime, day: str) -> None:
    assert card(make_fact("when", make_when(datetime(2024, 5, 1, 9, tzinfo=UTC), last))).day == day


def test_an_exact_time_is_told_before_a_day() -> None:
    found = card(
        make_fact("when", make_when(NOW - timedelta(days=1), precision="day")),
        make_fact("time", make_when(NOW, precision="minute")),
    )

    assert (found.when, found.earliest) == ("Thu 2 May 2024, 12:00 (UTC)", int(NOW.timestamp()))


def test_who_denies_is_no_actor() -> None:
    assert card(make_fact("responsibility", Responsibility(stance="denied", by=FRONT))).actors == ()


def test_instants_are_kept_to_the_microsecond() -> None:
    instant = NOW + timedelta(microseconds=123_457)

    assert from_micros(to_micros(instant)) == instant


# --- in a ledger ---------------------------------------------------------------------------------

TEXTS = {
    "courier/a": "Four people were shot dead in Kisumu on 2024-05-01, police said.",
    "herald/b": "Gunmen shot at people in Kisumu on 2024-05-01, killing some. Five died.",
    "post/c": "Two people were killed by a bomb in Mombasa on 2024-05-01.",
    "post/d": "Three houses were burnt in Garissa on 2024-04-11.",
}


def shown(ledger: Ledger) -> dict[str, Card]:
    """Return all cards by their headlines, without what only tells when they were written."""
    return {card.headline: card for card in ledger.cards(Filter()).cards}


def test_cards_agree_with_the_facts_of_incidents_that_the_pipe_made(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        list(add(ledger, SimpleStages(texts=TEXTS).pipe(), inputs(*TEXTS)))
        cards = ledger.cards(Filter()).cards
        incidents = list(ledger.incidents(Filter()))

        assert [card.id for card in cards] == [incident.id for incident in incidents]
        for kept, incident in zip(cards, incidents, strict=True):
            assert (kept.headline, kept.voices, kept.reports) == (
                incident.headline,
                incident.voices,
                len(incident.reports),
            )
            assert set(kept.statuses) == {fact.status for fact in incident.facts}
            assert kept.confirmed == sum(fact.confirmed for fact in incident.facts)
        assert failures(ledger.path) == []


def test_reading_again_shows_the_same(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        pipe = SimpleStages(texts=TEXTS).pipe()
        list(add(ledger, pipe, inputs(*TEXTS)))
        before = shown(ledger)
        list(reread(ledger, pipe))

        assert shown(ledger) == before


def test_a_place_without_a_point_is_shown_by_its_name(ledger: Ledger) -> None:
    nowhere = Place(name="Old Mill", country=None, lat=None, lon=None, radius_km=None, as_said="the old mill")
    kept = keep(ledger)
    with ledger.transaction():
        ledger.save_incident(make_incident(make_fact("place", nowhere), id=kept.id), NOW)

    (found,) = ledger.cards(Filter()).cards
    assert (found.place, found.lat) == ("Old Mill", None)


def test_a_merged_incident_has_no_card(ledger: Ledger) -> None:
    one, other = invent(1), invent(2)
    one.keep(ledger)
    other.keep(ledger)
    with ledger.transaction():
        ledger.close_incident(one.id, other.id, NOW)

    assert [card.id for card in ledger.cards(Filter()).cards] == [other.id]
    assert ledger.cards_by_id([one.id]) == ()
