"""What stands around every answer: headers, names we answer to, bounds, a proxy's prefix."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from tests.ledgers import open_ledger, place_of
from tests.web.conftest import ADDRESS
from tests.web.desks import browsing
from tests.web.posting import token_at
from twosource.web import DeskSettings, make_app
from twosource.web.proxy import clean_prefix
from twosource.web.security.limits import MOST_SENT

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "empty.db"
    open_ledger(found).close()
    return found


@pytest.fixture
def desk(path: Path) -> Iterator[TestClient]:
    with browsing(path) as client:
        yield client


@pytest.mark.parametrize(
    "asked", ["/settings", "/nowhere", "/static/css/base.css", "/static/none.css", "/healthz", "/robots.txt"]
)
def test_every_answer_says_what_may_be_loaded(desk: TestClient, asked: str) -> None:
    headers = desk.get(asked).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers


def test_pictures_of_maps_may_come_from_the_tile_server_alone(path: Path) -> None:
    with browsing(path, tiles="https://tiles.example:8443/{z}/{x}/{y}.png") as client:
        policy = client.get("/settings").headers["content-security-policy"]
    assert policy == POLICY.replace("img-src 'self'", "img-src 'self' https://tiles.example:8443")


def test_assets_are_kept_for_good_under_the_mark_of_their_content(desk: TestClient) -> None:
    page = desk.get("/settings").text
    marked = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert marked
    for address in marked:
        answer = desk.get(address)
        assert (answer.status_code, "immutable" in answer.headers["cache-control"]) == (200, True), address
    assert desk.get("/static/css/base.css").headers["cache-control"] == "no-cache"


def test_long_answers_are_compressed_and_short_ones_are_not(desk: TestClient) -> None:
    assert desk.get("/static/css/base.css").headers.get("content-encoding") == "gzip"
    assert "content-encoding" not in desk.get("/healthz").headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.0.2.1", ""])
def test_a_name_that_is_not_ours_is_refused(desk: TestClient, host: str) -> None:
    assert desk.get("/settings", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1:8765", "[::1]:8765"])
def test_the_machine_is_known_by_its_own_names(desk: TestClient, host: str) -> None:
    assert desk.get("/settings", headers={"host": host}).status_code == 200


def test_a_body_is_bounded_whatever_it_says_of_its_length(desk: TestClient) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    told = desk.post("/settings/tokens", content=b"x" * (MOST_SENT + 1), headers=headers)
    untold = desk.post("/settings/tokens", content=iter([b"x" * 700_000] * 2), headers=headers)
    assert (told.status_code, untold.status_code) == (413, 413)


def test_a_length_that_is_no_number_is_refused(desk: TestClient) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded", "content-length": "-1"}
    assert desk.post("/settings/tokens", content=b"x", headers=headers).status_code == 413


def test_an_address_is_bounded(desk: TestClient) -> None:
    assert desk.get("/settings?x=" + "y" * 9_000).status_code == 414


@pytest.mark.parametrize("asked", ["/settings", "/desk/settings"], ids=["taken off", "left on"])
def test_under_a_prefix_every_link_bears_it(path: Path, asked: str) -> None:
    with browsing(path, prefix="/desk") as client:
        page = client.get(asked)
        links = re.findall(r'(?:href|src|action)="(/[^"]*)"', page.text)
        assert page.status_code == 200
        assert links
        assert [link for link in links if not link.startswith("/desk/")] == []
        assert client.get(links[0]).status_code == 200


def test_what_a_proxy_says_is_heard_only_where_it_is_trusted(path: Path) -> None:
    said = {"x-forwarded-prefix": "/wires", "x-forwarded-host": "desk.example", "x-forwarded-proto": "https"}
    with browsing(path, hosts=("desk.example",), trusts_proxy=True) as client:
        assert 'href="/wires/static/' in client.get("/settings", headers=said).text
    with browsing(path) as client:
        assert 'href="/static/' in client.get("/settings", headers=said).text


def test_the_address_of_who_asked_is_noted_behind_a_trusted_proxy(path: Path) -> None:
    with browsing(path, trusts_proxy=True) as client:
        client.post("/settings/tokens", headers={"x-forwarded-for": "203.0.113.9, 198.51.100.4"})
    with open_ledger(path) as ledger:
        assert ledger.people.log(most=1)[0].origin == "198.51.100.4"


@pytest.mark.parametrize(
    "given", ["/a?b", "/../x", "//elsewhere//x", "/é", "javascript:x", "/a b", "/" + "x" * 300]
)
def test_what_is_no_path_is_no_prefix(given: str) -> None:
    with pytest.raises(ValueError, match="no path"):
        clean_prefix(given)


def test_a_desk_without_people_is_its_owners(path: Path) -> None:
    with browsing(path, owner="Noor") as client:
        assert 'signed <span dir="auto">Noor</span>' in client.get("/settings").text
        token = token_at(client, "/settings")
        assert client.post("/settings/tokens", data={"csrf": token, "days": "30"}).status_code == 409


def test_a_fault_tells_nothing_of_itself(path: Path) -> None:
    def break_down(_: Request) -> Response:
        raise RuntimeError("a secret detail")

    app = make_app(DeskSettings(ledger=place_of(path)))
    inner = app.routes[0]
    assert isinstance(inner, Mount)
    inner.routes.insert(0, Route("/broken", break_down))
    with TestClient(app, base_url=ADDRESS, raise_server_exceptions=False) as client:
        answer = client.get("/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY


@pytest.mark.sqlite_file("it can be taken away")
@pytest.mark.parametrize("asked", ["/healthz", "/settings"])
def test_a_ledger_that_is_gone_is_told_in_one_line(path: Path, asked: str) -> None:
    with browsing(path) as client:
        for each in path.parent.iterdir():
            each.unlink()
        answer = client.get(asked)
    assert (answer.status_code, "No ledger at" in answer.text) == (503, True)
