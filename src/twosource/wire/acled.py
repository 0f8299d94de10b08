"""Incidents in the columns of ACLED: names, order, codes and words of its codebook (2024).

Shaped like ACLED's data, not coded by ACLED: rebel groups are not told from militias, and what nobody says
is empty, where ACLED writes 0 fatalities. Figures are those of the profile that is handed in; day and place
are the most specific ones, as ACLED records them.
"""

import re
from datetime import date
from typing import Final

from twosource.knowledge.countries import load_countries
from twosource.knowledge.kinds import load_kinds
from twosource.model import Incident
from twosource.values.count import Count
from twosource.values.party import Party, PartyKind
from twosource.values.place import Place
from twosource.wire.areas import Area, find_area
from twosource.wire.cells import Cell, columns_of, joined
from twosource.wire.told import (
    Days,
    Told,
    contradicted,
    find_claimants,
    find_days,
    find_value,
    find_when,
    last_change,
    name_of,
    outlets_of,
    parties_hit,
    values_of,
)

COLUMNS: Final = columns_of((
    ("event_id_cnty", "text", "The incident's id. It has no country in it, since an id never changes and a country may."),
    ("event_date", "day", "The day; the middle of a longer stretch, as ACLED has it. Empty where no day is known."),
    ("year", "integer", "The year of that day."),
    ("time_precision", "integer", "1 a day, 2 within a week, 3 wider."),
    ("disorder_type", "text", "ACLED's disorder type of the event type."),
    ("event_type", "text", "ACLED's event type of the kind of incident."),
    ("sub_event_type", "text", "ACLED's sub-event type of the kind of incident."),
    ("actor1", "text",
     "Who is blamed, or else who claimed it; gunmen nobody knows are an “Unidentified Armed Group”. Empty where nobody says."),
    ("assoc_actor_1", "text", "How the unidentified are described, and who else claimed it."),
    ("inter1", "text", "The kind of actor1 in ACLED's words; empty for armed groups, which may be rebels or militias."),
    ("actor2", "text", "Whom it hit, where that is a party; people who are no force are “Civilians”."),
    ("assoc_actor_2", "text", "Who among civilians, and further parties that it hit."),
    ("inter2", "text", "The kind of actor2."),
    ("interaction", "text", "Both kinds as ACLED joins them; empty where one that is named has no kind."),
    ("civilian_targeting", "text", "“Civilian targeting” of all violence against civilians, and where civilians were the only party hit."),
    ("iso", "integer", "ISO 3166-1 numeric code of the country."),
    ("region", "text", "ACLED's region of the country."),
    ("country", "text", "The country's name."),
    ("admin1", "text", "The widest division below the country that the gazetteer or the text gives."),
    ("admin2", "text", "The next narrower one."),
    ("admin3", "text", "The next narrower one."),
    ("location", "text", "The town, with its district as in “Mosul - Old City”; the place's own name where it has none."),
    ("latitude", "number", "WGS84 degrees, four decimals."),
    ("longitude", "number", "The same."),
    ("geo_precision", "integer", "1 a town or a part of it, 2 near it or a small area (up to 50 km), 3 wider."),
    ("source", "text", "The outlets, separated by semicolons."),
    ("source_scale", "text", "Always empty: twosource does not know how near an outlet is."),
    ("notes", "text", "The headline, what it hit, and every dispute with who says what."),
    ("fatalities", "integer",
     "The lowest credible figure; of vague words ACLED's own: dozens 12, hundreds 100. Empty where nobody tells."),
    ("tags", "text", "Always empty."),
    ("timestamp", "integer", "Unix time of when the last of its articles came in."),
))  # fmt: skip

#: Disorder types by event type, or by sub-event type where these differ (codebook, table 2).
_DISORDER: Final = {
    "Strategic developments": "Strategic developments",
    "Protests": "Demonstrations",
    "Violent demonstration": "Demonstrations",
    "Excessive force against protesters": "Political violence; Demonstrations",
}
#: Vague words and the figure that ACLED records for them; tens, scores and thousands by the same reasoning.
_VAGUE: Final = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000,
                 "several": 3, "many": 3, "few": 3}  # fmt: skip
_VAGUE_WORD: Final = re.compile(
    r"\b(tens|dozens|scores|hundreds|thousands|several|many|few)\b", re.IGNORECASE
)

_STATE, _OTHERS, _CIVILIANS = "State forces", "External/Other forces", "Civilians"
#: Kinds of parties in the words of inter1 and inter2. Groups nobody can name count as political militias.
_INTER: Final[dict[PartyKind, str]] = {
    "state force": _STATE, "police": _STATE, "government": _STATE, "coalition": _OTHERS,
    "unidentified": "Political militia", "civilians": _CIVILIANS, "person": _CIVILIANS,
    "diplomatic": _CIVILIANS, "organisation": _CIVILIANS,
}  # fmt: skip
_ORDER: Final = ("State forces", "Political militia", _OTHERS, _CIVILIANS)  # as interaction joins them
_UNNAMED: Final = "Unidentified Armed Group"
_WEEK_HOURS: Final = 7 * 24
_TOWN_KM: Final = 15.0  # how wide towns are in the gazetteer
_NEAR_KM: Final = 50.0


def acled_row(told: Told, figures: Incident) -> dict[str, Cell]:
    """Return the cells of one incident by column; what is missing or None is an empty cell.

    ``figures`` is the incident by the profile that its figures are to be taken from.
    """
    incident, place = told.incident, find_value(told.incident, "place", Place)
    changed_at = last_change(told.articles)
    return {
        "event_id_cnty": incident.id,
        **_date_cells(find_days(find_when(incident))),
        **type_cells(incident.kind),
        **_actor_cells(incident, place),
        **_place_cells(place),
        "source": outlets_of(told.articles),
        "notes": _notes(incident),
        "fatalities": conservative_figure(find_value(figures, "killed", Count)),
        "timestamp": None if changed_at is None else int(changed_at.timestamp()),
    }


