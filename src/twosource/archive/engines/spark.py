"""A cluster that speaks Spark Connect, Spark's own or Sail's: each task is one row, done where the cluster puts it.

All that goes over the wire is calls and commits. A cluster that fails in the middle (a machine lost, a task that
killed its workers too often) is asked again for what storage does not show as done. Articles are never carried
here, nor shuffled by Spark: why stands in docs/decisions/0024.
"""

import contextlib
import socket
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from twosource.archive.commits import Commit, from_json, load_commits
from twosource.archive.engines import MOST_ATTEMPTS
from twosource.archive.engines.onworkers import (
    DONE,
    SAME_VERSION,
    SEEN,
    Looking,
    Mapped,
    Performing,
    tell_version,
)
from twosource.archive.engines.refusals import (
    find_refusal,
    parse_remote,
    refuse_connection,
    refuse_place,
    refuse_remote,
    shorten,
)
from twosource.archive.plans import Call
from twosource.archive.settings import code_version
from twosource.archive.storage import open_storage
from twosource.errors import ArchiveError

Session = Any  # pyspark.sql.connect.session.SparkSession
Row = Any  # pyspark.sql.Row

_LOOKS: Final = "_work/looks"  # files by which workers show that they see the place; removed at once
_CONNECT_SECONDS: Final = 10
_FIRST_TRIES: Final = 2  # a second in all, where a server was reached but does not speak as it should
_LATER_TRIES: Final = 7  # a minute or so, for one that is there but lost for a moment
_LOOKED_AT: Final = 10_000  # rows, which a cluster spreads over all it has
_AT_ONCE: Final = 2_000  # calls in one request, some hundred KB; Spark keeps all its workers busy with them
_AT_ONCE_IN_THREADS: Final = 32  # for each worker; Sail has a thread for each call, of a MB or so


class SparkEngine:
    """Runs tasks on the cluster behind an address like sc://host:15002.

    ``workers`` is known once the cluster has been looked at, unless it is said. ``closing`` is called last.
    """

    def __init__(
        self, remote: str, *, workers: int | None = None, closing: Callable[[], None] = lambda: None
    ) -> None:
        self._remote, self._workers, self._closing = remote, workers, closing
        self._session: Session | None = None
        self._looked: set[str] = set()
        self._at_once = _AT_ONCE
        _check_address(remote)

    @property
    def workers(self) -> int:
        """How many tasks run at once, as far as that is known."""
        return self._workers or 1

    def run(self, calls: Sequence[Call]) -> Iterator[Commit]:
        """Yield the commit of every call as it ends; what a failing cluster left undone is asked for again."""
        left = {call.number: replace(call, root=make_absolute(call.root)) for call in calls}
        fruitless = 0
        while left:
            before = len(left)
            self._look(next(iter(left.values())).root)
            try:
                for commit in self._perform(list(islice(left.values(), self._at_once))):
                    del left[commit.number]
                    yield commit
            except _spark_errors() as error:
                words = self._give_up_session(error)
                for commit in find_done(left):
                    del left[commit.number]
                    yield commit
                fruitless = 0 if len(left) < before else fruitless + 1
                if fruitless >= MOST_ATTEMPTS:
                    raise _refuse_further(words) from None

    def close(self) -> None:
        """Let go of the cluster; what its workers are at is not committed."""
        self._disconnect()
        self._closing()

    def _perform(self, calls: Sequence[Call]) -> Iterator[Commit]:
        """Yield the commits of some calls; raises ArchiveError for one that failed for good."""
        asked = tuple(call.to_json() for call in calls)
        work = Performing(calls=asked, version=code_version(), width=self._workers)
        for row in self._map(work, DONE, partitions=len(asked)):
            if row.fault is not None:
                raise ArchiveError(row.fault, hint=row.hint or "")
            yield from_json(row.commit)

    def _look(self, root: str) -> None:
        """See once that the workers can do what they will be asked; raises ArchiveError."""
        if root in self._looked:
            return
        storage, asked = open_storage(root), f"{_LOOKS}/{uuid4().hex}"
        storage.write(asked, asked.encode())
        try:
            seen = list(self._map(Looking(root=root, asked=asked), SEEN))
        except _spark_errors() as error:
            words = str(error)
            raise find_refusal(words) or _refuse_further(shorten(words)) from None
        finally:
            for path in storage.names(_LOOKS):
                if path.startswith(asked):
                    storage.delete(path)
        _check_seen(seen, root)
        self._workers = self._workers or len(seen)
        if not all(row.alone for row in seen):
            self._at_once = _AT_ONCE_IN_THREADS * self.workers
        self._looked.add(root)

    def _map(self, work: Mapped, gives: str, partitions: int | None = None) -> Iterator[Row]:
        """Yield the rows that work makes of so many partitions of a row each, as they come."""
        session, rows = self._connect(), partitions or _LOOKED_AT
        with _hushed():
            answers = session.range(0, rows, 1, partitions).mapInArrow(work, gives).toLocalIterator()
        while True:
            with _hushed():
                row = next(answers, None)
            if row is None:
                return
            yield row

    def _connect(self) -> Session:
        if self._session is None:
            check_reachable(self._remote)
            self._session = _open_session(self._remote)
        return self._session

    def _give_up_session(self, error: Exception) -> str:
        """Leave a session that failed; returns its words, raises ArchiveError where another would fail too."""
        words = str(error)
        self._disconnect()
        check_reachable(self._remote)
        refusal = find_refusal(words)
        if refusal is not None:
            raise refusal from None
        return shorten(words)

    def _disconnect(self) -> None:
        if self._session is None:
            return
        session, self._session = self._session, None
        with _hushed(), contextlib.suppress(*_spark_errors()):
            _set_tries(session, 1)
            session.interruptAll()
        with _hushed():
            session.stop()


