"""Mirrors: following /changes from nothing gives what /incidents gives, whatever people decide meanwhile."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.surroundings import Api, OneLedger, bearer
from tests.ledgers import copy_ledger

_LIMITS = st.sampled_from([1, 3, 50])


class Mirror:
    """Keeps a copy of all incidents by following what changed."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.incidents: dict[str, Any] = {}
        self.cursor: str | None = None

    def follow(self, limit: int) -> None:
        """Take in all that changed since the last time."""
        while True:
            cursor = {} if self.cursor is None else {"cursor": self.cursor}
            page = self.api.get("/api/v1/changes", params={"limit": limit, **cursor}).json()
            for change in page["items"]:
                self.incidents.pop(change["id"], None)
                if change["what"] == "changed":
                    self.incidents[change["id"]] = change["incident"]
            self.cursor = page["cursor"]
            if page["next"] is None:
                return


def all_incidents(api: Api) -> dict[str, Any]:
    """Return every incident, page after page."""
    found, address = [], "/api/v1/incidents?limit=4"
    while address is not None:
        page = api.get(address).json()
        found += page["items"]
        address = page["next"]
    assert len({one["id"] for one in found}) == len(found)
    return {one["id"]: one for one in found}


def act_somehow(api: Api, chance: random.Random) -> int:
    """Do something that a person may do, and return the status."""
    incidents = list(all_incidents(api).values())
    acts = [act["id"] for act in api.get("/api/v1/reviews").json()["items"]]
    one, other = chance.sample(incidents, 2)
    several = [each for each in incidents if len(each["reports"]) > 1] or incidents
    whole = chance.choice(several)
    body = chance.choice(
        [
            {"what": "merge", "incidents": [one["id"], other["id"]]},
            {"what": "split", "incident": whole["id"], "reports": whole["reports"][:1]},
            {"what": "move", "report": chance.choice(one["reports"]), "incident": other["id"]},
            {"what": "undo", "act": chance.choice(acts or ["v_000000000000"])},
            {"what": "undo", "act": chance.choice(acts or ["v_000000000000"])},
        ]
    )
    answer = api.post("/api/v1/reviews", json={**body, "reason": "tried"}, headers=bearer("reviews"))
    return answer.status_code


@given(seed=st.integers(0, 10_000), limit=_LIMITS, pace=st.integers(1, 3))
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
def test_following_changes_gives_what_the_list_gives(
    example_ledger: Path, tmp_path: Path, seed: int, limit: int, pace: int
) -> None:
    surroundings = OneLedger(path=copy_ledger(example_ledger, tmp_path / f"{seed}.db"))
    api, chance = Api(surroundings), random.Random(seed)
    early, late = Mirror(api), Mirror(api)
    early.follow(limit)
    statuses = []
    for turn in range(6):
        statuses.append(act_somehow(api, chance))
        if turn % pace == 0:
            early.follow(limit)
    early.follow(limit)
    late.follow(limit)
    whole = all_incidents(api)
    surroundings.close()
    assert early.incidents == late.incidents == whole
    assert set(statuses) <= {200, 201, 404, 409, 422}


def test_a_page_of_changes_says_where_to_go_on_even_when_nothing_is_new(reading: Api) -> None:
    mirror = Mirror(reading)
    mirror.follow(50)
    page = reading.get("/api/v1/changes", params={"cursor": mirror.cursor}).json()
    assert page == {"items": [], "next": None, "cursor": mirror.cursor}


@pytest.mark.parametrize("limit", [1, 5])
def test_pages_hold_each_incident_once_in_the_order_of_the_whole_list(reading: Api, limit: int) -> None:
    whole = reading.get("/api/v1/incidents?limit=200").json()["items"]
    found, address = [], f"/api/v1/incidents?limit={limit}"
    while address is not None:
        page = reading.get(address)
        assert page.links.get("next", {}).get("url") == page.json()["next"]
        found += page.json()["items"]
        address = page.json()["next"]
    assert found == whole


def test_what_was_merged_is_told_as_removed_and_leads_on(writing: Api) -> None:
    mirror = Mirror(writing)
    mirror.follow(50)
    one, other = list(mirror.incidents)[:2]
    body = {"what": "merge", "incidents": [one, other], "reason": "one attack"}
    done = writing.post("/api/v1/reviews", json=body, headers=bearer("reviews")).json()
    (standing,) = (each["id"] for each in done["incidents"])
    gone = other if standing == one else one
    changes = writing.get("/api/v1/changes", params={"cursor": mirror.cursor}).json()["items"]
    assert {(each["what"], each["id"], each["into"]) for each in changes} == {
        ("changed", standing, None),
        ("merged", gone, standing),
    }
    answer = writing.get(f"/api/v1/incidents/{gone}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, f"/api/v1/incidents/{standing}")
