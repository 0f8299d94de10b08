"""Note every write through the desk's pages: who, when, what, about what, from where, and what came of it."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from twosource.errors import TwosourceError
from twosource.store.people import Written
from twosource.web.desk import desk_of
from twosource.web.failures import status_of
from twosource.web.security.forgery import is_for_programs
from twosource.web.security.paths import own_path
from twosource.web.security.people import find_person

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_ABOUT: Final = "twosource.about"
_MOST: Final = 300  # characters of a path or name


def tell_about(request: HTTPConnection, about: str) -> None:
    """Say what a write is about, for its line in the log: an id, a name."""
    request.scope[_ABOUT] = about


def address_of(request: HTTPConnection) -> str:
    """Return the address a request came from; empty where there is none."""
    return request.client.host if request.client else ""


@dataclass(frozen=True, slots=True)
class Audit:
    """Adds a line to the log after each request that may have written something."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note it."""
        if scope["type"] != "http" or scope["method"] in _SAFE or is_for_programs(scope):
            await self.app(scope, receive, send)
            return
        status = 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except (HTTPException, TwosourceError) as error:
            status = status_of(error)
            raise
        finally:
            await run_in_threadpool(note, Request(scope), str(status))


def note(request: HTTPConnection, result: str) -> None:
    """Add a line to the log; where the ledger can't be written, it goes to standard error."""
    person = find_person(request)
    line = Written(
        at=datetime.now(UTC),
        who=person.name if person else "",
        what=f"{request.scope['method']} {own_path(request.scope)}"[:_MOST],
        about=str(request.scope.get(_ABOUT, ""))[:_MOST],
        origin=address_of(request),
        result=result,
    )
    try:
        with desk_of(request).ledger() as ledger:
            ledger.people.note(line)
    except TwosourceError as error:
        sys.stderr.write(
            f"twosource: this was not noted: {line.who!r} {line.what!r} {line.result}: {error}\n"
        )
