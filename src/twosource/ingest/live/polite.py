"""Asking the web for months without hammering anyone.

One request at a time per host with a pause between, robots.txt heeded, connections kept for the next
request, conditional requests, back-off, Retry-After. Every hop is checked as :class:`HttpFetcher` checks
it. What an answer means for a feed is decided elsewhere; no page is asked for twice here.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from twosource.errors import FetchError, InputError, RefusedAddress
from twosource.ids import PageId
from twosource.ingest.addresses import Journey, Judge, find_refusal, find_refusal_at_home, parse_url
from twosource.ingest.clock import SystemClock
from twosource.ingest.exchange import (
    ROBOTS_BYTES,
    Asking,
    Line,
    Received,
    ask,
    check_literal,
    is_literal,
    join,
    open_session,
)
from twosource.ingest.live.answers import (
    Answer,
    failed,
    failed_with,
    find_fresh_for,
    find_retry_after,
    find_validators,
)
from twosource.ingest.live.hosts import Busy, Host, Hosts
from twosource.ingest.resolve import CheckedResolver, Lookup, Remembered, look_up
from twosource.ingest.robots import Robots
from twosource.model import Page
from twosource.ports import Clock

if TYPE_CHECKING:
    from aiohttp import ClientSession
    from yarl import URL

_BUSY: Final = frozenset({429, 503})
_FOR_GOOD: Final = frozenset({301, 308})
_ROBOTS_SHARE: Final = 0.25  # of the whole time a page may take, as in fetch.py
_ROBOTS_MISSED_S: Final = 600.0  # a robots.txt that could not be had is asked for again then
_journey: ContextVar[Journey] = ContextVar("journey")


@dataclass(frozen=True, slots=True, kw_only=True)
class Politeness:
    """How the web is asked; times in seconds.

    ``at_once`` are requests under way over all hosts; ``pause_s`` is the least time between two requests to
    one host, which a site's Crawl-delay may lengthen to 30. ``timeout_s`` is for a page with its redirects,
    not counting the wait for one's turn; connecting and each read may take half of it. ``contact`` goes
    into the user agent. ``robots`` False asks without heeding robots.txt.
    """

    contact: str | None = None
    allow_private: bool = False
    robots: bool = True
    at_once: int = 8
    pause_s: float = 1.0
    timeout_s: float = 30.0
    max_bytes: int = 10_000_000
    max_redirects: int = 5


class PoliteFetcher:
    """Asks addresses politely; open it as an async context manager, in the loop it is used in.

    ``lookup`` resolves names, ``judge`` says which addresses are refused where private ones are.
    """

    def __init__(
        self,
        how: Politeness,
        *,
        lookup: Lookup = look_up,
        judge: Judge = find_refusal,
        clock: Clock | None = None,
    ) -> None:
        self._how = how
        self._judge: Judge = find_refusal_at_home if how.allow_private else judge
        self._names = Remembered(lookup)
        self._resolver = CheckedResolver(self._names, lambda address: _journey.get().judge(address))
        self._robots = Robots("twosource") if how.robots else None
        self._clock = clock or SystemClock()
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        line = Line(
            resolver=self._resolver,
            patience_s=self._how.timeout_s / 2,
            contact=self._how.contact,
            at_once=self._how.at_once,
            keeps=True,
        )
        self._session: ClientSession = await self._open.enter_async_context(open_session(line))
        self._hosts = Hosts(self._how.at_once)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    async def ask(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, via: str | None = None
    ) -> Answer:
        """Ask an address and those it redirects to; never raises for what a server does.

        With ``etag`` or ``last_modified`` the answer may be that nothing has changed since. ``via`` is the
        feed that names the address: one outside does not send us inside, even where private addresses are
        allowed.
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        asking = Asking(
            max_bytes=self._how.max_bytes, headers={name: words for name, words in headers.items() if words}
        )
        journey = Journey(self._judge)
        _journey.set(journey)
        try:
            target = parse_url(url)
            if via is not None and self._how.allow_private:
                journey.begin_at(await self._find_addresses(via))
            return await self._follow(target, asking)
        except Busy as error:
            wait = timedelta(seconds=error.wait_s)
            return Answer(kind="later", retry_after=wait, trouble="the host is left alone for a while")
        except InputError as error:
            return failed(error)

    async def _follow(self, url: "URL", asking: Asking) -> Answer:
        spent, is_for_good, moved = _Spent(self._how.timeout_s), True, False
        for _ in range(self._how.max_redirects + 1):
            received = await self._ask_in_turn(url, asking, spent)
            if received.location is None:
                answer = self._answer(received, asking)
                has_moved = moved and is_for_good and answer.kind != "failed"
                return replace(answer, moved_to=str(url)) if has_moved else answer
            is_for_good, moved = is_for_good and received.status in _FOR_GOOD, True
            url = parse_url(join(url, received.location))
        raise FetchError(f"redirects more than {self._how.max_redirects} times")

    async def _ask_in_turn(self, url: "URL", asking: Asking, spent: "_Spent") -> Received:
        """Ask once, when it is this host's turn and its robots.txt allows it."""
        async with self._hosts.turn(_host_of(url)) as host, self._rested(host, url):
            async with spent.counted():
                await self._check_hop(url)
                await self._heed_robots(url)
                received = await ask(self._session, url, asking)
            self._note(host, received)
            return received

    @asynccontextmanager
    async def _rested(self, host: Host, url: "URL") -> AsyncIterator[None]:
        """Let a host rest after a request, and back off from one that failed."""
        loop = asyncio.get_running_loop()
        try:
            yield
        except RefusedAddress:
            raise
        except FetchError:
            host.fail(loop.time())
            raise
        finally:
            asked_for = self._robots.delay_s(url) if self._robots else 0.0
            host.rest(loop.time(), max(self._how.pause_s, asked_for))

    def _note(self, host: Host, received: Received) -> None:
        if received.status not in _BUSY:
            host.succeed()
            return
        wait = find_retry_after(received.headers, self._clock.now())
        host.fail(asyncio.get_running_loop().time(), None if wait is None else wait.total_seconds())

    async def _check_hop(self, url: "URL") -> None:
        """Check where a hop leads before anything is sent, over a kept connection too; raises RefusedAddress."""
        host = url.host or ""
        if is_literal(host):
            check_literal(url, _journey.get().judge)
        else:
            await self._resolver.resolve(host, url.port or 0)

    async def _find_addresses(self, url: str) -> list[str]:
        """Return the IP addresses of an address's host; none where they can't be had."""
        host = parse_url(url).host or ""
        if is_literal(host):
            return [host]
        try:
            async with asyncio.timeout(self._how.timeout_s / 2):
                return await asyncio.get_running_loop().run_in_executor(None, self._names, host)
        except (OSError, UnicodeError):  # a time-out is an OSError too
            return []

    async def _heed_robots(self, url: "URL") -> None:
        if self._robots is None:
            return
        now = asyncio.get_running_loop().time()
        if not self._robots.knows(url, now):
            await self._learn_robots(self._robots, url, now)
        if not self._robots.allows(url):
            raise RefusedAddress(f"the robots.txt of {url.host} asks not to read this page")

    async def _learn_robots(self, robots: Robots, url: "URL", now: float) -> None:
        """Learn a site's robots.txt. One that can't be had leaves the old rules in force, else allows all.

        RFC 9309 (2.3.1.4) would have a site left alone whose robots.txt fails in any way; a site that is
        busy is. Else what it holds mostly fails with it, and the host's own back-off does that.
        """
        try:
            async with asyncio.timeout(self._how.timeout_s * _ROBOTS_SHARE):
                received = await self._follow_robots(url.origin() / "robots.txt")
        except (InputError, TimeoutError):
            received = None
        if received is not None and received.status in _BUSY:
            raise FetchError(f"the server answered {received.status} for its robots.txt")
        if received is not None and received.status < 500:
            robots.learn(url, received.content.decode("utf-8", "replace"), at=now)
        elif not robots.keep(url, at=now, lasts_s=_ROBOTS_MISSED_S):
            robots.learn(url, "", at=now, lasts_s=_ROBOTS_MISSED_S)

    async def _follow_robots(self, url: "URL") -> Received:
        """Ask for a robots.txt, over some redirects of its own (RFC 9309 2.3.1.2)."""
        before = _journey.set(Journey(self._judge))
        try:
            return await self._robots_hops(url)
        finally:
            _journey.reset(before)

    async def _robots_hops(self, url: "URL") -> Received:
        for _ in range(self._how.max_redirects + 1):
            await self._check_hop(url)
            received = await ask(self._session, url, Asking(max_bytes=ROBOTS_BYTES))
            if received.location is None:
                return received
            url = parse_url(join(url, received.location))
        raise FetchError("redirects too often")

    def _answer(self, received: Received, asking: Asking) -> Answer:
        if received.status == 304 and asking.headers:
            return Answer(kind="unchanged", status=304, fresh_for=find_fresh_for(received.headers))
        if received.status != 200:
            return failed_with(received.status, received.headers, self._clock.now())
        etag, last_modified = find_validators(received.headers)
        return Answer(
            kind="page",
            page=self._page(received),
            status=200,
            etag=etag,
            last_modified=last_modified,
            fresh_for=find_fresh_for(received.headers),
        )

    def _page(self, received: Received) -> Page:
        return Page(
            id=PageId(sha256(received.content).hexdigest()),
            address=str(received.url),
            media_type=received.media_type,
            content=received.content,
            fetched_at=self._clock.now(),
        )


class _Spent:
    """Counts the time that asking takes, without that of waiting for one's turn."""

    def __init__(self, most_s: float) -> None:
        self._most_s = most_s
        self._left_s = most_s

    @asynccontextmanager
    async def counted(self) -> AsyncIterator[None]:
        """Count what happens inside; raises FetchError once all of the time is spent."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(self._left_s):
                yield
        except TimeoutError:
            raise FetchError(f"no answer within {self._most_s:g} seconds") from None
        finally:
            self._left_s = max(0.0, self._left_s - (loop.time() - began))


def _host_of(url: "URL") -> str:
    """Name whose turn it is: a host with its port, whatever the scheme."""
    return f"{url.host}:{url.port}"
