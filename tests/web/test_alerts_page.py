"""Alerts on the desk: listed, shown from all sides, acknowledged, approved, sent again; each act signed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from starlette.testclient import TestClient

from tests.builders import NOW
from tests.ledgers import open_ledger
from tests.web.desks import add_team, browsing, sign_in
from tests.web.forms import form_for, send
from tests.web.posting import post
from tests.web.raised import OFFICE, raise_two
from twosource.store.outbox import Outcome
from twosource.watches import Alert

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


@pytest.fixture
def raised(own_ledger: Path) -> tuple[Alert, Alert]:
    return raise_two(own_ledger)


@pytest.fixture
def amina(own_ledger: Path, raised: tuple[Alert, Alert]) -> Iterator[TestClient]:
    assert raised
    with browsing(add_team(own_ledger)) as client:
        sign_in(client, "Amina")
        yield client


def test_a_desk_without_alerts_says_where_they_come_from(client: TestClient) -> None:
    page = client.get("/alerts").text
    assert "No alert yet" in page
    assert 'href="/watches"' in page


def test_alerts_are_listed_newest_first_with_why(writer: TestClient, raised: tuple[Alert, Alert]) -> None:
    page = writer.get("/alerts").text
    first, second = raised
    assert page.index(second.id) < page.index(first.id)
    assert "A new incident near the office." in page
    assert "Killed: at least 3, before: 1." in page


def test_the_masthead_counts_what_nobody_has_acknowledged(
    writer: TestClient, raised: tuple[Alert, Alert]
) -> None:
    assert '2<span class="vh"> to acknowledge</span>' in writer.get("/").text
    for alert in raised:
        post(writer, f"/alerts/{alert.id}/acknowledge", {}, page="/alerts")
    assert '<span class="vh"> to acknowledge</span>' not in writer.get("/").text
    assert "Nothing waits for you" in writer.get("/alerts").text
    assert raised[0].id in writer.get("/alerts?state=all").text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?watch=Our+office", 200),
        ("?watch=Another", 200),
        ("?state=lost", 422),
        ("?before=0", 422),
        ("?x=1", 422),
    ],
)
def test_the_list_is_asked_by_its_address(
    writer: TestClient, raised: tuple[Alert, Alert], query: str, status: int
) -> None:
    answer = writer.get(f"/alerts{query}")
    assert answer.status_code == status
    assert (raised[0].id in answer.text) is (query == "?watch=Our+office")


def test_an_alert_shows_what_is_known_from_whom_and_what_is_new(
    writer: TestClient, raised: tuple[Alert, Alert]
) -> None:
    first, second = raised
    page = writer.get(f"/alerts/{second.id}").text
    for words in ("at least 3", "Kisumu police", "Stay indoors", "This is not advice of this desk", "confirmed",
                  "Killed: at least 3, before: 1.", f'/alerts/{first.id}"', "Restricted", "Severe"):  # fmt: skip
        assert words in page
    assert "A later alert tells of this" in writer.get(f"/alerts/{first.id}").text


def test_a_quote_leads_to_its_words_in_the_article(writer: TestClient, raised: tuple[Alert, Alert]) -> None:
    quoted = raised[0].known[0].quotes[0]
    assert f'/articles/{quoted.article}?at=0,40"' in writer.get(f"/alerts/{raised[0].id}").text
    assert writer.get(f"/articles/{quoted.article}?at=0,40").status_code == 200
    assert writer.get(f"/articles/{quoted.article}?at=40,x").status_code == 200


def test_an_incident_names_its_alerts(writer: TestClient, raised: tuple[Alert, Alert]) -> None:
    page = writer.get(f"/incidents/{raised[0].incident}").text
    assert all(f"/alerts/{alert.id}" in page for alert in raised)
    assert f"/watches/new?incident={raised[0].incident}" in page


def test_a_shortened_id_leads_on_and_an_unknown_one_is_told(
    writer: TestClient, raised: tuple[Alert, Alert]
) -> None:
    short = writer.get(f"/alerts/{raised[0].id[:8]}", follow_redirects=False)
    assert short.headers["location"] == f"/alerts/{raised[0].id}"
    assert writer.get("/alerts/w_000000000000").status_code == 404


# --- acts ---------------------------------------------------------------------------------------------


def test_what_is_acknowledged_is_signed_and_once_is_enough(
    amina: TestClient, raised: tuple[Alert, Alert], own_ledger: Path
) -> None:
    path = f"/alerts/{raised[0].id}"
    assert post(amina, f"{path}/acknowledge", {}, page=path).status_code == 303
    assert "acknowledge by" in amina.get(path).text.replace('<span dir="auto">Amina</span>', "")
    assert post(amina, f"{path}/acknowledge", {}, page=path).status_code == 409
    with open_ledger(own_ledger) as ledger:
        assert ledger.alerts.get(raised[0].id).acknowledged_by == "Amina"
        assert raised[0].id in {line.about for line in ledger.people.log(most=5)}


def test_only_an_admin_who_has_read_the_message_approves_it(
    amina: TestClient, raised: tuple[Alert, Alert], own_ledger: Path
) -> None:
    path = f"/alerts/{raised[0].id}"
    assert scope_of(amina, path) == "Restricted"
    assert post(amina, f"{path}/approve", {}, page=path).status_code == 422
    with browsing(own_ledger) as other:
        sign_in(other, "Viktor")
        assert post(other, f"{path}/approve", {"read": "yes"}, page=path).status_code == 403
        assert "Approve for the public" not in other.get(path).text
    assert send(amina, form_for(amina.get(path).text, f"{path}/approve"), read="yes").status_code == 303
    assert scope_of(amina, path) == "Public"
    assert "approved by Amina" in amina.get(path).text


def scope_of(client: TestClient, path: str) -> str | None:
    """Return the scope of an alert's message."""
    answer = client.get(f"{path}/cap.xml")
    assert answer.headers["content-type"] == "application/cap+xml"
    return etree.fromstring(answer.content).findtext(f"{CAP}scope")


