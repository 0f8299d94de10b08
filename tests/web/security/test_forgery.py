"""What another site makes a browser send is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.ledgers import open_ledger
from tests.web.conftest import ADDRESS
from tests.web.desks import PASSWORD, add_team, browsing, sign_in
from tests.web.posting import token_at


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return add_team(tmp_path / "team.db")


@pytest.fixture
def team(path: Path) -> Iterator[TestClient]:
    with browsing(path) as client:
        sign_in(client, "Amina")
        yield client


def make_token(client: TestClient, token: str, **headers: str) -> int:
    data = {"csrf": token, "label": "mirror", "days": "30"}
    return int(client.post("/settings/tokens", data=data, headers=headers).status_code)


def test_a_form_of_ours_is_taken(team: TestClient) -> None:
    token = token_at(team, "/settings")
    assert make_token(team, token) == 200
    assert make_token(team, token, origin=ADDRESS, **{"sec-fetch-site": "same-origin"}) == 200


def test_a_script_of_ours_may_send_the_token_in_a_header(team: TestClient) -> None:
    token = token_at(team, "/settings")
    assert make_token(team, "", **{"x-csrf-token": token}) == 200


@pytest.mark.parametrize("token", ["", "0" * 64, "é"], ids=["none", "wrong", "no digits"])
def test_a_form_without_the_token_is_refused(team: TestClient, token: str) -> None:
    assert make_token(team, token) == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"origin": "http://[broken"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
    ids=str,
)
def test_what_comes_from_elsewhere_is_refused_whatever_it_shows(
    team: TestClient, headers: dict[str, str]
) -> None:
    assert make_token(team, token_at(team, "/settings"), **headers) == 403


def test_the_token_of_another_session_is_none(team: TestClient, path: Path) -> None:
    with browsing(path) as other:
        sign_in(other, "Amina")
        assert make_token(team, token_at(other, "/settings")) == 403


def test_the_form_to_sign_in_is_bound_to_the_browser_that_asked_for_it(path: Path) -> None:
    with browsing(path) as mine, browsing(path) as other:
        stolen = token_at(other, "/login")
        token_at(mine, "/login")
        answer = mine.post("/login", data={"csrf": stolen, "name": "Amina", "password": "x" * 12})
    assert answer.status_code == 403


@pytest.mark.parametrize("kind", ["application/json", "text/plain", ""])
def test_what_is_no_form_is_refused(team: TestClient, kind: str) -> None:
    headers = {"content-type": kind, "x-csrf-token": token_at(team, "/settings")}
    assert team.post("/settings/tokens", content=b"{}", headers=headers).status_code == 415


def test_what_is_refused_changes_nothing_and_is_noted(team: TestClient, path: Path) -> None:
    make_token(team, "")
    with open_ledger(path) as ledger:
        assert ledger.people.tokens() == ()
        newest = ledger.people.log(most=1)[0]
    assert (newest.who, newest.what, newest.result) == ("Amina", "POST /settings/tokens", "403")


def test_too_many_fields_are_refused(team: TestClient) -> None:
    data = {f"f{number}": "x" for number in range(2_001)}
    headers = {"x-csrf-token": token_at(team, "/settings")}
    assert team.post("/settings/tokens", data=data, headers=headers).status_code == 400


@pytest.mark.parametrize(
    ("origin", "status"), [("https://desk.example", 303), ("https://desk.example.evil.example", 403)]
)
def test_behind_a_proxy_the_name_it_is_known_by_is_ours(path: Path, origin: str, status: int) -> None:
    with browsing(path, hosts=("127.0.0.1", "desk.example"), prefix="/desk") as client:
        assert sign_in_from(client, origin) == status


def sign_in_from(client: TestClient, origin: str) -> int:
    sent = {"csrf": token_at(client, "/desk/login"), "name": "Amina", "password": PASSWORD}
    return int(client.post("/desk/login", data=sent, headers={"origin": origin}).status_code)
