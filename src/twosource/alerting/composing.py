"""From a decision to the alert that is told. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from twosource.alerting.deciding import Decision
from twosource.alerting.standing import Standing
from twosource.ids import IncidentId
from twosource.watches import Alert, Watch, alert_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an alert stands: its number among those of a watch on a subject, when, and by which change.

    ``also_earlier`` are alerts on other incidents that it follows. ``into`` is where a cancelled one went.
    """

    number: int
    at: datetime
    change: int
    also_earlier: Sequence[str] = ()
    into: IncidentId | None = None


def compose(watch: Watch, standing: Standing, decision: Decision, place: Place) -> Alert:
    """Return the alert that tells a decision; ``standing`` is what is known, or was when it was cancelled."""
    assert decision.move is not None, "nothing to tell is no alert"
    return Alert(
        id=alert_id(watch.name, standing.incident, place.number),
        watch=watch.name,
        incident=standing.incident,
        number=place.number,
        move=decision.move,
        raised_at=place.at,
        change=place.change,
        headline=standing.headline.rpartition("; ")[0] or standing.headline,
        kind=standing.kind,
        triggers=decision.triggers,
        differences=decision.differences,
        known=standing.known,
        instructions=() if decision.move == "cancel" else standing.instructions,
        earliest=standing.earliest,
        latest=standing.latest,
        place=standing.place,
        lat=standing.lat,
        lon=standing.lon,
        radius_km=standing.radius_km,
        voices=standing.voices,
        newsrooms=standing.newsrooms,
        outlets=standing.outlets,
        killed_low=standing.killed.low,
        injured_low=standing.injured.low,
        earlier=(*place.also_earlier, *earlier_ids(watch, standing.incident, place.number)),
        moved_into=place.into,
        reason=decision.reason,
        rehearsal=watch.rehearsal,
        links=standing.links,
    )


def earlier_ids(watch: Watch, subject: str, number: int) -> tuple[str, ...]:
    """Return the ids of a watch's alerts on a subject before one of a number, oldest first."""
    return tuple(alert_id(watch.name, subject, one) for one in range(1, number))
