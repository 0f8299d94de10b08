"""Watches, standings and what is known, with plain defaults: override what matters."""

from datetime import timedelta
from typing import Any

from tests.builders import NOW
from twosource.alerting.standing import Least, Standing
from twosource.ids import ArticleId, IncidentId
from twosource.model import Certainty, Status
from twosource.watches import Alert, Area, Known, Quoted, Watch, alert_id

OFFICE = Area(lat=-0.1, lon=34.75, radius_km=10, site="our office")
INCIDENT = IncidentId("i_" + "0" * 10)
HOUR = timedelta(hours=1)


def make_watch(**changes: Any) -> Watch:
    return Watch(**({"name": "office"} | changes))


def make_known(field: str = "killed", value: str = "4", **changes: Any) -> Known:
    values: dict[str, Any] = {
        "scope": "", "status": Status.SINGLE_SOURCE, "certainty": Certainty.ASSERTED, "voices": 1,
        "newsrooms": 1, "confirmed": False, "quotes": (),
    }  # fmt: skip
    return Known(**({"field": field, "value": value} | values | changes))


def make_quoted(words: str = "Stay indoors.", **changes: Any) -> Quoted:
    values: dict[str, Any] = {
        "article": ArticleId("a_" + "1" * 16), "start": 0, "end": len(words), "voice": "Kisumu police (official)",
        "voice_kind": "official", "outlet": "Lakeside Courier", "url": None,
    }  # fmt: skip
    return Quoted(**({"words": words} | values | changes))


def make_standing(**changes: Any) -> Standing:
    """Build a shooting in Kisumu an hour ago, with four dead, by one voice."""
    values: dict[str, Any] = {
        "incident": INCIDENT, "kind": "shooting", "headline": "Shooting in Kisumu: 4 killed; 1 newsroom, 1 voice",
        "opened_at": NOW, "newest_at": NOW, "earliest": NOW - HOUR, "latest": NOW - HOUR,
        "place": "Kisumu, Kenya", "place_names": "kisumu, kenya", "country": "KE", "lat": -0.1, "lon": 34.75,
        "radius_km": 5.0, "killed": Least(low=4), "voices": 1, "newsrooms": 1, "outlets": 1,
        "speakers": ("Kisumu police (official)",), "known": (make_known(),),
    }  # fmt: skip
    return Standing(**(values | changes))


def make_alert(**changes: Any) -> Alert:
    number = changes.get("number", 1)
    values: dict[str, Any] = {
        "id": alert_id("office", INCIDENT, number), "watch": "office", "incident": INCIDENT, "number": number,
        "move": "alert", "raised_at": NOW, "change": 1, "headline": "Shooting in Kisumu: 4 killed",
        "kind": "shooting", "triggers": (("new incident", "New incident."),),
    }  # fmt: skip
    return Alert(**(values | changes))
