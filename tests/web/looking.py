"""Read a page as people do: its elements, and their words without the breaks of the source."""

import re
from pathlib import Path
from typing import Any

from lxml import html
from starlette.testclient import TestClient

from tests.ledgers import open_ledger
from twosource.ids import IncidentId
from twosource.store import Filter


def look_at(client: TestClient, path: str) -> Any:
    """Return the page at a path as a tree; it must be there."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return html.fromstring(answer.text)


def words(node: Any) -> str:
    """Return the words of an element in one line, those of its parts apart."""
    return re.sub(r" ([.,;:])(?= |$)", r"\1", " ".join(" ".join(node.itertext()).split()))


def incident_at(ledger: Path, place: str) -> IncidentId:
    """Return the incident of a ledger that happened at a place."""
    with open_ledger(ledger, create=False) as opened:
        (found,) = opened.incident_ids(Filter(place=place))
    return found
