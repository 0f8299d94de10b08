"""What a role may do: a reader writes nothing but what is their own, and nobody unknown writes at all."""

from pathlib import Path

import pytest
from starlette.routing import Mount, Route

from tests.web.conftest import ADDRESS
from tests.web.desks import TEAM, add_team, browsing, sign_in
from tests.web.posting import token_at
from twosource.web.app import PAGES

#: Writes that everybody may do, to what is theirs.
_OWN = frozenset({"sign_in", "logout", "set_password", "make_token", "revoke_token", "follow_key"})
#: Writes that an admin alone may do.
_RULING = frozenset(
    {"approve", "add_feed", "take_opml", "pause_feed", "resume_feed", "remove_feed", "retry_jobs"}
)
WRITES = [
    route
    for page in PAGES
    for route in page.ROUTES
    if isinstance(route, Route) and "POST" in (route.methods or ())
]


def path_of(route: Route) -> str:
    """Return a path of a route, with a record that is not there."""
    path = route.path
    for name in route.param_convertors:
        path = path.replace(f"{{{name}}}", "none")
    return path


@pytest.mark.parametrize(
    "route", [each for each in WRITES if each.name not in _OWN], ids=lambda each: each.name
)
@pytest.mark.parametrize("name", TEAM)
def test_only_reviewers_decide_and_only_admins_rule(tmp_path: Path, name: str, route: Route) -> None:
    with browsing(add_team(tmp_path / "team.db")) as client:
        sign_in(client, name)
        sent = {"csrf": token_at(client, "/settings"), "reason": "so", "what": "undo"}
        answer = client.post(path_of(route), data=sent, headers={"origin": ADDRESS})
    refused = {"Rita", "Viktor"} if route.name in _RULING else {"Rita"}
    assert (answer.status_code == 403) is (name in refused), answer.text


@pytest.mark.parametrize("route", WRITES, ids=lambda each: each.name)
def test_nobody_unknown_writes(tmp_path: Path, route: Route) -> None:
    with browsing(add_team(tmp_path / "team.db")) as client:
        sent = {"csrf": token_at(client, "/login")}
        assert client.post(path_of(route), data=sent).status_code == 401


def test_every_route_of_pages_is_looked_at() -> None:
    assert [each for page in PAGES for each in page.ROUTES if isinstance(each, Mount)] == []
    assert len(WRITES) > len(_OWN)
