"""Somebody waits: makes a watch of a search, tries it, reads its alerts, acknowledges, approves, follows, sees the feeds."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.builders import NOW
from tests.desk.browsing import Analyst, new_page
from tests.ledgers import open_ledger
from tests.web.raised import OFFICE, raise_two
from tests.web.serving import served
from twosource.feeds import Feed, Health
from twosource.store.queue import NewJob, Taker


@pytest.fixture
def waiting(own_ledger: Path) -> Path:
    """Return a ledger with a watch, two alerts, two feeds and a job set aside."""
    raise_two(own_ledger)
    taker = Taker(watch="test", worker="1")
    with open_ledger(own_ledger) as ledger:
        for name, health in (
            ("Lakeside Courier", Health(asked_at=NOW, answered_at=NOW)),
            (
                "جريدة الصباح",
                Health(asked_at=NOW, failures=12, trouble="The host answers 503 Service Unavailable"),
            ),
        ):
            address = f"https://{len(name)}.example/a/long/way/to/the/feed/of/everything/there/is.xml"
            ledger.feeds.add(Feed(name=name, address=address, group="Wires"), NOW)
            ledger.feeds.save_health(name, health)
        ledger.queue.put([NewJob(key=f"{number:064x}", kind="fetch", body="{}") for number in range(4)], NOW)
        job = ledger.queue.take("fetch", taker, NOW)
        assert job is not None
        ledger.queue.fail(job, taker, "the page is larger than 20 MB", NOW)
    return own_ledger


@pytest.fixture
def watcher(browser: Browser, waiting: Path, size: str) -> Iterator[Analyst]:
    with served(waiting) as address:
        somebody = Analyst(page=new_page(browser, size), address=address, size=size)
        yield somebody
        somebody.page.context.close()
        assert somebody.faults == []


def test_an_alert_is_read_and_acknowledged(watcher: Analyst) -> None:
    watcher.open("/alerts")
    watcher.look("alerts")
    watcher.page.locator(".alert-card h2 a").first.click()
    expect(watcher.page.get_by_role("heading", name="What changed since the alert before")).to_be_visible()
    watcher.page.get_by_text("The message", exact=True).click()
    watcher.look("alert")
    watcher.page.get_by_role("button", name="Acknowledge").click()
    expect(watcher.page.get_by_role("status")).to_contain_text("Acknowledged")
    watcher.page.get_by_label("I have read the message as it will go out").check()
    watcher.page.get_by_role("button", name="Approve for the public").click()
    expect(watcher.page.get_by_text("for the public: approved by")).to_be_visible()
    expect(watcher.page.locator(".masthead .count")).to_contain_text("1")


def test_a_search_becomes_a_watch_that_is_tried_first(watcher: Analyst) -> None:
    watcher.open("/?place=Kirkuk")
    watcher.page.get_by_role("link", name="Follow this search").click()
    watcher.look("follow")
    watcher.page.get_by_role("link", name="A watch of this search").click()
    expect(watcher.page.get_by_label("Places by name")).to_have_value("Kirkuk")
    watcher.look("watch-form")
    watcher.page.get_by_label("Name", exact=True).fill("Kirkuk")
    watcher.page.get_by_label("Days", exact=True).fill("90")
    watcher.page.get_by_label("Up to the end of").fill("2024-03-31")
    watcher.page.get_by_role("button", name="Try it").click()
    expect(watcher.page.get_by_role("heading", name=re.compile("It would have raised"))).to_be_visible()
    watcher.look("watch-tried")
    watcher.page.get_by_role("button", name="Save the watch").click()
    expect(watcher.page.get_by_role("status")).to_contain_text("looks from now on")
    watcher.look("watch")
    watcher.open("/watches")
    watcher.look("watches")


def test_what_is_wrong_in_a_watch_is_led_to(watcher: Analyst) -> None:
    watcher.open("/watches/new")
    watcher.page.get_by_label("Latitude").fill("35")
    watcher.page.get_by_role("button", name="Save the watch").click()
    expect(watcher.page.get_by_role("alert")).to_contain_text("to correct")
    watcher.look("watch-form-wrong")
    watcher.faults.clear()  # the browser notes each answer of 422


def test_feeds_show_how_they_do(watcher: Analyst) -> None:
    watcher.open("/feeds")
    expect(watcher.page.get_by_text("failing")).to_be_visible()
    watcher.look("feeds")
    watcher.page.get_by_role("button", name="Try again").click()
    expect(watcher.page.get_by_role("status")).to_contain_text("1 job is tried again")


@pytest.mark.parametrize(
    "path", ["/alerts", "/watches", "/feeds", f"/watches/one?name={OFFICE.name}", "/watches/new"]
)
def test_pages_of_the_watch_are_read_in_the_dark_and_without_scripts(
    browser: Browser, waiting: Path, path: str
) -> None:
    with served(waiting) as address:
        for scripts in (True, False):
            page = new_page(browser, "desktop", scheme="dark", scripts=scripts)
            somebody = Analyst(page=page, address=address, size="dark")
            somebody.open(path)
            if scripts:
                somebody.look("watching-" + re.sub(r"\W+", "-", path).strip("-"))
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            page.context.close()
            assert somebody.faults == []
