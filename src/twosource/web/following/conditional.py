"""Answer a feed only to those who have not got it already (RFC 9110, 13.1.2).

The mark is made from the state that a feed is written from, so that nothing is written for who is told 304.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from twosource import __version__
from twosource.api.answers import is_known
from twosource.web.security.feed_keys import KEY

#: Kept by the reader alone; asked again after a minute, since alerts are wanted within one.
KEEPING: Final = "private, max-age=60, must-revalidate"
_MARK_BYTES: Final = 12


def answer_once(request: Request, state: str, make: Callable[[], tuple[bytes, str]]) -> Response:
    """Return what ``make`` gives (bytes and media type), or 304 where the asker has this state already."""
    headers = {"ETag": mark_of(request, state), "Cache-Control": KEEPING, "Vary": "Authorization, Cookie"}
    if request.query_params.get(KEY):
        headers["Referrer-Policy"] = "no-referrer"
    if is_known(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    content, media_type = make()
    return Response(content, media_type=media_type, headers=headers)


def mark_of(request: Request, state: str) -> str:
    """Return the mark of what an address gives in a state of the ledger, by this version of the program."""
    named = f"{__version__} {request.url} {state}"
    return f'"{blake2b(named.encode("utf-8", "replace"), digest_size=_MARK_BYTES).hexdigest()}"'
