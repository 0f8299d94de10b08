"""From a request to an answer: who asks, in what shape, with which parameters; then the operation itself.

Asynchronous only where bytes come in and go out: what asks the ledger runs in threads.
"""

import logging
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from http import HTTPStatus
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from twosource.api.accepting import choose_type, media_type
from twosource.api.answers import Answer, Stream, show_answer
from twosource.api.operations import Around, Call, Operation, Takes
from twosource.api.ports import Done, Person, Surroundings
from twosource.api.problems import Problem, make_problem, show_problem, status_of
from twosource.api.repeats import Repeats
from twosource.asking import read_params
from twosource.errors import TwosourceError

_LOG: Final = logging.getLogger(__name__)
_CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="twosource"'}


class Resource:
    """One path of the interface with its operations by method (ASGI)."""

    def __init__(
        self, operations: Sequence[Operation], surroundings: Surroundings, around: Around, repeats: Repeats
    ) -> None:
        self._operations: dict[str, Operation] = {one.method: one for one in operations}
        self._surroundings = surroundings
        self._around = around
        self._repeats = repeats

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; a surprise is told as one, and goes into the log."""
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except ClientDisconnect:
            return
        except Exception:  # noqa: BLE001  (told as a problem, and logged with its trace)
            _LOG.exception("%s %s", request.method, request.url.path)
            response = show_problem(
                Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "this went wrong; the server's log says more")
            )
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        try:
            if request.method == "OPTIONS":
                return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": self.allowed})
            return await self._answer(request, self._get_operation(request))
        except Problem as problem:
            return show_problem(problem)
        except HTTPException as error:
            return show_problem(
                Problem(HTTPStatus(error.status_code), error.detail, headers=error.headers or {})
            )
        except TwosourceError as error:
            return show_problem(make_problem(error))

    @property
    def allowed(self) -> str:
        """Return the methods that can be used here."""
        implied = ("HEAD",) if "GET" in self._operations else ()
        return ", ".join((*self._operations, *implied, "OPTIONS"))

    def _get_operation(self, request: Request) -> Operation:
        method = "GET" if request.method == "HEAD" else request.method
        found = self._operations.get(method)
        if found is None:
            raise Problem(
                HTTPStatus.METHOD_NOT_ALLOWED,
                f"{request.method} can't be used here; {self.allowed} can",
                headers={"Allow": self.allowed},
            )
        return found

    async def _answer(self, request: Request, operation: Operation) -> Response:
        caller = await run_in_threadpool(get_caller, request, operation, self._surroundings)
        refuse_strange(request, operation)
        refuse_unknown(request, operation)
        wants = choose_type(request.headers.get("accept", ""), tuple(operation.gives.schemas))
        body = await read_body(request, operation.takes)
        made = await run_in_threadpool(self._do, request, operation, (caller, wants, body))
        return show_answer(request, made)

    def _do(self, request: Request, operation: Operation, let: tuple[Person, str, bytes]) -> Answer | Stream:
        """Let the operation answer; what it refuses is raised once the ledger is given back unharmed."""
        caller, wants, body = let
        with self._surroundings.ledger() as ledger:
            call = Call(
                request=request,
                given=read_params(request.query_params.multi_items()),
                ledger=ledger,
                caller=caller,
                around=self._around,
                wants=wants,
                body=body,
            )
            try:
                return operation.do(call) if operation.method == "GET" else self._write(call, operation)
            except (Problem, TwosourceError) as error:
                refused = error
        raise refused

    def _write(self, call: Call, operation: Operation) -> Answer:
        """Do what writes, once for each Idempotency-Key, and note it."""

        def do() -> Answer:
            try:
                made = operation.do(call)
            except (Problem, TwosourceError) as error:
                self._surroundings.note(call.request, Done(by=call.caller.name, status=status_of(error)))
                raise
            assert isinstance(made, Answer), "what writes is answered whole"
            about = made.headers.get("Location", "").rsplit("/", 1)[-1]
            self._surroundings.note(call.request, Done(by=call.caller.name, status=made.status, about=about))
            return made

        return self._repeats.once(call, do)


def get_caller(request: Request, operation: Operation, surroundings: Surroundings) -> Person:
    """Return who asks, if they may; raises Problem: 401 where nobody is known, 403 where the role is less."""
    token = read_token(request.headers)
    found = surroundings.find_bearer(token) if token else None
    if token is None and operation.needs is None:
        found = surroundings.find_reader(request)
    if found is None:
        wrong = "this token is not, or no longer, in use" if token else "this needs a token"
        hint = "send Authorization: Bearer TOKEN"
        raise Problem(HTTPStatus.UNAUTHORIZED, wrong, hint, _CHALLENGE)
    if operation.needs is not None and found.role < operation.needs:
        raise Problem(HTTPStatus.FORBIDDEN, f"this needs the role {operation.needs.name.lower()}")
    return found


def read_token(headers: Mapping[str, str]) -> str | None:
    """Return the token of a request, None where it has none; raises Problem (401) for another scheme."""
    given = headers.get("authorization")
    if given is None:
        return None
    scheme, _, token = given.strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Problem(
            HTTPStatus.UNAUTHORIZED, "the header Authorization holds no token",
            "send Authorization: Bearer TOKEN", _CHALLENGE,
        )  # fmt: skip
    return token.strip()


def refuse_strange(request: Request, operation: Operation) -> None:
    """Raise Problem (404) where the path names what no record is called."""
    for one in operation.params:
        if one.place == "path" and "pattern" in one.schema:
            given = str(request.path_params[one.name])
            if not re.fullmatch(one.schema["pattern"].strip("^$"), given):
                raise Problem(HTTPStatus.NOT_FOUND, f"{given[:60]!r} is no id of a record here")


def refuse_unknown(request: Request, operation: Operation) -> None:
    """Raise Problem (400) for a parameter that the operation does not know, or that is empty."""
    known = [one.name for one in operation.params if one.place == "query"]
    for name, words in request.query_params.multi_items():
        if not operation.knows(name):
            near = get_close_matches(name[:60], known, n=1, cutoff=0.6)
            there_are = f"there are {', '.join(known)}" if known else "there is none"
            advice = f"did you mean {near[0]}?" if near else there_are
            raise Problem(HTTPStatus.BAD_REQUEST, f"{name[:60]!r} is no parameter here: {advice}")
        if not words.strip():
            raise Problem(HTTPStatus.BAD_REQUEST, f"{name}: it is empty; leave it out to ask nothing")


async def read_body(request: Request, takes: Takes | None) -> bytes:
    """Return what is sent along; raises Problem: 413 where it is too much, 415 where it is of no type taken."""
    if takes is None:
        return b""
    kind = media_type(request.headers.get("content-type", ""))
    if kind not in takes.schemas:
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"{kind or 'no Content-Type'!r} is not taken here; {', '.join(takes.schemas)} is",
            headers={"Accept-Post": ", ".join(takes.schemas)},
        )
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > takes.most_bytes:
            raise Problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the body is over {takes.most_bytes:,} bytes",
                headers={"Connection": "close"},
            )  # fmt: skip
    return bytes(found)
