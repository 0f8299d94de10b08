"""Incidents in the columns of Iraq Body Count's incidents: minimum and maximum, sources, primary witnesses.

The first ten columns are those of its published table; the others are the rest of what it draws from reports
(its methods, section 3). It counts civilians, twosource everybody whom a voice counts.
"""

from typing import Final

from twosource.model import Claim, Incident
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When, format_when
from twosource.wire.cells import Cell, columns_of, joined
from twosource.wire.told import (
    Told,
    find_claimants,
    find_days,
    find_value,
    find_when,
    name_of,
    outlets_of,
    values_of,
)

COLUMNS: Final = columns_of((
    ("IBC code", "text", "The incident's id; Iraq Body Count has given it none."),
    ("Start Date", "day", "The first day it can have happened on."),
    ("End Date", "day", "The last day."),
    ("Time", "text", "The hour, where one is told; in words, with its zone."),
    ("Location", "text", "The place with all that lies around it."),
    ("Target", "text", "Whom or what it hit."),
    ("Weapons", "text", "With what."),
    ("Reported Minimum", "integer", "The lowest number killed that a voice stands by; empty where nobody tells."),
    ("Reported Maximum", "integer", "The highest; empty where it is open."),
    ("Sources", "text", "The outlets."),
    ("Injured Minimum", "integer", "The lowest number injured that a voice stands by."),
    ("Injured Maximum", "integer", "The highest."),
    ("Killers", "text", "Who is blamed, and who claimed it."),
    ("Primary Witnesses", "text", "The voices behind the toll; those of newsrooms that speak for themselves left out."),
    ("Provisional", "text", "“yes” where fewer than two newsrooms tell of it, Iraq Body Count's bar for entry; else “no”."),
))  # fmt: skip

_TWO: Final = 2


def ibc_row(told: Told, figures: Incident) -> dict[str, Cell]:
    """Return the cells of one incident by column; what is missing or None is an empty cell.

    ``figures`` is the incident by the profile that minimum and maximum are to be taken from.
    """
    incident, days = told.incident, find_days(find_when(told.incident))
    killed, injured = (find_value(figures, field, Count) for field in ("killed", "injured"))
    return {
        "IBC code": incident.id,
        "Start Date": None if days is None else days.first.isoformat(),
        "End Date": None if days is None else days.last.isoformat(),
        "Time": _hour(incident),
        "Location": _location(find_value(incident, "place", Place)),
        "Target": joined(name_of(value) for value in values_of(incident, "target")),
        "Weapons": joined(name_of(value) for value in values_of(incident, "weapon")),
        "Reported Minimum": None if killed is None else killed.low,
        "Reported Maximum": None if killed is None else killed.high,
        "Sources": outlets_of(told.articles),
        "Injured Minimum": None if injured is None else injured.low,
        "Injured Maximum": None if injured is None else injured.high,
        "Killers": _killers(incident),
        "Primary Witnesses": _witnesses(told),
        "Provisional": "yes" if incident.newsrooms < _TWO else "no",
    }


def _hour(incident: Incident) -> str | None:
    when = find_value(incident, "time", When) or find_value(incident, "when", When)
    return None if when is None or when.precision not in {"minute", "hour", "part"} else format_when(when)


def _location(place: Place | None) -> str | None:
    return None if place is None else ", ".join([place.name, *place.within])


def _killers(incident: Incident) -> str | None:
    blamed = find_value(incident, "perpetrator", Party)
    claimants = (party.name for party in find_claimants(incident))
    return joined([None if blamed is None else blamed.name, *claimants])


def _witnesses(told: Told) -> str | None:
    claims = (claim for report in told.reports for claim in report.claims)
    return joined(sorted({_witness(claim) for claim in claims if _tells_of_toll(claim)}))


def _tells_of_toll(claim: Claim) -> bool:
    return claim.field in {"killed", "injured", "casualties"} and claim.voice.kind != "newsroom"


def _witness(claim: Claim) -> str:
    return claim.voice.name or f"unnamed {claim.voice.kind}"
