"""Signing in with a browser: forms are taken, pages satisfy axe, and signing out leads back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.desk.browsing import Analyst, new_page
from tests.web.desks import PASSWORD, add_team
from tests.web.serving import served


@pytest.fixture
def stranger(browser: Browser, tmp_path: Path, size: str) -> Iterator[Analyst]:
    """Sit somebody down before a desk that knows people, not signed in."""
    with served(add_team(tmp_path / "team.db")) as address:
        page = new_page(browser, size)
        found = Analyst(page=page, address=address, size=size)
        yield found
        page.context.close()
        assert [fault for fault in found.faults if "401" not in fault] == []


def test_a_stranger_signs_in_looks_at_the_settings_and_signs_out(stranger: Analyst) -> None:
    page = stranger.page
    stranger.open("/settings")
    assert page.get_by_role("heading", level=1).inner_text() == "Sign in"
    stranger.look("login")

    page.get_by_label("Name").fill("Amina")
    page.get_by_label("Password").fill("a wrong password")
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("alert").inner_text() == "That name and password do not belong together."
    stranger.look("login-wrong")

    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Settings"
    page.get_by_role("textbox", name="For").fill("The nightly mirror")
    page.get_by_role("button", name="Make a token").click()
    assert "twosource_" in page.get_by_role("status").inner_text()
    stranger.look("settings")

    stranger.open("/settings/log")
    stranger.look("log")
    stranger.open("/nowhere")
    stranger.faults[:] = [fault for fault in stranger.faults if "404" not in fault]
    stranger.look("not-found")

    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Sign in"
