"""Work that waits: put once, taken by one at a time, done at least once, and never forgotten.

A job is put in the transaction that makes it necessary. Whoever takes it has it in hand until they say
what came of it; where they die, it goes back, and what kills its takers again and again is set aside. When
a job is due is told by the clock on the wall, which may be put forward or back: put back, no job waits
longer than it was to wait from then. Nothing here does the work or knows what it is.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, bindparam, case, delete, func, or_, select, update

from twosource.errors import NoSuchRecord
from twosource.model import Page
from twosource.store.articles import Intake, find_page
from twosource.store.cards import from_micros, to_micros
from twosource.store.database import Database
from twosource.store.dialect import insert
from twosource.store.queue_tables import jobs

Kind = Literal["fetch", "read"]
State = Literal["waiting", "taken", "done", "dead"]

_NOW: Final = timedelta()
_PUT: Final = insert(jobs).on_conflict_do_nothing()
_IS_DUE: Final = or_(jobs.c.due_at <= bindparam("now"), jobs.c.set_at > bindparam("now"))
_MOST_WORD: Final = 500  # characters kept of what came of a job


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """What is to be done: ``key`` names it, so that the same is put once; ``body`` is JSON.

    Of one ``lane`` (a host) a careful taker has one in hand at a time; "" is no lane.
    """

    key: str
    kind: Kind
    body: str
    lane: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as it stands: ``tries`` failed, ``deaths`` ended with its taker; ``word`` is what came of it last."""

    seq: int
    key: str
    kind: Kind
    lane: str
    body: str
    state: State
    due_at: datetime
    put_at: datetime
    tries: int
    deaths: int
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """Who takes jobs: a watch by the name of its process, and one of its workers."""

    watch: str
    worker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How many jobs of a kind stand in a state, and when the one was put that is there longest."""

    kind: Kind
    state: State
    count: int
    oldest_at: datetime


class Queue:
    """The jobs of a ledger. Each method is a transaction of its own, or a part of one under way."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, new: Iterable[NewJob], now: datetime) -> int:
        """Put jobs that can be done at once; returns how many were not there already."""
        at = to_micros(now)
        return sum(self._database.run(_PUT, _new_row(one, at)) for one in new)

    # --- doing -----------------------------------------------------------------------------------

    def take(self, kind: Kind, taker: Taker, now: datetime, beside: Collection[str] = ()) -> Job | None:
        """Take the job that is due longest and in none of the lanes ``beside``; None where there is none.

        Two takers never get one job, and neither waits for the other.
        """
        asked = (
            select(jobs.c.seq)
            .where(jobs.c.state == "waiting", jobs.c.kind == kind, _IS_DUE, jobs.c.lane.not_in(list(beside)))
            .order_by(jobs.c.due_at, jobs.c.seq)
            .limit(1)
        )
        given = {"now": to_micros(now)}
        if self._database.row(asked, given) is None:
            return None  # without asking for the right to write
        ours = asked.with_for_update(skip_locked=True).scalar_subquery()
        taken = update(jobs).where(jobs.c.seq == ours, jobs.c.state == "waiting").returning(jobs)
        values = {"state": "taken", "watch": taker.watch, "worker": taker.worker}
        row = self._database.row(taken.values(**values), given)
        return None if row is None else _job(row)

    def done(self, job: Job, taker: Taker, fate: str, now: datetime) -> bool:
        """Note that a job is done; False where it is not in the taker's hand any more."""
        return self._end(job, taker, {"state": "done", "word": fate, "ended_at": to_micros(now)})

    def fail(
        self, job: Job, taker: Taker, why: str, now: datetime, *, again_in: timedelta | None = None
    ) -> bool:
        """Note why a job failed, to be tried again after a while, or never; False as for :meth:`done`."""
        values: dict[str, Any] = {"tries": jobs.c.tries + 1, "word": why}
        if again_in is None:
            values |= {"state": "dead", "ended_at": to_micros(now)}
        else:
            values |= _waiting(now, again_in)
        return self._end(job, taker, values)

    def give_back(self, job: Job, taker: Taker, now: datetime, *, again_in: timedelta = _NOW) -> bool:
        """Give a job back as it was taken, for later or somebody else; False as for :meth:`done`."""
        return self._end(job, taker, _waiting(now, again_in))

    def put_back_all(self, taker: Taker, now: datetime) -> int:
        """Give back all that a taker may still have in hand, as it was taken; returns how many."""
        return self._put_back((jobs.c.watch == taker.watch) & (jobs.c.worker == taker.worker), now)

    def put_back_watch(self, watch: str, now: datetime) -> int:
        """Give back all that a watch has in hand and will not do, as it was taken; returns how many."""
        return self._put_back(jobs.c.watch == watch, now)

    def holders(self) -> tuple[str, ...]:
        """Return the watches that have anything in hand."""
        rows = self._database.rows(select(jobs.c.watch).where(jobs.c.watch.is_not(None)).distinct())
        return tuple(sorted(str(row.watch) for row in rows))

    def _put_back(self, whose: ColumnElement[bool], now: datetime) -> int:
        is_ours = whose & (jobs.c.state == "taken")
        if self._database.row(select(jobs.c.seq).where(is_ours).limit(1)) is None:
            return 0  # without asking for the right to write
        back = {**_waiting(now, _NOW), "watch": None, "worker": None}
        return self._database.run(update(jobs).where(is_ours).values(**back))

    def bury(self, taker: Taker, why: str, now: datetime, *, most: int) -> int:
        """Give back what a worker had in hand when it died; returns how many jobs are set aside for it.

        A job is set aside with the reason where it is its ``most``-th death.
        """
        return self._bury((jobs.c.watch == taker.watch, jobs.c.worker == taker.worker), why, now, most)

    def bury_all(self, watch: str, why: str, now: datetime, *, most: int) -> int:
        """Give back what all workers of a watch that is gone had in hand, as :meth:`bury` does."""
        return self._bury((jobs.c.watch == watch,), why, now, most)

    def _bury(self, whose: tuple[ColumnElement[bool], ...], why: str, now: datetime, most: int) -> int:
        is_last = jobs.c.deaths + 1 >= most
        at = to_micros(now)
        buried = update(jobs).where(*whose, jobs.c.state == "taken").returning(jobs.c.state)
        values = {
            "state": case((is_last, "dead"), else_="waiting"),
            "ended_at": case((is_last, at), else_=None),
            "deaths": jobs.c.deaths + 1,
            "word": why[:_MOST_WORD],
            **dict.fromkeys(("due_at", "set_at"), at),
            **dict.fromkeys(("watch", "worker")),
        }
        return [row.state for row in self._database.rows(buried.values(**values))].count("dead")

    def _end(self, job: Job, taker: Taker, values: Mapping[str, Any]) -> bool:
        is_ours = (jobs.c.seq == job.seq, jobs.c.watch == taker.watch, jobs.c.worker == taker.worker)
        ended = update(jobs).where(*is_ours, jobs.c.state == "taken")
        word = str(values.get("word", job.word))[:_MOST_WORD]
        return self._database.run(ended.values({**values, "word": word, "watch": None, "worker": None})) > 0

    # --- what was set aside ----------------------------------------------------------------------

    def dead(self, most: int = 1000) -> tuple[Job, ...]:
        """Return the jobs that were set aside, oldest first."""
        asked = select(jobs).where(jobs.c.state == "dead").order_by(jobs.c.seq).limit(most)
        return tuple(map(_job, self._database.rows(asked)))

    def revive(self, keys: Collection[str] | None, now: datetime) -> int:
        """Let jobs that were set aside be tried again, as if for the first time; None for all of them.

        Keys may be shortened to their first digits. Raises NoSuchRecord for one that is not set aside.
        """
        with self._database.transaction():
            asked = [jobs.c.state == "dead"] if keys is None else [self._find_dead(key) for key in keys]
            fresh = {"tries": 0, "deaths": 0, "ended_at": None, **_waiting(now, _NOW)}
            return sum(self._database.run(update(jobs).where(one).values(**fresh)) for one in asked)

    def _find_dead(self, key: str) -> ColumnElement[bool]:
        is_it = (jobs.c.state == "dead") & jobs.c.key.startswith(key, autoescape=True)
        if not key or self._database.row(select(jobs.c.seq).where(is_it).limit(1)) is None:
            raise NoSuchRecord(f"no job {key!r} is set aside", hint="see which are: twosource watch --dead")
        return is_it

    # --- looking ---------------------------------------------------------------------------------

    def find_page(self, intake: Intake) -> Page | None:
        """Return a kept page by the way it came, or None."""
        return find_page(self._database, intake)

    def waiting(self, kind: Kind) -> int:
        """Return how many jobs of a kind wait or are in hand."""
        is_open = (jobs.c.kind == kind) & jobs.c.state.in_(("waiting", "taken"))
        return self._database.number(select(func.count()).select_from(jobs).where(is_open))

    def has_work(self, now: datetime) -> bool:
        """Whether anything is in hand, or could be taken now."""
        is_open = or_(jobs.c.state == "taken", (jobs.c.state == "waiting") & _IS_DUE)
        return (
            self._database.row(select(jobs.c.seq).where(is_open).limit(1), {"now": to_micros(now)})
            is not None
        )

    def depths(self) -> tuple[Depth, ...]:
        """Return how many jobs of each kind stand in each state."""
        asked = select(
            jobs.c.kind, jobs.c.state, func.count().label("many"), func.min(jobs.c.put_at).label("oldest")
        ).group_by(jobs.c.kind, jobs.c.state)
        rows = self._database.rows(asked.order_by(jobs.c.kind, jobs.c.state))
        return tuple(
            Depth(kind=row.kind, state=row.state, count=row.many, oldest_at=from_micros(row.oldest))
            for row in rows
        )

    def prune(self, before: datetime, most: int = 10_000) -> int:
        """Forget jobs that were done before an instant, so many at a time; returns how many."""
        old = (
            select(jobs.c.seq).where(jobs.c.state == "done", jobs.c.ended_at < to_micros(before)).limit(most)
        )
        return self._database.run(delete(jobs).where(jobs.c.seq.in_(old)))


def _waiting(now: datetime, wait: timedelta) -> dict[str, Any]:
    return {"state": "waiting", "set_at": to_micros(now), "due_at": to_micros(now + wait)}


def _new_row(new: NewJob, at: int) -> dict[str, Any]:
    return {
        "key": new.key, "kind": new.kind, "lane": new.lane, "body": new.body, "state": "waiting",
        "due_at": at, "set_at": at, "put_at": at, "tries": 0, "deaths": 0, "word": "",
    }  # fmt: skip


def _job(row: Any) -> Job:
    return Job(
        seq=row.seq,
        key=row.key,
        kind=row.kind,
        lane=row.lane,
        body=row.body,
        state=row.state,
        due_at=from_micros(row.due_at),
        put_at=from_micros(row.put_at),
        tries=row.tries,
        deaths=row.deaths,
        word=row.word,
    )
