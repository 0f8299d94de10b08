"""The interface as the desk serves it: tokens of its people, its guards, its prefix, its log."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.api.surroundings import bearer
from tests.ledgers import copy_ledger, open_ledger
from tests.web.desks import add_team, browsing, sign_in
from twosource.store.people import Token, digest_of

ACT = {"what": "undo", "act": "v_000000000000", "reason": "it was not so"}
TOKENS = {"Rita": "of-rita", "Viktor": "of-viktor"}
_MADE_AT = datetime(2024, 1, 2, tzinfo=UTC)


@pytest.fixture
def team_ledger(example_ledger: Path, tmp_path: Path) -> Path:
    """Return a ledger of a team, of which two have tokens."""
    path = add_team(copy_ledger(example_ledger, tmp_path / "team.db"))
    with open_ledger(path) as ledger:
        for name, token in TOKENS.items():
            digest = digest_of(token)
            ledger.people.add_token(
                digest,
                Token(name=digest[:8], person=name, label="tests", made_at=_MADE_AT, expires_at=None),
            )
    return path


def test_a_desk_of_its_owner_is_read_without_a_token_and_never_written_to(example_ledger: Path) -> None:
    with browsing(example_ledger) as client:
        assert client.get("/api/v1/incidents").status_code == 200
        assert client.post("/api/v1/reviews", json=ACT).status_code == 401


def test_a_team_reads_with_a_session_or_a_token_and_writes_with_a_token_alone(team_ledger: Path) -> None:
    with browsing(team_ledger) as client:
        assert client.get("/api/v1/incidents").status_code == 401
        assert client.get("/api/v1/incidents", headers=bearer(TOKENS["Rita"])).status_code == 200
        assert client.post("/api/v1/reviews", json=ACT, headers=bearer(TOKENS["Rita"])).status_code == 403
        sign_in(client, "Viktor")
        assert client.get("/api/v1/incidents").status_code == 200
        assert client.post("/api/v1/reviews", json=ACT).status_code == 401
        assert client.post("/api/v1/reviews", json=ACT, headers=bearer(TOKENS["Viktor"])).status_code == 404


def test_what_was_written_stands_in_the_log_of_the_desk(team_ledger: Path) -> None:
    with browsing(team_ledger) as client:
        client.post("/api/v1/reviews", json=ACT, headers=bearer(TOKENS["Viktor"]))
    with open_ledger(team_ledger) as ledger:
        (line,) = ledger.people.log(most=5)
    assert (line.who, line.what, line.result) == ("Viktor", "POST /api/v1/reviews", "404")


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        pytest.param("/api/v1/nowhere", {}, 404, id="nowhere"),
        pytest.param("/api/v1/incidents?place=" + "a" * 9_000, {}, 414, id="too long"),
        pytest.param("/api/v1/incidents", {"Host": "elsewhere.example"}, 400, id="another name"),
    ],
)
def test_what_the_guards_refuse_is_a_problem_too(
    example_ledger: Path, path: str, headers: dict[str, str], status: int
) -> None:
    with browsing(example_ledger) as client:
        answer = client.get(path, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_addresses_lie_under_the_prefix_of_a_proxy(example_ledger: Path) -> None:
    with browsing(example_ledger, prefix="/ledger") as client:
        page = client.get("/ledger/api/v1/incidents?limit=1")
        following = page.json()["next"]
        assert following.startswith("/ledger/api/v1/incidents?")
        assert client.get(following).status_code == 200
        served = client.get("/ledger/api/v1/openapi.json").json()
    assert served["servers"] == [{"url": "/ledger/api/v1"}]


def test_nobody_else_may_read_answers_from_a_page_of_theirs(example_ledger: Path) -> None:
    with browsing(example_ledger) as client:
        answer = client.get("/api/v1/incidents", headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]
