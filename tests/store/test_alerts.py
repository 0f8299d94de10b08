"""What was raised, and what people did with it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.alerting.making import INCIDENT, make_alert, make_known, make_quoted
from tests.builders import NOW
from tests.ledgers import open_ledger
from twosource.errors import NoSuchRecord, Refused
from twosource.ids import IncidentId
from twosource.store import Ledger
from twosource.store.alerts import AlertAct, AlertCount, AlertFilter
from twosource.watches import Alert, Difference, alert_id
from twosource.wire.alerts import alert_from_json, alert_to_json

OTHER = IncidentId("i_" + "1" * 10)
FIRST = make_alert(
    known=(make_known(quotes=(make_quoted(),)),), instructions=(make_quoted(),), earliest=NOW, latest=NOW,
    lat=-0.1, lon=34.75, radius_km=5.0, killed_low=4, links=("https://lakeside.example/a",),
)  # fmt: skip
SECOND = make_alert(
    number=2, move="update", earlier=(FIRST.id,), triggers=(), raised_at=NOW + timedelta(minutes=7),
    differences=(Difference(field="killed", sentence="killed: 5, before: 4"),),
)  # fmt: skip
ELSEWHERE = make_alert(
    id=alert_id("lake", OTHER, 1), watch="Lake", incident=OTHER, raised_at=NOW + timedelta(hours=1)
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "alerts.db") as opened:
        for alert in (FIRST, SECOND, ELSEWHERE):
            assert opened.alerts.add(alert)
        yield opened


def test_an_alert_is_kept_as_it_was_told(ledger: Ledger) -> None:
    assert ledger.alerts.find(FIRST.id) == FIRST
    assert ledger.alerts.get(FIRST.id[2:8].upper()) == FIRST
    assert alert_from_json(alert_to_json(FIRST)) == FIRST


def test_raising_it_again_adds_nothing(ledger: Ledger) -> None:
    assert not ledger.alerts.add(replace(FIRST, headline="something else"))
    assert ledger.alerts.find(FIRST.id) == FIRST


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("w_12", "is no id of an alert"),
        ("office", "is no id of an alert"),
        ("w_12345678", "there is no alert"),
    ],
)
def test_an_id_that_names_none_is_told(ledger: Ledger, given: str, why: str) -> None:
    with pytest.raises(NoSuchRecord, match=why):
        ledger.alerts.get(given)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param(AlertFilter(), (ELSEWHERE, SECOND, FIRST), id="all, newest first"),
        pytest.param(AlertFilter(watch="OFFICE"), (SECOND, FIRST), id="of a watch"),
        pytest.param(AlertFilter(incident=OTHER), (ELSEWHERE,), id="of an incident"),
        pytest.param(AlertFilter(since=NOW + timedelta(minutes=1)), (ELSEWHERE, SECOND), id="since"),
        pytest.param(AlertFilter(until=NOW), (FIRST,), id="until"),
        pytest.param(AlertFilter(limit=1), (ELSEWHERE,), id="some"),
        pytest.param(AlertFilter(approved=True), (), id="for the public"),
    ],
)
def test_alerts_are_listed(ledger: Ledger, wanted: AlertFilter, found: tuple[Alert, ...]) -> None:
    assert ledger.alerts.list(wanted) == found


def test_pages_are_turned_without_gaps(ledger: Ledger) -> None:
    first = ledger.alerts.page(AlertFilter(limit=2))
    rest = ledger.alerts.page(AlertFilter(limit=2), first.before)

    assert (first.alerts + rest.alerts, rest.before) == ((ELSEWHERE, SECOND, FIRST), None)


def test_a_chain_is_all_that_a_watch_raised_about_one_thing(ledger: Ledger) -> None:
    assert ledger.alerts.chain(SECOND) == (FIRST, SECOND)
    assert ledger.alerts.of_incident(INCIDENT) == (FIRST, SECOND)


def test_taking_note_is_signed_and_kept_once(ledger: Ledger) -> None:
    noted = ledger.alerts.acknowledge(FIRST.id, by="Amina", at=NOW)

    assert (noted.acknowledged_by, noted.acknowledged_at) == ("Amina", NOW)
    assert ledger.alerts.acts(FIRST.id) == (AlertAct(alert=FIRST.id, what="acknowledge", by="Amina", at=NOW),)
    assert FIRST.id not in {one.id for one in ledger.alerts.list(AlertFilter(unacknowledged=True))}
    with pytest.raises(Refused, match="Amina acknowledged alert"):
        ledger.alerts.acknowledge(FIRST.id, by="Ben", at=NOW)


def test_letting_it_go_to_the_public_is_signed(ledger: Ledger) -> None:
    assert ledger.alerts.approve(FIRST.id, by="Ben", at=NOW).approved_by == "Ben"
    assert [one.id for one in ledger.alerts.list(AlertFilter(approved=True))] == [FIRST.id]
    with pytest.raises(Refused, match="Ben approved alert"):
        ledger.alerts.approve(FIRST.id, by="Amina", at=NOW)


def test_sending_again_may_be_done_often_and_is_noted(ledger: Ledger) -> None:
    for _ in range(2):
        ledger.alerts.note_resent(FIRST.id, by="Amina", at=NOW, channel="mail")

    assert [(act.what, act.detail) for act in ledger.alerts.acts(FIRST.id)] == [("resend", "mail")] * 2


def test_counts_tell_what_nobody_has_taken_note_of(ledger: Ledger) -> None:
    ledger.alerts.acknowledge(FIRST.id, by="Amina", at=NOW)

    assert ledger.alerts.counts() == (
        AlertCount(watch="lake", raised=1, unacknowledged=1),
        AlertCount(watch="office", raised=2, unacknowledged=1),
    )
    assert ledger.alerts.count_open() == 2
