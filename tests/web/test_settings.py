"""Settings: one's password and tokens, who is there, what was written; kept by the rules of people."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.builders import NOW
from tests.ledgers import open_ledger
from tests.web.desks import PASSWORD, add_team, browsing, sign_in
from tests.web.posting import post
from twosource.store.people import Written, digest_of

OTHER = "eleven geese over the mill"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return add_team(tmp_path / "team.db")


@pytest.fixture
def viktor(path: Path) -> Iterator[TestClient]:
    with browsing(path) as client:
        sign_in(client, "Viktor")
        yield client


@pytest.fixture
def amina(path: Path) -> Iterator[TestClient]:
    with browsing(path) as client:
        sign_in(client, "Amina")
        yield client


def change_password(
    client: TestClient, *, old: str = PASSWORD, new: str = OTHER, again: str = OTHER
) -> tuple[int, str]:
    sent = {"old": old, "new": new, "again": again}
    answer = post(client, "/settings/password", sent, page="/settings")
    return answer.status_code, answer.text


def test_a_new_password_signs_other_browsers_out_and_this_one_stays(viktor: TestClient, path: Path) -> None:
    with browsing(path) as other:
        sign_in(other, "Viktor")
        assert change_password(viktor)[0] == 303
        assert "Your password was changed" in viktor.get("/settings").text
        assert "Your password was changed" not in viktor.get("/settings").text
        assert other.get("/settings").status_code == 303
        assert sign_in(other, "Viktor").status_code == 401
        assert sign_in(other, "Viktor", OTHER).status_code == 303


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"old": "not the password"}, "This is not your password."),
        ({"again": "something else at all"}, "The two are not the same."),
        ({"new": "short", "again": "short"}, "a password has 12 to 256 characters"),
    ],
    ids=["old", "again", "short"],
)
def test_what_is_wrong_with_a_new_password_stands_beside_it(
    viktor: TestClient, given: dict[str, str], message: str
) -> None:
    status, page = change_password(viktor, **given)
    assert (status, message in page, 'aria-invalid="true"' in page) == (422, True, True)
    assert viktor.get("/settings").status_code == 200


def test_a_token_is_shown_once(viktor: TestClient, path: Path) -> None:
    made = post(viktor, "/settings/tokens", {"label": "mirror", "days": "30"}, page="/settings")
    secret = re.findall(r"twosource_[\w-]{43}", made.text)
    assert (made.status_code, len(secret), made.headers["cache-control"]) == (200, 1, "no-store")
    assert secret[0] not in viktor.get("/settings").text
    with open_ledger(path) as ledger:
        found = ledger.people.bearer(digest_of(secret[0]), NOW)
    assert found is not None
    assert found.name == "Viktor"


@pytest.mark.parametrize(("days", "status"), [("30", 200), ("", 200), ("31", 422), ("-1", 422)])
def test_a_token_stops_after_one_of_some_lengths(viktor: TestClient, days: str, status: int) -> None:
    made = post(viktor, "/settings/tokens", {"days": days}, page="/settings")
    assert made.status_code == status


def test_tokens_are_revoked_by_who_has_them_and_by_admins(
    viktor: TestClient, amina: TestClient, path: Path
) -> None:
    post(viktor, "/settings/tokens", {"days": "30"}, page="/settings")
    post(amina, "/settings/tokens", {"days": "30"}, page="/settings")
    with open_ledger(path) as ledger:
        (his,), (hers,) = ledger.people.tokens("Viktor"), ledger.people.tokens("Amina")

    assert revoke(viktor, hers.name) == 403
    assert revoke(amina, his.name) == 303
    assert revoke(amina, his.name) == 404
    assert revoke(amina, hers.name) == 303


def test_the_log_is_read_page_by_page(amina: TestClient, path: Path) -> None:
    with open_ledger(path) as ledger:
        for number in range(120):
            ledger.people.note(Written(at=NOW, who="Amina", what=f"POST /act/{number}", result="303"))
    first = amina.get("/settings/log")
    older = re.search(r'href="(/settings/log\?before=\d+)" rel="next"', first.text)
    assert older is not None
    second = amina.get(older.group(1))
    assert "POST /act/119<" in first.text
    assert "POST /act/70<" in first.text
    assert "POST /act/69<" in second.text
    assert "POST /act/70<" not in second.text


@pytest.mark.parametrize("before", ["x", "-1", "1e3", "٣", "9" * 40])
def test_a_line_that_is_no_number_is_told(amina: TestClient, before: str) -> None:
    assert amina.get("/settings/log", params={"before": before}).status_code == 422


def revoke(client: TestClient, name: str) -> int:
    return post(client, f"/settings/tokens/{name}", page="/settings").status_code
