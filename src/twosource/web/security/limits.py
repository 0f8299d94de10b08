"""How much a request may bring and how long it may take to come."""

from dataclasses import dataclass
from typing import Final

import anyio
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Bytes of a body: a form with files, and whatever else there is.
MOST_UPLOADED: Final = 64 * 1024 * 1024
MOST_SENT: Final = 1024 * 1024
MOST_ADDRESS: Final = 8 * 1024  # characters of a path with its query
#: Seconds to wait for the next part of a body.
PATIENCE_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Refuses what is too large, and stops waiting for what does not come."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; raises HTTPException (408, 413, 414)."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MOST_ADDRESS:
            raise HTTPException(414, "this address is too long")
        headers = Headers(scope=scope)
        most = _most(headers)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > most:
            raise _too_large(most)
        await self.app(scope, _bounded(receive, most), send)


def _most(headers: Headers) -> int:
    return MOST_UPLOADED if headers.get("content-type", "").startswith("multipart/form-data") else MOST_SENT


def _bounded(receive: Receive, most: int) -> Receive:
    """Return what receives a body up to a number of bytes."""
    left = most
    is_whole = False

    async def bounded() -> Message:
        nonlocal left, is_whole
        if is_whole:  # what comes now is that whoever asked has gone
            return await receive()
        with anyio.move_on_after(PATIENCE_S):
            message = await receive()
            left -= len(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            if left < 0:
                raise _too_large(most)
            return message
        raise HTTPException(408, "the rest of the request did not come")

    return bounded


def _too_large(most: int) -> HTTPException:
    return HTTPException(413, f"at most {most // 1024 // 1024} MiB can be sent at once")
