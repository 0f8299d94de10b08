"""Desks that know people, and browsers that sign in to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import httpx2 as httpx
from starlette.testclient import TestClient

from tests.ledgers import open_ledger, place_of
from tests.web.conftest import ADDRESS
from tests.web.posting import post
from twosource.store.people import Known, RoleName
from twosource.web import DeskSettings, make_app
from twosource.web.security.passwords import hash_password

PASSWORD = "seven herons by the weir"
TEAM: dict[str, RoleName] = {"Rita": "reader", "Viktor": "reviewer", "Amina": "admin"}


def add_team(path: Path) -> Path:
    """Make a ledger that knows a reader, a reviewer and an admin, all of one password."""
    with open_ledger(path) as ledger:
        for name, role in TEAM.items():
            ledger.people.add(
                Known(name=name, role=role, password=_kept(), made_at=datetime(2024, 1, 2, tzinfo=UTC))
            )
    return path


@contextmanager
def browsing(path: Path, address: str = ADDRESS, **settings: Any) -> Iterator[TestClient]:
    """Give a browser without scripts on a desk of its own."""
    app = make_app(DeskSettings(ledger=place_of(path), **settings))
    with TestClient(app, base_url=address, follow_redirects=False) as client:
        yield client


def sign_in(
    client: TestClient, name: str, password: str = PASSWORD, *, wanted: str = "/settings"
) -> httpx.Response:
    """Send the form to sign in with."""
    return post(client, "/login", {"name": name, "password": password, "next": wanted}, page="/login")


@cache
def _kept() -> str:
    return hash_password(PASSWORD)
