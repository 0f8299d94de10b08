"""An analyst counts, sets the press's counts against the ledger, rates a source and takes files home."""

import re

import pytest
from playwright.sync_api import expect

from tests.desk.browsing import Analyst


def test_a_tally_is_built_and_answers_with_its_list_and_chart(analyst: Analyst) -> None:
    analyst.open("/tally")
    analyst.page.get_by_label("Place or country").fill("Somalia")
    analyst.page.get_by_label("Count apart by").select_option("kind")
    analyst.page.get_by_role("button", name="Count", exact=True).click()
    expect(analyst.page).to_have_url(re.compile("place=Somalia"))
    expect(analyst.page.get_by_role("link", name=re.compile("Hodan")).first).to_be_visible()
    expect(analyst.page.get_by_role("table", name=re.compile("by kind"))).to_contain_text("grenade attack")
    analyst.look("tally")


def test_counts_of_the_press_stand_beside_the_ledgers(analyst: Analyst) -> None:
    analyst.open("/tally")
    analyst.page.get_by_role("link", name="Counts in the press, checked").click()
    expect(analyst.page.get_by_role("heading", level=1)).to_be_visible()
    analyst.look("press")


def test_sources_are_listed_and_each_has_its_page(analyst: Analyst) -> None:
    analyst.open("/sources")
    analyst.look("sources")
    analyst.page.get_by_role("link", name="Meridian Newswire").first.click()
    expect(analyst.page.get_by_role("heading", level=1)).to_contain_text("Meridian Newswire")
    analyst.look("source")


@pytest.mark.parametrize("form", ["acled", "geojson", "stix"])
def test_an_export_of_what_is_shown_is_downloaded(form: str, analyst: Analyst) -> None:
    analyst.open("/?place=Somalia")
    analyst.page.get_by_role("link", name="Export these").click()
    analyst.look("downloads")
    with analyst.page.expect_download() as begun:
        analyst.page.locator(f"a[href*='/export/{form}?']").first.click()
    path = begun.value.path()
    assert "Hodan" in path.read_text("utf-8")
    assert "Kirkuk" not in path.read_text("utf-8")
