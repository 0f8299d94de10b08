"""Incidents as FollowTheMoney entities and statements (followthemoney 4).

An incident is an Event, its articles are Articles, its place is an Address. Parties that are somebody are a
Person, an Organization or a PublicBody, and each article that names one has a Mention of it. A report is a
Documentation between article and event whose descriptions are its quotes; a contradiction is a Note.
Ids are ours with a dash for the underscore, which FollowTheMoney does not allow; the ids of places and
parties depend on their names alone, so that the same one is one entity wherever it is told of.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha1
from typing import Final

from twosource.ids import digest
from twosource.knowledge.kinds import load_kinds
from twosource.model import Article, Claim, Fact, Report, Responsibility, Status
from twosource.text import fold
from twosource.values.party import Party, PartyKind
from twosource.values.place import Place
from twosource.values.when import When
from twosource.wire.areas import find_area
from twosource.wire.cells import Cell, columns_of, mend
from twosource.wire.frames import words_of
from twosource.wire.languages import find_alpha3
from twosource.wire.told import (
    Told,
    contradicted,
    fact_name,
    file_name,
    find_days,
    find_value,
    find_when,
    last_change,
)
from twosource.wire.values import JsonObject

DATASET: Final = "twosource"

STATEMENTS: Final = columns_of((
    ("canonical_id", "text", "The entity's id; nothing is merged with anything."),
    ("entity_id", "text", "The same."),
    ("prop", "text", "The property, or “id” for the entity itself."),
    ("prop_type", "text", "The type of its values."),
    ("schema", "text", "The entity's schema."),
    ("value", "text", "The value; of “id” a digest of the entity's statements."),
    ("dataset", "text", "Always “twosource”."),
    ("origin", "text", "Always empty."),
    ("lang", "text", "Always empty."),
    ("original_value", "text", "Always empty."),
    ("external", "text", "Always “f”."),
    ("first_seen", "text", "When the first article behind it came in, in UTC."),
    ("last_seen", "text", "When the last one did."),
    ("id", "text", "The statement's id, made as FollowTheMoney makes it."),
))  # fmt: skip

#: The type of every property that is written.
PROPERTY_TYPES: Final = {
    "addressEntity": "entity", "author": "string", "city": "string", "country": "country", "date": "date",
    "description": "text", "detectedSchema": "string", "document": "entity", "endDate": "date",
    "entity": "entity", "fileName": "string", "full": "address", "involved": "entity", "keywords": "string",
    "language": "language", "latitude": "number", "location": "address", "longitude": "number",
    "modifiedAt": "date", "name": "name", "notes": "text", "proof": "entity", "publishedAt": "date",
    "publisher": "string", "recordId": "string", "resolved": "entity", "retrievedAt": "date",
    "role": "string", "sourceUrl": "url", "startDate": "date", "state": "string", "summary": "text",
    "title": "string",
}  # fmt: skip
_LONGEST: Final = {"name": 384, "string": 1_024, "text": 65_000, "address": 250, "url": 4_096}
#: The schema of parties that are somebody; crowds, gunmen nobody knows and things are none.
_SCHEMAS: Final[dict[PartyKind, str]] = {
    "person": "Person", "armed group": "Organization", "organisation": "Organization",
    "coalition": "Organization", "state force": "Organization", "police": "PublicBody",
    "government": "PublicBody", "diplomatic": "PublicBody", "other": "LegalEntity",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entity: values by property, and when the articles behind it came in."""

    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]
    first_seen: datetime | None
    last_seen: datetime | None


def entities_of(told: Told) -> Iterator[Entity]:
    """Yield the entities of an incident; those that others share (articles, places, parties) first."""
    maker = _Maker(told)
    yield from maker.shared()
    yield maker.event()
    yield from maker.documentations()
    yield from maker.notes()


def entity_line(entity: Entity) -> JsonObject:
    """Return an entity as ``ftm`` reads it from a line of JSON."""
    return {
        "id": entity.id,
        "schema": entity.schema,
        "properties": {name: list(values) for name, values in entity.properties.items()},
        "datasets": [DATASET],
        "first_seen": _seen(entity.first_seen),
        "last_seen": _seen(entity.last_seen),
    }


