"""Responses broken in a dozen ways, by a chance that follows from seed, address and number of the request.

Pages are broken only in ways that HTTP lets a client notice; a page of garbage that says it is a page can't be told
from one that is meant. Feeds are broken in every way: they are asked again.
"""

import asyncio
import gzip
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Final

from aiohttp import web
from benchmarks.replay.serving import Handler

_BOMB: Final = gzip.compress(b"\0" * 30_000_000)  # 30 kB that unpack to thrice the bound of a page
_IMAGE: Final = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
_TRICKLE_S: Final = 0.25  # between two bytes
_TRICKLES: Final = 120

#: Breaks a response that would have been good.
Break = Callable[[web.Request, web.StreamResponse], Awaitable[web.StreamResponse]]


@dataclass(slots=True, kw_only=True)
class Faults:
    """Breaks a share of responses; ``done`` counts them by kind, and ``is_over`` ends it."""

    seed: int
    share: float = 0.05
    pages_too: bool = True
    is_over: bool = False
    done: Counter[str] = field(default_factory=Counter)
    _asked: Counter[str] = field(default_factory=Counter)

    async def answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request, well or not."""
        good = await handler(request)
        self._asked[request.path] += 1
        kind = None if self.is_over else self.choose(request.path, self._asked[request.path])
        if kind is None:
            return good
        self.done[kind] += 1
        return await KINDS[kind][0](request, good)

    def choose(self, path: str, number: int) -> str | None:
        """Return how the n-th request for a path is broken; None for not at all."""
        rng, is_feed = Random(f"{self.seed}/{path}/{number}"), path.endswith("/feed")
        if rng.random() >= self.share or not (is_feed or self.pages_too):
            return None
        return rng.choice([name for name, (_, fits_pages) in KINDS.items() if fits_pages or is_feed])


def _body(response: web.StreamResponse) -> bytes:
    body = response.body if isinstance(response, web.Response) else None
    return body if isinstance(body, bytes) else b""


async def _cut(request: web.Request, good: web.StreamResponse) -> web.StreamResponse:
    """Hang up without a word."""
    if request.transport is not None:
        request.transport.abort()
    return good


async def _end_early(request: web.Request, good: web.StreamResponse) -> web.StreamResponse:
    """Tell the right length, and hang up half way."""
    return await _send(request, good, length=len(_body(good)), body=_body(good)[: len(_body(good)) // 2])


async def _tell_too_much(request: web.Request, good: web.StreamResponse) -> web.StreamResponse:
    """Tell a length that is too large, and hang up."""
    return await _send(request, good, length=len(_body(good)) + 999, body=_body(good))


async def _send(
    request: web.Request, good: web.StreamResponse, *, length: int, body: bytes
) -> web.StreamResponse:
    sent = web.StreamResponse(headers={"Content-Type": good.headers.get("Content-Type", "text/html")})
    sent.content_length = length
    with suppress(ConnectionError):  # whoever asked has gone already
        await sent.prepare(request)
        await sent.write(body or b" ")
    if request.transport is not None:
        request.transport.close()
    return sent


async def _trickle(request: web.Request, good: web.StreamResponse) -> web.StreamResponse:
    """Send a byte now and then, for longer than anybody waits."""
    sent = web.StreamResponse(headers={"Content-Type": "text/html"})
    sent.content_length = max(len(_body(good)), 2 * _TRICKLES)
    with suppress(ConnectionError):  # that is what they should do
        await sent.prepare(request)
        for _ in range(_TRICKLES):
            await sent.write(b" ")
            await asyncio.sleep(_TRICKLE_S)
    return sent


async def _loop(request: web.Request, _: web.StreamResponse) -> web.StreamResponse:
    """Redirect to itself."""
    return web.Response(status=302, headers={"Location": str(request.url)})


def _status(status: int, **headers: str) -> Break:
    async def answer(_request: web.Request, _good: web.StreamResponse) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, headers=named, text="not now")

    return answer


def _instead(body: bytes, **headers: str) -> Break:
    async def answer(_request: web.Request, good: web.StreamResponse) -> web.StreamResponse:
        told = {"Content-Type": good.headers.get("Content-Type", "text/html")}
        return web.Response(
            body=body, headers=told | {name.replace("_", "-"): value for name, value in headers.items()}
        )

    return answer


#: Each way to break a response, and whether pages are broken so too.
KINDS: Final[dict[str, tuple[Break, bool]]] = {
    "cut": (_cut, True),
    "ended early": (_end_early, True),
    "wrong length": (_tell_too_much, True),
    "500": (_status(500), True),
    "503 with Retry-After": (_status(503, Retry_After="1"), True),
    "429 with Retry-After": (_status(429, Retry_After="2"), True),
    "redirects to itself": (_loop, True),
    "trickles": (_trickle, True),
    "gzip bomb": (_instead(_BOMB, Content_Encoding="gzip"), False),
    "garbage": (_instead(bytes(range(256)) * 20), False),
    "an image": (_instead(_IMAGE, Content_Type="image/png"), False),
    "wrong coding": (_instead(b"<rss/>", Content_Encoding="gzip"), False),
    "half a feed": (_instead(b'<?xml version="1.0"?><rss><channel><title>x</title><item><ti'), False),
}