def conservative_figure(count: Count | None) -> int | None:
    """Return the figure ACLED would record: of vague words its own, else the lowest; None where none is told."""
    if count is None:
        return None
    vague = None if count.number is not None else _VAGUE_WORD.search(count.as_said)
    return count.low if vague is None else _VAGUE[vague[1].lower()]


def type_cells(kind: str) -> dict[str, Cell]:
    """Return the disorder, event and sub-event type of a kind of incident."""
    event, sub_event = load_kinds()[kind].acled
    disorder = _DISORDER.get(sub_event) or _DISORDER.get(event, "Political violence")
    return {"disorder_type": disorder, "event_type": event, "sub_event_type": sub_event}


def _date_cells(days: Days | None) -> dict[str, Cell]:
    if days is None:
        return {}
    day: date = days.middle
    precision = 1 if days.is_one else 2 if days.hours <= _WEEK_HOURS else 3
    return {"event_date": day.isoformat(), "year": day.year, "time_precision": precision}


def _place_cells(place: Place | None) -> dict[str, Cell]:
    area = find_area(place)
    if place is None or area is None:
        return {}
    country = load_countries().get(place.country or "")
    divisions = dict(zip(("admin1", "admin2", "admin3"), area.divisions, strict=False))
    return {
        **divisions,
        "iso": None if country is None else country.numeric,
        "region": None if country is None else country.acled_region,
        "country": area.country,
        "location": _location(place, area),
        "latitude": _degrees(place.lat),
        "longitude": _degrees(place.lon),
        "geo_precision": _geo_precision(place),
    }


def _location(place: Place, area: Area) -> str:
    """Return the town, with its district as ACLED joins them; else the place's own name."""
    return " - ".join(filter(None, (area.town, area.district))) or place.name


def _degrees(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _geo_precision(place: Place) -> int | None:
    if place.radius_km is None:
        return None
    if place.kind in {"region", "country"}:
        return 3
    return 1 if place.radius_km <= _TOWN_KM else 2 if place.radius_km <= _NEAR_KM else 3


# --- actors ---------------------------------------------------------------------------------------


def _actor_cells(incident: Incident, place: Place | None) -> dict[str, Cell]:
    claimants = find_claimants(incident)
    culprit = find_value(incident, "perpetrator", Party) or next(iter(claimants), None)
    hit = parties_hit(incident)
    victim = hit[0] if hit else None
    kinds = [_inter(culprit, place, does_it=True), _inter(victim, place)]
    named = [kind for party, kind in zip((culprit, victim), kinds, strict=True) if party]
    only_civilians = bool(hit) and all(_inter(party, place) == _CIVILIANS for party in hit)
    return {
        "actor1": _actor(culprit, kinds[0], place),
        "assoc_actor_1": joined([_described(culprit, kinds[0]), *_others(claimants, culprit)]),
        "inter1": kinds[0],
        "actor2": _actor(victim, kinds[1], place),
        "assoc_actor_2": joined([_described(victim, kinds[1]), *(party.name for party in hit[1:])]),
        "inter2": kinds[1],
        "interaction": _interaction(named),
        "civilian_targeting": "Civilian targeting"
        if only_civilians or _aims_at_civilians(incident)
        else None,
    }


def _aims_at_civilians(incident: Incident) -> bool:
    return load_kinds()[incident.kind].acled[0] == "Violence against civilians"


def _inter(party: Party | None, place: Place | None, *, does_it: bool = False) -> str | None:
    if party is None:
        return None
    at = None if place is None else place.country
    found = _INTER.get(party.kind)
    if found == _CIVILIANS and does_it:  # who attacks is no civilian, whoever they are
        return None
    is_abroad = None not in {party.country, at} and party.country != at
    return _OTHERS if found == _STATE and is_abroad else found


def _interaction(kinds: list[str | None]) -> str | None:
    known = [kind for kind in kinds if kind is not None]
    if not known or len(known) < len(kinds):
        return None
    return f"{known[0]} only" if len(known) == 1 else "-".join(sorted(known, key=_ORDER.index))


def _actor(party: Party | None, kind: str | None, place: Place | None) -> str | None:
    if party is None:
        return None
    name = _generic(party, kind)
    area = find_area(place)
    if name is None:
        return party.name
    return f"{name} ({area.country})" if area is not None and area.country else name


def _generic(party: Party, kind: str | None) -> str | None:
    """Return the name ACLED has for parties of a kind, or None for those that bear their own."""
    return _UNNAMED if party.kind == "unidentified" else _CIVILIANS if kind == _CIVILIANS else None


def _described(party: Party | None, kind: str | None) -> str | None:
    """Return the words for a party that has one of ACLED's names in their place."""
    return party.name if party is not None and _generic(party, kind) else None


def _others(claimants: tuple[Party, ...], culprit: Party | None) -> list[str]:
    return [party.name for party in claimants if culprit is None or party.name != culprit.name]


# --- notes ----------------------------------------------------------------------------------------


def _notes(incident: Incident) -> str:
    target = joined(name_of(value) for value in values_of(incident, "target"))
    said = [_sentence(incident.headline), f"Target: {target}." if target else ""]
    return " ".join(filter(None, [*said, *(fact.why for fact in contradicted(incident))]))


def _sentence(words: str) -> str:
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."
