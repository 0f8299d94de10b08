"""Send forms as a browser does: with the token that the page shows."""

import re
from typing import Any

import httpx2 as httpx
from starlette.testclient import TestClient

_TOKEN = re.compile(r'name="csrf" (?:content|value)="([0-9a-f]{64})"')


def post(
    client: TestClient, path: str, data: dict[str, Any] | None = None, *, files: Any = None, page: str = "/"
) -> httpx.Response:
    """Send a form with the token shown at ``page``; redirects are not followed."""
    sent = {"csrf": token_at(client, page), **(data or {})}
    return client.post(path, data=sent, files=files, follow_redirects=False)


def token_at(client: TestClient, page: str = "/") -> str:
    """Return the token that a page shows its scripts and forms."""
    found = _TOKEN.search(client.get(page).text)
    assert found is not None, f"no token at {page}"
    return found.group(1)
