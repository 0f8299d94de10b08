"""The map, the line of time and the list move together in a real browser; the address says how."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.builders import NOW
from tests.desk.browsing import Analyst, new_page
from tests.web.many import Told, keep_many, town
from tests.web.serving import served
from twosource.model import Status
from twosource.store import open_ledger


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a ledger with a crowd at one point, a vague place, names of all sorts, and some nowhere."""
    path = tmp_path_factory.mktemp("map") / "map.db"
    long = "A town whose name is far longer than what any column has room for"
    with open_ledger(str(path)) as ledger:
        keep_many(
            ledger,
            [
                *(Told(headline=f"Shooting {number} in Kisumu", place=town(), dead=number + 1) for number in range(30)),
                Told(headline="Bombing near Nakuru", place=town("Nakuru", -0.3, 36.07), status=Status.CONTRADICTED),
                Told(headline="Attack somewhere about there", place=town("West", 4.0, 39.0, radius_km=300.0)),
                Told(headline=f"Arson in {long}", place=town(long, -20.0, 47.0), voices=400),
                Told(headline="حريق في السوق القديم", place=town("السوق", 31.9, 35.2)),
                Told(headline="Stabbing nobody can place"),
            ],
        )  # fmt: skip
    with served(path) as address:
        yield address


@pytest.fixture
def looker(browser: Browser, crowded: str, size: str) -> Iterator[Analyst]:
    """Sit somebody down before that ledger; afterwards nothing may have gone wrong unseen."""
    found = Analyst(page=new_page(browser, size), address=crowded, size=size)
    yield found
    found.page.context.close()
    assert found.faults == []


def asked(page: Page) -> dict[str, str]:
    """Return what the address asks."""
    return {name: words[0] for name, words in parse_qs(urlsplit(page.url).query).items()}


def count(page: Page) -> Locator:
    return page.locator("[data-part=count]")


def mark(page: Page, words: str) -> Locator:
    return page.get_by_role("button", name=re.compile(words))


def test_a_mark_opens_what_is_told_there_and_leads_to_the_list(looker: Analyst) -> None:
    looker.open("/?place=Kisumu")
    mark(looker.page, "Kisumu, Kenya: 30 incidents").click()
    told = looker.page.locator("[data-map-told]")

    expect(told.get_by_role("listitem")).to_have_count(12)
    looker.look("map-mark")
    told.get_by_role("link", name="List all 30").click()

    looker.page.wait_for_url("**box=**")
    expect(count(looker.page)).to_contain_text("30 incidents")
    assert set(asked(looker.page)) == {"box", "place"}


def test_a_mark_is_opened_and_left_by_keys(looker: Analyst) -> None:
    looker.open("/?place=Nakuru")
    there = mark(looker.page, "Bombing near Nakuru, contradicted")
    there.focus()
    looker.page.keyboard.press("Enter")

    expect(looker.page.get_by_role("heading", name="1 incident")).to_be_focused()
    looker.page.keyboard.press("Escape")
    expect(there).to_be_focused()


def test_keys_move_the_map_and_its_box_is_searched(looker: Analyst) -> None:
    looker.open("/?place=Kenya")
    stage = looker.page.locator("[data-map-stage]")
    expect(mark(looker.page, "Kisumu")).to_be_visible()
    stage.focus()
    for key in ("+", "+", "ArrowLeft", "ArrowUp", "-", "0"):
        looker.page.keyboard.press(key)
    looker.page.get_by_role("button", name="Search in this box").click()

    looker.page.wait_for_url("**box=**")
    west, south, east, north = map(float, asked(looker.page)["box"].split(","))
    assert west < 34.75 < east
    assert south < -0.1 < north
    looker.page.go_back()
    expect(looker.page.get_by_role("link", name=re.compile("^Map between"))).to_have_count(0)
    assert asked(looker.page) == {"place": "Kenya"}


def test_incidents_without_a_place_are_a_link_away(looker: Analyst) -> None:
    looker.open("/")
    looker.page.get_by_role("link", name="1 without a place").click()

    looker.page.wait_for_url("**/?with_place=false")
    expect(looker.page.get_by_role("link", name="Stabbing nobody can place")).to_be_visible()


def test_a_stretch_of_time_is_drawn(analyst: Analyst) -> None:
    analyst.open("/")
    bars = analyst.page.locator(".time-bars")
    bars.scroll_into_view_if_needed()
    box = bars.bounding_box()
    assert box is not None
    analyst.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20)
    analyst.page.mouse.down()
    analyst.page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 24, steps=4)
    analyst.page.mouse.up()

    analyst.page.wait_for_url("**since=**")
    assert set(asked(analyst.page)) == {"since", "until"}
    expect(analyst.page.locator(".time-asked")).to_be_visible()
    analyst.look("time-stretch")


def test_keys_move_the_ends_of_the_time_asked_for(looker: Analyst) -> None:
    looker.open("/")
    end = looker.page.get_by_label("To", exact=True).and_(looker.page.locator("[type=range]"))
    end.focus()
    looker.page.keyboard.press("ArrowLeft")

    looker.page.wait_for_url("**until=**")
    expect(end).to_be_focused()


def test_words_are_looked_for_while_they_are_typed(looker: Analyst) -> None:
    looker.open("/")
    field = looker.page.get_by_label("Place", exact=True)
    field.press_sequentially("Nakuru")

    expect(count(looker.page)).to_contain_text("1 incident, contradicted")
    expect(field).to_be_focused()
    expect(field).to_have_value("Nakuru")
    assert asked(looker.page) == {"place": "Nakuru"}
    looker.page.go_back()
    expect(count(looker.page)).to_contain_text("35 incidents")


def test_what_changed_since_the_last_visit_is_marked(looker: Analyst) -> None:
    looker.open("/")
    name = "twosource:seen:/"
    looker.page.evaluate(f"localStorage.setItem('{name}', JSON.stringify({{seen: 0, pending: 33, at: 0}}))")
    looker.page.reload()

    expect(looker.page.get_by_text("since your last visit")).to_have_count(2)


@pytest.mark.parametrize(
    "address", ["/", "/?place=nowhere+at+all", "/?place=Kenya"], ids=["all", "none", "some"]
)
def test_the_page_satisfies_axe_and_the_screen(looker: Analyst, address: str) -> None:
    looker.open(address)
    looker.page.wait_for_timeout(300)
    looker.look("crowded" + re.sub(r"\W+", "-", address).rstrip("-"))


def test_without_scripts_the_list_answers_to_the_form(browser: Browser, crowded: str) -> None:
    page = new_page(browser, "desktop", scripts=False)
    page.goto(crowded)
    page.get_by_label("Place", exact=True).fill("Nakuru")
    page.get_by_role("button", name="Show").click()

    assert asked(page) == {"place": "Nakuru"}
    assert count(page).inner_text().startswith("1 incident")
    expect(page.get_by_text("The map needs scripts")).to_be_visible()
    page.context.close()


def test_tiles_lie_beneath_where_an_address_is_set(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "tiles.db"
    with open_ledger(str(path)) as ledger:
        keep_many(ledger, [Told(place=town(), at=NOW)])
    with served(path, tiles="http://127.0.0.1:9/{z}/{x}/{y}.png") as address:
        page = new_page(browser, "desktop")
        page.goto(address)
        tile = page.locator(".map-tiles img").first
        expect(tile).to_have_attribute("src", re.compile(r"http://127\.0\.0\.1:9/\d+/\d+/\d+\.png"))
        page.context.close()
