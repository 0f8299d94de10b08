"""One request and its answer, with every bound a hostile server can test.

What is asked for, how often, and whether a redirect is followed is decided by who calls: the fetcher
of one page (``fetch.py``) and the polite one that runs for months (``live/polite.py``).
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

import aiohttp
from aiohttp.abc import AbstractResolver

from twosource import __version__
from twosource.errors import FetchError, TooLarge
from twosource.ingest.addresses import Judge, check_addresses
from twosource.ingest.inflate import CODINGS, Inflater

if TYPE_CHECKING:
    from yarl import URL

#: Statuses that send on; 301 and 308 for good (RFC 9110 15.4).
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
#: RFC 9309 2.5 asks to read at least 500 kiB of a robots.txt.
ROBOTS_BYTES: Final = 512_000
_KEPT_S: Final = 30.0  # a connection that is not used: feeds of one host mostly follow sooner, or much later
_CHUNK: Final = 1 << 16
_ACCEPT: Final = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/json;q=0.9,*/*;q=0.5"


class CutOff(FetchError):
    """The server closed the connection: what may not happen again when it is asked once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What one request carries beside its address: the most bytes of an answer, and headers of its own."""

    max_bytes: int
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a server answered: ``location`` where it sends on, ``content`` where it answered 200."""

    url: "URL"
    status: int
    headers: Mapping[str, str]
    location: str | None
    content: bytes

    @property
    def media_type(self) -> str:
        """What the server calls the content."""
        return self.headers.get("Content-Type", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How connections are made: names resolved, connections kept, seconds of patience, who calls.

    ``at_once`` bounds connections in all. ``keeps`` leaves them open for the next request.
    """

    resolver: AbstractResolver
    patience_s: float
    contact: str | None = None
    at_once: int = 1
    keeps: bool = False


@asynccontextmanager
async def open_session(line: Line) -> AsyncIterator[aiohttp.ClientSession]:
    """Open what requests are made with; it keeps no cookies and heeds no proxies of the environment."""
    connector = aiohttp.TCPConnector(
        resolver=line.resolver,
        use_dns_cache=False,
        limit=line.at_once,
        force_close=not line.keeps,
        keepalive_timeout=_KEPT_S if line.keeps else None,
    )
    headers = {"User-Agent": agent_of(line.contact), "Accept": _ACCEPT, "Accept-Encoding": ", ".join(CODINGS)}
    async with aiohttp.ClientSession(
        connector=connector,
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=line.patience_s, sock_read=line.patience_s),
        headers=headers,
        auto_decompress=False,
        trust_env=False,
        cookie_jar=aiohttp.DummyCookieJar(),
    ) as session:
        yield session


def agent_of(contact: str | None) -> str:
    """Name the program, its version and how to reach who runs it, as RFC 9110 10.1.5 has it."""
    return f"twosource/{__version__}" + (f" (+{contact})" if contact else "")


async def ask(session: aiohttp.ClientSession, url: "URL", asking: Asking) -> Received:
    """Ask an address once, following nothing; raises FetchError, CutOff or TooLarge."""
    try:
        async with session.get(url, allow_redirects=False, headers=asking.headers) as response:
            return await _receive(response, url, asking.max_bytes)
    except aiohttp.ClientConnectorError as error:
        raise FetchError(f"can't be reached: {error.strerror or error}") from None
    except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
        raise CutOff("the server cut the connection") from None
    except aiohttp.ServerTimeoutError:
        raise FetchError("the server stopped answering") from None
    except (aiohttp.ClientError, ValueError, OSError) as error:
        raise FetchError(f"gave no proper answer ({_one_line(error)})") from None


def check_literal(url: "URL", judge: Judge) -> None:
    """Check a host written as an IP address, which no resolver ever sees; raises RefusedAddress."""
    host = url.host or ""
    if is_literal(host):
        check_addresses(host, [host], judge)


def is_literal(host: str) -> bool:
    """Whether a host is written as an IP address."""
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def join(url: "URL", location: str) -> str:
    """Return where a redirect leads; raises FetchError for what is no address."""
    from yarl import URL  # noqa: PLC0415 - comes with aiohttp

    try:
        return str(url.join(URL(location)))
    except ValueError:
        raise FetchError("redirects to something that is not an address") from None


def check_status(received: Received) -> Received:
    """Return an answer of 200; raises FetchError for any other, with what to do about it."""
    if received.status != 200:
        raise FetchError(f"the server answered {received.status}", hint=advice(received.status))
    return received


def advice(status: int) -> str:
    """Say what a person can do about a status."""
    if status in {401, 402, 403, 451}:
        return "Save the page with a browser and give the file."
    return "Try again later." if status == 429 or status >= 500 else "Check the address."


async def _receive(response: aiohttp.ClientResponse, url: "URL", limit: int) -> Received:
    """Read what matters of an answer: a redirect's target, an error's status, or the body."""
    location = response.headers.get("Location") if response.status in REDIRECTS else None
    wants_body = location is None and response.status == 200
    content = await _body(response, limit) if wants_body else b""
    return Received(
        url=url, status=response.status, headers=response.headers, location=location, content=content
    )


async def _body(response: aiohttp.ClientResponse, limit: int) -> bytes:
    inflater = Inflater(response.headers.get("Content-Encoding", "").strip().lower(), limit)
    if (response.content_length or 0) > limit:
        raise TooLarge(f"is {response.content_length:,} bytes; at most {limit:,} are fetched")
    parts, received = [], 0
    async for piece in response.content.iter_chunked(_CHUNK):
        received += len(piece)
        if received > limit:
            raise TooLarge(f"is larger than {limit:,} bytes")
        parts.append(inflater.feed(piece))
    inflater.finish()
    return b"".join(parts)


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
