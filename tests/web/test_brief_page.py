"""The brief of an incident on one page."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.looking import incident_at, look_at, words


@pytest.fixture
def page(client: TestClient, example_ledger: Path) -> str:
    """Return the words of the brief of a disputed incident."""
    return words(
        look_at(client, f"/incidents/{incident_at(example_ledger, 'Kirkuk')}/brief").xpath("//main")[0]
    )


@pytest.mark.parametrize(
    "told",
    [
        "injured 4 or 2 ! contradicted 2v 1n 1o",
        "Nobody says: killed.",
        "four people were wounded",
        "wounding two workers",
        "Meridian Newswire, printed by Gulf Courier (copy), Kirkuk Tribune (copy): Iraqi Oil Ministry",
        "20 km north of Kirkuk",
        "What was reported, not what happened.",
    ],
    ids=["fact", "unknown", "one side", "other side", "voices", "place", "caution"],
)
def test_a_brief_tells_what_is_known_and_what_is_not(page: str, told: str) -> None:
    assert told in page


def test_contradictions_come_first(client: TestClient, example_ledger: Path) -> None:
    brief = look_at(client, f"/incidents/{incident_at(example_ledger, 'Kirkuk')}/brief")
    rows = [words(row.xpath("th")[0]) for row in brief.xpath("//table//tbody/tr")]
    assert rows[:2] == ["injured", "responsibility"]


def test_a_brief_names_its_incident_and_address(client: TestClient, example_ledger: Path) -> None:
    name = incident_at(example_ledger, "Kirkuk")
    foot = words(look_at(client, f"/incidents/{name}/brief").xpath("//article/footer")[0])
    assert foot.startswith(f"Incident {name}, http://127.0.0.1:8765/incidents/{name}. Made ")


def test_a_brief_of_the_past_says_so(client: TestClient, example_ledger: Path) -> None:
    name = incident_at(example_ledger, "Kirkuk")
    brief = look_at(client, f"/incidents/{name}/brief?as_of=2024-03-12T06:00:00Z")
    assert "This page shows what the press had printed by 2024-03-12 06:00 UTC." in words(
        brief.xpath("//main")[0]
    )
