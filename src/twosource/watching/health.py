"""Whether the watch is alive and ready, and its figures, over HTTP for whoever looks after it.

``/healthz``: its loops tick. ``/readyz``: the ledger can be had and a worker is ready. ``/metrics``: the
figures. It says nothing of the news but counts, and takes no orders.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from twosource.errors import InputError
from twosource.watching.crew import Crew
from twosource.watching.metrics import CONTENT_TYPE
from twosource.watching.shared import Shared

#: Answers one question.
Answering = Callable[[web.Request], Awaitable[web.Response]]

_ENDS_S = 2.0  # seconds an answer under way is given when the watch ends


@asynccontextmanager
async def serve_health(shared: Shared, crew: Crew) -> AsyncIterator[str | None]:
    """Answer for as long as the context lasts; gives the address, None where none is wanted.

    Raises InputError where the address can't be had.
    """
    place = shared.process.health
    if place is None:
        yield None
        return
    runner = web.AppRunner(make_app(shared, crew), handle_signals=False, access_log=None)
    await runner.setup()
    host, _, port = place.rpartition(":")
    site = web.TCPSite(runner, host.strip("[]"), int(port), shutdown_timeout=_ENDS_S)
    try:
        yield await _start(site, place)
    finally:
        await runner.cleanup()


async def _start(site: web.TCPSite, place: str) -> str:
    try:
        await site.start()
    except OSError as error:
        raise InputError(
            f"can't answer on {place}: {error.strerror or error}",
            hint='another program may have the port; set health under [watch], or health = "off"',
        ) from None
    assert site._server is not None, "it was started"  # noqa: SLF001  (aiohttp has no other way to learn the port)
    host, port = site._server.sockets[0].getsockname()[:2]  # type: ignore[attr-defined]  # noqa: SLF001
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def make_app(shared: Shared, crew: Crew) -> web.Application:
    """Return the application that answers."""
    app = web.Application()
    app.router.add_get("/healthz", _answering(lambda: find_ills(shared)))
    app.router.add_get("/readyz", _answering(lambda: find_lacks(shared, crew)))
    app.router.add_get("/metrics", _figures(shared))
    return app


def find_ills(shared: Shared) -> tuple[str, ...]:
    """Return why the watch is not alive, nothing where it is."""
    return tuple(f"{loop} has not been seen for a while" for loop in shared.pulses.find_stuck())


def find_lacks(shared: Shared, crew: Crew) -> tuple[str, ...]:
    """Return why the watch can't do its work now, nothing where it can."""
    lacks = () if shared.has_ledger else ("the ledger can't be had",)
    if crew.settings.workers and not crew.ready:
        lacks = (*lacks, "no worker is ready")
    return (*lacks, *(("the watch is ending",) if shared.halt.is_set() else ()))


def _answering(find: Callable[[], tuple[str, ...]]) -> Answering:
    async def answer(_: web.Request) -> web.Response:
        wrong = find()
        return web.Response(status=503 if wrong else 200, text="\n".join(wrong or ("ok",)) + "\n")

    return answer


def _figures(shared: Shared) -> Answering:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=shared.metrics.written(), headers={"Content-Type": CONTENT_TYPE})

    return answer
