"""What a person decided, and then the machine goes on: articles arrive, all is read again, an upgrade comes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.contents import contents, failures
from tests.review_desk import SIGNED, STAGES, TEXTS, grouped, incident_of, open_desk, read_again, report_of
from tests.simple_stages import SimpleStages, inputs
from twosource.pipeline import add
from twosource.review import Right, correct, merge, split, undo
from twosource.store import Ledger
from twosource.store.rebuilding import check_rebuilt
from twosource.values.count import Count

#: The machine would join these to all that is told of Kisumu, and to Mombasa.
FURTHER = {
    "star/f": "Gunmen shot dead Four people in Kisumu on 2024-05-01, a witness said.",
    "star/g": "Two people died of a bomb in Mombasa on 2024-05-01.",
}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_desk(tmp_path) as opened:
        yield opened


def arrive(ledger: Ledger) -> None:
    list(add(ledger, SimpleStages(texts=FURTHER).pipe(), inputs(*FURTHER)))


def reread(ledger: Ledger) -> None:
    read_again(ledger, SimpleStages(texts={**TEXTS, **FURTHER}))


def upgrade(ledger: Ledger) -> None:
    read_again(ledger, replace(STAGES, origin="rules/2"))


def clean_otherwise(ledger: Ledger) -> None:
    read_again(ledger, replace(STAGES, cut=", police said."))


def apart(ledger: Ledger, one: str, other: str) -> bool:
    return incident_of(ledger, one) != incident_of(ledger, other)


def is_sound(ledger: Ledger) -> bool:
    rebuilt = check_rebuilt(ledger, 100, SIGNED.at)
    return failures(ledger.path) == [] and rebuilt.ok


EVENTS = pytest.mark.parametrize(
    "events",
    [
        pytest.param((reread,), id="all is read again"),
        pytest.param((upgrade,), id="another reader reads it"),
        pytest.param((clean_otherwise,), id="another cleaner cuts it"),
        pytest.param((arrive,), id="more arrive"),
        pytest.param((arrive, reread, upgrade), id="more arrive, and all is read again"),
        pytest.param((clean_otherwise, arrive, clean_otherwise), id="more arrive after another cleaning"),
    ],
)
Events = tuple[Callable[[Ledger], None], ...]


@EVENTS
def test_what_a_person_split_stays_split(ledger: Ledger, events: Events) -> None:
    split(ledger, SIGNED, incident_of(ledger, "courier/a"), [report_of(ledger, "herald/b")])
    before = {address: incident_of(ledger, address) for address in ("courier/a", "herald/b")}
    for event in events:
        event(ledger)

    assert apart(ledger, "courier/a", "herald/b")
    assert {address: incident_of(ledger, address) for address in before} == before
    assert is_sound(ledger)


@EVENTS
def test_what_a_person_merged_stays_merged(ledger: Ledger, events: Events) -> None:
    one, other = incident_of(ledger, "courier/a"), incident_of(ledger, "post/d")
    merge(ledger, SIGNED, [one, other])
    for event in events:
        event(ledger)

    assert not apart(ledger, "courier/a", "post/d")
    assert {ledger.incident(one).id, ledger.incident(other).id} == {incident_of(ledger, "courier/a")}
    assert is_sound(ledger)


@EVENTS
@pytest.mark.parametrize("words", ["nine", None], ids=["another number", "no number"])
def test_what_a_person_corrected_stays_corrected(ledger: Ledger, events: Events, words: str | None) -> None:
    (claim,) = (one for one, _, _ in ledger.claims() if one.field == "killed" and "Five" in one.as_said)
    correct(ledger, SIGNED, claim.id, Right(words=words))
    for event in events:
        event(ledger)

    said = [claim for claim, address, _ in ledger.claims() if address == "herald/b"]
    tolls = [claim.value.low for claim in said if isinstance(claim.value, Count)]
    assert tolls == ([] if words is None else [9])
    assert is_sound(ledger)


VIEW = ("members", "incidents", "facts", "report_keys")


@pytest.mark.parametrize("undoings", [1, 3], ids=["once", "there and back again"])
def test_a_merge_that_is_taken_back_leaves_the_view_as_it_was(ledger: Ledger, undoings: int) -> None:
    before = contents(ledger.path)
    done = merge(ledger, SIGNED, [incident_of(ledger, "courier/a"), incident_of(ledger, "post/d")])
    for _ in range(undoings):
        assert done.act is not None
        done = undo(ledger, SIGNED, done.act.id)

    after = contents(ledger.path)
    assert {name: after[name] for name in VIEW} == {name: before[name] for name in VIEW}
    assert is_sound(ledger)


@EVENTS
def test_a_merge_that_is_taken_back_later_leaves_what_the_machine_would_have_made(
    ledger: Ledger, events: Events, tmp_path: Path
) -> None:
    done = merge(ledger, SIGNED, [incident_of(ledger, "courier/a"), incident_of(ledger, "post/d")])
    assert done.act is not None
    for event in events:
        event(ledger)
    undo(ledger, SIGNED, done.act.id)

    (tmp_path / "other").mkdir()
    with open_desk(tmp_path / "other") as other:
        for event in events:
            event(other)
        assert grouped(ledger) == grouped(other)
    assert is_sound(ledger)
