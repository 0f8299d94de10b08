"""Stand under a path of somebody else's host: the prefix that was set, or the one a trusted proxy names.

Proxies differ in whether they take the prefix off before they ask us; both are understood. What a proxy
says of the first asker (X-Forwarded-Proto, -Host, -For, -Prefix) is heard only where it is to be trusted,
since anybody can write these headers.
"""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

_MOST_PREFIX: Final = 200  # characters


@dataclass(frozen=True, slots=True)
class Proxy:
    """Writes into each request where it came from and under which path we stand."""

    app: ASGIApp
    prefix: str = ""
    is_trusted: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] == "http":
            prefix = self.prefix
            if self.is_trusted:
                prefix = _hear(scope) or prefix
            _stand_under(scope, prefix)
        await self.app(scope, receive, send)


def clean_prefix(given: str) -> str:
    """Return a prefix as it is used: "/desk"; empty for none. Raises ValueError for what is no path.

    >>> clean_prefix("desk/"), clean_prefix("/"), clean_prefix("/a/b")
    ('/desk', '', '/a/b')
    """
    inner = given.strip("/")
    is_path = all(part and set(part) != {"."} for part in inner.split("/")) if inner else True
    if not is_path or len(inner) > _MOST_PREFIX or not set(inner) <= _SIGNS:
        msg = f"{given!r} is no path: write for example /desk"
        raise ValueError(msg)
    return f"/{inner}" if inner else ""


_SIGNS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/")


def _hear(scope: MutableMapping[str, Any]) -> str:
    """Take over what the proxy says, and return the prefix it names, if it does."""
    headers = Headers(scope=scope)
    scheme = headers.get("x-forwarded-proto", "").strip().lower()
    if scheme in {"http", "https"}:
        scope["scheme"] = scheme
    if asker := headers.get("x-forwarded-for", "").rpartition(",")[2].strip():
        scope["client"] = (asker, 0)
    if host := headers.get("x-forwarded-host", "").rpartition(",")[2].strip():
        others = [(name, value) for name, value in scope["headers"] if name != b"host"]
        scope["headers"] = [*others, (b"host", host.encode("latin-1"))]
    try:
        return clean_prefix(headers.get("x-forwarded-prefix", ""))
    except ValueError:
        return ""


def _stand_under(scope: MutableMapping[str, Any], prefix: str) -> None:
    if not prefix:
        return
    path = scope["path"]
    has_it = path == prefix or path.startswith(f"{prefix}/")
    scope["root_path"] = prefix
    if not has_it:
        scope["path"] = prefix + path
        scope["raw_path"] = prefix.encode() + (scope.get("raw_path") or path.encode())
