"""A reviewer decides at the desk: splits, merges, undoes, by mouse and by keyboard, and adds an article."""

import re

from playwright.sync_api import Locator, expect

from tests.desk.browsing import Analyst


def test_a_split_is_tried_done_and_undone(reviewer: Analyst) -> None:
    before = _voices_of_kirkuk(reviewer)
    reviewer.page.get_by_role("link", name=re.compile("Split")).first.click()
    reviewer.look("review-incident")
    reviewer.page.get_by_role("checkbox", name=re.compile("Kirkuk governor")).check()
    reviewer.page.get_by_role("button", name=re.compile("Split off|See what")).first.click()
    expect(reviewer.page.get_by_role("heading", name="What it will change")).to_be_visible()
    reviewer.look("review-split")
    _sign(reviewer, "another attack, says the governor", "Split them off")
    assert _voices_of_kirkuk(reviewer) != before
    _undo_last(reviewer)
    assert _voices_of_kirkuk(reviewer) == before


def test_two_incidents_are_merged_and_parted_again(reviewer: Analyst) -> None:
    before = _voices_of_kirkuk(reviewer)
    reviewer.page.get_by_role("link", name=re.compile("Split")).first.click()
    reviewer.page.get_by_role("link", name=re.compile("Merge with")).first.click()
    reviewer.look("review-merge-search")
    reviewer.page.get_by_role("searchbox").first.fill("Hodeidah")
    reviewer.page.keyboard.press("Enter")
    reviewer.page.get_by_role("link", name=re.compile("minibus in Hodeidah")).first.click()
    _sign(reviewer, "told as one by the ministry", "Merge them")
    _undo_last(reviewer)
    assert _voices_of_kirkuk(reviewer) == before


def test_the_queue_is_walked_with_keys(reviewer: Analyst) -> None:
    reviewer.open("/review")
    reviewer.look("review")
    reviewer.page.keyboard.press("?")
    expect(reviewer.page.get_by_role("dialog")).to_be_visible()
    reviewer.look("review-keys")
    reviewer.page.keyboard.press("Escape")
    reviewer.page.keyboard.press("j")
    reviewer.page.keyboard.press("Enter")
    expect(reviewer.page).to_have_url(re.compile("/review/items/"))
    reviewer.look("review-item")


def test_an_article_is_added_by_pasting_it(reviewer: Analyst) -> None:
    reviewer.open("/add")
    reviewer.look("add")
    reviewer.page.get_by_label(re.compile("^Text")).fill(
        "MOSUL, Iraq, June 3 - Two rockets hit a police station in Mosul on Tuesday night, wounding four"
        " officers, a police spokesman told Tigris Courier. No group has claimed responsibility."
    )
    reviewer.page.get_by_label("Outlet", exact=False).first.fill("Tigris Courier")
    reviewer.page.get_by_role("button", name=re.compile("^Add")).first.click()
    expect(reviewer.page.get_by_role("link", name=re.compile("Mosul")).first).to_be_visible()
    reviewer.look("add-done")


def _voices_of_kirkuk(analyst: Analyst) -> str:
    analyst.open("/?place=Kirkuk")
    analyst.page.get_by_role("link", name=re.compile("oil pumping station")).first.click()
    heading: Locator = analyst.page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Kirkuk")
    return heading.inner_text()


def _sign(analyst: Analyst, reason: str, button: str) -> None:
    analyst.page.get_by_label("Why", exact=True).fill(reason)
    analyst.page.get_by_role("button", name=button).click()
    expect(analyst.page.get_by_role("status").first).to_be_visible()


def _undo_last(analyst: Analyst) -> None:
    analyst.open("/review/acts")
    analyst.look("review-acts")
    analyst.page.get_by_role("link", name=re.compile("^Undo|Take .*back")).first.click()
    _sign(analyst, "a mistake", "Take it back")
