"""Hostile titles, texts, names and addresses go through every page and every export, and stay words."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

import pytest
from lxml import html
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Match, Mount, Route
from starlette.testclient import TestClient

from tests.ledgers import open_ledger, place_of
from tests.web.conftest import ADDRESS
from tests.web.harms import harms
from tests.web.hostile import ASKED, fill
from twosource.exports import FORMS, export
from twosource.store import Filter
from twosource.web import DeskSettings, make_app

_MOST_PER_ROUTE: Final = 3  # pages of one kind that are looked at
_TURNS: Final = 7  # times each page is asked for with another attack
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
#: Pages that show nothing of the ledger, or only what was just sent (tests/web/test_intake.py).
_WITHOUT_TEXT: Final = frozenset({"login", "health", "robots", "icon", "intake_result"})


@pytest.fixture(scope="module")
def hostile_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("hostile") / "hostile.db")


@pytest.fixture(scope="module")
def app(hostile_ledger: Path) -> Starlette:
    return make_app(DeskSettings(ledger=place_of(hostile_ledger), owner='<hostile onclick="x">'))


@pytest.fixture(scope="module")
def client(app: Starlette) -> Iterator[TestClient]:
    with TestClient(app, base_url=ADDRESS, follow_redirects=False) as found:
        yield found


@pytest.fixture(scope="module")
def walked(app: Starlette, client: TestClient, hostile_ledger: Path) -> dict[str, list[str]]:
    """Follow every link of ours, some of each kind of page; return what was found on each."""
    waiting = ["/", *doors(hostile_ledger)]
    seen, kinds = set(waiting), Counter[str]()
    found: dict[str, list[str]] = {}
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(app, address)
        if kind is None or kinds[kind] >= _MOST_PER_ROUTE:
            continue
        kinds[kind] += 1
        answer = client.get(address)
        assert answer.status_code < 500, address
        assert "content-security-policy" in answer.headers, address
        found[f"{kind} {address}"] = []
        if answer.headers.get("content-type", "").startswith("text/html"):
            found[f"{kind} {address}"] = [f"{harm.what} in {harm.where}" for harm in harms(answer.text)]
            links = [link for link in links_of(address, answer.text) if link not in seen]
            seen.update(links)
            waiting.extend(links)
        elif answer.headers.get("content-type", "").startswith("application/json"):
            json.loads(answer.text)
    return found


def test_no_page_lets_a_text_become_more_than_words(walked: dict[str, list[str]]) -> None:
    assert {address: found for address, found in walked.items() if found} == {}


def test_every_kind_of_page_was_walked(app: Starlette, walked: dict[str, list[str]]) -> None:
    kinds = {address.partition(" ")[0] for address in walked}
    assert {route.name for route in routes_of(app)} - kinds - _WITHOUT_TEXT == set()


@pytest.mark.parametrize("turn", range(_TURNS))
def test_what_is_asked_for_is_shown_as_words_too(app: Starlette, client: TestClient, turn: int) -> None:
    """Each page is asked for with some of the attacks, each attack of some of the pages."""
    for place, route in enumerate(routes_of(app)):
        attack = ASKED[(turn * 5 + place) % len(ASKED)]
        address = address_of(route, quote(attack[:1_500], safe="", errors="surrogateescape"))
        answer = client.get(address)
        assert answer.status_code < 500, (route.name, attack)
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert harms(answer.text) == [], (route.name, attack)


def address_of(route: Route, attack: str) -> str:
    """Return the address of a page with an attack wherever it takes words."""
    path = route.path
    for name in route.param_convertors:
        path = path.replace(f"{{{name}}}", attack).replace(f"{{{name}:path}}", attack)
    return f"{path}?text={attack}&place={attack}&next={attack}&{attack}={attack}"


@pytest.mark.parametrize("name", FORMS)
def test_no_export_lets_a_text_become_more_than_words(hostile_ledger: Path, name: str) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow", reason="Parquet is written by the optional extra tables")
    with open_ledger(hostile_ledger) as ledger:
        written = b"".join(export(ledger, name))
    assert written
    form = FORMS[name]
    if form.ending == "csv":
        rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))
        assert [cell for row in rows for cell in row if starts_formula(cell)] == []
        assert {len(row) for row in rows} == {len(rows[0])}
    elif form.ending == "jsonl":
        assert [json.loads(line) for line in written.decode("utf-8").split("\n") if line]
    elif form.is_text:
        json.loads(written)


def doors(ledger: Path) -> Iterator[str]:
    """Yield addresses of pages that only longer lists, or scripts, lead to."""
    with open_ledger(ledger) as opened:
        for incident in opened.incidents(Filter(limit=_MOST_PER_ROUTE)):
            article = incident.articles[0]
            (report,) = opened.reports_of([article])
            yield f"/incidents/{incident.id}/articles"
            yield f"/incidents/{incident.id}/said/killed"
            yield f"/articles/{article}/claims/{report.claims[0].id}"
            yield f"/claims/{report.claims[0].id}/rating"
            yield f"/ledger/here?incident={incident.id}"
    yield "/ledger/map.json"


def starts_formula(cell: str) -> bool:
    """Whether a spreadsheet would reckon with a cell instead of showing it; numbers it may reckon with."""
    try:
        float(cell)
    except ValueError:
        return cell.startswith(_FORMULA)
    return False


def kind_of(app: Starlette, address: str) -> str | None:
    """Return the name of the route that answers an address of the desk's own pages."""
    scope = {"type": "http", "path": urlsplit(address).path, "method": "GET", "root_path": ""}
    for route in routes_of(app):
        if route.matches(scope)[0] is Match.FULL:
            return route.name
    return None


def routes_of(app: Starlette) -> list[Route]:
    """Return every route of pages that can be asked for with GET."""
    return [route for route in _inside(app.routes) if "GET" in (route.methods or ())]


def _inside(routes: list[BaseRoute]) -> Iterator[Route]:
    for route in routes:
        if isinstance(route, Route):
            yield route
        elif isinstance(route, Mount) and route.path == "":
            yield from _inside(list(route.routes))


def links_of(address: str, page: str) -> list[str]:
    """Return where a page leads within the desk."""
    root = html.document_fromstring(page)
    given = [each.get(name) for each in root.iter() for name in ("href", "data-src", "data-url")]
    found = (urljoin(address, link) for link in given if link)
    return [link.partition("#")[0] for link in found if link.startswith("/") and not link.startswith("//")]