def statement_rows(entity: Entity) -> Iterator[dict[str, Cell]]:
    """Yield the statements of an entity, that of its id last."""
    ids = []
    for name, values in entity.properties.items():
        for value in values:
            key = sha1(f"{DATASET}.{entity.id}.{name}.{value}".encode()).hexdigest()  # noqa: S324  (as the format has it)
            ids.append(key)
            yield _statement(entity, name, value, key)
    whole = sha1("".join([entity.schema, *sorted(ids)]).encode()).hexdigest()  # noqa: S324
    key = sha1(f"{DATASET}.{entity.id}.id.{whole}".encode()).hexdigest()  # noqa: S324
    yield _statement(entity, "id", whole, key)


def _statement(entity: Entity, name: str, value: str, key: str) -> dict[str, Cell]:
    return {
        "canonical_id": entity.id,
        "entity_id": entity.id,
        "prop": name,
        "prop_type": PROPERTY_TYPES.get(name, "id"),
        "schema": entity.schema,
        "value": value,
        "dataset": DATASET,
        "external": "f",
        "first_seen": _seen(entity.first_seen),
        "last_seen": _seen(entity.last_seen),
        "id": key,
    }


# --- making ---------------------------------------------------------------------------------------


class _Maker:
    """Makes the entities of one incident."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._incident = told.incident
        self._articles = {article.id: article for article in told.articles}
        self._place = find_value(told.incident, "place", Place)

    def shared(self) -> Iterator[Entity]:
        """Yield the place, the articles, and the parties with the mentions of them."""
        if self._place is not None:
            yield self._make(_place_id(self._place), "Address", _address(self._place))
        for article in self._told.articles:
            yield self._make(entity_id(article.id), "Article", _article(article), article)
        for party, _ in self._parties():
            yield self._make(party_id(party), _SCHEMAS[party.kind], _party(party))
        for party, articles in self._parties():
            for article in articles:
                yield self._make(_mention_id(party, article), "Mention", _mention(party, article), article)

    def event(self) -> Entity:
        """Return the event itself."""
        incident, place = self._incident, self._place
        return self._make(
            entity_id(incident.id),
            "Event",
            {
                "name": [incident.headline],
                **_dates(find_when(incident)),
                "location": [] if place is None else [", ".join([place.name, *place.within])],
                "country": _country(None if place is None else place.country),
                "addressEntity": [] if place is None else [_place_id(place)],
                "involved": [party_id(party) for party, _ in self._parties()],
                "keywords": [load_kinds()[incident.kind].label],
                "notes": [_note(fact) for fact in incident.facts if fact.value is not None],
                "publisher": [article.outlet for article in self._told.articles],
                "sourceUrl": [_url(article) for article in self._told.articles],
                "proof": [entity_id(article.id) for article in self._told.articles],
                "recordId": [incident.id],
                "modifiedAt": [_seen(last_change(self._told.articles))],
            },
        )

    def documentations(self) -> Iterator[Entity]:
        """Yield what each report says, between its article and the event."""
        for report in self._told.reports:
            article = self._articles[report.article]
            yield self._make(entity_id(report.id), "Documentation", self._documentation(report), article)

    def notes(self) -> Iterator[Entity]:
        """Yield what voices contradict each other about."""
        for fact in contradicted(self._incident):
            name = f"note-{digest(self._incident.id, fact.field, fact.scope, *fact.support)}"
            yield self._make(name, "Note", {
                "name": [f"{fact_name(fact)}: contradicted"],
                "description": [fact.why],
                "entity": [entity_id(self._incident.id)],
            })  # fmt: skip

    def _documentation(self, report: Report) -> dict[str, list[str | None]]:
        return {
            "document": [entity_id(report.article)],
            "entity": [entity_id(self._incident.id)],
            "role": ["copy" if report.article in self._told.copies else "report"],
            "recordId": [report.id],
            "description": [_quote(claim) for claim in report.claims],
        }

    def _parties(self) -> list[tuple[Party, list[Article]]]:
        """Return the parties that are somebody, each with the articles that name it."""
        named: dict[str, tuple[Party, dict[str, Article]]] = {}
        for claim in (claim for report in self._told.reports for claim in report.claims):
            party = _party_of(claim)
            if party is not None:
                _, articles = named.setdefault(party_id(party), (party, {}))
                articles[claim.evidence.article] = self._articles[claim.evidence.article]
        return [(party, list(articles.values())) for party, articles in named.values()]

    def _make(
        self,
        name: str,
        schema: str,
        properties: Mapping[str, list[str | None]],
        article: Article | None = None,
    ) -> Entity:
        behind = self._told.articles if article is None else (article,)
        return Entity(
            id=name,
            schema=schema,
            properties={
                key: fitting for key in sorted(properties) if (fitting := _fit(key, properties[key]))
            },
            first_seen=min((one.fetched_at for one in behind), default=None),
            last_seen=last_change(behind),
        )


def entity_id(name: str) -> str:
    """Return one of our ids as FollowTheMoney takes it."""
    return name.replace("_", "-")


def party_id(party: Party) -> str:
    """Name a party by what it is called, what it is and whose it is."""
    return f"party-{digest(fold(party.name), party.kind, party.country or '')}"


def _place_id(place: Place) -> str:
    return f"place-{digest(*map(fold, (place.name, *place.within)), place.country or '')}"


def _mention_id(party: Party, article: Article) -> str:
    return f"mention-{digest(party_id(party), article.id)}"


def _party_of(claim: Claim) -> Party | None:
    """Return the party that a claim names as doing it, owning up to it or being hit, if that is somebody."""
    value = claim.value.by if isinstance(claim.value, Responsibility) else claim.value
    fields = {"perpetrator", "responsibility", "target"}
    is_one = isinstance(value, Party) and value.kind in _SCHEMAS and claim.field in fields
    return value if is_one and isinstance(value, Party) else None


def _address(place: Place) -> dict[str, list[str | None]]:
    area = find_area(place)
    return {
        "full": [", ".join([place.name, *place.within])],
        "city": [None if area is None else area.town],
        "state": [None] if area is None else list(area.divisions[:1]),
        "country": _country(place.country),
        "latitude": [None if place.lat is None else str(place.lat)],
        "longitude": [None if place.lon is None else str(place.lon)],
    }


def _article(article: Article) -> dict[str, list[str | None]]:
    return {
        "title": [article.title],
        "author": [article.newsroom],
        "publisher": [article.outlet],
        "publishedAt": [_published(article)],
        "retrievedAt": [_seen(article.fetched_at)],
        "language": [find_alpha3(article.language)],
        "sourceUrl": [_url(article)],
        "fileName": [file_name(article.address)],
    }


def _party(party: Party) -> dict[str, list[str | None]]:
    return {"name": [party.name], "country": _country(party.country)}


def _mention(party: Party, article: Article) -> dict[str, list[str | None]]:
    return {
        "document": [entity_id(article.id)],
        "name": [party.name],
        "resolved": [party_id(party)],
        "detectedSchema": [_SCHEMAS[party.kind]],
    }


def _dates(when: When | None) -> dict[str, list[str | None]]:
    """Return one date to the minute or the day, or two where it took or may have been longer."""
    days = find_days(when)
    if when is None or days is None:
        return {}
    if when.earliest == when.latest:
        return {"date": [_seen(when.earliest)]}
    if days.first == days.last:
        return {"date": [days.first.isoformat()]}
    return {"startDate": [days.first.isoformat()], "endDate": [days.last.isoformat()]}


def _note(fact: Fact) -> str:
    assert fact.value is not None, "only facts with a value are noted"
    status = "confirmed" if fact.confirmed and fact.status is not Status.CONTRADICTED else fact.status.value
    return f"{fact_name(fact)}: {words_of(fact.value)} ({status})"


def _quote(claim: Claim) -> str:
    said = claim.voice.name or claim.voice.kind
    return f"{claim.field}: “{claim.evidence.quote}” ({said}, {claim.certainty.value})"


def _country(code: str | None) -> list[str | None]:
    return [None if code is None else code.lower()]


def _url(article: Article) -> str | None:
    return (
        article.url if article.url is not None and article.url.startswith(("http://", "https://")) else None
    )


def _published(article: Article) -> str | None:
    if article.published is None:
        return None
    is_day = article.published_precision == "day"
    return article.published.date().isoformat() if is_day else _seen(article.published)


def _seen(instant: datetime | None) -> str | None:
    """Write an instant as the format has it: UTC, without saying so."""
    return None if instant is None else instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _fit(name: str, values: list[str | None]) -> tuple[str, ...]:
    """Return the values that are known, each once and no longer than its type allows."""
    longest = _LONGEST.get(PROPERTY_TYPES[name])
    kept = (mend(value) for value in values if value)
    return tuple(dict.fromkeys(one if longest is None else _cut(one, longest) for one in kept))


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[: longest - 1] + "…"
