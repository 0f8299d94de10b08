"""Browsers on desks over the packaged examples; left out, with the reason, where there is no Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.desk.browsing import AXE, CHROMIUM, FLAGS, Analyst, new_page
from tests.web.conftest import example_ledger, own_ledger
from tests.web.serving import served

__all__ = ["example_ledger", "own_ledger"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium once a module: while it runs, its event loop lets no other run beside it."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}: make setup-browser installs it")
    if not AXE.exists():
        pytest.skip("the desk's front end was not built (no Node.js): make setup builds it")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield found
        found.close()


@pytest.fixture(scope="session")
def desk(example_ledger: Path) -> Iterator[str]:
    """Serve the examples for everybody who only reads."""
    with served(example_ledger) as address:
        yield address


@pytest.fixture
def own_desk(own_ledger: Path) -> Iterator[str]:
    """Serve a copy of the examples to write to."""
    with served(own_ledger) as address:
        yield address


@pytest.fixture(params=["desktop", "phone"])
def size(request: pytest.FixtureRequest) -> str:
    """Give each size of screen in turn."""
    return str(request.param)


@pytest.fixture
def analyst(browser: Browser, desk: str, size: str) -> Iterator[Analyst]:
    """Sit somebody down at the desk; afterwards nothing may have gone wrong unseen."""
    yield from _sit(browser, desk, size)


@pytest.fixture
def reviewer(browser: Browser, own_desk: str, size: str) -> Iterator[Analyst]:
    """Sit somebody down at a desk of their own."""
    yield from _sit(browser, own_desk, size)


def _sit(browser: Browser, address: str, size: str) -> Iterator[Analyst]:
    somebody = Analyst(page=new_page(browser, size), address=address, size=size)
    yield somebody
    somebody.page.context.close()
    assert somebody.faults == []
