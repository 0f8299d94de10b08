"""What passes a filter, asked in memory and in SQL, against what passes it said plainly."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOW
from tests.ledgers import open_ledger
from tests.store.crowd import ACTORS, KINDS, STATUSES, WORDS, Invented, invent, newest_first, passes
from twosource.errors import InputError
from twosource.ids import IncidentId
from twosource.model import Status
from twosource.store import Box, Circle, Filter, Ledger, Order
from twosource.store.search import find_incidents

DAY = timedelta(days=1)
CROWD = [invent(number) for number in range(80)]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of the crowd, not to be written."""
    with open_ledger(tmp_path_factory.mktemp("crowded") / "ledger.db") as ledger:
        with ledger.transaction():
            for one in CROWD:
                one.keep(ledger)
        yield ledger


def some(*values: object) -> st.SearchStrategy[object]:
    return st.sampled_from((None, None, *values))


boxes = st.sampled_from(
    (
        Box(west=30, south=-5, east=40, north=0),
        Box(west=170, south=-20, east=-170, north=-10),
        Box(west=39.66, south=-4.05, east=39.66, north=-4.05),
        Box(west=-180, south=-90, east=180, north=90),
    )
)
circles = st.builds(
    Circle,
    lat=st.sampled_from((-0.1, -4.05, -17.7)),
    lon=st.sampled_from((34.75, 39.6, 178.8)),
    km=st.sampled_from((3.0, 9.0, 600.0)),
)
moments = st.integers(0, 900).map(lambda days: NOW - days * DAY)
filters = st.builds(
    Filter,
    since=st.none() | moments,
    until=st.none() | moments,
    place=some("kenya", "KISUMU", "a", "nowhere"),
    places=st.sampled_from(((), (), ("KE",), ("mombasa", "FJ"))),
    near=st.none() | circles,
    kinds=st.sampled_from(((), (), KINDS[:1], KINDS[1:])),
    words=some(*WORDS, "police market", "harbour bus ferry"),
    status=some(*STATUSES),
    box=st.none() | boxes,
    actor=some(*ACTORS, "front", "the"),
    statuses=st.sampled_from(((), (), STATUSES[:1], STATUSES[1:3], (Status.UNKNOWN,))),
    voices_at_least=some(1, 2, 5),
    single_source=st.booleans(),
    changed_since=st.none() | st.integers(0, 6).map(lambda days: NOW + days * DAY),
    with_place=st.sampled_from((None, None, None, True, False)),
)


def expected(wanted: Filter) -> list[Invented]:
    return [one for one in newest_first(CROWD) if passes(one, wanted)]


def names(found: list[Invented]) -> tuple[IncidentId, ...]:
    return tuple(one.id for one in found)


@settings(deadline=None, max_examples=150)
@given(filters)
def test_what_passes_a_filter_is_the_same_in_memory_and_in_sql(crowded: Ledger, wanted: Filter) -> None:
    found = names(expected(wanted))

    assert tuple(card.id for card in crowded.cards(wanted, limit=100).cards) == found
    assert find_incidents(crowded._database, wanted) == found
    assert crowded.incident_ids(replace(wanted, limit=3)) == found[:3]
    assert crowded.count(wanted) == len(found)


EACH = [
    Filter(),
    Filter(place="kenya"),
    Filter(place="a%e"),
    Filter(kinds=KINDS[:1]),
    Filter(box=Box(west=170, south=-20, east=-170, north=-10)),
    Filter(actor="LAKE"),
    Filter(statuses=(Status.CONTRADICTED, Status.UPDATED)),
    Filter(statuses=(Status.CONTRADICTED,), status=Status.UPDATED),
    Filter(voices_at_least=4),
    Filter(single_source=True),
    Filter(changed_since=NOW + 3 * DAY),
    Filter(with_place=True),
    Filter(with_place=False),
    Filter(words="ferry"),
    Filter(words="police market"),
    Filter(near=Circle(lat=-0.1, lon=34.8, km=4.0)),
]


@pytest.mark.parametrize("wanted", EACH, ids=str)
def test_each_part_of_a_filter_admits_some_and_not_others(crowded: Ledger, wanted: Filter) -> None:
    found = expected(wanted)

    assert crowded.count(wanted) == len(found)
    assert wanted == Filter() or 0 < len(found) < len(CROWD) or wanted.place == "a%e"


@pytest.mark.parametrize("words", ["...", "NOT ( * AND", "unheard"])
def test_words_that_say_nothing_find_nothing(crowded: Ledger, words: str) -> None:
    assert crowded.cards(Filter(words=words)).cards == ()


# --- pages ---------------------------------------------------------------------------------------


