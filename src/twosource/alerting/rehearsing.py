"""A watch tried over the past: what it would have raised, when and why. Reads only; keeps nothing.

Either as if each article had come when it was printed (for a ledger that was filled later), or as they
came to this ledger. The same books are kept as when alerts are raised, updates held back included.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Final

from twosource.alerting.books import Books, Turn
from twosource.alerting.gathering import gather
from twosource.alerting.raising import want
from twosource.alerting.standing import Standing
from twosource.ids import IncidentId
from twosource.lens import By, Lens, look_at
from twosource.query import cases_of
from twosource.store import Circle, Filter, Ledger
from twosource.store.changes import Change
from twosource.store.past import printed_at
from twosource.store.watches import Kept
from twosource.watches import Alert, Watch

_MARGIN: Final = timedelta(days=31)  # how long news of an incident goes on, for finding those of a period


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The stretch of the past that is tried, and what a moment of it is asked of."""

    since: datetime
    until: datetime
    by: By = "printed"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """Something that happened to an incident at an instant."""

    at: datetime
    incident: IncidentId
    change: int = 0
    what: str = "changed"
    into: IncidentId | None = None


def rehearse_watch(
    ledger: Ledger, watch: Watch, since: datetime, until: datetime, *, by: By = "printed"
) -> tuple[Alert, ...]:
    """Return what a watch would have raised in a period, oldest first, had it been there from its start on.

    The silence of feeds is left out: the past does not tell when they were asked.
    """
    period = Period(since=since, until=until, by=by)
    rehearsal = _Rehearsal(ledger=ledger, kept=Kept(watch=watch, started_at=since), period=period)
    moments = _arrived(ledger, period) if by == "arrived" else _printed(ledger, watch, period)
    with ledger.snapshot():
        return rehearsal.run(moments)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rehearsal:
    """One watch, and the books as they would have been."""

    ledger: Ledger
    kept: Kept
    period: Period
    books: Books = field(default_factory=Books)

    def run(self, moments: Iterable[_Moment]) -> tuple[Alert, ...]:
        """Go through the moments in order, and through what was held back between them."""
        for at, together in groupby(moments, key=lambda one: one.at):
            self._catch_up(at)
            self._tell(at, list(together))
        self._catch_up(self.period.until)
        return tuple(self.books.alerts)

    def _catch_up(self, until: datetime) -> None:
        """Tell what was held back and is due before an instant."""
        while due := [one for one in self.books.threads.values() if one.due_at and one.due_at < until]:
            first = min(due, key=lambda one: (one.due_at, one.subject))
            assert first.due_at is not None, "it was chosen by when it is due"
            self._tell(first.due_at, [_Moment(at=first.due_at, incident=IncidentId(first.subject))])

    def _tell(self, at: datetime, moments: Sequence[_Moment]) -> None:
        self.books.begin({moment.incident for moment in moments})
        for moment in sorted(moments, key=lambda one: (one.what == "changed", one.change, one.incident)):
            standing = None if moment.what != "changed" else self._stand(moment.incident, at)
            if standing is None and self.books.find(self.kept, moment.incident) is None:
                continue
            turn = Turn(
                incident=moment.incident, at=at, change=moment.change, standing=standing, into=moment.into
            )
            self.books.turn(self.kept, turn, self._before(standing))

    def _stand(self, incident: IncidentId, at: datetime) -> Standing | None:
        lens = Lens(as_of=at, by=self.period.by)
        seen = look_at(self.ledger, incident, lens)
        if seen is None:
            return None
        return gather(
            self.ledger, seen, self._opened(incident, seen.first_printed_at), want([self.kept], lens)
        )

    def _opened(self, incident: IncidentId, first_printed_at: datetime) -> datetime:
        if self.period.by == "printed":
            return first_printed_at
        return self.ledger.threads.opened([incident])[incident]

    def _before(self, standing: Standing | None) -> Standing | None:
        if standing is None or standing.opened_at >= self.period.since:
            return None
        if self.books.find(self.kept, standing.incident) is not None:
            return None
        return self._stand(standing.incident, self.period.since)


def _arrived(ledger: Ledger, period: Period) -> Iterator[_Moment]:
    """Yield what happened in a ledger, change by change."""
    for change in ledger.threads.between(period.since, period.until):
        yield _moment(change)


def _moment(change: Change) -> _Moment:
    return _Moment(
        at=change.at, incident=change.incident, change=change.seq, what=change.what, into=change.into
    )


def _printed(ledger: Ledger, watch: Watch, period: Period) -> Iterator[_Moment]:
    """Yield when articles were printed that tell of incidents which the watch may be about."""
    found: list[_Moment] = []
    for incident in ledger.incidents(_wide(watch, period)):
        articles = ledger.articles_by_id(incident.articles).values()
        instants = {printed_at(article).astimezone(UTC) for article in articles}
        found += (
            _Moment(at=at, incident=incident.id) for at in instants if period.since <= at <= period.until
        )
    yield from sorted(found, key=lambda one: (one.at, one.incident))


def _wide(watch: Watch, period: Period) -> Filter:
    """Return a filter that what the watch may be about passes, as far as it can be looked up."""
    near = watch.near
    return Filter(
        since=period.since - watch.fresh_for - _MARGIN,
        until=period.until,
        kinds=tuple(dict.fromkeys(case for kind in watch.kinds for case in cases_of(kind))),
        words=watch.words,
        near=None if near is None else Circle(lat=near.lat, lon=near.lon, km=max(1.0, near.radius_km)),
    )
