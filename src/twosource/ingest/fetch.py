"""Asking the web for a page, politely and with every bound a hostile server can test.

Each hop of a redirect is checked anew; time is bounded per connection, per read and in all; a body
is bounded as received and as unpacked. Caching and scheduling are not done here.
"""

import asyncio
import logging
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import aiohttp
import stamina

from twosource.errors import FetchError, InputError
from twosource.ids import PageId
from twosource.ingest.addresses import Journey, Judge, find_refusal, find_refusal_at_home, parse_url
from twosource.ingest.clock import SystemClock
from twosource.ingest.exchange import (
    ROBOTS_BYTES,
    Asking,
    CutOff,
    Line,
    Received,
    advice,
    ask,
    check_literal,
    check_status,
    join,
    open_session,
)
from twosource.ingest.resolve import CheckedResolver, Lookup, look_up
from twosource.ingest.robots import Robots
from twosource.model import Page
from twosource.ports import Clock

if TYPE_CHECKING:
    from yarl import URL

logging.getLogger("stamina").addHandler(logging.NullHandler())  # retries are silent unless logging is set up

_ROBOTS_SHARE = 0.25  # of the whole time a page may take


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """How long and how much; times in seconds, ``timeout_s`` for the whole page with its redirects."""

    timeout_s: float = 20.0
    max_bytes: int = 10_000_000  # the largest news pages weigh a tenth of it
    max_redirects: int = 5
    tries: int = 3
    retry_wait_s: float = 0.5


class HttpFetcher:
    """Fetches one page at a time; keeps nothing between pages but the robots.txt of each site.

    ``allow_private`` lets loopback and private addresses through, but no link-local one, where
    clouds keep their keys, nor any that a public site redirects to. ``contact`` goes into the user agent. ``robots`` False asks without heeding robots.txt. ``lookup`` resolves names,
    ``judge`` says which of the addresses are refused.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        limits: FetchLimits | None = None,
        contact: str | None = None,
        robots: bool = True,
        lookup: Lookup = look_up,
        judge: Judge = find_refusal,
        clock: Clock | None = None,
    ) -> None:
        self._judge: Judge = find_refusal_at_home if allow_private else judge
        self._journey = Journey(self._judge)
        self._limits = limits or FetchLimits()
        self._contact = contact
        self._robots = Robots("twosource") if robots else None
        self._lookup = lookup
        self._clock = clock or SystemClock()

    def fetch(self, url: str) -> Page:
        """Return the page at an address, after redirects; must not run inside an event loop.

        Raises RefusedAddress for an address that will not be asked, TooLarge for a body over the
        bound, FetchError for everything else that gives no page.
        """
        return asyncio.run(self._fetch(url))

    async def _fetch(self, url: str) -> Page:
        target = parse_url(url)
        self._journey = Journey(self._judge)
        try:
            async with asyncio.timeout(self._limits.timeout_s), self._session() as session:
                answer = await self._follow(session, target)
        except TimeoutError:
            raise FetchError(f"no answer within {self._limits.timeout_s:g} seconds") from None
        return self._page(answer)

    def _page(self, answer: Received) -> Page:
        return Page(
            id=PageId(sha256(answer.content).hexdigest()),
            address=str(answer.url),
            media_type=answer.media_type,
            content=answer.content,
            fetched_at=self._clock.now(),
        )

    def _session(self) -> AbstractAsyncContextManager[aiohttp.ClientSession]:
        resolver = CheckedResolver(self._lookup, self._journey.judge)
        patience_s = self._limits.timeout_s / 2
        return open_session(Line(resolver=resolver, patience_s=patience_s, contact=self._contact))

    async def _follow(self, session: aiohttp.ClientSession, url: "URL", *, heed: bool = True) -> Received:
        """Ask an address and those it redirects to; raises FetchError unless the last one answers 200."""
        for _ in range(self._limits.max_redirects + 1):
            if heed:
                await self._heed_robots(session, url)
                answer = await self._ask_again(session, url)
            else:
                answer = await self._ask(session, url, ROBOTS_BYTES)
            if answer.location is None:
                return check_status(answer)
            url = parse_url(join(url, answer.location))
        raise FetchError(f"redirects more than {self._limits.max_redirects} times")

    async def _heed_robots(self, session: aiohttp.ClientSession, url: "URL") -> None:
        if self._robots is None:
            return
        if not self._robots.knows(url):
            self._robots.learn(url, await self._robots_text(session, url))
        if not self._robots.allows(url):
            raise FetchError(f"the robots.txt of {url.host} asks not to read this page")

    async def _robots_text(self, session: aiohttp.ClientSession, url: "URL") -> str:
        """Return a site's robots.txt; "" where it gives none, which allows everything."""
        try:
            async with asyncio.timeout(self._limits.timeout_s * _ROBOTS_SHARE):
                answer = await self._follow(session, url.origin() / "robots.txt", heed=False)
        except (InputError, TimeoutError):
            return ""  # also for a refused site: the page itself is refused next, with its reason
        return answer.content.decode("utf-8", "replace")

    async def _ask_again(self, session: aiohttp.ClientSession, url: "URL") -> Received:
        """Ask, and ask again after a cut connection or a busy server, a few times."""
        retrying = stamina.retry_context(
            on=CutOff,
            attempts=self._limits.tries,
            timeout=self._limits.timeout_s,
            wait_initial=self._limits.retry_wait_s,
            wait_max=self._limits.retry_wait_s * 4,
            wait_jitter=self._limits.retry_wait_s,
        )
        async for attempt in retrying:
            with attempt:
                answer = await self._ask(session, url, self._limits.max_bytes)
                if answer.status == 503:
                    raise CutOff("the server answered 503", hint=advice(503))
                return answer
        raise AssertionError("retrying ends with an answer or an error")

    async def _ask(self, session: aiohttp.ClientSession, url: "URL", limit: int) -> Received:
        check_literal(url, self._journey.judge)
        return await ask(session, url, Asking(max_bytes=limit))