def turn(ledger: Ledger, wanted: Filter, limit: int, order: Order = Order.NEWEST) -> Iterator[IncidentId]:
    """Yield all pages' incidents."""
    after = None
    while True:
        page = ledger.cards(wanted, after=after, limit=limit, order=order)
        yield from (card.id for card in page.cards)
        after = page.after
        if after is None:
            return


@pytest.mark.parametrize("limit", [1, 7, 79, 80, 81])
@pytest.mark.parametrize("wanted", [Filter(), Filter(kinds=KINDS[:1]), Filter(words="police")], ids=str)
def test_pages_give_each_incident_once_and_in_order(crowded: Ledger, wanted: Filter, limit: int) -> None:
    assert tuple(turn(crowded, wanted, limit)) == names(expected(wanted))


@pytest.mark.parametrize("limit", [1, 7, 80])
def test_pages_by_change_begin_with_the_latest(crowded: Ledger, limit: int) -> None:
    found = tuple(turn(crowded, Filter(), limit, Order.CHANGED))

    assert found == tuple(reversed([change.incident for change in crowded.changes(limit=100).changes]))
    assert sorted(found) == sorted(names(CROWD))


@pytest.mark.parametrize("order", Order)
def test_what_comes_while_pages_are_turned_moves_none(tmp_path: Path, order: Order) -> None:
    first, later = CROWD[:40], CROWD[40:]
    with open_ledger(tmp_path / "ledger.db") as ledger:
        for one in first:
            one.keep(ledger)
        seen: list[IncidentId] = []
        for incident in turn(ledger, Filter(), 3, order):
            seen.append(incident)
            if later:
                later.pop().keep(ledger)

    assert [number for number in Counter(seen).values() if number > 1] == []
    assert {one.id for one in first} <= set(seen)


@pytest.mark.parametrize("cursor", ["", "x", "§", "bm90IGEgY3Vyc29y", "bmV3ZXN0IHggaV8w", "b3RoZXIgMSBpXzA"])
def test_what_is_no_cursor_is_told_in_one_line(crowded: Ledger, cursor: str) -> None:
    with pytest.raises(InputError, match="no place in the list"):
        crowded.cards(Filter(), after=cursor)


def test_a_cursor_of_another_order_is_none_of_this(crowded: Ledger) -> None:
    after = crowded.cards(Filter(), limit=3, order=Order.CHANGED).after

    with pytest.raises(InputError, match="no place in the list"):
        crowded.cards(Filter(), after=after)


def test_cards_come_in_the_order_asked_for(crowded: Ledger) -> None:
    asked = [CROWD[3].id, IncidentId("i_" + "f" * 10), CROWD[1].id]

    assert [card.id for card in crowded.cards_by_id(asked)] == [CROWD[3].id, CROWD[1].id]


# --- counts --------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=50)
@given(filters)
def test_facets_count_each_thing_as_if_nothing_was_asked_of_it(crowded: Ledger, wanted: Filter) -> None:
    facets = crowded.facets(wanted)
    whole = expected(wanted)

    assert facets.total == len(whole)
    assert facets.without_place == sum(one.place is None or one.place.lat is None for one in whole)
    free = expected(replace(wanted, kinds=()))
    assert dict(facets.kinds) == Counter(one.kind for one in free)
    free = expected(replace(wanted, place=None, places=()))
    assert dict(facets.countries) == Counter(
        one.place.country for one in free if one.place and one.place.country
    )
    free = expected(replace(wanted, statuses=(), status=None))
    assert dict(facets.statuses) == Counter(
        one for each in free for one in {fact.status for fact in each.facts}
    )
    free = expected(replace(wanted, voices_at_least=None))
    assert dict(facets.voices) == {
        least: sum(one.voices >= least for one in free) for least in (1, 2, 3, 5, 10)
    }
    free = expected(replace(wanted, single_source=False))
    assert facets.single_source == sum(not one.confirmed for one in free)


def test_facets_tell_most_first(crowded: Ledger) -> None:
    numbers = [number for _, number in crowded.facets(Filter()).kinds]

    assert numbers == sorted(numbers, reverse=True)


def test_an_empty_ledger_is_no_error(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert ledger.cards(Filter()).cards == ()
        assert ledger.cards(Filter(words="police"), order=Order.CHANGED).cards == ()
        assert (ledger.count(Filter()), ledger.facets(Filter()).kinds) == (0, ())
        assert (ledger.histogram(Filter()).bins, ledger.spots(Filter()).spots) == ((), ())
        assert (ledger.changes().changes, ledger.changes().after, ledger.last_change()) == ((), 0, 0)
        assert (ledger.head().incidents, ledger.head().outlets, ledger.head().newest_at) == (0, 0, None)
