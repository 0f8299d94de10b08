"""What can be asked of the interface: one table row an operation, from which both routes and description come."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, Literal, TypeVar

import msgspec
from starlette.requests import Request

from twosource.api.answers import JSON, Answer, Stream
from twosource.api.ports import Person, Role
from twosource.api.problems import Problem
from twosource.asking import Given, Meaningless
from twosource.pipeline import Pipe
from twosource.ports import Clock
from twosource.store import Ledger
from twosource.wire.cap_sender import Sender

T = TypeVar("T")
Schema = dict[str, Any]
Tag = Literal["incidents", "articles", "claims", "review", "tallies", "alerts", "feeds", "exports", "about"]

MOST_JSON_BYTES: Final = 64 * 1024  # of an act; reasons are sentences, not essays


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of an operation, as OpenAPI tells of it. With ``many`` it may be given several times."""

    name: str
    says: str
    schema: Schema
    place: Literal["query", "path", "header"] = "query"
    many: bool = False
    example: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gives:
    """What is answered where all is well: a schema for each media type (None: bytes of that type)."""

    says: str
    schemas: Mapping[str, Schema | None]
    status: HTTPStatus = HTTPStatus.OK
    is_paged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """What is sent along: a schema for each media type (None: bytes of that type), and how much at most."""

    schemas: Mapping[str, Schema | None]
    most_bytes: int = MOST_JSON_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What every call is answered with: the time, more ledgers, and the pipe that articles are put through."""

    clock: Clock
    load_pipe: Callable[[], Pipe]
    ledger: Callable[[], AbstractContextManager[Ledger]]
    sender_at: Callable[[str], Sender]  # who sends CAP messages, by where the desk is on the web


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, let through: who asks, what for, and this thread's ledger."""

    request: Request
    given: Given
    ledger: Ledger
    caller: Person
    around: Around
    wants: str = JSON
    body: bytes = b""

    def read(self, read: Callable[[Given], T]) -> T:
        """Read parameters; what can't be read is a problem of the asker."""
        try:
            return read(self.given)
        except Meaningless as error:
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from None
        except ValueError as error:
            raise Problem(HTTPStatus.BAD_REQUEST, str(error)) from None

    def one(self, name: str, parse: Callable[[str], T]) -> T | None:
        """Return what one parameter says, or None."""
        return self.read(lambda given: given.one(name, parse))

    def many(self, name: str, parse: Callable[[str], T]) -> tuple[T, ...]:
        """Return what a parameter says that may be given several times."""
        return self.read(lambda given: given.many(name, parse))

    @property
    def id(self) -> str:
        """Return the id in the path."""
        return str(self.request.path_params["id"])

    def decode(self, kind: type[T] | Any) -> T:
        """Return the JSON sent along as a value of a type; raises Problem (422) where it is none."""
        try:
            found: T = msgspec.json.decode(self.body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Problem(
                HTTPStatus.UNPROCESSABLE_ENTITY, f"the body can't be read: {str(error).splitlines()[0]}"
            ) from None
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that can be asked. ``needs`` is the least role; None: whoever may read."""

    name: str
    path: str
    tag: Tag
    title: str
    says: str
    gives: Gives
    do: Callable[[Call], Answer | Stream]
    method: Literal["GET", "POST", "PUT", "DELETE"] = "GET"
    params: tuple[Parameter, ...] = ()
    takes: Takes | None = None
    needs: Role | None = None
    problems: tuple[int, ...] = ()
    also: Mapping[int, str] = field(default_factory=dict)  # other answers that are no problems

    def knows(self, name: str) -> bool:
        """Whether a parameter of this name may stand in the address."""
        return any(one.name == name and one.place == "query" for one in self.params)
