"""Forms as a browser without scripts reads them from a page, fills them in and sends them."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import httpx2 as httpx
from starlette.testclient import TestClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form with what it would send as it stands."""

    action: str
    method: str
    fields: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """Return the value of a field; "" where there is none."""
        return dict(self.fields).get(name, "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: tuple[str, str] | None = None
        self._fields: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = (said.get("action", ""), said.get("method", "get"))
            self._fields = []
        elif tag == "input" and self._open is not None and _is_sent(said, attrs):
            self._fields.append((said["name"], said.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._open is not None:
            action, method = self._open
            self.found.append(Form(action=action, method=method, fields=tuple(self._fields)))
            self._open = None


def _is_sent(said: dict[str, str], attrs: list[tuple[str, str | None]]) -> bool:
    ticked = said.get("type") not in {"checkbox", "radio"} or any(name == "checked" for name, _ in attrs)
    return "name" in said and ticked


def forms_in(html: str) -> tuple[Form, ...]:
    """Return the forms of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    return tuple(reader.found)


def form_for(html: str, action: str) -> Form:
    """Return the last form of a page that is sent to an address."""
    found = [form for form in forms_in(html) if form.action == action and form.method == "post"]
    assert found, f"no form for {action}"
    return found[-1]


def send(client: TestClient, form: Form, **typed: Any) -> httpx.Response:
    """Send a form with what is typed in the place of what stood there; redirects are not followed."""
    return client.post(form.action, data=dict(_filled(form, typed)), follow_redirects=False)


def _filled(form: Form, typed: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    names = dict.fromkeys(name for name, _ in form.fields)
    for name in (*names, *(one for one in typed if one not in names)):
        yield name, typed.get(name, [value for each, value in form.fields if each == name])
