"""The log of changes: what a mirror needs to hold what the ledger holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOW, make_judgement
from tests.deciding import decide
from tests.ledgers import open_ledger
from tests.simple_stages import SimpleStages, inputs
from tests.store.crowd import invent
from twosource.ids import IncidentId
from twosource.model import Verdict
from twosource.pipeline import add, reread
from twosource.store import Change, Filter, Ledger

DAY = timedelta(days=1)
KISUMU = "Four people were shot dead in Kisumu on 2024-05-01, police said."
TEXTS = {
    "courier/a": KISUMU,
    "herald/b": "Gunmen shot at people in Kisumu on 2024-05-01, killing some. Four died.",
    "post/copy": KISUMU,
    "post/c": "Two people were killed by a bomb in Mombasa on 2024-05-01.",
    "post/d": "Three houses were burnt in Garissa on 2024-04-11.",
}


def follow(ledger: Ledger, limit: int = 2, after: int = 0) -> tuple[dict[IncidentId, Change], int]:
    """Follow the log as a mirror does; returns what it holds in the end, and where it stands."""
    held: dict[IncidentId, Change] = {}
    while True:
        page = ledger.changes(after=after, limit=limit)
        for change in page.changes:
            held.pop(change.incident, None)
            if change.what == "changed":
                held[change.incident] = change
        after = page.after
        if page.is_last:
            return held, after


def standing(ledger: Ledger) -> set[IncidentId]:
    return set(ledger.incident_ids(Filter()))


def test_a_mirror_of_the_log_holds_what_stands(ledger: Ledger) -> None:
    pipe = SimpleStages(texts=TEXTS).pipe()
    for address in TEXTS:
        list(add(ledger, pipe, inputs(address)))
        assert set(follow(ledger)[0]) == standing(ledger)
    one, other = (incident.reports[0] for incident in ledger.incidents(Filter(limit=2)))
    decide(ledger, make_judgement(one, other, Verdict.SAME, decided_by="Amina"))

    assert set(follow(ledger)[0]) == standing(ledger)


def test_who_followed_before_is_told_of_what_came_since_alone(ledger: Ledger) -> None:
    invent(1).keep(ledger)
    _, after = follow(ledger)
    assert ledger.changes(after=after).changes == ()
    invent(2).keep(ledger)

    page = ledger.changes(after=after)
    assert [change.incident for change in page.changes] == [invent(2).id]
    assert page.after > after


def test_a_merger_tells_into_which(ledger: Ledger) -> None:
    one, other, gone = invent(1), invent(2), invent(3)
    for each in (one, other, gone):
        each.keep(ledger)
    _, after = follow(ledger)
    with ledger.transaction():
        ledger.close_incident(one.id, other.id, NOW + DAY)
        ledger.close_incident(gone.id, None, NOW + DAY)

    told = [(one.incident, one.what, one.into, one.at) for one in ledger.changes(after=after).changes]
    assert told == [(one.id, "merged", other.id, NOW + DAY), (gone.id, "removed", None, NOW + DAY)]


def test_what_was_removed_can_stand_again(ledger: Ledger) -> None:
    one = invent(1)
    one.keep(ledger)
    with ledger.transaction():
        ledger.close_incident(one.id, None, NOW)
        ledger.save_incident(one.incident, one.printed, NOW)

    assert set(follow(ledger)[0]) == {one.id}


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(
            lambda ledger: ledger.save_incident(invent(1).incident, invent(1).printed, NOW + DAY), id="saved"
        ),
        pytest.param(
            lambda ledger: ledger.close_incident(invent(2).id, invent(1).id, NOW + DAY), id="closed"
        ),
    ],
)
def test_what_is_written_again_as_it_was_has_not_changed(
    ledger: Ledger, again: Callable[[Ledger], None]
) -> None:
    invent(1).keep(ledger)
    invent(2).keep(ledger)
    with ledger.transaction():
        ledger.close_incident(invent(2).id, invent(1).id, NOW)
    before = ledger.changes().changes, ledger.last_change()
    with ledger.transaction():
        again(ledger)

    assert (ledger.changes().changes, ledger.last_change()) == before


def test_reading_again_what_says_the_same_changes_nothing(ledger: Ledger) -> None:
    pipe = SimpleStages(texts=TEXTS).pipe()
    list(add(ledger, pipe, inputs(*TEXTS)))
    before = ledger.changes().changes
    list(reread(ledger, pipe))

    assert ledger.changes().changes == before


@pytest.mark.parametrize(
    ("days", "numbers"), [(-1, [1, 2, 3]), (0, [1, 2, 3]), (1, [2, 3]), (2, [3]), (3, [])]
)
def test_changes_since_an_instant(ledger: Ledger, days: int, numbers: list[int]) -> None:
    crowd = [invent(number) for number in (1, 2, 3)]
    for at, one in enumerate(crowd):
        replace(one, changed=NOW + at * DAY).keep(ledger)

    page = ledger.changes(since=NOW + days * DAY)
    assert [change.incident for change in page.changes] == [invent(number).id for number in numbers]
    assert page.after == ledger.changes().after


@settings(deadline=None, max_examples=12)
@given(st.lists(st.tuples(st.sampled_from(("keep", "close", "merge")), st.integers(0, 5)), max_size=15))
def test_whatever_is_done_the_log_replays_to_what_stands(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, int]]
) -> None:
    path: Path = tmp_path_factory.mktemp("log") / "ledger.db"
    with open_ledger(path) as ledger:
        known: set[int] = set()
        for what, number in done:
            one = invent(number)
            if number not in known:
                one.keep(ledger)
                known.add(number)
                continue
            with ledger.transaction():
                if what == "keep":
                    ledger.save_incident(one.incident, one.printed, NOW)
                else:
                    ledger.close_incident(one.id, invent(min(known)).id if what == "merge" else None, NOW)

        assert set(follow(ledger)[0]) == standing(ledger)
        assert [card.id for card in ledger.cards(Filter()).cards] == list(ledger.incident_ids(Filter()))


def test_every_write_to_what_readers_see_is_noticed(ledger: Ledger) -> None:
    seen = [ledger.last_change()]
    pipe = SimpleStages(texts=TEXTS).pipe()
    for address in TEXTS:
        list(add(ledger, pipe, inputs(address)))
        seen.append(ledger.last_change())
    one, other = (incident.reports[0] for incident in ledger.incidents(Filter(limit=2)))
    decide(ledger, make_judgement(one, other, Verdict.DIFFERENT, decided_by="Amina"))
    seen.append(ledger.last_change())

    assert seen == sorted(set(seen))
