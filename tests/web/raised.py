"""Alerts raised in tests, of invented watches about incidents that a ledger holds."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.builders import NOW
from tests.ledgers import open_ledger
from twosource.model import Certainty, Status
from twosource.store import Filter, Ledger
from twosource.watches import Alert, Area, Difference, Known, Quoted, Watch, alert_id

OFFICE = Watch(
    name="Our office", near=Area(lat=35.47, lon=44.39, radius_km=40), killed_at_least=1, tells=("new incident", "killed"),
    channels=("mail",), source="desk",
)  # fmt: skip


def make_alert(ledger: Ledger, number: int = 1, watch: str = OFFICE.name, **changes: Any) -> Alert:
    """Build an alert about the newest incident, with words of one of its articles."""
    (incident,) = ledger.incidents(Filter(limit=1))
    article = ledger.article(incident.articles[0])
    quoted = Quoted(
        words=article.text[:40], article=article.id, start=0, end=40, voice="Kisumu police", voice_kind="official",
        outlet=article.outlet, url=article.url,
    )  # fmt: skip
    known = Known(
        field="killed", scope="", value="at least 3", status=Status.AGREED, certainty=Certainty.ASSERTED, voices=2,
        newsrooms=2, confirmed=True, quotes=(quoted,),
    )  # fmt: skip
    alert = Alert(
        id=alert_id(watch, incident.id, number), watch=watch, incident=incident.id, number=number,
        move="alert" if number == 1 else "update", raised_at=NOW + timedelta(hours=number), change=number,
        headline=incident.headline, kind=incident.kind, triggers=(("new incident", "A new incident near the office."),),
        differences=() if number == 1 else (Difference(field="killed", sentence="Killed: at least 3, before: 1."),),
        known=(known,), instructions=(replace(quoted, words="Stay indoors"),), place="Kisumu", lat=-0.1, lon=34.75,
        radius_km=5.0, voices=2, newsrooms=2, outlets=3, killed_low=3,
        earlier=tuple(alert_id(watch, incident.id, one) for one in range(1, number)),
    )  # fmt: skip
    return replace(alert, **changes)


def raise_two(path: Path, at: datetime = NOW) -> tuple[Alert, Alert]:
    """Keep a watch, and an alert of it with an update, each on its way to a channel."""
    with open_ledger(path) as ledger:
        ledger.watches.save(OFFICE, at)
        first, second = make_alert(ledger), make_alert(ledger, 2)
        for alert in (first, second):
            ledger.alerts.add(alert)
            ledger.outbox.put(alert.id, "mail", at)
    return first, second
