"""The ledger as it was: what had come by then, grouped by what had been decided by then."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import NOW, make_judgement
from tests.deciding import decide
from tests.fakes import FakeClock
from tests.ledgers import open_ledger
from tests.simple_stages import SimpleStages, inputs
from twosource.ids import IncidentId
from twosource.lens import Lens, look_at, look_over
from twosource.model import Verdict
from twosource.pipeline import add
from twosource.query import mark_article
from twosource.store import Filter, Ledger

TEXTS = {
    "courier/a": "Four people were shot dead in Kisumu on 2024-05-01, police said.",
    "herald/b": "Gunmen shot at people in Kisumu on 2024-05-01. Five died.",
    "post/c": "Two people were killed by a bomb in Mombasa on 2024-05-01.",
}
HOUR = timedelta(hours=1)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger that got one article an hour, from NOW on."""
    with open_ledger(tmp_path / "ledger.db") as opened:
        for number, address in enumerate(TEXTS):
            stages = SimpleStages(texts=TEXTS)
            pipe = stages.pipe()
            clock = pipe.clock
            assert isinstance(clock, FakeClock)
            clock.instant = NOW + number * HOUR
            list(add(opened, pipe, inputs(address)))
        yield opened


def arrived(moment: datetime) -> Lens:
    return Lens(as_of=moment, by="arrived")


def held(ledger: Ledger, moment: datetime) -> list[tuple[str, int]]:
    found = look_over(ledger, Filter(), arrived(moment))
    return sorted((incident.id, len(incident.reports)) for incident in found)


def incident_of(ledger: Ledger, address: str) -> IncidentId:
    article = next(one.id for one in ledger.articles() if one.address == address)
    (found,) = mark_article(ledger, article).incidents.values()
    return found


def test_what_came_later_was_not_there(ledger: Ledger) -> None:
    shooting, bombing = incident_of(ledger, "courier/a"), incident_of(ledger, "post/c")

    assert held(ledger, NOW - HOUR) == []
    assert held(ledger, NOW) == [(shooting, 1)]
    assert held(ledger, NOW + HOUR) == [(shooting, 2)]
    assert held(ledger, NOW + 2 * HOUR) == sorted([(shooting, 2), (bombing, 1)])


def test_an_incident_merged_since_shows_as_the_two_it_was(ledger: Ledger) -> None:
    left, right = incident_of(ledger, "courier/a"), incident_of(ledger, "post/c")
    one, other = (ledger.incident(name).reports[0] for name in (left, right))
    before = held(ledger, NOW + 3 * HOUR)

    decide(ledger, make_judgement(one, other, decided_by="Amina", decided_at=NOW + 4 * HOUR))

    assert ledger.incident(right).id == left
    assert held(ledger, NOW + 3 * HOUR) == before == sorted([(left, 2), (right, 1)])
    assert held(ledger, NOW + 4 * HOUR) == [(left, 3)]
    seen = look_at(ledger, right, arrived(NOW + 3 * HOUR))
    assert seen is not None
    assert (seen.incident.id, len(seen.reports)) == (right, 1)


def test_an_incident_taken_apart_since_shows_as_the_one_it_was(ledger: Ledger) -> None:
    shooting = incident_of(ledger, "courier/a")
    one, other = ledger.incident(shooting).reports

    decide(
        ledger, make_judgement(one, other, Verdict.DIFFERENT, decided_by="Amina", decided_at=NOW + 4 * HOUR)
    )

    assert len(held(ledger, NOW + 5 * HOUR)) == 3
    assert (shooting, 2) in held(ledger, NOW + 3 * HOUR)
    apart = incident_of(ledger, "herald/b")
    assert look_at(ledger, apart, arrived(NOW)) is None


def test_now_by_arrival_is_the_ledger_itself(ledger: Ledger) -> None:
    now = list(look_over(ledger, Filter(), arrived(NOW + 9 * HOUR)))

    assert {one.id: one.facts for one in now} == {one.id: one.facts for one in ledger.incidents(Filter())}
