"""An analyst looks: finds an incident, sees what is contradicted, opens the sentence, goes back in time."""

import re

from playwright.sync_api import expect

from tests.desk.browsing import Analyst


def test_the_desk_opens_on_the_ledger(analyst: Analyst) -> None:
    analyst.open("/")
    expect(analyst.page.get_by_role("heading", level=1)).to_have_text("Ledger")
    analyst.look("ledger")


def test_an_incident_is_found_by_its_place_and_the_address_holds_the_filter(analyst: Analyst) -> None:
    analyst.open("/")
    analyst.page.get_by_label("Place", exact=True).fill("Kirkuk")
    analyst.page.get_by_role("button", name="Show", exact=True).click()
    expect(analyst.page).to_have_url(re.compile("place=Kirkuk"))
    expect(analyst.page.get_by_role("link", name=re.compile("oil pumping station"))).to_be_visible()
    analyst.look("ledger-filtered")


def test_nothing_found_says_what_to_do(analyst: Analyst) -> None:
    analyst.open("/?place=Nowhere+at+all")
    expect(analyst.page.get_by_text("incident", exact=False).first).to_be_visible()
    analyst.look("ledger-nothing-found")


def test_a_contradiction_leads_to_the_sentence_behind_each_side(analyst: Analyst) -> None:
    _open_kirkuk(analyst)
    row = analyst.page.locator("#fact-injured")
    expect(row).to_contain_text("contradicted")
    analyst.look("incident")
    row.locator("a[href*='claim=']").first.click()
    expect(analyst.page.locator("mark", has_text="wounding two workers").first).to_be_visible()


def test_an_article_shows_its_claims_marked(analyst: Analyst) -> None:
    _open_kirkuk(analyst)
    href = analyst.page.locator("#fact-injured a[href*='claim=']").first.get_attribute("href")
    assert href is not None
    analyst.open(href)
    expect(analyst.page.locator("mark").first).to_be_visible()
    analyst.look("article")


def test_the_page_shows_the_past(analyst: Analyst) -> None:
    _open_kirkuk(analyst)
    path = analyst.page.url.removeprefix(analyst.address)
    analyst.open(f"{path}?as_of=2024-03-12T08:15:00%2B03:00")
    expect(analyst.page.locator("#fact-injured")).not_to_contain_text("contradicted")
    analyst.look("incident-as-of")


def test_a_brief_prints_on_one_page(analyst: Analyst) -> None:
    _open_kirkuk(analyst)
    analyst.page.get_by_role("link", name="One-page brief").first.click()
    analyst.page.emulate_media(media="print")
    analyst.look("brief")
    assert len(re.findall(rb"/Type\s*/Page[^s]", analyst.page.pdf(format="A4"))) == 1


def _open_kirkuk(analyst: Analyst) -> None:
    analyst.open("/?place=Kirkuk")
    analyst.page.get_by_role("link", name=re.compile("oil pumping station")).first.click()
    expect(analyst.page.get_by_role("heading", level=1)).to_contain_text("Kirkuk")
