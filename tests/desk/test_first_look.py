"""The desk as it opens: nothing foreign, nothing wrong, axe content."""

from tests.desk.browsing import Analyst


def test_the_desk_opens_on_the_ledger(analyst: Analyst) -> None:
    analyst.open("/")
    assert analyst.page.locator("h1").first.is_visible()
    analyst.look("ledger")
