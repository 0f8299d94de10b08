"""What was told so far, thread by thread, while alerts are decided: nothing is written here.

A thread is all that one watch told of one incident. Raising alerts and rehearsing a watch keep the same
books; the one then writes them down, the other forgets them.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from twosource.alerting.composing import Place, compose, earlier_ids
from twosource.alerting.deciding import Decision, Now, Told, decide
from twosource.alerting.standing import Standing, read_standing, write_standing
from twosource.ids import IncidentId, digest
from twosource.store.alert_threads import Thread
from twosource.store.damage import stored
from twosource.store.watches import Kept
from twosource.watches import Alert, Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What became of an incident: how it stands, or where it went; ``change`` is the number of that change."""

    incident: IncidentId
    at: datetime
    change: int
    standing: Standing | None
    into: IncidentId | None = None


@dataclass(slots=True)
class Books:
    """The threads at hand, and the alerts made of what happened since."""

    threads: dict[tuple[str, str], Thread] = field(default_factory=dict)
    began: dict[tuple[str, str], Thread] = field(default_factory=dict)  # as they were taken
    touched: set[tuple[str, str]] = field(default_factory=set)
    alerts: list[Alert] = field(default_factory=list)
    heirs: dict[tuple[str, str], list[Alert]] = field(default_factory=dict)  # cancelled, by where they went
    parents: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)  # ids that a part refers to

    def take(self, threads: Iterable[Thread]) -> None:
        """Take threads as they are kept, those at hand left as they are."""
        for thread in threads:
            key = (thread.watch, thread.subject)
            self.threads.setdefault(key, thread)
            self.began.setdefault(key, thread)

    def begin(self, subjects: Collection[str]) -> None:
        """Begin on what happened to some subjects at one moment: what was told of them until then counts."""
        self.began = {key: thread for key, thread in self.threads.items() if key[1] in subjects}

    def find(self, kept: Kept, subject: str) -> Thread | None:
        """Return what a watch told of a subject, or None."""
        return self.threads.get((kept.key, subject))

    def changed(self) -> tuple[Thread, ...]:
        """Return the threads that are to be kept anew."""
        return tuple(self.threads[key] for key in sorted(self.touched))

    def forget(self, thread: Thread) -> None:
        """Enter that nothing is held back any longer for a watch that looks no more."""
        self._put(replace(thread, due_at=None))

    def turn(self, kept: Kept, turn: Turn, before: Standing | None) -> None:
        """Decide what a watch says of what became of an incident, and enter it."""
        thread = self.find(kept, turn.incident)
        now = Now(
            standing=turn.standing,
            at=turn.at,
            before=before,
            into=turn.into,
            inherits=tuple(self._inherits(kept, turn)),
        )
        decision = decide(kept.watch, None if thread is None else _told(thread, kept.watch), now)
        self._enter(kept, thread, turn, decision)

    def enter(self, thread: Thread, alert: Alert) -> None:
        """Enter an alert that is about no incident, with its thread."""
        self.alerts.append(alert)
        self._put(thread)

    def _enter(self, kept: Kept, thread: Thread | None, turn: Turn, decision: Decision) -> None:
        if decision.move is None:
            self._note(thread, decision)
            return
        standing = turn.standing or (None if thread is None else _read(thread))
        assert standing is not None, "what never stood is never told"
        key = (kept.key, turn.incident)
        number = 1 if thread is None else thread.number + 1
        alert = compose(
            kept.watch,
            standing,
            decision,
            Place(
                number=number,
                at=turn.at,
                change=turn.change,
                also_earlier=self._also_earlier(key),
                into=turn.into,
            ),
        )
        self.alerts.append(alert)
        self._put(_thread(kept, alert, standing))
        if turn.into is not None and decision.move == "cancel":
            self.heirs.setdefault((kept.key, turn.into), []).append(alert)

    def _also_earlier(self, key: tuple[str, str]) -> tuple[str, ...]:
        """Return the alerts on other incidents that one follows: merged into it, or it was part of them."""
        merged = (one for gone in self.heirs.pop(key, ()) for one in gone.earlier)
        return (*merged, *self.parents.pop(key, ()))

    def _note(self, thread: Thread | None, decision: Decision) -> None:
        """Enter that nothing is told now: for good, or until something held back is due."""
        if thread is None:
            return
        noted = replace(
            thread, due_at=decision.look_again_at, is_open=thread.is_open and not decision.is_closed
        )
        if noted != thread:
            self._put(noted)

    def _put(self, thread: Thread) -> None:
        key = (thread.watch, thread.subject)
        self.threads[key] = thread
        self.touched.add(key)

    def _inherits(self, kept: Kept, turn: Turn) -> Iterator[str]:
        """Say of which incidents an incident holds what was told: merged into it, or it was part of them."""
        if turn.standing is None:
            return
        for gone in self.heirs.get((kept.key, turn.incident), ()):
            yield f"Incident {gone.incident}, told of before, is the same happening: {gone.headline}."
        if (kept.key, turn.incident) not in self.heirs and self.find(kept, turn.incident) is None:
            yield from self._split_from(kept, turn.standing)

    def _split_from(self, kept: Kept, standing: Standing) -> Iterator[str]:
        own = {*standing.reports}
        for (watch, subject), thread in sorted(self.began.items()):
            if watch != kept.key or subject == standing.incident or not thread.is_open:
                continue
            if own & {*_read(thread).reports}:
                ids = earlier_ids(kept.watch, subject, thread.number + 1)
                self.parents[kept.key, standing.incident] = ids
                yield f"It was told before as part of incident {subject}; it is one of its own."


def ask_digest(watch: Watch) -> str:
    """Return a digest of what a watch asks of an incident; whom it tells, and when, is left out."""
    asked = (
        watch.kinds, watch.places, watch.near, watch.actors, watch.targets, watch.words,
        watch.killed_at_least, watch.injured_at_least, watch.voices_at_least, watch.tells,
    )  # fmt: skip
    return digest("asks", *map(repr, asked))


@stored("what was told of", "subject")
def _read(thread: Thread) -> Standing:
    return read_standing(thread.told)


def _told(thread: Thread, watch: Watch) -> Told:
    return Told(
        standing=_read(thread),
        at=thread.raised_at,
        is_open=thread.is_open,
        same_question=thread.asks == ask_digest(watch),
    )


def _thread(kept: Kept, alert: Alert, standing: Standing) -> Thread:
    return Thread(
        watch=kept.key,
        subject=alert.subject,
        is_open=alert.move != "cancel",
        number=alert.number,
        raised_at=alert.raised_at,
        asks=ask_digest(kept.watch),
        told=write_standing(standing),
    )