def test_a_reader_looks_and_does_nothing(own_ledger: Path, raised: tuple[Alert, Alert]) -> None:
    with browsing(add_team(own_ledger)) as client:
        sign_in(client, "Rita")
        page = client.get(f"/alerts/{raised[0].id}").text
    assert "<button>Acknowledge" not in page
    assert "Send again" not in page


def test_an_alert_is_sent_again_under_its_id(
    amina: TestClient, raised: tuple[Alert, Alert], own_ledger: Path
) -> None:
    path = f"/alerts/{raised[0].id}"
    with open_ledger(own_ledger) as ledger:
        (taken, *_) = ledger.outbox.take("mail", NOW, until=NOW, most=1)
        ledger.outbox.note(taken, Outcome(state="dead", at=NOW, detail="550 mailbox unavailable"))
        (before,) = ledger.outbox.of_alert(taken.alert)
    shown = amina.get(f"/alerts/{taken.alert}").text
    assert "given up" in shown
    assert "550 mailbox unavailable" in shown
    assert post(amina, f"/alerts/{taken.alert}/again", {"channel": "mail"}, page=path).status_code == 303
    with open_ledger(own_ledger) as ledger:
        (after,) = ledger.outbox.of_alert(taken.alert)
        assert [act.what for act in ledger.alerts.acts(taken.alert)] == ["resend"]
    assert (after.id, after.state) == (before.id, "waiting")
    assert post(amina, f"{path}/again", {"channel": "pigeons"}, page=path).status_code == 422


def test_the_list_is_of_its_watch_also_when_that_is_gone(
    writer: TestClient, own_ledger: Path, raised: tuple[Alert, Alert]
) -> None:
    with open_ledger(own_ledger) as ledger:
        ledger.watches.remove(OFFICE.name)
    assert raised[0].id in writer.get("/alerts?watch=Our+office").text
    assert writer.get("/watches/one?name=Our+office").status_code == 404
