"""Asking the web for a page, politely and with every bound a hostile server can test.

Each hop of a redirect is checked anew; time is bounded per connection, per read and in all; a body
is bounded as received and as unpacked. Caching and scheduling are not done here.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address
from typing import TYPE_CHECKING

import aiohttp
import stamina

from twosource import __version__
from twosource.errors import FetchError, InputError, TooLarge
from twosource.ids import PageId
from twosource.ingest.addresses import (
    Journey,
    Judge,
    check_addresses,
    find_refusal,
    find_refusal_at_home,
    parse_url,
)
from twosource.ingest.clock import SystemClock
from twosource.ingest.inflate import CODINGS, Inflater
from twosource.ingest.resolve import CheckedResolver, Lookup, look_up
from twosource.ingest.robots import Robots
from twosource.model import Page
from twosource.ports import Clock

if TYPE_CHECKING:
    from yarl import URL

logging.getLogger("stamina").addHandler(logging.NullHandler())  # retries are silent unless logging is set up

_ROBOTS_BYTES = 500_000  # RFC 9309 2.5 asks for at least 500 kiB
_ROBOTS_SHARE = 0.25  # of the whole time a page may take
_CHUNK = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/json;q=0.9,*/*;q=0.5"


class _TryAgain(FetchError):
    """A failure that may pass: the connection was cut, or the server is busy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """How long and how much; times in seconds, ``timeout_s`` for the whole page with its redirects."""

    timeout_s: float = 20.0
    max_bytes: int = 10_000_000  # the largest news pages weigh a tenth of it
    max_redirects: int = 5
    tries: int = 3
    retry_wait_s: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    url: "URL"
    status: int
    media_type: str
    location: str | None
    content: bytes


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
        self._agent = f"twosource/{__version__}" + (f" (+{contact})" if contact else "")
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

    def _page(self, answer: _Answer) -> Page:
        return Page(
            id=PageId(sha256(answer.content).hexdigest()),
            address=str(answer.url),
            media_type=answer.media_type,
            content=answer.content,
            fetched_at=self._clock.now(),
        )

    @asynccontextmanager
    async def _session(self) -> AsyncIterator[aiohttp.ClientSession]:
        resolver = CheckedResolver(self._lookup, self._journey.judge)
        connector = aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False, limit=1, force_close=True)
        patience = self._limits.timeout_s / 2
        async with aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=patience, sock_read=patience),
            headers={"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": ", ".join(CODINGS)},
            auto_decompress=False,
            trust_env=False,
            cookie_jar=aiohttp.DummyCookieJar(),
        ) as session:
            yield session

    async def _follow(self, session: aiohttp.ClientSession, url: "URL", *, heed: bool = True) -> _Answer:
        """Ask an address and those it redirects to; raises FetchError unless the last one answers 200."""
        for _ in range(self._limits.max_redirects + 1):
            if heed:
                await self._heed_robots(session, url)
                answer = await self._ask_again(session, url)
            else:
                answer = await self._ask(session, url, _ROBOTS_BYTES)
            if answer.location is None:
                return _check_status(answer)
            url = parse_url(str(_join(url, answer.location)))
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

    async def _ask_again(self, session: aiohttp.ClientSession, url: "URL") -> _Answer:
        """Ask, and ask again after a cut connection or a busy server, a few times."""
        retrying = stamina.retry_context(
            on=_TryAgain,
            attempts=self._limits.tries,
            timeout=self._limits.timeout_s,
            wait_initial=self._limits.retry_wait_s,
            wait_max=self._limits.retry_wait_s * 4,
            wait_jitter=self._limits.retry_wait_s,
        )
        async for attempt in retrying:
            with attempt:
                return await self._ask(session, url, self._limits.max_bytes)
        raise AssertionError("retrying ends with an answer or an error")

    async def _ask(self, session: aiohttp.ClientSession, url: "URL", limit: int) -> _Answer:
        self._check_literal(url)
        try:
            async with session.get(url, allow_redirects=False) as response:
                return await _receive(response, url, limit)
        except aiohttp.ClientConnectorError as error:
            raise FetchError(f"can't be reached: {error.strerror or error}") from None
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            raise _TryAgain("the server cut the connection") from None
        except aiohttp.ServerTimeoutError:
            raise FetchError("the server stopped answering") from None
        except (aiohttp.ClientError, ValueError, OSError) as error:
            raise FetchError(f"gave no proper answer ({_one_line(error)})") from None

    def _check_literal(self, url: "URL") -> None:
        """Check a host written as an IP address, which no resolver ever sees."""
        host = url.host or ""
        try:
            ip_address(host.partition("%")[0])
        except ValueError:
            return
        check_addresses(host, [host], self._journey.judge)


async def _receive(response: aiohttp.ClientResponse, url: "URL", limit: int) -> _Answer:
    """Read what matters of an answer: a redirect's target, an error's status, or the body."""
    location = response.headers.get("Location") if response.status in _REDIRECTS else None
    if response.status == 503:
        raise _TryAgain("the server answered 503", hint=_advice(503))
    wants_body = location is None and response.status == 200
    return _Answer(
        url=url,
        status=response.status,
        media_type=response.headers.get("Content-Type", ""),
        location=location,
        content=await _body(response, limit) if wants_body else b"",
    )


async def _body(response: aiohttp.ClientResponse, limit: int) -> bytes:
    inflater = Inflater(_coding(response.headers), limit)
    if (response.content_length or 0) > limit:
        raise TooLarge(f"is {response.content_length:,} bytes; at most {limit:,} are fetched")
    parts, received = [], 0
    async for piece in response.content.iter_chunked(_CHUNK):
        received += len(piece)
        if received > limit:
            raise TooLarge(f"is larger than {limit:,} bytes")
        parts.append(inflater.feed(piece))
    return b"".join(parts)


def _coding(headers: Mapping[str, str]) -> str:
    return headers.get("Content-Encoding", "").strip().lower()


def _check_status(answer: _Answer) -> _Answer:
    if answer.status != 200:
        raise FetchError(f"the server answered {answer.status}", hint=_advice(answer.status))
    return answer


def _advice(status: int) -> str:
    if status in {401, 402, 403, 451}:
        return "Save the page with a browser and give the file."
    return "Try again later." if status == 429 or status >= 500 else "Check the address."


def _join(url: "URL", location: str) -> "URL":
    from yarl import URL  # noqa: PLC0415 - comes with aiohttp

    try:
        return url.join(URL(location))
    except ValueError:
        raise FetchError("redirects to something that is not an address") from None


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
