"""A real HTTP server on loopback that prints stories as their time comes, and notes what it gave out.

Feeds honour ETags (RFC 9110, 13.1.2). Addresses: ``/SITE/feed`` and ``/SITE/PATH.html``. A :class:`Trouble`
may answer in its stead, which is how the chaos run breaks responses.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from time import monotonic
from typing import Final

from aiohttp import web
from benchmarks.replay.feeds import FORMS, NEWEST, Entry, Form, Sheet
from benchmarks.replay.stories import Story
from benchmarks.replay.timetable import Telling

_NEVER: Final = datetime.fromtimestamp(0, UTC)
_FORMS: Final[tuple[Form, ...]] = tuple(FORMS)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
#: May answer a request itself; is given what would have answered it well.
Trouble = Callable[[web.Request, Handler], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A page that was given out whole: its address, its bytes, and seconds since the beginning."""

    url: str
    content: bytes
    at_s: float


@dataclass(slots=True, kw_only=True)
class Site:
    """What is served: the plan, since when, and what became of it.

    Outlets share ``sites`` sites where that is given, and sites share ``hosts`` addresses of loopback
    (127.0.0.1 and those after it, which Linux has without being told).
    """

    plan: Sequence[Telling]
    sites: int | None = None
    hosts: int = 1
    trouble: Trouble | None = None
    port: int = 0
    began: float | None = None  # by the clock that never goes back; None before the first story's hour
    began_at: datetime = _NEVER
    given: list[Given] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)

    def begin(self) -> None:
        """Let the clock run: nothing is out before."""
        self.began, self.began_at = monotonic(), datetime.now(UTC)

    def passed_s(self) -> float:
        """Return the seconds since the beginning; less than none before it."""
        return -1.0 if self.began is None else monotonic() - self.began

    @property
    def ends_s(self) -> float:
        """When the last story is out."""
        return self.plan[-1].at_s if self.plan else 0.0

    def site_of(self, story: Story) -> str:
        """Name the site that prints a story; with ``sites`` outlets share so many of them."""
        if self.sites is None:
            return story.site
        return f"site-{int(sha256(story.site.encode()).hexdigest()[:8], 16) % self.sites:02}"

    def names(self) -> list[str]:
        """Return the names of all sites, sorted."""
        return sorted({self.site_of(telling.story) for telling in self.plan})

    def root_of(self, name: str) -> str:
        """Return where a site is."""
        return f"http://127.0.0.{1 + self.names().index(name) % self.hosts}:{self.port}/{name}"

    def url_of(self, story: Story) -> str:
        """Return where a story's page is."""
        return f"{self.root_of(self.site_of(story))}/{story.path}.html"

    def feeds(self) -> dict[str, str]:
        """Return the address of each site's feed, by the site's name."""
        return {name: f"{self.root_of(name)}/feed" for name in self.names()}

    def form_of(self, name: str) -> Form:
        """Return the form of a site's feed: the four in turn."""
        return _FORMS[self.names().index(name) % len(_FORMS)]

    def out(self, name: str) -> list[Entry]:
        """Return what a site has out by now, the newest first, each address once, as it was last printed."""
        now, told = self.passed_s(), dict[str, Entry]()
        for one in self.plan:
            if one.at_s <= now and self.site_of(one.story) == name:
                told.pop(one.story.path, None)
                told[one.story.path] = self._entry(one)
        return list(told.values())[::-1]

    def _entry(self, telling: Telling) -> Entry:
        changed_at = self.began_at + timedelta(seconds=telling.at_s)
        return Entry(story=telling.story, url=self.url_of(telling.story), changed_at=changed_at)


@contextmanager
def serve(site: Site) -> Iterator[Site]:
    """Serve on a free port of loopback in a thread of its own; :meth:`Site.begin` lets the clock run."""
    loop, ready = asyncio.new_event_loop(), threading.Event()
    stop = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(_run(site, ready, stop)), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


async def _run(site: Site, ready: threading.Event, stop: asyncio.Event) -> None:
    runner = web.AppRunner(_app(site), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    for number in range(1, site.hosts + 1):
        await web.TCPSite(runner, f"127.0.0.{number}", site.port).start()
        site.port = runner.addresses[0][1]
    ready.set()
    await stop.wait()
    await runner.cleanup()


def _app(site: Site) -> web.Application:
    async def feed(request: web.Request) -> web.StreamResponse:
        return _feed(site, request)

    async def page(request: web.Request) -> web.StreamResponse:
        return _page(site, request)

    app = web.Application()
    app.router.add_get("/{site}/feed", _troubled(site, feed))
    app.router.add_get("/{site}/{path}.html", _troubled(site, page))
    return app


def _troubled(site: Site, handler: Handler) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        if site.trouble is None:
            return await handler(request)
        return await site.trouble(request, handler)

    return answer


def _feed(site: Site, request: web.Request) -> web.Response:
    name = request.match_info["site"]
    entries = site.out(name)[:NEWEST]
    write, media_type = FORMS[site.form_of(name)]
    body = write(Sheet(url=str(request.url), entries=entries)).encode()
    etag = f'"{sha256(body).hexdigest()[:20]}"'
    if request.headers.get("If-None-Match") == etag:
        site.asked["feed unchanged"] += 1
        return web.Response(status=304, headers={"ETag": etag})
    site.asked["feed"] += 1
    return web.Response(body=body, headers={"ETag": etag, "Content-Type": f"{media_type}; charset=utf-8"})


def _page(site: Site, request: web.Request) -> web.Response:
    story = _find_page(site, request.match_info["site"], request.match_info["path"])
    if story is None:
        site.asked["missing"] += 1
        return web.Response(status=404)
    site.asked["page"] += 1
    site.given.append(Given(url=site.url_of(story), content=story.content, at_s=site.passed_s()))
    return web.Response(body=story.content, headers={"Content-Type": "text/html"})


def _find_page(site: Site, name: str, path: str) -> Story | None:
    return next((entry.story for entry in site.out(name) if entry.story.path == path), None)
