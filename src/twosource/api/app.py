"""The interface as an ASGI application, to be mounted under a path such as /api/v1."""

from collections.abc import Callable
from functools import lru_cache, partial
from http import HTTPStatus

from starlette.requests import Request
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from twosource.api.operations import Around, Operation
from twosource.api.ports import Surroundings
from twosource.api.problems import Problem, show_problem
from twosource.api.repeats import Repeats
from twosource.api.serving import Resource
from twosource.api.table import OPERATIONS
from twosource.delivering.by_hand import desk_sender
from twosource.ingest.clock import SystemClock
from twosource.pipeline import Pipe, load_stages
from twosource.ports import Clock
from twosource.wire.cap_sender import Sender


def make_api(
    surroundings: Surroundings,
    *,
    clock: Clock | None = None,
    load_pipe: Callable[[], Pipe] | None = None,
    sender_at: Callable[[str], Sender] | None = None,
) -> Router:
    """Return the interface (ASGI); ``load_pipe`` gives what posted articles are put through.

    ``sender_at`` says who sends CAP messages of a desk at an address.

    It tells everything that goes wrong under its path as problem+json itself.
    """
    time = clock or SystemClock()
    around = Around(
        clock=time,
        load_pipe=load_pipe or _pipe_loader(time),
        ledger=surroundings.ledger,
        sender_at=sender_at or partial(desk_sender, ()),
    )
    repeats = Repeats()
    by_path: dict[str, list[Operation]] = {}
    for one in OPERATIONS:
        by_path.setdefault(one.path, []).append(one)
    routes = [
        Route(path, Resource(several, surroundings, around, repeats), name=several[0].name)
        for path, several in by_path.items()
    ]
    return Router(routes=routes, redirect_slashes=False, default=_tell_nothing_here)


def _pipe_loader(clock: Clock) -> Callable[[], Pipe]:
    """Return what loads the real pipe once, when something is posted first."""

    @lru_cache(maxsize=1)
    def load() -> Pipe:
        return Pipe(clock=clock, stages=load_stages())

    return load


async def _tell_nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        raise RuntimeError("the interface is mounted, and has no life of its own")
    request = Request(scope, receive)
    under = scope.get("root_path", "")
    wrong = f"{request.url.path[:200]!r} leads nowhere"
    problem = Problem(HTTPStatus.NOT_FOUND, wrong, f"{under}/ says what there is")
    await show_problem(problem)(scope, receive, send)
