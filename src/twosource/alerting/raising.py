"""From changes of the ledger to alerts, in one transaction with the place in the log and what is to be sent.

Killed anywhere and run again, it gives the same alerts: ids follow from watch, incident and number, and
either all of a run is kept or nothing of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from twosource.alerting.books import Books, Turn
from twosource.alerting.due import decide_due
from twosource.alerting.gathering import Wanted, gather, outline_card
from twosource.alerting.meeting import can_meet
from twosource.alerting.silence import Heard, find_silences, next_silence
from twosource.alerting.standing import Standing
from twosource.feeds import Feed, Health
from twosource.ids import IncidentId
from twosource.lens import PLAIN, Lens, look_at
from twosource.store import Ledger
from twosource.store.cards import Card
from twosource.store.changes import Change
from twosource.store.watches import BEGINNING, Kept
from twosource.watches import Alert

_BATCH: Final = 200  # incidents that changed, looked at in one transaction of some tenths of a second
_SLACK: Final = timedelta(hours=1)  # by which clocks of machines that write one ledger may differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """What a run raised, oldest first. ``behind`` says that more changes wait: run again at once.

    ``next_at`` is when to run again even where nothing changes: something is held back, or a feed may
    fall silent. None for no such time.
    """

    alerts: tuple[Alert, ...] = ()
    behind: bool = False
    next_at: datetime | None = None

    def __iter__(self) -> Iterator[Alert]:
        return iter(self.alerts)

    def __len__(self) -> int:
        return len(self.alerts)


def raise_alerts(
    ledger: Ledger, now: datetime, *, feeds: Sequence[tuple[Feed, Health]] = (), limit: int = _BATCH
) -> Raised:
    """Look at what changed since the last run, raise what watches ask for, and put it in the outbox.

    ``feeds`` are those whose silence may be told. At most ``limit`` changed incidents are looked at. Where
    there are no watches, changes are passed over: a watch made later does not ring for the past.
    """
    now = now.astimezone(UTC)
    with ledger.transaction():
        kept = tuple(one for one in ledger.watches.kept() if not one.watch.paused)
        run = _Run(ledger=ledger, kept=kept, now=now)
        behind = run.follow(limit)
        run.listen([Heard(feed=feed, health=health) for feed, health in feeds])
        alerts = run.write()
        next_at = _soonest(ledger.threads.next_due(), next_silence(kept, feeds, now))
    return Raised(alerts=alerts, behind=behind, next_at=next_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One run: the watches that look, and the books that are kept."""

    ledger: Ledger
    kept: Sequence[Kept]
    now: datetime
    books: Books = field(default_factory=Books)

    def follow(self, limit: int) -> bool:
        """Look at what changed since the last run, at most so many incidents; returns whether more waits."""
        cursor = self.ledger.threads.cursor()
        if not self.kept:
            self._move(cursor, self.ledger.threads.last())
            return False
        since = max(min(one.started_at for one in self.kept), BEGINNING + _SLACK) - _SLACK
        page = self.ledger.changes(since=since, after=cursor, limit=limit)
        self._look(page.changes, self._take_due(), page.after)
        self._move(cursor, page.after)
        return not page.is_last

    def _move(self, before: int, after: int) -> None:
        if after != before:
            self.ledger.threads.move(after)

    def _take_due(self) -> list[IncidentId]:
        """Return the incidents of which something was held back until now, by watches that still look."""
        looking = {one.key for one in self.kept}
        due = self.ledger.threads.due(self.now, _BATCH)
        self.books.take(due)
        for thread in due:
            if thread.watch not in looking or thread.subject.startswith("feed:"):
                self.books.forget(thread)
        return [
            IncidentId(one.subject)
            for one in due
            if one.due_at == self.books.threads[one.watch, one.subject].due_at
        ]

    def _look(self, changes: Sequence[Change], due: Sequence[IncidentId], seq: int) -> None:
        """Decide on every incident that changed or is due: on those that are gone first."""
        numbers = {**dict.fromkeys(due, seq), **{one.incident: one.seq for one in changes}}
        standing = {one.id: one for one in self.ledger.cards_by_id(numbers)}
        ends = {one: self.ledger.incident(one).id for one in numbers if one not in standing}
        others = [one for one in ends.values() if one not in numbers]
        cards = {**standing, **{one.id: one for one in self.ledger.cards_by_id(others)}}
        self.books.take(self.ledger.threads.of([*numbers, *cards]))
        for incident, end in ends.items():
            self._tell_gone(incident, numbers[incident], None if end == incident else end)
        opened = self.ledger.threads.opened([*cards])
        for incident, card in cards.items():
            self._tell(card, numbers.get(incident, seq), opened[incident])

    def listen(self, heard: Sequence[Heard]) -> None:
        """Decide on feeds that are silent, or are heard again."""
        subjects = [one.subject for one in heard]
        self.books.take(self.ledger.threads.of(subjects))
        for kept in self.kept:
            for thread, alert in find_silences(kept, heard, self.books, self.now):
                self.books.enter(thread, alert)

    def write(self) -> tuple[Alert, ...]:
        """Keep the alerts, what is to be sent, and the books."""
        watches = {one.watch.name: one.watch for one in self.kept}
        fresh = [alert for alert in self.books.alerts if self.ledger.alerts.add(alert)]
        for alert in fresh:
            watch = watches[alert.watch]
            for channel in watch.channels:
                self.ledger.outbox.put(alert.id, channel, decide_due(watch, alert, self.now))
        self.ledger.threads.keep(self.books.changed())
        return tuple(fresh)

    def _tell_gone(self, incident: IncidentId, seq: int, into: IncidentId | None) -> None:
        """Let the watches that told of an incident say that it is gone, and where to."""
        turn = Turn(incident=incident, at=self.now, change=seq, standing=None, into=into)
        for kept in self.kept:
            if self.books.find(kept, incident) is not None:
                self.books.turn(kept, turn, None)

    def _tell(self, card: Card, seq: int, opened_at: datetime) -> None:
        """Let every watch that may have something to say of an incident say it."""
        outline = outline_card(card)
        asking = [one for one in self.kept if self._concerns(one, outline)]
        if not asking:
            return
        wanted = want(asking)
        seen = look_at(self.ledger, card.id, PLAIN)
        assert seen is not None, "what has a card stands"
        standing = gather(self.ledger, seen, opened_at, wanted)
        turn = Turn(incident=card.id, at=self.now, change=seq, standing=standing)
        for kept in asking:
            self.books.turn(kept, turn, self._before(kept, standing))

    def _concerns(self, kept: Kept, outline: Standing) -> bool:
        return self.books.find(kept, outline.incident) is not None or can_meet(kept.watch, outline)

    def _before(self, kept: Kept, standing: Standing) -> Standing | None:
        """Return how an incident stood when a watch began to look, where it has told nothing of it."""
        if standing.opened_at >= kept.started_at or self.books.find(kept, standing.incident) is not None:
            return None
        lens = Lens(as_of=kept.started_at, by="arrived")
        seen = look_at(self.ledger, standing.incident, lens)
        if seen is None:
            return None
        return gather(self.ledger, seen, standing.opened_at, want([kept], lens))


def want(asking: Sequence[Kept], lens: Lens = PLAIN) -> Wanted:
    """Return what is to be gathered of an incident for some watches."""
    words = (one.watch.words for one in asking)
    return Wanted(
        words=tuple(dict.fromkeys(one for one in words if one is not None)),
        checks=any("press tally contradicted" in one.watch.tells for one in asking),
        lens=lens,
    )


def _soonest(*instants: datetime | None) -> datetime | None:
    return min((one for one in instants if one is not None), default=None)
