"""Ledgers of as many incidents as wanted, each of one article, as varied or alike as a test asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.builders import (
    NOW,
    make_article,
    make_claim,
    make_count,
    make_fact,
    make_place,
    make_reading,
    make_report,
    make_when,
)
from tests.store.filling import INTAKE, PAGE, SKETCH, made_outline
from twosource.ids import IncidentId, incident_id
from twosource.model import Article, Claim, Fact, Incident, Report, Status
from twosource.store import Ledger
from twosource.values.place import Place

_TEXT = "Case {number}: gunmen opened fire near the market at noon, police said.\n{dead} people were killed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One incident to keep; ``place`` None is nowhere, ``at`` None has no day."""

    headline: str = "Shooting near Kisumu"
    kind: str = "shooting"
    place: Place | None = None
    at: datetime | None = NOW
    dead: int = 4
    status: Status = Status.SINGLE_SOURCE
    confirmed: bool = False
    outlet: str = "Lakeside Courier"
    voices: int = 1
    opened_at: datetime = NOW


def town(name: str = "Kisumu", lat: float = -0.1, lon: float = 34.75, **changes: Any) -> Place:
    """Build a town anywhere."""
    return make_place(name, lat=lat, lon=lon, **changes)


def keep_many(ledger: Ledger, wanted: Iterable[Told]) -> tuple[IncidentId, ...]:
    """Keep incidents in one transaction, in order; returns their ids."""
    with ledger.transaction():
        ledger.save_page(PAGE, INTAKE)
        return tuple(_keep(ledger, number, told) for number, told in enumerate(wanted))


def _keep(ledger: Ledger, number: int, told: Told) -> IncidentId:
    article = make_article(
        _TEXT.format(number=number, dead=told.dead),
        outlet=told.outlet,
        newsroom=told.outlet,
        published=(told.at or NOW) + timedelta(hours=1),
        title=f"{told.headline} ({number})",
    )
    report = make_report(article, *_claims(article, told), kind=told.kind)
    made = _incident(article, report, told)
    ledger.save_article(article, SKETCH)
    ledger.save_reading(make_reading(article, report), told.opened_at)
    ledger.file_report(report, outline=made_outline(report, article), keys=[f"d|{number}"])
    ledger.open_incident(made.id, told.opened_at)
    ledger.move_reports([report.id], made.id)
    ledger.save_incident(made, article.published or NOW, told.opened_at)
    return made.id


def _claims(article: Article, told: Told) -> list[Claim]:
    found = [make_claim(article, "killed", make_count(told.dead, said=str(told.dead)), f"{told.dead} people")]
    if told.place is not None:
        found.append(make_claim(article, "place", told.place, "near the market"))
    if told.at is not None:
        found.append(make_claim(article, "when", make_when(told.at), "at noon"))
    return found


def _incident(article: Article, report: Report, told: Told) -> Incident:
    return Incident(
        id=incident_id(report.id),
        kind=told.kind,
        headline=told.headline,
        reports=(report.id,),
        articles=(article.id,),
        facts=tuple(_fact(claim, told) for claim in report.claims),
        voices=told.voices,
        newsrooms=1,
        outlets=1,
    )


def _fact(claim: Claim, told: Told) -> Fact:
    status = told.status if claim.field == "killed" else Status.SINGLE_SOURCE
    return make_fact(claim.field, claim.value, [claim], status=status, confirmed=told.confirmed)
