"""Watches, alerts, feeds, deliveries and jobs whose every word is an attack."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from tests.builders import NOW
from twosource.errors import InputError
from twosource.feeds import Feed, Health
from twosource.ids import IncidentId
from twosource.model import Article, Certainty, Status
from twosource.store import Filter, Ledger
from twosource.store.outbox import Outcome
from twosource.store.queue import NewJob, Taker
from twosource.watches import Alert, Area, Difference, Known, Quoted, Watch, alert_id

_TAKER = Taker(watch="test", worker="1")


def add_hostile_watch(ledger: Ledger, attacks: Sequence[str]) -> None:
    """Add what waits, what was raised, what is read and what is sent, all of it named by attacks."""
    incidents = tuple(ledger.incidents(Filter(limit=3)))
    article = next(iter(ledger.articles()))
    for number, attack in enumerate(attacks):
        with suppress(InputError):  # an attack that can't be a name
            ledger.watches.save(_watch(attack), NOW)
        with suppress(InputError):
            ledger.feeds.add(Feed(name=attack, address=attack, group=attack, outlet=attack), NOW)
            ledger.feeds.save_health(
                attack, Health(asked_at=NOW, failures=number, trouble=attack, moved_to=attack)
            )
        alert = _alert(attack, incidents[number % len(incidents)].id, article)
        ledger.alerts.add(alert)
        ledger.outbox.put(alert.id, attack, NOW)
        for one in ledger.outbox.take(attack, NOW, until=NOW + timedelta(minutes=1), most=1):
            ledger.outbox.note(one, Outcome(state="dead", at=NOW, detail=attack))
        if number % 2:
            ledger.alerts.acknowledge(alert.id, by=attack, at=NOW)
            ledger.alerts.approve(alert.id, by=attack, at=NOW)
        ledger.queue.put([NewJob(key=f"{number:064x}{attack}", kind="fetch", body="{}", lane=attack)], NOW)
        job = ledger.queue.take("fetch", _TAKER, NOW)
        assert job is not None
        ledger.queue.fail(job, _TAKER, attack, NOW)


def _watch(attack: str) -> Watch:
    return Watch(
        name=attack, kinds=("attack",), places=(attack,), actors=(attack,), targets=(attack,), words=attack,
        near=Area(lat=1.0, lon=2.0, radius_km=3.0, site=attack), feeds=(attack,), channels=(attack,),
    )  # fmt: skip


def _alert(attack: str, incident: IncidentId, article: Article) -> Alert:
    quoted = Quoted(
        words=attack,
        article=article.id,
        start=0,
        end=5,
        voice=attack,
        voice_kind="witness",
        outlet=attack,
        url=attack,
    )
    known = Known(
        field="killed", scope=attack, value=attack, status=Status.CONTRADICTED, certainty=Certainty.ASSERTED,
        voices=1, newsrooms=1, confirmed=False, quotes=(quoted, quoted),
    )  # fmt: skip
    return Alert(
        id=alert_id(attack, incident, 1), watch=attack, incident=incident, number=1, move="alert", raised_at=NOW,
        change=1, headline=attack, kind=attack, triggers=(("new incident", attack),),
        differences=(Difference(field="killed", sentence=attack),), known=(known,), instructions=(quoted,),
        place=attack, reason=attack, links=(attack,),
    )  # fmt: skip
