"""Incidents as STIX 2.1 objects (OASIS, June 2021): incident, reports, places, identities, notes, opinions.

STIX leaves its incident a stub, so kind, facts and counts stand in an extension of ours. A report of an
article is a Report by its outlet; every claim is a Note with its quote, and each contradiction an Opinion
about the notes it goes against. A page on the web is a URL observed once, when it came in.
Ids depend on what they name (UUIDv5), so that the same object has the same id in every bundle.
``confidence`` follows STIX's scale of none, low, medium and high: of a note, how surely its voice says it.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from twosource.knowledge.kinds import load_kinds
from twosource.model import Article, Certainty, Claim, Fact, Incident
from twosource.text import fold
from twosource.values.party import Party, PartyKind
from twosource.values.place import Place
from twosource.wire.areas import find_area
from twosource.wire.cells import mend
from twosource.wire.frames import words_of
from twosource.wire.lines import claim_line, fact_to_json
from twosource.wire.told import (
    Told,
    contradicted,
    fact_name,
    file_name,
    find_claimants,
    find_value,
    last_change,
    parties_hit,
    printed_at,
    rfc3339,
)
from twosource.wire.values import JsonObject

_OWN: Final = UUID("6f0a3f3e-3d0c-5c1b-9a53-5d6b0f5d0c2e")  # made once for objects of this program
_OBSERVABLES: Final = UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")  # STIX 2.1, section 2.9
_SINCE: Final = "2026-01-01T00:00:00.000Z"  # when the objects that describe the program itself were made
_LOW, _MEDIUM, _HIGH = 15, 50, 85  # STIX 2.1, appendix A: the None / Low / Med / High scale
_CONFIDENCE: Final = {
    Certainty.ASSERTED: _HIGH, Certainty.REPORTED: _MEDIUM, Certainty.SO_FAR: _MEDIUM,
    Certainty.CLAIMED: _LOW, Certainty.SUSPECTED: _LOW, Certainty.POSSIBLE: _LOW, Certainty.DENIED: 0,
}  # fmt: skip
_CLASSES: Final[dict[PartyKind, str]] = {
    "person": "individual", "civilians": "class", "unidentified": "unknown", "armed group": "group",
    "other": "unknown",
}  # fmt: skip
_TWO: Final = 2


def _id(kind: str, *parts: str) -> str:
    return f"{kind}--{uuid5(_OWN, json.dumps([kind, *map(mend, parts)], ensure_ascii=False))}"


AUTHOR: Final = _id("identity", "twosource")
EXTENSION: Final = _id("extension-definition", "twosource", "1")


def own_objects() -> tuple[JsonObject, ...]:
    """Return the objects that every bundle has: the program and its extension."""
    times = {"created": _SINCE, "modified": _SINCE}
    return (
        {"type": "identity", "spec_version": "2.1", "id": AUTHOR, **times, "name": "twosource",
         "identity_class": "system"},
        {"type": "extension-definition", "spec_version": "2.1", "id": EXTENSION, "created_by_ref": AUTHOR, **times,
         "name": "twosource facts and claims", "version": "1.0.0", "extension_types": ["property-extension"],
         "schema": "docs/reference/json.md of twosource",
         "description": "Of an incident its kind, facts and counts of independent voices; of a note the claim behind"
                        " it. The shapes are those of twosource's JSON."},
    )  # fmt: skip


def stix_objects(told: Told) -> Iterator[JsonObject]:
    """Yield the objects of an incident; those that others share (places, parties, outlets, pages) first."""
    maker = _Maker(told)
    yield from maker.shared()
    yield maker.incident()
    yield from maker.ties()
    yield from maker.notes()
    yield from maker.reports()
    yield from maker.opinions()


class _Maker:
    """Makes the objects of one incident."""

    def __init__(self, told: Told) -> None:
        self._told, self._incident = told, told.incident
        self._articles = {article.id: article for article in told.articles}
        self._id = _id("incident", told.incident.id)
        self._made = _times(told.articles)
        self._place = find_value(told.incident, "place", Place)

    def shared(self) -> Iterator[JsonObject]:
        """Yield the place, the parties, the outlets and the pages."""
        if self._place is not None and _is_somewhere(self._place):
            yield _location(self._place)
        for party in self._parties():
            yield _identity(party)
        for article in self._told.articles:
            if article.outlet:
                yield _outlet(article.outlet)
            yield from _page(article)

    def incident(self) -> JsonObject:
        """Return the incident itself."""
        incident = self._incident
        kind = load_kinds()[incident.kind].label
        told = {
            "kind": kind, "voices": incident.voices, "newsrooms": incident.newsrooms, "outlets": incident.outlets,
            "facts": [fact_to_json(fact) for fact in incident.facts],
        }  # fmt: skip
        return _object("incident", self._id, self._made, {
            "name": incident.headline or kind,
            "description": " ".join(fact.why for fact in contradicted(incident)) or None,
            "labels": [kind],
            "confidence": _confidence(incident),
            "external_references": [{"source_name": "twosource", "external_id": incident.id}],
            "extensions": _extended(told),
        })  # fmt: skip

    def ties(self) -> Iterator[JsonObject]:
        """Yield where it happened, whom it hit, and whom it is laid to."""
        if self._place is not None and _is_somewhere(self._place):
            yield self._tie("located-at", _location_id(self._place), None)
        for party in parties_hit(self._incident):
            yield self._tie("targets", _party_id(party), None)
        blamed = find_value(self._incident, "perpetrator", Party)
        fact = next(
            (one for one in self._incident.facts if one.field == "perpetrator" and not one.scope), None
        )
        if blamed is not None and fact is not None:
            yield self._tie(
                "attributed-to", _party_id(blamed), _CONFIDENCE.get(fact.certainty or Certainty.SUSPECTED)
            )
        for party in find_claimants(self._incident):
            if blamed is None or _party_id(party) != _party_id(blamed):
                yield self._tie("attributed-to", _party_id(party), _LOW)

    def notes(self) -> Iterator[JsonObject]:
        """Yield a note for each claim."""
        for report in self._told.reports:
            for claim in report.claims:
                yield self._note(claim, self._articles[report.article])

    def reports(self) -> Iterator[JsonObject]:
        """Yield a report for each of ours: what one article tells of the incident."""
        for report in self._told.reports:
            article = self._articles[report.article]
            yield _object("report", _id("report", report.id), _times((article,)), {
                "created_by_ref": _outlet_id(article.outlet) if article.outlet else AUTHOR,
                "name": article.title or article.url or file_name(article.address) or report.id,
                "report_types": ["incident"],
                "labels": ["copy"] if report.article in self._told.copies else None,
                "published": rfc3339(printed_at(article)),
                "lang": article.language,
                "object_refs": [self._id, *(_note_id(claim) for claim in report.claims)],
                "external_references": _references(article),
            })  # fmt: skip

    def opinions(self) -> Iterator[JsonObject]:
        """Yield an opinion for each contradiction: those against it on the notes of those for it."""
        here = {claim.id: claim for report in self._told.reports for claim in report.claims}
        for fact in contradicted(self._incident):
            held = [here[name] for name in fact.support if name in here]
            against = [here[name] for name in fact.against if name in here]
            if held and against:
                yield self._opinion(fact, held, against)

    def _opinion(self, fact: Fact, held: list[Claim], against: list[Claim]) -> JsonObject:
        name = _id(
            "opinion", self._incident.id, fact.field, fact.scope, *(claim.id for claim in (*held, *against))
        )
        return _object("opinion", name, self._made, {
            "explanation": f"{fact_name(fact)}: {fact.why}",
            "authors": list(dict.fromkeys(filter(None, map(_speaker, against)))) or None,
            "opinion": "disagree",
            "object_refs": [_note_id(claim) for claim in held],
        })  # fmt: skip

    def _note(self, claim: Claim, article: Article) -> JsonObject:
        line = claim_line(claim, address=article.address, incident=self._incident.id)
        return _object("note", _note_id(claim), _at(claim.made_at), {
            "abstract": f"{claim.field}: {words_of(claim.value)}",
            "content": claim.evidence.quote,
            "authors": [_speaker(claim)] if _speaker(claim) else None,
            "confidence": _CONFIDENCE[claim.certainty],
            "lang": article.language,
            "object_refs": [self._id],
            "external_references": _references(article),
            "extensions": _extended(line),
        })  # fmt: skip

    def _tie(self, kind: str, target: str, confidence: int | None) -> JsonObject:
        return _object("relationship", _id("relationship", self._id, kind, target), self._made, {
            "relationship_type": kind, "source_ref": self._id, "target_ref": target, "confidence": confidence,
        })  # fmt: skip

    def _parties(self) -> tuple[Party, ...]:
        blamed = find_value(self._incident, "perpetrator", Party)
        named = [*parties_hit(self._incident), *find_claimants(self._incident), *([blamed] if blamed else [])]
        return tuple({_party_id(party): party for party in named}.values())


# --- objects --------------------------------------------------------------------------------------


def _object(kind: str, name: str, times: Mapping[str, str], members: Mapping[str, Any]) -> JsonObject:
    head = {"type": kind, "spec_version": "2.1", "id": name, "created_by_ref": AUTHOR, **times}
    return {**head, **{key: _mended(value) for key, value in members.items() if value is not None}}


def _location(place: Place) -> JsonObject:
    area = find_area(place)
    is_mapped = place.lat is not None and place.lon is not None
    return _object("location", _location_id(place), _at(None), {
        "name": ", ".join([place.name, *place.within]),
        "country": place.country,
        "administrative_area": area.divisions[0] if area is not None and area.divisions else None,
        "city": None if area is None else area.town,
        "latitude": place.lat if is_mapped else None,
        "longitude": place.lon if is_mapped else None,
        "precision": place.radius_km * 1000 if is_mapped and place.radius_km is not None else None,
    })  # fmt: skip


def _identity(party: Party) -> JsonObject:
    return _object("identity", _party_id(party), _at(None), {
        "name": party.name, "identity_class": _CLASSES.get(party.kind, "organization"), "roles": [party.kind],
    })  # fmt: skip


def _outlet(name: str) -> JsonObject:
    return _object("identity", _outlet_id(name), _at(None), {
        "name": name, "identity_class": "organization", "roles": ["outlet"],
    })  # fmt: skip


def _page(article: Article) -> Iterator[JsonObject]:
    """Yield the address of an article on the web, and that it was seen there."""
    if not _is_on_the_web(article):
        return
    url = mend(article.url or "")
    key = json.dumps({"value": url}, ensure_ascii=False, separators=(",", ":"))
    address = f"url--{uuid5(_OBSERVABLES, key)}"
    seen_at = rfc3339(article.fetched_at)
    yield {"type": "url", "spec_version": "2.1", "id": address, "value": url}
    yield _object("observed-data", _id("observed-data", article.id), _at(article.fetched_at), {
        "first_observed": seen_at, "last_observed": seen_at, "number_observed": 1, "object_refs": [address],
    })  # fmt: skip


def _is_somewhere(place: Place) -> bool:
    """Whether a place has what STIX asks of one: a country or a point."""
    return place.country is not None or (place.lat is not None and place.lon is not None)


def _is_on_the_web(article: Article) -> bool:
    return article.url is not None and article.url.startswith(("http://", "https://"))


def _location_id(place: Place) -> str:
    return _id(
        "location", *map(fold, (place.name, *place.within)), place.country or "", str((place.lat, place.lon))
    )


def _party_id(party: Party) -> str:
    return _id("identity", "party", fold(party.name), party.kind, party.country or "")


def _outlet_id(name: str) -> str:
    return _id("identity", "outlet", fold(name))


def _note_id(claim: Claim) -> str:
    return _id("note", claim.id)


def _speaker(claim: Claim) -> str | None:
    return claim.voice.name


def _references(article: Article) -> list[JsonObject]:
    source: JsonObject = {"source_name": article.outlet or article.newsroom or "unknown outlet"}
    address = {"url": article.url} if _is_on_the_web(article) else {}
    return [source | {"external_id": article.id} | address]


def _confidence(incident: Incident) -> int:
    """Say how well an incident is known: two voices through two newsrooms, two voices, or fewer."""
    if incident.voices < _TWO:
        return _LOW
    return _HIGH if incident.newsrooms >= _TWO else _MEDIUM


def _extended(members: JsonObject) -> JsonObject:
    return {EXTENSION: {"extension_type": "property-extension", **members}}


def _times(articles: tuple[Article, ...]) -> dict[str, str]:
    """Return when the first and the last of some articles came in."""
    first, last = min((one.fetched_at for one in articles), default=None), last_change(articles)
    return {"created": _written(first), "modified": _written(last)}


def _at(instant: datetime | None) -> dict[str, str]:
    return {"created": _written(instant), "modified": _written(instant)}


def _written(instant: datetime | None) -> str:
    return _SINCE if instant is None else rfc3339(instant.astimezone(UTC))


def _mended(value: Any) -> Any:
    """Return a value whose words any reader of JSON can hold."""
    match value:
        case str():
            return mend(value)
        case list():
            return [_mended(one) for one in value]
        case dict():
            return {key: _mended(one) for key, one in value.items()}
        case _:
            return value
