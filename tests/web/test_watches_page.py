"""Watches on the desk: made, tried over the past, changed, paused and removed; those of the file only shown."""

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.builders import NOW
from tests.ledgers import open_ledger, place_of
from tests.web.conftest import ADDRESS
from tests.web.forms import forms_in
from tests.web.posting import post
from tests.web.raised import OFFICE, raise_two
from twosource.config import Config
from twosource.store import Filter
from twosource.watches import Area, Quiet, Site, Watch
from twosource.web import DeskSettings, make_app

SITE = Site(name="Our office", lat=35.47, lon=44.39)
TYPED = {
    "name": "Kirkuk", "places": "Kirkuk, IQ", "kinds": ["rocket attack"], "killed": "2", "tells": ["new incident", "killed"],
    "rhythm": "hourly", "quiet_from": "22:00", "quiet_to": "06:00", "quiet_zone": "Asia/Baghdad",
    "try_days": "7", "try_until": "2025-08-23", "do": "save",
}  # fmt: skip


@pytest.fixture
def desk(own_ledger: Path) -> Iterator[TestClient]:
    """Return a browser on a desk that knows a site of its own."""
    app = make_app(DeskSettings(ledger=place_of(own_ledger), config=Config(sites=(SITE,))))
    with TestClient(app, base_url=ADDRESS) as found:
        yield found


def save(client: TestClient, **typed: Any) -> tuple[int, str]:
    answer = post(client, "/watches", {**TYPED, **typed}, page="/watches/new")
    return answer.status_code, answer.text


def kept(path: Path) -> dict[str, Watch]:
    with open_ledger(path) as ledger:
        return {watch.name: watch for watch in ledger.watches.all()}


def test_a_watch_is_made_as_it_is_typed(desk: TestClient, own_ledger: Path) -> None:
    assert "No watch yet" in desk.get("/watches").text
    assert save(desk)[0] == 303
    assert kept(own_ledger) == {
        "Kirkuk": Watch(
            name="Kirkuk", kinds=("rocket attack",), places=("Kirkuk", "IQ"), killed_at_least=2,
            tells=("new incident", "killed"), rhythm="hourly", source="desk",
            quiet=Quiet(begins=time(22), ends=time(6), zone="Asia/Baghdad"),
        )
    }  # fmt: skip
    shown = desk.get("/watches").text
    for words in ("Kirkuk or IQ", "rocket attack", "at least 2", "gathered each hour", "looking"):
        assert words in shown


def test_a_circle_is_drawn_round_a_site_or_a_point(desk: TestClient, own_ledger: Path) -> None:
    assert save(desk, site=SITE.name, km="30", places="")[0] == 303
    assert save(desk, name="Point", lat="35,5", lon="44.25", km="12.5", places="")[0] == 303
    found = kept(own_ledger)
    assert found["Kirkuk"].near == Area(lat=35.47, lon=44.39, radius_km=30, site="Our office")
    assert found["Point"].near == Area(lat=35.5, lon=44.25, radius_km=12.5)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param({"name": ""}, "Give it a name", id="no name"),
        pytest.param({"tells": []}, "Choose at least one thing", id="tells nothing"),
        pytest.param({"killed": ""}, "This trigger needs its number", id="trigger without number"),
        pytest.param({"killed": "two"}, "Write a whole number from 1", id="no number"),
        pytest.param({"lat": "35"}, "A circle takes latitude, longitude and a radius", id="half a circle"),
        pytest.param({"lat": "95", "lon": "1", "km": "1"}, "Write degrees from -90 to 90", id="no latitude"),
        pytest.param({"site": "Our office"}, "Say how many km", id="site without radius"),
        pytest.param({"quiet_to": ""}, "a beginning and an end", id="half a night"),
        pytest.param({"quiet_zone": "Kirkuk"}, "Write a zone", id="no zone"),
        pytest.param({"tells": ["feed is silent"]}, "after how many hours", id="silence without hours"),
        pytest.param({"silent_hours": "6"}, "of no use without", id="hours without silence"),
        pytest.param({"do": "try", "try_days": "900"}, "number of days", id="too many days"),
        pytest.param({"do": "try", "try_until": "soon"}, "Write a day", id="no day"),
    ],
)
def test_what_is_wrong_is_told_beside_the_form_and_nothing_typed_is_lost(
    desk: TestClient, own_ledger: Path, typed: dict[str, Any], words: str
) -> None:
    status, page = save(desk, **typed)
    assert status == 422
    assert words in page.replace("&#39;", "'")
    assert "Kirkuk, IQ" in page
    assert kept(own_ledger) == {}


