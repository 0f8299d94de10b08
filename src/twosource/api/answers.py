"""Answers: JSON in a stable order, with a mark of their content by which a client need not get it twice."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

JSON: Final = "application/json"
_MARK_BYTES: Final = 12
_KEPT: Final = "private, no-cache"  # kept by the client alone, and asked for again with its mark
_NONE: Final[Mapping[str, str]] = {}
_ALWAYS: Final = {"X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered, whole: bytes of a media type."""

    content: bytes
    media_type: str = JSON
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """What is answered piece by piece, made as it is sent."""

    pieces: Iterator[bytes]
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(data: Any, *, status: HTTPStatus = HTTPStatus.OK, headers: Mapping[str, str] = _NONE) -> Answer:
    """Return JSON: UTF-8, in the order of what is given."""
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Answer(content=content.encode("utf-8", "backslashreplace"), status=status, headers=headers)


def show_answer(request: Request, given: Answer | Stream) -> Response:
    """Return the response: 304 where the client has it already, without its content for HEAD."""
    if isinstance(given, Stream):
        return _show_stream(request, given)
    headers = {**_ALWAYS, "Cache-Control": "no-store", **given.headers}
    is_read = request.method in {"GET", "HEAD"} and given.status is HTTPStatus.OK
    if is_read:
        headers |= {"Cache-Control": _KEPT, "ETag": _mark(given), "Vary": "Accept"}
        if is_known(request.headers.get("if-none-match", ""), headers["ETag"]):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if request.method == "HEAD":
        headers["Content-Length"] = str(len(given.content))
        return Response(b"", status_code=given.status, headers=headers, media_type=given.media_type)
    return Response(given.content, status_code=given.status, headers=headers, media_type=given.media_type)


def _show_stream(request: Request, given: Stream) -> Response:
    headers = {**_ALWAYS, "Cache-Control": "no-store", **given.headers}
    pieces = iter(()) if request.method == "HEAD" else given.pieces  # how long it is nobody knows yet
    return StreamingResponse(pieces, headers=headers, media_type=given.media_type)


def _mark(given: Answer) -> str:
    digest = blake2b(given.content, digest_size=_MARK_BYTES, person=given.media_type.encode()[:16])
    return f'"{digest.hexdigest()}"'


def is_known(asked: str, mark: str) -> bool:
    """Whether If-None-Match names a mark (RFC 9110: compared weakly)."""
    return asked.strip() == "*" or mark in (one.strip().removeprefix("W/") for one in asked.split(","))


# --- pages ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some records of a list, and the cursor that the next ones begin after; None where there are none."""

    items: list[Any]
    after: str | None


def answer_page(request: Request, page: Page, **more: Any) -> Answer:
    """Return a page as JSON, with the address of the next one in it and in the header Link (RFC 8288)."""
    address = None if page.after is None else _next_address(request, page.after)
    links = {} if address is None else {"Link": f'<{address}>; rel="next"'}
    return answer({"items": page.items, "next": address, **more}, headers=links)


def _next_address(request: Request, after: str) -> str:
    pairs = [(name, words) for name, words in request.query_params.multi_items() if name != "cursor"]
    return f"{request.scope['path']}?{urlencode([*pairs, ('cursor', after)])}"
