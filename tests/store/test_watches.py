"""Standing questions as people and the configuration keep them."""

from collections.abc import Callable, Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import NOW
from tests.ledgers import open_ledger
from twosource.errors import InputError, NoSuchRecord, Refused
from twosource.store import Ledger
from twosource.store.watches import BEGINNING
from twosource.watches import Area, Quiet, Watch
from twosource.wire.alerts import watch_from_json, watch_to_json

LATER = NOW + timedelta(hours=1)
OFFICE = Watch(name="Office", near=Area(lat=1.5, lon=2.5, radius_km=10, site="our office"))
FULL = Watch(
    name="full", kinds=("bombing",), places=("KE", "Kisumu"), actors=("Front",), targets=("embassy",),
    words='"bus stop"', killed_at_least=3, injured_at_least=4, voices_at_least=2, tells=("killed", "feed is silent"),
    feeds=("Halcyon Wire",), silent_for=timedelta(hours=6), rhythm="hourly",
    quiet=Quiet(begins=time(22), ends=time(6, 30), zone="Africa/Nairobi", breaks_at_killed=5),
    channels=("mail",), rehearsal=True, fresh_for=timedelta(days=1),
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "watches.db") as opened:
        yield opened


def test_a_watch_is_kept_as_it_is_and_found_whatever_its_capitals(ledger: Ledger) -> None:
    ledger.watches.save(OFFICE, NOW)
    ledger.watches.save(FULL, NOW)

    assert ledger.watches.all() == (FULL, OFFICE)
    assert ledger.watches.find("OFFICE") == OFFICE
    assert ledger.watches.find("other") is None


def test_one_that_is_not_there_is_told_with_what_to_do(ledger: Ledger) -> None:
    with pytest.raises(NoSuchRecord, match="no watch is called 'other'"):
        ledger.watches.get("other")


def test_a_watch_that_is_asked_otherwise_goes_on_from_where_it_began(ledger: Ledger) -> None:
    ledger.watches.save(OFFICE, NOW)
    ledger.watches.save(Watch(name="office", kinds=("bombing",)), LATER)

    (kept,) = ledger.watches.kept()
    assert (kept.watch.kinds, kept.watch.near, kept.started_at) == (("bombing",), None, NOW)


def test_a_watch_that_is_resumed_begins_anew(ledger: Ledger) -> None:
    ledger.watches.save(OFFICE, NOW)
    ledger.watches.pause("office", NOW)
    assert ledger.watches.get("office").paused
    ledger.watches.resume("office", LATER)

    (kept,) = ledger.watches.kept()
    assert (kept.watch, kept.started_at) == (OFFICE, LATER)


def test_a_watch_from_the_past_began_before_everything(ledger: Ledger) -> None:
    ledger.watches.save(OFFICE, NOW, from_past=True)

    assert ledger.watches.kept()[0].started_at == BEGINNING


def test_a_removed_watch_is_gone(ledger: Ledger) -> None:
    ledger.watches.save(OFFICE, NOW)
    ledger.watches.remove("office")

    assert ledger.watches.all() == ()


@pytest.mark.parametrize("name", ["", " ", " office", "a\nb", "x" * 81], ids=repr)
def test_what_is_no_name_is_refused(ledger: Ledger, name: str) -> None:
    with pytest.raises(InputError, match="can't be a watch's name"):
        ledger.watches.save(Watch(name=name), NOW)


def test_the_configuration_adds_changes_and_removes_its_own_alone(ledger: Ledger) -> None:
    ledger.watches.save(Watch(name="mine", source="desk"), NOW)
    ledger.watches.sync([OFFICE, Watch(name="gone soon")], NOW)
    ledger.watches.sync([Watch(name="Office", kinds=("bombing",))], LATER)

    assert [(one.name, one.source, one.kinds) for one in ledger.watches.all()] == [
        ("mine", "desk", ()),
        ("Office", "file", ("bombing",)),
    ]
    assert ledger.watches.kept()[1].started_at == NOW


def test_syncing_twice_is_syncing_once(ledger: Ledger) -> None:
    ledger.watches.sync([OFFICE, FULL], NOW)
    before = ledger.watches.kept()
    ledger.watches.sync([OFFICE, FULL], LATER)

    assert ledger.watches.kept() == before


def test_what_has_moved_into_the_file_is_kept_there_and_goes_on(ledger: Ledger) -> None:
    ledger.watches.save(OFFICE, NOW)
    ledger.watches.sync([OFFICE], LATER)

    (kept,) = ledger.watches.kept()
    assert (kept.watch.source, kept.started_at) == ("file", NOW)


def test_those_of_the_file_are_changed_there_alone(ledger: Ledger) -> None:
    ledger.watches.sync([OFFICE], NOW)

    changes: tuple[Callable[[], None], ...] = (
        lambda: ledger.watches.save(OFFICE, NOW),
        lambda: ledger.watches.remove("office"),
        lambda: ledger.watches.pause("office", NOW),
        lambda: ledger.watches.resume("office", NOW),
    )
    for change in changes:
        with pytest.raises(Refused, match="is kept in the configuration"):
            change()


@given(
    name=st.text(min_size=1),
    kinds=st.lists(st.sampled_from(("bombing", "shooting"))).map(tuple),
    silent_for=st.none() | st.timedeltas(min_value=timedelta(), max_value=timedelta(days=900)),
    clock=st.times(),
    killed=st.none() | st.integers(1, 10**6),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_watch_is_the_same_after_being_written_as_json(
    name: str, kinds: tuple[str, ...], silent_for: timedelta | None, clock: time, killed: int | None
) -> None:
    watch = Watch(
        name=name,
        kinds=kinds,
        silent_for=silent_for,
        killed_at_least=killed,
        quiet=Quiet(begins=clock, ends=time()),
    )

    assert watch_from_json(watch_to_json(watch)) == watch
