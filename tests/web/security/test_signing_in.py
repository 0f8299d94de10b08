"""A desk that knows people: who is asked to sign in, what a session is, and what it may."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.ledgers import open_ledger, place_of
from tests.web.conftest import ADDRESS
from tests.web.desks import PASSWORD, TEAM, add_team, browsing, sign_in
from tests.web.posting import post
from twosource.web import DeskSettings, make_app
from twosource.web.security.attempts import MOST_PER_NAME


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return add_team(tmp_path / "team.db")


@pytest.fixture
def team(path: Path) -> Iterator[TestClient]:
    with browsing(path) as client:
        yield client


def test_whoever_has_not_signed_in_is_led_to_where_they_can_and_on_from_there(team: TestClient) -> None:
    led = team.get("/settings/log?before=7")
    assert (led.status_code, led.headers["location"]) == (303, "/login?next=%2Fsettings%2Flog%3Fbefore%3D7")

    answer = sign_in(team, "amina", wanted="/settings/log?before=7")
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/log?before=7")
    assert team.get("/settings").status_code == 200


@pytest.mark.parametrize("asked", ["/", "/settings", "/nowhere", "/incidents/i_1"])
def test_nothing_is_told_to_whoever_has_not_signed_in(team: TestClient, asked: str) -> None:
    assert team.get(asked).headers["location"].startswith("/login?next=")


@pytest.mark.parametrize("asked", ["/healthz", "/robots.txt", "/favicon.ico", "/static/css/base.css"])
def test_what_machines_ask_for_needs_nobody(team: TestClient, asked: str) -> None:
    assert team.get(asked).status_code == 200


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Amina", "another password"),
        ("Nobody", PASSWORD),
        ("Amina", ""),
        ("", PASSWORD),
        ("amina\x00", PASSWORD),
    ],
    ids=["password", "name", "no password", "no name", "NUL"],
)
def test_a_wrong_name_and_a_wrong_password_look_the_same(team: TestClient, name: str, password: str) -> None:
    answer = sign_in(team, name, password)
    assert answer.status_code == 401
    assert "do not belong together" in answer.text
    assert team.get("/settings").status_code == 303


def test_the_cookie_is_for_this_desk_alone(team: TestClient) -> None:
    cookie = sign_in(team, "Amina").headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Secure" not in cookie


def test_over_https_the_cookie_stays_there(path: Path) -> None:
    with browsing(path, "https://desk.example", hosts=("desk.example",)) as client:
        assert "; Secure" in sign_in(client, "Amina").headers["set-cookie"]


def test_under_a_prefix_one_goes_on_below_it_and_the_cookie_stays_there(path: Path) -> None:
    with browsing(path, prefix="/desk") as client:
        led = client.get("/desk/settings?x=1").headers["location"]
        answer = post(
            client, "/desk/login", {"name": "Amina", "password": PASSWORD, "next": "/settings"}, page=led
        )
    assert led == "/desk/login?next=%2Fsettings%3Fx%3D1"
    assert answer.headers["location"] == "/desk/settings"
    assert "Path=/desk;" in answer.headers["set-cookie"]


def test_a_session_is_new_each_time_and_the_one_before_ends(team: TestClient, path: Path) -> None:
    sign_in(team, "Amina")
    first = session_of(team)
    sign_in_again(team)
    second = session_of(team)
    assert first != second

    with browsing(path) as other:
        other.cookies.set(*first)
        assert other.get("/settings").status_code == 303
        other.cookies.set(*second)
        assert other.get("/settings").status_code == 200


def test_a_session_that_was_not_given_is_not_taken(team: TestClient, path: Path) -> None:
    with browsing(path) as other:
        sign_in(other, "Amina")
        name = session_of(other)[0]
    team.cookies.set(name, "chosen by somebody else", domain="127.0.0.1", path="/")
    sign_in(team, "Amina")
    assert session_of(team)[1] != "chosen by somebody else"


def test_signing_out_ends_the_session_on_both_sides(team: TestClient, path: Path) -> None:
    sign_in(team, "Amina")
    kept = session_of(team)
    answer = post(team, "/logout", page="/settings")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    team.cookies.set(*kept)
    assert team.get("/settings").status_code == 303


@pytest.mark.parametrize("how", ["password", "role", "remove"])
def test_whoever_is_changed_or_removed_is_signed_out_at_once(team: TestClient, path: Path, how: str) -> None:
    sign_in(team, "Viktor")
    with open_ledger(path) as ledger:
        if how == "remove":
            ledger.people.remove("Viktor")
        else:
            ledger.people.change("Viktor", **{how: "reader"})
    assert team.get("/settings").status_code == 303


def test_who_fails_often_has_to_wait_even_with_the_right_password(path: Path) -> None:
    app = make_app(DeskSettings(ledger=place_of(path)))
    for _ in range(MOST_PER_NAME - 1):
        app.state.attempts.fail("amina", "192.0.2.1")
    with TestClient(app, base_url=ADDRESS, follow_redirects=False) as client:
        assert sign_in(client, "Amina", "a wrong password").status_code == 401
        answer = sign_in(client, "amina")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 15 * 60 + 1


@pytest.mark.parametrize("name", TEAM)
def test_the_log_is_for_admins(team: TestClient, name: str) -> None:
    sign_in(team, name)
    assert team.get("/settings/log").status_code == (200 if name == "Amina" else 403)
    assert ("What was written" in team.get("/settings").text) is (name == "Amina")


def test_every_try_to_sign_in_is_noted(team: TestClient, path: Path) -> None:
    sign_in(team, "Amina", "a wrong password")
    sign_in(team, "Amina")
    with open_ledger(path) as ledger:
        noted = [(line.who, line.what, line.about, line.result) for line in ledger.people.log(most=2)]
    assert noted == [("Amina", "POST /login", "Amina", "303"), ("", "POST /login", "Amina", "401")]


def test_a_desk_that_others_reach_is_nobodys_when_its_people_are_gone(path: Path) -> None:
    with browsing(path, is_local=False) as client:
        sign_in(client, "Amina")
        with open_ledger(path) as ledger:
            for name in TEAM:
                ledger.people.remove(name)
        assert client.get("/settings").headers["location"].startswith("/login")
        assert client.get("/api/v1/incidents").status_code == 401


def test_pages_of_people_are_kept_nowhere(team: TestClient) -> None:
    sign_in(team, "Amina")
    assert team.get("/settings").headers["cache-control"] == "no-store"
    assert team.get("/login").headers["cache-control"] == "no-store"


def session_of(client: TestClient) -> tuple[str, str]:
    found = [(name, value) for name, value in client.cookies.items() if "_session_" in name]
    assert len(found) == 1
    return found[0]


def sign_in_again(client: TestClient) -> None:
    data = {"name": "Amina", "password": PASSWORD, "next": "/settings"}
    assert post(client, "/login", data, page="/settings").status_code == 303
