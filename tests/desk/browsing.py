"""A browser as an analyst's: pages of two sizes, screenshots kept, axe asked, nothing foreign loaded."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

ROOT = Path(__file__).parent.parent.parent
SHOTS = ROOT / "build" / "screenshots"
AXE = ROOT / "src" / "twosource" / "web" / "assets" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = Path(os.environ.get("TWOSOURCE_CHROMIUM", "/usr/bin/chromium"))
#: Headless in a closed network: nothing of the browser's own goes out.
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
#: WCAG 2.2 A and AA as axe-core tags its rules, and its best practices.
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_ASK_AXE = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}});
  return found.violations.flatMap(v => v.nodes.slice(0, 5).map(n =>
    v.id + ': ' + n.html.slice(0, 160) + ' | ' + (n.any[0] || n.all[0] || n.none[0] || {}).message));
}"""
_OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(kw_only=True)  # no slots: playwright notes its listeners on their owner
class Analyst:
    """Somebody at the desk: a page of one size, the desk's address, and what went wrong meanwhile."""

    page: Page
    address: str
    size: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._watch)
        self.page.on("response", self._check)

    def open(self, path: str) -> None:
        """Go to a path of the desk."""
        self.page.goto(self.address + path)

    def look(self, name: str) -> None:
        """Keep a screenshot; the page must satisfy axe and not be wider than the screen."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}-{self.size}.png", full_page=True)
        found = self.violations()
        assert not found, f"axe on {name}:\n" + "\n".join(found)
        assert self.page.evaluate(_OVERFLOW) <= 0, f"{name} is wider than the {self.size}"

    def violations(self) -> list[str]:
        """Return what axe-core finds against WCAG 2.2 AA."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE.read_text("utf-8"))
        return [str(one) for one in self.page.evaluate(_ASK_AXE, list(_RULES))]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"asked elsewhere: {request.url}")

    def _check(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status}: {response.url}")


def new_page(browser: Browser, size: str, *, scheme: str = "light", scripts: bool = True) -> Page:
    """Open a page of a size, as a browser of its own that has seen nothing."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
        has_touch=size == "phone",
        accept_downloads=True,
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    return context.new_page()