def check_reachable(remote: str) -> None:
    """Raise ArchiveError where nothing answers at an address."""
    host, port = parse_remote(remote)
    try:
        socket.create_connection((host, port), timeout=_CONNECT_SECONDS).close()
    except OSError as error:
        raise refuse_connection(host, port, error.strerror or str(error)) from None


def make_absolute(root: str) -> str:
    """Return a place as machines find it that work in another directory."""
    return root if "://" in root else str(Path(root).absolute())


def find_done(left: Mapping[int, Call]) -> list[Commit]:
    """Return the commits of calls that were done, though no answer came."""
    if not left:
        return []
    first = next(iter(left.values()))
    known = load_commits(open_storage(first.root), first.stage, {call.work for call in left.values()})
    return [known[call.work] for call in left.values() if call.work in known]


def _check_address(remote: str) -> None:
    try:
        parse_remote(remote)
    except ValueError:
        raise refuse_remote(remote) from None


def _check_seen(seen: Sequence[Row], root: str) -> None:
    for row in seen:
        if row.version != code_version():
            raise ArchiveError(tell_version(row.host), hint=SAME_VERSION)
        if row.fault is not None:
            raise refuse_place(root, row.host, row.fault)


def _refuse_further(words: str) -> ArchiveError:
    return ArchiveError(
        f"the cluster gave up, {MOST_ATTEMPTS} times over: {words}",
        hint="The logs of its workers may say more. What is finished is kept, and taken up when begun again.",
    )


def _open_session(remote: str) -> Session:
    """Return a session at a server; raises ArchiveError where it does not speak Spark Connect."""
    with _hushed():
        from pyspark.sql.connect.session import SparkSession  # noqa: PLC0415

        session = SparkSession(connection=remote)
        _set_tries(session, _FIRST_TRIES)
        try:
            _ = session.version
        except _spark_errors() as error:
            session.stop()
            words = str(error)
            raise find_refusal(words) or _refuse_further(shorten(words)) from None
        _set_tries(session, _LATER_TRIES)
        return session


def _set_tries(session: Session, tries: int) -> None:
    """Bound how often a session asks again where nothing answers; it waits longer each time."""
    from pyspark.sql.connect.client.retries import DefaultPolicy  # noqa: PLC0415

    session.client.set_retry_policies([DefaultPolicy(max_retries=tries)])


def _spark_errors() -> tuple[type[Exception], ...]:
    with _hushed():
        from grpc import RpcError  # noqa: PLC0415
        from pyspark.errors import PySparkException  # noqa: PLC0415
    return PySparkException, RpcError


@contextlib.contextmanager
def _hushed() -> Iterator[None]:
    """Keep back what pyspark warns of: pandas 3, of which nothing is used here, and retries, which we tell of."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="pyspark")
        yield
