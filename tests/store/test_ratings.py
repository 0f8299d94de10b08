from datetime import timedelta

import pytest

from tests.builders import NOW
from tests.store.filling import keep
from twosource.errors import InputError, NoSuchRecord, Refused
from twosource.review import Signed
from twosource.sources import load_scale, rate, take_back
from twosource.store import Ledger
from twosource.store.ratings import Subject

OUTLET = Subject(kind="outlet", name="Lakeside Courier")


def signed(by: str = "Amina", reason: str = "checked for years") -> Signed:
    """Sign as a person would."""
    return Signed(by=by, reason=reason, at=NOW)


@pytest.fixture
def known(ledger: Ledger) -> Ledger:
    """Return a ledger that knows the outlet."""
    keep(ledger)
    return ledger


def test_the_latest_rating_counts_and_the_earlier_one_stays(known: Ledger) -> None:
    first = rate(known, OUTLET, "b", signed())
    later = rate(known, OUTLET, "D", signed(by="Njeri"))

    assert known.ratings.standing([OUTLET]) == {OUTLET: later}
    assert known.ratings.of(OUTLET) == (later, first)
    assert (first.grade, later.at - first.at) == ("B", timedelta(microseconds=1))


def test_what_is_taken_back_counts_no_more_and_counts_again_when_that_is_taken_back(known: Ledger) -> None:
    first = rate(known, OUTLET, "B", signed())
    back = take_back(known, first.id, signed())

    assert known.ratings.standing([OUTLET]) == {}
    assert [one.undone for one in known.ratings.of(OUTLET)] == [False, True]

    take_back(known, back.id, signed())

    assert known.ratings.all_standing() == {OUTLET: first}


def test_nothing_is_taken_back_twice(known: Ledger) -> None:
    first = rate(known, OUTLET, "B", signed())
    take_back(known, first.id, signed())

    with pytest.raises(Refused, match="taken back already"):
        take_back(known, first.id, signed())


def test_a_rating_needs_a_grade_of_its_own_scale_and_something_to_rate(known: Ledger) -> None:
    with pytest.raises(InputError, match="no reliability"):
        rate(known, OUTLET, "1", signed())
    with pytest.raises(NoSuchRecord):
        rate(known, Subject(kind="outlet", name="Nobody's Gazette"), "A", signed())
    with pytest.raises(NoSuchRecord):
        rate(known, Subject(kind="claim", name="c_0000000000000000"), "1", signed())
    with pytest.raises(InputError, match="reason"):
        signed(reason=" ")


def test_ratings_change_no_count_and_are_a_write_that_readers_see(known: Ledger) -> None:
    before, changed = known.sources.find("outlet", OUTLET.name), known.last_change()
    rate(known, OUTLET, "E", signed())

    assert known.sources.find("outlet", OUTLET.name) == before
    assert known.last_change() > changed


def test_the_scales_are_the_admiraltys() -> None:
    assert list(load_scale("reliability").grades) == list("ABCDEF")
    assert list(load_scale("credibility").grades) == list("123456")
