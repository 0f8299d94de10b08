"""What browsers are told with every answer: load nothing but ours, run nothing inline, tell nobody.

The policy names every kind of thing a page may load, each from this desk alone; only pictures of a map
may come from the tile server that the desk's owner has named.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from twosource.web.security.paths import own_path
from twosource.web.security.people import SESSION

_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
_YEAR_S: Final = 31_536_000


def content_policy(tiles: str | None = None) -> str:
    """Return the Content-Security-Policy; ``tiles`` is the address of a tile server, if there is one."""
    pictures = " ".join(filter(None, ("'self'", origin_of(tiles))))
    return "; ".join(
        (
            "default-src 'none'", "script-src 'self'", "style-src 'self'", f"img-src {pictures}",
            "font-src 'self'", "connect-src 'self'", "manifest-src 'self'", "form-action 'self'",
            "base-uri 'none'", "frame-ancestors 'none'",
        )
    )  # fmt: skip


def origin_of(address: str | None) -> str:
    """Return the origin of an http(s) address; empty for none."""
    if address is None:
        return ""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True)
class SecureHeaders:
    """Adds the headers to every answer, whoever made it; what an answer says itself stays."""

    app: ASGIApp
    tiles: str | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                add_headers(headers, self.tiles)
                headers.setdefault("Cache-Control", _keeping(scope))
            await send(message)

        await self.app(scope, receive, with_headers)


def add_headers(headers: MutableHeaders, tiles: str | None = None) -> None:
    """Add what every answer bears."""
    for name, value in _ALWAYS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", content_policy(tiles))


def _keeping(scope: Scope) -> str:
    """Say how long an answer may be kept: assets with a mark of their content for good, pages never."""
    if own_path(scope).startswith("/static/"):
        return f"public, max-age={_YEAR_S}, immutable" if b"v=" in scope["query_string"] else "no-cache"
    return "no-store" if SESSION in scope else "no-cache"