def test_a_name_is_taken_once(desk: TestClient) -> None:
    save(desk)
    assert "is there already" in save(desk)[1]


def test_a_watch_is_tried_before_it_is_saved(desk: TestClient, own_ledger: Path) -> None:
    with open_ledger(own_ledger) as ledger:
        newest = ledger.cards(Filter(), limit=1).cards[0]
    typed = {
        "places": "",
        "kinds": [],
        "killed": "",
        "tells": ["new incident"],
        "fresh_days": "30",
        "do": "try",
    }
    status, page = save(desk, **typed, try_days="30", try_until=newest.day[:10])
    assert status == 200
    assert "It would have raised" in page
    assert newest.id in page
    assert 'value="Kirkuk"' in page
    assert kept(own_ledger) == {}


def test_the_days_of_a_ledger_at_rest_are_offered(desk: TestClient) -> None:
    fields = dict(forms_in(desk.get("/watches/new").text)[-1].fields)
    assert fields["try_days"] == "7"
    assert fields["try_until"].startswith("20")


def test_a_watch_is_changed_under_its_name(desk: TestClient, own_ledger: Path) -> None:
    save(desk)
    form = forms_in(desk.get("/watches/edit?name=kirkuk").text)[-1]
    assert (form.get("was"), form.get("places"), form.get("quiet_from")) == ("Kirkuk", "Kirkuk, IQ", "22:00")
    assert save(desk, was="Kirkuk", name="Kirkuk", places="Mosul")[0] == 303
    assert kept(own_ledger)["Kirkuk"].places == ("Mosul",)


def test_a_watch_is_paused_resumed_and_removed(desk: TestClient, own_ledger: Path) -> None:
    save(desk)
    for act, is_paused in (("pause", True), ("resume", False)):
        assert post(desk, f"/watches/{act}", {"name": "Kirkuk"}, page="/watches").status_code == 303
        assert kept(own_ledger)["Kirkuk"].paused is is_paused
    assert (
        post(desk, "/watches/remove", {"name": "Kirkuk"}, page="/watches").headers["location"] == "/watches"
    )
    assert kept(own_ledger) == {}


def test_a_paused_watch_stays_paused_when_it_is_changed(desk: TestClient, own_ledger: Path) -> None:
    save(desk)
    post(desk, "/watches/pause", {"name": "Kirkuk"}, page="/watches")
    save(desk, was="Kirkuk", killed="9")
    assert (kept(own_ledger)["Kirkuk"].paused, kept(own_ledger)["Kirkuk"].killed_at_least) == (True, 9)


def test_a_watch_of_the_file_is_only_shown(desk: TestClient, own_ledger: Path) -> None:
    with open_ledger(own_ledger) as ledger:
        ledger.watches.save(Watch(name="Filed", source="file"), NOW)
    page = desk.get("/watches/one?name=Filed").text
    assert "is changed there" in page
    assert "/watches/pause" not in page
    assert desk.get("/watches/edit?name=Filed").status_code == 409
    assert save(desk, was="Filed", name="Filed")[0] == 409
    assert post(desk, "/watches/remove", {"name": "Filed"}, page="/watches").status_code == 409


def test_a_search_becomes_a_watch_and_what_can_not_be_waited_for_is_told(desk: TestClient) -> None:
    page = desk.get(
        "/watches/new?place=Kirkuk&text=%22oil+field%22&near=35.4,44.3,20&since=2024-01-01&voices=2"
    ).text
    fields = dict(forms_in(page)[-1].fields)
    assert [fields[name] for name in ("places", "words", "lat", "lon", "km", "voices")] == [
        "Kirkuk", '"oil field"', "35.4", "44.3", "20", "2",
    ]  # fmt: skip
    assert "leaves out of your search: its dates" in page


def test_the_place_of_an_incident_becomes_a_watch(desk: TestClient, own_ledger: Path) -> None:
    with open_ledger(own_ledger) as ledger:
        card = next(one for one in ledger.cards(Filter(with_place=True), limit=5).cards)
    fields = dict(forms_in(desk.get(f"/watches/new?incident={card.id}").text)[-1].fields)
    assert float(fields["lat"]) == pytest.approx(card.lat)
    assert float(fields["km"]) >= 25


def test_a_watch_shows_what_it_raised(desk: TestClient, own_ledger: Path) -> None:
    first, _ = raise_two(own_ledger, NOW - timedelta(days=1))
    page = desk.get("/watches/one", params={"name": OFFICE.name}).text
    assert f"/alerts/{first.id}" in page
